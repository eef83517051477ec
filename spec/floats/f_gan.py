"""f-divergences in floating-point numbers.

The activation of a large output lies next to the end of the domain of the conjugate, where the
conjugate has lost the digits of an output that was rounded there. What the two come to one after
the other is a plain function of the output, and keeps them. So does a divergence that is a sum of
terms never negative, where p and q are near each other.
"""

from hypothesis import given

from spec import Real, assert_accurate, assert_at_most, assert_equal, claim
from spec.definitions import as_far_as_floats_go, as_it_stands, to_its_terms
from spec.strategies import (
    batches,
    cells_of_any_size,
    distances_from_an_end,
    extreme_densities,
    f_divergences,
    f_divergences_with_a_tail,
    fine_distributions,
    nearly_equal_dyadic_pairs,
    pairs_with_empty_points,
    positive_floats,
    whole_range_batches,
    whole_range_logits,
)


@claim("num/f-gan-tails")
@given(divergence=f_divergences(), v=whole_range_logits())
def test_the_loss_of_an_f_gan_keeps_its_digits_for_outputs_of_any_size(impl, divergence, v):
    """−E_p[g(v)] + E_q[f*(g(v))] is as accurate as its terms, for the g that the paper proposes."""
    f = divergence.with_the_activation_proposed(impl)
    losses = [impl.f_discriminator_loss(f.name, *each) for each in (([v], [0.0]), ([0.0], [v]))]
    due = [to_its_terms(f.loss(v, 0), ulps=4), to_its_terms(f.loss(0, v), ulps=4)]
    assert_accurate(losses, [as_far_as_floats_go(loss) for loss in due], ulps=8)


@claim("num/f-generator-loss-tails")
@given(divergence=f_divergences(), v=whole_range_logits())
def test_the_generator_loss_of_an_f_gan_keeps_its_digits_for_outputs_of_any_size(
    impl, divergence, v
):
    """−E_q[f*(g(v))] is accurate wherever a float can hold it, for the g that the paper proposes.

    There f*(g(v)) is e^(v − 1), v − 1, v + v²/4, e^v − 1, log ½(1 + e^v), log(1 + e^v) or ½ tanh v.
    """
    f = divergence.with_the_activation_proposed(impl)
    due = as_far_as_floats_go(-f.conjugate_of_activation(v))
    assert_accurate(impl.f_generator_loss(f.name, [v]), due, ulps=8)


@claim("num/f-activation")
@given(divergence=f_divergences_with_a_tail(), v=whole_range_batches())
def test_the_activation_keeps_its_digits_for_outputs_of_any_size(impl, divergence, v):
    """g(v) is accurate wherever a float can hold it, if it is the one that the paper proposes."""
    f = divergence.with_the_activation_proposed(impl)
    due = [as_far_as_floats_go(f.activation(each)) for each in v]
    assert_accurate(impl.f_activation(f.name, v), due, ulps=8)


@claim("num/f-activation-rises")
@given(divergence=f_divergences(), v=whole_range_logits(), w=whole_range_logits())
def test_no_activation_falls_for_outputs_of_any_size(impl, divergence, v, w):
    """v ≤ w ⇒ g(v) ≤ g(w), whichever increasing g an implementation has."""
    f = divergence.of(impl)
    smaller, larger = (impl.f_activation(f.name, each) for each in sorted((v, w)))
    assert_at_most(smaller, larger, terms=1)


@claim("num/f-conjugate-tails")
@given(divergence=f_divergences_with_a_tail(), t=batches(whole_range_logits()))
def test_a_conjugate_keeps_its_digits_for_slopes_of_any_size(impl, divergence, t):
    """f*(t) is accurate for every t below f'(∞), where f'(∞) = +∞, and for t ≤ 0 elsewhere."""
    f = divergence.of(impl)
    inside = [f.inside(each) for each in t]
    due = [as_far_as_floats_go(as_it_stands(f.conjugate(each))) for each in inside]
    assert_accurate(impl.f_conjugate(f.name, inside), due, ulps=8)


@claim("num/f-conjugate-edge")
@given(
    divergence=f_divergences("reverse_kl", "squared_hellinger", "jensen_shannon", "gan"),
    distance=distances_from_an_end(),
)
def test_a_conjugate_keeps_its_digits_up_to_the_end_of_its_domain(impl, divergence, distance):
    """f*(t) is accurate for every float t next below f'(∞)."""
    f = divergence.of(impl)
    t = f.before_the_end(distance)
    assert_accurate(impl.f_conjugate(f.name, t), as_it_stands(f.conjugate(t)), ulps=8)


