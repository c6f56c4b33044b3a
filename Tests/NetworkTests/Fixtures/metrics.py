"""Makes metrics.json by scikit-learn: python3 metrics.py, with scikit-learn installed."""
import json
import pathlib

import numpy as np
from sklearn import metrics as M

random = np.random.default_rng(3)
N = 60
w = random.uniform(0.2, 2, N).astype(np.float32)
# Rounded, so that there are ties.
p = np.clip(random.uniform(0, 1, N).round(1), 0.05, 0.95).astype(np.float32)
y = (random.uniform(0, 1, N) < 0.3 + 0.4 * p).astype(int)
P = random.dirichlet([1, 1, 1], N).astype(np.float32)
c = np.where(random.uniform(0, 1, N) < 0.5, P.argmax(1), random.integers(0, 3, N))
x = random.normal(5, 3, N).astype(np.float32)
z = (x + random.normal(0, 1, N)).astype(np.float32)


def classification(y, predicted, probabilities, binary):
    result = {
        "accuracy": M.accuracy_score(y, predicted, sample_weight=w),
        "balanced-accuracy": M.balanced_accuracy_score(y, predicted, sample_weight=w),
        "log-loss": M.log_loss(y, probabilities, sample_weight=w, labels=None if binary else range(probabilities.shape[1])),
        "f1": M.f1_score(y, predicted, sample_weight=w, average="binary" if binary else "macro"),
    }
    if binary:
        result["auc"] = M.roc_auc_score(y, probabilities, sample_weight=w)
    return result


# Of five classes one is in neither truth nor prediction, one only in the prediction.
R = random.dirichlet([1, 1, 1, 1, 1], N).astype(np.float32)
R[:, 3] = 0
R[:5, 4] = 1
a = np.where(random.uniform(0, 1, N) < 0.5, R[:, :3].argmax(1), random.integers(0, 3, N))
R = (R / R.sum(1, keepdims=True)).astype(np.float32)


fixture = {
    "weights": w.tolist(),
    "binary": {"P": p.tolist(), "Y": y.tolist(), "metrics": classification(y, (p > 0.5).astype(int), p.astype(float), True)},
    "classes": {"P": P.flatten().tolist(), "Y": c.tolist(), "metrics": classification(c, P.argmax(1), P.astype(float) / P.sum(1, dtype=float, keepdims=True), False)},
    "absent": {"P": R.flatten().tolist(), "Y": a.tolist(), "metrics": classification(a, R.argmax(1), R.astype(float) / R.sum(1, dtype=float, keepdims=True), False)},
    "numbers": {
        "P": z.tolist(), "Y": x.tolist(),
        "metrics": {
            "rmse": float(np.sqrt(M.mean_squared_error(x.astype(float), z.astype(float), sample_weight=w))),
            "mae": M.mean_absolute_error(x.astype(float), z.astype(float), sample_weight=w),
            "r2": M.r2_score(x.astype(float), z.astype(float), sample_weight=w),
        },
    },
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":"), default=float) + "\n")
