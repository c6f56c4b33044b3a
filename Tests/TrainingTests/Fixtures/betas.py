"""Makes betas.json: linear regression by 60 steps of Adam, with several decays of its moments.

python3 betas.py, with numpy. 8 samples a minibatch; the loss is half the squared error, summed over two
outputs and averaged over the samples. W by rows is [out, in]; X by rows is samples x inputs, that is inputs x
samples by columns.
"""
import json
import pathlib

import numpy as np

STEPS, SIZE, RATE, EPSILON = 60, 8, 0.02, 1e-8
random = np.random.default_rng(4)
START = random.normal(size=10)  # W, 2 x 4, and b
X = random.normal(size=(STEPS * SIZE, 4)).astype(np.float32)
Y = (X @ random.normal(size=(4, 2)) + random.normal(size=(STEPS * SIZE, 2))).astype(np.float32)


def numbers(a):
    return [float(f"{x:.9g}") for x in np.asarray(a).flatten()]


def adam(beta1, beta2):
    w, m, v = START.copy(), np.zeros(10), np.zeros(10)
    for t in range(1, STEPS + 1):
        x, y = X[(t - 1) * SIZE:t * SIZE], Y[(t - 1) * SIZE:t * SIZE]
        e = x @ w[:8].reshape(2, 4).T + w[8:] - y
        g = np.concatenate([(e.T @ x / SIZE).flatten(), e.mean(0)])
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        w = w - RATE * (m / (1 - beta1 ** t)) / (np.sqrt(v / (1 - beta2 ** t)) + EPSILON)
    return {"beta1": beta1, "beta2": beta2, "end": numbers(w)}


runs = [adam(0.9, 0.95), adam(0.8, 0.999), adam(0, 0.9)]
fixture = {"start": numbers(START), "X": numbers(X), "Y": numbers(Y), "runs": runs}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
