"""Mistakes in f-divergences, their conjugates, activations and losses."""

import numpy as np

import impl
from tests.counterfeits import counterfeit
from tests.counterfeits._common import (
    EPSILON,
    along,
    averaged_over_rows,
    expectation,
    floats,
    single,
    summed,
)
from tests.subjects import textbook


@counterfeit("f_divergence", "data and model exchanged")
def divergence_of_exchanged_arguments(name, p, q):
    return impl.f_divergence(name, q, p)


@counterfeit("f_divergence", "the Jensen–Shannon divergence for twice that")
def divergence_of_jensen_shannon_halved(name, p, q):
    return impl.js_divergence(p, q) if name == "jensen_shannon" else impl.f_divergence(name, p, q)


@counterfeit("f_divergence", "squares over p for those over q, as the paper's table has it")
def divergence_of_pearson_over_the_data(name, p, q):
    return impl.f_divergence(name, q, p) if name == "pearson" else impl.f_divergence(name, p, q)


@counterfeit("f_divergence", "Σ |p − q| for half of that")
def divergence_of_total_variation_doubled(name, p, q):
    return impl.f_divergence(name, p, q) * (2 if name == "total_variation" else 1)


@counterfeit("f_divergence", "2 JS for 2 JS − log 4")
def divergence_of_gan_without_its_logs(name, p, q):
    return impl.f_divergence("jensen_shannon" if name == "gan" else name, p, q)


@counterfeit("f_divergence", "the distance for its square")
def divergence_of_hellinger_as_a_distance(name, p, q):
    result = impl.f_divergence(name, p, q)
    return np.sqrt(result) if name == "squared_hellinger" else result


@counterfeit("f_divergence", "Σ p f(p/q): the mean over the data")
def divergence_under_the_data(name, p, q):
    p, q = floats(p), floats(q)
    with np.errstate(all="ignore"):
        terms = p * textbook.F[name](p / q)
    return np.where((p == 0) | (q == 0), 0, terms).sum(axis=-1)


@counterfeit("f_divergence", "logarithms to base 2")
def divergence_in_bits(name, p, q):
    has_logs = name in ("kl", "reverse_kl", "jensen_shannon", "gan")
    return impl.f_divergence(name, p, q) / (np.log(2) if has_logs else 1)


@counterfeit("f_divergence", "cells with q = 0 left out")
def divergence_where_the_model_has_mass(name, p, q):
    p, q = floats(p), floats(q)
    with np.errstate(all="ignore"):
        return np.where(q == 0, 0, q * textbook.F[name](p / q)).sum(axis=-1)


@counterfeit("f_divergence", "nan for an infinite reverse KL, of ∞ times 0")
def divergence_with_nan_for_an_infinite_reverse_kl(name, p, q):
    result = floats(impl.f_divergence(name, p, q))
    return np.where(np.isinf(result) & (name == "reverse_kl"), np.nan, result)


@counterfeit("f_divergence", "1e-8 added to q, so that nothing is infinite")
def divergence_with_an_epsilon(name, p, q):
    p, q = floats(p), floats(q) + EPSILON
    with np.errstate(all="ignore"):
        return (q * textbook.F[name](p / q)).sum(axis=-1)


@counterfeit("f_divergence", "p/q as it stands, nan where both are 0")
def divergence_unguarded(name, p, q):
    p, q = floats(p), floats(q)
    with np.errstate(all="ignore"):
        return (q * textbook.F[name](p / q)).sum(axis=-1)


@counterfeit("f_divergence", "Σ q f(p/q) as a textbook has it, which cancels for p next to q")
def divergence_as_in_a_textbook(name, p, q):
    return textbook.f_divergence(name, p, q)


@counterfeit("f_divergence", "one mean over all distributions, where each is its own problem")
def divergence_averaged_over_rows(name, p, q):
    return averaged_over_rows(impl.f_divergence(name, p, q))


