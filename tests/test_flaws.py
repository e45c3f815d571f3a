"""The quick looks before a text's patterns and its parser find the same as the patterns and the parser alone."""

import re
from collections.abc import Sequence

import pytest
from casebook import flaws
from casebook.flaws import find_flaws
from hypothesis import example, given, settings
from hypothesis import strategies as st

ALWAYS: Sequence[re.Pattern[str]] = (re.compile(""),)
PIECES = (
    *(
        "<",
        "#",
        "[",
        "](",
        "][",
        "]",
        "=",
        "-",
        "@",
        ":",
        "{",
        "+",
        "0",
        "12",
        "0471 23 45 67",
        "a@b.be",
        "<b>",
        "![](",
    ),
    *("\n", " ", "\t", "a", "é", ".", "/", "8<", "https://a.be/", "javascript:", "[@a]", "[a]: https://a.be"),
)


@settings(deadline=None)
@example("a\n-")
@example("a\n= \n")
@example("a\n- [b](https://a.be) [c")
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_quick_look_overlooks_nothing(text: str) -> None:
    quick = list(find_flaws(text, frozenset()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flaws, "_INCLUDE_SIGNS", ("",))
        patch.setattr(flaws, "_PHONE_SIGNS", ALWAYS)
        patch.setattr(flaws, "_SIGNS", ("",))
        patch.setattr(flaws, "_SUSPICIOUS", ALWAYS[0])
        assert list(find_flaws(text, frozenset())) == quick
