"""Short sequences with a shorter one that does the same, where what they leave in registers is
dead. Each looks at one place of the code and answers (how many items go, what comes) or None."""
import re

from asm51 import REGISTERS, Instruction, effects, is_label, size
from live51 import Liveness

ALONG = 12  # items that a value is followed


def rewrite(code, memory):
    """One pass. What is known of the code before it holds for the whole pass, because a rewrite
    changes only what lies between the places that it looked at, and the next begins behind them."""
    live = Liveness(code, memory.roots)
    out, at, changed = [], 0, False
    while at < len(code):
        found = None if is_label(code[at]) else first_of(code, at, live, memory)
        if found:
            at += found[0]
            out += found[1]
            changed = True
        else:
            out.append(code[at])
            at += 1
    code[:] = out
    return changed


def first_of(code, at, live, memory):
    for rule in (increment, bump_in_place, change_in_place, or_nothing, carry_on):
        found = rule(code, at, live, memory)
        if found:
            return found
    return None


def instructions(code, at, count):
    part = code[at:at + count]
    if len(part) < count or any(is_label(item) or item.op == "table" for item in part):
        return None
    return part


def direct(operand):
    """Directly addressed: a byte of RAM or a device."""
    return operand[0] not in "#@/" and operand not in ("a", "c", "ab", "dptr") and \
        not re.fullmatch(r"r\d|.*\.\d", operand)


def increment(code, at, live, memory):
    """16 bits by way of two registers."""
    before, after = instructions(code, at, 5), instructions(code, at + 6, 2)
    if not before or not after or not is_label(code[at + 5]):
        return None
    label = code[at + 5][:-1]
    if [item.op for item in before] != ["mov", "mov", "inc", "cjne", "inc"]:
        return None
    (low, from_low), (high, from_high) = before[0].args, before[1].args
    same = (before[2].args == [low] and before[3].args == [low, "#0x00", label] and
            before[4].args == [high] and after[0].op == after[1].op == "mov" and
            after[0].args[1] == low and after[1].args[1] == high and
            memory.place(after[0].args[0]) == memory.place(from_low) is not None and
            memory.place(after[1].args[0]) == memory.place(from_high) is not None)
    if not same or {"a", "c", REGISTERS.get(low), REGISTERS.get(high)} & live.live_after(at + 7):
        return None
    return 8, [Instruction("inc " + from_low), Instruction("mov a," + from_low),
               Instruction("jnz " + label), Instruction("inc " + from_high), code[at + 5]]


def bump_in_place(code, at, live, memory):
    """mov a,M; inc a; mov M,a"""
    part = instructions(code, at, 3)
    if not part or [item.op for item in part][::2] != ["mov", "mov"] or \
            part[1].op not in ("inc", "dec") or len(part[2].args) < 2:
        return None
    through, source = part[0].args
    place = memory.place(source)
    if part[1].args != [through] or part[2].args[1] != through or through not in REGISTERS or \
            place is None or memory.place(part[2].args[0]) != place:
        return None
    new = [Instruction("%s %s" % (part[1].op, source))]
    if REGISTERS[through] in live.live_after(at + 2):
        new.append(Instruction("mov %s,%s" % (through, source)))
    return shorter(3, part, new)


def change_in_place(code, at, live, memory):
    """mov r,M; orl ar,#n; mov M,r"""
    part = instructions(code, at, 3)
    if not part or [part[0].op, part[2].op] != ["mov", "mov"] or \
            part[1].op not in ("orl", "anl", "xrl") or part[1].args[1][0] != "#":
        return None
    through, source = part[0].args
    place = memory.place(source)
    if place is None or REGISTERS.get(through) is None or \
            REGISTERS.get(part[1].args[0]) != REGISTERS[through] or \
            REGISTERS.get(part[2].args[1]) != REGISTERS[through] or \
            memory.place(part[2].args[0]) != place or \
            REGISTERS[through] in live.live_after(at + 2) or place in REGISTERS.values():
        return None
    return shorter(3, part, [Instruction("%s %s,%s" % (part[1].op, source, part[1].args[1]))])


def or_nothing(code, at, live, memory):
    """clr a; orl a,X"""
    part = instructions(code, at, 2)
    if not part or part[0].key != "clr a" or part[1].op not in ("orl", "xrl") or \
            part[1].args[0] != "a":
        return None
    return 2, [Instruction("mov a," + part[1].args[1])]


def carry_on(code, at, live, memory):
    """mov r,S .. one use of r, which then dies: the use takes S."""
    first = code[at]
    if first.op != "mov" or first.args[0] in ("dptr", "c") or first.args[1] == "c":
        return None
    register = REGISTERS.get(first.args[0])
    source = first.args[1]
    if register is None or source[0] not in "#@" and memory.place(source) is None:
        return None
    blocked = set(effects(first)[0])
    for place in range(at + 1, min(at + ALONG, len(code))):
        item = code[place]
        if is_label(item) or item.op in ("call", "table", "push", "pop") or item.ends_path:
            return None
        reads, writes, _ = effects(item)
        if register in reads:
            if register in live.live_after(place) and register not in writes:
                return None
            return taken_over(code, at, place, register, source)
        if register in writes or writes & blocked or touches(item, source, memory) or \
                item.target is not None:
            return None
    return None


def touches(item, source, memory):
    """May the instruction change what `source` names?"""
    if source[0] == "#" or source in REGISTERS or not item.args:
        return False
    if item.op in ("xch", "xchd", "movx") or item.args[0][0] == "@":
        return True
    to = memory.place(item.args[0])
    if to is None:
        return source[0] == "@" and effects(item)[2]
    return source[0] == "@" and "+" in to or to == memory.place(source)


def taken_over(code, at, place, register, source):
    user = code[place]
    operand = source
    if user.op == "mov" and REGISTERS.get(user.args[1]) == register and user.args[0] != "dptr":
        to = user.args[0]
        if to[0] == "@" and operand[0] == "@":
            return None
        if re.fullmatch(r"r\d|@r\d", to) and operand in REGISTERS:
            operand = {"a": "a"}.get(operand, "a" + operand if operand[0] == "r" else operand)
        if re.fullmatch(r"r\d", to) and operand[0] == "@":
            to = "a" + to  # mov arN,@rM
        new = Instruction("mov %s,%s" % (to, operand)) if to != operand else None
    elif user.op in ("add", "addc", "subb", "orl", "anl", "xrl") and user.args[0] == "a" and \
            register != "a" and REGISTERS.get(user.args[1]) == register and source != "a":
        new = Instruction("%s a,%s" % (user.op, spelt(operand)))
    else:
        return None
    old = code[at:place + 1]
    return shorter(place + 1 - at, old, code[at + 1:place] + ([new] if new else []))


def spelt(operand):
    return {"acc": "a"}.get(operand, operand)


def shorter(count, old, new):
    bytes_of = lambda items: sum(size(item) for item in items)
    return (count, new) if bytes_of(new) < bytes_of(old) else None
