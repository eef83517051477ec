"""Real numbers to fifty digits, so that a reference value has no rounding error worth counting.

The standard library's `decimal` evaluates exp and ln correctly rounded at any precision, and
converts binary floats exactly. That makes it independent of the floating-point code under test.
"""

import decimal
import functools
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, ParamSpec, TypeVar

DIGITS = 50

CONTEXT = decimal.Context(
    prec=DIGITS, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN, traps=[decimal.InvalidOperation]
)

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def in_high_precision(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Let `function` evaluate its Decimal operations to fifty digits, without overflow."""

    @functools.wraps(function)
    def evaluated(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        __tracebackhide__ = True
        context = decimal.getcontext()
        if context.prec == DIGITS and context.Emax == decimal.MAX_EMAX:
            # To enter a context takes longer than to add two numbers in it.
            return function(*args, **kwargs)
        with decimal.localcontext(CONTEXT):
            return function(*args, **kwargs)

    return evaluated


# Most logits that are drawn are sixteenths, and most masses 64ths: the same come again and again.
remembered = functools.lru_cache(maxsize=2**12)


def exact(number: Any) -> Decimal:
    """The number as a Decimal: exactly for ints and floats, to fifty digits for fractions."""
    if isinstance(number, float):
        return _exact_float(number) if number else Decimal(number)
    if isinstance(number, Decimal):
        return number
    if isinstance(number, Fraction):
        return CONTEXT.divide(Decimal(number.numerator), Decimal(number.denominator))
    if isinstance(number, int):
        return Decimal(number)
    return Decimal(float(number))


@remembered
def _exact_float(number: float) -> Decimal:
    """The same of a float that is not 0, of which there are two that are equal."""
    return Decimal(number)


@remembered
def exp(x: Decimal) -> Decimal:
    """e to the power x."""
    return CONTEXT.exp(x)


@remembered
def log(x: Decimal) -> Decimal:
    """The natural logarithm; -∞ at 0."""
    return CONTEXT.ln(x)


@remembered
@in_high_precision
def log1p(x: Decimal) -> Decimal:
    """log(1 + x), to fifty digits of the result however small x is."""
    if abs(x) < Decimal("1e-13"):
        return x * (1 - x * (Decimal(1) / 2 - x * (Decimal(1) / 3 - x * (Decimal(1) / 4 - x / 5))))
    with decimal.localcontext(prec=DIGITS + 15):
        return (1 + x).ln()


@remembered
@in_high_precision
def expm1(x: Decimal) -> Decimal:
    """e^x − 1, to fifty digits of the result however small x is."""
    if abs(x) < Decimal("1e-13"):
        return x * (1 + x * (Decimal(1) / 2 + x * (Decimal(1) / 6 + x * (1 + x / 5) / 24)))
    with decimal.localcontext(prec=DIGITS + 15):
        return x.exp() - 1
