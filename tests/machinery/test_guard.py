"""Whatever an implementation does, the claim fails with a message that says what it was."""

import inspect
import math
import sys
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from spec.machinery.claims.advice import Advice
from spec.machinery.claims.guard import Call, Misbehaviour, NotOffered, Raised
from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.interface import Domain, elementwise, of_samples
from spec.machinery.numbers.comparison import Deviation, Disagreement


def implementation(function):
    """An implementation whose one function is called `double`."""
    return Implementation(SimpleNamespace(double=function), "hostile")


def raises(x):
    raise KeyError("no such thing")


def exits(x):
    sys.exit(3)


def prints(x):
    print("here")
    return 2.0


def returns_nothing(x):
    pass


def returns_text(x):
    return "2.0"


def returns_a_dictionary(x):
    return {"loss": 2.0, "accuracy": 0.5}


def returns_ragged_lists(x):
    return [[1.0, 2.0], [3.0]]


def returns_single_precision(x):
    return np.float32(2)


def returns_half_precision(x):
    return np.float16(2)


def returns_complex_numbers(x):
    return np.array([2 + 0j])


def returns_objects(x):
    return np.array([Fraction(2)])


def changes_its_argument(x):
    x[0] = 7.0
    return 2.0


def counts(x, calls=[]):  # noqa: B006
    calls.append(x)
    return 0.5 * len(calls)


def counts_in_one_array(x, array=np.zeros(2)):  # noqa: B008
    array += [0, 1]
    return array


def grows(x, calls=[]):  # noqa: B006
    calls.append(x)
    return np.ones(len(calls))


@pytest.mark.parametrize(
    ("function", "message"),
    [
        (raises, r"double\(\[1.0\]\) raised: KeyError: 'no such thing'"),
        (exits, r"double\(\[1.0\]\) called sys.exit: SystemExit: 3"),
        (prints, r"double\(\[1.0\]\) printed 'here\\n'"),
        (returns_nothing, r"returned nothing: is a return missing\?"),
        (returns_a_dictionary, r"returned a dictionary of 'loss', 'accuracy': .* result\['loss'\]"),
        (returns_ragged_lists, r"returned a list of lists that differ in length"),
        (returns_text, r"returned '2.0', which is no number or array"),
        (returns_single_precision, r"returned float32 where float64 .* --precision float32"),
        (returns_half_precision, r"returned float16 .*: there are claims for float64 and float32"),
        (returns_complex_numbers, r"returned complex128 where float64 is promised"),
        (returns_objects, r"returned object where float64 is promised"),
        (changes_its_argument, r"double\(\[1.0\]\) changed its arguments"),
        (counts, r"double\(\[1.0\]\) gave 0.5 and 1.0 for the same input"),
        (counts_in_one_array, r"double\(\[1.0\]\) gave 1.0 and 2.0 for the same input"),
        (grows, r"double\(\[1.0\]\) gave \(1,\) and \(2,\) for the same input"),
    ],
)
def test_a_misbehaviour_is_named(function, message):
    with pytest.raises(Misbehaviour, match=message):
        implementation(function).double([1.0])


def drawing(function):
    """An implementation whose one function may draw its step at random."""
    number = Domain("numbers")
    walk = of_samples("walk", "x + step", draws="step", x=number, step=number)
    return Implementation(SimpleNamespace(walk=function), "random", [walk])


def test_what_is_drawn_at_random_may_differ_unless_it_is_given():
    random = drawing(lambda x, *, step=None: np.random.default_rng().random())
    assert random.walk(1.0) != random.walk(1.0)
    with pytest.raises(Misbehaviour, match="for the same input"):
        random.walk(1.0, step=2.0)


def test_what_is_to_be_drawn_and_is_due_is_not_offered():
    with pytest.raises(NotOffered, match="walk draws no step of its own"):
        drawing(lambda x, step: x + step).walk(1.0)
    assert drawing(lambda x, step: x + step).walk(1.0, step=2.0) == 3
    assert drawing(lambda x: x).walk(1.0) == 1


def test_an_array_that_is_changed_is_noticed_too():
    with pytest.raises(Misbehaviour, match="changed its arguments"):
        implementation(changes_its_argument).double(np.array([1.0]))


