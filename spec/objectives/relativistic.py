"""Relativistic losses: a discriminator that says which of two samples is the more real one.

The discriminator of an ordinary GAN judges every sample by itself, and the real samples say nothing
to the generator. Here a critic C gives logits, and σ(C_r − C_f) is the probability that a real
sample is more real than a fake one. The loss of a pair is the cross entropy of that, with
s(x) = log(1 + e^x); the generator is to make its own sample the more real one. So it is in RSGAN.
In RaSGAN a sample is not compared with another one but with the mean logit of the other kind.

References
----------
A. Jolicoeur-Martineau, "The relativistic discriminator: a key element missing from standard GAN",
2018.
A. Jolicoeur-Martineau, "On relativistic f-divergences", ICML 2020.
"""

import math

from hypothesis import given
from hypothesis import strategies as st

from spec import Real, assert_at_most, assert_close, claim, holds_here, mean
from spec.definitions import (
    all_pairs,
    doubts,
    expected_average_loss,
    js_divergence,
    law_of_pairs,
    log,
    log_ratios,
    mistakes,
    relativistic_average_loss,
    relativistic_loss,
)
from spec.strategies import (
    batch_pairs,
    batches,
    few_part_pairs,
    logit_pairs,
    sample_sizes,
    sixteenths,
)


@claim("relativistic/paired-losses", source="Jolicoeur-Martineau 2018")
@given(pairs=logit_pairs())
def test_the_discriminator_is_to_tell_which_of_two_samples_is_real(impl, pairs):
    """RSGAN: L_D = E[s(−(C_r − C_f))], pair by pair."""
    assert_close(impl.relativistic_discriminator_loss(*pairs), relativistic_loss(*pairs))


@claim("relativistic/paired-generator-loss", source="Jolicoeur-Martineau 2018")
@given(pairs=logit_pairs())
def test_the_generator_is_to_have_the_more_real_sample(impl, pairs):
    """RSGAN: L_G = E[s(C_r − C_f)], pair by pair."""
    real, fake = pairs
    assert_close(impl.relativistic_generator_loss(real, fake), relativistic_loss(fake, real))


@claim("relativistic/average-losses", source="Jolicoeur-Martineau 2018")
@given(real=batches(sixteenths(-2, 2)), fake=batches(sixteenths(-2, 2)))
def test_the_average_discriminator_compares_with_the_mean_of_the_others(impl, real, fake):
    """RaSGAN: L_D = E_p[s(−(C_r − E_q[C_f]))] + E_q[s(C_f − E_p[C_r])]."""
    loss = impl.relativistic_average_discriminator_loss(real, fake)
    assert_close(loss, relativistic_average_loss(real, fake))


@claim("relativistic/average-generator-loss", source="Jolicoeur-Martineau 2018")
@given(real=batches(sixteenths(-2, 2)), fake=batches(sixteenths(-2, 2)))
def test_the_average_generator_is_to_be_more_real_than_the_mean(impl, real, fake):
    """RaSGAN: L_G = E_q[s(−(C_f − E_p[C_r]))] + E_p[s(C_r − E_q[C_f])]."""
    loss = impl.relativistic_average_generator_loss(real, fake)
    assert_close(loss, relativistic_average_loss(fake, real))


@claim("relativistic/shift-and-swap", source="after Jolicoeur-Martineau 2018")
@given(pairs=logit_pairs(), c=sixteenths(-4, 4))
def test_the_generator_plays_the_game_of_the_discriminator_from_the_other_side(impl, pairs, c):
    """RSGAN: L_G(C_r, C_f) = L_D(C_f + c, C_r + c), for every number c."""
    real, fake = pairs
    better, worse = ([x + c for x in batch] for batch in (fake, real))
    loss = Real.of(impl.relativistic_generator_loss(real, fake)).with_terms(8)
    assert_close(loss, impl.relativistic_discriminator_loss(better, worse))


