"""Prints the microseconds of a training step: step_jax.py WIDTHS N ACTIVATION."""
import jax
import jax.numpy as jnp

import network_jax
import steps

widths, N, activation = steps.arguments()
X, Y = (jnp.asarray(array) for array in steps.samples(widths, N))
order = jnp.arange(len(X), dtype=jnp.int32).reshape(-1, N)
run = network_jax.compiled_epoch(X, Y, jax.nn.relu if activation == "relu" else jnp.tanh)
state = network_jax.initial(widths)
losses = []


def epoch():
    global state
    state, value = run(state, order)
    losses.append(float(value))


print(steps.microseconds(epoch, steps=len(order)))
if not losses[-1] < losses[0]:
    raise SystemExit(f"the loss went from {losses[0]} to {losses[-1]}")
