"""Hinge losses: a critic that is content with a sample once it is right of it by a margin of 1.

A critic D is to give the data values of 1 or more, and the model values of −1 or less. It pays for
what a sample is short of that, and nothing for a sample beyond it, so that it has no reason to grow
without bound as the critic of the Wasserstein loss has. The generator is to make E_q[D] large.

References
----------
J. H. Lim and J. C. Ye, "Geometric GAN", 2017.
T. Miyato, T. Kataoka, M. Koyama and Y. Yoshida, "Spectral normalization for generative adversarial
networks", ICLR 2018.
"""

from hypothesis import given

from spec import assert_at_most, assert_close, claim, mean, total
from spec.definitions import hinge_discriminator_loss, l1_distance, sign
from spec.strategies import batch_pairs, batches, critic_pairs, sixteenths


@claim("hinge/losses", source="Miyato et al. 2018")
@given(real=batches(sixteenths(-3, 3)), fake=batches(sixteenths(-3, 3)))
def test_the_critic_pays_for_what_a_sample_is_short_of_its_margin(impl, real, fake):
    """L_D = E_p[max(0, 1 − D)] + E_q[max(0, 1 + D)]."""
    loss = mean(max(0, 1 - d) for d in real) + mean(max(0, 1 + d) for d in fake)
    assert_close(impl.hinge_discriminator_loss(real, fake), loss)


@claim("hinge/generator-loss", source="Miyato et al. 2018")
@given(fake=batches(sixteenths(-3, 3)))
def test_the_generator_has_no_hinge(impl, fake):
    """L_G = −E_q[D], on either side of the margin."""
    assert_close(impl.wasserstein_generator_loss(fake), -mean(fake))


@claim("hinge/optimal-value", source="Lim and Ye 2017")
@given(pair=critic_pairs(3))
def test_no_critic_has_a_lower_loss_than_the_overlap_allows(impl, pair):
    """L_D(D) ≥ 2 Σ min(p, q), for every D."""
    p, q, d = pair
    loss = impl.hinge_discriminator_loss(p.batch(d), q.batch(d))
    assert_at_most(2 * total(map(min, p.exact, q.exact)), loss)


@claim("hinge/attained-by-the-sign", source="Lim and Ye 2017")
@given(pair=batch_pairs())
def test_the_best_critic_says_where_the_data_have_more_mass(impl, pair):
    """L_D(sign(p − q)) = 2 − 2 TV(p, q), with TV(p, q) = ½ Σ |p − q|."""
    p, q = pair
    best = [sign(a - b) for a, b in zip(p.exact, q.exact, strict=True)]
    loss = impl.hinge_discriminator_loss(p.batch(best), q.batch(best))
    assert_close(loss, 2 - l1_distance(p, q), terms=2)


@claim("hinge/gap-of-means", source="Lim and Ye 2017")
@given(pair=batch_pairs())
def test_the_means_of_the_best_critic_are_twice_the_total_variation_apart(impl, pair):
    """E_p[D] − E_q[D] = 2 TV(p, q), for D = sign(p − q)."""
    p, q = pair
    best = [sign(a - b) for a, b in zip(p.exact, q.exact, strict=True)]
    loss = impl.wasserstein_critic_loss(p.batch(best), q.batch(best))
    assert_close(-loss, l1_distance(p, q), terms=2)


@claim("hinge/excess", source="after Lim and Ye 2017")
@given(pair=critic_pairs(1))
def test_within_the_margins_a_critic_pays_for_its_distance_from_the_best(impl, pair):
    """If |D| ≤ 1, L_D(D) − 2 Σ min(p, q) = Σ |p − q| |D − sign(p − q)|."""
    p, q, d = pair
    gaps = [a - b for a, b in zip(p.exact, q.exact, strict=True)]
    excess = total(abs(gap) * abs(x - sign(gap)) for gap, x in zip(gaps, d, strict=True))
    least = 2 * total(map(min, p.exact, q.exact))
    assert_close(impl.hinge_discriminator_loss(p.batch(d), q.batch(d)), least + excess)


@claim("hinge/clipping-never-costs", source="after Lim and Ye 2017")
@given(pair=critic_pairs(3))
def test_a_critic_gains_nothing_beyond_the_margins(impl, pair):
    """L_D(min(max(D, −1), 1)) ≤ L_D(D)."""
    p, q, d = pair
    clipped = [min(max(x, -1), 1) for x in d]
    least = hinge_discriminator_loss(p.batch(clipped), q.batch(clipped))
    assert_at_most(least, impl.hinge_discriminator_loss(p.batch(d), q.batch(d)))
