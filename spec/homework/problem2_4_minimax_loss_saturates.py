"""Problem 2, part 4: the minimax generator loss saturates.

A generator G_θ turns noise z into samples, and a discriminator D = σ(h) tells, by its logits h, how
real they look. The minimax loss of the generator is

    L_mm(θ) = E_z[log(1 − σ(h(G_θ(z))))].

When the discriminator rejects every sample with confidence, h ≪ 0, the gradient of L_mm in θ is
next to nothing: the generator stops learning just when it has most to learn. The worked answer says
so of every negative logit, every rejection and every perfect discriminator; of those it is false.
"""

from hypothesis import given
from hypothesis import strategies as st

from spec import (
    Real,
    assert_at_most,
    assert_close,
    assert_equal,
    claim,
    holds_here,
    mean,
    precision,
)
from spec.definitions import (
    derivative,
    exp,
    expectation_integral,
    log_complement,
    log_sigmoid,
    logit,
    normal_cumulative,
    normal_expectation,
    partial_derivatives,
    sigmoid,
)
from spec.strategies import (
    batches,
    floats,
    generator_discriminator_pairs,
    generator_parameters,
    moderate_logits,
    rejected_batches,
    saturated_steps,
    sixteenths,
    step_discriminators,
    thresholds,
)


@claim("2.4/sigmoid", equations="given")
@given(h=moderate_logits())
def test_the_sigmoid_is_the_logistic_function(impl, h):
    """σ(h) = 1/(1 + e^−h)."""
    assert_close(impl.sigmoid(h), 1 / (1 + exp(-h)), terms=1)


@claim("2.4/sigmoid-complement", equations="given")
@given(h=moderate_logits())
def test_the_sigmoid_of_the_negative_logit_is_its_complement(impl, h):
    """σ(−h) = 1 − σ(h)."""
    assert_close(impl.sigmoid(-h), 1 - sigmoid(h))


@claim("2.4/sigmoid-derivative", equations="given, 5")
@given(h=moderate_logits())
def test_the_sigmoid_has_derivative_sigmoid_times_its_complement(impl, h):
    """σ' = σ(1 − σ)."""
    assert_close(impl.sigmoid_derivative(h), derivative(sigmoid, at=h))


@claim("2.4/minimax-loss", equations="given")
@given(h=batches(moderate_logits()))
def test_the_minimax_loss_is_the_expected_log_of_the_complement(impl, h):
    """L_mm = E_z[log(1 − σ(h))]."""
    assert_close(impl.minimax_generator_loss(h), mean(map(log_complement, h)))


@claim("2.4/log-complement-derivative", equations="3-5")
@given(h=moderate_logits())
def test_the_log_of_the_complement_has_a_quotient_for_derivative(impl, h):
    """d/dh log(1 − σ(h)) = −σ'(h)/(1 − σ(h))."""
    quotient = -impl.sigmoid_derivative(h) / (1 - impl.sigmoid(h))
    assert_close(quotient, derivative(log_complement, at=h))


@claim("2.4/minimax-derivative", equations="6-7")
@given(batch=batches(moderate_logits()))
def test_the_log_of_the_complement_has_minus_the_sigmoid_for_derivative(impl, batch):
    """d/dh log(1 − σ(h)) = −σ(h)."""
    slopes = [derivative(log_complement, at=h) for h in batch]
    assert_close(impl.minimax_generator_loss_derivative(batch), slopes)


@claim("2.4/chain-rule", equations="1-2, 7")
@given(
    network=generator_discriminator_pairs(),
    theta=generator_parameters(),
    noise=batches(sixteenths(-3, 3), max_size=4),
)
def test_the_gradient_on_a_batch_is_the_mean_of_products(impl, network, theta, noise):
    """∂/∂θ (1/n) Σ log(1 − σ(h_i)) = (1/n) Σ −σ(h_i) ∂h_i/∂θ."""

    def loss(theta):
        return mean(log_complement(network.exact_logit(theta, z)) for z in noise)

    slopes = impl.minimax_generator_loss_derivative(network.logits(theta, noise))
    chain_rule = impl.expected_gradient(slopes, network.jacobian(theta, noise))
    assert_close(chain_rule, partial_derivatives(loss, at=theta))


