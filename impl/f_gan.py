"""The f-divergences of Nowozin, Cseke and Tomioka, and the losses that train a GAN to lower one.

A convex function f makes a divergence, D_f(p‖q) = Σ q f(p/q), of the data p and the model q. With
its conjugate f*(t) = sup over u ≥ 0 of ut − f(u), every function T has E_p[T] − E_q[f*(T)] ≤ D_f,
and T* = f'(p/q) attains the bound. A network with outputs v plays the part of T as T = g(v), where
the activation g maps every output to where f* is finite. The divergences have names:

=====================  ================================  =====================  =================
name                   f(u)                              g(v)                   D_f(p‖q)
=====================  ================================  =====================  =================
``kl``                 u log u                           v                      KL(p‖q)
``reverse_kl``         −log u                            −e^−v                  KL(q‖p)
``pearson``            (u − 1)²                          v                      Σ (p − q)²/q
``squared_hellinger``  (√u − 1)²                         1 − e^−v               Σ (√p − √q)²
``jensen_shannon``     u log u − (u + 1) log((u + 1)/2)  log 2 − log(1 + e^−v)  2 JS(p‖q)
``gan``                u log u − (u + 1) log(u + 1)      −log(1 + e^−v)         2 JS(p‖q) − log 4
``total_variation``    ½|u − 1|                          ½ tanh v               ½ Σ |p − q|
=====================  ================================  =====================  =================

Any other name is a ValueError. It lists these.
"""

from numpy.typing import ArrayLike

from impl._arguments import batch, densities, distributions, paired, reals
from impl._blocks import Float64Array, Floats, elementwise, quiet
from impl._expectation import mean, sum_of_expectations
from impl._f_divergences import F_DIVERGENCES, FDivergence
from impl._summation import sums

__all__ = [
    "f_divergence",
    "f_conjugate",
    "f_optimal_output",
    "f_activation",
    "f_discriminator_loss",
    "f_generator_loss",
]


@quiet
def f_divergence(name: str, p: ArrayLike, q: ArrayLike) -> Floats:
    """Return the divergence ``D_f(p‖q) = Σ q f(p/q)`` of data p and model q, by name.

    A cell with q = 0 counts p·f'(∞), and one with p = 0 counts q·f(0).

    Parameters
    ----------
    name : str
        Which divergence: the name of f, as `impl.f_gan` lists them.
    p, q : array_like of real numbers, shape (..., n)
        Masses that sum to 1 over the last axis; the leading axes broadcast.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        Within 4 ulp of the divergence, or for ``"gan"`` of log 4, and within 7 ulp for
        ``"squared_hellinger"``. Never below f(1), and exactly that for p = q; +inf where it is
        infinite; never nan.

    Raises
    ------
    ValueError
        If there is no divergence of that name.

    See Also
    --------
    kl_divergence : What it is for ``"kl"``, with what masses sum to in floating point.
    js_divergence : Half of what it is for ``"jensen_shannon"``.
    f_optimal_output : The function that attains its variational bound.

    References
    ----------
    .. [1] S. Nowozin, B. Cseke and R. Tomioka, "f-GAN: Training Generative Neural Samplers using
       Variational Divergence Minimization", Advances in Neural Information Processing Systems 29
       (2016).
    .. [2] I. Csiszár, "Information-type measures of difference of probability distributions and
       indirect observations", Studia Scientiarum Mathematicarum Hungarica 2 (1967).

    Examples
    --------
    >>> import impl
    >>> print(impl.f_divergence("pearson", [0.5, 0.5], [0.25, 0.75]).round(6))
    0.333333
    >>> print(impl.f_divergence("total_variation", [0.5, 0.5], [[0.25, 0.75], [0.5, 0.5]]))
    [0.25 0.  ]
    """
    f = _named(name)
    masses = paired("p", distributions("p", p), "q", distributions("q", q))
    result: Floats = f.multiple * sums(f.summand, *masses) + f.least
    return result


