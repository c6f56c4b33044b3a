"""Makes weight_average.json: linear regression by 60 steps of gradient descent, and the average of its weights.

python3 weight_average.py, with numpy. 8 samples a minibatch; the loss is half the squared error, summed over
two outputs and averaged over the samples. W by rows is [out, in]; X by rows is samples x inputs, that is
inputs x samples by columns.
"""
import json
import pathlib

import numpy as np

STEPS, SIZE, RATE = 60, 8, 0.1
random = np.random.default_rng(3)
W, b = random.normal(size=(2, 4)), random.normal(size=2)
X = random.normal(size=(STEPS * SIZE, 4)).astype(np.float32)
Y = (X @ random.normal(size=(4, 2)) + random.normal(size=(STEPS * SIZE, 2))).astype(np.float32)


def numbers(*arrays):
    return [float(f"{x:.9g}") for a in arrays for x in a.flatten()]


fixture = {"start": numbers(W, b), "X": numbers(X), "Y": numbers(Y), "averages": {}}
# Decays that are reached soon, and never.
averages = {decay: (W.copy(), b.copy()) for decay in (0.5, 0.8, 0.999)}
for t in range(1, STEPS + 1):
    x, y = X[(t - 1) * SIZE:t * SIZE], Y[(t - 1) * SIZE:t * SIZE]
    e = x @ W.T + b - y
    W, b = W - RATE * e.T @ x / SIZE, b - RATE * e.mean(0)
    for decay, (mean_W, mean_b) in averages.items():
        d = min(decay, (1 + t) / (10 + t))
        averages[decay] = (d * mean_W + (1 - d) * W, d * mean_b + (1 - d) * b)
fixture["end"] = numbers(W, b)
fixture["averages"] = {str(decay): numbers(*average) for decay, average in averages.items()}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
