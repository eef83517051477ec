"""The sentences of the other chapters, of floating-point numbers."""
