"""What is compared: each function, written as one would with each library."""

from tests.benchmarks.rows import homework, objectives, penalties, spectral
from tests.benchmarks.ways import Part

PARTS = {
    "homework": Part(homework.ROWS),
    "objectives": Part(objectives.ROWS),
    "penalties": Part(penalties.ROWS),
    "spectral": Part(spectral.ROWS),
}
"""The parts of the benchmark, by name: each is measured and saved on its own."""

ROWS = [row for part in PARTS.values() for row in part.rows]
