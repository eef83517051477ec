"""What the claims speak of, computed from its definition to fifty digits.

Nothing here is clever: a sum is summed, a log is taken, an integral is left to SciPy. The results
are `Real` numbers, which know the size of the terms that a textbook formula adds up to get them.
"""
