#!/usr/bin/env python3
"""Do the node's tests reach every line and branch of protocol/src and firmware-shared/src?

Runs the tests labelled `node` of a build with FIREDAMP_COVERAGE and prints what none of them
reached. Fails on more of it than --debt, unless exclusions.txt gives a reason.

    tests/coverage/coverage.py --build build/coverage
"""
import argparse
import json
import pathlib
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("protocol/src/", "firmware-shared/src/")
LIBRARIES = ("protocol/CMakeFiles/msn.dir", "firmware-shared/CMakeFiles/fw.dir")


def run_tests(build):
    for counters in build.rglob("*.gcda"):
        counters.unlink()
    done = subprocess.run(["ctest", "--test-dir", build, "-L", "^node$", "--output-on-failure"],
                          capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout + "coverage: a test fails")


def gcov(notes):
    """gcov's account of one object; an object that no test linked has run nothing."""
    told = subprocess.run(["gcov", "-b", "--json-format", "--stdout", str(notes)], check=True,
                          capture_output=True, text=True, cwd=notes.parent).stdout
    return json.loads(told)


def account(build):
    """{file: {line: [(what, count)]}}"""
    files = {}
    for library in LIBRARIES:
        for notes in sorted((build / library).rglob("*.gcno")):
            told = gcov(notes)
            for one in told["files"]:
                path = (pathlib.Path(told["current_working_directory"]) / one["file"]).resolve()
                if not path.is_relative_to(TOP):
                    continue
                name = str(path.relative_to(TOP))
                if name.startswith(FOLDERS) and name.endswith(".c"):
                    files.setdefault(name, {}).update(lines_of(one))
    return files


def lines_of(one):
    lines = {}
    for line in one["lines"]:
        seen = lines.setdefault(line["line_number"], [])
        seen.append(("line", line["count"]))
        seen += [(f"branch {i}", b["count"]) for i, b in enumerate(line["branches"])]
    return lines


def excluded(path):
    """{(file, text of the line)} with a reason each."""
    entries, file, text = set(), None, None
    for line in path.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            file = line.strip()
        elif line.strip().startswith("why: "):
            entries.add((file, text))
        else:
            text = line.strip()
    return entries


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--debt", type=int, default=0, help="missing ones that do not fail yet")
    options = parser.parse_args()
    build = options.build.resolve()
    run_tests(build)
    files = account(build)
    present = {str(p.relative_to(TOP)) for folder in FOLDERS for p in (TOP / folder).glob("*.c")}
    # A file that was compiled and has no line to run (a table) owes nothing.
    compiled = {p.name.removesuffix(".gcno") for p in build.rglob("*.c.gcno")}
    unbuilt = {name for name in present - set(files) if pathlib.Path(name).name not in compiled}
    for name in sorted(unbuilt):
        print(f"{name}: not in the build: nothing of it is reached")
    reasons = excluded(TOP / "tests/coverage/exclusions.txt")
    total = reached = pardoned = 0
    missing = len(unbuilt)
    for name, lines in sorted(files.items()):
        source = (TOP / name).read_text().split("\n")
        for number, parts in sorted(lines.items()):
            text = source[number - 1].strip()
            unreached = [what for what, count in parts if count == 0]
            total += len(parts)
            reached += len(parts) - len(unreached)
            if unreached and (name, text) in reasons:
                pardoned += len(unreached)
            elif unreached:
                missing += len(unreached)
                print(f"{name}:{number}: not reached: {', '.join(unreached)}\n    {text}")
    print(f"coverage: {reached} of {total} lines and branches reached, {pardoned} excluded with a "
          f"reason, {missing} missing (at most {options.debt} may)")
    return 1 if missing > options.debt or not files else 0


if __name__ == "__main__":
    sys.exit(main())
