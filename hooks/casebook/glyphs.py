"""Which characters can be set on paper: those that the fonts of the sheets have, in every style.

The list is made by setting every character of Unicode with Typst; `tests/test_glyphs.py` says how to renew it.
"""

from functools import cache
from pathlib import Path

_LIST = Path(__file__).with_name("glyphs.txt")
_ASCII = bytes(range(128))


def settable_ranges() -> list[str]:
    """The list as it stands: hexadecimal numbers, the first and the last of each range."""
    return _LIST.read_text(encoding="ascii").split()


@cache
def _settable() -> frozenset[str]:
    ranges = (line.split("-") for line in settable_ranges())
    return frozenset(chr(code) for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1))


def find_unsettable(text: str) -> int | None:
    """The place of the first character of `text` that no font of the sheets has, or None.

    Only what is left of a text without its ASCII is looked at, which is quick: most texts have little else.
    """
    if text.isascii():
        return None
    rest = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    missing = set(rest) - _settable() if rest else set()
    return min(map(text.index, missing), default=None)
