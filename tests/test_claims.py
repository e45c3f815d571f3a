"""When two sources contradict each other: they give different values of the same thing."""

import pytest
from casebook.fields.values import NOT_DESCRIBED, Claim, NotDescribed, Text
from casebook.parts import disagree

WINTER, SUMMER = (Text({"nl": dutch, "en": english}) for dutch, english in (("winter", "winter"), ("zomer", "summer")))

CASES: dict[str, tuple[tuple[Claim, ...] | NotDescribed, bool]] = {
    "no source speaks of it": (NOT_DESCRIBED, False),
    "one value": ((Claim(2005),), False),
    "two sources, one value": ((Claim(2005, ("book",)), Claim(2005, ("leaflet",))), False),
    "two values": ((Claim(2005, ("book",)), Claim(2006, ("leaflet",))), True),
    "two values of two things": ((Claim(6, scope=WINTER), Claim(9, scope=SUMMER)), False),
    "a value of the whole and one of a part": ((Claim(6), Claim(9, scope=WINTER)), False),
    "two values of one part": ((Claim(6, scope=WINTER), Claim(9, scope=WINTER), Claim(6)), True),
}


@pytest.mark.parametrize(("claims", "expected"), CASES.values(), ids=CASES)
def test_sources_disagree(claims: tuple[Claim, ...] | NotDescribed, expected: bool) -> None:
    assert disagree(claims) is expected
