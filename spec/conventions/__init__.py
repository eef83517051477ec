"""What the interface promises and no theory speaks of: definitions, weights, axes, labels, numbers.

Each sentence is said of several functions, which makes it a family: each function has an id, a
verdict, and where an implementation does not offer it a skip, of its own. What a function is, of
one row of its arguments, is computed from the definition.
"""