def f_conjugate(name: str, t: ArrayLike) -> Floats:
    """Return the convex conjugate of f, ``f*(t) = sup over u ≥ 0 of ut − f(u)``, by name.

    Parameters
    ----------
    name : str
        The name of f, as `impl.f_gan` lists them.
    t : array_like of real numbers
        Slopes, of any size; nan gives nan.

    Returns
    -------
    float64 array of the shape of `t`, or a scalar
        Within 4 ulp up to the end of its domain, and +inf beyond.

    Raises
    ------
    ValueError
        If there is no f of that name.

    See Also
    --------
    f_activation : A map of all real numbers into its domain.
    f_generator_loss : What it comes to there, to more digits than the two can have one after the
        other.

    Notes
    -----
    For ``"kl"`` it is ``exp(t − 1)``; for ``"reverse_kl"`` ``−1 − log(−t)``, below 0; for
    ``"pearson"`` ``t²/4 + t``, and −1 below −2; for ``"squared_hellinger"`` ``t/(1 − t)``, below 1;
    for ``"jensen_shannon"`` ``−log(2 − exp(t))``, below log 2; for ``"gan"`` ``−log(1 − exp(t))``,
    below 0; for ``"total_variation"`` t, up to 1/2, and −1/2 below −1/2.

    References
    ----------
    .. [1] S. Nowozin, B. Cseke and R. Tomioka, "f-GAN: Training Generative Neural Samplers using
       Variational Divergence Minimization", Advances in Neural Information Processing Systems 29
       (2016).

    Examples
    --------
    >>> import impl
    >>> print(impl.f_conjugate("gan", [-1.0, -1e-17, 0.0]))
    [ 0.45867515 39.14394658         inf]
    """
    return elementwise(_named(name).conjugate, t=reals("t", t))


def f_optimal_output(name: str, p_data: ArrayLike, p_model: ArrayLike) -> Floats:
    """Return the function that attains the variational bound, ``T* = f'(p/q)``, by name.

    Parameters
    ----------
    name : str
        The name of f, as `impl.f_gan` lists them.
    p_data, p_model : array_like of real numbers
        Densities or masses p and q of the data and the model at the same points, not negative and
        not necessarily normalised. They broadcast.

    Returns
    -------
    float64 array, or a scalar
        Within 4 ulp, or for ``"kl"``, where it is ``1 + log p/q``, of the larger of these terms.
        Where both are 0 every value is as good, and it is f'(1); nan where both are infinite. For
        ``"total_variation"`` it is 0 where p = q, where every value from −1/2 to 1/2 would do.

    Raises
    ------
    ValueError
        If there is no f of that name.

    See Also
    --------
    optimal_logits : log p/q itself.
    f_divergence : The bound that it attains.

    References
    ----------
    .. [1] X. Nguyen, M. J. Wainwright and M. I. Jordan, "Estimating Divergence Functionals and the
       Likelihood Ratio by Convex Risk Minimization", IEEE Transactions on Information Theory 56
       (2010).

    Examples
    --------
    >>> import impl
    >>> print(impl.f_optimal_output("pearson", [0.75, 0.25], [0.5, 0.5]))
    [ 1. -1.]
    """
    return elementwise(
        _named(name).optimal_output,
        p_data=densities("p_data", p_data),
        p_model=densities("p_model", p_model),
    )


def f_activation(name: str, v: ArrayLike) -> Floats:
    """Return the activation of the output of a network, ``g(v)``, by the name of f.

    It increases with v, and maps every real number into the domain of the conjugate of f.

    Parameters
    ----------
    name : str
        The name of f, as `impl.f_gan` lists them; there is g in the table, too.
    v : array_like of real numbers
        Outputs of a network, of any size; nan gives nan.

    Returns
    -------
    float64 array of the shape of `v`, or a scalar
        Within 4 ulp. For large v it rounds to the end of the domain.

    Raises
    ------
    ValueError
        If there is no f of that name.

    See Also
    --------
    f_conjugate : The conjugate of f.

    Notes
    -----
    For ``"reverse_kl"`` and ``"squared_hellinger"`` the paper has exp(−v) in one table and exp(v)
    in another. With the latter an output would be the smaller, the more likely a sample is real.

    References
    ----------
    .. [1] S. Nowozin, B. Cseke and R. Tomioka, "f-GAN: Training Generative Neural Samplers using
       Variational Divergence Minimization", Advances in Neural Information Processing Systems 29
       (2016).

    Examples
    --------
    >>> import impl
    >>> print(impl.f_activation("squared_hellinger", [-1.0, 0.0, 1e-20]))
    [-1.71828183e+00  0.00000000e+00  1.00000000e-20]
    """
    return elementwise(_named(name).activation, v=reals("v", v))


