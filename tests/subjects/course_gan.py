"""The losses of the homework's programming part, with the signatures that it gives out.

`g` is a generator, with the size `g.dim_z` of its noise, and `d` a discriminator that returns
logits, or a critic. Only the losses are here, as a student may have written them.
"""

import torch
from torch.nn.functional import binary_cross_entropy_with_logits, logsigmoid


def noise(g, x_real, device):
    return torch.randn(x_real.shape[0], g.dim_z, device=device)


def loss_nonsaturating_d(g, d, x_real, *, device):
    real_logits = d(x_real)
    fake_logits = d(g(noise(g, x_real, device)).detach())
    real_loss = binary_cross_entropy_with_logits(real_logits, torch.ones_like(real_logits))
    fake_loss = binary_cross_entropy_with_logits(fake_logits, torch.zeros_like(fake_logits))
    return real_loss + fake_loss


def loss_nonsaturating_g(g, d, x_real, *, device):
    return -logsigmoid(d(g(noise(g, x_real, device)))).mean()


def conditional_loss_nonsaturating_d(g, d, x_real, y_real, *, device):
    real_logits = d(x_real, y_real)
    fake_logits = d(g(noise(g, x_real, device), y_real).detach(), y_real)
    real_loss = binary_cross_entropy_with_logits(real_logits, torch.ones_like(real_logits))
    fake_loss = binary_cross_entropy_with_logits(fake_logits, torch.zeros_like(fake_logits))
    return real_loss + fake_loss


def conditional_loss_nonsaturating_g(g, d, x_real, y_real, *, device):
    return -logsigmoid(d(g(noise(g, x_real, device), y_real), y_real)).mean()


def loss_wasserstein_gp_d(g, d, x_real, *, device):
    x_fake = g(noise(g, x_real, device))
    alpha = torch.rand(x_real.shape[0], 1, 1, 1, device=device)
    points = alpha * x_fake + (1 - alpha) * x_real
    values = d(points)
    (gradients,) = torch.autograd.grad(values.sum(), points, create_graph=True)
    norms = gradients.flatten(start_dim=1).norm(dim=1)
    return d(x_fake).mean() - d(x_real).mean() + 10 * ((norms - 1) ** 2).mean()


def loss_wasserstein_gp_g(g, d, x_real, *, device):
    return -d(g(noise(g, x_real, device))).mean()
