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


def calibration_error(y, predicted, probabilities):
    """Of ten bins, whose upper bounds belong to them; scikit-learn has none."""
    confidence = np.maximum(probabilities, 1 - probabilities) if probabilities.ndim == 1 else probabilities.max(1)
    bins = np.digitize(confidence, np.arange(1, 10) / 10, right=True)
    gaps = [abs(np.sum((w * ((predicted == y) - confidence))[bins == b])) for b in range(10)]
    return sum(gaps) / w.sum(dtype=float)


def classification(y, predicted, probabilities, binary):
    result = {
        "accuracy": M.accuracy_score(y, predicted, sample_weight=w),
        "balanced-accuracy": M.balanced_accuracy_score(y, predicted, sample_weight=w),
        "log-loss": M.log_loss(y, probabilities, sample_weight=w, labels=None if binary else range(probabilities.shape[1])),
        "f1": M.f1_score(y, predicted, sample_weight=w, average="binary" if binary else "macro"),
        "mcc": M.matthews_corrcoef(y, predicted, sample_weight=w),
        "brier": M.brier_score_loss(y, probabilities, sample_weight=w, labels=None if binary else range(probabilities.shape[1])),
        "ece": calibration_error(y, predicted, probabilities),
    }
    if binary:
        result["average-precision"] = M.average_precision_score(y, probabilities, sample_weight=w)
        result["auc"] = M.roc_auc_score(y, probabilities, sample_weight=w)
    return result


# Of five classes one is in neither truth nor prediction, one only in the prediction.
R = random.dirichlet([1, 1, 1, 1, 1], N).astype(np.float32)
R[:, 3] = 0
R[:5, 4] = 1
a = np.where(random.uniform(0, 1, N) < 0.5, R[:, :3].argmax(1), random.integers(0, 3, N))
R = (R / R.sum(1, keepdims=True)).astype(np.float32)


def regression(y, predicted):
    y, predicted = y.astype(float), predicted.astype(float)
    result = {
        "rmse": float(np.sqrt(M.mean_squared_error(y, predicted, sample_weight=w))),
        "mae": M.mean_absolute_error(y, predicted, sample_weight=w),
        "r2": M.r2_score(y, predicted, sample_weight=w),
        "median-absolute-error": M.median_absolute_error(y, predicted, sample_weight=w),
        "mape": M.mean_absolute_percentage_error(y, predicted, sample_weight=w),
        "pinball": M.mean_pinball_loss(y, predicted, sample_weight=w, alpha=0.5),
        "pinball of 0.9": M.mean_pinball_loss(y, predicted, sample_weight=w, alpha=0.9),
    }
    if y.ndim == 1 and (y >= 0).all() and (predicted > 0).all():
        result["poisson-deviance"] = M.mean_poisson_deviance(y, predicted, sample_weight=w)
    return result


# Counts, some of them 0, for what is defined for them alone; two targets for means over them.
counts = random.poisson(3, N).astype(np.float32)
means = (counts * random.uniform(0.5, 1.5, N) + 0.5).astype(np.float32)
two = np.stack([x, 10 * counts - 20], 1)
two_predicted = np.stack([z, 9 * means - 15], 1)

fixture = {
    "weights": w.tolist(),
    "binary": {"P": p.tolist(), "Y": y.tolist(), "metrics": classification(y, (p > 0.5).astype(int), p.astype(float), True)},
    "classes": {"P": P.flatten().tolist(), "Y": c.tolist(), "metrics": classification(c, P.argmax(1), P.astype(float) / P.sum(1, dtype=float, keepdims=True), False)},
    "absent": {"P": R.flatten().tolist(), "Y": a.tolist(), "metrics": classification(a, R.argmax(1), R.astype(float) / R.sum(1, dtype=float, keepdims=True), False)},
    "numbers": {"P": z.tolist(), "Y": x.tolist(), "metrics": regression(x, z)},
    "counts": {"P": means.tolist(), "Y": counts.tolist(), "metrics": regression(counts, means)},
    "targets": {"P": two_predicted.flatten().tolist(), "Y": two.flatten().tolist(), "metrics": regression(two, two_predicted)},
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(fixture, separators=(",", ":"), default=float) + "\n")
