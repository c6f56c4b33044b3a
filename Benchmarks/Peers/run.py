"""Measures our programs and their peers in turn, and writes Benchmarks/RESULTS.md. Run from the root.

run.py [--quick] [--only SUBJECT...] [--json FILE]   measures; subjects not named keep the figures they have
run.py --page-only [--quick] [--json FILE]           writes the page from the figures alone
"""
import argparse
import json
import os
import sys

import results
import subjects
from processes import Failed, run

OWN = f"{subjects.RELEASE}/benchmark.json"


def machine():
    """The facts at the top of the page."""
    with open("/proc/meminfo") as file:
        memory = int(file.readline().split()[1]) / 2**20
    return [
        f"{run([subjects.BENCHMARK, 'machine']).output.strip()}; {memory:.0f} GiB of memory",
        run(["swift", "--version"]).output.splitlines()[0],
        run(subjects.python("versions.py")).output.strip(),
    ]


def commit():
    """The commit that is measured, and whether it was changed since."""
    name = run(["git", "rev-parse", "--short", "HEAD"]).output.strip()
    return name + (" with changes" if run(["git", "status", "--porcelain", "-uno"]).output else "")


def runner_memory():
    """MB that this program held at most."""
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM"))


def load(path):
    if not os.path.exists(path):
        return {}
    with open(path) as file:
        return json.load(file)


def measure(names, quick, path):
    """Adds what is measured to the figures of the file, as long as they are of the same machine and versions."""
    facts, old = machine(), load(path)
    known = old["subjects"] if old.get("machine") == facts else {}
    figures = {"machine": facts, "subjects": known, "runner": 0, "own": load(OWN) or []}
    for name in names:
        print(name, flush=True)
        subject = subjects.Subject(say=lambda text: print(text, flush=True))
        subjects.ALL[name](subject, quick)
        figures["subjects"][name] = {
            "commit": commit(),
            "quick": quick,
            "rows": subject.rows,
            "checks": subject.checks,
            "refused": subject.refused,
        }
        figures["runner"] = max(figures["runner"], runner_memory())
        with open(path, "w") as file:
            json.dump(figures, file, indent=1, ensure_ascii=False)
    return figures


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="few rounds and small tables, page in .build")
    names = list(subjects.ALL)
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="SUBJECT")
    parser.add_argument("--json", help="raw figures, .build/peers/results.json if not given")
    parser.add_argument("--page-only", action="store_true")
    options = parser.parse_args()
    kind = "quick" if options.quick else "results"
    path = options.json or f"{subjects.SCRATCH}/{kind}.json"
    page = f"{subjects.SCRATCH}/quick.md" if options.quick else "Benchmarks/RESULTS.md"
    figures = load(path) if options.page_only else measure(options.only, options.quick, path)
    if not figures:
        sys.exit(f"there are no figures in {path}")
    with open(page, "w") as file:
        file.write(results.page(figures))
    print(f"wrote {page}; the raw figures are in {path}")
    refused = {name for subject in figures["subjects"].values() for name in subject["refused"]}
    if refused:
        sys.exit(f"results that are not ours: {', '.join(sorted(refused))}")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"run.py: {failure}")
