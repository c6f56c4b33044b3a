"""The page that shows what was measured: Markdown from the raw figures alone."""

import prose

# A peer that is a bound rather than a program: the ratio is ours to it.
BOUND = "sgemm alone"
# Of these the memory of the whole process says something.
WITH_PEAKS = ["predict", "train", "iris", "row", "start"]


def quantile(values, share):
    values = sorted(values)
    return values[int(share * (len(values) - 1) + 0.5)]


def number(x):
    """A number with three digits or so."""
    return f"{x:,.0f}" if abs(x) >= 100 else f"{x:.1f}" if abs(x) >= 10 else f"{x:.2f}"


def spread(values):
    """As in `1.23 [1.20, 1.31]`: the median and the quartiles."""
    low, middle, high = (number(quantile(values, share)) for share in (0.25, 0.5, 0.75))
    return f"{middle} [{low}, {high}]"


def ratio(row, name):
    """How many times as long as ours the peer takes, round by round; of a bound the other way round."""
    pairs = zip(row["sides"][name]["values"], row["sides"]["ours"]["values"])
    inverted = row["unit"].endswith("/s") != (name == BOUND)
    return spread([b / a if inverted else a / b for a, b in pairs])


def line(cells):
    return f"| {' | '.join(cells)} |"


def table(key, subject):
    """What each side took, the ratios, and for whole processes the memory: a line for each case."""
    rows = subject["rows"]
    # A peer can be refused after its first row.
    names = [name for name in rows[0]["sides"] if name not in subject["refused"]]
    if len(rows) == 1:
        return single(rows[0], names)
    peers = [name for name in names if name != "ours"]
    header = ["", "threads"] + [f"{name}, {rows[0]['unit']}" for name in names]
    header += [f"ours / {name}" if name == BOUND else f"{name} / ours" for name in peers]
    if key in WITH_PEAKS:
        header += [f"{name}, peak MB" for name in names]
    lines = [line(header), line(["---"] * len(header))]
    for row in rows:
        cells = [row["what"], str(row["threads"])]
        cells += [spread(row["sides"][name]["values"]) for name in names]
        cells += [f"**{ratio(row, name)}**" for name in peers]
        if key in WITH_PEAKS:
            cells += [number(max(row["sides"][name]["peaks"])) for name in names]
        lines.append(line(cells))
    return "\n".join(lines)


def single(row, names):
    """The table of a subject with one case: a line for each side."""
    lines = [line(["", row["unit"], "peer / ours", "peak MB"]), line(["---"] * 4)]
    for name in names:
        side = row["sides"][name]
        times = f"**{ratio(row, name)}**" if name != "ours" else ""
        lines.append(line([name, spread(side["values"]), times, number(max(side["peaks"]))]))
    return "\n".join(lines)


def section(key, subject):
    rounds = len(subject["rows"][0]["sides"]["ours"]["values"])
    parts = [f"## {prose.TITLES[key]}", prose.note(key), table(key, subject)]
    if subject["checks"]:
        parts.append("The results agree: " + "; ".join(subject["checks"]) + ".")
    for name, finding in subject["refused"].items():
        parts.append(f"**{name} is not shown, because its results are not ours: {finding}.**")
    commands = dict.fromkeys(side["command"] for side in subject["rows"][-1]["sides"].values())
    make = f"make bench-peers SUBJECTS={key}{' QUICK=1' if subject['quick'] else ''}"
    parts.append(
        f"`{make}`, at commit {subject['commit']}; rounds: {rounds}. The last case is these commands in turn:"
    )
    parts.append("```\n" + "\n".join(commands) + "\n```")
    return "\n\n".join(parts)


def own_section(key, figures):
    """Figures of `make bench` that no peer stands beside."""
    is_predicted = any(figure.get("ratio") for figure in figures)
    header = ["", "threads", "median [quartiles]"] + ["measured / predicted", "peak MB"] * is_predicted
    lines = [line(header), line(["---"] * len(header))]
    for figure in figures:
        low, middle, high = (number(figure[name]) for name in ("low", "median", "high"))
        cells = [figure["name"], str(figure["threads"]), f"{middle} [{low}, {high}] {figure['unit']}"]
        if is_predicted:
            cells += [number(figure[name]) if figure.get(name) else "" for name in ("ratio", "peak")]
        lines.append(line(cells))
    return "\n\n".join([f"## {prose.TITLES[key]}", prose.note(key), "\n".join(lines)])


def page(results):
    parts = [
        "# Beside other programs",
        "Written by `make bench-peers`; the raw figures are in its JSON.",
        "\n".join(f"- {fact}" for fact in results["machine"]),
        "## How it is measured",
        *prose.method(runner=number(results["runner"])),
    ]
    for key in prose.TITLES:
        own = [figure for figure in results["own"] if figure["group"] == key]
        if key in results["subjects"]:
            parts.append(section(key, results["subjects"][key]))
        elif own and key in ["elementwise", "growth"]:
            parts.append(own_section(key, own))
    return "\n\n".join(parts) + "\n"
