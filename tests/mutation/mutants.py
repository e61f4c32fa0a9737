"""Mutants of C text: one token changed at a time, found without a parser.

Skipped: preprocessor lines, comments, strings. A change that does not compile is no mutant, so the
rules need not know a declaration from an expression."""
import re
from dataclasses import dataclass

TOKEN = re.compile(
    r"/\*.*?\*/|//[^\n]*|^[ \t]*#(?:\\\n|[^\n])*|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"
    r"|[A-Za-z_]\w*|0[xX][0-9a-fA-F]+[uUlL]*|\d+[uUlL]*"
    r"|<<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|\S",
    re.S | re.M)

OPERATORS = {
    "+": ["-"], "-": ["+"], "*": ["+"], "/": ["*"], "%": ["*"],
    "<<": [">>"], ">>": ["<<"], "&": ["|"], "|": ["&"], "^": ["&"],
    "+=": ["-="], "-=": ["+="], "|=": ["&="], "&=": ["|="], "^=": ["|="],
    "<<=": [">>="], ">>=": ["<<="], "++": ["--"], "--": ["++"],
}
BOUNDARIES = {"<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"]}
NEGATIONS = {"==": ["!="], "!=": ["=="], "&&": ["||"], "||": ["&&"], "!": [""], "~": [""],
             "true": ["false"], "false": ["true"]}
ENDS_OPERAND = re.compile(r"[\w)\]]$")
HEAD = re.compile(r"[A-Za-z_][\w *]*?(\w+)\([^;]*$")  # of a function
NOT_OPERANDS = {"return", "case", "sizeof", "else"}


@dataclass(frozen=True)
class Mutant:
    file: str
    line: int       # from 1
    function: str   # that it lies in; "" outside of all
    text: str       # that line of the source, stripped
    change: str     # "old -> new", with "#n" from the second such token of such a line on
    start: int
    end: int
    new: str

    def apply(self, source):
        return source[:self.start] + self.new + source[self.end:]

    def name(self):
        """What it is called in equivalent.txt: stays when lines before it come or go."""
        return self.file, self.function, self.text, self.change


def tokens(source):
    for match in TOKEN.finditer(source):
        text = match.group()
        if text[0] in "\"'#" or text.startswith(("/*", "//")) or text.lstrip().startswith("#"):
            continue
        yield text, match.start(), match.end()


def constant(text):
    digits = text.rstrip("uUlL")
    suffix = text[len(digits):]
    value = int(digits, 0) if not re.fullmatch(r"0\d+", digits) else int(digits, 8)
    changed = [value + 1] + ([value - 1] if value > 0 else [])
    return [f"{one}{suffix}" for one in changed]


def replacements(text, before):
    binary = bool(before and ENDS_OPERAND.search(before)) and before not in NOT_OPERANDS
    if text[0].isdigit():
        return constant(text)
    if text in BOUNDARIES:
        return BOUNDARIES[text]
    if text in NEGATIONS:
        return NEGATIONS[text]
    if text == "-" and not binary:
        return [""]
    if text in OPERATORS and (binary or text in ("++", "--")):
        return OPERATORS[text]
    return []


def closing(all_tokens, at):
    depth = 0
    for i in range(at, len(all_tokens)):
        depth += {"(": 1, ")": -1}.get(all_tokens[i][0], 0)
        if depth == 0:
            return i
    return None


def changes(source):
    """(start, end, new, what) of every mutation."""
    found = list(tokens(source))
    before = ""
    for i, (text, start, end) in enumerate(found):
        for new in replacements(text, before):
            yield start, end, new, f"{text} -> {new or 'nothing'}"
        if text in ("if", "while") and i + 1 < len(found) and found[i + 1][0] == "(":
            last = closing(found, i + 1)
            if last is not None:
                inner = source[found[i + 1][1]:found[last][2]]
                yield found[i + 1][1], found[last][2], f"(!{inner})", f"{text} negated"
        before = text


def functions(lines):
    """The function that each line lies in: a body begins and ends in the first column."""
    name, inside, found = "", False, []
    for line in lines:
        head = HEAD.match(line)
        if head and not inside:
            name = head.group(1)
        inside = line == "{" or (inside and line != "}")
        found.append(name if inside else "")
    return found


def mutants(file, source):
    seen = {}
    lines = source.split("\n")
    function_of = functions(lines)
    for start, end, new, what in changes(source):
        line = source.count("\n", 0, start) + 1
        function, text = function_of[line - 1], lines[line - 1].strip()
        place = function, text, what
        number = seen[place] = seen.get(place, 0) + 1
        change = what if number == 1 else f"{what} #{number}"
        yield Mutant(file, line, function, text, change, start, end, new)
