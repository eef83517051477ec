"""Small subjects as people hand them in, right and wrong, each with the grades that it deserves."""

from types import SimpleNamespace

import numpy as np

import impl
from spec.adapters import completed


def _discriminator_loss(real, fake):
    return np.logaddexp(0, -real).mean(-1) + np.logaddexp(0, fake).mean(-1)


def _exchanged(real, fake):
    return _discriminator_loss(-real, -fake)


def _squared_distance(x, y):
    differences = np.repeat(np.sort(x), len(y)) - np.repeat(np.sort(y), len(x))
    return float(np.mean(differences**2))


def _entropy_along_axis_1(p):
    return -np.sum(np.where(p > 0, p * np.log(np.where(p > 0, p, 1)), 0), axis=1)


def _constant(*arguments):
    return 42.0


three_wrong_ones = SimpleNamespace(
    discriminator_loss=_exchanged,
    wasserstein_critic_loss=lambda real, fake: np.mean(real, -1) - np.mean(fake, -1),
    entropy=_constant,
)

one_wrong_one_alone = SimpleNamespace(discriminator_loss=_exchanged)

six_constants = SimpleNamespace(
    js_divergence=_constant,
    entropy=_constant,
    wasserstein_critic_loss=_constant,
    wasserstein_generator_loss=_constant,
    one_hot=_constant,
    nonsaturating_generator_loss=_constant,
)

squared_distance = SimpleNamespace(wasserstein_distance=_squared_distance)

constant_beside_the_reference = completed(
    SimpleNamespace(log_sigmoid=lambda h: 42.0 + 0 * np.asarray(h)), impl
)

one_axis_and_five_too_much = completed(
    SimpleNamespace(
        entropy=_entropy_along_axis_1,
        wasserstein_generator_loss=lambda fake: 5 - np.mean(fake, axis=-1),
    ),
    impl,
)

sound_loss = completed(SimpleNamespace(discriminator_loss=_discriminator_loss), impl)

functions_of_arrays = completed(
    SimpleNamespace(
        one_hot=lambda labels, classes: np.eye(classes)[labels],
        nonsaturating_generator_loss=lambda h: np.logaddexp(0, -h).mean(-1),
    ),
    impl,
)

labels_as_integers = completed(
    SimpleNamespace(
        projection_logits=lambda features, labels, A, b: (features * A[labels]).sum(1) + b[labels]
    ),
    impl,
)

one_number_for_all_batches = completed(
    SimpleNamespace(nonsaturating_generator_loss=lambda h: np.logaddexp(0, -h).mean()), impl
)

general_gaussians = completed(
    SimpleNamespace(
        gaussian_kl=lambda theta, theta_0, std: (
            np.log(std / std) + (std**2 + (theta - theta_0) ** 2) / (2 * std**2) - 0.5
        )
    ),
    impl,
)

weights_ignored = completed(
    SimpleNamespace(
        wasserstein_distance=lambda x, y, x_weights=None, y_weights=None: impl.wasserstein_distance(
            x, y
        )
    ),
    impl,
)

FIRST_RUNS = {
    "three_wrong_ones": {
        "discriminator_loss": "wrong",
        "wasserstein_critic_loss": "wrong",
        "entropy": "wrong",
    },
    "one_wrong_one_alone": {"discriminator_loss": "wrong"},
    "six_constants": dict.fromkeys(vars(six_constants), "wrong"),
    "squared_distance": {"wasserstein_distance": "wrong"},
    "constant_beside_the_reference": {"log_sigmoid": "wrong"},
    "one_axis_and_five_too_much": {"entropy": "wrong", "wasserstein_generator_loss": "wrong"},
    "sound_loss": {"discriminator_loss": "imprecise"},
    "functions_of_arrays": {"one_hot": "right", "nonsaturating_generator_loss": "imprecise"},
    "labels_as_integers": {"projection_logits": "right"},
    "one_number_for_all_batches": {"nonsaturating_generator_loss": "wrong"},
    "general_gaussians": {"gaussian_kl": "imprecise"},
    "weights_ignored": {"wasserstein_distance": "wrong"},
}
"""Of each subject the grade of each function that is its own."""
