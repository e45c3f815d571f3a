"""Rules that look across the fields of a card, or at its file's name."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from casebook.fields.known import Known
from casebook.fields.patterns import PhotoFile
from casebook.fields.values import NOT_DESCRIBED
from casebook.located import Entries, Items, Mention, Node, Scalar, Source, mention, report, walk
from casebook.model import Card
from casebook.notation import PERSON
from casebook.source import is_inside

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"com{n}" for n in range(10)),
    *(f"lpt{n}" for n in range(10)),
    "index",
    "by",
}
"""Names that Windows keeps for devices, and those that the overview and the lists below it take."""


def check_card(path: Path, card: Entries, known: Known) -> None:
    """All rules of this module on one card."""
    check_sources_listed(card, known)
    check_consent(path, card)


def check_slug(path: Path, source: Source) -> None:
    """The file's name is the practice's address: lower-case ASCII words with hyphens, not reserved."""
    if not _SLUG.fullmatch(path.stem) or path.suffix != ".yaml":
        source.report("bad-slug", found=path.name[:80])
    elif path.stem in _RESERVED:
        source.report("reserved-slug", found=path.stem)


def check_sources_listed(card: Entries, known: Known) -> None:
    """What a figure, a step, a voice or a claim names as its source stands under `sources` or `reading`."""
    listed = {str(key) for name in ("sources", "reading") for key in _scalars(card.get(name))}
    for scalar in _named_sources(card) if _scalars(card.get("sources")) else ():
        if scalar not in listed and known.has_work(scalar):
            report(scalar, "source-not-listed", found=str(scalar)[:60])


def check_why_differ(entries: Entries, card: Card) -> None:
    """An inference on why sources differ is about something on which the card's sources do."""
    for part, entry in zip(_parts(entries.get("why_differ")), card.why_differ, strict=True):
        subject = entry.figure or entry.fact
        if not card.differs_on(str(subject)):
            report(part["figure" if entry.figure else "fact"], "nothing-differs", found=subject)


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
                line, column = scalar.source.place_in(scalar, match.start())
                details = {"found": match.group(1)[:60], "what": "name"}
                scalar.source.report("no-consent", line, column, scalar.where, **details)
    photo = card.get("photo")
    for part in [photo] if isinstance(photo, Entries) else []:
        for person in _scalars(part.get("shows")):
            if "photo" not in covered.get(str(person), ()):
                report(person, "no-consent", found=str(person)[:60], what="photo")
        for file in _scalars(part.get("file")):
            picture = path.parent / "photos" / Path(file).name
            if not is_inside(picture, path.parent):
                report(file, "outside-link")
            elif PhotoFile.pattern.fullmatch(file) and not picture.is_file():
                report(file, "no-photo-file", found=str(file)[:60])


def _covered(consent: Node | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in _parts(consent):
        for person in _scalars(part.get("person")):
            found.setdefault(str(person), []).extend(str(what) for what in _scalars(part.get("covers")))
    return found


def _parts(value: Node | None) -> list[Entries]:
    return [part for part in value if isinstance(part, Entries)] if isinstance(value, Items) else []


def former_slugs(card: Entries) -> tuple[Mention, ...]:
    """The former slugs that a card names, right or not."""
    return tuple(mention(former) for former in _scalars(card.get("former_slugs")))


def check_slugs(named: Iterable[tuple[str, Iterable[Mention]]], slugs: frozenset[str]) -> None:
    """No former slug is the name of another card, or the former name of two; `named` has those of each slug."""
    taken = {slug: slug for slug in slugs}
    for slug, mentions in named:
        for former in mentions:
            if former.text in _RESERVED:
                report(former, "reserved-slug", found=former.text)
            if taken.get(former.text, slug) != slug or former.text == slug:
                report(former, "slug-taken", found=former.text[:60], by=taken.get(former.text, slug))
            taken[former.text] = slug


def check_works_used(works: Mapping[str, Entries], find_used: Callable[[], frozenset[str]]) -> None:
    """Every work is used by a card or a page, or stands under a theme of the reading list."""
    without_theme = {key: entries for key, entries in works.items() if not _has_theme(entries)}
    used = find_used() if without_theme else frozenset()
    for key, entries in without_theme.items():
        if key not in used:
            report(entries, "unused-work", found=key[:60])


def _has_theme(work: Entries) -> bool:
    custom = work.get("custom")
    return isinstance(custom, Entries) and bool(custom.get("theme"))


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
