"""The functions that the claims are about, of which an implementation offers all or some."""

import inspect
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Numbers = Any
"""An array-like of real numbers, on the way in; a NumPy array or number on the way out."""

Array = NDArray[np.float64]

Critic = Callable[[Any], Any]
"""A function on the line, for whatever type of number it is given."""


def accepts(function: Callable[..., Any], keyword: str) -> bool:
    """Whether a function takes an argument of that name, as the extras of an interface may not."""
    try:
        parameters = inspect.signature(function).parameters
    except ValueError:  # some functions written in C tell nothing
        return False
    return keyword in parameters


class Functions(Protocol):
    """The functions by name. Unless said otherwise, the last axis is the batch or the support."""

    def sigmoid(self, h: Numbers) -> Numbers:
        """σ(h)."""

    def sigmoid_derivative(self, h: Numbers) -> Numbers:
        """σ(h)σ(−h)."""

    def log_sigmoid(self, h: Numbers) -> Numbers:
        """log σ(h)."""

    def logit(self, t: Numbers) -> Numbers:
        """log(t/(1 − t))."""

    def optimal_discriminator(self, p_data: Numbers, p_model: Numbers) -> Numbers:
        """D* = p/(p + q), of densities or masses."""

    def optimal_logits(self, p_data: Numbers, p_model: Numbers) -> Numbers:
        """log(p/q), of densities or masses."""

    def pointwise_discriminator_loss(
        self, t: Numbers, p_data: Numbers, p_model: Numbers
    ) -> Numbers:
        """f(t) = −p log t − q log(1 − t)."""

    def pointwise_discriminator_loss_derivative(
        self, t: Numbers, p_data: Numbers, p_model: Numbers
    ) -> Numbers:
        """f'(t) = −p/t + q/(1 − t)."""

    def pointwise_discriminator_loss_from_logits(
        self, h: Numbers, p_data: Numbers, p_model: Numbers
    ) -> Numbers:
        """p softplus(−h) + q softplus(h)."""

    def pointwise_discriminator_loss_from_logits_derivative(
        self, h: Numbers, p_data: Numbers, p_model: Numbers
    ) -> Numbers:
        """q σ(h) − p σ(−h)."""

    def discriminator_loss(
        self,
        real_logits: Numbers,
        fake_logits: Numbers,
        *,
        real_weights: Numbers = None,
        fake_weights: Numbers = None,
    ) -> Numbers:
        """L_D = −E_p[log σ(h)] − E_q[log(1 − σ(h))]."""

    def minimax_generator_loss(self, fake_logits: Numbers, *, weights: Numbers = None) -> Numbers:
        """L_mm = E_q[log(1 − σ(h))]."""

    def minimax_generator_loss_derivative(self, fake_logits: Numbers) -> Numbers:
        """−σ(h), for each sample."""

    def nonsaturating_generator_loss(
        self, fake_logits: Numbers, *, weights: Numbers = None
    ) -> Numbers:
        """−E_q[log σ(h)]."""

    def nonsaturating_generator_loss_derivative(self, fake_logits: Numbers) -> Numbers:
        """−σ(−h), for each sample."""

    def summed_generator_loss(self, fake_logits: Numbers, *, weights: Numbers = None) -> Numbers:
        """L_G, the sum of the minimax and the non-saturating loss."""

    def summed_generator_loss_derivative(self, fake_logits: Numbers) -> Numbers:
        """−1, for each sample."""

    def expected_gradient(
        self, loss_derivative: Numbers, logit_jacobian: Numbers, *, weights: Numbers = None
    ) -> Numbers:
        """E[ℓ'(h) ∂h/∂θ], from shapes (n,) and (n, k)."""

    def entropy(self, p: Numbers) -> Numbers:
        """H(p)."""

    def cross_entropy(self, p: Numbers, q: Numbers) -> Numbers:
        """−E_p[log q]."""

    def kl_divergence(self, p: Numbers, q: Numbers) -> Numbers:
        """KL(p‖q)."""

    def js_divergence(self, p: Numbers, q: Numbers) -> Numbers:
        """JS(p‖q)."""

    def negative_elbo(self, log_joint: Numbers, variational_posterior: Numbers) -> Numbers:
        """E_r[log r(z) − log p(x, z)]."""

    def gaussian_log_density(self, x: Numbers, mean: Numbers, std: Numbers) -> Numbers:
        """log N(x|mean, std²)."""

    def gaussian_kl(self, theta: Numbers, theta_0: Numbers, std: Numbers) -> Numbers:
        """KL(N(θ, std²)‖N(θ0, std²))."""

    def gaussian_kl_derivative(self, theta: Numbers, theta_0: Numbers, std: Numbers) -> Numbers:
        """Its derivative in θ."""

    def one_hot(self, labels: Numbers, classes: int) -> Numbers:
        """Rows of the identity."""

    def projection_parameters(
        self,
        data_means: Numbers,
        model_means: Numbers,
        *,
        data_prior: Numbers = None,
        model_prior: Numbers = None,
    ) -> tuple[Numbers, Numbers]:
        """A and b, from means of shape (m, r)."""

    def projection_logits(
        self, features: Numbers, labels: Numbers, A: Numbers, b: Numbers
    ) -> Numbers:
        """yᵀ(Aφ + b), for features of shape (n, r)."""

    def conditional_logits(
        self,
        features: Numbers,
        labels: Numbers,
        data_means: Numbers,
        model_means: Numbers,
        *,
        data_prior: Numbers = None,
        model_prior: Numbers = None,
    ) -> Numbers:
        """The same, directly from the means."""

    def wasserstein_critic_loss(
        self,
        real_values: Numbers,
        fake_values: Numbers,
        *,
        real_weights: Numbers = None,
        fake_weights: Numbers = None,
    ) -> Numbers:
        """L_D = E_q[D] − E_p[D]."""

    def wasserstein_generator_loss(
        self, fake_values: Numbers, *, weights: Numbers = None
    ) -> Numbers:
        """L_G = −E_q[D]."""

    def point_mass_critic_loss(self, critic: Critic, theta: Any, theta_0: Any) -> Any:
        """D(θ) − D(θ0), in the number type of the critic."""

    def improve_critic(self, critic: Critic, theta: Any, theta_0: Any) -> Critic:
        """The critic D** that beats `critic`."""

    def optimal_lipschitz_critic(self, theta: Any, theta_0: Any) -> Critic:
        """x ↦ −sign(θ − θ0)·x."""

    def wasserstein_distance(
        self, x: Numbers, y: Numbers, *, x_weights: Numbers = None, y_weights: Numbers = None
    ) -> Numbers:
        """W1 of two samples on the line."""
