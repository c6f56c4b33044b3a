"""Predicts classes by hand with NumPy: predict_numpy.py MODEL TABLE PREDICTIONS.

The table has the model's columns, all of them numbers, in any order; a missing value is an empty cell. The
hidden layers are ReLU's.
"""
import sys

import numpy as np
import polars as pl

import safetensors
import table

# Samples that go through the network together: their activations stay in cache.
BLOCK = 2048


class Encoding:
    """How a table's numbers become X: scaled by standard deviations, or robustly with a smooth clip."""

    def __init__(self, features):
        encodings = [feature["encoding"] for feature in features]
        if any(e["type"] != "number" or "bins" in e or "frequencies" in e for e in encodings):
            raise SystemExit("the columns are not scaled numbers alone")
        scales = [encoding["scale"] for encoding in encodings]
        self.center = np.float32([scale["center"] for scale in scales])
        self.factor = np.float32([scale["factor"] for scale in scales])
        self.clips = scales[0].get("smoothClip", False)
        self.median = np.float32([encoding["median"] for encoding in encodings])
        self.marked = np.flatnonzero([encoding.get("missingIndicator", False) for encoding in encodings])

    def __call__(self, numbers):
        """X [N, d(0)] of numbers [N, columns]."""
        missing = np.isnan(numbers)
        if missing.any():
            numbers = np.where(missing, self.median, numbers)
        X = (numbers - self.center) * self.factor
        if self.clips:
            X /= np.sqrt(1 + X * X / 9)
        return np.insert(X, self.marked + 1, missing[:, self.marked], axis=1) if len(self.marked) else X


def outputs(A, layers):
    """Z(L) [N, d(L)] of the samples A [N, d(0)]."""
    *hidden, (W, b) = layers
    for V, c in hidden:
        A = A @ V.T
        A += c
        np.maximum(A, 0, out=A)
    return A @ W.T + b


model, data, predictions = sys.argv[1:4]
tensors, description = safetensors.read(model)
if description["activation"] != "relu":
    raise SystemExit("the hidden layers are not ReLU's")
layers = [
    (tensors[f"layers.{l}.weight"], tensors[f"layers.{l}.bias"])
    for l in range(1, len(description["widths"]))
]
features = description["features"]["features"]
encoding = Encoding(features)
numbers = table.read(data, words=["label"]).select(feature["name"] for feature in features)
classes = np.concatenate(
    [
        outputs(encoding(numbers[n : n + BLOCK].to_numpy(order="c")), layers).argmax(axis=1)
        for n in range(0, len(numbers), BLOCK)
    ]
)
words = pl.Series(description["target"]["classes"]["words"])
pl.DataFrame({"prediction": words.gather(classes)}).write_csv(predictions)
