"""Pages of a few subjects, made without a run of pytest."""

import pytest

from spec import check
from spec.machinery.claims.findings import Findings
from spec.machinery.claims.implementation import as_implementation
from spec.specification import SPECIFICATION


@pytest.fixture(autouse=True, scope="session")
def _what_pages_need():
    for package in ("jinja2", "matplotlib"):
        pytest.importorskip(package, reason=f"{package} is not there: see the extra report")


def findings_of(subject, claims):
    """What comes of holding a subject against some claims."""
    implementation = as_implementation(subject, SPECIFICATION)
    results = check(implementation, claims, examples=20)
    records = [result.record for result in results]
    return Findings(SPECIFICATION, implementation, records, results.verdicts, "sound", "dev")


@pytest.fixture(scope="session")
def page_of(_what_pages_need):
    """The page of a subject."""
    from spec.report.page import page

    return lambda subject, claims: page(findings_of(subject, claims))
