"""What a person sees of a run: the table, the account of a failure, and the JSON."""

import json
from xml.etree import ElementTree

import pytest

TABLE = [
    "*claims: working 1.0, 2 of 3 functions, Hypothesis profile 'dev', 7 of 9 claims apply*",
    "Chapter one: what is said of doubles",
    "  holds    1.1/double       ×2  double(n) = 2n.",
    "  exists   1.1/large            There is n with double(n) > 30.",
    "           witness: n = 16; double = 32",
    "  refuted  1.2/small            double(n) < 30 for every n.",
    "           counterexample: n = 15",
    "           true instead: 1.1/large",
    "",
    "Chapter two: what is said of halves",
    "  holds    2/half               half(2n) = n.",
    "  holds    2/down               half(2n + 1) = n, rounded down.",
    "  holds    2/grows[[]double[]]      f(n) ≤ f(n + 1).",
    "  holds    2/grows[[]half[]]    ×1  f(n) ≤ f(n + 1).",
    "",
    "Chapter three: what is said of thirds",
    "  skipped  3/third              third(x) = x/3.",
    "           working does not offer third",
    "  skipped  num/third            third(x) is the nearest of floats.",
    "           working does not offer third",
    "",
    "×n: fails for n of 3 wrong implementations",
    "9 claims (5 holds, 1 exists, 1 refuted, 2 skipped), 4 equations covered, * examples run",
    "*7 passed, 2 skipped*",
]


@pytest.mark.parametrize("options", [(), ("-v",)])
def test_the_table_shows_each_claim_with_its_verdict(run, options):
    result = run("-v", *options, impl="working")
    assert result.ret == 0
    result.stdout.fnmatch_lines(TABLE)


def test_a_failing_claim_says_all_that_a_person_needs(run):
    result = run("--hypothesis-seed=3", impl="broken")
    assert result.ret == 1
    result.stdout.fnmatch_lines(
        [
            "1.1/double: twice a number is its double",
            "double(n) = 2n.",
            "",
            "inputs: n = 8",
            "calls:  double(8)",
            "broke:  assert_equal(impl.double(n), 2 [*] n)",
            "the result is not what it should be",
            "  your result: 17.0",
            "  should be: 16.0",
            "  off by 1, where rounding explains 0",
            "",
            "again:  pytest toy --claim 1.1/double --impl broken --hypothesis-seed=3",
            "  FAILED   1.1/double *  double(n) = 2n.",
            "           broke: assert_equal(impl.double(n), 2 [*] n)",
            "9 claims (1 FAILED, 1 exists, 1 refuted, 4 holds, 2 skipped), *",
        ]
    )


def test_a_failing_member_of_a_family_is_named_wherever_it_is_told_of(run, project):
    project.makepyfile(falling="half = lambda n: -n")
    result = run("--claim", "2/grows", impl="falling")
    result.assert_outcomes(failed=1, skipped=1, deselected=7)
    result.stdout.fnmatch_lines(
        [
            "2/grows[[]half[]]: more stays more",
            "inputs: function = half, n = 0",
            "calls:  half(0)",
            "broke:  assert_at_most(apply(n), apply(n + 1))",
            "again:  pytest toy --claim '2/grows[[]half[]]' --impl falling",
            "  FAILED   2/grows[[]half[]] *",
            "half: wrong (1 of 1 claim)",
        ]
    )


def test_a_failure_is_laid_at_the_door_of_one_function(run):
    result = run(impl="broken")
    result.stdout.fnmatch_lines(
        [
            "double: wrong (1 of 4 claims)",
            "  double(8) is 17.0 and should be 16.0",
            "  1.1/double",
            "  pytest toy --claim 1.1/double --impl broken",
        ]
    )


def test_the_json_says_what_the_table_says(run, project):
    file = project.path / "new folder" / "claims.json"
    run("--claims-json", str(file), "--hypothesis-seed=7", impl="broken")
    report = json.loads(file.read_text(encoding="utf-8"))
    assert report["implementation"] == {"name": "broken", "version": "0.1"}
    assert report["profile"] == "dev"
    assert report["seed"] == "7"
    claims = {claim["id"]: claim for claim in report["claims"]}
    assert {id: claim["outcome"] for id, claim in claims.items()} == {
        "1.1/double": "failed",
        "1.1/large": "passed",
        "1.2/small": "passed",
        "2/half": "passed",
        "2/down": "passed",
        "2/grows[double]": "passed",
        "2/grows[half]": "passed",
        "3/third": "skipped",
        "num/third": "skipped",
    }
    assert list(claims)[:3] == ["1.1/double", "1.1/large", "1.2/small"]
    failed, refuted, half = (claims[id] for id in ("1.1/double", "1.2/small", "2/half"))
    assert failed["kind"] == "holds"
    assert failed["equations"] == [1, 2]
    assert failed["counterfeits"] == 2
    assert failed["functions"] == ["double"]
    assert failed["counterexample"] == "n = 8"
    assert failed["broken_statement"] == "assert_equal(impl.double(n), 2 * n)"
    assert "your result: 17.0" in failed["message"]
    assert refuted["kind"] == "refuted"
    assert refuted["corrected_by"] == "1.1/large"
    assert refuted["counterexample"] == "n = 15"
    assert refuted["broken_statement"] is None
    assert half["counterexample"] is None
    assert half["message"] is None
    assert half["examples"] == 100
    assert half["counterfeits"] is None
    assert claims["2/down"]["source"] == "Euclid, book VII"
    assert claims["2/grows[half]"]["counterfeits"] == 1
    assert claims["3/third"]["message"] == "broken does not offer third"


def test_what_broke_is_in_the_json_of_a_member(run, project):
    project.makepyfile(falling="half = lambda n: -n\ndouble = lambda n: 2 * n")
    file = project.path / "claims.json"
    run("--claim", "2/grows", "--claims-json", str(file), impl="falling")
    double, half = json.loads(file.read_text(encoding="utf-8"))["claims"]
    assert (double["id"], double["outcome"]) == ("2/grows[double]", "passed")
    assert (half["id"], half["outcome"]) == ("2/grows[half]", "failed")
    assert half["counterexample"] == "function = half, n = 0"
    assert half["broken_statement"] == "assert_at_most(apply(n), apply(n + 1))"
    assert half["command"] == "pytest toy --claim '2/grows[half]' --impl falling"


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_a_run_that_judges_nothing_fails_and_says_what_to_do(run, workers):
    result = run(workers, "--claim", "2/half", "--claim", "3", impl="partial")
    assert result.ret == pytest.ExitCode.NO_TESTS_COLLECTED
    result.stdout.fnmatch_lines(["Nothing was judged: partial has not all *"])


def test_a_run_that_judges_one_claim_does_not(run):
    result = run("--claim", "2/half", "--claim", "1.1/double", impl="partial")
    assert result.ret == pytest.ExitCode.OK
    assert "Nothing was judged" not in result.stdout.str()


@pytest.mark.parametrize("workers", ["-n0", "-n1"])
def test_junit_has_the_id_of_a_claim_and_its_record(run, project, workers):
    run("--junit-xml=junit.xml", "--claims-json=claims.json", workers, impl="broken")
    expected = {
        claim["id"]: claim
        for claim in json.loads((project.path / "claims.json").read_text(encoding="utf-8"))[
            "claims"
        ]
    }
    cases = ElementTree.parse(project.path / "junit.xml").iter("testcase")
    for case in cases:
        said = {each.get("name"): each.get("value") for each in case.iter("property")}
        record = json.loads(said["record"])
        assert record["statement"] == expected.pop(said["claim"])["statement"]
    assert not expected
