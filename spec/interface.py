"""The functions that the claims are about: each is said here once, and whatever asks is told here.

An implementation under test offers any of them. Its arrays are NumPy's; unless a function is said
to go element by element, the last axis is the batch, or the support of a distribution, and leading
axes are independent problems. But where samples are given as a network has them, or gradients in
them, the batch is the first axis, and all others are one sample: shape (n, …).

An implementation that offers some of the f-divergences alone says which, in an attribute such as
``f_divergences = ("kl", "pearson")``.
"""

import dataclasses

from spec.machinery.claims.interface import (
    Domain,
    Function,
    Range,
    elementwise,
    of_batches,
    of_functions,
    of_samples,
)

LOGITS = Range(-4, 4)
"""Logits at which log(1 − σ(h)) as it stands has most of its digits."""

TRAINING = Range(-1e4, 1e4)
"""Logits, values of a critic and the like as they are met in training."""

MASS = Range(2**-12, 1)
"""Masses that are not next to nothing."""

MASSES = Range(None, 1, also=(0,))
"""Masses as they are met in training."""

reals = Domain("real numbers of any size, infinities among them", ordinary=LOGITS, in_use=TRAINING)
densities = Domain(
    "densities or masses: not negative, not normalised", ordinary=Range(2**-8, 16), in_use=MASSES
)
probabilities = Domain("numbers from 0 to 1", ordinary=Range(2**-8, 1 - 2**-8), in_use=MASSES)
positives = Domain("positive numbers", ordinary=Range(2**-6, 64), in_use=Range(1e-4, 1e4))
optional_positives = dataclasses.replace(positives, is_optional=True)
optional_reals = dataclasses.replace(reals, is_optional=True)

batch = Domain("numbers, one for each sample along the last axis", ordinary=LOGITS, in_use=TRAINING)
paired_batch = Domain(
    "numbers, one for each sample along the last axis, as many of the data as of the model",
    ordinary=LOGITS,
    in_use=TRAINING,
)
target = Domain(
    "one real number, which outputs are to be near",
    kind="number",
    is_optional=True,
    ordinary=LOGITS,
    in_use=TRAINING,
)
distribution = Domain("masses that sum to 1 along the last axis", ordinary=MASS, in_use=MASSES)
weights = Domain(
    "masses, one for each sample, that sum to 1",
    is_optional=True,
    ordinary=Range(2**-12, 1, also=(0,)),
    in_use=MASSES,
)

VECTORS = Range(-64, 64)
"""Points, and entries of vectors, at which squares do not yet cost digits."""

LENGTHS = Range(-64, 64, smallest=2**-16)
"""The same, where they are what lengths are made of: their squares do not vanish, either."""

sample = Domain("n finite numbers, shape (n,)", ordinary=VECTORS, in_use=TRAINING)
derivatives = Domain(
    "a derivative for each of n samples, shape (n,)", ordinary=VECTORS, in_use=TRAINING
)
jacobian = Domain(
    "derivatives in k parameters for each of n samples, shape (n, k)",
    ordinary=VECTORS,
    in_use=TRAINING,
)
divergence_name = Domain("the name of an f-divergence", kind="object")
slopes = Domain(
    "slopes of a convex function, of any size",
    ordinary=Range(-4, -(2**-6)),  # short of 0, where the domains of some conjugates end
    in_use=TRAINING,
)

features = Domain(
    "r features for each of n samples, shape (n, r)", ordinary=VECTORS, in_use=Range(-1e3, 1e3)
)

integer_labels = Domain("classes, as integers from 0, of any shape")
labels = Domain("a class for each of n samples, as n integers, or as n rows of the identity")
count = Domain("a positive integer", kind="number")
means = Domain(
    "r features for each of m classes, shape (m, r)", ordinary=VECTORS, in_use=Range(-1e3, 1e3)
)
biases = Domain("a number for each of m classes, shape (m,)", ordinary=Range(-1e4, 1e4))
prior = Domain(
    "masses, one for each class, that sum to 1", is_optional=True, ordinary=MASS, in_use=MASSES
)

