"""Real numbers that carry the size of their terms: how they compare, and what the terms are for."""

import math
import operator
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from spec.machinery.numbers.comparison import ROUNDINGS
from spec.machinery.numbers.reals import Real, exp, expm1, log, log1p, mean, sqrt, total

RELATIONS = [operator.lt, operator.le, operator.eq, operator.ne, operator.ge, operator.gt]
UNIT = 2.0**-53

floats = st.floats(allow_nan=False)
small = st.floats(-1e3, 1e3).filter(lambda x: x == 0 or abs(x) > 1e-3)


@pytest.mark.parametrize("relation", RELATIONS)
@given(x=floats, y=floats)
def test_reals_compare_as_their_values_do(relation, x, y):
    expected = relation(x, y)
    assert relation(Real.of(x), Real.of(y)) == expected
    assert relation(Real.of(x), y) == expected
    assert relation(x, Real.of(y)) == expected
    assert relation(np.float64(x), Real.of(y)) == expected


@pytest.mark.parametrize("relation", [each for each in RELATIONS if each is not operator.ne])
@given(x=floats)
def test_a_nan_compares_false_with_everything(relation, x):
    for left, right in [(math.nan, x), (x, math.nan), (math.nan, math.nan)]:
        assert not relation(Real.of(left), Real.of(right))
        assert not relation(Real.of(left), right)
        assert not relation(left, Real.of(right))


def test_equality_is_exact():
    assert Real.of(Fraction(1, 4)) == 0.25
    assert Real.of(Decimal("0.1")) != 0.1
    assert Real.of(1) + Fraction(1, 10**40) > 1
    assert Real.of(1) != "1"
    assert Real.of(1) != None  # noqa: E711
    assert hash(Real.of(2)) == hash(2)


@given(x=floats, y=floats)
def test_the_larger_is_found_among_numbers_and_reals(x, y):
    assert max(Real.of(x), Real.of(y)) == max(x, y)
    assert min(Real.of(x), y) == min(x, y)
    assert sorted([Real.of(x), y]) == sorted([x, y])


@given(x=small, exponent=st.integers(0, 8))
def test_a_power_is_exact(x, exponent):
    power = Fraction(x) ** exponent
    assert abs(Fraction((Real.of(x) ** exponent).value) - power) <= abs(power) / 10**48


@given(x=small.filter(bool), exponent=st.integers(1, 8))
def test_a_negative_power_is_that_of_the_reciprocal(x, exponent):
    assert abs(Real.of(x) ** -exponent * Real.of(x) ** exponent - 1) < 1e-45


def test_a_power_that_is_no_integer_is_refused():
    with pytest.raises(TypeError):
        Real.of(2) ** 0.5


@given(x=small, y=small.filter(bool))
def test_quotients_are_exact_whatever_is_a_real(x, y):
    exact = Fraction(x) / Fraction(y)
    for quotient in (Real.of(x) / Real.of(y), Real.of(x) / y, x / Real.of(y)):
        assert abs(Fraction(quotient.value) - exact) <= abs(exact) / 10**48


def test_nothing_is_divided_by_what_may_be_0():
    for divisor in (0, Real.of(1) - 1, Real.of(0.5).with_error(0.5)):
        with pytest.raises(ZeroDivisionError, match="may be 0"):
            Real.of(1) / divisor


def test_there_is_no_logarithm_of_what_may_be_0():
    with pytest.raises(ValueError, match="may be 0"):
        log(Real.of(0.5).with_error(0.5))


def test_infinities_are_taken_to_their_limits():
    infinity = Real.of(math.inf)
    assert exp(infinity) == math.inf
    assert exp(-infinity) == 0
    assert log(0) == -math.inf
    assert log(infinity) == math.inf
    assert 1 / infinity == 0
    assert -2 * infinity == -math.inf
    assert infinity / 2 == math.inf
    assert log(0) ** 2 == math.inf
    assert sqrt(infinity) == expm1(infinity) == log1p(infinity) == math.inf
    assert sqrt(0) == expm1(0) == log1p(0) == 0
    assert expm1(-infinity) == -1
    assert log1p(-1) == -math.inf


@pytest.mark.parametrize(
    "made",
    [
        lambda nan: nan + 1,
        lambda nan: nan * 2,
        lambda nan: nan / 2,
        lambda nan: 2 / nan,
        lambda nan: nan**2,
        lambda nan: exp(nan),
        lambda nan: log(nan),
        lambda nan: sqrt(nan),
        lambda nan: expm1(nan),
        lambda nan: log1p(nan),
        lambda nan: abs(nan),
        lambda nan: mean([nan, 1]),
    ],
)
def test_what_is_made_of_a_nan_is_one(made):
    assert made(Real.of(math.nan)).value.is_nan()


