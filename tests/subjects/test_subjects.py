"""What the specification says of real libraries, and of classic mistakes."""

import re
import subprocess
import sys

import pytest

import spec
from spec.machinery.claims.family import members
from spec.specification import SPECIFICATION
from tests.evidence.documents import ROOT, region
from tests.evidence.libraries import ALWAYS_THERE, LIBRARIES, METRICS, SUBJECTS, run
from tests.subjects import classic_mistakes

IDS = {member.claim.id for test in SPECIFICATION.tests() for member in members(test)}


WRONG, BREAKS_DOWN, RIGHT = "wrong", "breaks down", "right"


def selecting(claims):
    """The options that select claims."""
    return [word for claim in claims for word in ("--claim", claim)]


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.implementation)
class TestSubjects:
    def test_its_known_failures_are_of_claims_and_have_reasons(self, subject):
        assert set(subject.reasons) <= IDS
        assert all(subject.reasons.values())

    def test_what_is_known_of_it_fails_and_is_wrong_and_nothing_else(self, subject):
        """One run tells both, which takes its time.

        Of those that are always there it is a run of what they are known to fail. That they fail
        nothing else is seen in `test_matrix.py`, which has drawn instances of all claims anyway.
        """
        if not subject.is_installed():
            pytest.skip(f"{subject.package} is not installed")
        claims = subject.reasons if subject in ALWAYS_THERE else ()
        done, report = run(subject, *selecting(claims))
        assert done.returncode == 0, done.stdout
        known = {claim["id"] for claim in report["claims"] if claim["outcome"] == "known"}
        wrong = {each["name"] for each in report["functions"] if each["grade"] == WRONG}
        assert (known, wrong) == (set(subject.reasons), set(subject.wrong))


MISTAKES = {
    "ascending": (
        {
            "nonsaturating_generator_loss": WRONG,
            "nonsaturating_generator_loss_derivative": WRONG,
        },
        "2.4/nonsaturating-loss 2.4/nonsaturating-derivative 3.3",
    ),
    "swapped_labels": ({"discriminator_loss": WRONG}, "3.1 3.2/minimises-in-logits"),
    "clamped": (
        {
            "nonsaturating_generator_loss": BREAKS_DOWN,
            "nonsaturating_generator_loss_derivative": BREAKS_DOWN,
        },
        "2.4/nonsaturating-does-not 2.4/nonsaturating-loss num/nonsaturating-loss-tails "
        "num/derivative-tails",
    ),
    "log_plus_epsilon": (
        {"nonsaturating_generator_loss": WRONG},
        "2.4/nonsaturating-loss 3.3 num/nonsaturating-loss-tails",
    ),
    "log_of_sigmoid": ({"log_sigmoid": BREAKS_DOWN}, "num/log-sigmoid-tails"),
    "one_mean_for_both": ({"discriminator_loss": WRONG}, "3.1 3.2/minimises-in-logits num"),
    "summed_batch": (
        {"minimax_generator_loss": WRONG},
        "2.4/minimax-loss 2.4/chain-rule 2.4/minimax-derivative 3.3",
    ),
    "mean_over_all": (
        {"wasserstein_generator_loss": WRONG},
        "leading-axes/rows[wasserstein_generator_loss]",
    ),
    "one_norm_for_the_batch": ({"conditional_logits": WRONG}, "4.1"),
    "other_kl": ({"kl_divergence": WRONG}, "3.4"),
    "kl_in_bits": ({"kl_divergence": WRONG}, "3.4"),
    "kl_of_smoothed": ({"kl_divergence": WRONG}, "3.4"),
    "root_of_js": ({"js_divergence": WRONG}, "3.1/js-divergence 3.1/minimiser num/js-zeros"),
    "ascending_critic": ({"wasserstein_critic_loss": WRONG}, "5.3 5.4"),
    "sorted_differences": (
        {"wasserstein_distance": WRONG},
        "5.3 5.4 num/wasserstein",
    ),
    "std_for_variance": ({"gaussian_kl": WRONG}, "5.1 5.2"),
    "float32_inside": ({"sigmoid": WRONG}, "2.4/sigmoid 3.2/solve-for-logit num/sigmoid-tails"),
}
"""For each mistake, the functions that are to blame, and claims that have to do with them."""


