"""What stands in the code more than once: ends of paths are joined, sequences become functions."""
from asm51 import CONDITIONAL, Instruction, is_label, names_of, size
from paths51 import is_function, references
from program51 import labels_in

LONGEST = 40
SHORTEST_BYTES = 4
JUMP_BYTES = 2
# The instruction behind one that lets interrupts in runs before any; so the order to sleep stays.
APART = {"_PCON", "_EA", "_IE"}


def fixed(item):
    return item.op == "table" or any(name in APART for name in names_of(item))


class Joiner:
    def __init__(self):
        self.names = 0

    def name(self, kind):
        self.names += 1
        return "%s%d" % (kind, self.names)

    # -- ends of paths

    def join_tails(self, code):
        """The same instructions before the same jump or return: one stays, others go there."""
        while True:
            best = self.best_tail(code)
            if best is None:
                return
            self.apply_tail(code, *best[1:])

    def best_tail(self, code):
        ends, at_label = {}, labels_in(code)
        for at, item in enumerate(code):
            if is_label(item):
                if at and not is_label(code[at - 1]) and not code[at - 1].ends_path:
                    ends.setdefault("jmp " + item[:-1], []).append(at)  # falls through
            elif item.ends_path and not fixed(item):
                ends.setdefault(self.canonical(code, item, at_label), []).append(at)
        best = None
        for places in ends.values():
            for goes in places:
                for stays in places:
                    found = self.common(code, goes, stays) if goes != stays else None
                    if found and (best is None or found[0] > best[0]):
                        best = found
        return best

    @staticmethod
    def canonical(code, item, at_label):
        """Labels of one place are one."""
        if item.op != "jmp":
            return item.op
        at = at_label.get(item.args[0])
        if at is None:
            return item.key
        while at and is_label(code[at - 1]):
            at -= 1
        return "jmp " + code[at][:-1]

    @staticmethod
    def common(code, goes, stays):
        saved = 0 if is_label(code[goes]) else size(code[goes])
        pairs = []
        one, other = back(code, goes), back(code, stays)
        while one >= 0 and other >= 0 and one != stays and other != goes:
            if code[one].ends_path or code[other].ends_path or fixed(code[one]) or \
                    code[one].key != code[other].key:
                break
            if pairs and (one == pairs[0][1] or other == pairs[0][0]):
                break
            pairs.append((one, other))
            saved += size(code[one])
            one, other = back(code, one), back(code, other)
        if not pairs or saved - JUMP_BYTES < 1:
            return None
        first, kept = pairs[-1]
        if first < stays and kept < goes and max(first, kept) <= min(goes, stays):
            return None  # they overlap
        return saved - JUMP_BYTES, pairs[::-1], goes, stays

    def apply_tail(self, code, pairs, goes, stays):
        name = self.name("L_tail")
        moved = {stays: []}
        gone = set()
        for number, (one, other) in enumerate(pairs):
            moved[other] = [name + ":"] if number == 0 else labels_before(code, one, gone)
            gone.add(one)
        if not is_label(code[goes]):
            moved[stays] = labels_before(code, goes, gone)
            gone.add(goes)
        out = []
        for at, item in enumerate(code):
            out += moved.get(at, [])
            if at == pairs[0][0]:
                out.append(Instruction("jmp " + name))
            if at not in gone:
                out.append(item)
        code[:] = out

    # -- sequences

    def share(self, code, call_bytes):
        """Sequences that come again and again become functions."""
        while True:
            best = best_sequence(code, call_bytes)
            if best is None:
                return
            name = self.name("_shared")
            body = code[best[1][0][0]:best[1][0][1] + 1]
            starts = dict(best[1])
            out, at = [], 0
            while at < len(code):
                if at in starts:
                    out.append(Instruction("call " + name))
                    at = starts[at]
                else:
                    out.append(code[at])
                at += 1
            if body[-1].op == "call":
                body = body[:-1] + [Instruction("jmp " + body[-1].args[0])]
            else:
                body = body + [Instruction("ret")]
            code[:] = out + [name + ":"] + body


def back(code, at):
    at -= 1
    while at >= 0 and is_label(code[at]):
        at -= 1
    return at


def labels_before(code, at, gone):
    labels = []
    at -= 1
    while is_label(code[at]):
        labels.append(code[at])
        gone.add(at)
        at -= 1
    return labels


def shapes(code):
    """Each item as text in which jumps nearby are told by distance; None where none may be shared."""
    at_label = labels_in(code)
    out = []
    for at, item in enumerate(code):
        if is_label(item):
            out.append("label")
        elif fixed(item) or item.op in ("push", "pop", "ret", "reti") or "sp" in item.args:
            out.append(None)
        elif item.op in CONDITIONAL or item.op == "jmp":
            to = at_label.get(item.target)
            near = to is not None and abs(to - at) <= LONGEST and not is_function(item.target)
            out.append("%s %s @%d" % (item.op, ",".join(item.args[:-1]), to - at)
                       if near else None)
        else:
            out.append(item.key)
    return out


def best_sequence(code, call_bytes):
    text = shapes(code)
    count = references(code)
    found = {}
    for start, shape in enumerate(text):
        if shape in (None, "label"):
            continue
        key, length = "", 0
        for end in range(start, min(len(code), start + LONGEST)):
            if text[end] is None:
                break
            key += "|" + text[end]
            if not is_label(code[end]):
                length += size(code[end])
                if length >= SHORTEST_BYTES:
                    found.setdefault(key, []).append((start, end, length))
    best = None
    for places in found.values():
        length = places[0][2]
        gain = len(places) * (length - call_bytes) - length - 1
        if len(places) < 2 or gain <= (best[0] if best else 0):
            continue
        apart, last = [], -1
        for start, end, _ in places:
            if start > last and closed(code, start, end, count):
                apart.append((start, end))
                last = end
        gain = len(apart) * (length - call_bytes) - length - 1
        if len(apart) > 1 and gain > (best[0] if best else 0):
            best = (gain, apart)
    return best


def closed(code, start, end, count):
    """Nobody jumps in, nothing jumps out; a call is the last, so that no stack gets deeper by it."""
    if any(not is_label(item) and item.op == "call" for item in code[start:end]):
        return False
    inner = {item[:-1]: 0 for item in code[start:end + 1] if is_label(item)}
    for item in code[start:end + 1]:
        if is_label(item):
            continue
        if (item.op in CONDITIONAL or item.op == "jmp") and item.target not in inner:
            return False
        for name in names_of(item):
            if name in inner:
                inner[name] += 1
    return all(count.get(name, 0) == uses for name, uses in inner.items()) and \
        not any(is_function(name) for name in inner) and not code[end].ends_path
