"""Makes ridge.json: ridge regression of problems that call for one λ each.

python3 ridge.py, with numpy and scikit-learn. 40 samples of 8 features, and targets with more and more noise; of each
problem scikit-learn's coefficients and intercept, alpha being the one of LAMBDAS times N with the least generalized
cross-validation error, from the hat matrix itself, and by a clear margin. X by rows is samples x features, that is
features x samples by columns.
"""
import json
import pathlib

import numpy as np
from sklearn.linear_model import Ridge

LAMBDAS = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]
random = np.random.default_rng(4)
N, D = 40, 8
X = (random.normal(size=(N, D)) @ np.diag(np.geomspace(1, 0.003, D)) @ random.normal(size=(D, D))).astype(np.float32)
A = np.hstack([X, np.ones((N, 1))]).astype(float)


def errors(y, more=0):
    def error(alpha):
        H = A @ np.linalg.inv(A.T @ A + alpha * np.diag([1.0] * D + [0])) @ A.T
        return ((y - H @ y) ** 2).sum() / (N - np.trace(H) - more) ** 2

    return [error(l * N) for l in LAMBDAS]


def numbers(a):
    return [float(f"{x:.9g}") for x in np.asarray(a).flatten()]


# One for each λ, and one in which two parameters fewer would call for another.
problems = {}
while len(problems) < len(LAMBDAS) + 1:
    noise = 10 ** random.uniform(-5, 1.5)
    y = (X @ random.normal(size=D) + noise * random.normal(size=N)).astype(np.float32)
    ordered = sorted(zip(errors(y.astype(float)), LAMBDAS))
    if ordered[1][0] > 1.001 * ordered[0][0]:
        best = ordered[0][1]
        model = Ridge(alpha=best * N, solver="cholesky").fit(X.astype(float), y)
        key = best if best == LAMBDAS[np.argmin(errors(y.astype(float), -2))] else "near"
        problems.setdefault(key, {"lambda": best, "y": numbers(y), "W": numbers(model.coef_),
                                   "b": float(model.intercept_)})
fixture = {"X": numbers(X), "problems": [problems[l] for l in LAMBDAS + ["near"]]}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
