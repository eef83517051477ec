"""Values of every domain in the interface, and the functions with arguments made of them.

What a function refuses, and which arrays it takes, follows from the domains of its arguments: a
function whose domains are here already needs no line of its own.
"""

import functools
import itertools
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

import impl
from impl._f_divergences import F_DIVERGENCES
from spec import interface
from spec.interface import FUNCTIONS, sample_of

HALVES = [0.5, 0.5]
MEANS = [[0.0, 1.0], [2.0, 3.0]]

EXAMPLES = {
    interface.reals: (0.0, 1.0),
    interface.densities: (1.0,),
    interface.probabilities: (0.5,),
    interface.positives: (1.0,),
    interface.optional_positives: (2.0,),
    interface.optional_reals: (1.0, 0.5),
    interface.target: (1.0, 0.5),
    interface.paired_batch: ([0.0, 1.0], [1.0, -2.0]),
    interface.batch: ([0.0, 1.0],),
    interface.distribution: (HALVES,),
    interface.weights: (HALVES,),
    interface.sample: ([0.0, 1.0],),
    interface.derivatives: ([0.0, 1.0],),
    interface.jacobian: (MEANS,),
    interface.divergence_name: ("kl",),
    interface.slopes: (-1.0,),
    interface.features: (MEANS,),
    interface.integer_labels: ([0, 1],),
    interface.labels: ([0, 1],),
    interface.count: (2,),
    interface.means: (MEANS,),
    interface.biases: ([0.0, 1.0],),
    interface.prior: (HALVES,),
    interface.weight_matrix: ([[1.0, 2.0], [0.5, 0.0]],),
    interface.start_vector: ([1.0, 0.5],),
    interface.steps: (2,),
    interface.critic: (float,),
    interface.point: (0.0, 1.0),
    interface.samples: (MEANS, [[1.0, 0.5], [4.0, 0.0]]),
    interface.sample_labels: ([0, 1],),
    interface.shares: ([0.25, 1.0],),
    interface.gradients: ([[0.75, 1.0], [0.5, 0.0]],),
    interface.penalty_weight: (2.0,),
    interface.mean: ([0.0, 1.0], [2.0, 3.0]),
    interface.covariance: ([[2.0, 1.0], [1.0, 2.0]], [[1.0, 0.0], [0.0, 3.0]]),
    interface.gaussian_features: (MEANS, [[1.0, 0.5], [4.0, 0.0], [2.0, 2.0]]),
    interface.feature_set: ([[0.0, 1.0], [2.0, 3.0], [5.0, 1.0]], [[1.0, 0.5], [4.0, 0.0]]),
    interface.class_probabilities: ([HALVES, [0.25, 0.75]],),
    interface.class_logits: (MEANS,),
    interface.neighbors: (1,),
    interface.lost_degrees: (1,),
    interface.choice: (True,),
    interface.order: (2,),
    interface.discriminator: (lambda x, y: np.sum(x, axis=1) - y,),
}
"""Values that go together: for the first argument of a domain, the second, and so on in turn."""

WRONG = {
    interface.densities: (-1.0,),
    interface.probabilities: (-0.5, -1.0, 1.5),
    interface.positives: (0.0, -1.0),
    interface.optional_positives: (0.0, -1.0),
    interface.distribution: (-1.0,),
    interface.weights: (-1.0,),
    interface.prior: (-1.0,),
    interface.shares: (-0.5, 1.5),
}
"""Numbers that are not in a domain, among others that are."""


def valid(function):
    """An example of each argument, by name."""
    examples = {domain: itertools.cycle(values) for domain, values in EXAMPLES.items()}
    return {name: next(examples[domain]) for name, domain in function.arguments.items()}


VALID = {function.of(impl): valid(function) for function in FUNCTIONS}
ARGUMENTS = [
    (function.of(impl), name)
    for function in FUNCTIONS
    for name, domain in function.arguments.items()
    if domain.kind in ("array", "number")
]
OPTIONAL = [(function.of(impl), name) for function in FUNCTIONS for name in function.optional]


def arguments_of(*domains):
    """The arguments that are of one of these domains, each with its function."""
    return [
        (function.of(impl), name)
        for function in FUNCTIONS
        for name, domain in function.arguments.items()
        if domain in domains
    ]


