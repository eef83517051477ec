"""What the chapters of other objectives speak of and draw from."""

import itertools
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import find, given, settings

from spec import strategies
from spec.definitions import (
    all_pairs,
    definition_of,
    image,
    law_of_pairs,
    parts,
    relativistic_average_loss,
    triangular_discrimination,
)
from spec.definitions.calculus import derivative
from spec.definitions.divergence import Distribution
from spec.definitions.relativistic import SampleSizes, beside_the_mean, pair_by_pair
from spec.definitions.spectral import Convolution, spectral_norm
from spec.interface import FUNCTIONS, NAMED
from spec.machinery.numbers.comparison import assert_close

IN_BATCHES = [function for function in FUNCTIONS if function.derivative_in]


class TestLeastSquares:
    def test_a_point_without_mass_does_not_count(self):
        p, q = Distribution((1, 0, 1)), Distribution((1, 0, 3))
        assert triangular_discrimination(p, q) == Fraction(1, 12) + Fraction(1, 20)

    @given(cells=strategies.two_cells())
    def test_the_slope_is_a_derivative(self, cells):
        def discrimination(moved):
            (p_x, q_x), (p_y, q_y) = ([Fraction(mass) for mass in cell] for cell in cells)
            moves = (p_x, q_x - moved), (p_y, q_y + moved)
            return sum((p - q) ** 2 / (p + q) for p, q in moves)

        step = Fraction(1, 2**40)
        rise = (discrimination(step) - discrimination(-step)) / (2 * step)
        assert float(rise) == pytest.approx(float(cells.slope), abs=1e-9)

    @given(cells=strategies.two_cells())
    def test_the_shares_in_two_cells_differ_and_do_not_add_up_to_1(self, cells):
        x, y = (Fraction(p) / Fraction(p + q) for p, q in cells)
        assert x not in (y, 1 - y)

    @given(coding=strategies.ascending_codings())
    def test_ascending_targets_ascend(self, coding):
        assert coding.a < coding.b <= coding.c

    def test_outputs_near_targets_are_on_them_and_next_to_them(self):
        for place in (
            lambda drawn: {*drawn.real} == {drawn.coding.b},
            lambda drawn: 0 < abs(drawn.real[0] - drawn.coding.b) < 1e-6,
        ):
            find(strategies.outputs_near_targets(), place, settings=settings(database=None))


