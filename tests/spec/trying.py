"""Trials of single claims, shorter than those of a run."""

from hypothesis import Phase, settings

from spec.machinery.claims.effort import settings_of, tried_as
from spec.machinery.claims.trial import on_trial

FEW = 25
"""How many instances are enough, which is a quarter of those of a run."""

UNSHRUNK = [Phase.explicit, Phase.generate, Phase.target]
"""What is done for an instance: one that a search finds need not be the simplest."""


def tried(implementation, test, member, *, examples=FEW, **options):
    """Hold an implementation against a claim; raise if it fails.

    A property is tried as the profile had it when it was written, whatever profile is loaded later:
    so it is told here that a few examples do. A search may take as many as in a run, since it ends
    with the first that it finds.
    """
    how = settings(settings_of(test), database=None, phases=UNSHRUNK, **options)
    if member.claim.kind == "holds":
        how = settings(how, max_examples=examples)
    with tried_as(test, how), on_trial(test, member, shrinks=False):
        test(impl=implementation, **member.arguments)
