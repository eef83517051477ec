"""Adapters that hold functions as people have them to the conventions of the specification.

Each of these modules has a function `adapt`, which takes functions by name, most of them a module
or a namespace as well, and returns a namespace to name as the implementation under test:

`pytorch`
    Functions of PyTorch tensors.
`pytorch_steps`
    Steps of a training loop in PyTorch, which are functions of networks and real samples.
`pytorch_penalty`
    A gradient penalty in one piece: a function of a critic, real samples and fakes.
`pytorch_spectral`
    A parametrisation that normalises the weight of a module.
`jax_arrays`
    Functions of JAX arrays.
`jax_steps`, `jax_penalty`
    What `pytorch_steps` and `pytorch_penalty` take, written in JAX: random keys are an argument.
`scalars`
    Functions of single numbers, and of lists of them.

No framework is imported before a function of it is called.
"""

from spec.adapters.conventions import batch_by_batch, completed, over_subsets, paired, together

__all__ = ["batch_by_batch", "completed", "over_subsets", "paired", "together"]
