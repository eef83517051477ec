"""What several tests of the specification have in common."""

import pytest
from hypothesis import settings


@pytest.fixture
def _few_examples():
    """The same instances every time, and fewer of them."""
    before = settings.get_current_profile_name()
    settings.register_profile(
        "few", settings.get_profile("dev"), max_examples=25, derandomize=True, database=None
    )
    settings.load_profile("few")
    yield
    settings.load_profile(before)
