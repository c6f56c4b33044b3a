"""From a CSV to a model with JAX: train_jax.py TABLE TARGET HIDDEN EPOCHS N MODEL [--score].

Numbers are standardized; Adam at its usual rate. `--score` prints the accuracy on the rows learnt from.
"""
import sys

import jax
import jax.numpy as jnp
import numpy as np

import network_jax
import table

data, target, hidden, epochs, N, model = sys.argv[1:7]
N = int(N)
X, y, classes = table.samples(data, target)
mean, deviation = X.mean(axis=0), X.std(axis=0)
X, Y = jnp.asarray((X - mean) / deviation), jnp.asarray(y)
state = network_jax.initial([X.shape[1], *map(int, hidden.split(",")), len(classes)])
run = network_jax.compiled_epoch(X, Y)
random = np.random.default_rng(1)
for _ in range(int(epochs)):
    order = random.permutation(len(X)).astype(np.int32)[: len(X) // N * N]
    state, _ = run(state, order.reshape(-1, N))
layers = {
    f"{letter}{l}": np.asarray(values)
    for l, layer in enumerate(state[0], start=1)
    for letter, values in zip("Wb", layer)
}
np.savez(model, mean=mean, deviation=deviation, classes=classes, **layers)
if "--score" in sys.argv:
    print(float((jnp.argmax(network_jax.outputs(state[0], X), axis=1) == Y).mean()))
