"""The pages of the reference and of libraries: that they are there, and small enough to look at."""

import pytest

from tests.evidence.reports import FOLDER, REPORTS, file_of
from tests.report.reading import read

LARGEST = 1_500_000
"""The bytes that a page may have."""


def test_there_is_no_page_but_these():
    assert {page.stem for page in FOLDER.iterdir()} == set(REPORTS)


@pytest.mark.parametrize("name", REPORTS)
def test_a_page_is_of_what_it_says_and_small_enough(name):
    page = file_of(name)
    assert page.stat().st_size < LARGEST
    shown = read(page.read_text(encoding="utf-8"))
    assert next(shown.all("h1")).text.startswith(REPORTS[name])
    assert len(list(shown.all("svg"))) > 5