@claim("relativistic/average-shift-and-swap", source="after Jolicoeur-Martineau 2018")
@given(real=batches(sixteenths(-2, 2)), fake=batches(sixteenths(-2, 2)), c=sixteenths(-4, 4))
def test_so_does_the_generator_that_compares_with_the_mean(impl, real, fake, c):
    """RaSGAN: L_G(C_r, C_f) = L_D(C_f + c, C_r + c), for every number c."""
    better, worse = ([x + c for x in batch] for batch in (fake, real))
    loss = Real.of(impl.relativistic_average_generator_loss(real, fake)).with_terms(8)
    assert_close(loss, impl.relativistic_average_discriminator_loss(better, worse))


@claim("relativistic/average-derivative", source="after Jolicoeur-Martineau 2018")
@given(real=batches(sixteenths(-2, 2)), fake=batches(sixteenths(-2, 2)))
def test_a_real_logit_counts_in_both_terms_of_the_average_loss(impl, real, fake):
    """RaSGAN: n ∂L_D/∂C_r = −σ(−(C_r − E_q[C_f])) − E_q[σ(C_f − E_p[C_r])]."""
    of_real, _ = impl.relativistic_average_discriminator_loss_derivative(real, fake)
    of_fakes = mean(mistakes(fake, real))
    assert_close(of_real, [-doubt - of_fakes for doubt in doubts(real, fake)])


@claim("relativistic/average-derivative-in-fakes", source="after Jolicoeur-Martineau 2018")
@given(real=batches(sixteenths(-2, 2)), fake=batches(sixteenths(-2, 2)))
def test_a_fake_logit_counts_in_both_terms_of_the_average_loss(impl, real, fake):
    """RaSGAN: m ∂L_D/∂C_f = σ(C_f − E_p[C_r]) + E_p[σ(−(C_r − E_q[C_f]))]."""
    _, of_fake = impl.relativistic_average_discriminator_loss_derivative(real, fake)
    of_reals = mean(doubts(real, fake))
    assert_close(of_fake, [mistake + of_reals for mistake in mistakes(fake, real)])


@claim("relativistic/derivatives-balance", source="after Jolicoeur-Martineau 2018")
@given(real=batches(sixteenths(-2, 2)), fake=batches(sixteenths(-2, 2)))
def test_the_derivatives_add_up_to_nothing(impl, real, fake):
    """RaSGAN: Σ ∂L_D/∂C_r + Σ ∂L_D/∂C_f = 0, as to shift all logits changes nothing."""
    of_real, of_fake = impl.relativistic_average_discriminator_loss_derivative(real, fake)
    assert_close(mean(of_real) + mean(of_fake), 0)


@claim("relativistic/average-generator-derivative", source="after Jolicoeur-Martineau 2018")
@given(real=batches(sixteenths(-2, 2)), fake=batches(sixteenths(-2, 2)))
def test_the_generator_is_trained_by_both_terms_of_its_average_loss(impl, real, fake):
    """RaSGAN: m ∂L_G/∂C_f = −σ(−(C_f − E_p[C_r])) − E_p[σ(C_r − E_q[C_f])]."""
    slopes = impl.relativistic_average_generator_loss_derivative(real, fake)
    of_reals = mean(mistakes(real, fake))
    assert_close(slopes, [-doubt - of_reals for doubt in doubts(fake, real)])


@claim(
    "relativistic/real-term-is-constant",
    source="folklore, from the ordinary GAN",
    kind="refuted",
    corrected_by="relativistic/average-generator-derivative",
)
@given(real=batches(sixteenths(-2, 2)), fake=batches(sixteenths(-2, 2)))
def test_the_term_of_the_real_samples_does_not_train_the_generator(impl, real, fake):
    """RaSGAN: m ∂L_G/∂C_f = −σ(−(C_f − E_p[C_r])), that of the term of the fakes."""
    slopes = impl.relativistic_average_generator_loss_derivative(real, fake)
    of_reals, of_fakes = mean(mistakes(real, fake)), doubts(fake, real)
    assert_close(slopes, [-doubt - of_reals for doubt in of_fakes])
    holds_here(math.isclose(slopes[0], -of_fakes[0], rel_tol=1e-4), slope=slopes[0])


