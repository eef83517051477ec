"""The coefficients stored in the kernels are those that the script finds."""

import pytest

from impl import _kernels
from tests.impl.minimax_coefficients import POLYNOMIALS, minimax

# As the docstrings of the stored coefficients have it.
ERRORS = {"KULLBACK_LEIBLER": 1.3e-16, "JENSEN_SHANNON": 5.1e-16}


@pytest.mark.parametrize("name", POLYNOMIALS)
def test_the_stored_coefficients_and_their_error_are_found_again(name):
    found = minimax(*POLYNOMIALS[name])
    assert [float(c) for c in getattr(_kernels, name)] == found.coefficients
    assert found.relative_error <= ERRORS[name]