def weights_of(function, name):
    """The keyword that weighs the samples of an argument."""
    known = interface.NAMED[function.__name__]
    return next(
        each for each in known.of_domain(interface.weights) if sample_of(known, each) == name
    )


def ids(arguments):
    return ["-".join([function.__name__, *map(str, more)]) for function, *more in arguments]


SIZE = 6
"""The length of the last axis of arrays that are filled with numbers of a domain."""

RNG = np.random.default_rng(5)


@dataclass(frozen=True)
class Numbers:
    """Numbers of a domain, to fill arrays of any leading shape with.

    Attributes
    ----------
    draw
        An array of a given shape, of dyadic numbers of few digits, so that every dtype holds them.
    one
        A batch of one number.
    integers
        Numbers that are integers from 0.
    extremes
        Numbers from the ends of the domain.
    """

    draw: Callable[[tuple[int, ...]], np.ndarray]
    one: float
    integers: tuple[int, ...]
    extremes: tuple[float, ...]

    def __call__(self, *leading):
        return self.draw((*leading, SIZE))


def masses(shape):
    parts = RNG.integers(0, 8, shape).astype(np.float64)
    parts[..., 0] += 1
    parts[..., 1] += 64 - parts.sum(axis=-1)
    return parts / 64


REALS = Numbers(
    draw=lambda shape: RNG.integers(-400, 400, shape) / 8,
    one=2.5,
    integers=(0, 3, 1, 40, 2, 0),
    extremes=(-np.inf, np.inf, 1.7e308, -1.7e308, 800.0, 5e-324),
)
MASSES = Numbers(
    draw=masses,
    one=1.0,
    integers=(0, 0, 1, 0, 0, 0),
    extremes=(0.0, 5e-324, 1.0, 0.0, 1e-300, 1e-20),
)
POSITIVES = Numbers(
    draw=lambda shape: RNG.integers(1, 64, shape) / 8,
    one=2.5,
    integers=(1, 2, 1, 3, 7, 1),
    extremes=(5e-324, 1.7e308, 1.0, 1e-200, 1e200, 3.0),
)
NUMBERS = {
    interface.reals: REALS,
    interface.densities: Numbers(
        draw=lambda shape: RNG.integers(0, 64, shape) / 8,
        one=2.5,
        integers=(2, 0, 1, 5, 0, 3),
        extremes=(0.0, 5e-324, 1.7e308, 1e-300, 1.0, 0.0),
    ),
    interface.probabilities: Numbers(
        draw=lambda shape: RNG.integers(0, 65, shape) / 64,
        one=0.5,
        integers=(0, 1, 1, 0, 1, 0),
        extremes=(0.0, 1.0, 5e-324, 1 - 2.0**-53, 0.5, 1.0),
    ),
    interface.positives: POSITIVES,
    interface.optional_positives: POSITIVES,
    interface.slopes: REALS,
    interface.optional_reals: REALS,
    interface.batch: REALS,
    interface.paired_batch: REALS,
    interface.distribution: MASSES,
    interface.weights: MASSES,
}
"""Numbers of the domains of which functions of batches, and those that go by element, are."""


def made_of_numbers(shape):
    """The functions of some shape, by what they are given; each with numbers for every argument.

    They take all of it by position. Keywords that are arrays are given all or none. A function that
    takes a name is one for each name.
    """
    calls = {}
    for function in FUNCTIONS:
        if function.shape == shape and interface.divergence_name in function.arguments.values():
            for name in F_DIVERGENCES:
                of_name = functools.partial(function.of(impl), name)
                calls[f"{function} of {name}"] = of_name, _numbers(function, function.arrays)
        elif function.shape == shape:
            calls[function.name] = function.of(impl), _numbers(function, function.required)
            if keywords := [name for name in function.optional if is_array(function, name)]:
                name = f"{function} with {' and '.join(keywords)}"
                calls[name] = _by_position(function), _numbers(function, function.arguments)
    return calls


def is_array(function, name):
    return function.arguments[name].kind == "array"


def _numbers(function, names):
    return [NUMBERS[function.arguments[name]] for name in names]


def _by_position(function):
    return lambda *arrays: function.of(impl)(**dict(zip(function.arguments, arrays, strict=True)))


REDUCTIONS = made_of_numbers("of batches")
ELEMENTWISE = made_of_numbers("elementwise")
