"""The homework, problem by problem, to be read beside it."""
