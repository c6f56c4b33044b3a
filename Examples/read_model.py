"""Predicts as mlp-predict does, from the model file alone: read_model.py MODEL DATA.csv > PREDICTIONS.csv

A reference for docs/format.md: Python and NumPy, version 6 of the format. It reads a CSV with commas and the model's
column names, numbers that float() takes, and dates of digits (not month names, nor AM and PM).
"""
import base64
import csv
import datetime
import json
import math
import re
import struct
import sys

import numpy as np

LEVELS = {  # Ordinal scales: the categories of each place, parts separated by a space.
    "level": "very low;low;medium,moderate,mid,middle;high;very high",
    "size": "xxs;xs,extra small,x small;s,small;m,medium;l,large;xl,extra large,x large;xxl,2xl;xxxl,3xl",
    "quality": "very poor;poor;fair,average;good;very good;excellent",
    "frequency": "never;rarely,seldom;sometimes,occasionally;often,frequently;usually;always",
    "agreement": "strongly disagree;disagree;neutral,neither agree nor disagree;agree;strongly agree",
    "month": "jan,january;feb,february;mar,march;apr,april;may;jun,june;jul,july;aug,august;sep,sept,september;"
    "oct,october;nov,november;dec,december",
    "weekday": "mon,monday;tue,tues,tuesday;wed,wednesday;thu,thur,thurs,thursday;fri,friday;sat,saturday;sun,sunday",
}
DATES = {"iso": ("-", 0, 1, 2), "slashed": ("/", 0, 1, 2), "dotted": (".", 2, 1, 0), "month-first": ("[/-]", 2, 0, 1),
         "day-first": ("[/-]", 2, 1, 0)}
ACTIVATIONS = {
    "identity": lambda z: z,
    "relu": lambda z: np.maximum(z, 0),
    "leaky-relu": lambda z: np.where(z > 0, z, 0.01 * z),
    "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    "selu": lambda z: 1.0507009873554805 * np.where(z > 0, z, 1.6732632423543772 * np.expm1(np.minimum(z, 0))),
    "gelu": lambda z: z * 0.5 * np.vectorize(math.erfc)(-z / math.sqrt(2)),
    "silu": lambda z: z * sigmoid(z),
    "mish": lambda z: z * np.tanh(np.logaddexp(0, z)),
    "softplus": lambda z: np.logaddexp(0, z),
    "tanh": np.tanh,
    "sigmoid": lambda z: sigmoid(z),
}


def sigmoid(z):
    return 0.5 + 0.5 * np.tanh(z / 2)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def read(path):
    """The header under `mlp`, and the tensors by name."""
    data = open(path, "rb").read()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    model = json.loads(header.pop("__metadata__")["mlp"])
    if model["version"] != 6:
        raise SystemExit(f"read_model.py reads version 6, and this is version {model['version']}")
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        tensors[name] = np.frombuffer(data[begin:end], "<f4").reshape(entry["shape"])
    return model, tensors


def text(value):
    """A JSON text, whose bytes may not be UTF-8, as the CSV is decoded."""
    return value if isinstance(value, str) else base64.b64decode(value["base64"]).decode("utf-8", "surrogateescape")


def moment(cell, format):
    """Days since 1970-01-01, the share of the day, and the month; None where it is not a date."""
    days, month, time = 0, 1, cell
    if format != "time":
        separator, *order = DATES[format]
        found = re.fullmatch(rf"(\d+){separator}(\d+){separator}(\d+)(?:[T ](.+))?", cell)
        if not found:
            return None
        year, month, day = (int(found[1 + k]) for k in order)
        days, time = datetime.date(year, month, day).toordinal() - 719163, found[4] or "00:00"
    found = re.fullmatch(r"(\d\d):(\d\d)(?::(\d\d(?:\.\d*)?))?(?:Z|[+-].+)?", time)
    return found and (days, (int(found[1]) * 3600 + int(found[2]) * 60 + float(found[3] or 0)) / 86400, month)


def scaled(x, scale):
    t = np.clip((x - scale["center"]) * scale["factor"], -1e6, 1e6)
    return np.float32(t / np.sqrt(1 + t * t / 9) if scale.get("smoothClip") else t)


def binned(x, bounds):
    """The share of each bin that lies below x [N, bins], 0 for a missing x (NaN)."""
    b = np.float32(bounds)
    t = np.interp(np.nan_to_num(x, nan=-np.inf), b.astype(float), np.arange(len(b))).astype(np.float32)
    return np.clip(t[:, None] - np.arange(len(b) - 1, dtype=np.float32), 0, 1)


def place(cell, scale):
    """Where an ordinal scale has a category: one number from -1 to 1, or sine and cosine; None where it has none."""
    levels = [level.split(",") for level in LEVELS[scale].split(";")]
    plain = " ".join(re.split("[ _-]+", cell.lower().strip(" _-")))
    k = next((k for k, level in enumerate(levels) if plain in level), None)
    if scale in ("month", "weekday"):
        return [0, 0] if k is None else [math.sin(2 * math.pi * k / len(levels)), math.cos(2 * math.pi * k / len(levels))]
    return [0] if k is None else [2 * k / (len(levels) - 1) - 1]