@counterfeit("f_divergence", "the first axis taken for the support")
def divergence_along_the_first_axis(name, p, q):
    p, q = floats(p), floats(q)
    with np.errstate(all="ignore"):
        terms = np.where(q == 0, 0, q * textbook.F[name](p / q))
    return along(0, terms, reduced=summed)


@counterfeit("f_conjugate", "the formulas of the table, though they give numbers beyond the domain")
def conjugate_without_its_infinity(name, t):
    with np.errstate(all="ignore"):
        return np.nan_to_num(textbook.CONJUGATE[name](floats(t)), nan=0.0) + 0.0


@counterfeit("f_conjugate", "e^t for e^(t − 1): u log u taken for u log u − u")
def conjugate_of_kl_without_its_one(name, t):
    return impl.f_conjugate(name, floats(t) + (1.0 if name == "kl" else 0.0))


@counterfeit("f_conjugate", "the sign of the logarithm lost: log(1 − e^t)")
def conjugate_of_gan_negated(name, t):
    return impl.f_conjugate(name, t) * (-1 if name == "gan" else 1)


@counterfeit("f_conjugate", "that of the GAN for that of Jensen–Shannon")
def conjugate_of_jensen_shannon_without_its_two(name, t):
    return impl.f_conjugate("gan" if name == "jensen_shannon" else name, t)


@counterfeit("f_conjugate", "t²/4 + t below −2, too")
def conjugate_of_pearson_as_a_parabola(name, t):
    t = floats(t)
    return t * (1 + t / 4) if name == "pearson" else impl.f_conjugate(name, t)


@counterfeit("f_conjugate", "t for every t up to a half, and no floor")
def conjugate_of_total_variation_without_a_floor(name, t):
    t = floats(t)
    return np.where((t < -0.5) & (name == "total_variation"), t, impl.f_conjugate(name, t))


@counterfeit("f_conjugate", "t clamped into the domain, so that nothing is infinite")
def conjugate_of_clamped_slopes(name, t):
    end = textbook.STEEPEST[name]
    return impl.f_conjugate(name, np.minimum(t, end - 1e-6))


@counterfeit("f_conjugate", "+∞ at the end of the domain of the total variation as well")
def conjugate_infinite_at_its_end(name, t):
    t = floats(t)
    return np.where(t >= textbook.STEEPEST[name], np.inf, impl.f_conjugate(name, t))


@counterfeit("f_conjugate", "nan beyond the domain, as the logarithm has it")
def conjugate_nan_beyond_its_domain(name, t):
    result = floats(impl.f_conjugate(name, t))
    return np.where(np.isposinf(result), np.nan, result)


@counterfeit("f_conjugate", "1 − e^t as it stands, which is 0 next to 0")
def conjugate_as_in_a_textbook(name, t):
    return textbook.f_conjugate(name, t)


@counterfeit("f_conjugate", "1e-8 inside the logarithms")
def conjugate_with_an_epsilon(name, t):
    t = floats(t)
    if name not in ("reverse_kl", "jensen_shannon", "gan"):
        return impl.f_conjugate(name, t)
    with np.errstate(all="ignore"):
        inside = {"reverse_kl": -t, "jensen_shannon": 2 - np.exp(t), "gan": 1 - np.exp(t)}[name]
        result = -np.log(inside + EPSILON) - (name == "reverse_kl")
    return np.where(t >= textbook.STEEPEST[name], np.inf, result)


@counterfeit("f_conjugate", "slopes cut off at ±20, so that nothing overflows")
def conjugate_of_clipped_slopes(name, t):
    return impl.f_conjugate(name, np.clip(t, -20, 20))


@counterfeit("f_conjugate", "1 − e^t as it stands below −1, which is 1 from −37 on")
def conjugate_of_gan_without_a_left_tail(name, t):
    t = floats(t)
    with np.errstate(all="ignore"):
        tail = -np.log(1 - np.exp(t))
    return np.where((name == "gan") & (t < -1), tail, impl.f_conjugate(name, t))


@counterfeit("f_conjugate", "float32 inside, as on a GPU")
def conjugate_in_single_precision(name, t):
    return single(lambda x: impl.f_conjugate(name, x), t)


