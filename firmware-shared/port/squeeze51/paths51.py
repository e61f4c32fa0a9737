"""The shape of the code: jumps to jumps, dead code, functions with one caller, short returns."""
from asm51 import CONDITIONAL, Instruction, is_label, names_of, size
from program51 import labels_in


def references(code):
    count = {}
    for item in code:
        if not is_label(item):
            for name in names_of(item):
                count[name] = count.get(name, 0) + 1
    return count


def straighten(code, keep, tails=True):
    """Until nothing changes. `keep`: labels that the rest of the program knows. Without `tails` a
    function that ends by a call of another keeps it in one place, so that it may go there."""
    while thread(code, tails) | prune(code, keep, tails):
        pass


def landing(code, at):
    while at < len(code) and is_label(code[at]):
        at += 1
    return code[at] if at < len(code) else None


def thread(code, tails):
    """A jump to a jump goes where that goes; a jump to a return returns."""
    at = labels_in(code)
    changed = False
    for item in code:
        if is_label(item) or item.target not in at:
            continue
        seen = {item.target}
        end = landing(code, at[item.target])
        while end is not None and end.op == "jmp" and end is not item and \
                end.args[0] not in seen and (tails or not is_function(end.args[0])):
            item.args[-1] = end.args[0]
            seen.add(end.args[0])
            changed = True
            end = landing(code, at[end.args[0]]) if end.args[0] in at else None
        if item.op == "jmp" and end is not None and end.op == "ret":
            item.op, item.args, changed = "ret", [], True
    return changed


def next_labels(code, at):
    labels = set()
    while at < len(code) and is_label(code[at]):
        labels.add(code[at][:-1])
        at += 1
    return labels


def prune(code, keep, tails):
    """Labels without a jump, code without a label, jumps to what follows, calls that end a path."""
    used = references(code)
    out, at, changed = [], 0, False
    while at < len(code):
        item = code[at]
        if is_label(item):
            if item[:-1] in used or item[:-1] in keep:
                out.append(item)
            else:
                changed = True
            at += 1
            continue
        following = code[at + 1] if at + 1 < len(code) and not is_label(code[at + 1]) else None
        skipped = 1
        if out and not is_label(out[-1]) and out[-1].ends_path:
            new = []
        elif item.op in ("jmp",) + tuple(op for op in CONDITIONAL if CONDITIONAL[op]) and \
                item.target in next_labels(code, at + 1):
            new = []
        elif item.op == "call" and following is not None and following.op == "ret":
            new, skipped = [Instruction("jmp " + item.args[0])], 2
        elif CONDITIONAL.get(item.op) and following is not None and following.op == "jmp" and \
                item.target in next_labels(code, at + 2) and \
                (tails or not is_function(following.args[0])):
            opposite = item.args[:-1] + following.args
            new, skipped = [Instruction(CONDITIONAL[item.op] + " " + ",".join(opposite))], 2
        else:
            out.append(item)
            at += 1
            continue
        out += new
        at += skipped
        changed = True
    code[:] = out
    return changed


def is_function(label):
    return not label.startswith("L_")


def extent(code, start):
    """End of the function that starts here, when it is one piece that nobody enters elsewhere."""
    end = start + 1
    while end < len(code) and not (is_label(code[end]) and is_function(code[end][:-1])):
        end += 1
    if is_label(code[end - 1]) or not code[end - 1].ends_path:
        return None
    inner = {item[:-1] for item in code[start:end] if is_label(item)}
    outside = references(code[:start] + code[end:])
    if any(name in outside for name in inner - {code[start][:-1]}):
        return None
    for item in code[start:end]:
        if not is_label(item) and item.op in CONDITIONAL and item.target not in inner:
            return None
    return end


def inline_single(code, keep):
    """A function with one caller goes there: no call, no return, two bytes of stack less."""
    number = 0
    while inline_one(code, keep, number):
        number += 1


def inline_one(code, keep, number):
    used = references(code)
    at_label = labels_in(code)
    for at, item in enumerate(code):
        if is_label(item) or item.op not in ("call", "jmp") or item.args[0] in keep:
            continue
        start = at_label.get(item.args[0])
        if start is None or used[item.args[0]] != 1 or start == 0 or is_label(code[start - 1]) \
                or not code[start - 1].ends_path:
            continue
        end = extent(code, start)
        if end is None or start <= at < end:
            continue
        body = code[start + 1:end]  # its name goes, or what it lies in would end there
        if item.op == "call":
            body = opened(body, "L_end%d" % number)
        del code[at]
        code[at:at] = body
        move = len(body) - 1 if at < start else 0
        del code[start + move:end + move]
        return True
    return False


def opened(body, end):
    """A function as part of its caller: returns become jumps behind it."""
    inner = {item for item in body if is_label(item)}
    out = []
    for at, item in enumerate(body):
        last = at == len(body) - 1
        if is_label(item) or item.op not in ("ret", "jmp"):
            out.append(item)
        elif item.op == "jmp" and item.args[0] + ":" in inner:
            out.append(item)
        else:
            if item.op == "jmp":
                out.append(Instruction("call " + item.args[0]))
            if not last:
                out.append(Instruction("jmp " + end))
    return out + [end + ":"]


RETURN_BYTES = 9


def copy_returns(code):
    """A jump to a few moves and a return becomes these: the moves are often there already, and
    what is not gets folded again."""
    at_label = labels_in(code)
    out = []
    for item in code:
        copy = None
        if not is_label(item) and item.op == "jmp" and item.args[0].startswith("L_"):
            copy = return_at(code, at_label[item.args[0]])
        out += copy or [item]
    code[:] = out


def return_at(code, at):
    """Copies of the moves from here to a return; None when it is more than that."""
    copy, length = [], 0
    for item in code[at:]:
        if is_label(item):
            continue
        if item.op not in ("mov", "clr", "ret"):
            return None
        length += size(item)
        if length > RETURN_BYTES:
            return None
        copy.append(Instruction(item.op + " " + ",".join(item.args)))
        if item.op == "ret":
            return copy
    return None