@pytest.mark.parametrize("result", [2.0, 2, Fraction(2), np.float64(2), np.array([2.0]), math.nan])
def test_numbers_pass(result):
    returned = implementation(lambda x: result).double(1)
    np.testing.assert_array_equal(returned, result)


@pytest.mark.parametrize("result", [np.array([2, 3]), np.int8(2), np.array([True]), np.uint64(2)])
def test_integers_and_truth_values_are_numbers(result):
    returned = implementation(lambda x: result).double(1)
    assert returned.dtype == np.float64
    np.testing.assert_array_equal(returned, result)


def test_a_function_is_caught_whenever_its_answers_begin_to_differ():
    calls = []

    def falters(x):
        calls.append(x)
        return float(len(calls) == 20)

    tried = implementation(falters)
    for _ in range(9):
        tried.double(1.0)
    with pytest.raises(Misbehaviour, match="gave 0.0 and 1.0 for the same input"):
        tried.double(1.0)


def test_a_result_that_is_nan_twice_is_the_same():
    assert math.isnan(implementation(lambda x: np.array([math.nan])).double(1)[0])


@pytest.mark.parametrize("said", ["", ": not yet"])
def test_a_function_that_is_not_implemented_is_not_offered(said):
    def double(x):
        raise NotImplementedError(said.removeprefix(": "))

    with pytest.raises(NotOffered, match=f"^double is not implemented{said}$"):
        implementation(double).double(1.0)


class Counsel(Advice):
    """Advice of a specification, on whatever there is to advise on."""

    def on_failure(self, function, call, error):
        return f"Adapt {function.__name__}, which takes no {call.args[0]}" if call.args else ""

    def on_result(self, function, call):
        return "is a tuple of too many" if isinstance(call.result, tuple) else ""


def test_the_advice_of_the_specification_follows_what_went_wrong():
    tried = Implementation(
        SimpleNamespace(double=raises, half=lambda x: (x, x)), "hostile", advice=Counsel()
    )
    with pytest.raises(Misbehaviour, match="'no such thing'. Adapt raises, which takes no 1.0$"):
        tried.double(1.0)
    with pytest.raises(Misbehaviour, match=r"half\(1.0\) is a tuple of too many$"):
        tried.half(1.0)


def test_lists_pass_as_arrays():
    np.testing.assert_array_equal(implementation(lambda x: [2.0, 4.0]).double(1), [2.0, 4.0])


@pytest.mark.parametrize("kind", [ValueError, NotImplementedError, SystemExit])
def test_what_an_exception_says_can_be_written_whatever_it_is(kind):
    def fails(x):
        raise kind("no \udc80")

    with pytest.raises((Misbehaviour, NotOffered), match=r"no \\udc80"):
        implementation(fails).double(1)


def test_functions_that_are_returned_are_guarded_as_well():
    with pytest.raises(Misbehaviour, match="raised: KeyError"):
        implementation(lambda x: raises).double(1)(2)


def test_the_parts_of_a_tuple_are_looked_at():
    with pytest.raises(Misbehaviour, match="returned nothing"):
        implementation(lambda x: (1.0, None)).double(1)


def test_the_calls_are_known_until_they_are_forgotten():
    tried = implementation(lambda x, *, weights=None: 2.0)
    tried.double([1.0], weights=np.array([0.5]))
    tried.double([2.0])
    assert list(map(str, tried.calls)) == ["double([1.0], weights=[0.5])", "double([2.0])"]
    tried.forget_calls()
    assert tried.calls == []


def test_a_function_that_is_not_there_is_not_offered():
    with pytest.raises(NotOffered, match="hostile does not offer half"):
        implementation(abs).half(1)
    assert not hasattr(implementation(abs), "half")


class WithMethod:
    def double(self, x):
        return 2.0 * x


@pytest.mark.parametrize(
    "function",
    [
        lambda x: 2.0,
        lambda x, *, other=None: 2.0,
        lambda x, weights=None, /: 2.0,
        lambda *arguments: 2.0,
        WithMethod().double,
    ],
)
def test_a_keyword_that_a_function_does_not_take_is_not_offered(function):
    with pytest.raises(NotOffered, match="double takes no weights"):
        implementation(function).double([1.0], weights=[1.0])


