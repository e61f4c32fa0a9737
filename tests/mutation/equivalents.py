"""equivalent.txt: mutants that change no behaviour, each with its reason."""
import sys


def read(path):
    """{mutant's name: reason}; see the file's head for its form."""
    reasons, place, block = {}, None, []
    for line in path.read_text().splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            file, _, function = line.strip().partition(" ")
            place, block = (file, function), []
            continue
        block.append(line.strip())
        if len(block) == 3:
            text, changes, reason = block
            if not reason.startswith("why: "):
                sys.exit(f"mutation: equivalent.txt: no reason after '{text}' of {place}")
            for change in changes.split(";"):
                reasons[(*place, text, change.strip())] = reason[5:]
            block = []
    if block:
        sys.exit(f"mutation: equivalent.txt: '{block[0]}' is not told whole")
    return reasons


def idle(reasons, known, fates, whole):
    """Entries that pardon nothing: no such mutant (any more), or one that did not survive. Of a
    file that was not looked at nothing is known, unless `whole`."""
    names = {m.name() for m in known}
    files = {m.file for m in known}
    dead = {m.name() for m, end in fates if end != "survived"}
    return sorted(name for name in reasons
                  if name in dead or (name not in names and (whole or name[0] in files)))
