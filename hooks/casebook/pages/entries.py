"""A work as the reading list shows it: its reference, what helps to choose it, where it is used, its files."""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

from casebook.fields.values import Text
from casebook.pages.downloads import work_links
from casebook.pages.edition import Desk
from casebook.pages.uses import Use
from casebook.pages.values import in_language, localised
from casebook.works import KINDS, Work

FACETS = ("access", "language", "type", "level")
"""By what readers narrow the list, in the order of the form."""


def short_entry(desk: Desk, work: Work) -> dict[str, Any]:
    """What the template shows of a work wherever it lists one."""
    why = work.custom.why
    return {
        "key": work.id,
        "html": desk.edition.bibliography.references[work.id],
        "facets": {name: " ".join(values) for name, values in facet_values(work).items()},
        "why": None if why is None else localised(why, desk.edition.language),
    }


def entry(desk: Desk, work: Work) -> dict[str, Any]:
    """All that there is to show of a work."""
    custom, language = work.custom, desk.edition.language
    words = desk.edition.words.reading_page
    return {
        **short_entry(desk, work),
        "open": custom.access == "open",
        "facts": [_language_name(work, desk), words["types"][work.kind]],
        "themes": [_theme(desk, theme) for theme in custom.theme[1:]],
        "level": [localised(_level(desk, level), language) for level in custom.level],
        "note": None if custom.note is None else _phrase(desk, custom.note),
        "uses": [_use(desk, use) for use in desk.edition.uses.get(work.id, ())],
        "files": work_links(desk, work.id),
    }


def facet_values(work: Work) -> Mapping[str, tuple[str, ...]]:
    """The work's values of each of the FACETS."""
    values = ((work.custom.access,), (_primary(work.language),), (work.kind,), work.custom.level)
    return dict(zip(FACETS, values, strict=True))


def facet_choices(desk: Desk, works: Iterable[Work]) -> list[dict[str, Any]]:
    """For each facet its name and the options that the works have, in a fixed order or by name."""
    found = [facet_values(work) for work in works]
    there = {name: {value for values in found for value in values[name]} for name in FACETS}
    words = desk.edition.words.reading_page
    options = {
        "access": words["access"],
        "language": {code: desk.edition.words.language_name(code) for code in there["language"]},
        "type": {kind: words["types"][kind] for kind in KINDS},
        "level": {key: _level(desk, key).version(desk.edition.language)[0] for key in _levels(desk)},
    }
    by_name = sorted(options["language"].items(), key=lambda item: desk.edition.words.sort_key(item[1]))
    options["language"] = dict(by_name)
    return [
        {
            "name": name,
            "label": words["facets"][name],
            "options": [(value, label) for value, label in options[name].items() if value in there[name]],
        }
        for name in FACETS
    ]


def _levels(desk: Desk) -> Iterable[str]:
    return desk.edition.casebook.vocabulary["level"]


def _level(desk: Desk, key: str) -> Text:
    return desk.edition.casebook.vocabulary["level"][key].label


def _theme(desk: Desk, theme: str) -> dict[str, Any]:
    """A further theme that the work serves; its heading may have no entry of its own."""
    label = localised(desk.edition.casebook.vocabulary["theme"][theme].label, desk.edition.language)
    is_heading = theme in desk.edition.headed_themes
    return {"title": label, "link": f"#theme-{theme}" if is_heading else None}


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _language_name(work: Work, desk: Desk) -> str:
    return desk.edition.words.language_name(_primary(work.language))


def _phrase(desk: Desk, text: Text) -> Markup:
    version, found = text.version(desk.edition.language)
    return in_language(desk.phrase(version), found, desk.edition.language)


def _use(desk: Desk, use: Use) -> dict[str, Any]:
    """The page, and its sections, whose names are in the page's language or the interface's."""
    return {
        "title": in_language(escape(use.title), use.language, desk.edition.language),
        "link": desk.link(use.address),
        "sections": [{"title": section.title, "link": desk.link(section.address)} for section in use.sections],
    }
