"""Least-squares losses: outputs are to be near targets, and are charged the square of the distance.

Cross entropy leaves a fake alone once it is on the right side of the boundary, however far from the
data. A least-squares discriminator is to give b for the data and a for the model, and the generator
is to have it give c: outputs are drawn to a number from both sides, so that a fake which is far
beyond the boundary is drawn back. With three targets chosen well, the paper has the generator lower
a χ² divergence. But for that a term of the data is added to its loss, and left out again when it is
trained.

References
----------
X. Mao, Q. Li, H. Xie, R. Y. K. Lau, Z. Wang and S. P. Smolley, "Least squares generative
adversarial networks", ICCV 2017.
"""

import math
from fractions import Fraction

from hypothesis import given

from spec import Real, assert_at_most, assert_close, claim, holds_here, total
from spec.definitions import (
    expected_errors,
    l1_distance,
    least_squares_discriminator_loss,
    least_squares_loss,
    least_squares_optima,
    least_squares_optimum,
    squared_error,
    triangular_discrimination,
)
from spec.strategies import (
    ascending_codings,
    batch_pairs,
    batches,
    chi_squared_codings,
    codings,
    critic_pairs,
    density_values,
    outputs_near_targets,
    sixteenths,
    two_cells,
)


@claim("lsgan/losses", source="Mao et al. 2017")
@given(real=batches(sixteenths(-4, 4)), fake=batches(sixteenths(-4, 4)), coding=codings())
def test_the_discriminator_pays_for_the_squares_of_errors(impl, real, fake, coding):
    """L_D = ½E_p[(D − b)²] + ½E_q[(D − a)²]."""
    loss = impl.least_squares_discriminator_loss(real, fake, **coding.targets)
    assert_close(loss, least_squares_loss(real, coding.b) + least_squares_loss(fake, coding.a))


@claim("lsgan/default-targets", source="Mao et al. 2017")
@given(real=batches(sixteenths(-4, 4)), fake=batches(sixteenths(-4, 4)))
def test_outputs_are_to_be_1_on_the_data_and_0_on_the_model(impl, real, fake):
    """L_D = ½E_p[(D − 1)²] + ½E_q[D²], where no targets are given."""
    loss = impl.least_squares_discriminator_loss(real, fake)
    assert_close(loss, least_squares_loss(real, 1) + least_squares_loss(fake, 0))


@claim("lsgan/target-alone", source="Mao et al. 2017")
@given(real=batches(sixteenths(-4, 4)), fake=batches(sixteenths(-4, 4)), b=sixteenths(-2, 2))
def test_a_target_for_the_data_leaves_that_for_the_model(impl, real, fake, b):
    """L_D = ½E_p[(D − b)²] + ½E_q[D²], where b alone is given, as it is to smooth labels."""
    loss = impl.least_squares_discriminator_loss(real, fake, real_target=b)
    assert_close(loss, least_squares_loss(real, b) + least_squares_loss(fake, 0))


@claim("lsgan/generator-loss", source="Mao et al. 2017")
@given(fake=batches(sixteenths(-4, 4)), c=sixteenths(-2, 2))
def test_the_generator_pays_for_the_squares_of_errors_as_well(impl, fake, c):
    """L_G = ½E_q[(D − c)²]."""
    assert_close(impl.least_squares_generator_loss(fake, target=c), least_squares_loss(fake, c))


@claim("lsgan/default-target", source="Mao et al. 2017")
@given(fake=batches(sixteenths(-4, 4)))
def test_the_generator_is_to_bring_outputs_to_1(impl, fake):
    """L_G = ½E_q[(D − 1)²], where no target is given."""
    assert_close(impl.least_squares_generator_loss(fake), least_squares_loss(fake, 1))


