"""Where each piece of code lies, and which form of jump or call reaches. A page has 2 KB: within it
ajmp and acall take two bytes, beyond it ljmp and lcall three."""
from asm51 import CONDITIONAL, Refused, Table, is_label, names_of, size

PAGE = 0x800
LONG_JUMP = 3
REACH = (-128, 127)  # of a relative jump, from the next instruction


def pieces(code):
    """Runs of code that nothing falls into or out of; tied by a relative jump they stay together."""
    runs, run = [], []
    for item in code:
        run.append(item)
        if not is_label(item) and item.ends_path:
            runs.append(run)
            run = []
    if run:
        raise Refused("code without an end")
    home = {item[:-1]: at for at, one in enumerate(runs) for item in one if is_label(item)}
    group = list(range(len(runs)))

    def root(at):
        while group[at] != at:
            at = group[at]
        return at

    for at, one in enumerate(runs):
        for item in one:
            tied = not is_label(item) and (item.op in CONDITIONAL or isinstance(item, Table))
            for name in names_of(item) if tied else []:
                if name in home:
                    low, high = sorted((root(at), root(home[name])))
                    group[high] = low
    together = {}
    for at, one in enumerate(runs):
        together.setdefault(root(at), []).extend(one)
    return list(together.values())


def bytes_of(run):
    return sum(size(item) for item in run if not is_label(item))


def arrange(code, base):
    """Pieces that call each other into the same page, as far as it goes."""
    runs = pieces(code)
    home = {item[:-1]: at for at, run in enumerate(runs) for item in run if is_label(item)}
    links = [dict() for _ in runs]
    for at, run in enumerate(runs):
        for item in run:
            if is_label(item) or item.op not in ("call", "jmp"):
                continue
            to = home.get(item.args[0])
            if to is not None and to != at:
                links[at][to] = links[at].get(to, 0) + 1
                links[to][at] = links[to].get(at, 0) + 1
    sizes = [bytes_of(run) for run in runs]
    order = fill(sizes, links, base)
    exchange(order, sizes, links, base)
    return [item for at in order for item in runs[at]]


def fill(sizes, links, base):
    left, order, page = set(range(len(sizes))), [], set()
    room = PAGE - base % PAGE
    while left:
        def liking(at):
            return (sum(links[at].get(other, 0) for other in page), -at)
        fitting = [at for at in left if sizes[at] <= room]
        if not fitting and page:
            fitting = [max(left, key=liking)]  # it lies on the border
        chosen = max(fitting or left, key=liking)
        if sizes[chosen] > room:
            page, room = set(), room + PAGE
        room -= sizes[chosen]
        order.append(chosen)
        page.add(chosen)
        left.remove(chosen)
    return order


def exchange(order, sizes, links, base):
    """Pieces of about one size change places while that saves a long form."""
    page, at = {}, base
    for one in order:
        page[one] = at // PAGE
        at += sizes[one]
    again = True
    while again:  # each exchange leaves fewer links between pages
        again = False
        for i, one in enumerate(order):
            for j in range(i + 1, len(order)):
                one, other = order[i], order[j]
                if page[one] != page[other] and abs(sizes[one] - sizes[other]) <= 8 and \
                        gain(one, other, page, links) > 0:
                    order[i], order[j] = other, one
                    page[one], page[other] = page[other], page[one]
                    again = True


def gain(one, other, page, links):
    def near(piece, where):
        return sum(count for to, count in links[piece].items()
                   if page[to] == where and to not in (one, other))
    return (near(one, page[other]) + near(other, page[one])
            - near(one, page[one]) - near(other, page[other]))


