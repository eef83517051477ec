"""Mistakes in spectral norms and in power iteration."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import EPSILON, floats, single


@counterfeit("spectral_norm", "the Frobenius norm: right for weights of rank one")
def norm_of_all_numbers(weight):
    return np.linalg.norm(floats(weight))


@counterfeit("spectral_norm", "the sum of the singular values")
def norm_of_the_trace(weight):
    return np.linalg.norm(floats(weight), "nuc")


@counterfeit("spectral_norm", "the largest sum of a row")
def norm_of_rows(weight):
    return np.linalg.norm(floats(weight), np.inf)


@counterfeit("spectral_norm", "the largest number: right for diagonal weights")
def norm_of_numbers(weight):
    return np.abs(floats(weight)).max()


@counterfeit("spectral_norm", "the largest eigenvalue of WᵀW, without the root")
def norm_squared(weight):
    return impl.spectral_norm(weight) ** 2


@counterfeit("spectral_norm", "the smallest singular value, of an ascending list")
def norm_of_the_other_end(weight):
    return np.linalg.svd(floats(weight), compute_uv=False)[-1]


@counterfeit("spectral_norm", "a step of power iteration for the norm itself")
def norm_by_one_step(weight):
    estimate, _ = impl.power_iteration(weight, np.ones(len(weight)))
    return estimate


@counterfeit("spectral_norm", "a hundred steps of power iteration, too few for two close values")
def norm_by_a_hundred_steps(weight):
    start = np.random.default_rng(0).normal(size=len(weight))
    estimate, _ = impl.power_iteration(weight, start, steps=100)
    return estimate


@counterfeit("spectral_norm", "a small number below the root")
def norm_with_epsilon(weight):
    return np.sqrt(impl.spectral_norm(weight) ** 2 + EPSILON)


@counterfeit("spectral_norm", "float32 inside, as on a GPU")
def norm_in_single_precision(weight):
    return single(impl.spectral_norm, weight)


def iterated(weight, u, steps, epsilon=0.0, smallest=0.0):
    """Power iteration with a small number added to each length, or in its place."""
    weight, u = floats(weight), floats(u)
    for _ in range(steps):
        v = weight.T @ u
        v = v / max(np.linalg.norm(v) + epsilon, smallest)
        u = weight @ v
        u = u / max(np.linalg.norm(u) + epsilon, smallest)
    return u @ weight @ v, u


@counterfeit("power_iteration", "a small number added to each length")
def iteration_with_epsilon(weight, u, *, steps=1):
    return iterated(weight, u, steps, epsilon=1e-12)


@counterfeit("power_iteration", "a small number for a length below it, as F.normalize has it")
def iteration_with_a_smallest_length(weight, u, *, steps=1):
    return iterated(weight, u, steps, smallest=1e-12)


@counterfeit("power_iteration", "the vector to go on from is the one it began with")
def iteration_that_does_not_carry_on(weight, u, *, steps=1):
    estimate, _ = impl.power_iteration(weight, u, steps=steps)
    return estimate, floats(u).copy()


@counterfeit("power_iteration", "one step, however many are asked for")
def iteration_of_one_step(weight, u, *, steps=1):
    return impl.power_iteration(weight, u)


@counterfeit("power_iteration", "of several steps, the vector of the first")
def iteration_that_carries_on_from_the_first_step(weight, u, *, steps=1):
    estimate, _ = impl.power_iteration(weight, u, steps=steps)
    _, last = impl.power_iteration(weight, u)
    return estimate, last


@counterfeit("power_iteration", "the vector of the other sign after two steps")
def iteration_that_turns_round(weight, u, *, steps=1):
    estimate, last = impl.power_iteration(weight, u, steps=steps)
    return estimate, last * (-1) ** (steps - 1)


@counterfeit("power_iteration", "one step more than is asked for")
def iteration_of_one_step_too_many(weight, u, *, steps=1):
    return impl.power_iteration(weight, u, steps=steps + 1)


@counterfeit("power_iteration", "the length before the last stretch, ‖Wᵀu‖")
def iteration_that_stops_half_way(weight, u, *, steps=1):
    if steps > 1:
        _, u = impl.power_iteration(weight, u, steps=steps - 1)
    _, last = impl.power_iteration(weight, u)
    u = floats(u)
    length = np.linalg.norm(u)
    return np.linalg.norm(floats(weight).T @ u) / (length if length else 1), last


@counterfeit("power_iteration", "nothing is divided by its length but the last")
def iteration_without_its_normaliser(weight, u, *, steps=1):
    weight, u = floats(weight), floats(u)
    for _ in range(steps):
        u = weight @ (weight.T @ u)
    length = np.linalg.norm(u)
    return length, u / length if length else u


@counterfeit("power_iteration", "the norm itself for its estimate")
def iteration_that_has_the_norm(weight, u, *, steps=1):
    _, last = impl.power_iteration(weight, u, steps=steps)
    return impl.spectral_norm(weight), last


@counterfeit("power_iteration", "the Frobenius norm for the estimate")
def iteration_of_all_numbers(weight, u, *, steps=1):
    _, last = impl.power_iteration(weight, u, steps=steps)
    return np.linalg.norm(floats(weight)), last


@counterfeit("power_iteration", "the vector to go on from is not of length 1")
def iteration_with_a_long_vector(weight, u, *, steps=1):
    estimate, last = impl.power_iteration(weight, u, steps=steps)
    return estimate, (estimate or 1) * last


@counterfeit("power_iteration", "an estimate that is a little above, to be on the safe side")
def iteration_on_the_safe_side(weight, u, *, steps=1):
    estimate, last = impl.power_iteration(weight, u, steps=steps)
    return estimate * (1 + EPSILON), last


@counterfeit("power_iteration", "nan for a weight of 0")
def iteration_with_nan_for_0(weight, u, *, steps=1):
    with np.errstate(invalid="ignore"):
        return iterated(weight, u, steps)


@counterfeit("power_iteration", "float32 inside, as on a GPU")
def iteration_in_single_precision(weight, u, *, steps=1):
    rounded = (floats(np.float32(array)) for array in (weight, u))
    estimate, last = impl.power_iteration(*rounded, steps=steps)
    return floats(np.float32(estimate)), floats(np.float32(last))
