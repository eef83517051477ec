"""Mistakes that are made in the losses of the homework's programming part.

Each is a step: a function of a generator, a discriminator and real samples. Its docstring is the
mistake.
"""

import torch
from torch.nn import functional

from tests.subjects.course_gan import noise


def fakes(g, x):
    return g(noise(g, x, "cpu"))


def other_sign(g, d, x):
    """The generator's loss with the other sign, so that it learns to be found out."""
    return functional.logsigmoid(d(fakes(g, x))).mean()


def detached_fakes(g, d, x):
    """Fakes that are detached in the generator's own step, so that it does not learn."""
    return -functional.logsigmoid(d(fakes(g, x).detach())).mean()


def real_for_fake(g, d, x):
    """The generator's loss of real samples."""
    return -functional.logsigmoid(d(x)).mean()


def log_of_difference(g, d, x):
    """log(1 − σ(h)) as it stands, which is −∞ where σ(h) rounds to 1."""
    real, fake = torch.sigmoid(d(x)), torch.sigmoid(d(fakes(g, x)))
    return -(torch.log(real) + torch.log(1 - fake)).mean()


def sigmoid_of_difference(g, d, x):
    """log σ(1 − h) where log(1 − σ(h)) = log σ(−h) is meant."""
    return -(functional.logsigmoid(d(x)) + functional.logsigmoid(1 - d(fakes(g, x)))).mean()


def entropy_of_sigmoids(g, d, x):
    """Cross-entropy of probabilities that a sigmoid has rounded."""
    real, fake = torch.sigmoid(d(x)), torch.sigmoid(d(fakes(g, x)))
    real_loss = functional.binary_cross_entropy(real, torch.ones_like(real))
    return real_loss + functional.binary_cross_entropy(fake, torch.zeros_like(fake))


def random_labels(g, d, x):
    """Random labels for fakes."""
    real, fake = d(x), d(fakes(g, x))
    real_loss = functional.binary_cross_entropy_with_logits(real, torch.ones_like(real))
    return real_loss + functional.binary_cross_entropy_with_logits(fake, torch.rand_like(fake))


def exchanged_labels(g, d, x):
    """Real samples labelled as fakes, and fakes as real."""
    return -(functional.logsigmoid(-d(x)) + functional.logsigmoid(d(fakes(g, x)))).mean()


def sum_for_mean(g, d, x):
    """A sum over the batch for the mean."""
    return -(functional.logsigmoid(d(x)) + functional.logsigmoid(-d(fakes(g, x)))).sum()


def detached_real_term(g, d, x):
    """A real term that the discriminator does not learn from."""
    real, fake = d(x).detach(), d(fakes(g, x))
    return -(functional.logsigmoid(real) + functional.logsigmoid(-fake)).mean()


def random_labels_of_fakes(g, d, x, y):
    """Fakes that are judged with other labels than they were made for."""
    fake = g(noise(g, x, "cpu"), y)
    others = torch.randint(3, y.shape)
    return -(functional.logsigmoid(d(x, y)) + functional.logsigmoid(-d(fake, others))).mean()


def shifted_labels(g, d, x, y):
    """Labels that belong to the next sample of the batch."""
    fake, others = g(noise(g, x, "cpu"), y), y.roll(1)
    return -(functional.logsigmoid(d(x, others)) + functional.logsigmoid(-d(fake, others))).mean()


def generator_of_other_labels(g, d, x, y):
    """Fakes that are made for other labels than they are judged with."""
    fake = g(noise(g, x, "cpu"), (y + 1) % 3)
    return -functional.logsigmoid(d(fake, y)).mean()


def gradients(outputs, points):
    return torch.autograd.grad(outputs.sum(), points, create_graph=True)[0]


def penalty(norms):
    return 10 * ((norms - 1) ** 2).mean()


def between(x, fake, alpha_shape):
    alpha = torch.rand(alpha_shape)
    return alpha * fake + (1 - alpha) * x


def one_norm_for_the_batch(g, d, x):
    """One norm of the gradients of the whole batch."""
    fake = fakes(g, x)
    points = between(x, fake, (len(x), 1, 1, 1))
    norms = gradients(d(points), points).norm()
    return d(fake).mean() - d(x).mean() + penalty(norms)


def norm_over_channels(g, d, x):
    """The norm over axis 1, which is that of the channels of images."""
    fake = fakes(g, x)
    points = between(x, fake, (len(x), 1, 1, 1))
    norms = gradients(d(points), points).norm(dim=1)
    return d(fake).mean() - d(x).mean() + penalty(norms)


def mean_before_gradient(g, d, x):
    """The gradient of the mean of the outputs, which is n times too small."""
    fake = fakes(g, x)
    points = between(x, fake, (len(x), 1, 1, 1))
    norms = gradients(d(points).mean(), points).flatten(1).norm(dim=1)
    return d(fake).mean() - d(x).mean() + penalty(norms)


def alpha_for_each_pixel(g, d, x):
    """Points that lie on no line between a real sample and a fake."""
    fake = fakes(g, x)
    points = between(x, fake, x.shape)
    norms = gradients(d(points), points).flatten(1).norm(dim=1)
    return d(fake).mean() - d(x).mean() + penalty(norms)


def penalty_without_critic(g, d, x):
    """The gradient of the points in themselves, with no critic asked."""
    fake = fakes(g, x)
    points = between(x, fake, (len(x), 1, 1, 1))
    norms = gradients(points, points).flatten(1).norm(dim=1)
    return d(fake).mean() - d(x).mean() + penalty(norms)


def other_sign_of_critic(g, d, x):
    """The critic's objective where its loss should be."""
    return d(x).mean() - d(fakes(g, x)).mean()