FIFTY_DIGITS = 100 * Real.of(Decimal("1e-49"))
"""What rounding to fifty digits costs: a float may have more, and so |x| ≤ 20 is off by 1e-48."""


@given(x=st.floats(-20, 20), error=st.floats(0, 1), part=st.floats(-1, 1))
def test_errors_go_through_exp_and_log(x, error, part):
    known, truth = Real.of(x).with_error(error), Real.of(x) + Real.of(part) * error
    bound = Real(exp(known).error, Decimal(0)) + exp(known) * FIFTY_DIGITS
    assert abs(exp(truth) - exp(known)) <= bound * (1 + 1e-40)
    positive, truth = (
        exp(x).with_error(exp(x) * error / 2),
        exp(x) * (1 + Real.of(part) * error / 2),
    )
    bound = Real(log(positive).error, Decimal(0)) + FIFTY_DIGITS
    assert abs(log(truth) - log(positive)) <= bound * (1 + 1e-40)
    for function in (sqrt, expm1, log1p):
        if function is not expm1 or positive.value < 100:
            bound = Real(function(positive).error, Decimal(0)) + function(positive) * FIFTY_DIGITS
            assert abs(function(truth) - function(positive)) <= (bound + FIFTY_DIGITS) * (1 + 1e-40)


@given(x=small, y=small.filter(bool), error=st.floats(0, 1e-4), part=st.floats(-1, 1))
def test_errors_go_through_products_and_quotients(x, y, error, part):
    known, truth = Real.of(y).with_error(error), Real.of(y) + Real.of(part) * error
    for made in (lambda y: x * y, lambda y: x / y, lambda y: y * y, lambda y: y**3):
        bound = Real(made(known).error, Decimal(0))
        assert abs(made(truth) - made(known)) <= bound * (1 + 1e-40) + 1e-40


BINARY = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "max": max,
}
UNARY = {
    "exp": (math.exp, exp),
    "log": (math.log, log),
    "sqrt": (math.sqrt, sqrt),
    "expm1": (lambda x: math.exp(x) - 1, expm1),
    "log1p": (lambda x: math.log(1 + x), log1p),
    "square": (lambda x: x**2, lambda x: x**2),
    "cube": (lambda x: x * x * x, lambda x: x**3),
    "reciprocal": (lambda x: 1 / x, lambda x: x**-1),
    "abs": (abs, abs),
}


def deeper(expressions):
    return (
        st.tuples(st.sampled_from(sorted(BINARY)), expressions, expressions)
        | st.tuples(st.sampled_from(sorted(UNARY)), expressions)
        | st.lists(expressions, min_size=1, max_size=5).map(lambda parts: ("mean", *parts))
    )


expressions = st.recursive(small, deeper, max_leaves=6)


def evaluated(expression):
    """What an expression is in floats, and as a Real."""
    if isinstance(expression, float):
        return expression, Real.of(expression)
    name, *parts = expression
    pairs = [evaluated(part) for part in parts]
    computed, exact = ([pair[i] for pair in pairs] for i in (0, 1))
    # What may be 0, as far as rounding tells, has no logarithm and divides nothing; and what is not
    # known to any digit is not known to any digit in the exponent either.
    uncertain = any(ROUNDINGS * UNIT * float(x.terms) >= 2.0**-10 * abs(float(x)) for x in exact)
    if name in ("log", "sqrt", "/", "reciprocal"):
        assume(not uncertain)
        assume(name not in ("log", "sqrt") or exact[0] > 0)
    if name == "log1p":
        assume(float(1 + exact[0]) > 2.0**10 * ROUNDINGS * UNIT * float((1 + exact[0]).terms))
    if name in ("exp", "expm1"):
        assume(abs(exact[0]) < 100)
        assume(ROUNDINGS * UNIT * float(exact[0].terms) < 2.0**-10)
    if name == "mean":
        return sum(computed) / len(computed), mean(exact)
    if name in UNARY:
        in_floats, as_real = UNARY[name]
        results = in_floats(*computed), as_real(*exact)
    else:
        results = BINARY[name](*computed), BINARY[name](*exact)
    assume(1e-100 < abs(results[1]) < 1e100 or results[1] == 0)
    return results


@given(expression=expressions)
def test_the_terms_bound_what_rounding_does(expression):
    computed, exact = evaluated(expression)
    assert abs(Real.of(computed) - exact) <= ROUNDINGS * UNIT * Real(exact.terms, Decimal(0))


@given(values=st.lists(st.floats(-1e10, 1e10), min_size=1, max_size=60))
def test_the_terms_of_a_sum_are_the_size_of_what_was_added(values):
    assert total(values).terms == total(map(abs, values))
    assert abs(sum(values) - total(values)) <= ROUNDINGS * UNIT * total(map(abs, values))