@claim("lsgan/near-targets", source="Mao et al. 2017")
@given(drawn=outputs_near_targets())
def test_outputs_next_to_their_targets_still_count(impl, drawn):
    """L_D = ½E_p[(D − b)²] + ½E_q[(D − a)²], even where D² has no digit left of D − b."""
    real, fake, coding = drawn
    loss = impl.least_squares_discriminator_loss(real, fake, **coding.targets)
    assert_close(loss, least_squares_discriminator_loss(real, fake, **coding.targets))


@claim("lsgan/generator-near-target", source="Mao et al. 2017")
@given(drawn=outputs_near_targets())
def test_outputs_next_to_the_target_of_the_generator_still_count(impl, drawn):
    """L_G = ½E_q[(D − c)²], even where D² has no digit left of D − c."""
    _, fake, coding = drawn
    loss = impl.least_squares_generator_loss(fake, target=coding.a)
    assert_close(loss, least_squares_loss(fake, coding.a))


@claim("lsgan/zero-at-targets", source="Mao et al. 2017")
@given(drawn=outputs_near_targets())
def test_the_loss_is_zero_only_if_all_outputs_are_on_their_targets(impl, drawn):
    """L_D = 0 iff D = b on all of the data and D = a on all of the model."""
    real, fake, (a, b, _) = drawn
    loss = impl.least_squares_discriminator_loss(real, fake, real_target=b, fake_target=a)
    assert (loss == 0) == ({*real} == {b} and {*fake} == {a})


@claim("lsgan/optimal-discriminator", source="Mao et al. 2017")
@given(densities=density_values(), coding=codings())
def test_the_best_output_is_the_mean_of_the_targets(impl, densities, coding):
    """D* = (bp + aq)/(p + q)."""
    p, q = densities
    best = impl.least_squares_optimal_discriminator(p, q, **coding.targets)
    assert_close(best, least_squares_optimum(p, q, **coding.targets))


@claim("lsgan/default-optimum", source="Mao et al. 2017")
@given(densities=density_values())
def test_the_best_output_is_the_share_of_the_data(impl, densities):
    """D* = p/(p + q), where no targets are given."""
    best = impl.least_squares_optimal_discriminator(*densities)
    assert_close(best, least_squares_optimum(*densities))


@claim("lsgan/optimum-of-target-alone", source="Mao et al. 2017")
@given(densities=density_values(), b=sixteenths(-2, 2))
def test_of_a_target_for_the_data_the_best_output_is_a_share(impl, densities, b):
    """D* = bp/(p + q), where b alone is given."""
    p, q = densities
    best = impl.least_squares_optimal_discriminator(p, q, real_target=b)
    assert_close(best, least_squares_optimum(p, q, real_target=b))


@claim("lsgan/excess", source="Mao et al. 2017")
@given(pair=critic_pairs(4), coding=codings())
def test_every_other_discriminator_pays_for_the_squares_of_its_distance(impl, pair, coding):
    """L_D(D) − L_D(D*) = ½ Σ (p + q)(D − D*)², for every D."""
    p, q, d = pair
    best = impl.least_squares_optimal_discriminator(p.masses, q.masses, **coding.targets)
    loss, least = (
        impl.least_squares_discriminator_loss(p.batch(x), q.batch(x), **coding.targets)
        for x in (d, best)
    )
    squares = [*map(squared_error, d, least_squares_optima(p, q, coding))]
    excess = (p.expectation(squares) + q.expectation(squares)) / 2
    assert_close(Real.of(loss) - least, excess, terms=coding.size)


@claim("lsgan/every-coding", source="after Mao et al. 2017")
@given(pair=batch_pairs(), coding=codings())
def test_both_terms_together_tell_the_triangular_discrimination(impl, pair, coding):
    """E_p[(D* − c)²] + E_q[(D* − c)²] = ½(a + b − 2c)² + ¼(b − a)² Δ(p, q)."""
    a, b, c = map(Fraction, coding)
    value = (a + b - 2 * c) ** 2 / 2 + (b - a) ** 2 / 4 * triangular_discrimination(*pair)
    assert_close(total(expected_errors(impl, pair, coding)), value)


