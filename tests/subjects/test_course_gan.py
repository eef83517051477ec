"""The losses of the homework's programming part: a right solution, and mistakes in it."""

import inspect
import os
import re
import shutil
import subprocess
import sys

import pytest

import spec
from spec.adapters import pytorch_steps
from spec.machinery.claims.family import members
from spec.specification import SPECIFICATION
from tests.evidence.documents import ROOT

pytest.importorskip("torch").set_num_threads(1)
course_gan = pytest.importorskip("tests.subjects.course_gan")
course_mistakes = pytest.importorskip("tests.subjects.course_mistakes")

SOLUTION = {
    "discriminator_loss": course_gan.loss_nonsaturating_d,
    "nonsaturating_generator_loss": course_gan.loss_nonsaturating_g,
    "wasserstein_critic_loss": course_gan.loss_wasserstein_gp_d,
    "wasserstein_generator_loss": course_gan.loss_wasserstein_gp_g,
}

ON_LOGITS = "pointwise_discriminator_loss_from_logits_derivative"
ON_SAMPLES = "nonsaturating_generator_loss_derivative"

DIFFERENTIATED = {ON_LOGITS: "discriminator_loss", ON_SAMPLES: "nonsaturating_generator_loss"}
"""The losses that these derivatives are of."""

CLAIMS = [
    "2.4/nonsaturating-loss",
    "2.4/nonsaturating-derivative",
    "3.1/loss-from-logits",
    "3.2/derivative-in-logits",
    "5.3/scaling-of-batches",
    "num/discriminator-loss-tails",
    "num/discriminator-derivative-tails",
]
"""Claims of one function each, enough to tell what is to be said of it."""

OF_REALS = {member.claim.part for test in SPECIFICATION.tests() for member in members(test)} - {
    "num"
}
"""The parts that are not about rounding."""

WRONG, BREAKS_DOWN, IMPRECISE = "wrong", "breaks down", "imprecise"

MISTAKES = {
    "other_sign": {"nonsaturating_generator_loss": WRONG, ON_SAMPLES: WRONG},
    "detached_fakes": {ON_SAMPLES: WRONG},
    "real_for_fake": {"nonsaturating_generator_loss": WRONG, ON_SAMPLES: WRONG},
    "log_of_difference": {"discriminator_loss": BREAKS_DOWN, ON_LOGITS: BREAKS_DOWN},
    "entropy_of_sigmoids": {"discriminator_loss": BREAKS_DOWN, ON_LOGITS: BREAKS_DOWN},
    "sigmoid_of_difference": {"discriminator_loss": WRONG, ON_LOGITS: WRONG},
    "random_labels": {"discriminator_loss": WRONG, ON_LOGITS: WRONG},
    "exchanged_labels": {"discriminator_loss": WRONG, ON_LOGITS: WRONG},
    "sum_for_mean": {"discriminator_loss": WRONG},
    "detached_real_term": {ON_LOGITS: WRONG},
    "one_norm_for_the_batch": {"wasserstein_critic_loss": WRONG},
    "norm_over_channels": {"wasserstein_critic_loss": WRONG},
    "mean_before_gradient": {"wasserstein_critic_loss": WRONG},
    "alpha_for_each_pixel": {"wasserstein_critic_loss": WRONG},
    "penalty_without_critic": {"wasserstein_critic_loss": WRONG},
    "other_sign_of_critic": {"wasserstein_critic_loss": WRONG},
}
"""For each mistake, the grade of the function that it is in, and of its derivative."""


def said_of(subject, claims=CLAIMS):
    """The grades of the functions that are not right."""
    verdicts = spec.check(subject, claims).verdicts
    return {verdict.function: str(verdict.grade) for verdict in verdicts if verdict.grade}


def test_every_mistake_is_tried():
    steps = {
        name
        for name, function in vars(course_mistakes).items()
        if inspect.isfunction(function)
        and list(inspect.signature(function).parameters)[2:] == ["x"]
    }
    assert steps == set(MISTAKES)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_laid_to_the_function_that_it_is_in(mistake):
    (function,) = {DIFFERENTIATED.get(name, name) for name in MISTAKES[mistake]}
    step = getattr(course_mistakes, mistake)
    subject = pytorch_steps.adapt(**{function: step}, sample_shape=(1, 4, 4))
    said = said_of(subject)
    others = said.keys() - MISTAKES[mistake].keys()
    assert said.items() >= MISTAKES[mistake].items()
    assert {said[name] for name in others} <= {IMPRECISE}


def solution(**options):
    """The right solution."""
    steps = {
        name: lambda g, d, x, loss=loss: loss(g, d, x, device="cpu")
        for name, loss in SOLUTION.items()
    }
    return pytorch_steps.adapt(**steps, **options)


@pytest.mark.parametrize("options", [{}, {"output_shape": (1,)}, {"dtype": "float64"}])
def test_a_right_solution_loses_digits_at_worst(options):
    assert set(said_of(solution(**options)).values()) <= {IMPRECISE}


def test_no_claim_of_real_numbers_fails_of_a_right_solution():
    assert said_of(solution(sample_shape=(1, 4, 4)), OF_REALS) == {}


PAGE = (ROOT / "docs" / "homework.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    """A folder with the programs of the page, and beside them the right solution."""
    for program, name in re.findall(r'^```python\n("""(\w+\.py)""".*?)^```$', PAGE, re.M | re.S):
        (tmp_path / name).write_text(program, encoding="utf-8")
    shutil.copy(course_gan.__file__, tmp_path / "gan.py")
    return tmp_path


def run(folder, *command):
    """What a Python program prints in a folder."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )
    assert not done.stderr, done.stderr
    return done.stdout


def test_the_page_checks_ones_own(folder):
    program = (folder / "gan.py").read_text(encoding="utf-8")
    line = re.search("^ +fake_loss = .*$", program, re.M)[0]
    mistaken = "    fake_loss = -torch.log(1 - torch.sigmoid(fake_logits)).mean()"
    (folder / "gan.py").write_text(program.replace(line, mistaken), encoding="utf-8")
    ganspec = "import sys; from ganspec import main; sys.exit(main())"
    options = ["-n0", "-p", "no:cacheprovider", "--claim", "3.1", "--claim", "num"]
    output = run(folder, "-c", ganspec, "--impl", "check_gan.py:subject", *options)
    assert re.search("^discriminator_loss: breaks down", output, re.M)


def test_the_page_checks_those_of_a_class(folder):
    right = (folder / "gan.py").read_text(encoding="utf-8")
    for name, program in {"ada": right, "grace": right.replace("-logsig", "logsig")}.items():
        (folder / "submissions" / name).mkdir(parents=True)
        (folder / "submissions" / name / "gan.py").write_text(program, encoding="utf-8")
    output = run(folder, "check_all.py")
    said = re.findall(r"^(\w+): (.*): (right|imprecise|breaks down|wrong) ", output, re.M)
    wrong = {(name, function) for name, function, grade in said if grade == WRONG}
    assert {name for name, *_ in said} == {"ada", "grace"}
    assert wrong == {
        ("grace", "nonsaturating_generator_loss"),
        ("grace", "the gradient of your nonsaturating_generator_loss"),
        ("grace", "the gradient of your nonsaturating_generator_loss in fake_logits"),
        ("grace", "conditional_generator_loss"),
        ("grace", "the gradient of your conditional_generator_loss in discriminator"),
    }