def test_every_mistake_is_tried():
    names = {name for name in vars(classic_mistakes) if not name.startswith("_")}
    assert names - {"SimpleNamespace", "completed", "impl", "np"} == set(MISTAKES)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_classic_mistake_is_blamed_on_the_function_that_makes_it(mistake):
    blamed, claims = MISTAKES[mistake]
    verdicts = spec.check(getattr(classic_mistakes, mistake), claims.split()).verdicts
    graded = {each.function: str(each.grade) for each in verdicts if each.grade is not None}
    assert {name: graded[name] for name in graded if graded[name] != RIGHT} == blamed


TEXT = (ROOT / "docs" / "your_implementation.md").read_text(encoding="utf-8")

EXAMPLES = {
    "check_my_losses": (
        "torch",
        "2.4/nonsaturating-loss 5.3 num/nonsaturating-loss-tails num/derivative-tails",
    ),
    "check_my_metrics": (
        "torchmetrics",
        "fid/of-samples kid/definition num/frechet-not-negative num/features-far-out "
        "num/kid-cancellation",
    ),
    "check_my_jax": (
        "jax",
        "2.4/minimax-derivative num/minimax-derivative-tails leading-axes/elements[log_sigmoid] "
        "num/log-sigmoid-tails",
    ),
    "check_my_training:steps": (
        "jax",
        "2.4/nonsaturating-loss 2.4/nonsaturating-derivative num/derivative-tails",
    ),
    "check_my_training:penalties": (
        "jax",
        "5.5/penalty 5.5/derivative 5.5/points-between num/penalty-derivative-zero-gradient",
    ),
    "check_my_numbers": (
        "numpy",
        "3.4/kl-definition definitions/value[logit] num/logit-range num/kl-near-equal",
    ),
}
"""The examples of adapters on that page: the package that each needs, and claims to try.

Each is a file, and where it is not `subject` the object in it.
"""

VERDICTS = re.compile(r"^((?:the gradient of your )?\w+): (wrong|breaks down|imprecise) \(", re.M)


def shown_below(name):
    """The verdicts in the output that the page shows below an example."""
    below = TEXT.partition(f'"""{name}.py"""')[2]
    return dict(VERDICTS.findall(re.search(r"^```text\n(.*?)^```$", below, re.M | re.S)[1]))


SHOWN = {
    "check_my_losses": shown_below("check_my_losses"),
    "check_my_metrics": shown_below("check_my_metrics"),
    "check_my_jax": {
        "log_sigmoid": "imprecise",
        "the gradient of your minimax_generator_loss": "imprecise",
    },
    "check_my_training:steps": {"the gradient of your nonsaturating_generator_loss": "imprecise"},
    "check_my_training:penalties": {"the gradient of your gradient_penalty": BREAKS_DOWN},
    "check_my_numbers": {"logit": "imprecise", "kl_divergence": "imprecise"},
}
"""What comes of them: where the page shows it, that."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_worked_examples_of_adapters_run(name, tmp_path):
    package, claims = EXAMPLES[name]
    pytest.importorskip(package)
    file_name, _, subject = name.partition(":")
    (example,) = re.findall(rf'^```python\n("""{file_name}\.py""".*?)^```$', TEXT, re.M | re.S)
    file = tmp_path / f"{file_name}.py"
    file.write_text(example, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "spec", "-n0", "-p", "no:cacheprovider"]
    command += ["--strict-impl", "--hypothesis-profile", "ci"]
    command += ["--impl", f"{file}:{subject or 'subject'}"]
    command += selecting(claims.split())
    output = subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout
    assert dict(VERDICTS.findall(output)) == SHOWN[name]
    assert " passed" in output


def test_the_page_has_a_row_for_every_subject():
    rows = region(TEXT, "libraries").splitlines()[2:]
    assert len(rows) == len(LIBRARIES)
    for line, subject in zip(rows, LIBRARIES, strict=True):
        assert f": {subject.title} |" in line
        assert re.findall(r"`([\w-]+(?:\.\d)?/[\w-]+(?:\[\w+\])?)`:", line) == list(subject.reasons)


def test_the_page_has_a_row_for_every_function_of_a_metric():
    rows = region(TEXT, "metrics").splitlines()[2:]
    for subject in METRICS:
        own = [line for line in rows if f": {subject.title} |" in line]
        assert own
        told = {id for line in own for id in re.findall(r"`([\w-]+/[\w-]+(?:\[\w+\])?)`:", line)}
        assert told == set(subject.reasons)
