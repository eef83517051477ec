"""The door without pytest: a result for each claim."""

import itertools
import time
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec.machinery.claims import checking
from spec.machinery.claims.claim import claim
from spec.machinery.claims.consistency import Contradiction
from spec.machinery.claims.family import for_each
from spec.machinery.claims.grades import Grade
from spec.machinery.claims.ids import NoSuchClaim
from spec.machinery.claims.loading import CannotLoad
from spec.machinery.claims.trial import holds_here
from spec.machinery.numbers.comparison import assert_equal
from spec.machinery.numbers.precision import FLOAT64, precision
from tests.machinery.toy import SPECIFICATION, reference

numbers = st.integers(0, 1000)


def check(implementation, claims=None, **options):
    return checking.check(SPECIFICATION, implementation, claims, **options)


def of_doubles(id, **recorded):
    """A property of one's own under that id."""

    @claim(id, **recorded)
    @given(n=numbers)
    def test_own(impl, n):
        """double(n) ≥ n."""
        assert impl.double(n) >= n

    return test_own


def test_all_claims_are_checked_in_the_order_of_the_chapters():
    results = check(reference)
    assert [result.claim.id for result in results] == [
        "1.1/double",
        "1.1/large",
        "1.2/small",
        "2/half",
        "2/down",
        "2/grows[double]",
        "2/grows[half]",
        "3/third",
        "num/third",
    ]
    assert {result.outcome for result in results} == {"passed"}
    assert results[0].examples == 100


def test_the_claims_of_a_part_are_checked_in_order():
    assert [result.claim.id for result in check(reference, "1.1")] == ["1.1/double", "1.1/large"]


@pytest.mark.parametrize(
    ("selector", "ids"),
    [("2/grows", ["2/grows[double]", "2/grows[half]"]), ("2/grows[half]", ["2/grows[half]"])],
)
def test_a_family_is_checked_whole_or_by_member(selector, ids):
    assert [result.claim.id for result in check(reference, selector)] == ids


def test_a_wrong_function_fails_with_the_smallest_instance_and_the_statement_that_broke():
    (result,) = check(SimpleNamespace(double=lambda n: 2 * n + 1), ["1.1/double"])
    assert result.outcome == "failed"
    assert result.counterexample == "n = 0"
    assert result.broken_statement == "assert_equal(impl.double(n), 2 * n)"
    assert "should be: 0.0" in result.message
    assert str(result).startswith(
        "failed 1.1/double: double(n) = 2n.\n  n = 0\n  assert_equal(impl.double(n), 2 * n)\n"
    )


def test_the_inputs_of_a_member_name_it():
    (result,) = check(SimpleNamespace(half=lambda n: -n), "2/grows[half]")
    assert result.counterexample == "function = half, n = 0"


def test_a_missing_function_skips_the_claim():
    grows, other = check(SimpleNamespace(double=reference.double), "2/grows")
    assert grows.outcome == "passed"
    assert other.outcome == "skipped"
    assert other.message == "SimpleNamespace does not offer half"


def test_a_missing_keyword_skips_the_claim_and_says_so():
    (result,) = check(SimpleNamespace(half=lambda n: n / 2), "2/down")
    assert result.outcome == "skipped"
    assert result.message == "half takes no down"


def test_a_counterexample_that_was_sought_is_no_failure():
    (result,) = check("tests.machinery.toy.reference", "1.2")
    assert result.outcome == "passed"
    assert result.counterexample == "n = 15"
    assert result.broken_statement is None


def test_own_claims_are_checked_beside_those_of_the_specification():
    own = of_doubles("mine/double")
    results = check(reference, [own, "num/third"])
    assert [result.claim.id for result in results] == ["num/third", "mine/double"]
    assert [result.outcome for result in results] == ["passed", "passed"]
    assert [result.claim.id for result in check(reference, own)] == ["mine/double"]


def test_own_families_are_checked_by_member():
    @claim("mine/grows")
    @for_each(step=(1, 2))
    @given(n=numbers)
    def test_steps(impl, step, n):
        """double(n + s) = double(n) + 2s."""
        assert_equal(impl.double(n + step), impl.double(n) + 2 * step)

    assert [str(result) for result in check(reference, test_steps)] == [
        f"passed mine/grows[{step}]: double(n + s) = double(n) + 2s." for step in (1, 2)
    ]


def of_triples():
    """A property of one's own about a function of one's own."""

    @claim("mine/triple")
    @given(n=numbers)
    def test_triple(impl, n):
        """triple(n) = 3n."""
        assert_equal(impl.triple(n), 3 * n)

    return test_triple


def test_own_claims_about_own_functions_are_checked():
    right, wrong = SimpleNamespace(triple=lambda n: 3 * n), SimpleNamespace(triple=lambda n: n)
    (passed,), (failed,) = check(right, of_triples()), check(wrong, of_triples())
    assert (passed.outcome, passed.examples) == ("passed", 100)
    assert (failed.outcome, failed.counterexample) == ("failed", "n = 1")


