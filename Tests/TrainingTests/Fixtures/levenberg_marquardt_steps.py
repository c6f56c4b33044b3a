"""Makes levenberg_marquardt_steps.json: what Levenberg-Marquardt goes by, attempt after attempt.

python3 levenberg_marquardt_steps.py, with numpy. A network 2-4-1 with tanh, by the formulas of Hagan and Menhaj (1994):
the damping begins at a thousandth of the greatest element on the diagonal of J'J, is divided by ten after a step that
makes F smaller and multiplied by ten after one that does not. `decay` is weight decay: F has N times as much of the
parameters' squares. With Bayesian regularization (MacKay, 1992; Foresee and Hagan, 1997) rho is gamma / (n - gamma)
times the squared errors over the squared parameters, gamma being P - rho tr (J'J + rho I)^-1; the first time it is P or
half the errors, whichever is less. In the last run
all samples weigh little. X by rows is samples x features, that is features x samples by columns; W1 by rows is
hidden x features.
"""
import json
import pathlib

import numpy as np

ATTEMPTS, N, HIDDEN = 24, 30, 4
random = np.random.default_rng(3)
X = random.uniform(-1, 1, (N, 2)).astype(np.float32)
y = (np.sin(3 * X[:, 0]) * X[:, 1] + 0.1 * random.normal(size=N)).astype(np.float32)
W1 = (3 * random.normal(size=(HIDDEN, 2))).astype(np.float32)
W2 = random.normal(size=HIDDEN).astype(np.float32)
P = 2 * HIDDEN + HIDDEN + HIDDEN + 1


def residuals(w):
    V, c, v, d = w[:2 * HIDDEN].reshape(HIDDEN, 2), w[2 * HIDDEN:3 * HIDDEN], w[3 * HIDDEN:-1], w[-1]
    A = np.tanh(X @ V.T + c)
    slopes = (1 - A ** 2) * v
    J = np.hstack([(slopes[:, :, None] * X[:, None, :].astype(float)).reshape(N, -1), slopes, A, np.ones((N, 1))])
    return A @ v + d - y, J


def run(decay, bayesian, weight=1):
    w = np.concatenate([W1.flatten(), np.zeros(HIDDEN), W2, [0]]).astype(float)
    rho, gamma, damping = decay * N, None, None
    root = np.sqrt(weight)
    r, J = (root * part for part in residuals(w))
    fresh, rows = True, []
    for _ in range(ATTEMPTS):
        H, errors = J.T @ J, r @ r
        if fresh and bayesian:
            g = min(P, N / 2)
            if rho > 0:
                gamma = g = P - rho * np.trace(np.linalg.inv(H + rho * np.eye(P)))
            rho = g / (N - g) * errors / (w @ w)
        damping = damping or 1e-3 * H.diagonal().max()
        step = np.linalg.solve(H + (rho + damping) * np.eye(P), J.T @ r + rho * w)
        trial = root * residuals(w - step)[0]
        better = trial @ trial + rho * ((w - step) @ (w - step)) < errors + rho * (w @ w)
        margin = abs(trial @ trial + rho * ((w - step) @ (w - step)) - errors - rho * (w @ w)) / errors
        fresh = bool(better)
        if better:
            w = w - step
            r, J = (root * part for part in residuals(w))
            damping /= 10
        else:
            damping *= 10
        if margin < 1e-4:
            break
        rows.append({"errors": r @ r, "lambda": damping, "rho": rho, "gamma": gamma})
    return {"decay": decay, "bayesian": bayesian, "weight": weight, "attempts": rows}


def numbers(a):
    return [float(f"{x:.9g}") for x in np.asarray(a).flatten()]


fixture = {"X": numbers(X), "y": numbers(y), "W1": numbers(W1), "W2": numbers(W2),
           "runs": [run(0, False), run(0.01, False), run(0, True), run(0, False, 2 ** -8)]}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
