"""Problem 4, part 2: conditional losses.

The discriminator of part 1 is trained with labels: it gives a logit h(x, y) to a sample x with a
label y. The labels y_i of a batch of data are handed to the generator too, so that fake_i is to be
of the class of real_i. With n samples of each,

    L_D = −1/n Σ log σ(h(real_i, y_i)) − 1/n Σ log(1 − σ(h(fake_i, y_i))),
    L_G = −1/n Σ log σ(h(fake_i, y_i)).

Every sample is judged with the label that is its own. So the best discriminator is the best one of
every class, and what is left of its loss tells an average of Jensen–Shannon divergences, which is
the divergence of the joint distributions of sample and label.
"""

from hypothesis import given

from spec import assert_at_most, assert_close, claim, mean
from spec.definitions import log, log_complement, log_sigmoid
from spec.strategies import class_conditionals, discriminated_classes, labelled_batches


@claim("4.2/losses", equations="code")
@given(batches=labelled_batches())
def test_the_discriminator_judges_each_sample_with_its_own_label(impl, batches):
    """L_D = −1/n Σ log σ(h(real_i, y_i)) − 1/n Σ log(1 − σ(h(fake_i, y_i)))."""
    of_real, of_fake = (
        map(log_sigmoid, batches.real_logits),
        map(log_complement, batches.fake_logits),
    )
    assert_close(impl.conditional_discriminator_loss(*batches), -mean(of_real) - mean(of_fake))


@claim("4.2/generator-loss", equations="code")
@given(batches=labelled_batches())
def test_the_generator_is_judged_with_the_labels_that_it_was_given(impl, batches):
    """L_G = −1/n Σ log σ(h(fake_i, y_i))."""
    loss = impl.conditional_generator_loss(batches.discriminator, batches.fake, batches.labels)
    assert_close(loss, -mean(map(log_sigmoid, batches.fake_logits)))


@claim("4.2/average-of-classes", equations="consequence")
@given(classes=class_conditionals())
def test_the_lowest_loss_tells_the_average_divergence_of_the_classes(impl, classes):
    """L_D(h*) = log 4 − 2 Σ π_y JS(p_y‖q_y), for h* = log p_y/q_y and classes of priors π_y."""
    loss = impl.conditional_discriminator_loss(*classes.batches(classes.optimal_logits))
    assert_close(loss, log(4) - 2 * classes.average_divergence)


@claim("4.2/lowest-loss", equations="consequence")
@given(classes_and_logits=discriminated_classes())
def test_no_conditional_discriminator_has_a_lower_loss(impl, classes_and_logits):
    """L_D(h) ≥ log 4 − 2 Σ π_y JS(p_y‖q_y), for every h and classes of priors π_y."""
    classes, h = classes_and_logits
    loss = impl.conditional_discriminator_loss(*classes.batches(h))
    assert_at_most(log(4) - 2 * classes.average_divergence, loss)


@claim("4.2/divergence-of-joint", equations="consequence")
@given(classes=class_conditionals())
def test_the_average_divergence_of_the_classes_is_that_of_the_joint_distributions(impl, classes):
    """JS(πp‖πq) = Σ π_y JS(p_y‖q_y), where (πp)(x, y) = π_y p_y(x)."""
    p, q = classes.joint
    assert_close(impl.js_divergence(p.masses, q.masses), classes.average_divergence)
