"""Makes published_schedules.json: factors over 100 steps that no scheduler of PyTorch has, by NumPy.

python3 published_schedules.py, with numpy. The formulas are those of Holzmueller, Grinsztajn and Steinwart,
"Better by Default" (2024), and of their pytabkit, with t the part of the training that is done.
"""
import json
import pathlib

import numpy as np

t = np.arange(100) / 100
fixture = {
    "coslog4": 0.5 * (1 - np.cos(2 * np.pi * np.log2(1 + 15 * t))),
    "flat-cosine": np.where(t < 0.5, 1, 0.5 * (1 + np.cos(np.pi * (t - 0.5) / 0.5))),
}
numbers = {name: [float(f"{x:.9g}") for x in factors] for name, factors in fixture.items()}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(numbers, separators=(",", ":")) + "\n")
