"""Moves that nobody needs: registers that are dead, values that are there already, registers saved
around calls that leave them alone. Only registers and plain RAM are looked at, and only along
straight lines; what is live elsewhere comes from live51."""
import re

from asm51 import NAME, REGISTERS, Instruction, effects, is_label, size
from live51 import Liveness
from rewrites51 import rewrite

TESTS = {"jb", "jnb", "cjne", "jz", "jnz", "jc", "jnc", "push"}


def sweep(code, memory):
    """Until nothing changes."""
    while (drop_saves(code, memory) | reuse_values(code, memory) | rewrite(code, memory)
           | drop_dead(code, memory)):
        pass


def drop_dead(code, memory):
    live = Liveness(code, memory.roots)
    keep = []
    for at, item in enumerate(code):
        if not is_label(item):
            _, writes, more = live.facts[at]
            if not more and not writes & live.live_after(at):
                continue
        keep.append(item)
    changed = len(keep) != len(code)
    code[:] = keep
    return changed


def drop_saves(code, memory):
    """push rN .. pop rN along a line which does not change rN, or after which rN is dead."""
    live = Liveness(code, memory.roots)
    known, gone = {}, set()
    for at, item in enumerate(code):
        if is_label(item) or item.op != "push" or item.args[0] not in REGISTERS:
            continue
        end = matching_pop(code, at)
        register = REGISTERS[item.args[0]]
        if end is None:
            continue
        if register not in live.live_after(end) or \
                register not in changed_between(code, at, end, live, known):
            gone |= {at, end}
    code[:] = [item for at, item in enumerate(code) if at not in gone]
    return bool(gone)


def changed_between(code, start, end, live, known):
    changed = set()
    for item in code[start + 1:end]:
        changed |= effects(item)[1]
        if item.op == "call":
            if item.args[0] not in known:
                known[item.args[0]] = live.changed_by_call(item.args[0])
            changed |= known[item.args[0]]
    return changed


def matching_pop(code, at):
    depth = 0
    for place in range(at + 1, len(code)):
        item = code[place]
        if is_label(item) or item.ends_path or item.target is not None and item.op != "call":
            return None
        if item.op == "push":
            depth += 1
        elif item.op == "pop":
            if depth == 0:
                return place if item.args[0] == code[at].args[0] else None
            depth -= 1
    return None


class Memory:
    """Bytes of directly addressed RAM that only this code changes, by one spelling each; and the
    functions that others call."""

    def __init__(self, plain, roots):
        self.plain, self.roots = plain, roots

    def place(self, operand):
        """A register's name, or "symbol+offset"; None for all else."""
        if operand in REGISTERS:
            return REGISTERS[operand]
        if not re.fullmatch(r"[\w\s()+]+", operand):
            return None
        symbols = [word for word in re.findall(r"\w+", operand) if not word[0].isdigit()]
        if len(symbols) != 1 or symbols[0] not in self.plain:
            return None
        return "%s+%d" % (symbols[0], sum(int(word, 0) for word in re.findall(r"\w+", operand)
                                          if word[0].isdigit()))


class Values:
    """Which places are known to hold the same value, along a straight line."""

    def __init__(self, memory):
        self.memory = memory
        self.tokens = {}
        self.given = 0

    def token(self, operand):
        if operand[0] == "#":
            return operand
        place = self.memory.place(operand)
        if place is None:
            return None
        if place not in self.tokens:
            self.given += 1
            self.tokens[place] = "v%d" % self.given
        return self.tokens[place]

    def forget(self, places):
        for place in places:
            self.tokens.pop(place, None)

    def forget_memory(self):
        self.tokens = {place: token for place, token in self.tokens.items() if "+" not in place}

    def after(self, item):
        """What still holds behind an instruction."""
        if is_label(item) or item.ends_path or item.op in ("call", "table"):
            self.tokens = {}
            return
        _, writes, more = effects(item)
        self.forget(writes)
        if not item.args or not more or item.op in TESTS:
            return
        to = item.args[0]
        place = self.memory.place(to)
        bit = re.fullmatch(r"(acc|b|ar\d)\.\d", to)
        if bit:
            self.forget({REGISTERS[bit[1]]})
        elif to[0] == "@" or item.op in ("xch", "movx", "xchd"):
            self.forget_memory()
        elif place is not None:
            self.forget({place})


def reuse_values(code, memory):
    """Drops moves of a value to where it is, and takes it from a register where that is shorter."""
    values = Values(memory)
    out, changed = [], False
    for item in code:
        if not is_label(item) and item.op == "mov" and not {"dptr", "c"} & set(item.args):
            token, place = values.token(item.args[1]), memory.place(item.args[0])
            if token is not None and place is not None and values.tokens.get(place) == token:
                changed = True
                continue
            shorter = cheaper(item, token, values)
            if shorter is not None:
                item, changed = shorter, True
            values.after(item)
            if token is not None and place is not None:
                values.tokens[place] = token
        else:
            values.after(item)
            if not is_label(item) and item.key == "clr a":
                values.tokens["a"] = "#0x00"
        out.append(item)
    code[:] = out
    return changed


def cheaper(item, token, values):
    """The same move from a register that holds the value, where that is shorter."""
    best = None
    if token is None:
        return None
    for place, held in values.tokens.items():
        if held != token or "+" in place or place in ("c", item.args[1]):
            continue
        if re.fullmatch(r"r\d", item.args[0]) and re.fullmatch(r"r\d", place):
            continue  # there is no such instruction
        if item.args[0] == place:
            continue
        other = Instruction("mov %s,%s" % (item.args[0], place))
        if size(other) < size(best or item):
            best = other
    if best is None and item.args[0] == "a" and token == "#0x00":
        return Instruction("clr a")
    return best


def plain_names(rest, code):
    """The names of RAM bytes that no interrupt touches."""
    area, plain = None, set()
    for line in rest:
        found = re.match(r"\s*\.area\s+(\w+)", line)
        area = found[1] if found else area
        label = re.match(r"(\w+)::?$", line)
        if label and area in ("DSEG", "OSEG"):
            plain.add(label[1])
    return plain - used_by_interrupts(code)


def used_by_interrupts(code):
    """Names in functions that end by reti, and in what they call."""
    live = Liveness(code, ())
    names, seen = set(), set()
    todo = [place for name, place in live.at.items()
            if any(code[end].op == "reti" for end in ends_from(live, place))]
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        todo += live.successors[at]
        item = code[at]
        if is_label(item):
            continue
        names |= {name for arg in item.args for name in NAME.findall(arg)}
        if item.op == "call" and live.callee(item) is not None:
            todo.append(live.callee(item))
    return names


def ends_from(live, start):
    seen, todo = set(), [start]
    while todo:
        at = todo.pop()
        if at not in seen:
            seen.add(at)
            todo += live.successors[at]
    return [at for at in seen if not is_label(live.code[at]) and not live.successors[at]]
