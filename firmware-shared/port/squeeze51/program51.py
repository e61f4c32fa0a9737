"""The program of an image: the code of all modules as one list, the rest as it is."""
import os
import re

from asm51 import NAME, Instruction, Refused, Table, is_label

DROPPED = re.compile(r"\s*\.(module|optsdcc|globl)|\s+ar\d = ")
# The start-up code of the library copies nothing and clears no external RAM: there is none.
UNUSED = {"__mcs51_genXINIT", "__mcs51_genXRAMCLEAR"}


class Program:
    def __init__(self):
        self.code = []    # "label:" or Instruction
        self.areas = {}   # module: lines of all its other areas
        self.globals = []

    @property
    def rest(self):
        return [line for lines in self.areas.values() for line in lines]


def read(files):
    """The first file is the one with main(): it gives the areas their order."""
    program = Program()
    for file in files:
        module = os.path.splitext(os.path.basename(file))[0]
        with open(file, encoding="utf-8") as lines:
            add_module(program, module, [line.split(";")[0].rstrip() for line in lines])
    program.globals = [name for name in dict.fromkeys(program.globals) if name not in UNUSED]
    return program


def add_module(program, module, lines):
    exported = {m[1] for m in (re.match(r"\s*\.globl\s+(\S+)", line) for line in lines) if m}
    own = {m[1] for m in (re.match(r"([A-Za-z_]\w*)(::?|\s*=)", line) for line in lines) if m}
    own = {name for name in own if name not in exported}
    program.globals += [m[1] for m in (re.match(r"\s*\.globl\s+(\S+)", line) for line in lines)
                        if m]
    area, area_line, function = None, "", "start"
    rest = program.areas.setdefault(module, [])

    def spelt(line):  # names of the module alone get its name; numbered labels that of the function
        line = NAME.sub(lambda m: m[0] + "_" + module if m[0] in own else m[0], line)
        return re.sub(r"\b(\d{5})\$", lambda m: "L_%s_%s%s" % (m[1], module, function), line)

    code = []
    for line in lines:
        if not line.strip() or DROPPED.match(line):
            continue
        found = re.match(r"\s*\.area\s+(\w+)", line)
        if found:
            area, area_line = found[1], line
            rest.append(line)
            continue
        label = re.match(r"(\w+\$?)::?$", line)
        if label and not label[1].endswith("$"):
            function = label[1]
        if re.match(r"\s*\.org", line):
            rest.append(area_line)  # the assembler takes one .org for each
        if area != "CSEG":
            rest.append(spelt(line))
        else:
            code.append(spelt(label[1]) + ":" if label else spelt(line).strip())
    program.code += with_tables(code)


def with_tables(lines):
    """The lines as labels, instructions and tables."""
    code, at = [], 0
    while at < len(lines):
        end = end_of_table(lines, at)
        if end > at:
            code.append(Table(lines[at:end]))
            at = end
            continue
        if lines[at].startswith("."):
            raise Refused("data in code: " + lines[at])
        code.append(lines[at] if lines[at].endswith(":") else Instruction(lines[at]))
        at += 1
    return code


def end_of_table(lines, at):
    """Where the table ends that begins at `at`; `at` when none does."""
    end = at
    if "-.)" in lines[at]:
        while not lines[end].startswith("jmp"):
            end += 1
        end += 1
        while lines[end].startswith(".db") or lines[end + 1].startswith(".db"):
            end += 1
    elif re.match(r"jmp\s+@", lines[at]):
        end += 2
        while re.match(r"[sl]jmp\s", lines[end]):
            end += 1
    return end


def without_data(lines):
    """The lines, and apart from them each datum in directly addressed RAM."""
    rest, data, area, datum = [], [], None, []
    for line in lines:
        found = re.match(r"\s*\.area\s+(\w+)", line)
        area = found[1] if found else area
        if found or area != "DSEG":
            rest.append(line)
            continue
        datum.append(line)
        if space_of(datum):
            data.append(["\t.area DSEG (DATA)"] + datum)
            datum = []
    return rest, data


def space_of(lines):
    return sum(int(m[1]) for m in (re.match(r"\s*\.ds\s+(\d+)", line) for line in lines) if m)


LABEL = re.compile(r"(\w+)(::?|\s*=)")


def write(program, lines_of_code, base):
    """The code as one file, the data of each module as one. The linker packs RAM by files, the first
    that come as low as they fit: so each datum has its own, the largest first."""
    made, data = {}, []
    for module, lines in program.areas.items():
        made["data_" + module], own = without_data(lines)
        data += own
    for number, lines in enumerate(sorted(data, key=lambda one: -space_of(one))):
        made["ram_%d" % number] = lines
    made["code"] = ["\t.area CSEG (CODE)"] + lines_of_code
    defined = {kind: {m[1] for m in map(LABEL.match, lines) if m} for kind, lines in made.items()}
    everywhere = set().union(*defined.values())
    files = []
    for kind, lines in made.items():
        used = {name for line in lines for name in NAME.findall(line)}
        shared = [name for name in sorted(used) if name in everywhere or name in program.globals]
        if kind == "data_main":
            shared += [name for name in program.globals if name.startswith("__")]
        files.append("%s.%s.asm" % (base, kind))
        with open(files[-1], "w", encoding="utf-8") as out:
            out.write("\t.module %s\n\t.optsdcc -mmcs51 --model-small\n" % kind)
            for name in dict.fromkeys(shared):
                if not name.startswith("L_"):
                    out.write("\t.globl %s\n" % name)
            out.write("".join("ar%d = 0x0%d\n" % (i, i) for i in range(8)))
            out.write("\n".join(lines) + "\n")
    return files


def labels_in(code):
    return {item[:-1]: at for at, item in enumerate(code) if is_label(item)}
