"""Trains a system on a set, in a process of its own, and says how good it is, how long it took and what it held."""
import json
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).parents[1] / "Peers"))
from processes import Failed, run  # noqa: E402, F401

RELEASE = ".build/release"


def ours(options):
    """Our programs with these options of mlp-train."""

    def measure(table, seed, part, work):
        model = work / "model"
        trained = run(
            [f"{RELEASE}/mlp-train", "-q", table.path("t"), "--validation", table.path("v"), "--target",
             table.target, "--seed", seed, "-o", model, *options])
        told = run([f"{RELEASE}/mlp-predict", "-q", model, table.path(part), "-o", "/dev/null", "--metrics", "-"])
        return json.loads(told.output)[table.metric], trained.seconds, trained.peak

    return measure


def peer(name):
    """A system of peers.py."""

    def measure(table, seed, part, work):
        told = run(
            [sys.executable, "Benchmarks/Accuracy/peers.py", name, table.folder, table.target, table.metric, seed, part])
        return float(told.output), told.seconds, told.peak

    return measure