@counterfeit("f_conjugate", "rows averaged")
def conjugate_averaged(name, t):
    return averaged_over_rows(impl.f_conjugate(name, t))


@counterfeit("f_optimal_output", "data and model exchanged: f'(q/p)")
def output_of_exchanged_densities(name, p_data, p_model):
    return impl.f_optimal_output(name, p_model, p_data)


@counterfeit("f_optimal_output", "the logit log p/q, whatever f is")
def output_as_a_logit(name, p_data, p_model):
    return impl.optimal_logits(p_data, p_model)


@counterfeit("f_optimal_output", "log p/q for 1 + log p/q")
def output_for_kl_without_its_one(name, p_data, p_model):
    return impl.f_optimal_output(name, p_data, p_model) - (name == "kl")


@counterfeit("f_optimal_output", "log D for log 2D")
def output_for_jensen_shannon_as_for_gan(name, p_data, p_model):
    return impl.f_optimal_output("gan" if name == "jensen_shannon" else name, p_data, p_model)


@counterfeit("f_optimal_output", "the sign of p − q for half of it")
def output_for_total_variation_doubled(name, p_data, p_model):
    return impl.f_optimal_output(name, p_data, p_model) * (2 if name == "total_variation" else 1)


@counterfeit("f_optimal_output", "p/q − 1 for twice that")
def output_for_pearson_halved(name, p_data, p_model):
    return impl.f_optimal_output(name, p_data, p_model) / (2 if name == "pearson" else 1)


@counterfeit("f_optimal_output", "1 − q/p for 1 − √(q/p)")
def output_for_hellinger_without_its_root(name, p_data, p_model):
    if name != "squared_hellinger":
        return impl.f_optimal_output(name, p_data, p_model)
    return 1 + impl.f_optimal_output("reverse_kl", p_data, p_model)


@counterfeit("f_optimal_output", "the negative, from a bound that is to be lowered")
def output_negated(name, p_data, p_model):
    return -impl.f_optimal_output(name, p_data, p_model)


@counterfeit("f_optimal_output", "the logit, where densities are single numbers")
def output_of_numbers_as_a_logit(name, p_data, p_model):
    if np.ndim(p_data) or np.ndim(p_model):
        return impl.f_optimal_output(name, p_data, p_model)
    return impl.optimal_logits(p_data, p_model)


@counterfeit("f_optimal_output", "p/q first, which rounds and overflows")
def output_as_in_a_textbook(name, p_data, p_model):
    with np.errstate(all="ignore"):
        return textbook.f_optimal_output(name, p_data, p_model)


@counterfeit("f_optimal_output", "1e-8 added to both densities")
def output_with_an_epsilon(name, p_data, p_model):
    return impl.f_optimal_output(name, floats(p_data) + EPSILON, floats(p_model) + EPSILON)


@counterfeit("f_optimal_output", "0 where a density is 0, so that nothing is infinite")
def output_of_0_for_0(name, p_data, p_model):
    output = impl.f_optimal_output(name, p_data, p_model)
    return np.where(np.equal(p_data, 0) | np.equal(p_model, 0), 0, output)


@counterfeit("f_optimal_output", "a steep tanh for the sign, so that it has a slope")
def output_for_total_variation_softened(name, p_data, p_model):
    if name != "total_variation":
        return impl.f_optimal_output(name, p_data, p_model)
    return np.tanh(1e6 * (floats(p_data) - floats(p_model))) / 2


@counterfeit("f_optimal_output", "float32 inside, as on a GPU")
def output_in_single_precision(name, p_data, p_model):
    return single(lambda p, q: impl.f_optimal_output(name, p, q), p_data, p_model)


@counterfeit("f_optimal_output", "rows averaged")
def output_averaged(name, p_data, p_model):
    return averaged_over_rows(impl.f_optimal_output(name, p_data, p_model))


@counterfeit("f_activation", "e^v for e^−v, as the paper's appendix has it: it falls with v")
def activation_that_falls(name, v):
    is_affected = name in ("reverse_kl", "squared_hellinger")
    return impl.f_activation(name, -floats(v) if is_affected else v)


