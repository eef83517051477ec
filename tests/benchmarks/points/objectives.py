"""Where the accuracy of the objectives is measured.

Errors of what is made of sums of either sign, or of differences of logits, are in ulps of the sum
of the sizes of the terms, and of what an error of one unit roundoff in each difference makes.
"""

from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np

from tests.benchmarks.points.drawing import (
    BATCH_SIZES,
    MANY,
    batches,
    densities,
    distributions,
    generator,
    magnitudes,
    signed,
)
from tests.benchmarks.points.exact import (
    Exact,
    each,
    mean,
    points,
    sigmoid,
    softplus,
    summed,
)
from tests.benchmarks.ways import Arrays
from tests.impl.ulps import BITS, as_mpf

Formula = Callable[[mpmath.mpf], mpmath.mpf]

BATCHES = batches()
CLASSES = 3


# What is exact


def _means(*terms: Formula) -> Callable[..., list[Exact]]:
    """The sum of the means of a term of each batch, in ulps of that of their sizes."""

    def exact(*arrays: Any) -> list[Exact]:
        with mpmath.workprec(BITS):
            parts = [
                term(as_mpf(x)) / len(array)
                for term, array in zip(terms, arrays, strict=True)
                for x in array
            ]
            return [(mpmath.fsum(parts), mpmath.fsum(map(abs, parts)))]

    return exact


def _minus(term: Formula) -> Formula:
    return lambda x: -term(x)


def _half_square_from(target: float) -> Formula:
    return lambda x: (x - target) ** 2 / 2


def _conditional(*signs: int) -> Callable[..., list[Exact]]:
    """The loss of logits w[y]·x of each batch, which is rounded once before it is judged."""

    def exact(*arrays: Any) -> list[Exact]:
        *samples, labels, scales = arrays
        losses = [lambda h, sign=sign: softplus(sign * h) for sign in signs]
        return _means(*losses)(*(scales[labels] * x for x in samples))

    return exact


def _jensen_shannon_activation(v: mpmath.mpf) -> mpmath.mpf:
    return -mpmath.log1p(mpmath.expm1(-v) / 2)


def _gan_conjugate(t: mpmath.mpf) -> mpmath.mpf:
    return -mpmath.log1p(-mpmath.exp(t)) if t < -1 else -mpmath.log(-mpmath.expm1(t))


def _jensen_shannon_conjugate(t: mpmath.mpf) -> mpmath.mpf:
    return -mpmath.log1p(-mpmath.expm1(t))


def _pearson_summand(p: mpmath.mpf, q: mpmath.mpf) -> mpmath.mpf:
    return (p - q) ** 2 / q if q else (mpmath.inf if p else q)


def _hellinger_summand(p: mpmath.mpf, q: mpmath.mpf) -> mpmath.mpf:
    return (mpmath.sqrt(p) - mpmath.sqrt(q)) ** 2


def _mean_losses(*pairs: tuple[Any, Any]) -> Exact:
    """The sum of the means of softplus(a − b) over each a, and the size of its error."""
    with mpmath.workprec(BITS):
        differences = [[as_mpf(a) - b for a in some] for some, b in pairs]
        value = mpmath.fsum(mean(map(softplus, some)) for some in differences)
        conditioning = (mean(abs(x) * sigmoid(x) for x in some) for some in differences)
        return value, value + mpmath.fsum(conditioning)


def _relativistic(x: Any, z: Any) -> list[Exact]:
    """The mean of softplus(z − x)."""
    with mpmath.workprec(BITS):
        differences = [as_mpf(b) - as_mpf(a) for a, b in zip(x, z, strict=True)]
        return [_mean_losses((differences, mpmath.mpf(0)))]


def _relativistic_average(x: Any, z: Any) -> list[Exact]:
    with mpmath.workprec(BITS):
        real, fake = list(map(as_mpf, x)), list(map(as_mpf, z))
        to_fake = [mean(fake) - a for a in real]
        return [_mean_losses((to_fake, mpmath.mpf(0)), (fake, mean(real)))]


