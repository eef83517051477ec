"""Generators, discriminators, and the batches on which the one is trained against the other."""

from __future__ import annotations

import math
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.generator import (
    GeneratorDiscriminatorPair,
    GradientStep,
    NearlyPerfectRejection,
    Parameters,
    RejectedBatch,
    RejectedSample,
    StepDiscriminator,
)
from spec.machinery.numbers.precision import precision
from spec.strategies.logistic import batches
from spec.strategies.numbers import whole_numbers

LARGEST_BATCH = 4


@cache
def sixteenths(lower: float, upper: float) -> SearchStrategy[float]:
    """Multiples of 1/16 from lower to upper, whose sums and products are exact."""
    return st.integers(round(16 * lower), round(16 * upper)).map(lambda n: n / 16)


@cache
def several_sixteenths(count: int, lower: float, upper: float) -> SearchStrategy[tuple[float, ...]]:
    """So many of them, of which hardly any two are equal: one draw for all."""
    return whole_numbers(count, round(16 * lower), round(16 * upper)).map(
        lambda drawn: tuple(n / 16 for n in drawn)
    )


@cache
def generator_discriminator_pairs() -> SearchStrategy[GeneratorDiscriminatorPair]:
    """Smooth pairs, with logits of moderate size where parameters and noise are moderate."""
    return st.builds(
        GeneratorDiscriminatorPair,
        bend=sixteenths(-0.5, 0.5),
        offset=sixteenths(-2, 2),
        slope=sixteenths(-1, 1),
        height=sixteenths(-1, 1),
    )


@cache
def generator_parameters() -> SearchStrategy[Parameters]:
    """A shift and a scale of moderate size."""
    return st.builds(Parameters, shift=sixteenths(-1, 1), scale=sixteenths(0.25, 1))


@cache
def step_discriminators() -> SearchStrategy[StepDiscriminator]:
    """Discriminators with a step at 0, that reject on both sides of it."""
    return st.builds(StepDiscriminator, below=sixteenths(-6, 0), above=sixteenths(-6, 0))


@cache
def rejected_batches() -> SearchStrategy[RejectedBatch]:
    """Logits that are mostly very negative, and ∂h/∂θ at each of them.

    Among them are single samples, whose gradient is next to the bound.
    """
    samples = st.tuples(sixteenths(-20, 4), sixteenths(-4, 4))
    several = batches(samples, max_size=LARGEST_BATCH)
    return several.map(lambda batch: RejectedBatch(*zip(*batch, strict=True)))


@cache
@st.composite
def saturated_steps(draw: st.DrawFn) -> GradientStep:
    """Gradient steps for which η e^{max h} E|∂h/∂θ| is below ¼ ulp of θ."""
    theta, rate = draw(sixteenths(1 / 16, 16)), draw(sixteenths(1 / 16, 16))
    h, slopes = draw(rejected_batches())
    steepest = max(1.0, *map(abs, slopes))
    highest = math.log(precision().ulp(theta) / 4 / (rate * steepest)) - 1
    saturated = tuple(precision().rounded(min(logit, highest)) for logit in h)
    sign = draw(st.sampled_from([1, -1]))
    return GradientStep(sign * theta, rate, RejectedBatch(saturated, slopes))


@cache
@st.composite
def nearly_perfect_rejections(draw: st.DrawFn) -> NearlyPerfectRejection:
    """Fakes that a discriminator rejects up to ε = ½, ¼ … with slopes up to that.

    Among them are samples that reach both.
    """
    epsilon = 2.0 ** -draw(st.integers(1, 10))
    parts = st.sampled_from([1.0, 1.0, 0.75, 0.5, 0.25, 0.0625])
    slopes = st.sampled_from([1.0, 1.0, -1.0, 0.5, -0.5, 0.0])
    samples = st.tuples(parts, slopes, sixteenths(-4, 4)).map(
        lambda drawn: RejectedSample(epsilon * drawn[0], epsilon * drawn[1], drawn[2])
    )
    several = draw(batches(samples, max_size=LARGEST_BATCH))
    return NearlyPerfectRejection(epsilon, tuple(several))
