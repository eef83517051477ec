"""What the parts of the plugin leave for each other on pytest's own objects."""

import pytest

from spec.machinery.claims.implementation import Implementation
from spec.machinery.claims.trial import Trial

IMPLEMENTATION = pytest.StashKey[Implementation]()
"""On the config: the implementation under test."""

KNOWN_FAILURES = pytest.StashKey[dict[str, str]]()
"""On the config: the reason for each claim that is known to fail."""

TRIAL = pytest.StashKey[Trial]()
"""On the item of a claim: its trial."""
