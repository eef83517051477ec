"""Families of models, on a finite support or with a latent variable."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from spec.definitions.divergence import Distribution
from spec.definitions.families import Joint, JointPair, ModelFamily, Observation
from spec.strategies.divergence import (
    BATCH,
    LARGEST_SUPPORT,
    apportioned,
    distributions,
    weights,
)

LARGEST_FAMILY = 3


POINTS = st.lists(
    st.integers(0, 8 ** (1 + LARGEST_FAMILY) - 1), min_size=1, max_size=LARGEST_SUPPORT
)
"""For each point of a support the octal digits of a number: a weight of the data and each model."""


@cache
@st.composite
def _families(draw: st.DrawFn, *, covering: bool, models: int | None) -> ModelFamily:
    models = draw(st.integers(1, LARGEST_FAMILY)) if models is None else models
    points = [tuple(n >> 3 * k & 7 for k in range(1 + models)) for n in draw(POINTS)]
    if covering:
        points = [(data, *(max(weight, min(data, 1)) for weight in q)) for data, *q in points]
    if not all(map(any, zip(*points, strict=True))):
        points.append((1,) * (1 + models))
    p, *q = (apportioned(weights, BATCH) for weights in zip(*points, strict=True))
    return ModelFamily(p, tuple(q))


@cache
def model_families() -> SearchStrategy[ModelFamily]:
    """Data and up to three models on one support, any of them with zeros."""
    return _families(covering=False, models=None)


@cache
def covering_families(models: int | None = None) -> SearchStrategy[ModelFamily]:
    """Data and models whose supports contain that of the data: up to three if not said."""
    return _families(covering=True, models=models)


@cache
@st.composite
def realizable_families(draw: st.DrawFn) -> ModelFamily:
    """Data and up to four models, one of which, in any place, is the data's own distribution."""
    p, models = draw(model_families())
    place = draw(st.integers(0, len(models)))
    return ModelFamily(p, (*models[:place], p, *models[place:]))


@cache
@st.composite
def two_bump_families(draw: st.DrawFn) -> ModelFamily:
    """Data with a bump on either side of a point next to never seen, and two models with one bump.

    The first model is as wide as both bumps of the data together, the second sits on one of them.
    """
    left = BATCH // 2 + draw(st.integers(-8, 8))
    p = Distribution((left, 1, BATCH - 1 - left))
    width = BATCH // 3 + draw(st.integers(-4, 4))
    wide = Distribution((width, BATCH - 2 * width, width))
    tail = draw(st.integers(1, 4))
    narrow = Distribution((BATCH - 1 - tail, 1, tail))
    return ModelFamily(p, (wide, narrow))


@cache
def joints(size: int) -> SearchStrategy[Joint]:
    """Joint masses of an observation and a latent variable; some may be 0, but not all."""
    return weights(size, largest=16).map(lambda drawn: Joint(drawn, denominator=16 * size))


@cache
@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Models of an observation and a latent variable, and distributions r of the latter.

    The posterior is among the latter.
    """
    size = draw(st.integers(1, LARGEST_SUPPORT))
    joint = draw(joints(size))
    return Observation(joint, joint.posterior if draw(st.booleans()) else draw(distributions(size)))


@cache
@st.composite
def joint_pairs(draw: st.DrawFn) -> JointPair:
    """Two models of an observation and a latent bit, the first doubling and the second even."""
    large, even = 2 ** draw(st.integers(3, 5)), 2 ** draw(st.integers(2, 4))
    return JointPair(Joint((large, 1), denominator=64), Joint((even, even), denominator=64))
