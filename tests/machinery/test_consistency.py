"""Claims that cannot all be meant."""

import pytest

from spec.machinery.claims.claim import claim, claim_of
from spec.machinery.claims.consistency import Contradiction, require_consistent


def recorded(id, **more):
    @claim(id, **more)
    def test_something():
        """Something."""

    return claim_of(test_something)


def elsewhere(id):
    @claim(id)
    def test_something_else():
        """Something else."""

    return claim_of(test_something_else)


def test_what_fits_together_passes():
    refuted = recorded("1/false", kind="refuted", corrected_by="1/true")
    require_consistent([refuted, elsewhere("1/true")], known=[])
    require_consistent([refuted], known=[elsewhere("1/true")])
    require_consistent([refuted], known=[elsewhere("1/true").member("one")])


def test_a_claim_may_be_met_twice():
    require_consistent([recorded("1/true"), recorded("1/true")], known=[recorded("1/true")])


def test_members_of_a_family_are_no_contradiction():
    family = recorded("1/true")
    require_consistent([family.member("one"), family.member("two")], known=[family])


def test_two_claims_of_one_id_are_named_with_their_places():
    one, other = recorded("1/true"), elsewhere("1/true")
    for claims, known in [([one, other], []), ([one], [other]), ([one.member("a")], [other])]:
        with pytest.raises(Contradiction) as error:
            require_consistent(claims, known)
        assert one.place in str(error.value)
        assert other.place in str(error.value)


def test_a_correction_may_be_a_member_that_there_is():
    refuted = recorded("1/false", kind="refuted", corrected_by="1/true[one]")
    require_consistent([refuted], known=[elsewhere("1/true").member("one")])
    with pytest.raises(Contradiction, match=r"is corrected by 1/true\[one\], and there is no such"):
        require_consistent([refuted], known=[elsewhere("1/true").member("two")])
