"""Measures accuracy and writes it into Benchmarks/ACCURACY.md. Run from the root.

run.py [--sets FOLDER] [--only SET...] [--seeds N] [--systems] [--ingredients] [--json FILE]

The sets are those of data/, generated ones, and those of FOLDER. --systems: the presets and the peers on test rows.
--ingredients: one network with each ingredient changed, on validation rows. Both if neither is named. Figures are kept
in FILE, so that a run adds to what others measured; a system that is not installed has an empty cell.
"""
import argparse
import json
import os
import pathlib
import statistics
import tempfile

import sets
from systems import Failed, ours, peer

PRESETS = {f"mlp {p}": ours(["--preset", p]) for p in ("fast", "default", "best")}
PEERS = {name: peer(name) for name in ("sklearn-mlp", "hgb", "xgboost", "lightgbm", "catboost", "realmlp", "tabm")}
# All but the first are of one network each, which is what they change.
INGREDIENTS = {
    "default": [],
    "one network": [],
    "no front scale": ["--no-front-scale"],
    "front scale at the whole rate alone": ["--lr-multipliers", "factors=1"],
    "four heads": ["--tabm", "4"],
    "eight heads": ["--tabm", "8"],
    "no pieces": ["--bins", "1"],
    "an input a piece": ["--numeric-embedding", "0"],
    "periodic embeddings too": ["--pbld", "16", "--lr-multipliers", "frequencies=0.1"],
    "periodic embeddings for pieces": ["--bins", "1", "--pbld", "16", "--lr-multipliers", "frequencies=0.1"],
    "ReLU": ["--activation", "relu"],
    "learned slopes": ["--parametric-activation", "--lr-multipliers", "slopes=0.1"],
    "no dropout": ["--dropout", "0"],
    "standard scaling": ["--scaling", "standard"],
    "embeddings that hardly decay": ["--embedding-decay", "0.01"],
    "no label smoothing": ["--label-smoothing", "0"],
    "constant learning rate": ["--schedule", "constant"],
    "three hidden layers": ["--hidden", "256,256,256"],
}
BEGIN, END = "<!-- measured -->\n", "<!-- end -->\n"


def digits(x):
    return f"{x:.4f}" if abs(x) < 10 else f"{x:,.1f}" if abs(x) < 1000 else f"{x:,.0f}"


def cell(figures):
    """The median, and where there are several seeds the least and the greatest."""
    values = [f[0] for f in figures]
    text = digits(statistics.median(values))
    return text if len(values) == 1 else f"{text} [{digits(min(values))}, {digits(max(values))}]"


def measure(kept, kind, systems, tables, seeds, part, work, save):
    for table in tables:
        for name, system in systems.items():
            for seed in range(1, seeds + 1):
                key = f"{kind}/{table.name}/{name}/{seed}"
                if key in kept:
                    continue
                try:
                    kept[key] = system(table, seed, part, work)
                    print(key, *kept[key], flush=True)
                except Failed as failure:
                    print(key, failure, flush=True)
                    break
                save()


def figures(kept, kind, table, name):
    """Those of all seeds."""
    prefix = f"{kind}/{table}/{name}/"
    return [value for key, value in kept.items() if key.startswith(prefix)]


def rank(kept, kind, name, names, tables):
    """The mean place of a system over these sets, on which all of `names` were measured; equal ones share theirs."""
    places = []
    for table in tables:
        sign = -1 if table.metric == "accuracy" else 1
        medians = {n: sign * statistics.median(f[0] for f in figures(kept, kind, table.name, n)) for n in names}
        below = sum(x < medians[name] for x in medians.values())
        places.append(below + (1 + sum(x == medians[name] for x in medians.values())) / 2)
    return f"{statistics.mean(places):.2f}" if places else ""


def page(kept, kind, names, tables, first):
    """A table with a row for each system that was measured and a column for each set that any was measured on."""
    names = [n for n in names if any(figures(kept, kind, t.name, n) for t in tables)]
    if not names:
        return "Not measured yet.\n"
    tables = [t for t in tables if any(figures(kept, kind, t.name, n) for n in names)]
    shared = [t for t in tables if all(figures(kept, kind, t.name, n) for n in names)]
    heads = [f"{t.name}, {'accuracy' if t.metric == 'accuracy' else 'RMSE'}" for t in tables]
    lines = [f"| {first} | " + " | ".join(heads) + " | mean rank | seconds | most MB |",
             "|---" * (len(tables) + 4) + "|"]
    for name in names:
        found = {t.name: figures(kept, kind, t.name, name) for t in tables}
        cells = [cell(found[t.name]) if found[t.name] else "" for t in tables]
        common = [found[t.name] for t in shared]
        seconds = f"{sum(statistics.median(f[1] for f in one) for one in common):.0f}" if common else ""
        memory = f"{max(f[2] for one in common for f in one):.0f}" if common else ""
        lines.append(
            f"| {name} | " + " | ".join(cells)
            + f" | {rank(kept, kind, name, names, shared)} | {seconds} | {memory} |")
    told = ", ".join(t.name for t in shared) or "none"
    return "\n".join(lines) + (
        f"\n\nMean rank, seconds (the sum of the median trainings, reading included) and memory are over the sets on "
        f"which all were measured: {told}.\n")


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("--sets")
    asked.add_argument("--only", nargs="*")
    asked.add_argument("--seeds", type=int, default=1)
    asked.add_argument("--systems", action="store_true")
    asked.add_argument("--ingredients", action="store_true")
    asked.add_argument("--json", default=".build/release/accuracy.json")
    asked = asked.parse_args()
    kept = json.load(open(asked.json)) if os.path.exists(asked.json) else {}

    def save():
        with open(asked.json + ".new", "w") as file:
            json.dump(kept, file, indent=1)
        os.replace(asked.json + ".new", asked.json)

    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        tables = [*sets.own(work), *sets.generated(work)]
        if asked.sets:
            tables += sets.of_folder(asked.sets, work)
        chosen = [t for t in tables if not asked.only or t.name in asked.only]
        both = asked.systems == asked.ingredients
        systems = PRESETS | PEERS
        if both or asked.systems:
            measure(kept, "test", systems, chosen, asked.seeds, "s", work, save)
        one = ["--ensemble", "1"]
        ablation = {name: ours(o + (one if name != "default" else [])) for name, o in INGREDIENTS.items()}
        if both or asked.ingredients:
            measure(kept, "validation", ablation, chosen, 1, "v", work, save)
    text = (
        f"### Test rows, by system\n\n{page(kept, 'test', systems, tables, 'system')}\n"
        "### Validation rows, by ingredient: the default, one network of it, and that with one thing changed\n\n"
        f"{page(kept, 'validation', ablation, tables, 'change of one network')}")
    path = pathlib.Path("Benchmarks/ACCURACY.md")
    old = path.read_text(encoding="utf-8")
    head, rest = old.split(BEGIN)
    path.write_text(head + BEGIN + "\n" + text + "\n" + END + rest.split(END)[1], encoding="utf-8")


main()
