"""The claims of a homework on generative adversarial networks, as properties.

Every module here is a chapter of the homework, to be read beside it. What the chapters draw from
is in `spec.strategies`, what they compute by definition in `spec.definitions`, and what makes them
run in `spec.machinery`.
"""