def misspelt():
    """A property of one's own with a name in it that is wrong by a letter."""

    @claim("mine/misspelt")
    @given(n=numbers)
    def test_misspelt(impl, n):
        """half(double(n)) = n."""
        assert_equal(impl.half(n) * 2, n)
        assert_equal(impl.half(impl.duoble(n)), n)

    return test_misspelt


def test_a_misspelt_name_is_an_error_of_the_claim_if_the_reference_is_tried():
    (result,) = check(reference, misspelt())
    assert result.outcome == "failed"
    assert "does not offer duoble. Did you mean double?" in result.message


def test_of_another_implementation_a_misspelt_name_is_told():
    (result,) = check(SimpleNamespace(half=reference.half), misspelt())
    assert result.outcome == "skipped"
    assert result.message == "SimpleNamespace does not offer duoble. Did you mean double?"


def test_a_name_that_several_claims_ask_for_is_not_misspelt():
    @claim("mine/other")
    @given(n=numbers)
    def test_other(impl, n):
        """duoble(n) ≥ n."""
        assert impl.duoble(n) >= n

    results = check(SimpleNamespace(half=reference.half), [misspelt(), test_other])
    assert {result.message for result in results} == {"SimpleNamespace does not offer duoble"}


def test_what_chooses_no_claim_is_an_error():
    with pytest.raises(NoSuchClaim, match=r"Did you mean 1\.1/double"):
        check(reference, "1.1/duoble")
    with pytest.raises(TypeError, match="neither the id of a claim nor a property"):
        check(reference, len)


def test_a_claim_called_like_one_of_the_specification_is_an_error_that_names_both_places():
    with pytest.raises(Contradiction, match="two claims are called 1.1/double") as error:
        check(reference, of_doubles("1.1/double"))
    assert f"{__file__}:" in str(error.value)
    assert "doubling.py:" in str(error.value)


def test_two_claims_of_one_id_are_an_error_that_names_both_places():
    @claim("mine/double")
    @given(n=numbers)
    def test_other(impl, n):
        """double(n) ≤ 3n."""

    with pytest.raises(Contradiction, match="two claims are called mine/double") as error:
        check(reference, [of_doubles("mine/double"), test_other])
    assert str(error.value).count(f"{__file__}:") == 2


def test_a_correction_that_there_is_not_is_an_error():
    @claim("mine/less", kind="refuted", corrected_by="mine/nothing")
    @given(n=numbers)
    def test_less(impl, n):
        """double(n) < 30."""
        holds_here(impl.double(n) < 30)

    with pytest.raises(Contradiction, match="mine/less in .* is corrected by mine/nothing, and "):
        check(reference, test_less)


def test_a_claim_that_returns_something_fails():
    @claim("mine/double")
    @given(n=numbers)
    def test_returns(impl, n):
        """double(n) > 2n, which is false, and is not asserted."""
        return impl.double(n) > 2 * n

    (result,) = check(reference, test_returns)
    assert result.outcome == "failed"
    assert "should return None" in result.message


def test_an_object_with_none_of_the_functions_is_an_error():
    with pytest.raises(CannotLoad, match="offers none .* It offers triple. .* double, half, third"):
        check(SimpleNamespace(triple=abs))
    with pytest.raises(CannotLoad, match="cannot load the implementation 'no_such_module'"):
        check("no_such_module")


def test_profile_and_format_are_put_back():
    before = settings.get_current_profile_name()
    check(SimpleNamespace(double=reference.double, precision="float32"), "1.1/double")
    assert settings.get_current_profile_name() == before
    assert precision() is FLOAT64


def test_results_show_themselves_as_the_claims_that_fail_and_the_verdicts():
    falling = SimpleNamespace(double=lambda n: 2 * n, half=lambda n: -n)
    *lines, last = str(check(falling, ["1.1/double", "2/grows", "3"])).splitlines()
    assert lines == [
        "  FAILED   2/grows[half]  ×1  f(n) ≤ f(n + 1).",
        "           fails for function = half, n = 0",
        "           broke: assert_at_most(apply(n), apply(n + 1))",
        "half: wrong (1 of 1 claim)",
        "  half(0) is 0.0 and should be at most -1.0",
        "  2/grows[half]",
        "  spec.check(…, '2/grows[half]')",
        "right, by so many claims: double (2)",
    ]
    assert last.startswith("4 claims (2 holds, 1 FAILED, 1 skipped), 2 equations covered, 20")


def test_results_have_a_verdict_on_each_function_that_is_offered():
    results = check(SimpleNamespace(double=reference.double, third=abs), ["1.1/double", "num"])
    assert [str(verdict) for verdict in results.verdicts] == [
        "third: wrong (1 of 1 claim)",
        "double: right (1 claim)",
    ]


def test_what_a_result_should_be_is_shown_before_what_it_should_be_at_most():
    """The limit may be at fault itself."""

    def half(n, down=False):
        if down:
            return n // 2
        return 9.0 - n if n else 0.1234567890123

    (verdict,) = check(SimpleNamespace(half=half), "2").verdicts
    assert verdict.claims == ("2/half", "2/grows[half]")
    assert verdict.evidence == ["half(0) is 0.1234567890123 and should be 0.0"]


