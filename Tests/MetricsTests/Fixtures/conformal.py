"""Makes conformal.json by NumPy: python3 conformal.py, with NumPy installed.

The rows are told by formulas that the test has too. The rule for n residuals and a level c is the smallest residual
with ⌈(n + 1) c⌉ of them at or below it.
"""
import json
import math
import pathlib

import numpy as np


def rows(n):
    i = np.arange(n, dtype=np.int64)
    p = ((i * 7919 % 10007) / np.float32(16)).astype(np.float32)
    error = ((i * 104729 % 10009) / np.float32(8192) - np.float32(0.5)).astype(np.float32)
    y = (p + error * (p / np.float32(64) + np.float32(1))).astype(np.float32)
    return p, y, np.abs(y.astype(float) - p.astype(float))


def rule(residuals, c):
    n = len(residuals)
    rank = math.ceil(round((n + 1) * c, 9))
    return np.sort(residuals)[rank - 1] if rank <= n else None


def plain(n, c):
    return rule(rows(n)[2], c)


def varying(n, c, at):
    """Half widths in units of a spread, which even rows tell in ten bins of the prediction."""
    p, _, r = rows(n)
    even = np.lexsort((r[::2], p[::2]))
    bins = [even[b * len(even) // 10:(b + 1) * len(even) // 10] for b in range(10)]
    starts = [b * len(even) // 10 for b in range(11)]
    x = [float(p[::2][even[(starts[b] + starts[b + 1]) // 2]]) for b in range(10)]
    s = [float(np.mean(r[::2][bin])) for bin in bins]
    return [rule(r[1::2] / np.interp(p[1::2].astype(float), x, s), c) * np.interp(a, x, s) for a in at]


at = [0.0, 100.0, 333.0, 625.0]
fixture = {
    "plain": [{"n": n, "level": c, "halfWidth": plain(n, c)} for n in (1, 4, 9, 10, 19, 40, 999) for c in (0.5, 0.8, 0.9, 0.95)],
    "varying": [{"n": 1996, "level": c, "halfWidths": varying(1996, c, at)} for c in (0.5, 0.9, 0.99)],
    "at": at,
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":"), default=float) + "\n")
