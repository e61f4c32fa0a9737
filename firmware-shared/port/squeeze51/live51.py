"""Which registers are still needed where. A function is known by what it reads first and by what it
surely writes, so its calls are as exact as any other instruction."""
from asm51 import ALL_REGISTERS, Table, effects, is_label
from program51 import labels_in

NOTHING = 0  # sets are bits of a number here: thousands of them are compared


class Bits:
    """Names as bits."""

    def __init__(self):
        self.bit, self.names, self.known = {}, [], {}

    def of(self, names):
        total = 0
        for name in names:
            if name not in self.bit:
                self.bit[name] = 1 << len(self.names)
                self.names.append(name)
            total |= self.bit[name]
        return total

    def names_of(self, total):
        if total not in self.known:
            self.known[total] = frozenset(name for at, name in enumerate(self.names)
                                          if total >> at & 1)
        return self.known[total]


class Liveness:
    """Of code in which every item has its place; make a new one after a change."""

    def __init__(self, code, roots, effects_of=effects, universe=ALL_REGISTERS):
        """`roots`: functions that others call, who may want any register back."""
        self.code = code
        self.at = labels_in(code)
        self.bits = Bits()
        self.universe = self.bits.of(universe)
        self.registers = self.bits.of(ALL_REGISTERS)
        self.facts = [None if is_label(item) else effects_of(item) for item in code]
        self.masks = [facts and (self.bits.of(facts[0]), self.bits.of(facts[1]))
                      for facts in self.facts]
        self.successors = [self.find_successors(at) for at in range(len(code))]
        # From here to the return of this function: surely written; read before that.
        self.written = self.solve(self.universe, self.written_from)
        self.used = self.solve(NOTHING, self.used_from)
        self.after_return = self.find_returns()
        self.to_others = {back for root in roots if root in self.at
                          for back in self.returns_of(self.at[root])}
        self.live = [NOTHING] * len(code)  # here, whoever called
        self.live = self.solve(NOTHING, self.live_from, self.live)

    def find_successors(self, at):
        item = self.code[at]
        following = [at + 1] if at + 1 < len(self.code) else []
        if is_label(item):
            return following
        if isinstance(item, Table):
            return [self.at[name] for name in item.names]
        if item.op == "jmp":
            return [self.at[item.args[0]]] if item.args[0] in self.at else []
        if item.op in ("ret", "reti"):
            return []
        if item.target is not None and item.op != "call":
            return following + [self.at[item.target]]
        return following

    def solve(self, start, rule, state=None):
        state = [start] * len(self.code) if state is None else state
        changed = True
        while changed:
            changed = False
            for at in range(len(self.code) - 1, -1, -1):
                fresh = rule(state, at)
                if fresh != state[at]:
                    state[at] = fresh
                    changed = True
        return state

    def callee(self, item):
        """Place of the function that is called; None outside of this program."""
        return self.at.get(item.args[0])

    def leaves(self, item):
        return item.op == "jmp" and item.args[0] not in self.at

    def written_from(self, state, at):
        item = self.code[at]
        if not is_label(item) and (item.op in ("ret", "reti") or self.leaves(item)):
            return NOTHING
        common = -1 if self.successors[at] else self.universe
        for place in self.successors[at]:
            common &= state[place]
        if is_label(item):
            return common
        if item.op == "call":
            callee = self.callee(item)
            return common | (state[callee] if callee is not None else NOTHING)
        return common | self.masks[at][1]

    def used_from(self, state, at):
        item = self.code[at]
        if not is_label(item) and item.op == "ret":
            return NOTHING
        return self.before(state, state, at)

    def live_from(self, state, at):
        item = self.code[at]
        if not is_label(item) and item.op == "ret":
            if at in self.to_others:
                return self.registers
            live = NOTHING
            for place in self.after_return.get(at, ()):
                live |= state[place]
            return live
        return self.before(state, self.used, at)

    def before(self, state, used, at):
        item = self.code[at]
        after = NOTHING
        for place in self.successors[at]:
            after |= state[place]
        if is_label(item):
            return after
        if item.op == "reti" or self.leaves(item):
            return self.registers
        if item.op == "call":
            callee = self.callee(item)
            if callee is None:
                return self.registers
            return used[callee] | after & ~self.written[callee]
        reads, writes = self.masks[at]
        return after & ~writes | reads

    def find_returns(self):
        """Of each return: the places where it may come back."""
        reached, after = {}, {}
        for at, item in enumerate(self.code):
            if is_label(item) or item.op != "call" or self.callee(item) is None:
                continue
            name = item.args[0]
            if name not in reached:
                reached[name] = self.returns_of(self.at[name])
            for back in reached[name]:
                after.setdefault(back, []).append(at + 1)
        return after

    def returns_of(self, start):
        returns, seen, todo = [], set(), [start]
        while todo:
            at = todo.pop()
            if at in seen:
                continue
            seen.add(at)
            item = self.code[at]
            if not is_label(item) and item.op == "ret":
                returns.append(at)
            todo += self.successors[at]
        return returns

    def live_at(self, at):
        return self.bits.names_of(self.live[at])

    def live_after(self, at):
        live = NOTHING
        for place in self.successors[at]:
            live |= self.live[place]
        return self.bits.names_of(live)

    def changed_by_call(self, name):
        """Registers that a function may write, with all it calls."""
        if name not in self.at:
            return ALL_REGISTERS
        changed, seen, todo = set(), set(), [self.at[name]]
        while todo:
            at = todo.pop()
            if at in seen:
                continue
            seen.add(at)
            item = self.code[at]
            todo += self.successors[at]
            if is_label(item):
                continue
            changed |= self.facts[at][1]
            if item.op == "call" and self.callee(item) is not None:
                todo.append(self.callee(item))
            elif item.op == "call" or self.leaves(item):
                return ALL_REGISTERS
        return changed