@claim("2.4/derivative-inside-expectation", equations="1-2, 7")
@given(network=generator_discriminator_pairs(), theta=generator_parameters())
def test_the_derivative_of_the_expected_loss_is_the_expected_derivative(impl, network, theta):
    """∂/∂θ E_z[log(1 − σ(h))] = E_z[−σ(h) ∂h/∂θ], z ~ N(0, 1), both sides integrated over θ."""

    def derivative_inside(by, z):
        at = theta.shifted(by)
        return impl.minimax_generator_loss_derivative(network.logits(at, z)) * network.slopes(at, z)

    change = network.expected_loss(theta.shifted(0.5)) - network.expected_loss(theta)
    assert_close(expectation_integral(derivative_inside, 0, 0.5), change)


@claim(
    "2.4/interchange-always",
    equations="1-2",
    kind="refuted",
    corrected_by="2.4/derivative-inside-expectation",
)
@given(discriminator=step_discriminators(), theta=st.integers(1, 3))
def test_the_derivative_moves_inside_for_any_discriminator(impl, discriminator, theta):
    """∂L_mm/∂θ = E_z[−σ(h) ∂h/∂θ] for G = z + θ, both sides integrated from 0 to θ."""
    below, above = (float(impl.minimax_generator_loss([h])) for h in discriminator)
    slopes = impl.minimax_generator_loss_derivative(discriminator)
    (inside,) = impl.expected_gradient(slopes, [[0.0], [0.0]])
    assert_close([below, above], list(map(log_complement, discriminator)))
    assert_close(inside, 0)
    crossing = normal_cumulative(theta) - normal_cumulative(0)  # P(z ≤ 0 < z + θ)
    outside = crossing * (above - below)
    holds_here(abs(outside - theta * inside) < 0.001, outside=outside, inside=inside)


@claim("2.4/confident-rejection", equations="8")
@given(threshold=thresholds())
def test_a_confident_rejection_is_a_very_negative_logit(impl, threshold):
    """σ(h) ≤ δ ⇔ h ≤ log(δ/(1 − δ))."""
    delta, h = threshold
    assert_equal(impl.sigmoid(h) <= delta, h <= logit(delta))


@claim("2.4/saturates", equations="7-8")
@given(batch=rejected_batches())
def test_the_gradient_vanishes_as_fast_as_the_odds(impl, batch):
    """|∂L_mm/∂θ| ≤ e^{max h} · E|∂h/∂θ|."""
    slopes = impl.minimax_generator_loss_derivative(batch.h)
    (gradient,) = impl.expected_gradient(slopes, batch.jacobian)
    steepness = mean(map(abs, batch.slopes))
    assert_at_most(abs(gradient), exp(max(batch.h)) * steepness, terms=steepness)


@claim("2.4/small-steps", equations="8, answer")
@given(rate=sixteenths(1 / 16, 16), batch=rejected_batches())
def test_a_saturated_generator_takes_small_steps(impl, rate, batch):
    """A step of rate η moves θ by at most η e^{max h} E|∂h/∂θ|."""
    slopes = impl.minimax_generator_loss_derivative(batch.h)
    (gradient,) = impl.expected_gradient(slopes, batch.jacobian)
    fastest = rate * mean(map(abs, batch.slopes))
    assert_at_most(abs(rate * gradient), exp(max(batch.h)) * fastest, terms=fastest)


@claim("2.4/parameters-stay", equations="8, answer")
@given(step=saturated_steps())
def test_a_saturated_generator_does_not_move(impl, step):
    """θ − η ∂L_mm/∂θ = θ to rounding, where η e^{max h} E|∂h/∂θ| is below ¼ ulp of θ."""
    slopes = impl.minimax_generator_loss_derivative(step.batch.h)
    (gradient,) = impl.expected_gradient(slopes, step.batch.jacobian)
    fastest = step.rate * mean(map(abs, step.batch.slopes))
    assert_close(step.theta - Real.of(step.rate) * gradient, step.theta, terms=fastest)


