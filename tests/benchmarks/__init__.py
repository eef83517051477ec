"""How accurate and how fast `impl` is, beside what people use today.

``python -m tests.evidence speed`` measures and prints it; ``pytest tests/benchmarks`` times every
call on its own.
"""