weight_matrix = Domain(
    "a weight, shape (m, n)",
    ordinary=LENGTHS,
    in_use=Range(-1e3, 1e3, smallest=1e-8),
    may_be_0=False,
)
start_vector = Domain(
    "m numbers to start from, shape (m,)", ordinary=LENGTHS, in_use=Range(-1e4, 1e4, smallest=1e-8)
)
steps = Domain("a positive integer, of steps", kind="number", is_optional=True)

critic = Domain(
    "a function from a number to a number, of any type of number",
    kind="object",
    ordinary=VECTORS,
    in_use=TRAINING,
)
point = Domain(
    "one real number, of any type of number", kind="number", ordinary=VECTORS, in_use=TRAINING
)

samples = Domain("n samples, shape (n, …)", ordinary=VECTORS, in_use=TRAINING)
sample_labels = Domain("a class for each of n samples, as n integers")
shares = Domain(
    "a number from 0 to 1 for each of n samples, shape (n,)",
    is_optional=True,
    ordinary=Range(0, 1),
)
gradients = Domain(
    "a gradient at each of n samples, shape (n, …)",
    ordinary=LENGTHS,
    in_use=Range(-1e4, 1e4, smallest=1e-12),
)
penalty_weight = Domain(
    "a number that is not negative",
    kind="number",
    is_optional=True,
    ordinary=Range(0, 64),
    in_use=Range(0, 1e4),
)
discriminator = Domain(
    "a function from n samples and their labels to n logits",
    kind="function",
    ordinary=LOGITS,
    in_use=TRAINING,
)

