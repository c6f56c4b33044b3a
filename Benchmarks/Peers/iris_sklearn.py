"""A small CSV to a model with scikit-learn alone: iris_sklearn.py TABLE EPOCHS MODEL [--score].

The last column is the class; the network has 16 units, N = 16, Adam at 0.01. `--score` prints the accuracy on
the rows learnt from.
"""
import sys
import warnings

import joblib
import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

warnings.simplefilter("ignore", ConvergenceWarning)
path, epochs, model = sys.argv[1:4]
cells = np.loadtxt(path, delimiter=",", skiprows=1, dtype=str)
X, y = cells[:, :-1].astype(np.float32), cells[:, -1]
network = MLPClassifier(
    hidden_layer_sizes=[16],
    batch_size=16,
    learning_rate_init=0.01,
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