@quiet
def f_discriminator_loss(name: str, real_outputs: ArrayLike, fake_outputs: ArrayLike) -> Floats:
    """Return the loss of a discriminator, ``−E_p[g(v)] + E_q[f*(g(v))]``, by the name of f.

    It is minus the variational bound, so that the least loss is minus the divergence.

    Parameters
    ----------
    name : str
        The name of f, as `impl.f_gan` lists them.
    real_outputs : array_like of real numbers, shape (..., n)
        Outputs v of the network on samples of the data, of any size.
    fake_outputs : array_like of real numbers, shape (..., m)
        Outputs on samples of the model. The leading axes of the two broadcast.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        Within 4 ulp of ``E_p[|g(v)|] + E_q[|f*(g(v))|]``.

    Raises
    ------
    ValueError
        If there is no f of that name.

    See Also
    --------
    f_generator_loss : The other side of the game.
    discriminator_loss : What it is for ``"gan"``, v being logits.

    References
    ----------
    .. [1] S. Nowozin, B. Cseke and R. Tomioka, "f-GAN: Training Generative Neural Samplers using
       Variational Divergence Minimization", Advances in Neural Information Processing Systems 29
       (2016).

    Examples
    --------
    >>> import impl
    >>> print(impl.f_discriminator_loss("kl", [2.0, 0.0], [1.0]))
    0.0
    """
    f = _named(name)

    def minus_activation(v: Float64Array) -> Float64Array:
        return -f.activation(v)

    real = mean(minus_activation, batch("real_outputs", real_outputs))
    fake = mean(f.conjugate_of_activation, batch("fake_outputs", fake_outputs))
    return sum_of_expectations("real_outputs", real, "fake_outputs", fake)


@quiet
def f_generator_loss(name: str, fake_outputs: ArrayLike) -> Floats:
    """Return the loss of a generator, ``−E_q[f*(g(v))]``, by the name of f.

    Parameters
    ----------
    name : str
        The name of f, as `impl.f_gan` lists them.
    fake_outputs : array_like of real numbers, shape (..., n)
        Outputs v of the network on samples of the model, of any size.

    Returns
    -------
    float64 array of the leading shape, or a scalar
        Within 4 ulp of ``E_q[|f*(g(v))|]``.

    Raises
    ------
    ValueError
        If there is no f of that name.

    See Also
    --------
    f_discriminator_loss : The other side of the game.
    minimax_generator_loss : What it is for ``"gan"``, v being logits.

    Notes
    -----
    It is computed from f*(g(v)) as a formula of its own: v − 1 for ``"reverse_kl"``, exp(v) − 1 for
    ``"squared_hellinger"``, log(1 + exp(v)) for ``"gan"``, and half of that, as an argument of the
    logarithm, for ``"jensen_shannon"``.

    References
    ----------
    .. [1] S. Nowozin, B. Cseke and R. Tomioka, "f-GAN: Training Generative Neural Samplers using
       Variational Divergence Minimization", Advances in Neural Information Processing Systems 29
       (2016).

    Examples
    --------
    >>> import impl
    >>> print(impl.f_generator_loss("gan", [0.0, 1000.0]).round(6))
    -500.346574
    """
    conjugate = _named(name).conjugate_of_activation

    def minus_conjugate(v: Float64Array) -> Float64Array:
        return -conjugate(v)

    return mean(minus_conjugate, batch("fake_outputs", fake_outputs))


def _named(name: str) -> FDivergence:
    """Return what comes with the f of a name."""
    if isinstance(name, str) and name in F_DIVERGENCES:
        return F_DIVERGENCES[name]
    raise ValueError(f"name must be one of {', '.join(F_DIVERGENCES)}, but it is {name!r}")
