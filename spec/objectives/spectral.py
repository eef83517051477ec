"""Spectral normalisation: a weight is divided by its norm, so that no layer stretches anything.

A critic of bounded slope can be had from layers of bounded slope. A layer x ↦ Wx stretches vectors
by its spectral norm ‖W‖₂ at most, an activation such as a ReLU stretches nothing, and a network of
them no more than the product of the norms. In training the norm is estimated by power iteration, a
step each time, from the vector u at which the last step left off. The estimate is from below, so
that a weight which is divided by it still has a norm of 1 or more. And of a convolution it is the
kernel, as a matrix, of which the norm is taken, which is not that of the convolution.

References
----------
T. Miyato, T. Kataoka, M. Koyama and Y. Yoshida, "Spectral normalization for generative adversarial
networks", ICLR 2018.
"""

from hypothesis import given
from hypothesis import strategies as st

from spec import Real, assert_at_most, assert_close, claim, holds_here
from spec.definitions import image, norm, root
from spec.strategies import aligned_starts, convolutions, networks, starts, weights


@claim("spectral/norm", source="Miyato et al. 2018")
@given(weight=weights())
def test_the_norm_is_the_largest_singular_value(impl, weight):
    """‖U diag(s) Vᵀ‖₂ = max s, for orthogonal U and V."""
    assert_close(impl.spectral_norm(weight.matrix), weight.norm)


@claim("spectral/of-two-rows", source="consequence")
@given(convolution=convolutions())
def test_the_norm_of_a_matrix_of_two_rows_has_a_closed_form(impl, convolution):
    """‖R‖₂² = ½(a + d + √((a − d)² + 4b²)), for RRᵀ = ((a, b), (b, d))."""
    assert_close(impl.spectral_norm(convolution.reshaped), convolution.norm, terms=1)


@claim("spectral/lipschitz-product", source="Miyato et al. 2018")
@given(network=networks())
def test_a_network_stretches_no_more_than_the_product_of_its_norms(impl, network):
    """‖D(x) − D(y)‖ ≤ Π ‖W_l‖₂ ‖x − y‖, for layers W_l with leaky ReLUs between them."""
    bound = network.distance
    for layer in network.layers:
        bound = bound * Real.of(impl.spectral_norm(layer.matrix))
    assert_at_most(network.distance_of_outputs, bound)


@claim("spectral/attained", source="Miyato et al. 2018")
@given(weight=weights())
def test_a_layer_stretches_its_first_singular_vector_as_much(impl, weight):
    """‖Wv₁‖ = ‖W‖₂ ‖v₁‖, for the first right singular vector v₁."""
    stretched = norm(image(weight.matrix, weight.right[0]))
    assert_close(impl.spectral_norm(weight.matrix) * norm(weight.right[0]), stretched)


@claim("spectral/step", source="Miyato et al. 2018")
@given(start=starts())
def test_the_estimate_is_the_length_to_which_a_unit_vector_is_stretched(impl, start):
    """σ = ‖Wv‖ with v = Wᵀu/‖Wᵀu‖."""
    estimate, _ = impl.power_iteration(start.weight.matrix, start.u)
    assert_close(estimate, start.estimate)


@claim("spectral/carried-on", source="Miyato et al. 2018")
@given(start=starts())
def test_the_vector_to_go_on_from_is_the_one_stretched(impl, start):
    """u ← Wv/‖Wv‖ with v = Wᵀu/‖Wᵀu‖."""
    _, last = impl.power_iteration(start.weight.matrix, start.u)
    assert_close(last, start.last)


@claim("spectral/carried-on-from-the-last-step", source="Miyato et al. 2018")
@given(start=aligned_starts(), steps=st.integers(2, 3))
def test_the_vector_to_go_on_from_is_that_of_the_last_step(impl, start, steps):
    """After k steps, u is WWᵀ⋯WWᵀu, with WWᵀ k times, over the length of that."""
    _, last = impl.power_iteration(start.weight.matrix, start.u, steps=steps)
    assert_close(last, start.last_of(steps))


