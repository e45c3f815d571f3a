"""QR codes of addresses, as drawings."""

import re
from dataclasses import dataclass
from functools import lru_cache

import segno

_MARGIN = 4
"""The quiet zone around a code, in modules, as ISO/IEC 18004 asks."""

_DARK_RUNS = re.compile(rb"\x01+")


@dataclass(frozen=True)
class Code:
    """A square drawing: the length of its side in modules, and an SVG path, to be stroked, along its dark rows."""

    size: int
    path: str


@lru_cache(maxsize=16_384)
def draw_code(text: str) -> Code:
    """The QR code of `text`, with a quiet zone.

    The mask is fixed: to weigh all eight takes five times as long, and every mask can be read.
    """
    code = segno.make_qr(text, error="m", boost_error=False, mask=0)
    path = "".join(_draw_row(bytes(row), y) for y, row in enumerate(code.matrix))
    return Code(len(code.matrix) + 2 * _MARGIN, path)


def _draw_row(row: bytes, y: int) -> str:
    drawn, x = [f"M0 {y + _MARGIN}.5"], 0
    for start, end in (match.span() for match in _DARK_RUNS.finditer(row)):
        drawn.append(f"m{start + _MARGIN - x} 0h{end - start}")
        x = end + _MARGIN
    return "".join(drawn)