@claim("num/f-optimal-output")
@given(
    divergence=f_divergences(
        "reverse_kl", "pearson", "squared_hellinger", "jensen_shannon", "gan", "total_variation"
    ),
    densities=extreme_densities(),
)
def test_the_best_output_keeps_its_digits_for_densities_of_any_size(impl, divergence, densities):
    """f'(p/q) is accurate for all positive floats, even where p/q overflows or p is next to q."""
    f, (p, q) = divergence.of(impl), densities
    due = as_far_as_floats_go(as_it_stands(f.slope(Real.of(p) / q)))
    assert_accurate(impl.f_optimal_output(f.name, p, q), due, ulps=8)


@claim("num/f-optimal-output-kl")
@given(divergence=f_divergences("kl"), densities=extreme_densities())
def test_the_best_output_for_the_kl_is_as_accurate_as_its_terms(impl, divergence, densities):
    """1 + log p/q is as accurate as its terms for all positive floats, even if p/q overflows."""
    f, (p, q) = divergence.of(impl), densities
    due = to_its_terms(f.slope(Real.of(p) / q), ulps=4)
    assert_accurate(impl.f_optimal_output(f.name, p, q), due, ulps=4)


@claim("num/f-optimal-output-zeros")
@given(divergence=f_divergences(), density=positive_floats())
def test_the_best_output_where_one_density_is_0_is_its_limit(impl, divergence, density):
    """T* is f'(0) where p = 0, or f'(∞) where q = 0: −∞, −2 or −½, or +∞, 0, 1, log 2 or ½."""
    f = divergence.of(impl)
    outputs = impl.f_optimal_output(f.name, [0.0, density], [density, 0.0])
    assert_accurate(outputs, [as_it_stands(f.start), as_it_stands(f.end)], ulps=4)


@claim("num/f-divergence-near-equal")
@given(divergence=f_divergences(), pair=nearly_equal_dyadic_pairs())
def test_the_divergence_of_nearly_equal_distributions_keeps_its_digits(impl, divergence, pair):
    """D_f(p‖q) − f(1) is accurate for nearly equal p and q, down to 1e-20, where f(1) = 0."""
    f, (p, q) = divergence.of(impl), pair
    due = to_its_terms(f.divergence_in_two_terms(p, q), ulps=4)
    assert_accurate(impl.f_divergence(f.name, p.masses, q.masses), due, ulps=4)


@claim("num/f-divergence-of-itself")
@given(
    divergence=f_divergences(
        "kl", "reverse_kl", "pearson", "squared_hellinger", "jensen_shannon", "total_variation"
    ),
    p=fine_distributions(),
)
def test_the_divergence_of_equals_is_exactly_0(impl, divergence, p):
    """D_f(p‖p) = 0, where f(1) = 0."""
    f = divergence.of(impl)
    assert_equal(impl.f_divergence(f.name, p.masses, p.masses), 0)


@claim("num/f-divergence-range")
@given(
    divergence=f_divergences(
        "pearson", "pearson", "squared_hellinger", "jensen_shannon", "total_variation"
    ),
    masses=cells_of_any_size(),
)
def test_the_divergence_keeps_the_digits_of_a_cell_of_any_size(impl, divergence, masses):
    """Σ q f(p/q) is accurate even where p/q or (p − q)² over- or underflows."""
    f, (p, q) = divergence.of(impl), masses
    assert_accurate(impl.f_divergence(f.name, p, q), as_it_stands(f.of_masses(p, q)), ulps=8)


@claim("num/f-divergence-zeros")
@given(divergence=f_divergences(), pair=pairs_with_empty_points())
def test_zeros_count_in_a_divergence_for_what_their_limits_are(impl, divergence, pair):
    """D_f(p‖q) = Σ q f(p/q), where a cell with q = 0 counts p f'(∞), and an empty one nothing."""
    f, (p, q) = divergence.of(impl), pair
    due = to_its_terms(f.divergence(p, q), ulps=4)
    assert_accurate(impl.f_divergence(f.name, p.masses, q.masses), due, ulps=4)
