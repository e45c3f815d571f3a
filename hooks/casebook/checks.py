"""Rules that look across the fields of a card, or at its file's name."""

import re
from pathlib import Path

from casebook.fields import NOT_DESCRIBED
from casebook.source import Entries, Items, Node, Scalar

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10)), "index"}
"""Names that Windows keeps for devices, and the one that the overview takes."""


def check_card(path: Path, card: Entries) -> None:
    """All rules of this module on one card."""
    check_slug(path, card)
    check_sources_listed(card)


def check_slug(path: Path, card: Entries) -> None:
    """The file's name is the practice's address: lower-case ASCII words with hyphens, not reserved."""
    if not _SLUG.fullmatch(path.stem) or path.suffix != ".yaml":
        card.source.report("bad-slug", found=path.name[:80])
    elif path.stem in _RESERVED:
        card.source.report("reserved-slug", found=path.stem)


def check_sources_listed(card: Entries) -> None:
    """What a figure, a step, a voice or a claim names as its source stands under `sources` or `reading`."""
    listed = {str(key) for name in ("sources", "reading") for key in _scalars(card.get(name))}
    for scalar in _named_sources(card):
        if scalar not in listed:
            details = {"found": str(scalar)[:60]}
            scalar.source.report("source-not-listed", scalar.line, scalar.column, scalar.where, **details)


def _named_sources(card: Entries) -> list[Scalar]:
    found: list[Scalar] = []
    for value in card.values():
        for part in value if isinstance(value, Items) else ():
            if isinstance(part, Entries):
                found += _scalars(part.get("source"))
    return found


def _scalars(value: Node | None) -> list[Scalar]:
    if isinstance(value, Scalar):
        return [value] if value != NOT_DESCRIBED.value else []
    return [item for item in value if isinstance(item, Scalar)] if isinstance(value, Items) else []
