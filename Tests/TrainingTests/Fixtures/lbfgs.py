"""Makes lbfgs.json: the bottoms of convex problems.

python3 lbfgs.py, with numpy and scikit-learn. Logistic regression of two classes and of three, by scikit-learn: the mean
loss plus half lambda times the sum of the squared coefficients, the intercepts free. X by rows is features x samples by
columns. For three classes the intercepts have a free constant: their mean is taken off.
"""
import json
import pathlib

import numpy as np
from sklearn.linear_model import LogisticRegression

random = np.random.default_rng(8)
N, LAMBDA = 400, 0.02
X = random.normal(size=(N, 5)).astype(np.float32)
scores = X @ random.normal(size=(5, 3)) + random.gumbel(size=(N, 3)) + np.array([0.5, 0, -0.5])
three = scores.argmax(1)
two = (three == 0).astype(int)


def numbers(a):
    return [float(f"{x:.9g}") for x in np.asarray(a).flatten()]


def fit(y):
    model = LogisticRegression(C=1 / (N * LAMBDA), tol=1e-12, max_iter=100000, solver="newton-cg").fit(X, y)
    logs = model.predict_log_proba(X)[np.arange(N), y]
    return {
        "y": numbers(y), "W": numbers(model.coef_), "b": numbers(model.intercept_ - (
            model.intercept_.mean() if len(model.intercept_) > 1 else 0)), "loss": float(-logs.mean()),
    }


fixture = {"lambda": LAMBDA, "X": numbers(X), "two": fit(two), "three": fit(three)}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
