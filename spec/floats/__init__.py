"""The sentences of the other chapters, of floating-point numbers.

The other chapters are about real numbers, and draw sizes at which every correct formula has digits
left. Here the whole range of floats is drawn, and results are held to a few units in their last
place: elementary functions to 4 ulps, for the best known err by 2, and sums to 8 of the result or
of its terms, for the best known err by 4. A formula that is right in real numbers but clamps,
overflows or cancels passes there and fails here.
"""
