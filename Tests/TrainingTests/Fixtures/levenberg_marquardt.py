"""Makes levenberg_marquardt.json: linear problems that are solved exactly.

python3 levenberg_marquardt.py, with numpy and scikit-learn. Weighted least squares of two targets by numpy.linalg.lstsq;
Bayesian ridge regression by scikit-learn, the intercept being one of the coefficients, with flat hyperpriors.
X and Y are by rows, that is features x samples by columns.
"""
import json
import pathlib

import numpy as np
from sklearn.linear_model import BayesianRidge

random = np.random.default_rng(5)
N = 300
X = random.normal(size=(N, 4)).astype(np.float32)
W = random.normal(size=(4, 2))
Y = (X @ W + 0.5 + 0.3 * random.normal(size=(N, 2))).astype(np.float32)
weights = random.uniform(0.2, 2, N).astype(np.float32)
X1 = np.hstack([X, np.ones((N, 1))]).astype(float)
root = np.sqrt(weights.astype(float))[:, None]
least = np.linalg.lstsq(X1 * root, Y * root, rcond=None)[0]

few = 20
y = (X[:few] @ np.array([1, 0.1, 0, -0.5]) + 0.8 * random.normal(size=few)).astype(np.float32)
ridge = BayesianRidge(
    fit_intercept=False, alpha_1=0, alpha_2=0, lambda_1=0, lambda_2=0, tol=1e-12, max_iter=10000)
ridge.fit(X1[:few], y)
gamma = 5 - ridge.lambda_ * np.trace(
    np.linalg.inv(ridge.alpha_ * X1[:few].T @ X1[:few] + ridge.lambda_ * np.eye(5)))


def numbers(a):
    return [float(f"{x:.9g}") for x in np.asarray(a).flatten()]


fixture = {
    "X": numbers(X), "Y": numbers(Y), "weights": numbers(weights), "leastSquares": numbers(least.T),
    "few": few, "y": numbers(y), "bayesian": numbers(ridge.coef_), "effective": float(gamma),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
