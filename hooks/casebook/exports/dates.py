"""The dates of CSL items: year, month and day, as far as they are known."""

from collections.abc import Mapping
from typing import Any


def date_parts(item: Mapping[str, Any], name: str) -> tuple[int, ...]:
    """Year, month and day of the variable `name`; empty where the item doesn't have it."""
    return tuple(item[name]["date-parts"][0]) if name in item else ()


def join_date(parts: tuple[int, ...], sign: str) -> str:
    """The date with a four-digit year and two digits each for what follows: `2016-11-02`."""
    return sign.join(f"{part:04d}" if place == 0 else f"{part:02d}" for place, part in enumerate(parts))
