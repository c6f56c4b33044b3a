"""Makes neural_tangent.json: 40 steps of a 5-8-2 whose products are divided by the root of their inputs.

python3 neural_tangent.py, with numpy. z = v x / sqrt(5) + b, a = tanh(z), then v a / sqrt(8) + b; v and b are
what moves, b at a tenth of the rate. 8 samples a minibatch; the loss is half the squared error, summed over
the outputs and averaged over the samples. By gradient descent, and by AdamW with an epsilon of 0, as the length
of a gradient must not matter. The fixture holds w = v / sqrt(inputs); w by rows is [out, in], X by rows samples x inputs.
"""
import json
import pathlib

import numpy as np

STEPS, SIZE, DECAY = 40, 8, 0.01
random = np.random.default_rng(5)
WIDTHS = [5, 8, 2]
ROOTS = [np.sqrt(n) for n in WIDTHS[:-1]]
START = [(random.normal(size=(o, i)), 0.1 * random.normal(size=o)) for i, o in zip(WIDTHS, WIDTHS[1:])]
X = random.normal(size=(STEPS * SIZE, 5)).astype(np.float32)
Y = np.stack([np.sin(X[:, 0] * 2), X[:, 1] * X[:, 2]], 1).astype(np.float32)


def numbers(arrays):
    return [float(f"{x:.9g}") for a in arrays for x in np.asarray(a).flatten()]


def as_weights(v):
    return numbers(a / (ROOTS[k // 2] if k % 2 == 0 else 1) for k, a in enumerate(v))


def gradient(v, x, y):
    v1, b1, v2, b2 = v
    a = np.tanh(x @ v1.T / ROOTS[0] + b1)
    e2 = (a @ v2.T / ROOTS[1] + b2 - y) / SIZE
    e1 = e2 @ v2 / ROOTS[1] * (1 - a * a)
    return [e1.T @ x / ROOTS[0], e1.sum(0), e2.T @ a / ROOTS[1], e2.sum(0)]


def train(is_adam, rate):
    v = [a.copy() for pair in START for a in pair]
    m, s = [np.zeros_like(a) for a in v], [np.zeros_like(a) for a in v]
    for t in range(1, STEPS + 1):
        rows = slice((t - 1) * SIZE, t * SIZE)
        for k, g in enumerate(gradient(v, X[rows], Y[rows])):
            part = rate if k % 2 == 0 else 0.1 * rate
            if is_adam:
                m[k] = 0.9 * m[k] + 0.1 * g
                s[k] = 0.999 * s[k] + 0.001 * g * g
                update = m[k] / (1 - 0.9 ** t) / np.sqrt(s[k] / (1 - 0.999 ** t))
                decay = rate * DECAY if k % 2 == 0 else 0
                v[k] = v[k] * (1 - decay) - part * update
            else:
                v[k] = v[k] - part * g
    return as_weights(v)


fixture = {
    "widths": WIDTHS, "start": as_weights(a for pair in START for a in pair),
    "X": numbers([X]), "Y": numbers([Y]),
    "ends": {"adamw": train(True, 0.02), "sgd": train(False, 0.5)},
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
