#!/usr/bin/env python3
"""Does a test fail when the node's code is wrong?

Changes one token of protocol/src or firmware-shared/src at a time (mutants.py), compiles that file
alone into a shared library that is loaded in front of the real one, and runs the node's tests until
one fails. A mutant that all tests let pass survives; it fails the gate unless equivalent.txt says
why it is no change of behaviour. One whose machine code is the original's is none from the start.

    tests/mutation/mutate.py --build build/mutation             every mutant
    tests/mutation/mutate.py --build build/mutation --share 20 --seed 7   a fifth of them
    tests/mutation/mutate.py --build build/mutation --only rtu.c          one file
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import threading
import time

import mutants

TOP = pathlib.Path(__file__).resolve().parents[2]
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
    """Runs the tests against one mutant; remembers which test killed the last of a file."""

    def __init__(self, commands):
        self.commands = commands
        self.limits = {}
        self.killers = collections.defaultdict(list)
        self.lock = threading.Lock()

    def baseline(self):
        for command in self.commands:
            begun = time.monotonic()
            done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, timeout=120)
            if done.returncode != 0:
                sys.exit(f"mutation: {command[0]} fails on the code as it is")
            self.limits[command[0]] = 1.0 + 5 * (time.monotonic() - begun)

    def order(self, file):
        with self.lock:
            known = list(self.killers[file])
        rest = sorted((c for c in self.commands if c not in known),
                      key=lambda c: self.limits[c[0]])
        return known + rest

    def killer(self, file, library):
        environment = {**ENVIRONMENT, "LD_PRELOAD": library}
        for command in self.order(file):
            try:
                done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL,
                                      stderr=subprocess.DEVNULL, timeout=self.limits[command[0]])
            except subprocess.TimeoutExpired:
                return self.remember(file, command)
            if done.returncode != 0:
                return self.remember(file, command)
        return None

    def remember(self, file, command):
        with self.lock:
            if command in self.killers[file]:
                self.killers[file].remove(command)
            self.killers[file].insert(0, command)
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
        subprocess.run(["gcc", "-shared", os.path.join(directory, "mutant.o"), "-o", library],
                       check=True)
        return "killed" if judge.killer(mutant.file, library) else "survived"


def explained(path):
    """{(file, line text, change): reason} of equivalent.txt."""
    reasons, file, block = {}, None, []
    for line in path.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            file, block = line.strip(), []
            continue
        block.append(line.strip())
        if len(block) == 3:
            text, changes, reason = block
            if not reason.startswith("why: "):
                sys.exit(f"mutation: equivalent.txt: no reason after '{text}' of {file}")
            for change in changes.split(";"):
                reasons[file, text, change.strip()] = reason[5:]
            block = []
    return reasons


def sources(only):
    for folder in FOLDERS:
        for path in sorted((TOP / folder).glob("*.c")):
            if not only or path.name in only:
                yield str(path.relative_to(TOP)), path.read_text()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, help="build directory of the preset `mutation`")
    parser.add_argument("--share", type=int, default=100, help="per cent of the mutants")
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100000)
    parser.add_argument("--only", nargs="*", help="names of source files")
    parser.add_argument("--debt", type=int, default=0,
                        help="unexplained survivors of all mutants that do not fail yet")
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def chosen(options):
    """[(mutant, source, original object)], a share of all."""
    everything = []
    for file, source in sources(options.only):
        with tempfile.TemporaryDirectory(prefix="original") as directory:
            original = compiled(source, directory)
        if original is None:
            sys.exit(f"mutation: {file} does not compile")
        everything += [(m, source, original) for m in mutants.mutants(file, source)]
    if options.share < 100:
        count = len(everything) * options.share // 100
        everything = random.Random(options.seed).sample(everything, count)
        print(f"mutation: {options.share} % of the mutants, --seed {options.seed}")
    return everything


def report(fates, reasons, begun, options):
    survivors = [m for m, end in fates if end == "survived"]
    unexplained = [m for m in survivors if (m.file, m.text, m.change) not in reasons]
    for m in sorted(unexplained, key=lambda m: (m.file, m.start)):
        print(f"{m.file}:{m.line}: survives: {m.change}\n    {m.text}")
    if options.share == 100 and not options.only:
        alive = {(m.file, m.text, m.change) for m in survivors}
        for file, text, change in sorted(set(reasons) - alive):
            print(f"equivalent.txt: no such survivor: {file}: {change}\n    {text}")
    ends = collections.Counter(end for _, end in fates)
    debt = options.debt * options.share // 100
    print(f"mutation: {ends['killed']} killed, {ends['same']} compile to the same code, "
          f"{len(survivors) - len(unexplained)} equivalent with a reason, "
          f"{len(unexplained)} survive unexplained (at most {debt} may); {ends['invalid']} are no C; "
          f"{time.monotonic() - begun:.0f} s")
    return 1 if len(unexplained) > debt else 0


def main():
    options = arguments()
    begun = time.monotonic()
    commands = tests_of(options.build)
    if not commands:
        sys.exit(f"mutation: no test labelled node is built in {options.build}")
    judge = Judge(commands)
    judge.baseline()
    todo = chosen(options)
    print(f"mutation: {len(todo)} changes, {len(commands)} test programs", flush=True)
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        fates = list(pool.map(lambda one: (one[0], fate(*one, judge)), todo))
    reasons = explained(TOP / "tests/mutation/equivalent.txt")
    return report(fates, reasons, begun, options)


if __name__ == "__main__":
    sys.exit(main())