FUNCTIONS = (
    elementwise("sigmoid", "σ(h)", h=reals),
    elementwise("sigmoid_derivative", "σ(h)σ(−h)", h=reals, derivative_of="sigmoid"),
    elementwise("log_sigmoid", "log σ(h)", h=reals),
    elementwise("logit", "log(t/(1 − t))", t=probabilities),
    elementwise("optimal_discriminator", "D* = p/(p + q)", p_data=densities, p_model=densities),
    elementwise("optimal_logits", "log(p/q)", p_data=densities, p_model=densities),
    elementwise(
        "pointwise_discriminator_loss",
        "f(t) = −p log t − q log(1 − t)",
        t=probabilities,
        p_data=densities,
        p_model=densities,
    ),
    elementwise(
        "pointwise_discriminator_loss_derivative",
        "f'(t) = −p/t + q/(1 − t)",
        t=probabilities,
        p_data=densities,
        p_model=densities,
        derivative_of="pointwise_discriminator_loss",
    ),
    elementwise(
        "pointwise_discriminator_loss_from_logits",
        "p softplus(−h) + q softplus(h)",
        h=reals,
        p_data=densities,
        p_model=densities,
    ),
    elementwise(
        "pointwise_discriminator_loss_from_logits_derivative",
        "qσ(h) − pσ(−h)",
        h=reals,
        p_data=densities,
        p_model=densities,
        derivative_of="pointwise_discriminator_loss_from_logits",
    ),
    of_batches(
        "discriminator_loss",
        "L_D = −E_p[log σ(h)] − E_q[log(1 − σ(h))]",
        real_logits=batch,
        fake_logits=batch,
        real_weights=weights,
        fake_weights=weights,
    ),
    of_batches(
        "minimax_generator_loss", "L_mm = E_q[log(1 − σ(h))]", fake_logits=batch, weights=weights
    ),
    elementwise(
        "minimax_generator_loss_derivative",
        "−σ(h)",
        fake_logits=reals,
        derivative_of="minimax_generator_loss",
    ),
    of_batches(
        "nonsaturating_generator_loss", "−E_q[log σ(h)]", fake_logits=batch, weights=weights
    ),
    elementwise(
        "nonsaturating_generator_loss_derivative",
        "−σ(−h)",
        fake_logits=reals,
        derivative_of="nonsaturating_generator_loss",
    ),
    of_batches(
        "summed_generator_loss",
        "L_G = E_q[log(1 − σ(h))] − E_q[log σ(h)]",
        fake_logits=batch,
        weights=weights,
    ),
    elementwise(
        "summed_generator_loss_derivative",
        "−1",
        fake_logits=reals,
        derivative_of="summed_generator_loss",
    ),
    of_samples(
        "expected_gradient",
        "E[ℓ'(h) ∂h/∂θ]",
        loss_derivative=derivatives,
        logit_jacobian=jacobian,
        weights=weights,
    ),
    of_batches("entropy", "H(p)", p=distribution),
    of_batches("cross_entropy", "−E_p[log q]", p=distribution, q=distribution),
    of_batches("kl_divergence", "KL(p‖q)", p=distribution, q=distribution),
    of_batches("js_divergence", "JS(p‖q)", p=distribution, q=distribution),
    of_batches(
        "negative_elbo",
        "E_r[log r(z) − log p(x, z)]",
        log_joint=batch,
        variational_posterior=distribution,
    ),
    of_batches(
        "f_divergence",
        "D_f(p‖q) = Σ q f(p/q)",
        name=divergence_name,
        p=distribution,
        q=distribution,
    ),
    elementwise("f_conjugate", "f*(t) = sup (ut − f(u))", name=divergence_name, t=slopes),
    elementwise(
        "f_optimal_output",
        "T* = f'(p/q)",
        name=divergence_name,
        p_data=densities,
        p_model=densities,
    ),
    elementwise("f_activation", "g(v)", name=divergence_name, v=reals),
    of_batches(
        "f_discriminator_loss",
        "−E_p[g(v)] + E_q[f*(g(v))]",
        name=divergence_name,
        real_outputs=batch,
        fake_outputs=batch,
    ),
    of_batches("f_generator_loss", "−E_q[f*(g(v))]", name=divergence_name, fake_outputs=batch),
    elementwise("gaussian_log_density", "log N(x|mean, std²)", x=reals, mean=reals, std=positives),
    elementwise(
        "gaussian_kl",
        "KL(N(θ, std²)‖N(θ0, std²)), or KL(N(θ, std²)‖N(θ0, std_0²))",
        theta=reals,
        theta_0=reals,
        std=positives,
        std_0=optional_positives,
    ),
    elementwise(
        "gaussian_kl_derivative",
        "(θ − θ0)/std²",
        theta=reals,
        theta_0=reals,
        std=positives,
        derivative_of="gaussian_kl",
    ),
    of_samples("one_hot", "rows of the identity", labels=integer_labels, classes=count),
    of_samples(
        "projection_parameters",
        "A_i = μ_i − μ̂_i and b_i = ½(‖μ̂_i‖² − ‖μ_i‖²)",
        data_means=means,
        model_means=means,
        data_prior=prior,
        model_prior=prior,
    ),
    of_samples(
        "projection_logits",
        "yᵀ(Aφ + b)",
        features=features,
        labels=labels,
        A=means,
        b=biases,
    ),
    of_samples(
        "conditional_logits",
        "yᵀ(Aφ + b), directly from the means",
        features=features,
        labels=labels,
        data_means=means,
        model_means=means,
        data_prior=prior,
        model_prior=prior,
    ),
    of_samples(
        "conditional_discriminator_loss",
        "−E[log σ(h(real_i, y_i))] − E[log(1 − σ(h(fake_i, y_i)))]",
        discriminator=discriminator,
        real=samples,
        fake=samples,
        labels=sample_labels,
    ),
    of_samples(
        "conditional_generator_loss",
        "−E[log σ(h(fake_i, y_i))]",
        discriminator=discriminator,
        fake=samples,
        labels=sample_labels,
    ),
    of_batches(
        "wasserstein_critic_loss",
        "E_q[D] − E_p[D]",
        real_values=batch,
        fake_values=batch,
        real_weights=weights,
        fake_weights=weights,
    ),
    of_batches("wasserstein_generator_loss", "−E_q[D]", fake_values=batch, weights=weights),
    of_batches(
        "hinge_discriminator_loss",
        "E_p[max(0, 1 − D)] + E_q[max(0, 1 + D)]",
        real_values=batch,
        fake_values=batch,
    ),
    of_batches(
        "least_squares_discriminator_loss",
        "½E_p[(D − b)²] + ½E_q[(D − a)²]",
        real_outputs=batch,
        fake_outputs=batch,
        real_target=target,
        fake_target=target,
    ),
    of_batches("least_squares_generator_loss", "½E_q[(D − c)²]", fake_outputs=batch, target=target),
    elementwise(
        "least_squares_optimal_discriminator",
        "D* = (bp + aq)/(p + q)",
        p_data=densities,
        p_model=densities,
        real_target=optional_reals,
        fake_target=optional_reals,
    ),
    of_batches(
        "relativistic_discriminator_loss",
        "E[softplus(−(C_r − C_f))]",
        real_logits=paired_batch,
        fake_logits=paired_batch,
    ),
    of_batches(
        "relativistic_generator_loss",
        "E[softplus(C_r − C_f)]",
        real_logits=paired_batch,
        fake_logits=paired_batch,
    ),
    of_batches(
        "relativistic_average_discriminator_loss",
        "E_p[softplus(−(C_r − E_q[C_f]))] + E_q[softplus(C_f − E_p[C_r])]",
        real_logits=batch,
        fake_logits=batch,
    ),
    of_batches(
        "relativistic_average_generator_loss",
        "E_q[softplus(−(C_f − E_p[C_r]))] + E_p[softplus(C_r − E_q[C_f])]",
        real_logits=batch,
        fake_logits=batch,
    ),
    of_samples(
        "relativistic_average_discriminator_loss_derivative",
        "−σ(−(C_r − E_q[C_f])) − E_q[σ(C_f − E_p[C_r])], and the like in C_f",
        derivative_of="relativistic_average_discriminator_loss",
        derivative_in=("real_logits", "fake_logits"),
        real_logits=batch,
        fake_logits=batch,
    ),
    of_samples(
        "relativistic_average_generator_loss_derivative",
        "−σ(−(C_f − E_p[C_r])) − E_p[σ(C_r − E_q[C_f])]",
        derivative_of="relativistic_average_generator_loss",
        derivative_in=("fake_logits",),
        real_logits=batch,
        fake_logits=batch,
    ),
    of_samples("spectral_norm", "the largest singular value of W", weight=weight_matrix),
    of_samples(
        "power_iteration",
        "v ← Wᵀu/‖Wᵀu‖, u ← Wv/‖Wv‖: ‖Wv‖ and u",
        weight=weight_matrix,
        u=start_vector,
        steps=steps,
    ),
    of_functions(
        "point_mass_critic_loss", "D(θ) − D(θ0)", critic=critic, theta=point, theta_0=point
    ),
    of_functions(
        "improve_critic", "the critic D** that beats D", critic=critic, theta=point, theta_0=point
    ),
    of_functions("optimal_lipschitz_critic", "x ↦ −sign(θ − θ0)·x", theta=point, theta_0=point),
    of_samples(
        "wasserstein_distance", "W1", x=sample, y=sample, x_weights=weights, y_weights=weights
    ),
    of_samples(
        "interpolates",
        "α_i fake_i + (1 − α_i) real_i",
        draws="alpha",
        real=samples,
        fake=samples,
        alpha=shares,
    ),
    of_samples(
        "gradient_penalty",
        "λ E[(‖g_i‖ − 1)²]",
        gradients=gradients,
        weight=penalty_weight,
    ),
    of_samples(
        "gradient_penalty_derivative",
        "(2λ/n)(1 − 1/‖g_i‖) g_i",
        gradients=gradients,
        weight=penalty_weight,
        derivative_of="gradient_penalty",
    ),
    of_samples(
        "one_sided_gradient_penalty",
        "λ E[max(0, ‖g_i‖ − 1)²]",
        gradients=gradients,
        weight=penalty_weight,
    ),
    of_samples(
        "zero_centered_penalty",
        "½ γ E[‖g_i‖²]",
        gradients=gradients,
        weight=penalty_weight,
    ),
    of_samples(
        "zero_centered_penalty_derivative",
        "γ g_i/n",
        gradients=gradients,
        weight=penalty_weight,
        derivative_of="zero_centered_penalty",
    ),
)
"""The functions, in the order of the homework."""