@claim(
    "2.4/negative-logits-suffice", equations="6, 8", kind="refuted", corrected_by="2.4/saturates"
)
@given(h=moderate_logits(max_value=-0.1))
def test_the_derivative_vanishes_at_any_negative_logit(impl, h):
    """d/dh log(1 − σ(h)) ≈ 0 at every h < 0."""
    slope = impl.minimax_generator_loss_derivative(h)
    assert_close(slope, derivative(log_complement, at=h))
    holds_here(abs(slope) < 0.1, derivative=slope)


@claim("2.4/rejection-alone-saturates", equations="8", kind="refuted", corrected_by="2.4/saturates")
@given(h=floats(-12, -7))
def test_the_gradient_vanishes_wherever_the_discriminator_rejects(impl, h):
    """∂L_mm/∂θ ≈ 0 if D ≈ 0, for the logits h = log θ, of slope ∂h/∂θ = 1/θ = e^−h."""
    slopes = impl.minimax_generator_loss_derivative([h])
    (gradient,) = impl.expected_gradient(slopes, [[float(exp(-h))]])
    assert_at_most(impl.sigmoid(h), 0.001)
    assert_close(gradient, -sigmoid(h) * exp(-h))
    holds_here(abs(gradient) < 0.1, gradient=gradient)


@claim(
    "2.4/perfect-discriminator-saturates",
    equations="answer",
    kind="refuted",
    corrected_by="2.4/saturates",
)
@given(theta=st.integers(0, 2))
def test_the_gradient_vanishes_against_a_perfect_discriminator(impl, theta):
    """∂L_mm/∂θ ≈ 0 if D = D*: for p = N(0, 1), q = N(θ, 1) and G = z + θ."""

    def sample_gradients(z):
        h = precision().rounded(-theta * (z + theta / 2))  # log p/q at z + θ
        slopes = impl.minimax_generator_loss_derivative(h)
        assert_close(slopes, [-sigmoid(x) for x in h])
        return -theta * slopes

    gradient = normal_expectation(sample_gradients)
    holds_here(abs(gradient) < 0.1, gradient=gradient)


@claim("2.4/nonsaturating-loss", equations="contrast")
@given(h=batches(moderate_logits()))
def test_the_nonsaturating_loss_is_minus_the_expected_log_of_the_sigmoid(impl, h):
    """The non-saturating loss is −E_z[log σ(h)]."""
    assert_close(impl.nonsaturating_generator_loss(h), -mean(map(log_sigmoid, h)))


@claim("2.4/nonsaturating-derivative", equations="contrast")
@given(batch=batches(moderate_logits()))
def test_the_nonsaturating_loss_has_minus_the_complement_for_derivative(impl, batch):
    """d/dh −log σ(h) = −σ(−h)."""
    slopes = [-derivative(log_sigmoid, at=h) for h in batch]
    assert_close(impl.nonsaturating_generator_loss_derivative(batch), slopes)


@claim("2.4/nonsaturating-does-not", equations="contrast")
@given(h=moderate_logits(max_value=0))
def test_the_nonsaturating_loss_keeps_its_slope_under_rejection(impl, h):
    """|d/dh −log σ(h)| ≥ ½ for h ≤ 0."""
    assert_at_most(0.5, abs(impl.nonsaturating_generator_loss_derivative(h)))


@claim("2.4/nonsaturating-ratio", equations="contrast")
@given(h=moderate_logits())
def test_the_nonsaturating_slope_is_the_odds_against_times_the_minimax_one(impl, h):
    """d/dh −log σ(h) = e^−h · d/dh log(1 − σ(h))."""
    slope = impl.nonsaturating_generator_loss_derivative(h)
    assert_close(slope, exp(-h) * derivative(log_complement, at=h))
