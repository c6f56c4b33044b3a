"""Makes baseline.json: ridge and logistic regression.

python3 baseline.py, with numpy and scikit-learn. Ridge by scikit-learn, with sample weights; its alpha is the one of
LAMBDAS times N with the least generalized cross-validation error, from the hat matrix itself. Logistic regression by
scikit-learn with C = 1. X and Y are by rows, that is features x samples by columns.
"""
import json
import pathlib

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge

LAMBDAS = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]
random = np.random.default_rng(21)
N, D = 60, 12
X = (random.normal(size=(N, D)) @ random.normal(size=(D, D))).astype(np.float32)
Y = (X @ random.normal(size=(D, 2)) * 0.3 + 2 + 0.3 * random.normal(size=(N, 2))).astype(np.float32)
weights = random.uniform(0.2, 2, N)
weights = (weights / weights.mean()).astype(np.float32)
root = np.sqrt(weights.astype(float))[:, None]
A = np.hstack([X, np.ones((N, 1))]) * root
B = Y * root


def error(alpha):
    H = A @ np.linalg.inv(A.T @ A + alpha * np.diag([1.0] * D + [0])) @ A.T
    return ((B - H @ B) ** 2).sum() / (N - np.trace(H)) ** 2


alpha = min((l * N for l in LAMBDAS), key=error)
ridge = Ridge(alpha=alpha).fit(X.astype(float), Y, sample_weight=weights)
classes = (Y[:, 0] > 2).astype(int)
logistic = LogisticRegression(C=1, tol=1e-8, max_iter=10000).fit(X, classes, sample_weight=weights)


def numbers(a):
    return [float(f"{x:.9g}") for x in np.asarray(a).flatten()]


fixture = {
    "X": numbers(X), "Y": numbers(Y), "weights": numbers(weights), "lambda": alpha / N,
    "ridgeW": numbers(ridge.coef_), "ridgeB": numbers(ridge.intercept_), "classes": numbers(classes),
    "logisticW": numbers(logistic.coef_), "logisticB": numbers(logistic.intercept_),
    "means": numbers(np.average(Y, axis=0, weights=weights)),
    "share": float(np.average(classes, weights=weights)),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
