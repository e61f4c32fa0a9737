"""The 8051's instructions as text: parse what sdcc writes, size, what is read and written."""
import re

CONDITIONAL = {"jz": "jnz", "jnz": "jz", "jc": "jnc", "jnc": "jc", "jb": "jnb", "jnb": "jb",
               "jbc": None, "cjne": None, "djnz": None}  # and what asks the opposite
REGISTERS = {"r%d" % i: "r%d" % i for i in range(8)}
REGISTERS.update({"ar%d" % i: "r%d" % i for i in range(8)})
REGISTERS.update({"a": "a", "acc": "a", "b": "b", "c": "c", "dpl": "dpl", "dph": "dph"})
ALL_REGISTERS = frozenset(REGISTERS.values())
SPECIAL = {"psw", "sp", "_SP", "_PSW", "_ACC", "_B", "_DPL", "_DPH", "_CY", "_AC", "_OV", "_P"}
NAME = re.compile(r"[A-Za-z_]\w*")


class Refused(Exception):
    """What this tool does not understand; it never guesses."""


def split_operands(text):
    operands, depth, one = [], 0, ""
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            operands.append(one.strip())
            one = ""
        else:
            one += letter
    return operands + [one.strip()]


class Instruction:
    """`jmp L` and `call L` stand for whatever form reaches L; place51 chooses it."""
    __slots__ = ("op", "args")

    def __init__(self, text):
        op, _, rest = " ".join(text.split()).partition(" ")
        self.op = {"sjmp": "jmp", "ljmp": "jmp", "ajmp": "jmp", "lcall": "call",
                   "acall": "call"}.get(op, op)
        self.args = split_operands(rest) if rest else []

    @property
    def target(self):
        return self.args[-1] if self.op in CONDITIONAL or self.op in ("jmp", "call") else None

    @property
    def ends_path(self):
        return self.op in ("jmp", "ret", "reti")

    @property
    def key(self):
        return self.op + " " + ",".join(self.args)

    def text(self):
        return "\t" + self.op + ("\t" + ",".join(self.args) if self.args else "")


class Table:
    """A switch as sdcc makes it of a jump table: it stays as it is, in one piece."""
    op, args, target, ends_path, key = "table", [], None, True, ""

    def __init__(self, lines):
        self.lines = lines
        own = [line[:-1] for line in lines if line.endswith(":")]
        self.names = {name for line in lines for name in NAME.findall(line)
                      if name.startswith("L_") and name not in own}

    def size(self):
        return sum(self.size_of(line.strip()) for line in self.lines)

    @staticmethod
    def size_of(line):
        if line.endswith(":"):
            return 0
        if line.startswith(".db") or line.startswith("jmp"):
            return 1
        if line.startswith("ljmp"):
            return 3
        return size(Instruction(line))


def is_label(item):
    return isinstance(item, str)


def names_of(instruction):
    if isinstance(instruction, Table):
        return list(instruction.names)
    return [name for arg in instruction.args for name in NAME.findall(arg)]


def size(ins):
    """Bytes, with every jump and call in its shortest form."""
    if isinstance(ins, Table):
        return ins.size()
    op, args = ins.op, ins.args
    if op in ("jmp", "call", "jc", "jnc", "jz", "jnz", "push", "pop"):
        return 2
    if op in ("jb", "jnb", "jbc", "cjne"):
        return 3
    if op == "djnz":
        return 2 if args[0] in REGISTERS and args[0][0] == "r" else 3
    if op in ("ret", "reti", "nop", "rr", "rl", "rrc", "rlc", "swap", "da", "mul", "div", "xchd",
              "movc", "movx"):
        return 1
    if op in ("add", "addc", "subb", "xch"):
        return 1 if short(args[1]) else 2
    if op in ("anl", "orl", "xrl"):
        if args[0] == "a":
            return 1 if short(args[1]) else 2
        return 2 if args[0] == "c" or args[1] == "a" else 3
    if op in ("inc", "dec"):
        return 1 if short(args[0]) or args[0] in ("a", "dptr") else 2
    if op in ("clr", "cpl", "setb"):
        return 1 if args[0] in ("a", "c") else 2
    if op == "mov":
        return size_of_move(args[0], args[1])
    raise Refused("unknown instruction: " + ins.key)


def short(operand):
    return operand[0] == "@" or re.fullmatch(r"r\d", operand) is not None


def size_of_move(to, source):
    if to == "dptr":
        return 3
    if to == "c" or source == "c":
        return 2
    if to == "a":
        return 1 if short(source) else 2
    if short(to):
        return 1 if source == "a" else 2
    return 2 if source == "a" or short(source) else 3


def register_of(operand):
    """The register that an operand is or has as a bit; None for memory and constants."""
    bit = re.fullmatch(r"(acc|b|ar\d)\.\d", operand)
    return REGISTERS.get(bit[1] if bit else operand)


def read_by(operand):
    """Registers that must be right for the operand to be read."""
    if operand[0] == "#":
        return set()
    pointer = re.fullmatch(r"@(r\d)", operand)
    if pointer:
        return {pointer[1]}
    fixed = {"@dptr": {"dpl", "dph"}, "dptr": {"dpl", "dph"}, "@a+dptr": {"a", "dpl", "dph"},
             "ab": {"a", "b"}, "/c": {"c"}, "psw.0": {"a"}}  # the parity of a
    if operand in fixed:
        return fixed[operand]
    if operand in SPECIAL or operand.lstrip("/").startswith("psw"):
        return set(ALL_REGISTERS)
    register = register_of(operand.lstrip("/"))
    return {register} if register else set()


def written_by(operand):
    """(registers replaced as a whole, whether memory or a device is written)."""
    if operand == "dptr":
        return {"dpl", "dph"}, False
    if operand == "ab":
        return {"a", "b"}, False
    if re.fullmatch(r"(acc|b|ar\d)\.\d", operand):
        return set(), True  # one bit: the rest stays
    register = REGISTERS.get(operand)
    return ({register}, False) if register else (set(), True)


FLAGS = {"add", "addc", "subb", "rlc", "rrc", "mul", "div", "da", "cjne"}


def effects(ins):
    """(registers read, registers written, True when there is more to it than registers)."""
    op, args = ins.op, ins.args
    reads, writes, more = set(), set(), False
    if op == "table":
        return set(ALL_REGISTERS), writes, True
    if op in ("jmp", "call", "ret", "reti", "nop"):
        return reads, writes, True
    if op in CONDITIONAL:
        for arg in args[:-1]:
            reads |= read_by(arg)
        reads |= {"jz": {"a"}, "jnz": {"a"}, "jc": {"c"}, "jnc": {"c"}}.get(op, set())
        if op == "djnz":
            writes |= written_by(args[0])[0]
        return reads, writes | ({"c"} if op == "cjne" else set()), True
    if op == "push":
        return read_by(args[0]), writes, True
    if op == "pop":
        return reads, written_by(args[0])[0], True
    for arg in args[1:]:
        reads |= read_by(arg)
    if op == "mov" and args[0] == "dptr":
        return reads, {"dpl", "dph"}, False
    writes, more = written_by(args[0]) if args else (writes, True)
    if args[0][0] == "@" or op not in ("mov", "movc", "movx", "clr", "setb") or \
            register_of(args[0]) and "." in args[0] or args[0] in SPECIAL:
        reads |= read_by(args[0])
    if op in ("addc", "subb", "rlc", "rrc"):
        reads |= {"c"}
    if op == "xch":
        other, memory = written_by(args[1])
        writes |= other
        more = more or memory
    return reads, writes | ({"c"} if op in FLAGS else set()), more or op == "movx"
