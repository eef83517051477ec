"""The Dirac-GAN: what training does next to the equilibrium, in the smallest example there is.

The data are a point mass at 0, the model is one at θ, and the critic is D(x) = ψx. At the
equilibrium θ = ψ = 0. Model and critic take their gradient steps at once, as in most training code,
and go around the equilibrium further and further out. A penalty on the gradient ψ at the data, R1,
leads them in. The penalty which asks for a gradient of length 1 drives the critic away.

References
----------
L. Mescheder, A. Geiger and S. Nowozin, "Which training methods for GANs do actually converge?",
ICML 2018.
"""

from hypothesis import given

from spec import Real, assert_at_most, assert_close, claim
from spec.definitions import (
    characteristic,
    minimax_direction,
    nonsaturating_direction,
    sigmoid,
    sign,
    wasserstein_direction,
    with_gradient_penalty,
    with_zero_centered_penalty,
)
from spec.strategies import dirac_points, flat_dirac_points, sixteenths


@claim("dirac/spirals-out", source="Mescheder et al. 2018")
@given(point=dirac_points())
def test_a_step_against_a_critic_leads_away_from_the_equilibrium(impl, point):
    """Wasserstein: a step of rate η takes θ² + ψ² to (1 + η²)(θ² + ψ²)."""
    theta, psi, rate = map(Real.of, point)
    x, y = point.stepped(wasserstein_direction(impl, point.theta, point.psi))
    assert_close(x**2 + y**2, (1 + rate**2) * (theta**2 + psi**2))


@claim("dirac/minimax-spirals-out", source="Mescheder et al. 2018")
@given(point=dirac_points())
def test_so_does_a_step_of_the_minimax_game(impl, point):
    """Minimax: a step of rate η takes θ² + ψ² to (1 + η² σ(ψθ)²)(θ² + ψ²)."""
    theta, psi, rate = map(Real.of, point)
    x, y = point.stepped(minimax_direction(impl, point.theta, point.psi))
    factor = 1 + rate**2 * sigmoid(point.psi * point.theta) ** 2
    assert_close(x**2 + y**2, factor * (theta**2 + psi**2))


@claim("dirac/eigenvalues", source="Mescheder et al. 2018")
@given(point=dirac_points(), gamma=sixteenths(0, 4))
def test_a_penalty_at_the_data_makes_the_equilibrium_of_the_minimax_game_stable(impl, point, gamma):
    """Minimax with R1: the eigenvalues at (0, 0) are the roots of λ² + γλ + ¼.

    They are −γ/2 ± √(γ²/4 − ¼): imaginary for γ = 0, and of negative real part for γ > 0.
    """
    directions = [minimax_direction(impl, *place) for place in point.on_axes]
    assert_close(characteristic(impl, directions, point, gamma), [-gamma, 1 / 4])


@claim("dirac/nonsaturating-eigenvalues", source="Mescheder et al. 2018")
@given(point=dirac_points(), gamma=sixteenths(0, 4))
def test_the_nonsaturating_game_has_the_same_eigenvalues(impl, point, gamma):
    """Non-saturating with R1: the eigenvalues at (0, 0) are the roots of λ² + γλ + ¼."""
    directions = [nonsaturating_direction(impl, *place) for place in point.on_axes]
    assert_close(characteristic(impl, directions, point, gamma), [-gamma, 1 / 4])


@claim("dirac/wasserstein-eigenvalues", source="Mescheder et al. 2018")
@given(point=dirac_points(), gamma=sixteenths(0, 4))
def test_against_a_critic_the_eigenvalues_are_larger(impl, point, gamma):
    """Wasserstein with R1: the eigenvalues at (0, 0) are the roots of λ² + γλ + 1."""
    directions = [wasserstein_direction(impl, *place) for place in point.on_axes]
    assert_close(characteristic(impl, directions, point, gamma), [-gamma, 1], terms=4)


@claim("dirac/r1-contracts", source="after Mescheder et al. 2018")
@given(point=dirac_points(), gamma=sixteenths(0, 2))
def test_with_a_penalty_at_the_data_a_step_leads_to_the_equilibrium(impl, point, gamma):
    """Wasserstein with R1: a step takes Q = θ² + γθψ + ψ² to (1 − ηγ + η²) Q.

    For γ < 2 only (0, 0) has Q = 0, so that steps converge to it iff η < γ.
    """
    theta, psi, rate = map(Real.of, point)
    direction = wasserstein_direction(impl, point.theta, point.psi)
    x, y = point.stepped(with_zero_centered_penalty(impl, direction, point.psi, gamma))
    before, after = (a**2 + gamma * a * b + b**2 for a, b in ((theta, psi), (x, y)))
    assert_close(after, (1 - rate * gamma + rate**2) * before)


@claim("dirac/gp-drives-away", source="after Mescheder et al. 2018")
@given(drawn=flat_dirac_points())
def test_a_penalty_for_gradients_of_another_length_drives_the_critic_away(impl, drawn):
    """With the two-sided penalty of weight λ: |ψ| grows by ηλ/2, if 0 < |ψ| ≤ ½ and |θ| ≤ λ/2."""
    point, weight = drawn
    direction = wasserstein_direction(impl, point.theta, point.psi)
    _, psi = point.stepped(with_gradient_penalty(impl, direction, point.psi, weight))
    least = abs(point.psi) + Real.of(point.rate) * weight / 2
    assert_at_most(least, psi * sign(point.psi))
