"""Every claim can fail: each detects a counterfeit, and each counterfeit is detected.

`matrix.json` holds what was measured, and every row of it is measured here again: so what holds of
the file holds of the claims. Draws may change with the version of Hypothesis, and with the modules
that are loaded, whose constants it draws now and then. So that a mistake which one instance in
fifty gives away does not make a row come out as another on every machine, a detection on file has
to be made again by one of four times as many instances, and one that is not on file has to be made
by a fifth of the instances to count as missing there. One that is made by so many is made by one of
the first quarter of them, but for once in 250 times: what gets past these is not looked at further.
"""

import subprocess
import sys

import pytest

import impl
from spec.machinery.claims.loading import load
from spec.machinery.numbers.comparison import assert_close
from spec.machinery.plugin.records import new_record
from spec.specification import SPECIFICATION
from tests.counterfeits import counterfeit, gallery, insensitive, replaced
from tests.evidence.documents import ROOT
from tests.evidence.libraries import ALWAYS_THERE
from tests.evidence.matrix import INSTANCES, Row, on_file, rows, scaled
from tests.subjects import textbook

ROWS = rows()
ON_FILE = on_file()
TEXTBOOK, *OTHERS = ALWAYS_THERE
STALE = "what is on file was measured of something else: run python -m tests.evidence matrix"
SOUND_IN_A_TEXTBOOK = {
    "num/features-far-out",
    "num/frechet-covariances-not-negative",
    "num/frechet-not-negative",
    "num/inception-score-at-least-one",
    "num/inception-score-near-one",
    "num/inception-score-zeros",
    "num/interpolates",
    "num/interpolates-ends",
    "num/one-sided-penalty-range",
    "num/penalty-range",
    "num/penalty-zero-gradient",
    "num/zero-centred-derivative-range",
    "num/batch-sizes",
    "num/better-critic-at-data",
    "num/better-critic-is-finite",
    "num/critic-batch-sizes",
    "num/summed-derivative-tails",
    "num/far-biases",
    "num/far-projections",
    "num/far-slopes",
    "num/f-activation-rises",
    "num/f-divergence-of-itself",
    "num/f-divergence-zeros",
    "num/f-optimal-output-zeros",
    "num/weighted-wasserstein-of-itself",
    "num/hinge-margin",
    "num/js-extremes",
    "num/js-zeros",
    "num/kl-extremes",
    "num/kl-zeros",
    "num/parameters-stay",
    "num/spectral-norm-scale",
}


def required_bits(row):
    """The k for which a claim should notice a relative error of 2^-k."""
    return insensitive.ABOUT_ROUNDING if row.is_about_rounding else insensitive.OUTSIDE_ROUNDING


@pytest.fixture(scope="module", params=ROWS)
def row(request):
    """A claim. What is drawn for it is kept while its tests run, which pytest does in one go."""
    yield ROWS[request.param]
    ROWS[request.param].forget()


def test_a_claim_detects_the_counterfeits_on_file(row):
    filed = set(ON_FILE[row.claim.id].counterfeits)
    assert filed, "no counterfeit makes this claim fail: what would?"
    called = {each.name: each.functions() for each in row.counterfeits()}
    assert filed <= called.keys(), STALE
    missed = [name for name in filed if not is_detected(row, called[name])]
    more = row.drawn(4 * INSTANCES) if missed else []
    for name in missed:
        assert is_detected_among(more, row, called[name]), STALE
    for name in called.keys() - filed:
        assert not is_detected_often(row, called[name]), STALE


def is_detected(row, functions, instances=None):
    """Whether a claim detects that functions are wrong, by an assertion."""
    detection = row.detection(functions, instances)
    return detection is not None and detection.is_by_assertion


def is_detected_often(row, functions):
    """Whether it detects that by a fifth of its instances, and so by one of the first of them."""
    return (
        is_detected(row, functions, row.first_instances)
        and is_detected(row, functions)
        and row.frequency(functions) >= 0.2
    )


