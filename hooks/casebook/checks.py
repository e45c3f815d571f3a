"""Rules that look across the fields of a card, or at its file's name."""

import re
from collections.abc import Mapping
from pathlib import Path

from casebook.fields import NOT_DESCRIBED, report
from casebook.source import Entries, Items, Node, Scalar, walk
from casebook.text import PERSON

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10)), "index"}
"""Names that Windows keeps for devices, and the one that the overview takes."""


def check_card(path: Path, card: Entries) -> None:
    """All rules of this module on one card."""
    check_slug(path, card)
    check_sources_listed(card)
    check_consent(path, card)


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
            report(scalar, "source-not-listed", found=str(scalar)[:60])


def check_consent(path: Path, card: Entries) -> None:
    """A person is named, or seen on a photo, only with an entry under `consent`; a photo's file exists."""
    covered = _covered(card.get("consent"))
    for part in [*_parts(card.get("contributors")), *_parts(card.get("voices"))]:
        for person in _scalars(part.get("person")):
            if "name" not in covered.get(str(person), ()):
                report(person, "no-consent", found=str(person)[:60], what="name")
    for scalar in walk(card):
        for match in PERSON.finditer(scalar):
            if "name" not in covered.get(match.group(1), ()):
                line, column = scalar.source.place_of(scalar, match.group())
                details = {"found": match.group(1)[:60], "what": "name"}
                scalar.source.report("no-consent", line, column, scalar.where, **details)
    photo = card.get("photo")
    for part in [photo] if isinstance(photo, Entries) else []:
        for person in _scalars(part.get("shows")):
            if "photo" not in covered.get(str(person), ()):
                report(person, "no-consent", found=str(person)[:60], what="photo")
        for file in _scalars(part.get("file")):
            if not (path.parent / "photos" / file).is_file():
                report(file, "no-photo-file", found=str(file)[:60])


def _covered(consent: Node | None) -> dict[str, list[str]]:
    found = {}
    for part in _parts(consent):
        for person in _scalars(part.get("person")):
            found[str(person)] = [str(what) for what in _scalars(part.get("covers"))]
    return found


def _parts(value: Node | None) -> list[Entries]:
    return [part for part in value if isinstance(part, Entries)] if isinstance(value, Items) else []


def check_slugs(cards: Mapping[str, Entries]) -> None:
    """No former slug is the name of another card, or the former name of two; slugs differ by more than case."""
    taken = {slug: slug for slug in cards}
    for slug, card in cards.items():
        for former in _scalars(card.get("former_slugs")):
            if taken.get(str(former), slug) != slug or str(former) == slug:
                report(former, "slug-taken", found=str(former)[:60], by=taken.get(str(former), slug))
            taken[str(former)] = slug


def check_works_used(works: Mapping[str, Entries], used: frozenset[str]) -> None:
    """Every work is used by a card or a page, or stands under a theme of the reading list."""
    for key, entries in works.items():
        custom = entries.get("custom")
        if key not in used and not (isinstance(custom, Entries) and custom.get("theme")):
            report(entries, "unused-work", found=key[:60])


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
