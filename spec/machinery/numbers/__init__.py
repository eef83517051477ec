"""Exact reals, and comparisons whose tolerance is derived."""