@counterfeit("f_activation", "no activation: the output itself, whatever f is")
def activation_left_out(name, v):
    return floats(v) + 0.0


@counterfeit("f_activation", "a sigmoid, as if it were a probability")
def activation_by_a_sigmoid(name, v):
    return impl.sigmoid(v)


@counterfeit("f_activation", "tanh v for half of it, which leaves the domain")
def activation_for_total_variation_doubled(name, v):
    return impl.f_activation(name, v) * (2 if name == "total_variation" else 1)


@counterfeit("f_activation", "softplus for −softplus(−v)")
def activation_for_gan_of_the_other_sign(name, v):
    return -impl.f_activation(name, -floats(v)) if name == "gan" else impl.f_activation(name, v)


@counterfeit("f_activation", "outputs cut off at ±5")
def activation_of_clamped_outputs(name, v):
    return impl.f_activation(name, np.clip(v, -5, 5))


@counterfeit("f_activation", "another one for Pearson, which falls beyond 10")
def activation_that_turns_round(name, v):
    v = floats(v)
    return 1.5 * (np.minimum(v, 20 - v) if name == "pearson" else impl.f_activation(name, v) / 1.5)


@counterfeit("f_activation", "a single number left as it is")
def activation_of_arrays_alone(name, v):
    return impl.f_activation(name, v) if np.ndim(v) else float(v)


@counterfeit("f_activation", "1 − e^−v as it stands")
def activation_as_in_a_textbook(name, v):
    with np.errstate(all="ignore"):
        return textbook.f_activation(name, v)


@counterfeit("f_activation", "float32 inside, as on a GPU")
def activation_in_single_precision(name, v):
    return single(lambda x: impl.f_activation(name, x), v)


@counterfeit("f_activation", "rows averaged")
def activation_averaged(name, v):
    return averaged_over_rows(impl.f_activation(name, v))


def loss_of_terms(name, real_outputs, fake_outputs, conjugate):
    """−E_p[g(v)] and the mean of the other terms."""
    return conjugate(fake_outputs) - expectation(impl.f_activation(name, real_outputs))


@counterfeit("f_discriminator_loss", "the bound, which is to be raised")
def discriminator_loss_negated(name, real_outputs, fake_outputs):
    return -impl.f_discriminator_loss(name, real_outputs, fake_outputs)


@counterfeit("f_discriminator_loss", "real and fake exchanged")
def discriminator_loss_of_exchanged_batches(name, real_outputs, fake_outputs):
    return impl.f_discriminator_loss(name, fake_outputs, real_outputs)


@counterfeit("f_discriminator_loss", "the conjugate of the raw output: right where g is none")
def discriminator_loss_of_raw_outputs(name, real_outputs, fake_outputs):
    return loss_of_terms(
        name, real_outputs, fake_outputs, lambda v: expectation(impl.f_conjugate(name, v))
    )


@counterfeit("f_discriminator_loss", "g(v) of the fakes, without the conjugate")
def discriminator_loss_without_the_conjugate(name, real_outputs, fake_outputs):
    return loss_of_terms(
        name, real_outputs, fake_outputs, lambda v: expectation(impl.f_activation(name, v))
    )


@counterfeit("f_discriminator_loss", "the conjugate of the mean, not the mean of the conjugate")
def discriminator_loss_of_the_mean(name, real_outputs, fake_outputs):
    return loss_of_terms(
        name,
        real_outputs,
        fake_outputs,
        lambda v: impl.f_conjugate(name, expectation(impl.f_activation(name, v))),
    )


@counterfeit("f_discriminator_loss", "the real outputs without their activation")
def discriminator_loss_of_raw_real_outputs(name, real_outputs, fake_outputs):
    return -impl.f_generator_loss(name, fake_outputs) - expectation(real_outputs)


@counterfeit("f_discriminator_loss", "half of it, as the mean of two losses")
def discriminator_loss_halved(name, real_outputs, fake_outputs):
    return impl.f_discriminator_loss(name, real_outputs, fake_outputs) / 2


