"""The reading list: every work once, under its theme; and once more, under the practices that name it."""

from typing import Any

from casebook.model import Casebook, Practice
from casebook.pages.addresses import practice_address
from casebook.pages.downloads import list_links
from casebook.pages.edition import Desk, Edition
from casebook.pages.entries import entry, facet_choices, short_entry
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.pages.values import localised
from casebook.works import Work

_BY_THEME, _BY_PRACTICE = "reading-list", "reading-list/by-practice"


def reading_page(edition: Edition) -> GeneratedPage:
    """The reading list of one language, by theme."""
    words = edition.words.reading_page
    return GeneratedPage(
        f"{_BY_THEME}.md", words["title"], words["description"], _by_theme, edited_in="practices/_bibliography.yaml"
    )


def reading_by_practice_page(edition: Edition) -> GeneratedPage:
    """The works of each practice, in one list."""
    words = edition.words.reading_page
    return GeneratedPage(f"{_BY_PRACTICE}.md", words["by_practice_title"], words["by_practice_lead"], _by_practice)


def listed_works(edition: Edition) -> frozenset[str]:
    """The keys of all works on the list: those with a theme, and those that a page uses."""
    works = edition.casebook.works
    return frozenset(key for key, work in works.items() if work.custom.theme or key in edition.uses)


def _by_theme(desk: Desk) -> Body:
    view = {"groups": _themes(desk), "downloads": list_links(desk), "is_list": True}
    words = desk.edition.words.reading_page
    return _body(desk, {**view, "title": words["title"], "lead": words["lead"], "contents": words["contents"]})


def _by_practice(desk: Desk) -> Body:
    view = {"groups": [_of_practice(desk, one) for one in desk.edition.practices], "downloads": (), "is_list": False}
    words = desk.edition.words.reading_page
    named = {"title": words["by_practice_title"], "lead": words["by_practice_lead"]}
    return _body(desk, {**view, **named, "contents": desk.edition.words.practices_page["title"]})


def _body(desk: Desk, view: dict[str, Any]) -> Body:
    works = desk.edition.casebook.works
    listed = {one["key"] for group in view["groups"] for one in group["entries"]}
    shared = {
        "choices": facet_choices(desk, (works[key] for key in listed)),
        "groupings": [
            {"name": desk.edition.words.reading_page[name], "link": desk.link(address + "/"), "here": here}
            for name, address, here in (
                ("by_theme", _BY_THEME, view["is_list"]),
                ("by_practice", _BY_PRACTICE, not view["is_list"]),
            )
        ],
    }
    html = render("reading.html", desk, {**view, **shared})
    return Body(html, tuple(Heading(group["id"], group["title"]) for group in view["groups"]))


def _themes(desk: Desk) -> list[dict[str, Any]]:
    casebook, language = desk.edition.casebook, desk.edition.language
    found = []
    for theme, named in casebook.vocabulary["theme"].items():
        works = _works_of(casebook, desk.edition, theme)
        if works:
            label, text = localised(named.label, language), localised(named.description, language)
            found.append(_group(f"theme-{theme}", label, [entry(desk, work) for work in works], text))
    others = [work for work in _works_of(casebook, desk.edition, None) if work.id in desk.edition.uses]
    words = desk.edition.words.reading_page
    if others:
        found.append(_group("theme-other", words["other"], [entry(desk, work) for work in others], words["other_text"]))
    return found


def _of_practice(desk: Desk, practice: Practice) -> dict[str, Any]:
    edition = desk.edition
    works = [
        edition.casebook.works[key] for key in sorted(practice.cited_works(), key=edition.bibliography.rank.__getitem__)
    ]
    title = localised(practice.title, edition.language, practice.original)
    group = _group(f"practice-{practice.slug}", title, [short_entry(desk, work) for work in works])
    return {**group, "link": desk.link(practice_address(practice.slug))}


def _group(name: str, title: str, entries: list[dict[str, Any]], text: str | None = None) -> dict[str, Any]:
    """Works under one heading; `link` leads to what they are about, where there is such a page."""
    return {"id": name, "title": title, "text": text, "link": None, "entries": entries}


def _works_of(casebook: Casebook, edition: Edition, theme: str | None) -> list[Work]:
    """The works whose first theme this is, in the style's order; those without a theme for the theme None."""
    works = (casebook.works[key] for key in edition.bibliography.references)
    return [work for work in works if next(iter(work.custom.theme), None) == theme]
