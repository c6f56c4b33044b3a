"""A multilayer perceptron and Adam in JAX, where an epoch is one compiled scan over its minibatches."""
import jax
import jax.numpy as jnp


def initial(widths, seed=1):
    """The state of a training: W(l) [d(l-1), d(l)] and b(l) [d(l)], their two moments, the steps done."""
    keys = jax.random.split(jax.random.key(seed), len(widths) - 1)
    parameters = [
        (jax.random.normal(key, (inputs, outputs)) * (2 / inputs) ** 0.5, jnp.zeros(outputs))
        for key, inputs, outputs in zip(keys, widths, widths[1:])
    ]
    moments = [jax.tree.map(jnp.zeros_like, parameters) for _ in range(2)]
    return parameters, moments[0], moments[1], jnp.zeros(())


def outputs(parameters, A, f=jax.nn.relu):
    """Z(L) [N, d(L)] of the samples A [N, d(0)]."""
    *hidden, (W, b) = parameters
    for V, c in hidden:
        A = f(A @ V + c)
    return A @ W + b


def loss(parameters, X, Y, f):
    """Cross-entropy of classes; squared error where there is one output."""
    Z = outputs(parameters, X, f)
    if Z.shape[1] == 1:
        return jnp.mean((Z[:, 0] - Y) ** 2)
    # A sum over one-hot rows: its gradient is faster here than that of an index.
    chosen = jnp.sum(Z * jax.nn.one_hot(Y, Z.shape[1]), axis=1)
    return jnp.mean(jax.nn.logsumexp(Z, axis=1) - chosen)


def adam(state, gradient, rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """Algorithm 1 of Kingma and Ba (2015), its two corrections folded into the rate (section 2)."""
    parameters, m, v, t = state
    t = t + 1
    rate = rate * jnp.sqrt(1 - beta2**t) / (1 - beta1**t)
    m = jax.tree.map(lambda m, g: beta1 * m + (1 - beta1) * g, m, gradient)
    v = jax.tree.map(lambda v, g: beta2 * v + (1 - beta2) * g * g, v, gradient)
    moved = jax.tree.map(lambda w, m, v: w - rate * m / (jnp.sqrt(v) + epsilon), parameters, m, v)
    return moved, m, v, t


def compiled_epoch(X, Y, f=jax.nn.relu):
    """The function (state, order [steps, N]) → (state, mean loss); a row of `order` is a minibatch."""

    def step(state, minibatch):
        value, gradient = jax.value_and_grad(loss)(state[0], *minibatch, f)
        return adam(state, gradient), value

    def epoch(state, order):
        # All rows are put in order at once, which is faster than a minibatch at a time.
        state, losses = jax.lax.scan(step, state, (X[order], Y[order]))
        return state, losses.mean()

    return jax.jit(epoch, donate_argnums=0)