def _slopes(x: Any, z: Any) -> tuple[list[Exact], list[Exact]]:
    """n times the derivatives of the loss of a discriminator in real logits, and in fakes."""
    with mpmath.workprec(BITS):
        real, fake = list(map(as_mpf, x)), list(map(as_mpf, z))
        of_real = [_slope(mean(fake) - a) for a in real]
        of_fake = [_slope(b - mean(real)) for b in fake]
        beside_real, beside_fake = _mean_slope(of_fake), _mean_slope(of_real)
        return (
            [(-(slope + beside_real[0]), size + beside_real[1]) for slope, size in of_real],
            [(slope + beside_fake[0], size + beside_fake[1]) for slope, size in of_fake],
        )


Slope = tuple[mpmath.mpf, mpmath.mpf]


def _slope(x: mpmath.mpf) -> Slope:
    """σ(x), and the size of its error."""
    return sigmoid(x), sigmoid(x) * (1 + abs(x) * sigmoid(-x))


def _mean_slope(slopes: list[Slope]) -> Slope:
    return mean(slope for slope, _ in slopes), mean(size for _, size in slopes)


def _swapped(exact: Callable[..., Any]) -> Callable[..., Any]:
    return lambda x, z: exact(z, x)


# The points


def _outputs() -> dict[str, list[Arrays]]:
    rng = generator()
    return {
        "ordinary": [(rng.uniform(-8, 8, MANY),)],
        "near 0": [(signed(rng, magnitudes(rng, -300, -1)),)],
        "tails": [(signed(rng, rng.uniform(30, 700, MANY)),)],
    }


def _up_to(end: Any, largest_exponent: float) -> dict[str, list[Arrays]]:
    """Arguments below the end of the domain of a conjugate, as the nearest float has it."""
    rng = generator()
    below = float(end) * (1 - magnitudes(rng, -15, -2)) if end else -magnitudes(rng, -15, -2)
    return {
        "ordinary": [(float(end) - rng.uniform(0.1, 5, MANY),)],
        "near 0": [((-1 if not end else signed(rng, np.ones(MANY))) * magnitudes(rng, -300, -1),)],
        "next to the end": [(below,)],
        "far below": [(-rng.uniform(30, largest_exponent, MANY),)],
    }


def _samples_and_labels(count: int) -> dict[str, list[Arrays]]:
    rng = generator()
    n = 20

    def drawn(scale: float) -> list[Arrays]:
        return [
            (
                *rng.normal(0, scale, (count, n)),
                rng.integers(0, CLASSES, n),
                np.exp(rng.normal(size=CLASSES)),
            )
            for _ in range(20)
        ]

    return {"ordinary": drawn(2.0), "tails": drawn(200.0)}


def _outputs_near(*targets: float) -> dict[str, list[Arrays]]:
    """Batches of outputs next to targets, besides others."""
    rng = generator()
    sizes = [(n, m)[: len(targets)] for n in BATCH_SIZES for m in BATCH_SIZES]

    def near(target: float, n: int) -> Any:
        return target + signed(rng, magnitudes(rng, -12, -3, n))

    def each_of(draw: Callable[[float, int], Any]) -> list[Arrays]:
        return [tuple(map(draw, targets, ns)) for ns in sizes]

    return {
        "ordinary": each_of(lambda target, n: rng.normal(0, 3, n)),
        "next to the target": each_of(near),
        "huge": each_of(lambda target, n: rng.normal(0, 1, n) * 1e153),
    }


