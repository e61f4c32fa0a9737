#!/usr/bin/env python3
"""Does a test fail when the node's code is wrong?

Changes one token of protocol/src or firmware-shared/src at a time (mutants.py), compiles that file
alone into a shared library that is loaded in front of the real one, and runs the node's tests until
one fails. A mutant that all tests let pass survives; it fails the gate unless equivalent.txt says
why it is no change of behaviour. One whose machine code is the original's is none from the start.
An entry of equivalent.txt that no survivor needs fails the gate too.

    tests/mutation/mutate.py --build build/mutation             every mutant
    tests/mutation/mutate.py --build build/mutation --again     those that survived the last time
    tests/mutation/mutate.py --build build/mutation --only rtu.c          one file
    tests/mutation/mutate.py --build build/mutation --share 20            a fifth of them: today's
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time

import equivalents
import mutants

TOP = pathlib.Path(__file__).resolve().parents[2]
EQUIVALENT = TOP / "tests/mutation/equivalent.txt"
FOLDERS = ("protocol/src", "firmware-shared/src")
# Undefined behaviour ends the program, as it does in the sanitizer's build: a mutant that writes
# beyond an array is noticed, wherever the byte falls.
FLAGS = ["-std=c99", "-O1", "-fPIC", "-w", "-fsanitize=undefined",
         "-fsanitize-undefined-trap-on-error", "-Iprotocol/include", "-Ifirmware-shared/include",
         "-Ifirmware-shared/src"]
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def tests_of(build):
    """Commands of the CTest tests labelled `node`."""
    told = subprocess.run(["ctest", "--test-dir", build, "-L", "^node$", "--show-only=json-v1"],
                          check=True, capture_output=True, text=True).stdout
    commands = [test["command"] for test in json.loads(told)["tests"] if "command" in test]
    return [command for command in commands if os.access(command[0], os.X_OK)]


def compiled(source, directory):
    """Object file of C text; None when it is no C."""
    text = pathlib.Path(directory, "mutant.c")
    text.write_text(source)
    out = pathlib.Path(directory, "mutant.o")
    done = subprocess.run(["gcc", *FLAGS, "-c", str(text), "-o", str(out)], cwd=TOP,
                          capture_output=True)
    return out.read_bytes() if done.returncode == 0 else None


class Judge:
    """Runs the tests against one mutant, those first that killed others of its function or file."""

    def __init__(self, commands, build):
        self.commands = commands
        found = [p.resolve() for p in pathlib.Path(build).rglob("lib*.so")]
        self.libraries = [str(p) for p in found] + [f"-Wl,-rpath,{p.parent}" for p in found]
        self.limits_s = {}  # of processor time: a mutant that loops is killed by it
        self.killers = collections.defaultdict(list)
        self.lock = threading.Lock()

    def baseline(self):
        for command in self.commands:
            begun = time.monotonic()
            done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, timeout=120)
            if done.returncode != 0:
                sys.exit(f"mutation: {command[0]} fails on the code as it is")
            self.limits_s[command[0]] = 1 + int(5 * (time.monotonic() - begun))
        self.commands.sort(key=lambda c: self.limits_s[c[0]])

    def order(self, mutant):
        with self.lock:
            known = self.killers[mutant.file, mutant.function] + self.killers[mutant.file]
        return list({c[0]: c for c in known + self.commands}.values())

    def killer(self, mutant, library):
        for command in self.order(mutant):
            limit_s = self.limits_s[command[0]]
            try:
                # Only the test gets the mutant: prlimit lacks the symbols that it may need, and
                # would fail in the test's place.
                done = subprocess.run(["prlimit", f"--cpu={limit_s}", "env",
                                       f"LD_PRELOAD={library}", *command], env=ENVIRONMENT,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                      timeout=60 * limit_s)
            except subprocess.TimeoutExpired:
                return self.remember(mutant, command)
            if done.returncode != 0:
                return self.remember(mutant, command)
        return None

    def remember(self, mutant, command):
        with self.lock:
            for place in (mutant.file, (mutant.file, mutant.function)):
                self.killers[place] = [command] + [c for c in self.killers[place] if c != command]
        return command[0]


def fate(mutant, source, original, judge):
    """'invalid', 'same', 'killed' or 'survived'."""
    with tempfile.TemporaryDirectory(prefix="mutant") as directory:
        machine = compiled(mutant.apply(source), directory)
        if machine is None:
            return "invalid"
        if machine == original:
            return "same"
        library = os.path.join(directory, "mutant.so")
        # With the real libraries behind it: programs that a test starts inherit the mutant, and
        # would not start without what it refers to.
        subprocess.run(["gcc", "-shared", os.path.join(directory, "mutant.o"), "-o", library,
                        *judge.libraries], check=True)
        return "killed" if judge.killer(mutant, library) else "survived"


def sources(only):
    for folder in FOLDERS:
        for path in sorted((TOP / folder).glob("*.c")):
            if not only or path.name in only:
                yield str(path.relative_to(TOP)), path.read_text()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, help="build directory of the preset `mutation`")
    parser.add_argument("--share", type=int, default=100,
                        help="per cent of the mutants; day by day another share, until all were it")
    parser.add_argument("--day", type=int, default=int(time.time()) // 86400)
    parser.add_argument("--only", nargs="*", help="names of source files")
    parser.add_argument("--again", action="store_true", help="only what survived the last time")
    parser.add_argument("--debt", type=int, default=0,
                        help="unexplained survivors of all mutants that do not fail yet")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def everything(only):
    """[(mutant, source, original object)]"""
    found = []
    for file, source in sources(only):
        with tempfile.TemporaryDirectory(prefix="original") as directory:
            original = compiled(source, directory)
        if original is None:
            sys.exit(f"mutation: {file} does not compile")
        found += [(m, source, original) for m in mutants.mutants(file, source)]
    return found


def chosen(found, remembered, options):
    """What survived, or the day's share of all."""
    if options.again:
        names = {tuple(name) for name in json.loads(remembered.read_text())}
        found = [one for one in found if one[0].name() in names]
    shares = max(1, 100 // options.share)
    if shares > 1:
        print(f"mutation: every {shares}th mutant, --day {options.day}")
    return found[options.day % shares::shares]


def remember(path, fates):
    """What survived, for --again; what was not judged this time stays as it was."""
    judged = {m.name() for m, _ in fates}
    before = json.loads(path.read_text()) if path.exists() else []
    kept = [name for name in before if tuple(name) not in judged]
    path.write_text(json.dumps(kept + [m.name() for m, end in fates if end == "survived"]))


def judged(todo, judge, reasons, jobs):
    """[(mutant, fate)]; says what survives unexplained as soon as it is known."""
    fates = []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        ends = pool.map(lambda one: fate(*one, judge), todo)
        for (m, _, _), end in zip(todo, ends):
            fates.append((m, end))
            if end == "survived" and m.name() not in reasons:
                print(f"{m.file}:{m.line}: survives: {m.change}\n    {m.text}", flush=True)
    return fates


def report(fates, idle, reasons, begun, options):
    for file, function, text, change in idle:
        print(f"equivalent.txt: no survivor: {file} {function}: {change}\n    {text}")
    survivors = [m for m, end in fates if end == "survived"]
    unexplained = [m for m in survivors if m.name() not in reasons]
    ends = collections.Counter(end for _, end in fates)
    debt = options.debt * options.share // 100
    print(f"mutation: {ends['killed']} killed, {ends['same']} compile to the same code, "
          f"{len(survivors) - len(unexplained)} equivalent with a reason, "
          f"{len(unexplained)} survive unexplained (at most {debt} may); "
          f"{ends['invalid']} are no C; {len(idle)} reasons for none; "
          f"{time.monotonic() - begun:.0f} s")
    return 1 if len(unexplained) > debt or idle else 0


def main():
    options = arguments()
    begun = time.monotonic()
    commands = tests_of(options.build)
    if not commands:
        sys.exit(f"mutation: no test labelled node is built in {options.build}")
    reasons = equivalents.read(EQUIVALENT)
    judge = Judge(commands, options.build)
    judge.baseline()
    found = everything(options.only)
    remembered = pathlib.Path(options.build, "survivors.json")
    todo = chosen(found, remembered, options)
    print(f"mutation: {len(todo)} of {len(found)} changes, {len(commands)} test programs",
          flush=True)
    fates = judged(todo, judge, reasons, options.jobs)
    remember(remembered, fates)
    idle = equivalents.idle(reasons, [m for m, _, _ in found], fates, whole=not options.only)
    return report(fates, idle, reasons, begun, options)


if __name__ == "__main__":
    sys.exit(main())
