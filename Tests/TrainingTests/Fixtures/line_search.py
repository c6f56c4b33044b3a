"""Makes line_search.json: the steps that a line search tries.

python3 line_search.py. Algorithms 3.5 and 3.6 and formula 3.59 of Nocedal and Wright, "Numerical Optimization" (2nd
edition, 2006), with c1 = 1e-4, c2 = 0.9, steps that double, 20 evaluations at most, and the lowest place of the cubic
kept a tenth of the interval away from its ends. The functions are polynomials and pieces of lines, whose values and
slopes any double precision computes alike: coefficients of 1, x, x^2, ... from a place on to the next.
"""
import json
import math
import pathlib

C1, C2, MOST = 1e-4, 0.9, 20
NAN = float("nan")

# Of each piece where it begins and its coefficients.
FUNCTIONS = {
    "a parabola": [[-1e9, [1, -2, 1]]],
    "a parabola, far": [[-1e9, [0, -1, 0.001]]],
    "a parabola, near": [[-1e9, [0, -1, 100]]],
    "a cubic": [[-1e9, [0, -1, 0, 0.5]]],
    "a quartic with two valleys": [[-1e9, [0, -1, -3, 5, -1.6, 0.15]]],
    "a quintic": [[-1e9, [3, -0.5, -2, 0, 0.9, 0.02]]],
    "a wall": [[-1e9, [0, -1]], [3, [100]]],
    "a bend": [[-1e9, [0, -1]], [0.3, [-0.6, 1]]],
    "steps": [[-1e9, [0, -1]], [1, [-1, 0.01]], [2, [-3, 0.5]], [5, [8, -2]]],
    "never flat": [[-1e9, [0, -1]]],
    "a rise behind a jump": [[-1e9, [0, -1]], [0.5, [5, 1]]],
    "up only": [[-1e9, [0, -1]], [1e-12, [0, 1]]],
    "as steep at the end": [[-1e9, [0, -1]], [1, [-2, 1]]],
    "a saw": [[-1e9, [0, -1]], [1.5, [1, -1]]],
    "a level between": [[-1e9, [0, -1]], [1.05, [-1]], [1.95, [100]]],
    "just flat": [[-1e9, [0, -1]], [0.5, [-0.05, -0.9]]],
    "a plain at the same height": [[-1e9, [0, -1]], [1, [-1, -1e-9]], [3, [-1, -1]]],
}


def at(pieces, x):
    coefficients = [c for begin, c in pieces if x >= begin][-1]
    value = sum(c * x ** i for i, c in enumerate(coefficients))
    slope = sum(i * c * x ** (i - 1) for i, c in enumerate(coefficients) if i > 0)
    return value, slope


def search(f, first):
    tried = []
    v0, s0 = f(0)

    def evaluate(step):
        value, slope = f(step)
        tried.append(step)
        return step, value, slope

    def too_high(p):
        return p[1] > v0 + C1 * p[0] * s0

    def flat(p):
        return abs(p[2]) <= -C2 * s0

    def lowest(a, b):
        d1 = a[2] + b[2] - 3 * (a[1] - b[1]) / (a[0] - b[0])
        square = d1 * d1 - a[2] * b[2]
        if square < 0:
            return (a[0] + b[0]) / 2
        d2 = math.copysign(1, b[0] - a[0]) * math.sqrt(square)
        below = b[2] - a[2] + 2 * d2
        if below == 0:
            return (a[0] + b[0]) / 2
        share = (b[0] - (b[0] - a[0]) * (b[2] + d2 - d1) / below - a[0]) / (b[0] - a[0])
        return a[0] + (b[0] - a[0]) * min(max(share, 0.1), 0.9)

    def zoom(low, high):
        while len(tried) < MOST:
            p = evaluate(lowest(low, high))
            if too_high(p) or p[1] >= low[1]:
                high = p
                continue
            if flat(p):
                return p
            if p[2] * (high[0] - low[0]) >= 0:
                high = low
            low = p
        return low if low[0] > 0 else None

    def bracket():
        before = (0, v0, s0)
        step = first
        while len(tried) < MOST:
            p = evaluate(step)
            if too_high(p) or (len(tried) > 1 and p[1] >= before[1]):
                return zoom(before, p)
            if flat(p):
                return p
            if p[2] >= 0:
                return zoom(p, before)
            before = p
            step *= 2
        return before

    found = bracket()
    return tried, found and found[0]


if __name__ == "__main__":
    cases = []
    for name, pieces in FUNCTIONS.items():
        for first in [1e-7, 0.01, 0.3, 1, 4, 50]:
            tried, found = search(lambda x: at(pieces, x), first)
            cases.append({"name": name, "pieces": [{"begin": b, "coefficients": c} for b, c in pieces], "first": first,
                          "tried": tried, "found": found})
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
