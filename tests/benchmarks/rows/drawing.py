"""What the rows of more than one part are timed with."""

import numpy as np

from tests.benchmarks.ways import Arrays


def logits(generator: np.random.Generator, n: int) -> Arrays:
    return (10.0 * generator.standard_normal(n),)


def two_batches(generator: np.random.Generator, n: int) -> Arrays:
    return tuple(3.0 * generator.standard_normal((2, n)))


def densities(generator: np.random.Generator, n: int) -> Arrays:
    return tuple(np.exp(generator.standard_normal((2, n))))


def distributions(generator: np.random.Generator, n: int) -> Arrays:
    return tuple(density / density.sum() for density in densities(generator, n))


def samples(generator: np.random.Generator, n: int) -> Arrays:
    x, y = generator.standard_normal((2, n))
    return x, y + 1.0


def weighted_samples(generator: np.random.Generator, n: int) -> Arrays:
    return *samples(generator, n), *distributions(generator, n)