@claim("spectral/power-iteration", source="consequence")
@given(start=aligned_starts(), steps=st.integers(1, 4))
def test_the_estimate_comes_as_near_the_norm_as_one_likes(impl, start, steps):
    """After k steps, σ ≥ ‖W‖₂/√(1 + (s₂/s₁)^(4k − 2) (1 − c²)/c²), with c = |⟨u, u₁⟩|/‖u‖ > 0."""
    estimate, _ = impl.power_iteration(start.weight.matrix, start.u, steps=steps)
    assert_at_most(start.least_estimate(steps), estimate)


@claim("spectral/estimate-is-below", source="consequence")
@given(start=starts(), steps=st.integers(1, 4))
def test_the_estimate_is_never_above_the_norm(impl, start, steps):
    """After k steps, σ ≤ ‖W‖₂."""
    estimate, _ = impl.power_iteration(start.weight.matrix, start.u, steps=steps)
    assert_at_most(estimate, start.weight.norm)


@claim("spectral/estimate-never-falls", source="consequence")
@given(start=aligned_starts(), steps=st.integers(1, 4))
def test_the_estimate_does_not_fall_from_step_to_step(impl, start, steps):
    """σ after k steps ≤ σ after k + 1 steps."""
    before, after = (
        impl.power_iteration(start.weight.matrix, start.u, steps=k)[0] for k in (steps, steps + 1)
    )
    assert_at_most(before, after)


@claim("spectral/one-by-one", source="Miyato et al. 2018")
@given(start=aligned_starts())
def test_two_calls_of_one_step_are_one_call_of_two(impl, start):
    """From the u that one step returned, a second one comes to what two steps come to."""
    matrix = start.weight.matrix
    _, u = impl.power_iteration(matrix, start.u)
    one_by_one, _ = impl.power_iteration(matrix, u)
    at_once, _ = impl.power_iteration(matrix, start.u, steps=2)
    assert_close(at_once, one_by_one, terms=start.weight.norm)


@claim(
    "spectral/normalised-is-lipschitz",
    source="folklore",
    kind="refuted",
    corrected_by="spectral/power-iteration",
)
@given(start=starts())
def test_a_weight_divided_by_its_estimate_stretches_nothing(impl, start):
    """‖W/σ‖₂ ≤ 1, for σ the estimate after one step."""
    estimate, _ = impl.power_iteration(start.weight.matrix, start.u)
    assert_close(estimate, start.estimate)
    stretch = start.weight.norm / Real.of(estimate)
    holds_here(stretch < 1 + 1e-3, norm=stretch)


@claim(
    "spectral/reshaped-kernel",
    source="the practice of Miyato et al. 2018",
    kind="refuted",
    corrected_by="spectral/kernel-bound",
)
@given(convolution=convolutions())
def test_a_convolution_stretches_no_more_than_its_kernel_as_a_matrix(impl, convolution):
    """‖K ∗ x‖ ≤ ‖R‖₂ ‖x‖, for R the kernel K as a matrix of shape (out, in·k_h·k_w)."""
    factor = impl.spectral_norm(convolution.reshaped)
    assert_close(factor, convolution.norm, terms=1)
    signal, convolved = convolution.stretch
    holds_here(convolved < factor * signal + 1e-3, norm=factor, signal=signal, convolved=convolved)


@claim("spectral/kernel-bound", source="consequence")
@given(convolution=convolutions())
def test_a_convolution_stretches_by_the_root_of_the_size_of_its_kernel_more(impl, convolution):
    """‖K ∗ x‖ ≤ √(k_h k_w) ‖R‖₂ ‖x‖, with stride 1 and zeros outside."""
    signal, convolved = convolution.stretch
    bound = signal * root(convolution.size) * impl.spectral_norm(convolution.reshaped)
    assert_at_most(convolved, bound)
