"""What is measured: for each subject its rows, and in each row the sides that run in turn.

Where there are results to compare, every side first runs once, and a peer whose results are not ours is refused.
"""
import json
import os
import shlex
import sys
from collections import namedtuple

from processes import run

RELEASE = ".build/release"
SCRATCH = ".build/peers"
BENCHMARK = f"{RELEASE}/benchmark"
PREDICTIONS = f"{SCRATCH}/predictions.csv"
THREADS = [1, 2]

# The networks of the benchmark's group `step`, by its names.
NETWORKS = [
    "4-16-3 N=16",
    "16-64-64-1 N=32",
    "49-128-128-3 N=256",
    "64-256-256-10 N=256",
    "64-256-256-10 N=256 tanh",
    "64-256-256-256-1 N=256",
    "784-512-512-10 N=128",
    "784-2048-2048-10 N=1024",
]

# What is told by `read` from a finished child: a number for each name.
Side = namedtuple("Side", "command read")


class Subject:
    """The rows measured so far, what was found equal, and the peers that are refused."""

    def __init__(self, say):
        self.rows, self.checks, self.refused = [], [], {}
        self.say = say

    def judge(self, name, agrees, finding):
        """Keeps or refuses a peer."""
        if agrees:
            self.checks.append(f"{name}: {finding}")
        else:
            self.refused[name] = finding
        self.say(f"  {name}: {finding}{'' if agrees else ', REFUSED'}")

    def measure(self, what, threads, unit, rounds, sides):
        """Runs the sides in turn, round after round: one row."""
        figures = {}
        for _ in range(rounds):
            for side in sides:
                child = run(side.command, threads)
                for name, value in side.read(child).items():
                    command = shlex.join(map(str, side.command))
                    figure = figures.setdefault(name, {"values": [], "peaks": [], "command": command})
                    figure["values"].append(value)
                    figure["peaks"].append(child.peak)
        kept = {name: figure for name, figure in figures.items() if name not in self.refused}
        self.rows.append({"what": what, "threads": threads, "unit": unit, "sides": kept})
        medians = (f"{n} {sorted(figure['values'])[rounds // 2]:.4g} {unit}" for n, figure in kept.items())
        self.say(f"  {what}, {threads} threads: {', '.join(medians)}")


def seconds(name, command):
    return Side(command, lambda child: {name: child.seconds})


def milliseconds(name, command):
    return Side(command, lambda child: {name: child.seconds * 1e3})


def printed(name, command):
    return Side(command, lambda child: {name: float(child.output)})


def python(script, *words):
    return [os.path.relpath(sys.executable), f"Benchmarks/Peers/{script}", *words]


def ours(program, *words):
    return [f"{RELEASE}/{program}", *words]


def table(name):
    """The path of a table of the benchmark's, which is written if it is not there."""
    return os.path.relpath(run([BENCHMARK, "tables", name]).output.strip())


def accuracy(model, data):
    """Of a model of ours on a table."""
    run(ours("mlp-predict", model, data, "-o", "/dev/null", "--metrics", f"{SCRATCH}/metrics.json"))
    with open(f"{SCRATCH}/metrics.json") as file:
        return json.load(file)["accuracy"]


def step(subject, quick):
    """A training step on samples in memory."""
    file = f"{SCRATCH}/step.json"

    def read(child):
        with open(file) as figures:
            floor, step = [figure["median"] for figure in json.load(figures)]
        return {"ours": step, "sgemm alone": floor}

    inner = 5 if quick else 11
    for network in NETWORKS[:4] if quick else NETWORKS:
        widths, N, activation = (network.replace("N=", "") + " relu").split()[:3]
        for threads in THREADS:
            words = ["--only", network, "--threads", threads, "--rounds", inner, "--json", file]
            sides = [
                Side([BENCHMARK, "step", *words], read),
                printed("JAX", python("step_jax.py", widths, N, activation)),
                printed("scikit-learn", python("step_sklearn.py", widths, N, activation)),
            ]
            subject.measure(network, threads, "µs", 1 if quick else 5, sides)


def read(subject, quick):
    """From the bytes of a CSV to columns of numbers, the file in the system's cache."""
    file = f"{SCRATCH}/read.json"

    def rate(child):
        with open(file) as figures:
            return {"ours": json.load(figures)[0]["median"]}

    inner = 3 if quick else 5
    for rows in [200_000] if quick else [200_000, 1_000_000]:
        path = table(f"{rows}x50")
        here = run([BENCHMARK, "checksum", path]).output.split()
        there = run(python("read_polars.py", path, "--checksum")).output.split()
        same = here[:2] == there[:2] and abs(float(here[2]) / float(there[2]) - 1) < 1e-9
        found = f"{there[0]} × {there[1]} numbers, checksum {there[2]}, ours {here[0]} × {here[1]}, {here[2]}"
        subject.judge("polars", same, found)
        for threads in THREADS:
            words = ["--only", f"{rows} × 50", "--threads", threads, "--rounds", inner, "--json", file]
            sides = [
                Side([BENCHMARK, "read", *words], rate),
                printed("polars", python("read_polars.py", path, inner)),
            ]
            subject.measure(f"{rows:,} × 50", threads, "MB/s", 1 if quick else 5, sides)


