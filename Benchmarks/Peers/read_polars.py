"""Prints the MB/s at which a CSV file of numbers is read: read_polars.py FILE ROUNDS.

With `--checksum` for ROUNDS it prints what the table holds instead: rows, columns, and the sum of all
numbers, each times the number of its column.
"""
import os
import sys
import time

import numpy as np

import table

path, rounds = sys.argv[1], sys.argv[2]
if rounds == "--checksum":
    X = table.read(path).to_numpy().astype(np.float64)
    print(*X.shape, X.sum(axis=0) @ np.arange(1, X.shape[1] + 1))
else:
    times = []
    for _ in range(int(rounds) + 1):
        start = time.perf_counter()
        table.read(path)
        times.append(time.perf_counter() - start)
    print(os.path.getsize(path) / 1e6 / np.median(times[1:]))
