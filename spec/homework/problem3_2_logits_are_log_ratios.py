"""Problem 3, part 2: logits are log-likelihood ratios.

A discriminator is written D = σ(h), with logits h that may be any number. Solving σ(h) = D* for h,
with D* = p/(p + q) for the data's density p and the model's q, gives

    h = log p − log q.

So the logits of the best discriminator tell by how much the data's likelihood exceeds the model's.
They are finite where p and q are both positive, and infinite where only one of them is.
"""

from __future__ import annotations

import functools
import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from spec import Real, assert_at_most, assert_close, claim
from spec.definitions import (
    derivative,
    discriminator_loss,
    log_ratio,
    logit,
    optimum,
    pointwise_loss_from_logits,
    sigmoid,
)
from spec.machinery.numbers.high_precision import exact, exp
from spec.strategies import (
    batches,
    density_values,
    discriminated_pairs,
    moderate_logits,
    moderate_probabilities,
)


@claim("3.2/solve-for-logit", equations="15-20")
@given(h=batches(moderate_logits(), max_size=3), values=density_values(positive=True, binades=10))
def test_a_sigmoid_is_solved_for_its_logit(impl, h, values):
    """σ(h) = F ⇔ e^−h = (1 − F)/F;  for F = D* the right-hand side is q/p."""
    f = impl.sigmoid(np.array(h))
    assert_close((1 - f) / f, [Real.of(exp(-exact(logit_))).with_terms(1) for logit_ in h])

    p, q = values
    best = impl.optimal_discriminator(p, q)
    assert_close((1 - best) / best, Real.of(exact(q) / exact(p)).with_terms(1))
    solution = float(log_ratio(p, q))  # e^−h = q/p
    assert_close(impl.sigmoid(solution), optimum(p, q), terms=1)


@claim("3.2/log-odds", equations="21-22")
@given(f=batches(moderate_probabilities(), max_size=3), h=batches(moderate_logits(), max_size=3))
def test_logit_and_sigmoid_invert_each_other(impl, f, h):
    """F = σ(h) ⇔ h = log(F/(1 − F))."""
    assert_close(impl.logit(np.array(f)), [logit(probability) for probability in f])
    assert_close(impl.sigmoid(impl.logit(np.array(f))), f, terms=1)
    # A rounded σ(h) leaves of 1 − σ(h) what e^h unit roundoffs do.
    there_and_back = [Real.of(logit_).with_terms(1 + math.exp(logit_)) for logit_ in h]
    assert_close(impl.logit(impl.sigmoid(np.array(h))), there_and_back)


@claim("3.2/log-ratio", equations="23")
@given(points=st.lists(density_values(binades=10), min_size=1, max_size=3))
def test_the_optimal_logits_are_log_likelihood_ratios(impl, points):
    """At D = D*:  h = log p − log q, which is ±∞ where one of the two is 0."""
    p, q = np.array(points).T
    ratios = [log_ratio(*values) for values in points]
    assert_close(impl.optimal_logits(p, q), ratios)
    for values, ratio in zip(points, ratios, strict=True):
        if all(values):
            # A rounded D* is felt in D* or in 1 − D*, whichever is less.
            size = 2 + values.p / values.q + values.q / values.p
            assert_close(impl.logit(impl.optimal_discriminator(*values)), ratio, terms=size)


@claim("3.2/antisymmetric", equations="23")
@given(points=st.lists(density_values(positive=True), min_size=1, max_size=2))
def test_swapping_data_and_model_negates_the_logits(impl, points):
    """log q/p = −log p/q, for all the p and q there are."""
    p, q = np.array(points).T
    negated = [[-log_ratio(a, b) for a in p] for b in q]
    assert_close(impl.optimal_logits(q[:, None], p), negated)


@claim("3.2/minimises-in-logits", equations="9, 23")
@given(
    judged=discriminated_pairs(full_support=True),
    h=moderate_logits(),
    values=density_values(positive=True, binades=10),
)
def test_no_logits_have_a_lower_loss_than_the_log_ratios(impl, judged, h, values):
    """L_D(log p/q) ≤ L_D(h) for all logits h;  d/dh f(σ(h)) = qσ(h) − pσ(−h) = (p + q)σ(h) − p."""
    p, q = values
    slope = impl.pointwise_discriminator_loss_from_logits_derivative
    assert_close(slope(h, p, q), sigmoid(h) * (p + q) - p)
    by_definition = derivative(functools.partial(pointwise_loss_from_logits, p=p, q=q), at=h)
    assert_close(slope(h, p, q), by_definition, terms=p + q)
    assert_close(slope(impl.optimal_logits(p, q), p, q), 0, terms=p + q)

    data, model = judged.p, judged.q
    best = impl.optimal_logits(data.masses, model.masses)
    least = impl.discriminator_loss(data.batch(best), model.batch(best))
    loss = impl.discriminator_loss(data.batch(judged.h), model.batch(judged.h))
    assert_at_most(least, loss, terms=discriminator_loss(*judged).terms)
