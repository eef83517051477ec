"""Gradient penalties of PyTorch as people write them, in one piece: two that are right, and others.

Each is a function of a critic and of two batches, real and fake. What is wrong with those that are
is in their names.
"""

import torch
from torch.autograd import grad

torch.set_num_threads(1)

WEIGHT = 10


def ways(real):
    """A number for each sample, of a shape that broadcasts."""
    return torch.rand(len(real), *[1] * (real.dim() - 1), dtype=real.dtype, device=real.device)


def points_between(real, fake, alpha):
    return (alpha * fake + (1 - alpha) * real).requires_grad_()


def gradients_at(points, critic, *, create_graph=True):
    values = critic(points)
    (gradients,) = grad(
        values, points, grad_outputs=torch.ones_like(values), create_graph=create_graph
    )
    return gradients


def gradients_between(critic, real, fake):
    return gradients_at(points_between(real, fake, ways(real)), critic)


def norms_of(gradients):
    return gradients.flatten(1).norm(2, dim=1)


def of_vectors(critic, real, fake):
    """As in the code that most others are copied from."""
    alpha = torch.rand(real.size(0), 1, dtype=real.dtype).expand(real.size())
    interpolates = alpha * real + (1 - alpha) * fake
    interpolates = torch.autograd.Variable(interpolates, requires_grad=True)
    disc_interpolates = critic(interpolates)
    gradients = torch.autograd.grad(
        outputs=disc_interpolates,
        inputs=interpolates,
        grad_outputs=torch.ones(disc_interpolates.size(), dtype=real.dtype),
        create_graph=True,
        retain_graph=True,
        only_inputs=True,
    )[0]
    gradients = gradients.view(gradients.size(0), -1)
    return ((gradients.norm(2, dim=1) - 1) ** 2).mean() * WEIGHT


def loss_of_images(critic, real, fake):
    """The whole loss of a critic of images, with the penalty in the middle of it."""
    batch, *_ = real.shape
    epsilon = torch.rand(batch, 1, 1, 1, dtype=real.dtype)
    mixed = (epsilon * real + (1 - epsilon) * fake).requires_grad_(True)
    gradient = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)[0]
    penalty = WEIGHT * (gradient.pow(2).sum(dim=(1, 2, 3)).sqrt() - 1).pow(2).mean()
    return critic(fake.detach()).mean() - critic(real).mean() + penalty


RIGHT = (of_vectors, loss_of_images)


def without_create_graph(critic, real, fake):
    points = points_between(real, fake, ways(real))
    return WEIGHT * ((norms_of(gradients_at(points, critic, create_graph=False)) - 1) ** 2).mean()


def loss_without_create_graph(critic, real, fake):
    penalty = without_create_graph(critic, real, fake)
    return critic(fake).mean() - critic(real).mean() + penalty


def one_norm_for_the_batch(critic, real, fake):
    return WEIGHT * (gradients_between(critic, real, fake).norm(2) - 1) ** 2


def norm_over_the_second_axis(critic, real, fake):
    return WEIGHT * ((gradients_between(critic, real, fake).norm(2, dim=1) - 1) ** 2).mean()


def mean_before_the_norm(critic, real, fake):
    return WEIGHT * (gradients_between(critic, real, fake).mean(dim=0).norm(2) - 1) ** 2


def mean_of_norms_before_the_square(critic, real, fake):
    return WEIGHT * (norms_of(gradients_between(critic, real, fake)).mean() - 1) ** 2


def sum_for_mean(critic, real, fake):
    return WEIGHT * ((norms_of(gradients_between(critic, real, fake)) - 1) ** 2).sum()


def alpha_for_each_component(critic, real, fake):
    points = points_between(real, fake, torch.rand_like(real))
    return WEIGHT * ((norms_of(gradients_at(points, critic)) - 1) ** 2).mean()


def one_alpha_for_the_batch(critic, real, fake):
    points = points_between(real, fake, torch.rand(1, dtype=real.dtype))
    return WEIGHT * ((norms_of(gradients_at(points, critic)) - 1) ** 2).mean()


def alpha_of_a_normal_distribution(critic, real, fake):
    points = points_between(real, fake, torch.randn_like(ways(real)))
    return WEIGHT * ((norms_of(gradients_at(points, critic)) - 1) ** 2).mean()


def at_real_samples(critic, real, fake):
    points = real.clone().requires_grad_()
    return WEIGHT * ((norms_of(gradients_at(points, critic)) - 1) ** 2).mean()


def at_fakes(critic, real, fake):
    points = fake.clone().requires_grad_()
    return WEIGHT * ((norms_of(gradients_at(points, critic)) - 1) ** 2).mean()


def in_the_middle(critic, real, fake):
    points = points_between(real, fake, 0.5)
    return WEIGHT * ((norms_of(gradients_at(points, critic)) - 1) ** 2).mean()


def of_the_points_themselves(critic, real, fake):
    points = points_between(real, fake, ways(real))
    (gradients,) = grad((points**2).sum() / 2, points, create_graph=True)
    return WEIGHT * ((norms_of(gradients) - 1) ** 2).mean()


def subtracted(critic, real, fake):
    penalty = WEIGHT * ((norms_of(gradients_between(critic, real, fake)) - 1) ** 2).mean()
    return critic(fake).mean() - critic(real).mean() - penalty


def without_a_square(critic, real, fake):
    return WEIGHT * (norms_of(gradients_between(critic, real, fake)) - 1).abs().mean()


def without_a_root(critic, real, fake):
    squares = gradients_between(critic, real, fake).flatten(1).pow(2).sum(1)
    return WEIGHT * ((squares - 1) ** 2).mean()


def without_its_weight(critic, real, fake):
    return ((norms_of(gradients_between(critic, real, fake)) - 1) ** 2).mean()


def at_detached_points(critic, real, fake):
    points = points_between(real, fake, ways(real)).detach()
    return WEIGHT * ((norms_of(gradients_at(points, critic)) - 1) ** 2).mean()


def with_gradients_detached(critic, real, fake):
    gradients = gradients_between(critic, real, fake).detach()
    return WEIGHT * ((norms_of(gradients) - 1) ** 2).mean()


def clamped_to_one_side(critic, real, fake):
    return WEIGHT * ((norms_of(gradients_between(critic, real, fake)) - 1).clamp(min=0) ** 2).mean()


WRONG = {
    without_create_graph: "5.5/derivative",
    loss_without_create_graph: "5.5/derivative",
    one_norm_for_the_batch: "5.5/one-norm-per-sample",
    norm_over_the_second_axis: "5.5/norm-over-all-axes",
    mean_before_the_norm: "5.5/one-norm-per-sample",
    mean_of_norms_before_the_square: "5.5/one-norm-per-sample",
    sum_for_mean: "5.5/one-norm-per-sample",
    alpha_for_each_component: "5.5/points-between",
    one_alpha_for_the_batch: "5.5/alpha-per-sample",
    alpha_of_a_normal_distribution: "5.5/points-between",
    at_real_samples: "5.5/alpha-per-sample",
    at_fakes: "5.5/alpha-per-sample",
    in_the_middle: "5.5/alpha-per-sample",
    of_the_points_themselves: "5.5/penalty",
    subtracted: "5.5/penalty",
    without_a_square: "5.5/penalty",
    without_a_root: "5.5/penalty",
    without_its_weight: "5.5/penalty",
    at_detached_points: "5.5/penalty",
    with_gradients_detached: "5.5/derivative",
    clamped_to_one_side: "5.5/penalty",
}
"""A claim that tells what is wrong with each."""
