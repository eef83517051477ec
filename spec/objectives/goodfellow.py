"""The original GAN: a game whose value is a divergence of model and data.

A discriminator D is to tell samples of the data p from samples of the model q, and the generator is
to make that hard. The value of the game, as the best discriminator D*_q = p/(p + q) plays it, is

    C(q) = max over D of E_p[log D] + E_q[log(1 − D)] = −log 4 + 2 JS(p‖q).

So it is least where the model is the data. As a function of q it is convex, and what a generator
sees of it while the discriminator stands still is its slope: that is what makes gradient steps
against the best discriminator go down. It is not convex in what parametrises q, though; and none of
it carries over to the loss that people use in its place, −E_q[log D].

References
----------
I. J. Goodfellow et al., "Generative adversarial nets", NeurIPS 2014.
J. Lin, "Divergence measures based on the Shannon entropy", IEEE Transactions on Information
Theory 37, 1991.
"""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from spec import Real, assert_at_most, assert_close, claim, holds_here
from spec.definitions import (
    discriminator_loss,
    entropy,
    gain_by_learning,
    js_divergence,
    log,
    log_ratios,
    log_sigmoid,
    mirrored_js,
    point_masses,
    total_variation,
)
from spec.strategies import (
    batch_pairs,
    distributions,
    mirrored_pairs,
    model_moves,
    pairs_equal_or_apart,
)

SOURCE = "Goodfellow et al. 2014"


@claim("goodfellow/value", source=SOURCE)
@given(pair=batch_pairs(full_support=True))
def test_the_value_of_the_game_is_a_jensen_shannon_divergence(impl, pair):
    """C(q) = −log 4 + 2 JS(p‖q), where p, q > 0."""
    p, q = pair
    h = log_ratios(p, q)
    value = -impl.discriminator_loss(p.batch(h), q.batch(h))
    js = impl.js_divergence(p.masses, q.masses)
    assert_close(value, 2 * Real.of(js) - log(4), terms=discriminator_loss(p, q, h).terms)


@claim("goodfellow/global-minimum", source=SOURCE)
@given(pair=batch_pairs(full_support=True))
def test_the_value_of_the_game_exceeds_its_least_unless_the_model_is_the_data(impl, pair):
    """C(q) ≥ −log 4 + TV(p, q)², where p, q > 0."""
    p, q = pair
    h = log_ratios(p, q)
    value = -impl.discriminator_loss(p.batch(h), q.batch(h))
    least = total_variation(p, q) ** 2 - log(4)
    assert_at_most(least, value, terms=discriminator_loss(p, q, h).terms)


@claim("goodfellow/minimum-attained", source=SOURCE)
@given(p=distributions(full_support=True))
def test_the_value_of_the_game_is_least_where_the_model_is_the_data(impl, p):
    """C(p) = −log 4."""
    h = log_ratios(p, p)
    assert_close(-impl.discriminator_loss(p.batch(h), p.batch(h)), -log(4))


@claim("goodfellow/js-between-tv-bounds", source="Lin 1991")
@given(pair=batch_pairs() | mirrored_pairs())
def test_js_is_at_least_what_two_mirrored_coins_have(impl, pair):
    """JS(p‖q) ≥ log 2 − H(½(1 + TV), ½(1 − TV))."""
    p, q = pair
    js = impl.js_divergence(p.masses, q.masses)
    assert_at_most(mirrored_js(total_variation(p, q)), js, terms=js_divergence(p, q).terms)


@claim("goodfellow/js-at-most-tv", source="Lin 1991")
@given(pair=batch_pairs() | pairs_equal_or_apart())
def test_js_is_at_most_its_largest_times_the_total_variation(impl, pair):
    """JS(p‖q) ≤ TV(p, q) log 2."""
    p, q = pair
    js = impl.js_divergence(p.masses, q.masses)
    assert_at_most(js, total_variation(p, q) * log(2), terms=js_divergence(p, q).terms)


