"""Adapters for functions of NumPy arrays that differ from the specification in what they take."""

from __future__ import annotations

import functools
import itertools
import math
from collections import ChainMap
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from spec.adapters.namespaces import Offered, by_name, namespace, offered_functions
from spec.interface import NAMED, batch, sample
from spec.machinery.claims.interface import Function
from spec.machinery.numbers.precision import FLOAT64

PAIRED = {
    name: function
    for name, function in NAMED.items()
    if [function.arguments[each] for each in function.required] in ([batch] * 2, [sample] * 2)
}
"""The functions of two samples that may be of different sizes, by name."""


def batch_by_batch(functions: Any) -> Any:
    """Make functions of one batch into functions of several.

    In the specification the last axis is the batch, and leading axes are independent problems. Of a
    loss that averages all it is given, whatever the axis, there is one number too few. This calls
    it with one batch at a time.

    Parameters
    ----------
    functions
        One such function; or a module or namespace, whose losses, entropies and divergences are
        taken for such functions.

    Returns
    -------
    Callable or SimpleNamespace
        The function, or a namespace of all the functions there were.
    """
    if callable(functions):
        return _looped(functions, _one_number)
    offered = offered_functions(functions, {})
    looped = {name: _one_by_one(name, function) for name, function in offered.items()}
    return namespace(looped, functions, given_by_name=by_name(functions, {}))


def paired(functions: Any) -> Any:
    """Make functions of two samples of one size into functions of samples of any sizes.

    In the specification real samples and fakes need not be equally many. A loss of pairs of them,
    such as the mean of `fake - real`, is called with each sample repeated until both are of one
    size, the least common multiple of theirs. That changes no mean, and no distance between the
    distributions of the samples. Of a sample with weights, what is repeated has weight 0. Where a
    sample is repeated, its gradient is the sum of those of its copies.

    Parameters
    ----------
    functions
        One such function; or a module or namespace, of which every function of two samples is taken
        for one.

    Returns
    -------
    Callable or SimpleNamespace
        The function, or a namespace of all the functions there were.
    """
    if callable(functions):
        return _repeating(functions)
    offered = offered_functions(functions, {})
    equal = {
        name: _repeating(function, PAIRED[name]) if name in PAIRED else function
        for name, function in offered.items()
    }
    return namespace(equal, functions, given_by_name=by_name(functions, {}))


def over_subsets(functions: Any) -> Any:
    """Make a kernel distance of two sets of one size into one of sets of any sizes.

    In the specification real samples and fakes need not be equally many. A distance of sets that
    are is called with each subset of the larger set that is as large as the smaller one. The mean
    over these of an unbiased distance is the distance of the whole sets, exactly. Of a biased one
    it is not.

    Parameters
    ----------
    functions
        One such function; or a module or namespace, whose `kernel_inception_distance` is taken for
        one.

    Returns
    -------
    Callable or SimpleNamespace
        The function, or a namespace of all the functions there were.
    """
    if callable(functions):
        return _averaged(functions)
    offered = offered_functions(functions, {})
    name = "kernel_inception_distance"
    averaged = offered | {name: _averaged(offered[name])} if name in offered else offered
    return namespace(averaged, functions, given_by_name=by_name(functions, {}))


def completed(functions: Any, reference: Any) -> SimpleNamespace:
    """Offer some functions, and what they lack of another implementation.

    A claim about several functions is skipped unless all of them are there. With those that are
    missing borrowed from a reference that keeps every claim, it says what it has to say of the
    others. What is borrowed is not judged: a claim that calls nothing else does not run, and no
    failure is laid to it.

    Parameters
    ----------
    functions
        A module or namespace.
    reference
        Another one, such as `impl`.
    """
    own, others = offered_functions(functions, {}), offered_functions(reference, {})
    borrowed = getattr(functions, "borrowed", frozenset()) | (others.keys() - own.keys())
    given = by_name(functions, {})
    return namespace(others | own, functions, borrowed=borrowed, given_by_name=given)


def together(*implementations: Any) -> SimpleNamespace:
    """Offer the functions of several implementations, each of which offers others.

    Parameters
    ----------
    *implementations
        Modules or namespaces, such as one that `spec.adapters.pytorch.adapt` makes of losses, and
        one that `spec.adapters.pytorch_penalty.adapt` makes of a penalty beside them.

    Raises
    ------
    ValueError
        If two of them offer the same function, or compute in different formats.
    """
    functions: dict[str, Offered] = {}
    for each in implementations:
        more = offered_functions(each, {})
        if twice := sorted(functions.keys() & more.keys()):
            raise ValueError(f"{', '.join(twice)} is there more than once: leave out all but one")
        functions |= more
    if len({getattr(each, "precision", FLOAT64.name) for each in implementations}) > 1:
        raise ValueError("they compute in different formats: adapt all of them with one dtype")
    return namespace(
        functions,
        implementations[0],
        given_by_name=frozenset().union(*(by_name(each, {}) for each in implementations)),
        borrowed=frozenset().union(*(getattr(each, "borrowed", ()) for each in implementations)),
        derived=dict(ChainMap(*(getattr(each, "derived", {}) for each in implementations))),
    )


