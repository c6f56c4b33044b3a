"""From a CSV to a model with scikit-learn: train_sklearn.py TABLE TARGET HIDDEN EPOCHS N MODEL [--score].

Numbers are standardized; Adam at its usual rate. `--score` prints the accuracy on the rows learnt from.
"""
import sys
import warnings

import joblib
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import table

warnings.simplefilter("ignore", ConvergenceWarning)
data, target, hidden, epochs, N, model = sys.argv[1:7]
X, y, _ = table.samples(data, target)
network = MLPClassifier(
    hidden_layer_sizes=[int(width) for width in hidden.split(",")],
    batch_size=int(N),
    alpha=0,
    max_iter=int(epochs),
    n_iter_no_change=int(epochs),
    tol=0,
    random_state=1,
)
fitted = make_pipeline(StandardScaler(), network).fit(X, y)
joblib.dump(fitted, model)
if "--score" in sys.argv:
    print(fitted.score(X, y))
