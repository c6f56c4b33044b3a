"""Makes bootstrap.json by SciPy: python3 bootstrap.py, with SciPy and scikit-learn installed.

The draws are others than ours, so that the bounds agree only as well as 20,000 draws tell them.
"""
import json
import pathlib

import numpy as np
from scipy.stats import bootstrap
from sklearn import metrics as M

random = np.random.default_rng(5)
N = 200
p = random.uniform(0.02, 0.98, N).astype(np.float32)
y = (random.uniform(0, 1, N) < p).astype(int)


def bounds(metric, confidence):
    result = bootstrap(
        (y, p), metric, paired=True, vectorized=False, method="percentile", n_resamples=20_000,
        confidence_level=confidence, rng=random)
    return [result.confidence_interval.low, result.confidence_interval.high]


metrics = {
    "accuracy": lambda y, p: M.accuracy_score(y, p > 0.5),
    "auc": M.roc_auc_score,
    "log-loss": lambda y, p: M.log_loss(y, p.astype(float)),
}
fixture = {
    "P": p.tolist(), "Y": y.tolist(),
    "intervals": {str(c): {name: bounds(m, c) for name, m in metrics.items()} for c in (0.8, 0.95)},
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":"), default=float) + "\n")