CONTINUOUS = {
    reals,
    densities,
    probabilities,
    positives,
    batch,
    paired_batch,
    distribution,
    sample,
    slopes,
}
"""The domains in which a loss or a divergence may be differentiated."""

DIFFERENTIABLE = [
    function
    for function in FUNCTIONS
    if function.derivative_of is None
    and function.name != "f_optimal_output"  # for the total variation it jumps where p = q
    and function.arrays
    and CONTINUOUS.issuperset(
        function.arguments[name] for name in function.required if name != "name"
    )
]
"""The functions that have a gradient in each array that they are given."""

GRADIENTS = [function.gradient() for function in DIFFERENTIABLE]
"""Their gradients, which are no functions of their own: some implementations offer them beside."""

GRADIENTS_IN_DISTRIBUTIONS = [
    gradient
    for gradient in GRADIENTS
    if distribution in gradient.arguments.values()
    and divergence_name not in gradient.arguments.values()
]
"""Those of functions of distributions that are finite where the first of these has no mass.

Some f-divergences are infinite there.
"""

GRADIENTS_WITH_KINKS = [
    gradient
    for gradient in GRADIENTS
    if gradient.name in ("hinge_discriminator_loss_gradient", "wasserstein_distance_gradient")
]
"""Those of functions that have kinks."""

