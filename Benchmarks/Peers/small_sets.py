"""Small tables of numbers: RMSE on rows that were kept out, the mean of three folds.

python3 small_sets.py "OPTIONS OF mlp-train"..., with scikit-learn installed and mlp-train and mlp-predict in the PATH; a
row of a Markdown table for each of the arguments. The sets are scikit-learn's diabetes, its generators friedman1 and
friedman3, and y = sin(ab) + c^2 - exp(-d) on [-1, 1], without and with noise of 0.3.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np
from sklearn import datasets
from sklearn.model_selection import KFold


def sets():
    random = np.random.default_rng(1)
    X = random.uniform(-1, 1, (600, 4))
    a, b, c, d = X.T
    smooth = np.sin(a * b) + c * c - np.exp(-d)
    return {
        "diabetes": datasets.load_diabetes(return_X_y=True),
        "friedman1, 250 × 5": datasets.make_friedman1(250, 5, noise=1.0, random_state=1),
        "friedman1, 800 × 10": datasets.make_friedman1(800, 10, noise=1.0, random_state=2),
        "friedman3, 400 × 4": datasets.make_friedman3(400, noise=0.1, random_state=3),
        "smooth, 600 × 4": (X, smooth),
        "smooth with noise": (X, smooth + 0.3 * random.normal(size=600)),
    }


def write(path, X, y):
    header = ",".join([f"x{i}" for i in range(X.shape[1])] + ["y"])
    np.savetxt(path, np.column_stack([X, y]), delimiter=",", header=header, comments="", fmt="%.9g")


def error(folder, X, y, options):
    errors = []
    for train, test in KFold(3, shuffle=True, random_state=0).split(X, y):
        write(folder / "t.csv", X[train], y[train])
        write(folder / "s.csv", X[test], y[test])
        subprocess.run(
            ["mlp-train", "-q", "--task", "regression", folder / "t.csv", "-o", folder / "m", *options], check=True)
        told = subprocess.run(
            ["mlp-predict", "-q", folder / "m", folder / "s.csv", "-o", "/dev/null", "--metrics", "-"],
            check=True, capture_output=True)
        errors.append(json.loads(told.stdout)["rmse"])
    return np.mean(errors)


tables = sets()
print("| options | " + " | ".join(tables) + " | seconds |\n|---" + "|---" * (len(tables) + 1) + "|")
with tempfile.TemporaryDirectory() as folder:
    for options in sys.argv[1:]:
        begin = time.time()
        errors = [error(pathlib.Path(folder), X, y, options.split()) for X, y in tables.values()]
        figures = " | ".join(f"{e:.4g}" for e in errors)
        print(f"| `{options}` | {figures} | {time.time() - begin:.0f} |", flush=True)