def leading_axes(*arguments: Any) -> tuple[int, ...]:
    """The shape of all axes but the last that arguments have together; a name or None has none."""
    shapes = {np.shape(each)[:-1] for each in arguments}
    return shapes.pop() if len(shapes) == 1 else np.broadcast_shapes(*shapes)


def _one_by_one(name: str, function: Offered) -> Offered:
    """The function, called with one batch at a time if it is one of batches, or its slopes."""
    known = NAMED.get(name)
    if known is not None and known.derivative_in:
        return _looped(function, lambda slopes: slopes)
    is_of_batches = known is not None and known.shape == "of batches"
    return _looped(function, _one_number) if is_of_batches else function


def _looped(function: Offered, kept: Callable[[Any], Any]) -> Offered:
    """The function, called with one row of each argument at a time, and what is kept of each."""

    @functools.wraps(function)
    def call(*arguments: Any, **more: Any) -> Any:
        leading = leading_axes(*arguments, *more.values())
        if not leading:
            return kept(function(*arguments, **more))

        def row(argument: Any, index: tuple[int, ...]) -> Any:
            if argument is None or isinstance(argument, str):
                return argument
            numbers = np.asarray(argument)
            return np.broadcast_to(numbers, leading + numbers.shape[-1:])[index]

        results = [
            kept(
                function(
                    *(row(argument, index) for argument in arguments),
                    **{name: row(value, index) for name, value in more.items()},
                )
            )
            for index in np.ndindex(leading)
        ]
        if isinstance(results[0], tuple):
            return tuple(_stacked(part, leading) for part in zip(*results, strict=True))
        return _stacked(results, leading)

    return call


def _stacked(results: Sequence[Any], leading: tuple[int, ...]) -> Any:
    """The results of as many rows as leading axes say, which are of one shape."""
    return np.reshape(results, leading + np.shape(results[0]))


def _one_number(result: Any) -> Any:
    """The number in an array of one, such as a mean that kept its axis; else what it was."""
    return result.reshape(())[()] if isinstance(result, np.ndarray) and result.size == 1 else result


def _repeating(function: Offered, known: Function | None = None) -> Offered:
    """The function, called with two samples that are repeated to one size.

    Of a derivative in the samples there are then several numbers for each: they add up to that in
    the sample itself, or, as far as it is told per sample of the batch, their mean is that.
    """
    gathered = np.sum if known is not None and known.gradient_of is not None else np.mean

    @functools.wraps(function)
    def call(first: Any, second: Any, **more: Any) -> Any:
        sizes = [np.shape(each)[-1] for each in (first, second)]
        size = math.lcm(*sizes)
        repeated = [_repeated(np.asarray(numbers), size) for numbers in (first, second)]
        result = function(*repeated, **{name: _padded(value, size) for name, value in more.items()})
        places = _differentiated(known)
        if not places:
            return result
        parts = result if isinstance(result, tuple) else (result,)
        folded = tuple(
            gathered(np.reshape(part, (*np.shape(part)[:-1], -1, sizes[place])), axis=-2)
            for part, place in zip(parts, places, strict=True)
        )
        return folded if isinstance(result, tuple) else folded[0]

    return call


def _averaged(distance: Offered) -> Offered:
    """The mean of the distance over all subsets of the size of the smaller set."""

    def call(real_features: Any, fake_features: Any) -> Any:
        size = min(len(real_features), len(fake_features))
        distances = [
            distance(np.stack(real), np.stack(fake))
            for real in itertools.combinations(real_features, size)
            for fake in itertools.combinations(fake_features, size)
        ]
        return sum(distances) / len(distances)

    return call


def _differentiated(known: Function | None) -> list[int]:
    """The places of the arguments in which a function is a derivative: a result for each."""
    if known is None:
        return []
    names = known.required if known.gradient_of is not None else known.derivative_in
    return [known.required.index(name) for name in names]


def _repeated(numbers: Any, size: int) -> Any:
    """Numbers, over and over along the last axis up to a size."""
    return np.concatenate([numbers] * (size // numbers.shape[-1]), axis=-1)


def _padded(weights: Any, size: int) -> Any:
    """Weights, and zeros up to a size along the last axis; what is no array stays what it is."""
    if not np.ndim(weights):
        return weights
    weights = np.asarray(weights)
    none = np.zeros((*weights.shape[:-1], size - weights.shape[-1]))
    return np.concatenate([weights, none], axis=-1)