class TestRelativistic:
    def test_differences_are_exact_and_know_the_size_of_the_logits(self):
        (x,) = pair_by_pair([1e15 + 0.125], [1e15])
        assert (x.value, x.size) == (Fraction(1, 8), 2 * 10**15 + Fraction(1, 8))
        (y,) = beside_the_mean([1.0], [-2.0, 3.0])
        assert (y.value, y.size) == (Fraction(1, 2), Fraction(7, 2))

    def test_what_rounding_makes_of_a_difference_is_no_more_than_its_slope_makes(self):
        for a, b in itertools.product([-40.0, 0.0, 1e15], [-1.0, 1e15 + 8]):
            (x,) = pair_by_pair([a], [b])
            e = 8 * 2.0**-53 * float(x.size)
            with mpmath.workprec(200):
                moved = mpmath.log1p(mpmath.exp(mpmath.mpf(float(x.value)) + e))
                still = mpmath.log1p(mpmath.exp(mpmath.mpf(float(x.value))))
                assert float(x.cost().error) >= float(moved - still) * (1 - 1e-12)

    @pytest.mark.parametrize(
        ("function", "name"),
        [(function, name) for function in IN_BATCHES for name in function.derivative_in],
        ids=str,
    )
    def test_a_derivative_is_the_slope_of_its_loss_times_the_size_of_the_batch(
        self, function, name
    ):
        batches = {"real_logits": [0.5, -1.0, 2.0], "fake_logits": [-0.25, 3.0]}
        loss, batch = definition_of(NAMED[function.derivative_of]), batches[name]
        found = parts(definition_of(function)(*batches.values()))
        slopes = dict(zip(function.derivative_in, found, strict=True))[name]
        for i, x in enumerate(batch):

            def moved(to, i=i):
                return loss(*(batches | {name: [*batch[:i], to, *batch[i + 1 :]]}).values())

            assert_close(derivative(moved, at=x) * len(batch), slopes[i])

    def test_all_pairs_are_in_proportion_to_their_law(self):
        p, q = Distribution((1, 3)), Distribution((2, 2))
        first, second = all_pairs(p, q, [5.0, 7.0])
        pairs = [*zip(first, second, strict=True)]
        points = itertools.product([5.0, 7.0], repeat=2)
        shares = [Fraction(pairs.count(pair), len(pairs)) for pair in points]
        assert shares == [*law_of_pairs(p, q).exact]

    @given(drawn=strategies.sample_sizes())
    def test_all_that_may_be_drawn_is_drawn(self, drawn):
        def one(real, fake):
            assert (len(real), len(fake)) == (drawn.n, drawn.m)
            return 1

        assert_close(drawn.mean_average_loss(one), 1)
        assert_close(drawn.mean_loss(lambda real, fake: len(real)), drawn.n)

    def test_a_fair_coin_is_what_is_known_of_it(self):
        """The excess over the loss of the distributions, by 2018's estimate of the mean."""
        coin = Distribution((1, 1))
        for n, excess in ((1, 0.194), (2, 0.097), (3, 0.065)):
            drawn = SampleSizes(coin, coin, (0.0, 2.0), n, n)
            gap = drawn.mean_average_loss(relativistic_average_loss) - drawn.average_loss()
            assert float(gap) == pytest.approx(excess, abs=1e-3)


class TestSpectral:
    @given(weight=strategies.weights())
    def test_the_singular_values_of_a_weight_are_those_that_numpy_finds(self, weight):
        found = np.linalg.svd(np.array(weight.matrix), compute_uv=False)
        known = np.array([*map(float, weight.singular_values[:-1])])
        np.testing.assert_allclose(found, known, atol=1e-13)

    @given(weight=strategies.weights())
    def test_the_norm_by_definition_is_the_largest_of_them(self, weight):
        assert abs(spectral_norm(weight.matrix) - weight.norm) <= weight.norm * Fraction(1, 10**28)

    def test_a_weight_of_0_has_norm_0(self):
        assert spectral_norm([[0.0, 0.0]]) == 0

    @given(start=strategies.starts() | strategies.aligned_starts())
    def test_a_start_is_not_at_right_angles_to_all_there_is(self, start):
        assert any(image(start.weight.transposed.matrix, start.u))

    @given(start=strategies.aligned_starts())
    def test_an_aligned_start_leans_towards_the_best(self, start):
        assert np.dot(start.u, start.weight.left[0]) > 0

    @given(convolution=strategies.convolutions())
    def test_the_norm_of_a_kernel_is_that_which_numpy_finds(self, convolution):
        found = np.linalg.norm(np.array(convolution.reshaped), 2)
        assert float(convolution.norm) == pytest.approx(found, abs=1e-12)

    def test_signals_are_convolved_as_numpy_does(self):
        kernel, signal = [1.0, -2.0, 0.5], [3.0, 1.0]
        _, convolved = Convolution([[[kernel]]], [[signal]]).stretch
        assert float(convolved) == pytest.approx(np.linalg.norm(np.convolve(signal, kernel)))

    def test_all_inputs_of_a_kernel_are_added_up(self):
        kernel = [[[[1.0], [2.0]], [[0.0], [3.0]]]]
        signal, convolved = Convolution(kernel, [[[2.0]], [[1.0]]]).stretch
        assert float(signal) == pytest.approx(np.sqrt(5))
        assert float(convolved) == pytest.approx(np.hypot(2, 4 + 3))