@claim("goodfellow/js-lower-attained", source="Lin 1991")
@given(pair=mirrored_pairs())
def test_mirrored_coins_attain_the_lower_bound_of_js(impl, pair):
    """JS(p‖q) = log 2 − H(p), for p = ((1 + t)/2, (1 − t)/2) and its mirror image q."""
    p, q = pair
    js = impl.js_divergence(p.masses, q.masses)
    assert_close(js, log(2) - entropy(p), terms=js_divergence(p, q).terms)


@claim("goodfellow/js-upper-attained", source="Lin 1991")
@given(pair=pairs_equal_or_apart())
def test_masses_that_are_equal_or_apart_attain_the_upper_bound_of_js(impl, pair):
    """JS(p‖q) = TV(p, q) log 2, if at each point p = q, p = 0 or q = 0."""
    p, q = pair
    js = impl.js_divergence(p.masses, q.masses)
    assert_close(js, total_variation(p, q) * log(2), terms=js_divergence(p, q).terms)


@claim("goodfellow/subgradient", source=SOURCE)
@given(move=model_moves())
def test_the_value_rises_by_what_the_generator_sees_and_by_what_the_discriminator_learns(
    impl, move
):
    """C(q1) = C(q0) + Σ (q1 − q0) log(1 − D*_0) + Σ (p + q1) KL(Bern(D*_1)‖Bern(D*_0)).

    So the loss against D*_0 is a supporting line: C is convex in q, and the gradient that the
    generator sees is its own.
    """
    p, q0, q1 = move
    h0, h1 = log_ratios(p, q0), log_ratios(p, q1)
    losses = [impl.discriminator_loss(p.batch(h), q.batch(h)) for q, h in ((q0, h0), (q1, h1))]
    seen = [Real.of(impl.minimax_generator_loss(q.batch(h0))) for q in (q0, q1)]
    rise = seen[1] - seen[0] + gain_by_learning(move)
    terms = discriminator_loss(p, q0, h0).terms + discriminator_loss(p, q1, h1).terms
    assert_close(Real.of(losses[0]) - losses[1], rise, terms=terms)


@claim(
    "goodfellow/convex-in-parameters",
    source="folk",
    kind="refuted",
    corrected_by="goodfellow/subgradient",
)
@given(one=st.integers(-4, 4), other=st.integers(-4, 4))
def test_the_value_is_convex_in_the_parameters_of_the_generator(impl, one, other):
    """JS(δ_0‖δ_θ) is at most the mean of JS(δ_0‖δ_a) and JS(δ_0‖δ_b), for θ = (a + b)/2."""
    data, *models = point_masses(
        Fraction(0), Fraction(one), Fraction(other), Fraction(one + other, 2)
    )
    at_one, at_other, between = (impl.js_divergence(data.masses, q.masses) for q in models)
    assert_close([at_one, at_other, between], [js_divergence(data, q) for q in models])
    holds_here(between < (at_one + at_other) / 2 + 0.01, between=between, a=at_one, b=at_other)


@claim(
    "goodfellow/best-response-line",
    source="folk",
    kind="refuted",
    corrected_by="arjovsky/log-d-trick",
)
@given(move=model_moves())
def test_the_nonsaturating_value_lies_above_the_line_that_the_generator_sees(impl, move):
    """E_q1[−log D*_1] ≥ E_q1[−log D*_0] = V(q0) − Σ (q1 − q0) log D*_0, with V(q) = E_q[−log D*_q].

    It would if the game were zero-sum, as with log(1 − D). But the slope of V has 1 − D* added.
    """
    p, q0, q1 = move
    h0, h1 = log_ratios(p, q0), log_ratios(p, q1)
    value, line = (impl.nonsaturating_generator_loss(q1.batch(h)) for h in (h1, h0))
    assert_close([value, line], [-q1.expectation(map(log_sigmoid, h)) for h in (h1, h0)])
    holds_here(value > line - 0.001, value=value, line=line)
