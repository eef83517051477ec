"""What several counterfeits have in common."""

import numpy as np

EPSILON = 1e-8
"""What people add inside a logarithm or to a denominator."""


def floats(values):
    """An array of float64."""
    return np.asarray(values, float)


def single(function, *arguments, **weights):
    """A function of arguments rounded to float32, its result rounded to float32 as well."""
    rounded = [floats(np.asarray(argument, np.float32)) for argument in arguments]
    return floats(np.float32(function(*rounded, **weights)))


def expectation(values, weights=None):
    """The mean over the last axis, or the weighted sum, as a textbook has it."""
    values = floats(values)
    return values.mean(axis=-1) if weights is None else (floats(weights) * values).sum(axis=-1)


def over_all_axes(values):
    """The mean over everything, in the shape that a mean over the last axis has."""
    values = floats(values)
    return np.full(values.shape[:-1], values.mean())


def summed(values, weights=None):
    """The sum over the last axis where there should be a mean."""
    return floats(values).sum(axis=-1) if weights is None else expectation(values, weights)


def along(axis, terms, weights=None, *, reduced=expectation):
    """What comes of another axis taken for the last, unless its shape would give that away."""
    terms = floats(terms)
    if axis < terms.ndim - 1:
        moved = np.moveaxis(terms, axis, -1)
        if moved.shape == terms.shape:
            if weights is None:
                return reduced(moved)
            return reduced(moved, np.moveaxis(floats(weights), axis, -1))
    return reduced(terms, weights)


def averaged_over_rows(results):
    """One number for all rows, their mean, in the shape that a number for each has."""
    return np.full(np.shape(results), np.mean(results))
