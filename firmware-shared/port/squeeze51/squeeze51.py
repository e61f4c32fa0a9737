#!/usr/bin/env python3
"""Makes the code of an 8051 image smaller: sdcc compiles and places each function by itself; this
looks at the whole program between compiler and linker. DESIGN.md, "Squeezed", tells what it does
and how it is proven.

squeeze51.py --out IMAGE.ihx --work DIR --code BYTES --ram BYTES --stack BYTES MAIN.asm MODULE.asm...
Writes IMAGE.symbols.txt too: bytes of flash per function.
"""
import argparse
import os
import re
import subprocess
import sys

from asm51 import NAME, Refused, is_label, size
from folds51 import Joiner
from moves51 import Memory, drop_saves, plain_names, sweep
from overlay51 import share_ram
from paths51 import copy_returns, inline_single, straighten
from place51 import Placed, arrange
from program51 import read, write
from stack51 import deepest


def smaller(program, keep, names):
    code = program.code
    labels = keep | set(names)
    memory = Memory(plain_names(program.rest, code), keep)
    joiner = Joiner()
    straighten(code, labels, tails=False)
    while drop_saves(code, memory):
        pass  # as long as calls are calls: within a function that went to its caller they stay
    inline_single(code, labels)
    straighten(code, labels)
    for prepare in (lambda: None, lambda: copy_returns(code)):
        prepare()
        sweep(code, memory)
        straighten(code, labels)
    joiner.join_tails(code)
    straighten(code, labels)
    sweep(code, memory)
    straighten(code, labels)
    joiner.join_tails(code)
    joiner.share(code, call_bytes=2)
    straighten(code, labels)
    joiner.join_tails(code)
    straighten(code, labels)


def roots(program):
    """What is known outside of the code."""
    return {name for line in program.rest for name in NAME.findall(line)} | \
        {name for name in program.globals if name.startswith("__")}


def total(code):
    return sum(size(item) for item in code if not is_label(item))


def link(args, program, lines):
    base = os.path.splitext(args.out)[0]
    os.makedirs(args.work, exist_ok=True)
    files = write(program, lines, os.path.join(args.work, os.path.basename(base)))
    for file in files:
        subprocess.run([args.assembler, "-plosgff", file], check=True)
    subprocess.run([args.compiler, "-mmcs51", "--iram-size", str(args.ram), "--xram-size", "0",
                    "--code-size", str(args.code), "--stack-size", str(args.stack)]
                   + [file[:-3] + "rel" for file in files] + ["-o", args.out], check=True)
    with open(base + ".map", encoding="utf-8") as lines_of_map:
        return {m[2]: int(m[1], 16) for m in
                (re.match(r"\s*C:\s+([0-9A-F]{8})\s+(\w+)", line) for line in lines_of_map) if m}


def tell_sizes(file, placed):
    """What lies behind each name, up to the next; what was inlined counts where it lies."""
    names = sorted((place, name) for name, place in placed.label.items()
                   if not name.startswith("L_"))
    ends = [place for place, _ in names[1:]] + [placed.end]
    rows = sorted(((end - place, name) for (place, name), end in zip(names, ends)), reverse=True)
    with open(file, "w", encoding="utf-8") as out:
        out.writelines("%5d %s\n" % row for row in rows)


def parse(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", required=True, help="the image, .ihx")
    parser.add_argument("--work", required=True, help="folder for what lies between")
    parser.add_argument("--code", type=int, required=True, help="bytes of flash")
    parser.add_argument("--ram", type=int, required=True)
    parser.add_argument("--stack", type=int, required=True)
    parser.add_argument("--plain", action="store_true",
                        help="code and RAM as sdcc has them; each datum is linked by itself")
    parser.add_argument("--name", action="append", default=[], help="a label that stays")
    parser.add_argument("--assembler", default="sdas8051")
    parser.add_argument("--compiler", default="sdcc")
    parser.add_argument("modules", nargs="+")
    return parser.parse_args(arguments)


def main():
    args = parse(sys.argv[1:])
    program = read(args.modules)
    before = total(program.code)
    keep = roots(program)
    if not args.plain:
        smaller(program, keep, args.name)
        program.areas["shared"] = share_ram(program, keep)
    # Where the code starts only the linker knows: it is asked with the labels and as much room.
    labels = [item for item in program.code if is_label(item)]
    start = link(args, program, labels + ["\t.ds\t%d" % total(program.code)])["s_CSEG"]
    placed = Placed(arrange(program.code, start), start)
    places = link(args, program, placed.text())
    wrong = [name for name, place in placed.label.items() if places.get(name, place) != place]
    if wrong or places["s_CSEG"] != start:
        raise Refused("the linker put %s elsewhere" % ", ".join(wrong or ["CSEG"]))
    below, above = deepest(program.code)
    if below + above > args.stack:
        raise Refused("the stack may need %d + %d bytes, it has %d" % (below, above, args.stack))
    tell_sizes(os.path.splitext(args.out)[0] + ".symbols.txt", placed)
    print("%s: code %d bytes, %d before; stack at most %d and %d of an interrupt"
          % (os.path.basename(args.out), placed.end - start, before, below, above))


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        sys.exit("squeeze51: %s" % refused)