@pytest.mark.parametrize(
    "function",
    [lambda x, weights: 2.0, lambda x, *, weights=None: 2.0, lambda x, **keywords: 2.0],
)
def test_a_keyword_that_a_function_takes_or_may_take_is_given_to_it(function):
    assert implementation(function).double([1.0], weights=[1.0]) == 2.0


def test_a_function_that_does_not_tell_is_asked():
    with pytest.raises(ValueError, match="no signature found"):
        inspect.signature(max)
    assert implementation(max).double([1.0, 2.0], key=None) == 2.0
    with pytest.raises(Misbehaviour, match="raised: TypeError: .*weights"):
        implementation(max).double([1.0], weights=[1.0])


def test_a_wrong_name_within_an_implementation_is_no_keyword_that_is_not_offered():
    with pytest.raises(Misbehaviour, match="raised: TypeError: abs"):
        implementation(lambda x, **keywords: abs(x, **keywords)).double(1.0, weights=[1.0])


@pytest.mark.parametrize(
    ("written", "dtype"),
    [([0.5, 2], "float64"), ((1, 2), "int64"), ([[True]], "bool"), ([(0.5,), (1.0,)], "float64")],
)
def test_lists_of_numbers_are_given_as_arrays(written, dtype):
    given = []
    implementation(lambda n: given.append(n) or 0.0).double(written)
    assert given[0].dtype == dtype
    assert given[0].tolist() == np.array(written).tolist()


@pytest.mark.parametrize("written", [0.5, 3, Fraction(1, 3), [Fraction(1, 3)], abs, None])
def test_whatever_else_is_given_as_it_is(written):
    given = []
    implementation(lambda n: given.append(n) or 0.0).double(written)
    assert given[0] is written


@pytest.mark.parametrize(
    "result",
    [3.0, 3, Fraction(3), np.float32(3), np.array(3.0), [[1.0, 3.0]], (2.0, np.ones(2) * 3)],
)
def test_a_call_has_returned_the_numbers_in_its_result(result):
    call = Call("double", (1.5,), {}, result)
    assert call.returned(3.0)
    assert not call.returned(4.0)
    assert not call.returned(math.nan)


def test_what_a_comparison_got_is_told_of_the_call_that_returned_it_and_of_no_other():
    failure = Disagreement("3 is not 4", "is 3.0 and should be 4.0", Deviation(3.0, 4.0, 0.25))
    assert (
        Call("double", (1.5,), {}, 3.0).account(failure) == "double(1.5) is 3.0 and should be 4.0"
    )
    assert Call("half", (1.5,), {}, 0.75).account(failure) == "half(1.5) is 0.75"


def test_of_a_misbehaviour_the_call_is_told_once():
    failure = Misbehaviour("double(1.5) raised: KeyError: 'x'\nand more")
    assert Call("double", (1.5,), {}).account(failure) == "double(1.5): raised: KeyError: 'x'"


def test_a_keyword_that_is_refused_where_the_call_is_handed_on_is_not_offered():
    def forward(x):
        return 2 * x

    def handing_on(*args, **kwargs):
        return forward(*args, **kwargs)

    with pytest.raises(NotOffered, match="double takes no weights"):
        implementation(handing_on).double(1.0, weights=2.0)
    with pytest.raises(Raised, match="unexpected keyword argument 'y'"):
        implementation(lambda x: forward(x, y=1)).double(1.0)


def test_a_number_is_an_element_of_an_array_where_a_function_goes_by_elements():
    reals = Domain("real numbers")
    ratio = elementwise("ratio", "log(p/q)", p=reals, q=reals)
    functions = SimpleNamespace(ratio=lambda p, q: np.log(p / q))
    with np.errstate(divide="ignore"):
        assert Implementation(functions, "mine", [ratio]).ratio(1.0, 0.0) == math.inf


def test_elsewhere_it_is_a_number():
    assert implementation(lambda x: (x > 0) - (x < 0)).double(1.0) == 1


def test_a_call_of_a_function_that_a_call_returned_is_shown_as_both():
    subject = implementation(lambda x: lambda y: x + y)
    inner = subject.double(2.0)
    inner(0.5)
    assert [*map(str, subject.calls)] == ["double(2.0)", "double(2.0)(0.5)"]
    assert {call.function for call in subject.calls} == {"double"}
    with pytest.raises(Misbehaviour, match=r"double\(2.0\)\('a'\) raised: TypeError"):
        inner("a")
