"""Compares the files that two programs left in a folder each: compare.py BASE NOW DIFFERENCES NAMES

Prints one line. The exit status is 0 if all files are equal, 1 if only text for people differs, 2 if JSON headers of models
or checkpoints differ as well, 3 if a result differs. Diffs are written to the folder DIFFERENCES.

Text and trials are compared with the current names of options, and without times.
"""

import difflib
import hashlib
import json
import pathlib
import re
import struct
import sys

EQUAL, TEXT, HEADER, DIFFERENT = range(4)
WORDS = {TEXT: "text differs", HEADER: "header differs, tensors equal", DIFFERENT: "DIFFERENT"}


def read_names(path):
    """The current name of each old name, by kind."""
    names = {"option": {}, "group": {}, "column": {}, "tensor": {}}
    for line in pathlib.Path(path).read_text().splitlines():
        if line and not line.startswith("#"):
            kind, new, old = line.split()
            names[kind][old] = new
    return names


class SafeTensors:
    """A model or a checkpoint: its header without times, its JSON as indented text, and its tensors."""

    def __init__(self, data, prefixes):
        (length,) = struct.unpack("<Q", data[:8])
        # A checkpoint holds the duration of the training, which differs from run to run, and so does the padding.
        self.header = re.sub(r'(econds\\*":)[-+.0-9eE]+', r"\1 0", data[8 : 8 + length].decode()).rstrip()
        header = json.loads(self.header)
        texts = {key: json.loads(text) for key, text in header.pop("__metadata__", {}).items()}
        self.texts = json.dumps(texts, indent=1, sort_keys=True, ensure_ascii=False)
        body = data[8 + length :]
        self.tensors = []
        for old, new in prefixes.items():
            header = {re.sub(f"^{re.escape(old)}", new, name): entry for name, entry in header.items()}
        for name, entry in sorted(header.items()):
            begin, end = entry["data_offsets"]
            digest = hashlib.sha256(body[begin:end]).hexdigest()
            self.tensors.append(f"{name} {entry['dtype']} {entry['shape']} {digest}")

    @staticmethod
    def holds(data):
        return len(data) > 10 and data[8:10] == b'{"' and struct.unpack("<Q", data[:8])[0] <= len(data) - 8


def is_text(name):
    return name == "transcript" or name.endswith(".config")


def normalized(name, text, names):
    """A text with the current names of options and without times."""
    options, groups = names["option"], names["group"]
    text = re.sub(r"--([a-z][a-z0-9-]*)", lambda m: "--" + options.get(m[1], m[1]), text)
    for old, new in groups.items():
        if old != new:
            text = re.sub(rf"\b{old}(?==[0-9.])", new, text)
    if name.endswith(".config"):
        line = lambda l: re.sub(
            r"^(# )?([a-z0-9-]+)", lambda m: (m[1] or "") + options.get(m[2], m[2]), l)
        return "\n".join(sorted(map(line, text.splitlines()), key=lambda l: l.removeprefix("# "))) + "\n"
    if name == "transcript":
        text = re.sub(r"\b\d+\.\d\d s\b", "N s", text)
        chosen = lambda m: m[1] + ", ".join(
            sorted(re.sub(r"^[a-z0-9-]+", lambda n: options.get(n[0], n[0]), part) for part in m[2].split(", ")))
        return re.sub(r"(?m)^(options: )(.*)$", chosen, text)
    if name.endswith(".trials.csv"):
        header, newline, rest = text.partition("\n")
        known = names["column"] | options
        # The last column was a command line, and is a list.
        rest = re.sub(r"--|;", "", rest)
        return ",".join(known.get(column, column) for column in header.split(",")) + newline + rest
    return text


def compare(name, base, now, names):
    """The verdict on a file, and the two texts whose diff shows why."""
    if base == now:
        return EQUAL, "", ""
    if SafeTensors.holds(base) and SafeTensors.holds(now):
        base, now = (SafeTensors(data, names["tensor"]) for data in (base, now))
        if base.tensors != now.tensors:
            return DIFFERENT, *("\n".join([*file.tensors, file.texts]) for file in (base, now))
        if base.header == now.header:
            return EQUAL, "", ""
        # If the indented texts are equal, only the order of keys or the notation of numbers differs.
        if base.texts == now.texts:
            return HEADER, base.header, now.header
        return HEADER, base.texts, now.texts
    try:
        base, now = (normalized(name, data.decode(), names) for data in (base, now))
    except UnicodeDecodeError:
        return DIFFERENT, repr(base[:200]), repr(now[:200])
    return EQUAL if base == now else TEXT if is_text(name) else DIFFERENT, base, now


def main(base, now, differences, names):
    base, now, differences = map(pathlib.Path, (base, now, differences))
    names = read_names(names)
    found = {TEXT: [], HEADER: [], DIFFERENT: []}
    files = sorted({path.name for folder in (base, now) for path in folder.iterdir() if path.is_file()})
    for name in files:
        paths = [folder / name for folder in (base, now)]
        if not all(path.exists() for path in paths):
            side = "BASE" if paths[0].exists() else "the working tree"
            found[DIFFERENT].append(f"{name} (written by {side} only)")
            continue
        verdict, *texts = compare(name, *(path.read_bytes() for path in paths), names)
        if verdict != EQUAL:
            differences.mkdir(parents=True, exist_ok=True)
            lines = difflib.unified_diff(
                *(text.splitlines() for text in texts), "BASE", "working tree", lineterm="", n=1)
            (differences / f"{name}.diff").write_text("\n".join(lines) + "\n")
            found[verdict].append(name)
    verdicts = [verdict for verdict in reversed(found) if found[verdict]]
    print("; ".join(f"{WORDS[v]}: {some(found[v])}" for v in verdicts) or f"equal ({len(files)} files)")
    return max(verdicts, default=EQUAL)


def some(names):
    """The first names of a list, and how many more there are."""
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