@claim("relativistic/optimal-paired", source="after Jolicoeur-Martineau 2020")
@given(pair=few_part_pairs(), c=sixteenths(-1, 1))
def test_the_log_ratio_of_densities_is_best_for_pairs(impl, pair, c):
    """RSGAN: L_D(log p/q + c) = log 2 − JS(p ⊗ q‖q ⊗ p), where p, q > 0."""
    p, q = pair
    logits = impl.optimal_logits(p.masses, q.masses) + c
    loss = impl.relativistic_discriminator_loss(*all_pairs(p, q, logits))
    assert_close(loss, log(2) - js_divergence(law_of_pairs(p, q), law_of_pairs(q, p)))


@claim("relativistic/no-lower-paired", source="after Jolicoeur-Martineau 2020")
@given(pair=few_part_pairs(), logits=st.tuples(*[sixteenths(-2, 2)] * 4))
def test_no_critic_has_a_lower_loss_of_pairs(impl, pair, logits):
    """RSGAN: L_D(C) ≥ log 2 − JS(p ⊗ q‖q ⊗ p), for every C."""
    p, q = pair
    loss = impl.relativistic_discriminator_loss(*all_pairs(p, q, logits[: len(p)]))
    assert_at_most(log(2) - js_divergence(law_of_pairs(p, q), law_of_pairs(q, p)), loss)


@claim(
    "relativistic/optimal-average",
    source="folklore, from the ordinary GAN",
    kind="refuted",
    corrected_by="relativistic/optimal-paired",
)
@given(pair=batch_pairs(full_support=True), quarters=st.integers(1, 16))
def test_the_log_ratio_of_densities_is_best_beside_the_mean(impl, pair, quarters):
    """RaSGAN: L_D(log p/q) ≤ L_D(k log p/q), for every k."""
    p, q = pair
    critics = [k * log_ratios(p, q) for k in (1, quarters / 4)]
    least, other = losses = [
        impl.relativistic_average_discriminator_loss(p.batch(C), q.batch(C)) for C in critics
    ]
    assert_close(losses, [expected_average_loss(p, q, C) for C in critics])
    holds_here(least < other + 1e-3, k=quarters / 4, log_ratio=least, multiple=other)


@claim(
    "relativistic/batch-unbiased",
    source="as estimated by Jolicoeur-Martineau 2018",
    kind="refuted",
    corrected_by="relativistic/batch-above",
)
@given(drawn=sample_sizes())
def test_the_average_loss_of_a_batch_is_right_on_average(impl, drawn):
    """RaSGAN: E[L_D of a batch of n and of m] = L_D of the distributions."""
    on_average = drawn.mean_average_loss(impl.relativistic_average_discriminator_loss)
    assert_close(on_average, drawn.mean_average_loss(relativistic_average_loss))
    loss = drawn.average_loss()
    holds_here(math.isclose(on_average, loss, abs_tol=1e-3), on_average=on_average, loss=loss)


@claim("relativistic/batch-above", source="Jolicoeur-Martineau 2020")
@given(drawn=sample_sizes())
def test_the_average_loss_of_a_batch_is_too_large_on_average(impl, drawn):
    """RaSGAN: E[L_D of a batch of n and of m] ≥ L_D of the distributions."""
    on_average = drawn.mean_average_loss(impl.relativistic_average_discriminator_loss)
    assert_at_most(drawn.average_loss(), on_average)


@claim("relativistic/paired-batch-unbiased", source="Jolicoeur-Martineau 2020")
@given(drawn=sample_sizes())
def test_the_loss_of_a_batch_of_pairs_is_right_on_average(impl, drawn):
    """RSGAN: E[L_D of a batch of n pairs] = L_D of the distributions."""
    assert_close(drawn.mean_loss(impl.relativistic_discriminator_loss), drawn.loss())