def predictor():
    """A model of 20-128-128-3, and the table it was learnt from."""
    model, data = f"{SCRATCH}/20-128-128-3.safetensors", table("20000x20-3")
    words = [data, "--preset", "fast", "--hidden", "128,128", "--batch-size", 256, "--epochs", 3, "-q", "-o", model]
    run(ours("mlp-train", *words))
    return model, data


def compare_predictions(subject, model, data):
    """Lets both predict and judges NumPy by the share of equal rows."""
    other = f"{SCRATCH}/predictions-numpy.csv"
    run(ours("mlp-predict", model, data, "-o", PREDICTIONS))
    run(python("predict_numpy.py", model, data, other))
    lines, equal = map(int, run(python("agree.py", PREDICTIONS, other)).output.split())
    # The first line is the header.
    found = f"{equal - 1:,} of {lines - 1:,} predictions are equal"
    subject.judge("NumPy + polars", equal - 1 > 0.999 * (lines - 1), found)


def predict(subject, quick):
    """A CSV to a CSV of predictions, as whole processes."""
    rows = 100_000 if quick else 1_000_000
    model, _ = predictor()
    data = table(f"{rows}x20")
    compare_predictions(subject, model, data)
    for threads in THREADS:
        sides = [
            seconds("ours", ours("mlp-predict", model, data, "--threads", threads, "-o", PREDICTIONS)),
            seconds("NumPy + polars", python("predict_numpy.py", model, data, PREDICTIONS)),
        ]
        subject.measure(f"{rows:,} × 20, 20-128-128-3", threads, "s", 2 if quick else 7, sides)


# What a peer does as well: no rows held out, no dropout, numbers standardized, Adam at one rate.
PLAIN = "--preset fast --validation-fraction 0 --dropout 0 --scaling standard --optimizer adam --schedule constant -q".split()


def train(subject, quick):
    """A CSV to a model, as whole processes."""
    rows = 20_000 if quick else 200_000
    data, model = table(f"{rows}x49-3"), f"{SCRATCH}/model.safetensors"
    words = [data, "--hidden", "128,128", "--epochs", 10, "--batch-size", 256, *PLAIN, "-o", model]
    peers = {
        "JAX + polars": python("train_jax.py", data, "label", "128,128", 10, 256, f"{SCRATCH}/model.npz"),
        "scikit-learn + polars": python(
            "train_sklearn.py", data, "label", "128,128", 10, 256, f"{SCRATCH}/model.joblib"
        ),
    }
    run(ours("mlp-train", *words))
    compare_accuracy(subject, accuracy(model, data), peers, within=0.03)
    for threads in THREADS:
        sides = [seconds("ours", ours("mlp-train", *words, "--threads", threads))]
        sides += [seconds(name, command) for name, command in peers.items()]
        subject.measure(f"{rows:,} × 50, 49-128-128-3, 10 epochs", threads, "s", 1 if quick else 5, sides)


def compare_accuracy(subject, own, peers, within):
    """Lets each peer train once and judges it by its accuracy on the rows learnt from."""
    for name, command in peers.items():
        other = float(run([*command, "--score"]).output)
        subject.judge(name, abs(own - other) < within, f"accuracy {other:.4f}, ours {own:.4f}")


def iris(subject, quick):
    """A small CSV to a model, as whole processes."""
    data, model = "data/iris.csv", f"{SCRATCH}/iris.safetensors"
    words = [data, "--hidden", 16, "--epochs", 100, "--batch-size", 16, "--learning-rate", 0.01, *PLAIN]
    words += ["-o", model]
    peers = {"scikit-learn": python("iris_sklearn.py", data, 100, f"{SCRATCH}/iris.joblib")}
    run(ours("mlp-train", *words))
    compare_accuracy(subject, accuracy(model, data), peers, within=0.05)
    for threads in THREADS:
        sides = [milliseconds("ours", ours("mlp-train", *words, "--threads", threads))]
        sides += [milliseconds(name, command) for name, command in peers.items()]
        subject.measure("iris, 4-16-3, 100 epochs", threads, "ms", 3 if quick else 15, sides)


def start(subject, quick):
    """A program that does nothing: what every use of it pays."""
    sides = [milliseconds("ours", ours("mlp-train", "--version"))]
    for name, module in [
        ("Python alone", "sys"),
        ("NumPy", "numpy"),
        ("polars", "polars"),
        ("JAX", "jax"),
        ("scikit-learn", "sklearn.neural_network"),
    ]:
        sides.append(milliseconds(name, [os.path.relpath(sys.executable), "-c", f"import {module}"]))
    for side in sides:
        run(side.command)
    subject.measure("start-up", 2, "ms", 3 if quick else 15, sides)


def row(subject, quick):
    """One row to its prediction, as whole processes."""
    model, data = predictor()
    path = f"{SCRATCH}/row.csv"
    with open(data) as rows, open(path, "w") as one:
        one.writelines([next(rows), next(rows)])
    compare_predictions(subject, model, path)
    sides = [
        milliseconds("ours", ours("mlp-predict", model, path, "-o", PREDICTIONS)),
        milliseconds("NumPy + polars", python("predict_numpy.py", model, path, PREDICTIONS)),
    ]
    subject.measure("1 × 20, 20-128-128-3", 2, "ms", 3 if quick else 15, sides)


ALL = {measure.__name__: measure for measure in [start, row, iris, train, predict, read, step]}
