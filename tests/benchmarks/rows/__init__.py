"""What is compared: each function, written as one would with each library."""

from tests.benchmarks.rows import homework, metrics, objectives, penalties, spectral, transport
from tests.benchmarks.ways import Part

PARTS = {
    "homework": Part(homework.ROWS),
    "objectives": Part(objectives.ROWS),
    "penalties": Part(penalties.ROWS),
    "spectral": Part(spectral.ROWS),
    "transport": Part(transport.ROWS),
    "features": Part(metrics.FROM_FEATURES, threads=(1, 2), rounds=1),
    "covariances": Part(metrics.FROM_COVARIANCES, size="d", threads=(1, 2), rounds=1),
    "samples": Part(metrics.FROM_SAMPLES, threads=(1, 2), rounds=1),
}
"""The parts of the benchmark, by name: each is measured and saved on its own."""

ROWS = [row for part in PARTS.values() for row in part.rows]
