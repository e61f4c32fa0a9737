"""RAM of locals and parameters: what is never wanted at the same time shares a place. sdcc shares
among functions that call nobody; here what is live in the whole program decides."""
import re

from asm51 import NAME, Table, is_label
from live51 import Liveness
from moves51 import used_by_interrupts

DEFINITION = re.compile(r"(\w+)::?$")
SPACE = re.compile(r"\s*\.ds\s+(\d+)$")


def share_ram(program, keep):
    """Takes what may share out of the modules; returns lines for all of it."""
    remove(program, unused(program), EVERYWHERE)
    sizes = candidates(program)
    live = liveness(program.code, sizes, keep)
    start = live.at["_main"]
    from_start = {byte for byte in live.live_at(start) if isinstance(byte, tuple)}
    stays = {name for name, _ in from_start | never_written(live, sizes)}
    sizes = {name: size for name, size in sizes.items() if name not in stays}
    places = arrange(sizes, conflicts(live, sizes))
    remove(program, sizes)
    return text(sizes, places)


EVERYWHERE = ("DSEG", "OSEG", "ISEG", "BSEG")


def spaces(program, areas=("DSEG", "OSEG")):
    """(module, index of the line, name, bytes) of all that lies in these areas of RAM."""
    for module, lines in program.areas.items():
        area = None
        for at, line in enumerate(lines):
            found = re.match(r"\s*\.area\s+(\w+)", line)
            area = found[1] if found else area
            label = DEFINITION.match(line)
            space = SPACE.match(lines[at + 1]) if label and at + 1 < len(lines) else None
            if space and area in areas:
                yield module, at, label[1], int(space[1])


def candidates(program):
    """Without what interrupts use, what has its address taken, and what data refer to."""
    sizes = {name: size for _, _, name, size in spaces(program)}
    bad = used_by_interrupts(program.code)
    for item in program.code:
        if is_label(item) or isinstance(item, Table):
            continue
        for arg in item.args:
            for name in NAME.findall(arg):
                if name in sizes and byte_of(arg, sizes) is None:
                    bad.add(name)
    for line in program.rest:
        if not DEFINITION.match(line):
            bad.update(NAME.findall(line))
    return {name: size for name, size in sizes.items() if name not in bad}


def byte_of(operand, sizes):
    """(symbol, offset) of a directly addressed byte."""
    if not re.fullmatch(r"[\w\s()+]+", operand):
        return None
    words = re.findall(r"\w+", operand)
    symbols = [word for word in words if not word[0].isdigit()]
    if len(symbols) != 1 or symbols[0] not in sizes:
        return None
    offset = sum(int(word, 0) for word in words if word[0].isdigit())
    return (symbols[0], offset) if offset < sizes[symbols[0]] else None


WHOLE = {"mov", "pop"}  # put a new value there without a look at the old one


def liveness(code, sizes, keep):
    def of_memory(item):
        if is_label(item) or isinstance(item, Table):
            return frozenset(), frozenset(), True
        reads, writes = set(), set()
        for at, arg in enumerate(item.args):
            byte = byte_of(arg, sizes)
            if byte is not None:
                (writes if at == 0 and item.op in WHOLE else reads).add(byte)
        return frozenset(reads), frozenset(writes), True

    universe = frozenset((name, at) for name, size in sizes.items() for at in range(size))
    return Liveness(code, keep, of_memory, universe)


def never_written(live, sizes):
    written = {byte for facts in live.facts if facts for byte in facts[1]}
    return {(name, at) for name, size in sizes.items() for at in range(size)
            if (name, at) not in written}


def unused(program):
    """What no instruction and no other datum is left for."""
    told = {name for item in program.code if not is_label(item)
            for line in (item.lines if isinstance(item, Table) else item.args)
            for name in NAME.findall(line)}
    told |= {name for line in program.rest if not DEFINITION.match(line)
             for name in NAME.findall(line)}
    return {name for _, _, name, _ in spaces(program, EVERYWHERE)} - told


def conflicts(live, sizes):
    """Pairs of names of which one is written while the other is wanted later."""
    pairs = set()
    for at, facts in enumerate(live.facts):
        if not facts:
            continue
        touched = {name for name, _ in facts[1] | facts[0] if name in sizes}
        wanted = {byte[0] for byte in live.live_after(at) if isinstance(byte, tuple)}
        for one in touched:
            for other in wanted & set(sizes) - {one}:
                pairs |= {(one, other), (other, one)}
    return pairs


def arrange(sizes, pairs):
    places = {}
    for name in sorted(sizes, key=lambda one: (-sizes[one], one)):
        taken = {byte for other, at in places.items() if (name, other) in pairs
                 for byte in range(at, at + sizes[other])}
        at = 0
        while taken & set(range(at, at + sizes[name])):
            at += 1
        places[name] = at
    return places


def remove(program, names, areas=("DSEG", "OSEG")):
    gone = {}
    for module, at, name, _ in spaces(program, areas):
        if name in names:
            gone.setdefault(module, set()).update({at, at + 1})
    for module, lines in gone.items():
        program.areas[module] = [line for at, line in enumerate(program.areas[module])
                                 if at not in lines]


def text(sizes, places):
    end = max((at + sizes[name] for name, at in places.items()), default=0)
    lines = ["\t.area DSEG (DATA)"]
    for at in range(end):
        lines += [name + ":" for name in sorted(places) if places[name] == at] + ["\t.ds 1"]
    return lines