def _logits(equal_sizes: bool) -> dict[str, list[Arrays]]:
    rng = generator()
    sizes = [(n, n if equal_sizes else m) for n in BATCH_SIZES for m in BATCH_SIZES]

    def pairs(draw: Callable[[int], Any], shift: float = 0.0) -> list[Arrays]:
        return [(draw(n) + shift, draw(m)) for n, m in sizes]

    return {
        "ordinary": pairs(lambda n: rng.normal(0, 3, n)),
        "confident": pairs(lambda n: rng.normal(0, 3, n), 60.0),
        "wrong": pairs(lambda n: rng.normal(0, 3, n), -60.0),
        "logits at 1e15": pairs(lambda n: 1e15 + rng.integers(-20, 20, n) / 8),
        "huge": pairs(lambda n: rng.uniform(0.4, 0.9, n) * 1.7e308),
    }


def _losses() -> dict[str, list[Arrays]]:
    """Outputs on both batches, none of which is so large that a loss overflows."""
    return {group: BATCHES[group] for group in ("ordinary", "near 0", "confident and wrong")}


def _fakes() -> dict[str, list[Arrays]]:
    return {group: [(fake,) for _, fake in pairs] for group, pairs in _losses().items()}


def _far_below() -> dict[str, list[Arrays]]:
    rng = generator()
    return _outputs() | {"tails": [(-rng.uniform(30, 700, MANY),)]}


POINTS = {
    "conditional L_D": points(_samples_and_labels(2), _conditional(-1, 1)),
    "conditional L_G": points(_samples_and_labels(1), _conditional(-1)),
    "D_f, Pearson": points(distributions(), summed(_pearson_summand)),
    "D_f, squared Hellinger": points(distributions(), summed(_hellinger_summand)),
    "D_f, total variation": points(distributions(), summed(lambda p, q: abs(p - q) / 2)),
    "f*, KL": points(_outputs(), each(lambda t: mpmath.exp(t - 1))),
    "f*, Jensen–Shannon": points(_up_to(np.log(2), 700), each(_jensen_shannon_conjugate)),
    "f*, GAN": points(_up_to(0, 700), each(_gan_conjugate)),
    "g_f, squared Hellinger": points(_outputs(), each(lambda v: -mpmath.expm1(-v))),
    "g_f, Jensen–Shannon": points(_outputs(), each(_jensen_shannon_activation)),
    "T*, squared Hellinger": points(
        densities(), each(lambda p, q: (p - q) / (p * (1 + mpmath.sqrt(q / p))))
    ),
    "T*, Jensen–Shannon": points(densities(), each(lambda p, q: -mpmath.log1p((q - p) / (2 * p)))),
    "f-GAN L_D, KL": points(_losses(), _means(lambda v: -v, lambda w: mpmath.exp(w - 1))),
    "f-GAN L_D, Jensen–Shannon": points(
        _losses(),
        _means(_minus(_jensen_shannon_activation), lambda w: -_jensen_shannon_activation(-w)),
    ),
    "f-GAN L_G, squared Hellinger": points(_fakes(), _means(_minus(mpmath.expm1))),
    "least-squares L_D": points(
        _outputs_near(1.0, 0.0), _means(_half_square_from(1.0), _half_square_from(0.0))
    ),
    "least-squares L_G": points(_outputs_near(1.0), _means(_half_square_from(1.0))),
    "least-squares D*": points(densities(), each(lambda p, q: (0.75 * p + 0.25 * q) / (p + q))),
    "hinge L_D": points(
        batches(), _means(lambda x: max(0 * x, 1 - x), lambda z: max(0 * z, 1 + z))
    ),
    "relativistic L_D": points(_logits(True), _relativistic),
    "relativistic L_G": points(_logits(True), _swapped(_relativistic)),
    "relativistic average L_D": points(_logits(False), _relativistic_average),
    "relativistic average L_G": points(_logits(False), _swapped(_relativistic_average)),
    "relativistic average L_D, derivative": points(
        _logits(False), lambda x, z: [*_slopes(x, z)[0], *_slopes(x, z)[1]]
    ),
    "relativistic average L_G, derivative": points(_logits(False), lambda x, z: _slopes(z, x)[0]),
}