@counterfeit("f_discriminator_loss", "the first eight of each batch")
def discriminator_loss_of_the_first(name, real_outputs, fake_outputs):
    real, fake = floats(real_outputs)[..., :8], floats(fake_outputs)[..., :8]
    return impl.f_discriminator_loss(name, real, fake)


@counterfeit("f_discriminator_loss", "batches summed")
def discriminator_loss_summed(name, real_outputs, fake_outputs):
    n = np.shape(real_outputs)[-1]
    return impl.f_discriminator_loss(name, real_outputs, fake_outputs) * n


@counterfeit("f_discriminator_loss", "that of the GAN, whatever f is")
def discriminator_loss_for_gan(name, real_outputs, fake_outputs):
    return impl.f_discriminator_loss("gan", real_outputs, fake_outputs)


@counterfeit("f_discriminator_loss", "f* and g one after the other, inf from v = 37 on")
def discriminator_loss_as_in_a_textbook(name, real_outputs, fake_outputs):
    with np.errstate(all="ignore"):
        return textbook.f_discriminator_loss(name, real_outputs, fake_outputs)


@counterfeit("f_discriminator_loss", "a mean over all axes, where rows are problems of their own")
def discriminator_loss_over_all_axes(name, real_outputs, fake_outputs):
    return averaged_over_rows(impl.f_discriminator_loss(name, real_outputs, fake_outputs))


@counterfeit("f_discriminator_loss", "float32 inside, as on a GPU")
def discriminator_loss_in_single_precision(name, real_outputs, fake_outputs):
    return single(
        lambda real, fake: impl.f_discriminator_loss(name, real, fake), real_outputs, fake_outputs
    )


@counterfeit("f_generator_loss", "+E_q[f*(g(v))]: it helps the discriminator")
def generator_loss_negated(name, fake_outputs):
    return -impl.f_generator_loss(name, fake_outputs)


@counterfeit("f_generator_loss", "−E_q[g(v)], as the paper trains it: another loss")
def generator_loss_without_the_conjugate(name, fake_outputs):
    return -expectation(impl.f_activation(name, fake_outputs))


@counterfeit("f_generator_loss", "the conjugate of the raw output: right where g is none")
def generator_loss_of_raw_outputs(name, fake_outputs):
    return -expectation(impl.f_conjugate(name, fake_outputs))


@counterfeit("f_generator_loss", "the conjugate of the mean, not the mean of the conjugate")
def generator_loss_of_the_mean(name, fake_outputs):
    return -impl.f_conjugate(name, expectation(impl.f_activation(name, fake_outputs)))


@counterfeit("f_generator_loss", "the non-saturating loss, whatever f is")
def generator_loss_nonsaturating(name, fake_outputs):
    return impl.nonsaturating_generator_loss(fake_outputs)


@counterfeit("f_generator_loss", "logarithms to base 2")
def generator_loss_in_bits(name, fake_outputs):
    has_logs = name in ("jensen_shannon", "gan")
    return impl.f_generator_loss(name, fake_outputs) / (np.log(2) if has_logs else 1)


@counterfeit("f_generator_loss", "f* and g one after the other, inf from v = 37 on")
def generator_loss_as_in_a_textbook(name, fake_outputs):
    with np.errstate(all="ignore"):
        return textbook.f_generator_loss(name, fake_outputs)


@counterfeit("f_generator_loss", "the batch summed")
def generator_loss_summed(name, fake_outputs):
    return impl.f_generator_loss(name, fake_outputs) * np.shape(fake_outputs)[-1]


@counterfeit("f_generator_loss", "a mean over all axes, where rows are problems of their own")
def generator_loss_over_all_axes(name, fake_outputs):
    return averaged_over_rows(impl.f_generator_loss(name, fake_outputs))


@counterfeit("f_generator_loss", "float32 inside, as on a GPU")
def generator_loss_in_single_precision(name, fake_outputs):
    return single(lambda v: impl.f_generator_loss(name, v), fake_outputs)