class Placed:
    """Forms grow until all of them reach; none shrinks again, so it ends."""

    def __init__(self, code, base):
        self.code, self.base = code, base
        self.long = [False] * len(code)    # a jump or call of three bytes
        self.detour = [False] * len(code)  # a relative jump over a jump
        self.far = {}  # of a jump table: what it reaches by a long jump behind it
        self.grow()

    def grow(self):
        changed = True
        while changed:
            self.locate()
            changed = False
            for at, item in enumerate(self.code):
                if not is_label(item) and self.must_grow(at, item):
                    changed = True

    def locate(self):
        self.address, self.label = [], {}
        here = self.base
        for at, item in enumerate(self.code):
            self.address.append(here)
            if is_label(item):
                self.label[item[:-1]] = here
            else:
                here += self.size(at)
        self.end = here

    def size(self, at):
        item = self.code[at]
        extra = 1 if self.long[at] else 0
        extra += LONG_JUMP * len(self.far.get(at, ()))
        if self.detour[at]:
            extra += 2 if CONDITIONAL[item.op] else 4
        return size(item) + extra

    def must_grow(self, at, item):
        if isinstance(item, Table):
            out = set(self.out_of_reach(at, item)) - self.far.get(at, set())
            self.far.setdefault(at, set()).update(out)
            return bool(out)
        if item.op in ("jmp", "call"):
            if self.long[at] or self.reaches(at, item) or self.in_page(at, item):
                return False
            self.long[at] = True
            return True
        if item.op not in CONDITIONAL:
            return False
        if not self.detour[at]:
            if self.reaches(at, item):
                return False
            self.detour[at] = True
            return True
        if self.long[at] or self.in_page(at, item):
            return False
        self.long[at] = True
        return True

    def reaches(self, at, item):
        if item.op == "call" or item.target not in self.label:
            return False
        far = self.label[item.target] - (self.address[at] + self.size(at))
        return REACH[0] <= far <= REACH[1]

    def in_page(self, at, item):
        """The jump itself ends where the instruction does, whatever its form."""
        if item.target not in self.label:
            return False
        after = self.address[at] + self.size(at)
        return after // PAGE == self.label[item.target] // PAGE

    def text(self):
        return [line for at, item in enumerate(self.code) for line in self.lines(at, item)]

    def lines(self, at, item):
        if is_label(item):
            return [item]
        if isinstance(item, Table):
            return self.table(at, item)
        if item.op == "call":
            return ["\t%s\t%s" % ("lcall" if self.long[at] else "acall", item.target)]
        far = "ljmp" if self.long[at] else "ajmp"
        if item.op == "jmp":
            near = not self.long[at] and self.reaches(at, item)
            return ["\t%s\t%s" % ("sjmp" if near else far, item.target)]
        if not self.detour[at]:
            return [item.text()]
        over, onward = "L_over%d" % at, "\t%s\t%s" % (far, item.target)
        if CONDITIONAL[item.op]:
            return ["\t%s\t%s" % (CONDITIONAL[item.op], ",".join(item.args[:-1] + [over])),
                    onward, over + ":"]
        there = "L_there%d" % at
        return ["\t%s\t%s" % (item.op, ",".join(item.args[:-1] + [there])), "\tsjmp\t" + over,
                there + ":", onward, over + ":"]

    def relative_jumps(self, at, table):
        """(line, where it ends, its target) of a table's short jumps."""
        here = self.address[at]
        for number, line in enumerate(table.lines):
            here += table.size_of(line)
            if line.startswith("sjmp"):
                yield number, here, line.split()[1]

    def out_of_reach(self, at, table):
        for _, after, target in self.relative_jumps(at, table):
            far = self.label[target] - after
            if not REACH[0] <= far <= REACH[1] and after // PAGE != self.label[target] // PAGE:
                yield target

    def table(self, at, table):
        lines = [line if line.endswith(":") else "\t" + line for line in table.lines]
        for number, after, target in self.relative_jumps(at, table):
            if target in self.far.get(at, ()):
                lines[number] = "\tsjmp\tL_far%d_%s" % (at, target)
            elif not REACH[0] <= self.label[target] - after <= REACH[1]:
                lines[number] = "\tajmp\t" + target
        for target in sorted(self.far.get(at, ())):
            lines += ["L_far%d_%s:" % (at, target), "\tljmp\t" + target]
        return lines
