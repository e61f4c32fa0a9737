"""The deepest stack that any path through the program can need: a bound, not a measurement."""
from asm51 import Refused, is_label
from live51 import Liveness

RETURN_BYTES = 2


def deepest(code):
    """(bytes of main and all it calls, bytes of the deepest interrupt with its return address).
    Interrupts of one priority do not interrupt each other."""
    live = Liveness(code, ())
    known = {}
    starts = {name: at for name, at in live.at.items() if not name.startswith("L_")}
    inside = [depth_from(code, live, at, known) for name, at in starts.items()
              if ends_as_interrupt(code, live, at)]
    return (depth_from(code, live, live.at["_main"], known),  # the start-up code jumps there
            max(inside, default=-RETURN_BYTES) + RETURN_BYTES)


def depth_from(code, live, start, known):
    if start in known:
        if known[start] is None:
            raise Refused("a function that calls itself has no deepest stack")
        return known[start]
    known[start] = None
    depth, todo, seen, most = {start: 0}, [start], {start}, 0
    while todo:
        at = todo.pop()
        item, here = code[at], depth[at]
        if not is_label(item):
            if item.op == "call":
                callee = live.callee(item)
                inner = 0 if callee is None else depth_from(code, live, callee, known)
                most = max(most, here + RETURN_BYTES + inner)
            here += {"push": 1, "pop": -1}.get(item.op, 0)
            most = max(most, here)
        for after in live.successors[at]:
            if depth.setdefault(after, here) != here:
                raise Refused("a place that is reached with two depths of the stack")
            todo += [after] if after not in seen else []
            seen.add(after)
    known[start] = most
    return most


def ends_as_interrupt(code, live, start):
    seen, todo = set(), [start]
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        if not is_label(code[at]) and code[at].op == "reti":
            return True
        todo += live.successors[at]
    return False
