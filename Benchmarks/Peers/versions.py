"""Prints the versions of Python, of the peers, and of what they multiply with, as one line."""
import platform
from importlib.metadata import version

import numpy  # noqa: F401 (threadpoolctl tells of libraries that are loaded)
from threadpoolctl import threadpool_info

names = ["numpy", "polars", "scikit-learn", "jax", "jaxlib"]
packages = ", ".join(f"{name} {version(name)}" for name in names)
blas = ", ".join(f"{b['internal_api']} {b['version']} {b.get('architecture', '')}" for b in threadpool_info())
print(f"Python {platform.python_version()}, {packages}; NumPy's BLAS: {blas}")
