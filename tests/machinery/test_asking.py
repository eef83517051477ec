"""Which functions a claim asks for is known from its source."""

from hypothesis import given
from hypothesis import strategies as st

from spec.machinery.claims.asking import functions_asked_for
from spec.machinery.claims.claim import claim
from spec.machinery.claims.family import for_each, members
from spec.machinery.claims.interface import Domain, elementwise

numbers = st.integers(0, 1000)
TRIPLE = elementwise("triple", "3n", n=Domain("numbers"))


def asked(test):
    return [set(functions_asked_for(test, member)) for member in members(test)]


def _sum_of(functions, n):
    return functions.half(n) + functions.third(n)


def _again(functions, n):
    return _again(functions, n - 1) if n else functions.zero()


def test_the_functions_that_its_body_names_are_asked_for():
    @claim("1/names")
    @given(n=numbers)
    def test_names(impl, n):
        """double(half(n)) = n, also inside what is called later."""
        half = impl.half
        assert all(impl.double(half(m)) == m for m in range(n))
        assert (lambda m: getattr(impl, "third")(m))(n) == n.real  # noqa: B009

    assert asked(test_names) == [{"half", "double", "third"}]


less = lambda functions, n: functions.half(n) - n  # noqa: E731


def test_so_are_those_that_a_lambda_is_handed_the_implementation_for():
    @claim("1/lambda")
    @given(n=numbers)
    def test_lambda(impl, n):
        """half(n) ≤ n."""
        assert less(impl, n) <= 0

    assert asked(test_lambda) == [{"half"}]


def test_so_are_those_that_a_helper_is_handed_the_implementation_for():
    @claim("1/helper")
    @given(n=numbers)
    def test_helper(impl, n):
        """half(n) + third(n) is double(n)."""
        assert _sum_of(impl, n) == _sum_of(n=n, functions=impl) == impl.double(n)
        assert _again(impl, n) == abs(n)

    assert asked(test_helper) == [{"half", "third", "double", "zero"}]


def test_a_member_of_a_family_asks_for_the_function_that_it_is_said_of():
    @claim("1/family")
    @for_each(function=("double", "half"))
    @given(n=numbers)
    def test_family(impl, function, n):
        """f(n) ≥ 0."""
        assert getattr(impl, function)(n) >= 0

    @claim("1/functions")
    @for_each(function=(TRIPLE,))
    @given(n=numbers)
    def test_functions(impl, function, n):
        """f(n) ≥ 0."""
        assert function.of(impl)(n) >= 0

    assert asked(test_family) == [{"double"}, {"half"}]
    assert asked(test_functions) == [{"triple"}]


def test_a_label_that_is_no_function_is_not_asked_for():
    @claim("1/label")
    @for_each(name=("double", "half"))
    @given(n=numbers)
    def test_label(impl, name, n):
        """triple(n) ≥ 0."""
        assert impl.triple(n) >= 0

    assert asked(test_label) == [{"triple"}, {"triple"}]


def test_without_a_source_nothing_is_known_to_be_asked_for():
    namespace = {"claim": claim, "given": given, "numbers": numbers, "__name__": __name__}
    source = '@claim("1/x")\n@given(n=numbers)\ndef test(impl, n):\n    "x"\n    impl.double(n)'
    exec(source, namespace)
    assert asked(namespace["test"]) == [set()]
