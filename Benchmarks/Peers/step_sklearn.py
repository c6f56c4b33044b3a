"""Prints the microseconds of a training step: step_sklearn.py WIDTHS N ACTIVATION."""
from sklearn.neural_network import MLPClassifier, MLPRegressor

import steps

widths, N, activation = steps.arguments()
X, Y = steps.samples(widths, N)
is_regression = widths[-1] == 1
network = (MLPRegressor if is_regression else MLPClassifier)(
    hidden_layer_sizes=widths[1:-1], activation=activation, batch_size=N, alpha=0, random_state=1
)
classes = {} if is_regression else {"classes": range(widths[-1])}
# One call is one epoch; only the first may name the classes.
network.partial_fit(X, Y, **classes)
print(steps.microseconds(lambda: network.partial_fit(X, Y), steps=len(X) // N))
if not network.loss_curve_[-1] < network.loss_curve_[0]:
    raise SystemExit(f"the loss went from {network.loss_curve_[0]} to {network.loss_curve_[-1]}")
