"""Makes lbfgs_steps.json: the losses on the way of L-BFGS.

python3 lbfgs_steps.py, with numpy. Linear regression of ill-conditioned features, half the squared error averaged over
the samples, from zero, by algorithms 7.4 and 7.5 of Nocedal and Wright, "Numerical Optimization" (2nd edition, 2006):
ten steps are remembered, and the first step has a length of 1 at most. The line search is that of line_search.py. In
`small` the targets are a thousandth of the others; of it the loss at the bottom is told. X by rows is features x
samples by columns.
"""
import json
import pathlib

import numpy as np
from line_search import search

STEPS, MEMORY = 40, 10
random = np.random.default_rng(5)
N, D = 80, 16
X = (random.normal(size=(N, D)) * np.geomspace(1, 0.05, D)).astype(np.float32)
y = (X @ (random.normal(size=D) / np.geomspace(1, 0.05, D)) + 3 + random.normal(size=N)).astype(np.float32)
A = np.hstack([X, np.ones((N, 1))]).astype(float)


def value(w):
    r = A @ w - y
    return (r @ r) / 2 / N, A.T @ r / N


w, pairs, losses = np.zeros(D + 1), [], []
for step in range(STEPS):
    F, g = value(w)
    q, alphas = g.copy(), []
    for s, d in reversed(pairs):
        alphas.append((s @ q) / (d @ s))
        q -= alphas[-1] * d
    if pairs:
        s, d = pairs[-1]
        q *= (s @ d) / (d @ d)
    for (s, d), alpha in zip(pairs, reversed(alphas)):
        q += s * (alpha - (d @ q) / (d @ s))
    p = -q

    def line(a):
        F, g = value(w + a * p)
        return F, g @ p

    _, a = search(line, 1 if pairs else min(1, 1 / np.linalg.norm(g)))
    pairs = (pairs + [(a * p, value(w + a * p)[1] - g)])[-MEMORY:]
    w = w + a * p
    losses.append(value(w)[0])

small = np.float32(1e-3) * y
bottom = A @ np.linalg.lstsq(A, small.astype(float), rcond=None)[0] - small


def numbers(a):
    return [float(f"{x:.9g}") for x in np.asarray(a).flatten()]


fixture = {"X": numbers(X), "y": numbers(y), "small": numbers(small), "losses": losses,
           "smallest": float((bottom @ bottom) / 2 / N)}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