def test_right_is_said_of_no_function_that_claims_about_rounding_alone_judged():
    (verdict,) = check(SimpleNamespace(third=reference.third), "num").verdicts
    assert str(verdict) == "third: not judged: only claims about rounding call it"
    (verdict,) = check(SimpleNamespace(third=reference.third), ["num", "3"]).verdicts
    assert str(verdict) == "third: right (2 claims)"


def test_of_a_function_that_was_not_judged_it_is_said_why():
    (verdict,) = check(SimpleNamespace(half=lambda n: n / 2), "2/down").verdicts
    assert verdict.grade is None
    assert "half: not judged: " in str(verdict)


def test_a_notebook_shows_a_card_for_each_function_and_claims_as_tables():
    results = check(SimpleNamespace(double=lambda n: 2 * n + 1), ["1.1/double", "3"])
    html = results._repr_html_()
    assert html.count("<table>") == html.count("</table>") == 2
    assert html.count("<article") == 1
    assert '<span class="grade">wrong</span> 1 of 1 claim' in html
    assert "double(0) is 1.0 and should be 0.0" in html
    assert "f(n) ≤" not in html


def test_a_notebook_shows_what_an_implementation_says_as_text():
    def double(n):
        raise ValueError("<script>")

    subject = SimpleNamespace(double=double, derived={"double": "<i>twice"})
    html = check(subject, "1.1/double")._repr_html_()
    assert "&lt;i&gt;twice" in html
    assert "raised: ValueError: &lt;script&gt;" in html
    assert "<i>" not in html
    assert "<script>" not in html


def test_a_notebook_says_why_a_function_was_not_judged():
    html = check(SimpleNamespace(third=reference.third), "num")._repr_html_()
    assert "<p>Not judged, as only claims about rounding call it: third.</p>" in html
    assert "<article" not in html


def test_nothing_is_printed(capfd):
    check(SimpleNamespace(double=lambda n: 2 * n + 1))
    assert capfd.readouterr() == ("", "")


@pytest.mark.filterwarnings("error")
def test_what_numpy_warns_of_is_left_to_the_verdict():
    (result,) = check(SimpleNamespace(third=lambda x: np.divide(x, 0.0)), "3/third")
    assert result.record["smallest"]["result"] == "inf"


def test_the_number_of_examples_is_that_which_is_asked_for():
    (few,) = check(reference, "2/half", examples=7)
    (usual,) = check(reference, "2/half")
    assert (few.examples, usual.examples) == (7, 100)


def test_no_deadline_of_hypothesis_counts():
    def slowly(n):
        time.sleep(0.25)
        return 2 * n

    (result,) = check(SimpleNamespace(double=slowly), "1.1/double", examples=3)
    assert result.outcome == "passed"


def test_a_profile_of_ones_own_claim_counts():
    @claim("mine/double")
    @settings(max_examples=5)
    @given(n=numbers)
    def test_own(impl, n):
        """double(n) ≥ n."""
        assert impl.double(n) >= n

    (result,) = check(reference, test_own)
    assert result.examples == 5


def test_accuracy_may_be_asked_for():
    short = SimpleNamespace(third=lambda x: x * 0.333333333333333)
    assert check(short, "num").verdicts[0].grade is Grade.IMPRECISE
    assert {result.outcome for result in check(short, "num")} == {"passed"}
    assert {result.outcome for result in check(short, "num", accuracy="full")} == {"failed"}


@pytest.mark.parametrize(
    ("implementation", "options", "call"),
    [
        (SimpleNamespace(third=abs), {}, "spec.check(…, 'num/third')"),
        (SimpleNamespace(third=abs), {"examples": 9}, "spec.check(…, 'num/third', examples=9)"),
        (
            SimpleNamespace(third=lambda x: x * 0.333333333333333, __name__="short"),
            {"accuracy": "sound"},
            "spec.check(short, 'num/third', accuracy='full')",
        ),
        (
            "tests.machinery.toy.reference",
            {"accuracy": "full", "examples": 5},
            "spec.check('tests.machinery.toy.reference', 'num/third', accuracy='full', examples=5)",
        ),
    ],
)
def test_the_call_that_checks_a_claim_again_is_said(implementation, options, call):
    results = check(implementation, "num/third", **options)
    assert results[0].record["command"] == call
    if results.verdicts[0].failures:
        assert f"  {call}" in str(results).splitlines()


def test_a_claim_of_ones_own_is_called_by_the_name_of_its_property():
    (result,) = check(reference, of_doubles("mine/double"))
    assert result.record["command"] == "spec.check(tests.machinery.toy.reference, test_own)"


def test_two_answers_to_one_question_are_shown():
    answers = itertools.count(100)
    changing = SimpleNamespace(double=lambda n: 2 * n + (next(answers) % 7 == 0))
    (result,) = check(changing, "1.1/double", examples=1000)
    assert result.outcome == "failed"
    assert result.grade is Grade.WRONG
