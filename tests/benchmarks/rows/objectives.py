"""The objectives that GANs are trained with, beside the formulas a user would write.

For a formula that is written alike with NumPy and PyTorch, both are there.
"""

import numpy as np

from tests.benchmarks.rows.drawing import densities, distributions, two_batches
from tests.benchmarks.ways import OURS, Arrays, row

SIZES = (50, 1_000, 10_000, 100_000, 1_000_000)
CLASSES = 10


def _outputs(generator: np.random.Generator, n: int) -> Arrays:
    return (3.0 * generator.standard_normal(n),)


def _below_0(generator: np.random.Generator, n: int) -> Arrays:
    return (-np.exp(generator.standard_normal(n)),)


def _labelled(generator: np.random.Generator, n: int) -> Arrays:
    scales = np.exp(generator.standard_normal(CLASSES))
    return *two_batches(generator, n), generator.integers(0, CLASSES, n), scales


ROWS = (
    row(
        "conditional L_D",
        "x z y w",
        _labelled,
        (OURS, "impl.conditional_discriminator_loss(lambda x, y: w[y] * x, x, z, y)"),
        ("NumPy", "np.mean(np.logaddexp(0, -w[y] * x)) + np.mean(np.logaddexp(0, w[y] * z))"),
        (
            "PyTorch",
            "torch.nn.functional.softplus(-w[y] * x).mean()"
            " + torch.nn.functional.softplus(w[y] * z).mean()",
        ),
        sizes=SIZES,
    ),
    row(
        "conditional L_G",
        "z y w",
        lambda generator, n: _labelled(generator, n)[1:],
        (OURS, "impl.conditional_generator_loss(lambda x, y: w[y] * x, z, y)"),
        ("NumPy", "np.mean(np.logaddexp(0, -w[y] * z))"),
        ("PyTorch", "torch.nn.functional.softplus(-w[y] * z).mean()"),
        sizes=SIZES,
    ),
    row(
        "D_f, Pearson",
        "p q",
        distributions,
        (OURS, "impl.f_divergence('pearson', p, q)"),
        ("NumPy", "np.sum((p - q) ** 2 / q)"),
        ("NumPy", "np.sum(p**2 / q) - 1"),
        ("PyTorch", "torch.sum((p - q) ** 2 / q)"),
        sizes=SIZES,
    ),
    row(
        "D_f, squared Hellinger",
        "p q",
        distributions,
        (OURS, "impl.f_divergence('squared_hellinger', p, q)"),
        ("NumPy", "np.sum((np.sqrt(p) - np.sqrt(q)) ** 2)"),
        ("NumPy", "2 - 2 * np.sum(np.sqrt(p * q))"),
        ("PyTorch", "torch.sum((torch.sqrt(p) - torch.sqrt(q)) ** 2)"),
        sizes=SIZES,
    ),
    row(
        "D_f, total variation",
        "p q",
        distributions,
        (OURS, "impl.f_divergence('total_variation', p, q)"),
        ("NumPy", "np.sum(np.abs(p - q)) / 2"),
        ("PyTorch", "torch.sum(torch.abs(p - q)) / 2"),
        sizes=SIZES,
    ),
    row(
        "f*, KL",
        "t",
        _outputs,
        (OURS, "impl.f_conjugate('kl', t)"),
        ("NumPy", "np.exp(t - 1)"),
        ("PyTorch", "torch.exp(t - 1)"),
        sizes=SIZES,
    ),
    row(
        "f*, Jensen–Shannon",
        "t",
        _below_0,
        (OURS, "impl.f_conjugate('jensen_shannon', t)"),
        ("NumPy", "-np.log(2 - np.exp(t))"),
        ("PyTorch", "-torch.log(2 - torch.exp(t))"),
        sizes=SIZES,
    ),
    row(
        "f*, GAN",
        "t",
        _below_0,
        (OURS, "impl.f_conjugate('gan', t)"),
        ("NumPy", "-np.log(1 - np.exp(t))"),
        ("NumPy", "-np.log(-np.expm1(t))"),
        ("PyTorch", "-torch.log(1 - torch.exp(t))"),
        sizes=SIZES,
    ),
    row(
        "g_f, squared Hellinger",
        "v",
        _outputs,
        (OURS, "impl.f_activation('squared_hellinger', v)"),
        ("NumPy", "1 - np.exp(-v)"),
        ("NumPy", "-np.expm1(-v)"),
        ("PyTorch", "1 - torch.exp(-v)"),
        sizes=SIZES,
    ),
    row(
        "g_f, Jensen–Shannon",
        "v",
        _outputs,
        (OURS, "impl.f_activation('jensen_shannon', v)"),
        ("NumPy", "np.log(2) - np.log(1 + np.exp(-v))"),
        ("NumPy", "np.log(2) - np.logaddexp(0, -v)"),
        ("PyTorch", "0.6931471805599453 - torch.nn.functional.softplus(-v)"),
        sizes=SIZES,
    ),
    row(
        "T*, squared Hellinger",
        "p q",
        densities,
        (OURS, "impl.f_optimal_output('squared_hellinger', p, q)"),
        ("NumPy", "1 - np.sqrt(q / p)"),
        ("PyTorch", "1 - torch.sqrt(q / p)"),
        sizes=SIZES,
    ),
    row(
        "T*, Jensen–Shannon",
        "p q",
        densities,
        (OURS, "impl.f_optimal_output('jensen_shannon', p, q)"),
        ("NumPy", "np.log(2 * p / (p + q))"),
        ("PyTorch", "torch.log(2 * p / (p + q))"),
        sizes=SIZES,
    ),
    row(
        "f-GAN L_D, KL",
        "v w",
        two_batches,
        (OURS, "impl.f_discriminator_loss('kl', v, w)"),
        ("NumPy", "np.mean(np.exp(w - 1)) - np.mean(v)"),
        ("PyTorch", "torch.exp(w - 1).mean() - v.mean()"),
        sizes=SIZES,
    ),
    row(
        "f-GAN L_D, Jensen–Shannon",
        "v w",
        two_batches,
        (OURS, "impl.f_discriminator_loss('jensen_shannon', v, w)"),
        (
            "NumPy",
            "-np.mean(np.log(2) - np.log(1 + np.exp(-v)))"
            " - np.mean(np.log(2 - np.exp(np.log(2) - np.log(1 + np.exp(-w)))))",
        ),
        (
            "PyTorch",
            "(torch.nn.functional.softplus(-v) - 0.6931471805599453).mean()"
            " - torch.log(2 - 2 * torch.exp(-torch.nn.functional.softplus(-w))).mean()",
        ),
        sizes=SIZES,
    ),
    row(
        "f-GAN L_G, squared Hellinger",
        "w",
        _outputs,
        (OURS, "impl.f_generator_loss('squared_hellinger', w)"),
        ("NumPy", "-np.mean((1 - np.exp(-w)) / (1 - (1 - np.exp(-w))))"),
        ("PyTorch", "-((1 - torch.exp(-w)) / (1 - (1 - torch.exp(-w)))).mean()"),
        sizes=SIZES,
    ),
    row(
        "least-squares L_D",
        "x z",
        two_batches,
        (OURS, "impl.least_squares_discriminator_loss(x, z)"),
        ("NumPy", "np.mean((x - 1) ** 2) / 2 + np.mean(z**2) / 2"),
        (
            "PyTorch",
            "torch.nn.functional.mse_loss(x, torch.ones_like(x)) / 2"
            " + torch.nn.functional.mse_loss(z, torch.zeros_like(z)) / 2",
        ),
        sizes=SIZES,
    ),
    row(
        "least-squares L_G",
        "z",
        _outputs,
        (OURS, "impl.least_squares_generator_loss(z)"),
        ("NumPy", "np.mean((z - 1) ** 2) / 2"),
        ("NumPy", "(np.mean(z**2) - 2 * np.mean(z) + 1) / 2"),
        ("PyTorch", "torch.nn.functional.mse_loss(z, torch.ones_like(z)) / 2"),
        sizes=SIZES,
    ),
    row(
        "least-squares D*",
        "p q",
        densities,
        (
            OURS,
            "impl.least_squares_optimal_discriminator(p, q, real_target=0.75, fake_target=0.25)",
        ),
        ("NumPy", "(0.75 * p + 0.25 * q) / (p + q)"),
        ("PyTorch", "torch.div(0.75 * p + 0.25 * q, p + q)"),
        sizes=SIZES,
    ),
    row(
        "hinge L_D",
        "x z",
        two_batches,
        (OURS, "impl.hinge_discriminator_loss(x, z)"),
        ("NumPy", "np.mean(np.maximum(0, 1 - x)) + np.mean(np.maximum(0, 1 + z))"),
        (
            "PyTorch",
            "torch.nn.functional.relu(1 - x).mean() + torch.nn.functional.relu(1 + z).mean()",
        ),
        sizes=SIZES,
    ),
    row(
        "relativistic L_D",
        "x z",
        two_batches,
        (OURS, "impl.relativistic_discriminator_loss(x, z)"),
        ("NumPy", "np.mean(np.logaddexp(0, z - x))"),
        ("SciPy", "-np.mean(scipy.special.log_expit(x - z))"),
        (
            "PyTorch",
            "torch.nn.functional.binary_cross_entropy_with_logits(x - z, torch.ones_like(x))",
        ),
        sizes=SIZES,
    ),
    row(
        "relativistic L_G",
        "x z",
        two_batches,
        (OURS, "impl.relativistic_generator_loss(x, z)"),
        ("NumPy", "np.mean(np.logaddexp(0, x - z))"),
        ("SciPy", "-np.mean(scipy.special.log_expit(z - x))"),
        ("PyTorch", "torch.nn.functional.softplus(x - z).mean()"),
        sizes=SIZES,
    ),
    row(
        "relativistic average L_D",
        "x z",
        two_batches,
        (OURS, "impl.relativistic_average_discriminator_loss(x, z)"),
        (
            "NumPy",
            "np.mean(np.logaddexp(0, np.mean(z) - x)) + np.mean(np.logaddexp(0, z - np.mean(x)))",
        ),
        (
            "PyTorch",
            "torch.nn.functional.binary_cross_entropy_with_logits("
            "x - z.mean(), torch.ones_like(x))"
            " + torch.nn.functional.binary_cross_entropy_with_logits("
            "z - x.mean(), torch.zeros_like(z))",
        ),
        sizes=SIZES,
    ),
    row(
        "relativistic average L_G",
        "x z",
        two_batches,
        (OURS, "impl.relativistic_average_generator_loss(x, z)"),
        (
            "NumPy",
            "np.mean(np.logaddexp(0, np.mean(x) - z)) + np.mean(np.logaddexp(0, x - np.mean(z)))",
        ),
        (
            "PyTorch",
            "torch.nn.functional.softplus(x.mean() - z).mean()"
            " + torch.nn.functional.softplus(x - z.mean()).mean()",
        ),
        sizes=SIZES,
    ),
    row(
        "relativistic average L_D, derivative",
        "x z",
        two_batches,
        (OURS, "impl.relativistic_average_discriminator_loss_derivative(x, z)"),
        (
            "SciPy",
            "(lambda a, b: (-(a + np.mean(b)), b + np.mean(a)))("
            "scipy.special.expit(np.mean(z) - x), scipy.special.expit(z - np.mean(x)))",
        ),
        (
            "PyTorch",
            "(lambda a, b: (-(a + b.mean()), b + a.mean()))("
            "torch.sigmoid(z.mean() - x), torch.sigmoid(z - x.mean()))",
        ),
        sizes=SIZES,
    ),
    row(
        "relativistic average L_G, derivative",
        "x z",
        two_batches,
        (OURS, "impl.relativistic_average_generator_loss_derivative(x, z)"),
        (
            "SciPy",
            "-scipy.special.expit(np.mean(x) - z) - np.mean(scipy.special.expit(x - np.mean(z)))",
        ),
        ("PyTorch", "-torch.sigmoid(x.mean() - z) - torch.sigmoid(x - z.mean()).mean()"),
        sizes=SIZES,
    ),
)
