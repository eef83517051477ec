"""A form of arguments that an implementation does without is told from one that it gets wrong."""

from types import SimpleNamespace

import pytest

import impl
import spec
from spec.adapters import pytorch


def of_integers(features, labels, A, b):
    return (features * A[labels]).sum(1) + b[labels]


def of_either(features, labels, A, b):
    return of_integers(features, labels.argmax(1) if labels.ndim == 2 else labels, A, b)


def outcome(projection_logits):
    subject = SimpleNamespace(projection_logits=projection_logits)
    (result,) = spec.check(subject, "labels/one-hot[projection_logits]")
    return result.outcome, result.message


def test_whoever_raises_for_one_hot_labels_does_not_offer_them():
    told = "projection_logits takes no labels as rows of the identity"
    assert outcome(of_integers) == ("skipped", told)

    def checks(features, labels, A, b):
        if labels.ndim != 1:
            raise ValueError("labels must be integers")
        return of_integers(features, labels, A, b)

    assert outcome(checks) == ("skipped", told)


def test_nor_does_a_function_of_tensors():
    pytest.importorskip("torch")
    adapted = pytorch.adapt(projection_logits=of_integers)
    assert outcome(adapted.projection_logits)[0] == "skipped"


def test_whoever_takes_them_is_judged():
    assert outcome(of_either) == ("passed", None)
    assert outcome(impl.projection_logits) == ("passed", None)
    assert outcome(lambda *arguments: 1 + of_either(*arguments))[0] == "failed"


def test_whoever_raises_for_some_of_them_is_at_fault():
    def of_one_class(features, labels, A, b):
        if labels.ndim == 2 and labels.shape[1] > 1:
            raise ValueError("too many classes")
        return of_either(features, labels, A, b)

    assert outcome(of_one_class)[0] == "failed"


def test_whoever_raises_for_any_labels_is_at_fault():
    def fails(features, labels, A, b):
        raise ValueError("no")

    assert outcome(fails)[0] == "failed"


def test_whoever_returns_nothing_for_them_is_at_fault():
    def returns_nothing(features, labels, A, b):
        return None if labels.ndim == 2 else of_integers(features, labels, A, b)

    assert outcome(returns_nothing)[0] == "failed"
