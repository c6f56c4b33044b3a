"""Random samples for a network of given widths, and the time of one step on them."""
import sys
import time

import numpy as np


def arguments():
    """As in `step_jax.py 64-256-256-10 256 relu`: the widths, N, the activation."""
    widths, N, activation = sys.argv[1:4]
    return [int(width) for width in widths.split("-")], int(N), activation


def count(widths, N):
    """Steps in an epoch: about 5 · 10⁹ operations, so that what an epoch costs besides does not count."""
    weights = sum(inputs * outputs for inputs, outputs in zip(widths, widths[1:]))
    return max(4, min(1000, int(5e9 / (6 * weights * N))))


def samples(widths, N):
    """X (samples × d(0)) and Y: a class each, or a number where the network has one output."""
    random = np.random.default_rng(1)
    rows = count(widths, N) * N
    X = random.standard_normal((rows, widths[0]), dtype=np.float32)
    if widths[-1] == 1:
        return X, random.standard_normal(rows, dtype=np.float32)
    return X, random.integers(widths[-1], size=rows, dtype=np.int32)


def microseconds(epoch, steps, least=3, budget=1.0):
    """The median over epochs of about `budget` seconds in all; an epoch before does not count."""
    epoch()
    times = []
    while len(times) < least or sum(times) < budget:
        start = time.perf_counter()
        epoch()
        times.append(time.perf_counter() - start)
    return float(np.median(times)) / steps * 1e6