NAMED = {function.name: function for function in (*FUNCTIONS, *GRADIENTS)}
"""The functions and the gradients, by name."""


def functions_with(argument: Domain) -> list[Function]:
    """The functions that have an argument of some domain."""
    return [function for function in FUNCTIONS if argument in function.arguments.values()]


def sample_of(function: Function, keyword: str) -> str:
    """The name of the argument whose samples or classes an optional keyword weighs.

    It is the first that begins as the keyword does: `real_weights` are of `real_logits`, a
    `data_prior` is of `data_means`, and `weights` are of what comes first.
    """
    owner = keyword.rpartition("_")[0]
    return next(name for name in function.required if name.startswith(owner))


ELEMENTWISE = [function for function in FUNCTIONS if function.shape == "elementwise"]
"""The functions that go element by element."""

ELEMENTWISE_OF_SEVERAL = [function for function in ELEMENTWISE if len(function.arrays) > 1]
"""Those of them that have several arrays, which broadcast."""

OF_BATCHES = [function for function in FUNCTIONS if function.shape == "of batches"]
"""The functions that make one number of each batch, or of each distribution."""

SLOPES_OF_BATCHES = [function for function in FUNCTIONS if function.derivative_in]
"""The derivatives of such functions that are numbers for each sample, of several batches."""

WEIGHTED = functions_with(weights)
"""The functions of samples that may be weighted."""

WEIGHTED_TWICE = [function for function in WEIGHTED if len(function.optional) > 1]
"""Those of them that have two samples, each with weights of its own."""

WEIGHTED_BATCHES = [function for function in WEIGHTED if function.shape == "of batches"]
"""Those of them that take a batch along the last axis."""

WEIGHTED_EXPECTATIONS = [
    function for function in WEIGHTED if sample not in function.arguments.values()
]
"""Those of them whose samples need not be finite."""

ACTIVATED = [NAMED[name] for name in ("f_activation", "f_discriminator_loss", "f_generator_loss")]
"""The functions that go through an activation, which is the implementer's choice."""

OF_LABELS = functions_with(labels)
"""The functions of samples that have labels."""

WEIGHTED_PENALTIES = functions_with(penalty_weight)
"""The penalties, and their derivatives, that have a weight."""
