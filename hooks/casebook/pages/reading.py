"""The reading list: every work once, under its theme, with the pages that use it."""

from typing import Any

from markupsafe import Markup, escape

from casebook.fields.values import Text
from casebook.model import Casebook
from casebook.pages.downloads import list_links
from casebook.pages.edition import Desk, Edition, Use
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.pages.values import in_language, localised
from casebook.works import Work


def reading_page(edition: Edition) -> GeneratedPage:
    """The reading list of one language."""
    words = edition.words.reading_page
    return GeneratedPage(
        "reading-list.md", words["title"], words["description"], _body, edited_in="practices/_bibliography.yaml"
    )


def listed_works(edition: Edition) -> frozenset[str]:
    """The keys of all works on the list: those with a theme, and those that a page uses."""
    works = edition.casebook.works
    return frozenset(key for key, work in works.items() if work.custom.theme or key in edition.uses)


def _body(desk: Desk) -> Body:
    themes = _themes(desk)
    html = render("reading.html", desk, {"themes": themes, "downloads": list_links(desk)})
    return Body(html, tuple(Heading(theme["id"], theme["title"]) for theme in themes))


def _themes(desk: Desk) -> list[dict[str, Any]]:
    casebook, language = desk.edition.casebook, desk.edition.language
    found = []
    for theme, entry in casebook.vocabulary["theme"].items():
        entries = [_entry(desk, work) for work in _works_of(casebook, desk.edition, theme)]
        if entries:
            label, description = localised(entry.label, language), localised(entry.description, language)
            found.append({"id": f"theme-{theme}", "title": label, "text": description, "entries": entries})
    others = [_entry(desk, work) for work in _works_of(casebook, desk.edition, None) if work.id in desk.edition.uses]
    words = desk.edition.words.reading_page
    if others:
        found.append({"id": "theme-other", "title": words["other"], "text": words["other_text"], "entries": others})
    return found


def _works_of(casebook: Casebook, edition: Edition, theme: str | None) -> list[Work]:
    """The works whose first theme this is, in the style's order; those without a theme for the theme None."""
    works = (casebook.works[key] for key in edition.bibliography.references)
    return [work for work in works if next(iter(work.custom.theme), None) == theme]


def _entry(desk: Desk, work: Work) -> dict[str, Any]:
    custom, language = work.custom, desk.edition.language
    return {
        "key": work.id,
        "html": desk.edition.bibliography.references[work.id],
        "open": custom.access == "open",
        "why": None if custom.why is None else localised(custom.why, language),
        "note": None if custom.note is None else _phrase(desk, custom.note),
        "uses": [_use(desk, use) for use in desk.edition.uses.get(work.id, ())],
    }


def _phrase(desk: Desk, text: Text) -> Markup:
    version, found = text.version(desk.edition.language)
    return in_language(desk.phrase(version), found, desk.edition.language)


def _use(desk: Desk, use: Use) -> dict[str, Any]:
    title = in_language(escape(use.title), use.language, desk.edition.language)
    return {"title": title, "link": desk.link(use.address)}
