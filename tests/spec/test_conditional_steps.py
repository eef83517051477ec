"""Steps of a training loop that are given labels, held against the specification."""

import pytest

import spec
from spec.adapters import pytorch_steps

torch = pytest.importorskip("torch")
torch.set_num_threads(1)
course_gan = pytest.importorskip("tests.subjects.course_gan")
course_mistakes = pytest.importorskip("tests.subjects.course_mistakes")

OF_DISCRIMINATOR = "conditional_discriminator_loss"
OF_GENERATOR = "conditional_generator_loss"
SLOPE = "gradients/towards-a-discriminator"

SOLUTION = {
    OF_DISCRIMINATOR: course_gan.conditional_loss_nonsaturating_d,
    OF_GENERATOR: course_gan.conditional_loss_nonsaturating_g,
}

MISTAKES = {
    "random_labels_of_fakes": OF_DISCRIMINATOR,
    "shifted_labels": OF_DISCRIMINATOR,
    "generator_of_other_labels": OF_GENERATOR,
}


@pytest.mark.parametrize("options", [{}, {"output_shape": (1,)}, {"dtype": "float64"}])
def test_of_a_right_solution_nothing_fails(options):
    steps = {
        name: lambda g, d, x, y, loss=loss: loss(g, d, x, y, device="cpu")
        for name, loss in SOLUTION.items()
    }
    results = spec.check(pytorch_steps.adapt(**steps, **options), ["4.2", SLOPE])
    outcomes = {each.claim.id: each.outcome for each in results}
    assert outcomes["4.2/losses"] == outcomes["4.2/generator-loss"] == "passed"
    assert outcomes[f"{SLOPE}[{OF_DISCRIMINATOR}_slope]"] == "passed"
    assert outcomes[f"{SLOPE}[{OF_GENERATOR}_slope]"] == "passed"
    assert "failed" not in outcomes.values()


def test_a_loss_from_which_the_generator_learns_nothing_is_wrong():
    class Detached(torch.nn.Module):
        def __init__(self, g):
            super().__init__()
            self.g, self.dim_z = g, g.dim_z

        def forward(self, *inputs):
            return self.g(*inputs).detach()

    subject = pytorch_steps.adapt(
        conditional_generator_loss=lambda g, d, x, y: SOLUTION[OF_GENERATOR](
            Detached(g), d, x, y, device="cpu"
        )
    )
    results = {each.claim.id: each for each in spec.check(subject, ["4.2/generator-loss", SLOPE])}
    assert results["4.2/generator-loss"].outcome == "passed"
    assert "no gradient reaches" in results[f"{SLOPE}[{OF_GENERATOR}_slope]"].message


def test_a_loss_from_which_the_discriminator_learns_nothing_is_wrong():
    subject = pytorch_steps.adapt(
        conditional_discriminator_loss=lambda g, d, x, y: SOLUTION[OF_DISCRIMINATOR](
            g, lambda *inputs: d(*inputs).detach(), x, y, device="cpu"
        )
    )
    results = {each.claim.id: each for each in spec.check(subject, ["4.2/losses", SLOPE])}
    assert results["4.2/losses"].outcome == "passed"
    assert "no gradient reaches" in results[f"{SLOPE}[{OF_DISCRIMINATOR}_slope]"].message


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found(mistake):
    step = getattr(course_mistakes, mistake)
    subject = pytorch_steps.adapt(**{MISTAKES[mistake]: step})
    claim = "4.2/losses" if MISTAKES[mistake] == OF_DISCRIMINATOR else "4.2/generator-loss"
    (result,) = spec.check(subject, claim)
    assert result.outcome == "failed"


def test_labels_that_the_generator_was_not_to_be_given_are_told():
    subject = pytorch_steps.adapt(
        conditional_generator_loss=course_mistakes.generator_of_other_labels
    )
    (result,) = spec.check(subject, "4.2/generator-loss")
    assert "the generator was given other labels than those of the real samples" in result.message


def test_both_batches_may_go_through_at_once():
    def step(g, d, x, y):
        fake = g(torch.randn(len(x), g.dim_z), y=y)
        real_logits, fake_logits = d(torch.cat([x, fake]), torch.cat([y, y])).chunk(2)
        softplus = torch.nn.functional.softplus
        return softplus(-real_logits).mean() + softplus(fake_logits).mean()

    subject = pytorch_steps.adapt(conditional_discriminator_loss=step)
    (result,) = spec.check(subject, "4.2/losses")
    assert result.outcome == "passed"