@claim("lsgan/chi-squared", source="Mao et al. 2017")
@given(pair=batch_pairs(), coding=chi_squared_codings())
def test_with_the_targets_of_the_paper_they_are_the_chi_squared_divergence(impl, pair, coding):
    """If b − c = 1 and b − a = 2, E_p[(D* − c)²] + E_q[(D* − c)²] = Δ(p, q) = χ²(p + q‖2q)."""
    assert_close(total(expected_errors(impl, pair, coding)), triangular_discrimination(*pair))


@claim("lsgan/least-iff-equal", source="after Mao et al. 2017")
@given(pair=batch_pairs(), coding=codings())
def test_both_terms_together_are_least_where_the_model_is_the_data(impl, pair, coding):
    """E_p[(D* − c)²] + E_q[(D* − c)²] ≥ ½(a + b − 2c)² + ⅛(b − a)² ‖p − q‖₁²."""
    a, b, c = map(Fraction, coding)
    least = (a + b - 2 * c) ** 2 / 2 + (b - a) ** 2 / 8 * l1_distance(*pair) ** 2
    assert_at_most(least, total(expected_errors(impl, pair, coding)))


@claim(
    "lsgan/generator-alone",
    source="Mao et al. 2017",
    kind="refuted",
    corrected_by="lsgan/every-coding",
)
@given(pair=batch_pairs(), coding=chi_squared_codings())
def test_what_the_generator_lowers_is_the_chi_squared_divergence(impl, pair, coding):
    """If b − c = 1 and b − a = 2, E_q[(D* − c)²] = Δ(p, q).

    The term of the data makes up the rest. It does not depend on the generator as long as D is held
    fixed, but D* does.
    """
    p, q = pair.without_empty_points()
    _, value = expected_errors(impl, pair, coding)
    optima = least_squares_optima(p, q, coding)
    assert_close(value, q.expectation(squared_error(d, coding.c) for d in optima))
    divergence = triangular_discrimination(p, q)
    holds_here(math.isclose(value, divergence, abs_tol=1e-4), value=value, divergence=divergence)


@claim("lsgan/step-helps", source="after Mao et al. 2017")
@given(cells=two_cells(), coding=ascending_codings())
def test_a_step_that_lowers_the_loss_lowers_the_divergence(impl, cells, coding):
    """If a < b ≤ c, mass of q moved from x to y lowers Δ(p, q) iff (D*_y − c)² < (D*_x − c)²."""
    best = impl.least_squares_optimal_discriminator(*cells.masses, **coding.targets)
    at_x, at_y = (impl.least_squares_generator_loss([d], target=coding.c) for d in best)
    assert (at_y < at_x) == (cells.slope < 0)


@claim(
    "lsgan/step-helps-any-coding",
    source="after Mao et al. 2017",
    kind="refuted",
    corrected_by="lsgan/step-helps",
)
@given(cells=two_cells(), coding=chi_squared_codings())
def test_with_the_targets_of_the_paper_such_a_step_helps_too(impl, cells, coding):
    """If b − c = 1 and b − a = 2, it lowers Δ(p, q) if (D*_y − c)² < (D*_x − c)².

    With c half-way between a and b, an output as far above c as another is below it is as bad, and
    so q may be moved to where it has too much.
    """
    best = impl.least_squares_optimal_discriminator(*cells.masses, **coding.targets)
    at_x, at_y = losses = [impl.least_squares_generator_loss([d], target=coding.c) for d in best]
    optima = (least_squares_optimum(*cell, **coding.targets).value for cell in cells)
    due = [squared_error(d, coding.c) / 2 for d in optima]
    assert_close(losses, due, terms=coding.size)
    holds_here(at_x <= at_y or cells.slope < 0, at_x=at_x, at_y=at_y, slope=cells.slope)
