"""How accurate and how fast `impl` is, beside what people use today.

``python -m tests.benchmarks`` measures and prints it; ``pytest tests/benchmarks`` times every call
on its own.
"""
