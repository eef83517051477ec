"""Mutation testing: which small changes to `impl` do the claims not notice, and why.

``python -m tests.evidence mutants`` changes `impl` in one place at a time, with cosmic-ray, and has
``pytest spec`` judge each mutant. What gets past the claims is put before the tests of `impl`: they
judge what claims do not speak of, which is validation, messages, layouts and warnings, conventions,
and last digits at the edges of what floats can hold. What gets past both is to be listed in
``equivalent.toml``, with the reason why it computes the same.

A mutant is judged by the tests that execute the changed line and no others, which comes to the same
as running all of them, and takes a tenth of the time.
"""