def is_detected_among(instances, row, functions):
    """Whether a claim detects that functions are wrong by one of these instances.

    One that is searched for an instance ends where it finds one, so it starts at several of them.
    """
    starts = range(0, len(instances), INSTANCES // 4)
    return any(is_detected(row, functions, instances[start:]) for start in starts)


def test_a_claim_notices_small_errors_unless_there_is_a_reason(row):
    if row.reason:
        return  # it may notice one all the same, where a single draw is next to what it speaks of
    due, filed = required_bits(row), ON_FILE[row.claim.id].notices
    assert filed >= due, f"it does not notice 2^-{due}: mend it, or say why in insensitive.py"
    assert row.notices(due) or row.notices(due, row.drawn(4 * INSTANCES)), STALE


def test_a_claim_about_rounding_and_no_other_fails_for_a_textbook(row):
    """But for what a textbook gets right even so: means of their own, and limits at 0."""
    is_unstable = row.is_about_rounding and row.claim.id not in SOUND_IN_A_TEXTBOOK
    assert (row.detection(textbook) is not None) == is_unstable


def test_what_a_textbook_is_known_to_fail_are_claims_about_rounding():
    about_rounding = {id for id, row in ROWS.items() if row.is_about_rounding}
    assert TEXTBOOK.name == textbook.__name__
    assert TEXTBOOK.reasons.keys() == about_rounding - SOUND_IN_A_TEXTBOOK


def test_a_claim_fails_for_a_library_only_where_it_is_known_to(row):
    failed = [
        subject.title
        for subject in OTHERS
        if row.claim.id not in subject.reasons and row.detection(load(subject.name)) is not None
    ]
    assert failed == []


def test_the_summary_says_of_a_textbook_what_is_imprecise_and_what_breaks_down():
    ids = ["2.4/sigmoid", "num/sigmoid-tails", "3.4/kl-definition", "num/kl-near-equal"]
    ids += ["2.4/nonsaturating-loss", "num/nonsaturating-loss-tails"]
    command = [sys.executable, "-m", "pytest", "spec", "--impl", textbook.__name__]
    command += [word for id in ids for word in ("--claim", id)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert "sigmoid: imprecise (1 of 2 claims)" in run.stdout
    assert "kl_divergence: imprecise (1 of 2 claims)" in run.stdout
    assert "nonsaturating_generator_loss: breaks down (1 of 2 claims)" in run.stdout
    assert "wrong (" not in run.stdout


def test_every_counterfeit_is_detected():
    detected = {name for power in ON_FILE.values() for name in power.counterfeits}
    assert [each.name for each in gallery() if each.name not in detected] == []


def test_the_file_is_of_the_claims_and_counterfeits_that_there_are():
    assert list(ON_FILE) == list(ROWS), STALE
    names = {each.name for each in gallery()}
    assert all(names.issuperset(power.counterfeits) for power in ON_FILE.values()), STALE


def test_the_record_of_a_claim_counts_what_it_detects():
    for id, row in ROWS.items():
        assert new_record(row.claim, SPECIFICATION)["counterfeits"] == len(ON_FILE[id].counterfeits)


def test_the_reasons_are_of_claims_that_there_are():
    assert insensitive.REASONS.keys() <= ROWS.keys()


def test_the_gallery_is_large_and_has_several_mistakes_in_every_function():
    mistakes = [each.function for each in gallery()]
    assert len(mistakes) >= 100
    assert [name for name in impl.__all__ if mistakes.count(name) < 4] == []
    assert len({each.name for each in gallery()}) == len(mistakes)


class TestMatrix:
    """The matrix tells a detection from a pass and from an accident."""

    ROW = ROWS["3.4/kl-definition"]

    def detection(self, replacement):
        return self.ROW.detection(replaced("kl_divergence", replacement))

    def test_the_reference_passes(self):
        assert self.detection(impl.kl_divergence) is None

    def test_a_wrong_result_is_detected_by_an_assertion(self):
        detection = self.detection(lambda p, q: impl.kl_divergence(q, p))
        assert detection.is_by_assertion
        assert detection.examples <= 10

    @pytest.mark.parametrize(
        "accident",
        [
            pytest.param(lambda p, q: 1 / 0, id="raises"),
            pytest.param(lambda p, q: [[[0.0]]], id="another shape"),
            pytest.param(lambda p, q: None, id="no number"),
            pytest.param(lambda p: 0.0, id="another signature"),
        ],
    )
    def test_what_fails_for_another_reason_is_an_accident(self, accident):
        assert not self.detection(accident).is_by_assertion

    def test_a_search_that_comes_back_empty_is_a_detection(self):
        row = ROWS["5.4/minus-x-admissible"]
        assert row.detection(scaled("point_mass_critic_loss", 1)) is None
        exists = ROWS["3.4/kl-asymmetric"]
        assert exists.detection(scaled("kl_divergence", 1)) is None
        assert exists.detection(scaled("kl_divergence", 1), exists.instances[:1]).is_by_assertion

    def test_instances_are_the_same_every_time(self):
        again = Row(self.ROW.test, self.ROW.member)
        assert list(map(repr, again.instances)) == list(map(repr, self.ROW.instances))

    def test_what_a_claim_calls_is_found_by_watching(self):
        assert self.ROW.functions == ["kl_divergence"]
        assert ROWS["5.2/gan-gradient-explodes"].functions == [
            "summed_generator_loss_derivative",
            "expected_gradient",
        ]

    def test_the_finest_error_is_between_what_is_noticed_and_what_is_not(self):
        finest = self.ROW.finest_noticed()
        assert self.ROW.notices(finest)
        assert not self.ROW.notices(finest + 2)

    def test_results_of_every_sort_are_scaled(self):
        functions = scaled("projection_parameters", 2)
        A, b = functions.projection_parameters([[3.0]], [[1.0]])
        assert_close([A[0][0], b[0]], [4, -8])
        critic = scaled("optimal_lipschitz_critic", 2).optimal_lipschitz_critic(3, 1)
        assert critic(5) == -10


def test_only_functions_that_there_are_have_counterfeits():
    with pytest.raises(ValueError, match="no function 'kl'"):
        counterfeit("kl", "a name that nobody has")
