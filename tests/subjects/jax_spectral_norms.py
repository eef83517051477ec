"""Layers of JAX libraries that normalise a weight: the objects `of_haiku` and `of_equinox`.

Both multiply their weight with the vector that they start from, where the specification multiplies
the transposed weight. So that is what they are given.
"""

import equinox
import haiku
import jax
import jax.numpy as jnp

from spec.adapters import jax_arrays

KEY = jax.random.key(0)


def by_haiku(weight, u, *, steps=1):
    layer = haiku.transform_with_state(
        lambda matrix: haiku.SpectralNorm(n_steps=steps, name="layer")(matrix)
    )
    parameters, state = layer.init(KEY, weight.T)
    state = {"layer": {**state["layer"], "u0": u[None]}}
    _, state = layer.apply(parameters, state, None, weight.T)
    return state["layer"]["sigma"].reshape(()), state["layer"]["u0"].reshape(-1)


@jax.jit
def step_of_equinox(weight, u):
    matrix = weight.T
    rows, columns = matrix.shape
    linear = equinox.nn.Linear(columns, rows, use_bias=False, key=KEY)
    linear = equinox.tree_at(lambda layer: layer.weight, linear, matrix)
    layer, state = equinox.nn.make_with_state(equinox.nn.SpectralNorm)(linear, "weight", key=KEY)
    state = state.set(layer.uv_index, (state.get(layer.uv_index)[0], u))
    row, column = jnp.unravel_index(jnp.abs(matrix).argmax(), matrix.shape)
    normalised, state = layer(jnp.zeros(columns).at[column].set(1), state)
    estimate = matrix[row, column] / normalised[row]
    # Where 0 has become nan it was divided by 0.
    is_of_0 = jnp.isnan(normalised[row]) & (matrix[row, column] == 0)
    return jnp.where(is_of_0, 0, estimate), state.get(layer.uv_index)[1]


def by_equinox(weight, u, *, steps=1):
    estimate = None
    for _ in range(steps):  # as in training, where the layer takes a step whenever it is used
        estimate, u = step_of_equinox(weight, u)
    return estimate, u


of_haiku = jax_arrays.adapt(power_iteration=jax.jit(by_haiku, static_argnames="steps"))
of_haiku.__version__ = f"Haiku {haiku.__version__}"

of_equinox = jax_arrays.adapt(power_iteration=by_equinox)
of_equinox.__version__ = f"Equinox {equinox.__version__}"