def inputs(encoding, cells, embeddings):
    """The inputs [N, width] of a column's cells, None for a missing one; embeddings are taken as they come."""
    kind, missing, blocks = encoding["type"], np.array([cell is None for cell in cells]), []
    if kind in ("categories", "ordinal"):
        known = {text(word): k for k, word in enumerate(encoding["categories"])}
        places = [len(known) if cell is None else known.get(cell, len(known)) for cell in cells]
        if "embeddingSize" in encoding:
            return next(embeddings)[0][places]
        one_hot = np.eye(len(known) + 1)[places]
        if kind == "categories":
            return one_hot
        return np.hstack([one_hot, [place(cell or "", encoding["scale"]) for cell in cells]])
    if kind == "number":
        x = np.array([np.nan if cell is None else np.float32(cell) for cell in cells])
        z = scaled(np.where(missing, np.float32(encoding["median"]), x), encoding["scale"])
        blocks = [z]
    else:
        moments = [cell and moment(cell, encoding["format"]) for cell in cells]
        missing = np.array([not m for m in moments])
        days, share, month = np.array([m or (0, 0, 1) for m in moments], float).T
        x = z = np.where(missing, np.nan, scaled(days + share, encoding["scale"]))
        blocks = [np.where(missing, 0, z)]
        turns = {"month": (month - 1) / 12, "weekday": (days + 3) % 7 / 7, "hour": share}
        for part in encoding["parts"]:
            angle = 2 * np.pi * turns[part]
            blocks += [np.where(missing, 0, np.sin(angle)), np.where(missing, 0, np.cos(angle))]
    blocks += [missing] if encoding.get("missingIndicator") else []
    X = np.stack(blocks, axis=1).astype(float)
    if "bins" in encoding:
        B = binned(x, encoding["bins"]["bounds"])
        X = np.hstack([X, B @ next(embeddings)[0] if "embeddingSize" in encoding["bins"] else B])
    if "frequencies" in encoding:
        weight, (f, p) = next(embeddings)
        X = np.hstack([X, np.cos(2 * np.pi * np.outer(z, f) + p) @ weight[:-1] + weight[-1]])
    return X


def member(model, tensors, k, columns):
    """The predictions [N, outputs] of an ensemble member: probabilities, or numbers as the network learned them."""
    own = {name.removeprefix(f"members.{k}."): tensor for name, tensor in tensors.items()
           if (name.startswith(f"members.{k}.") if k else not name.startswith("members."))}
    names = [f"embeddings.{c + 1}." for c in range(len(own)) if f"embeddings.{c + 1}.weight" in own]
    embeddings = iter([(own[name + "weight"], own.get(name + "periods")) for name in names])
    X = np.hstack([inputs(f["encoding"], columns[f["name"]], embeddings) for f in model["features"]["features"]])
    heads, L, f = model.get("tabm", 1), len(model["widths"]) - 1, ACTIVATIONS[model["activation"]]
    P = 0
    for h in range(heads):
        A = X * own["heads.factors"][h] if model.get("frontScale") else X
        for l in range(1, L):
            Z = A @ own[f"layers.{l}.weight"].T.astype(float) + own[f"layers.{l}.bias"]
            A = f(Z)
            if model.get("parametricActivation"):
                A = Z + own[f"layers.{l}.slopes"] * (A - Z)
        rows = slice(h * model["widths"][L], (h + 1) * model["widths"][L])
        Z = A @ own[f"layers.{L}.weight"][rows].T.astype(float) + own[f"layers.{L}.bias"][rows]
        links = {"binary-cross-entropy": sigmoid, "cross-entropy": softmax, "poisson": np.exp}
        P = P + links.get(model["loss"]["name"], lambda z: z)(Z) / heads
    return P


def calibrated(P, temperature):
    if P.shape[1] == 1:
        return sigmoid((np.log(np.maximum(P, 2**-24)) - np.log(np.maximum(1 - P, 2**-24))) / temperature)
    return softmax(np.log(np.maximum(P, 2**-126)) / temperature)


def restored(p, column):
    """Numbers of a target in its own units."""
    z = p * column["standardDeviation"] + column["mean"]
    transform = column.get("transform", {"name": "none"})
    if transform["name"] == "log":
        z = np.sign(z) * np.expm1(np.abs(z))
    elif transform["name"] == "normal":
        (y, knots), n = (np.array(transform[key]) for key in "yz"), len(transform["y"])
        k = np.clip(np.searchsorted(knots, z, "right") - 1, 0, n - 2)
        z = y[k] + (z - knots[k]) / (knots[k + 1] - knots[k]) * (y[k + 1] - y[k])
    return np.clip(z, column["minimum"], column["maximum"]) if column.get("clipOutput") else z


model, tensors = read(sys.argv[1])
with open(sys.argv[2], newline="", encoding="utf-8", errors="surrogateescape") as file:
    header, *rows = csv.reader(file)
marks = [text(word) for word in model["missingValues"]]
folded = {mark.lower() for mark in marks} & {"na", "nan", "null", "n/a"}
cells = zip(*([None if c == "" or c in marks or c.lower() in folded else c for c in row] for row in rows))
columns = dict(zip(header, cells))
count = model.get("ensemble", 1)
P = sum(member(model, tensors, k, columns) for k in range(count)) / count
if "temperature" in model:
    P = calibrated(P, model["temperature"])
out = csv.writer(sys.stdout, lineterminator="\n")
if "classes" in model["target"]:
    words, hinge = [text(word) for word in model["target"]["classes"]["words"]], model["loss"]["name"] == "hinge"
    best = (P[:, 0] > (0 if hinge else 0.5)).astype(int) if P.shape[1] == 1 else P.argmax(axis=1)
    P = P[:, :0] if hinge else np.hstack([1 - P, P]) if P.shape[1] == 1 else P
    out.writerow(["prediction"] + [f"probability_{word}" for word in words[: P.shape[1]]])
    out.writerows([words[k], *p] for k, p in zip(best, P))
else:
    targets = model["target"]["numbers"]["columns"]
    out.writerow([f"prediction_{t['column']}" if len(targets) > 1 else "prediction" for t in targets])
    out.writerows(zip(*(restored(P[:, i], column) for i, column in enumerate(targets))))
