"""Makes temperature.json by SciPy: python3 temperature.py, with SciPy installed."""
import json
import pathlib

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax

random = np.random.default_rng(7)
N = 80
w = random.uniform(0.2, 2, N).astype(np.float32)


def fit(logp, y):
    """The temperature of the least log loss, a label being right with the probability (N + 1) / (N + 2)."""
    K = logp.shape[1]
    targets = np.full((N, K), 1 / (N + 2) / (K - 1))
    targets[np.arange(N), y] = (N + 1) / (N + 2)

    def loss(T):
        return -(w[:, None] * targets * log_softmax(logp / T, axis=1)).sum()

    return minimize_scalar(loss, bounds=(0.05, 20), method="bounded", options={"xatol": 1e-10}).x


def part(logits, y):
    """Of classes, or of the second of two; the labels y are drawn by other probabilities than these."""
    P = softmax(logits, axis=1).astype(np.float32)
    if P.shape[1] == 2:
        P[:, 0] = 1 - P[:, 1]
    logp = np.log(P.astype(float))
    T = fit(logp, y)
    calibrated = softmax(logp / T, axis=1)
    second = (lambda A: A[:, 1]) if P.shape[1] == 2 else (lambda A: A)
    return {"P": second(P).flatten().tolist(), "Y": y.tolist(), "T": T, "calibrated": second(calibrated).flatten().tolist()}


def draw(logits):
    return np.array([random.choice(logits.shape[1], p=p) for p in softmax(logits, axis=1)])


a, b = random.normal(0, 2, (N, 4)), random.normal(0, 1, (N, 2))
sure = np.eye(3)[random.integers(0, 3, N)] * 4
fixture = {
    "weights": w.tolist(),
    "surer": part(a * 0.5, draw(a)),
    "lessSure": part(b * 3, draw(b)),
    "allRight": part(sure, sure.argmax(1)),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":"), default=float) + "\n")
