"""The tables that accuracy is measured on, each as three files: t.csv to train, v.csv to validate, s.csv to test."""
import gzip
import json
import pathlib
import random

import numpy as np
import polars as pl

PARTS = "tvs"


class Set:
    """A table of a name, its parts in a folder, its target, and the metric that counts."""

    def __init__(self, name, folder, target, classes):
        self.name, self.folder, self.target = name, folder, target
        self.metric = "accuracy" if classes else "rmse"

    def path(self, part):
        return f"{self.folder}/{part}.csv"


def of_lines(name, header, lines, letters, target, classes, work):
    """Writes the parts; `letters` names that of each line."""
    folder = work / name
    folder.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        chosen = [line for line, letter in zip(lines, letters) if letter == part]
        (folder / f"{part}.csv").write_text(header + "".join(chosen), encoding="utf-8")
    return Set(name, folder, target, classes)


def drawn_letters(count):
    """64 % to train, 16 % to validate, 20 % to test."""
    letters = list("t" * (count * 64 // 100) + "v" * (count * 16 // 100))
    letters += "s" * (count - len(letters))
    random.Random(1).shuffle(letters)
    return letters


def of_table(name, table, target, classes, work):
    header, *lines = table.write_csv().splitlines(keepends=True)
    return of_lines(name, header, lines, drawn_letters(len(lines)), target, classes, work)


def own(work):
    """The tables of data/ that have no line breaks in their cells."""
    targets = {"iris": "species", "wine": "class", "breast_cancer": "diagnosis", "digits": "digit"}
    for name, target in targets.items():
        yield of_table(name, pl.read_csv(f"data/{name}.csv", infer_schema_length=None), target, True, work)
    yield of_table("diabetes", pl.read_csv("data/diabetes.csv", infer_schema_length=None), "progression", False, work)


def shops(rows=40_000):
    """Sales by shop, customer, time and flags: thousands of words, whose effects are drawn, and noise of 0.3."""
    draw = np.random.default_rng(5)
    shop = draw.zipf(1.3, rows) % 3000
    customer = draw.integers(0, 5000, rows)
    hours = draw.integers(0, 1000 * 24, rows)
    x = draw.normal(size=(rows, 3)).round(4)
    flag = draw.integers(0, 2, rows)
    y = (
        draw.normal(0, 1, 3000)[shop]
        + draw.normal(0, 0.35, 5000)[customer]
        + np.sin(2 * x[:, 0])
        + x[:, 1] * (flag > 0)
        + 0.5 * np.sin(2 * np.pi * (hours // 24) / 7)
        + draw.normal(0, 0.3, rows)
    )
    time = np.datetime64("2021-01-01T00:00") + hours.astype("timedelta64[h]")
    return pl.DataFrame(
        {
            "shop": [f"shop{k}" for k in shop],
            "customer": [f"c{k}" for k in customer],
            "time": [str(t).replace("T", " ") for t in time],
            "flag": flag,
            **{f"x{k}": x[:, k] for k in range(3)},
            "sales": y.round(4),
        }
    )


def signals(rows=20_000):
    """26 classes, some of which are rare, by distance to centres in six dimensions, and ten numbers of noise."""
    draw = np.random.default_rng(6)
    share = 1 / np.arange(1, 27)
    label = draw.choice(26, rows, p=share / share.sum())
    centres = draw.normal(0, 2, (26, 6))
    x = np.hstack([centres[label] + draw.normal(size=(rows, 6)), draw.normal(size=(rows, 10))]).round(4)
    columns = {f"x{k}": x[:, k] for k in range(x.shape[1])}
    return pl.DataFrame({**columns, "label": [chr(65 + k) for k in label]})


def generated(work):
    yield of_table("shops", shops(), "sales", False, work)
    yield of_table("signals", signals(), "label", True, work)


def of_folder(folder, work):
    """Folders with data.csv.gz, split.txt.gz (a letter a row) and meta.json (target, task)."""
    for path in sorted(pathlib.Path(folder).glob("*/data.csv.gz")):
        meta = json.loads((path.parent / "meta.json").read_text())
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            header, *lines = file.readlines()
        with gzip.open(path.parent / "split.txt.gz", "rt") as file:
            letters = file.read().split()
        yield of_lines(
            path.parent.name, header, lines, letters, meta["target"], meta["task"] != "regression", work)
