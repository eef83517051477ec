"""Precision, recall, density and coverage, against integers."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import impl
from impl._blocks import BLOCK
from impl.metrics import _balls
from impl.metrics._balls import ROWS
from tests.benchmarks.measuring import extra_memory

few = st.integers(-3, 3)
shifts = st.integers(-1074, 1020)
KINDS = {
    "integers": few.map(float),
    "far out": few.map(lambda i: i + 2.0**40),
    "as far as they are integers": few.map(lambda i: i + 2.0**52),
    "tenths": few.map(lambda i: i * 0.1),
    "next to each other": few.map(lambda i: 1 + i * 2.0**-52),
    "thirds next to each other": st.tuples(few, few).map(lambda i: i[0] / 3 + i[1] * 2.0**-53),
    "of any sizes": st.tuples(few, shifts).map(lambda i: math.ldexp(*i)),
    "subnormal": few.map(lambda i: i * 5e-324),
    "huge": few.map(lambda i: i * 5e307),
    "tiny beside 1": st.sampled_from([-1.0, 1.0, 0.0, 1e-200, 2e-200, 5e-200]),
    "small beside huge": st.sampled_from([0.0, 5e-324, 1e-160, 1e-150, 1.0, 2.0**500, 1e308]),
}


@st.composite
def two_sets(draw):
    numbers = draw(st.sampled_from([*KINDS.values()]))
    n, m, d = draw(st.integers(2, 7)), draw(st.integers(2, 7)), draw(st.integers(1, 3))
    real, fake = (draw(hnp.arrays(np.float64, (size, d), elements=numbers)) for size in (n, m))
    repeated = draw(st.integers(0, min(n, m)))
    fake[:repeated] = real[:repeated]
    return real, fake, draw(st.integers(1, min(n, m) - 1))


def integers(array):
    """Numbers in units of the smallest float64."""
    ratios = [[x.as_integer_ratio() for x in row] for row in array.tolist()]
    return [[top * (2**1074 // bottom) for top, bottom in row] for row in ratios]


def square(x, y):
    return sum((a - b) ** 2 for a, b in zip(x, y, strict=True))


def inside(centres, points, k):
    """Which points are in which balls."""
    radii = [sorted(square(x, y) for y in centres)[k] for x in centres]
    return [[square(x, y) <= r for y in points] for x, r in zip(centres, radii, strict=True)]


@given(sets=two_sets())
@example(sets=([[0.0], [10.0]], [[1.0], [2.0]], 1))
@example(sets=([[0.0], [1.0]], [[2.0], [2.5]], 1))
@example(
    sets=(
        [[1e9, 0.0], [1e9, 0.1], [1e9, 0.3], [1e9, 0.5], [-1e9, 0.0]],
        [[1e9, -0.3], [1e9, 0.30000000000000004], [-1e9, 0.0]],
        2,
    )
)
@example(sets=([[5e-324], [0.0]], [[0.0], [1e-323]], 1))
@example(sets=([[-1.0], [1.0], [0.0], [1e-200]], [[5e-200], [-3e-200]], 1))
def test_samples_are_counted_as_in_exact_arithmetic(sets):
    real, fake = map(np.array, sets[:2])
    k, n, m = sets[2], len(real), len(fake)
    of_reals = np.array(inside(integers(real), integers(fake), k))
    of_fakes = np.array(inside(integers(fake), integers(real), k))
    precision, recall = impl.precision_and_recall(real, fake, k)
    assert (precision, recall) == (of_reals.any(axis=0).sum() / m, of_fakes.any(axis=0).sum() / n)
    density, coverage = impl.density_and_coverage(real, fake, k)
    assert (density, coverage) == (of_reals.sum() / (k * m), of_reals.any(axis=1).sum() / n)


def squares(x, y):
    return ((x[:, np.newaxis] - y) ** 2).sum(axis=2)


def counts(real, fake, k):
    """The four numbers of a few thousand integers, by squares that are exact in int64."""
    of_reals = squares(real, fake) <= np.sort(squares(real, real), axis=1)[:, [k]]
    of_fakes = squares(fake, real) <= np.sort(squares(fake, fake), axis=1)[:, [k]]
    precision, recall = of_reals.any(axis=0).mean(), of_fakes.any(axis=0).mean()
    return precision, recall, of_reals.sum() / (k * len(fake)), of_reals.any(axis=1).mean()


@pytest.mark.parametrize("k", [1, 5, 700])
@pytest.mark.parametrize("offset", [0, 2**28, 2**40])
@pytest.mark.parametrize("sizes", [(ROWS + 350, ROWS + 351), (2 * ROWS + 5, 2 * ROWS)])
def test_of_many_samples_on_a_grid_each_is_counted(sizes, offset, k):
    """Most distances are equal to some other."""
    rng = np.random.default_rng(k)
    real, fake = (rng.integers(-20, 21 + i, (size, 2)) for i, size in enumerate(sizes))
    expected = counts(real, fake, k)
    computed = (
        *impl.precision_and_recall(real + offset, fake + offset, k),
        *(impl.density_and_coverage(real + offset, fake + offset, k)),
    )
    np.testing.assert_allclose(computed, expected, rtol=2.0**-52)


def test_of_many_samples_far_apart_each_is_counted():
    """Two clusters, so far apart that products tell little of what is near."""
    rng = np.random.default_rng(3)
    real, fake = rng.integers(-50, 51, (2, 600, 3))
    real[::2] += 2**30
    fake[::3] += 2**30
    computed = *impl.precision_and_recall(real, fake, 3), *impl.density_and_coverage(real, fake, 3)
    np.testing.assert_allclose(computed, counts(real, fake, 3), rtol=2.0**-52)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_set_and_itself_fill_each_other_s_balls(dtype):
    real = np.random.default_rng(4).normal(size=(500, 40)).astype(dtype)
    assert impl.precision_and_recall(real, real, 4) == (1, 1)
    # Each ball holds its centre, and k neighbours, the last of them on the sphere.
    assert impl.density_and_coverage(real, real, 4) == (5 / 4, 1)


def test_a_collapsed_set_is_precise_and_covers_one_point():
    real = np.random.default_rng(5).normal(size=(50, 8))
    fake = np.repeat(real[:1], 60, axis=0)
    assert impl.precision_and_recall(real, fake, 3) == (1, 1 / 50)


@pytest.mark.parametrize("k", [1, 3, 12, 29])
@pytest.mark.parametrize("shift", [0.0, 0.1])
def test_each_copy_of_a_point_is_counted(k, shift):
    rng = np.random.default_rng(11)
    points = rng.normal(size=(6, 2)) + shift
    real, fake = points[rng.choice(5, 30)], points[rng.choice(5, 40) + 1]
    of_reals = np.array(inside(integers(real), integers(fake), k))
    of_fakes = np.array(inside(integers(fake), integers(real), k))
    precision, recall = of_reals.any(axis=0).mean(), of_fakes.any(axis=0).mean()
    computed = *impl.precision_and_recall(real, fake, k), *impl.density_and_coverage(real, fake, k)
    expected = precision, recall, of_reals.sum() / (k * 40), of_reals.any(axis=1).mean()
    np.testing.assert_allclose(computed, expected, rtol=2.0**-52)


def assert_counted(real, fake, k):
    """Assert that each sample is counted as in integers."""
    n, m = len(real), len(fake)
    of_reals = np.array(inside(integers(real), integers(fake), k))
    of_fakes = np.array(inside(integers(fake), integers(real), k))
    expected = of_reals.any(axis=0).sum() / m, of_fakes.any(axis=0).sum() / n
    assert impl.precision_and_recall(real, fake, k) == expected
    expected = of_reals.sum() / (k * m), of_reals.any(axis=1).sum() / n
    assert impl.density_and_coverage(real, fake, k) == expected


@pytest.mark.parametrize("k", [1, 2])
@pytest.mark.parametrize("seed", range(60))
def test_points_on_a_sphere_but_for_a_rounding_are_told_apart(seed, k):
    """Coordinates in another order have the same squares, whose sum may be rounded otherwise."""
    rng = np.random.default_rng(seed)
    points = rng.permuted(np.tile(rng.uniform(1, 2, 4), (12, 1)), axis=1)
    points[:, 0] += rng.integers(-1, 2, 12) * 2.0**-52
    real, fake = np.concatenate(([[0.0] * 4], points[:5])), points[5:]
    assert_counted(real, fake, k)


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_blocks_of_few_rows_are_as_good_as_any(rows, monkeypatch):
    monkeypatch.setattr(_balls, "ROWS", rows)
    monkeypatch.setattr(_balls, "BLOCK", rows)
    rng = np.random.default_rng(18)
    real, fake = rng.integers(-3, 4, (14, 2)) * 0.1, rng.integers(-3, 4, (11, 2)) * 0.1
    for k in (1, 3):
        assert_counted(real, fake, k)


def pairs_asked(monkeypatch):
    """A list of how many squares are asked of differences at a time."""
    asked, sums_of_squares = [], _balls._squares_and_errors

    def recording(x, y, exponent):
        asked.append(len(x))
        return sums_of_squares(x, y, exponent)

    monkeypatch.setattr(_balls, "_squares_and_errors", recording)
    return asked


@pytest.mark.parametrize("shift", [-100, 100])
def test_copies_of_a_point_are_asked_once(shift, monkeypatch):
    asked = pairs_asked(monkeypatch)
    real = np.random.default_rng(12).normal(size=(50, 8))
    fake = np.concatenate((np.repeat(real[:1], 300, axis=0), real[1:] + shift))
    assert impl.precision_and_recall(real, fake, 2) == (300 / 349, 1 / 50)
    assert 0 < sum(asked) < 50


def next_to_each_other(rng, points, sizes, d):
    """Points, and so many next to each of them, in two sets."""
    middles = rng.normal(size=(points, d))
    return [
        np.repeat(middles, size, axis=0) + 1e-7 * rng.normal(size=(points * size, d))
        for size in sizes
    ]


@pytest.mark.parametrize("k", [1, 3])
@pytest.mark.parametrize(("points", "sizes"), [(1, (30, 40)), (3, (12, 20)), (8, (6, 5))])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_each_of_many_samples_next_to_each_other_is_counted(dtype, points, sizes, k):
    """In single precision many of them are as far from each other as some others are."""
    sets = next_to_each_other(np.random.default_rng(14), points, sizes, 3)
    assert_counted(*(features.astype(dtype) for features in sets), k)


@pytest.mark.parametrize("points", [2, 5])
def test_of_many_samples_next_to_each_other_few_are_asked_one_by_one(points, monkeypatch):
    """Of each about its k-th neighbour, and of all pairs a few that are as far."""
    asked = pairs_asked(monkeypatch)
    size = 2 * ROWS // points
    real, fake = next_to_each_other(np.random.default_rng(15), points, (size, size), 40)
    impl.precision_and_recall(real, fake, 2)
    assert 0 < sum(asked) <= 1.1 * (len(real) + len(fake))


def test_products_about_a_point_nearby_are_as_close_as_they_are_said_to_be():
    real, fake = next_to_each_other(np.random.default_rng(16), 1, (40, 50), 30)
    x, y = _balls.two_clouds(real, fake, 1)
    centres, points = (each.ravel() for each in np.indices((40, 50)))
    low, high = _balls._by_products_nearby(x, centres, y, points)
    whole, others = integers(real), integers(fake)
    scale = 2 ** (2 * 1074 + 2 * x.exponent)
    exact = [Fraction(square(whole[i], others[j]), scale) for i, j in np.ndindex(40, 50)]
    assert all(Fraction(a) <= b <= Fraction(c) for a, b, c in zip(low, exact, high, strict=True))
    assert (high - low < 2.0**-40 * high).all()
    assert any((low + high) / 2 != [*map(float, exact)])


def are_about(errors, stated):
    """Whether bounds are what is said of them, give or take a factor of 2."""
    return (errors >= stated / 2).all() and (errors <= 2 * stated).all()


@pytest.mark.parametrize(("n", "d"), [(70, 2), (4, 500)])
def test_bounds_of_errors_go_by_the_number_of_features_and_the_size_of_squares(n, d):
    """More would leave more to be asked one by one; less would have to be shown to be enough."""
    rng = np.random.default_rng(17)
    real, fake = rng.normal(size=(2, n, d)) * np.exp(rng.normal(size=(2, n, 1)))
    x, y = _balls.two_clouds(real, fake, 1)
    balls = _balls.Balls(x, 1)
    apart = squares(x.centred, x.centred) / 2
    radii = np.sort(apart, axis=1)[:, 1]
    halves = (x.centred**2).sum(axis=1) / 2
    unit = (d + 4) * 2.0**-53
    np.testing.assert_allclose((balls._outer + balls._inner) / 2, radii)
    assert are_about((balls._outer - balls._inner) / 2, 32 * unit * (halves + radii))
    first = x.centred - x.centred[0], y.centred - x.centred[0]
    ofs = [(each**2).sum(axis=1) for each in first]
    every = np.arange(n)
    low, high = _balls._about_the_first(x, every, y, every)
    assert are_about((high - low) / 2, 4 * unit * (ofs[0][:, np.newaxis] + ofs[1]))
    computed, errors = _balls._squares_and_errors(real, fake, x.exponent)
    assert are_about(errors, 2 * unit * computed)


def test_squares_that_underflow_are_not_taken_for_exact():
    real, fake = np.array([[1e-200], [2e-200], [-1.0], [1.0]]), np.array([[5e-200], [-3e-200]])
    x, y = _balls.two_clouds(real, fake, 1)
    balls = _balls.Balls(x, 1)
    assert (balls._inner[:2] < 0).all()
    assert (balls._outer[:2] > 0).all()
    for low, high in (
        _balls._about_the_first(x, np.arange(2), y, np.arange(2)),
        _balls._by_differences(x, np.arange(2), y, np.arange(2)),
    ):
        assert (low < 0).all()
        assert (high > 0).all()


@pytest.mark.parametrize("offset", [0, 2**40])
def test_products_settle_what_is_on_a_grid(offset, monkeypatch):
    asked = pairs_asked(monkeypatch)
    real, fake = np.random.default_rng(13).integers(-5, 5, (2, 60, 2)) + offset
    impl.precision_and_recall(real, fake, 2)
    assert not asked
    fake[0, 0] += 2**36
    impl.precision_and_recall(real, fake, 2)
    assert asked


@pytest.mark.parametrize("exponent", [-1, 0])
@pytest.mark.parametrize("d", [1, 5, 400])
def test_on_a_grid_halves_are_exact(d, exponent):
    """Of numbers as large as they may be, so that squares have all digits."""
    size = int(2 ** ((48 - exponent) / 2) / math.sqrt(d))
    real, fake = np.random.default_rng(d).choice([-size, 1 - size, size - 1, size], (2, 40, d))
    x, y = _balls.two_clouds(real, fake, 1)
    assert x.exact
    ((_, _, halves),) = _balls.blocks_of_halves(x, y)
    squares_in_units = np.ldexp(halves, 2 * x.exponent + 1)
    assert (squares_in_units == squares(x.features, y.features)).all()


def test_sums_of_squares_are_as_close_as_they_are_said_to_be():
    """Of numbers of all digits, whose squares are not exact, against integers."""
    rng = np.random.default_rng(6)
    x, y = rng.normal(size=(2, 100, 30)) * np.exp(rng.normal(size=(2, 100, 1)) * 4)
    computed, errors = _balls._squares_and_errors(x, y, 0)
    assert (errors < 2.0**-46 * computed).all()
    off = []
    for a, b, nearly, error in zip(x, y, computed, errors, strict=True):
        off.append(abs(Fraction(nearly) - square(map(Fraction, a), map(Fraction, b))))
        assert off[-1] <= Fraction(error)
    assert any(off)


def test_of_integers_and_of_points_and_themselves_sums_of_squares_are_exact():
    x, y = np.array([[2.0**40, 3.0], [0.1, 0.2]]), np.array([[2.0**40 + 3, -1.0], [0.1, 0.2]])
    computed, errors = _balls._squares_and_errors(x, y, 0)
    assert ([*computed], [*errors]) == ([25, 0], [0, 0])


def test_sums_of_squares_that_need_more_digits_than_there_are_are_not_taken_for_exact():
    """The fake is just outside a sphere: its square is an integer that is no float64."""
    a = 2**26 - 2
    assert impl.density_and_coverage([[0, 0, 0, 0], [a, a, a, 0]], [[a, a, a, 1]], 1) == (1, 1 / 2)
    # Of three features, whose sum takes a bit more than that of two.
    b, c = 2**25 - 4, 2**26 - 2
    real, fake = [[0, 0, 0], [b, 2 * b + 2, c]], [[b + 2, 2 * b + 1, c]]
    assert impl.density_and_coverage(real, fake, 1) == (1, 1 / 2)


@pytest.mark.parametrize(("x", "y"), [(0.1, 1.0), (1.0, 0.1)])
def test_a_difference_of_numbers_of_which_one_has_all_digits_is_not_taken_for_exact(x, y):
    _, errors = _balls._squares_and_errors(np.array([[x]]), np.array([[y]]), 0)
    assert errors > 0


def test_integers_are_asked_only_of_ties_that_differences_do_not_settle(monkeypatch):
    def integers(numbers):
        raise AssertionError(numbers)

    monkeypatch.setattr(_balls, "_integers", integers)
    rng = np.random.default_rng(10)
    far = np.where(np.arange(30) % 2, 1e9, -1e9)
    apart = np.stack((far, *rng.normal(size=(2, 30))), axis=1)
    for real in (rng.normal(size=(30, 4)), rng.integers(-2, 3, (30, 4)) + 2**40, apart):
        impl.density_and_coverage(real, real, 3)
        impl.precision_and_recall(real, real[::-1], 3)
    # One point far out leaves the others to differences, which are exact.
    small, other = rng.integers(-2, 3, (2, 30, 4))
    other[0, 0] = 2**36
    impl.density_and_coverage(small, other, 3)
    with pytest.raises(AssertionError):
        impl.density_and_coverage([[0.0], [0.1], [5.0]], [[-0.1]], 1)


def test_half_squares_by_products_are_as_close_as_they_are_said_to_be():
    rng = np.random.default_rng(7)
    real, fake = rng.integers(-(2**25), 2**25, (2, 60, 30)).astype(np.float64)
    x, y = _balls.two_clouds(real, fake, 1)
    ((_, _, halves),) = _balls.blocks_of_halves(x, y)
    exact = squares(real.astype(int), fake.astype(int)) / 4.0**x.exponent
    error = np.abs(2 * halves - exact)
    assert error.max() > 0
    assert (error <= 2.0**-52 * 34 * 2 * (x.halves[:, np.newaxis] + y.halves)).all()


@pytest.mark.parametrize("function", [impl.precision_and_recall, impl.density_and_coverage])
@pytest.mark.parametrize("layout", [np.asfortranarray, np.float32, np.int8, np.ndarray.tolist])
def test_layout_and_dtype_make_no_difference(function, layout):
    real, fake = np.random.default_rng(8).integers(-9, 9, (2, 40, 3)).astype(np.float64)
    computed = function(layout(real), layout(fake), 2)
    assert computed == function(real, fake, 2)
    assert [*map(type, computed)] == [np.float64] * 2


@pytest.mark.parametrize("function", [impl.precision_and_recall, impl.density_and_coverage])
@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"k": 3}, "k must be less than the number of samples in real_features, 3, but it is 3"),
        ({"k": 0}, "k must be at least 1, but it is 0"),
        ({"real_features": [1.0, 2.0]}, "real_features must have two axes"),
        ({"fake_features": np.ones((0, 1))}, "fake_features must not be empty"),
        ({"fake_features": np.ones((5, 2))}, r"shapes are \(3, 1\) and \(5, 2\)"),
        ({"real_features": [[0.0], [np.nan], [1.0]]}, r"real_features\[1, 0\] is nan"),
        ({"fake_features": [[0.0], [1.0], [np.inf]]}, r"fake_features\[2, 0\] is inf"),
    ],
)
def test_balls_that_cannot_be_are_refused(function, changed, named):
    valid = {"real_features": [[0.0], [1.0], [3.0]], "fake_features": np.ones((5, 1)), "k": 2}
    with pytest.raises(ValueError, match=named):
        function(**(valid | changed))


def test_recall_needs_neighbours_among_the_fakes_and_coverage_does_not():
    real, fake = [[0.0], [1.0], [3.0]], [[0.0], [1.0]]
    with pytest.raises(ValueError, match="samples in fake_features, 2, but it is 2"):
        impl.precision_and_recall(real, fake, 2)
    assert impl.density_and_coverage(real, fake, 2) == (6 / 4, 1)


@pytest.mark.parametrize("function", [impl.precision_and_recall, impl.density_and_coverage])
@pytest.mark.parametrize("k", [1.0, "1", None])
def test_a_number_of_neighbours_is_an_integer(function, k):
    with pytest.raises(TypeError, match="k must be an integer"):
        function([[0.0], [1.0]], [[0.0], [1.0]], k)


@pytest.mark.parametrize(("dtype", "copies"), [(np.float32, 2), (np.float64, 1)])
def test_no_more_than_a_copy_in_float64_and_a_few_blocks_are_held(dtype, copies):
    real, fake = np.random.default_rng(9).normal(size=(2, 200, 20_000)).astype(dtype)
    needed = extra_memory(lambda: impl.precision_and_recall(real, fake, 3))
    assert needed < copies * 2 * real.nbytes + 20 * ROWS * ROWS * 8


def test_of_points_next_to_each_other_no_more_than_a_few_blocks_are_held():
    real, fake = next_to_each_other(np.random.default_rng(19), 2, (1500, 5), 2)
    needed = extra_memory(lambda: impl.density_and_coverage(real, fake, 3))
    assert needed < 20 * ROWS * ROWS * 8


def test_differences_are_worked_out_a_block_at_a_time():
    x, y = _balls.two_clouds(*np.random.default_rng(20).normal(size=(2, 40, 500)), 1)
    centres, points = (each.ravel() for each in np.indices((40, 40)))
    needed = extra_memory(lambda: _balls._by_differences(x, centres, y, points))
    assert needed < 20 * BLOCK * 8 < len(centres) * 500 * 8
