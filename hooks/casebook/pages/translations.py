"""The page that shows how every translation stands to its original."""

from typing import Any

from markupsafe import escape

from casebook.model import Practice
from casebook.pages.addresses import page_address, practice_address
from casebook.pages.edition import Desk, Edition
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.pages.values import in_language, localised
from casebook.status import CardState, PageState, card_states, page_states
from casebook.translations import State
from casebook.words import read_words


def translations_page(edition: Edition) -> GeneratedPage:
    """The state of each card and page in each language."""
    words = edition.words.translations_page
    return GeneratedPage("translations.md", words["title"], words["description"], _body)


def _body(desk: Desk) -> Body:
    words, casebook = desk.edition.words.translations_page, desk.edition.casebook
    view = {
        "columns": [{"code": language, "name": read_words(language).name} for language in casebook.languages],
        "practices": _practice_rows(desk),
        "pages": _page_rows(desk),
    }
    headings = [Heading(key, words[key]) for key in ("practices", "pages", "next")]
    return Body(render("translations.html", desk, view), tuple(headings))


def _practice_rows(desk: Desk) -> list[dict[str, Any]]:
    return [_practice_row(practice, desk) for practice in desk.edition.practices]


def _practice_row(practice: Practice, desk: Desk) -> dict[str, Any]:
    states = card_states([practice], desk.edition.casebook.languages)
    title = localised(practice.title, desk.edition.language, practice.original)
    cells = [_card_cell(state, desk) for state in states]
    return {"title": title, "link": desk.link(practice_address(practice.slug)), "cells": cells}


def _card_cell(state: CardState, desk: Desk) -> dict[str, Any]:
    """The words for one card in one language, and the fields that they are about."""
    words = desk.edition.words.translations_page
    if state.is_original:
        return {"done": True, "lines": [{"label": words["original"], "fields": ""}]}
    if not state.translated:
        return {"done": False, "lines": [{"label": words["card_missing"], "fields": ""}]}
    lines = []
    for name, found in (("older", state.older), ("missing", state.missing)):
        if found:
            lines.append({"label": words[name].format(count=len(found)), "fields": ", ".join(found)})
    if state.unrecorded:
        lines.append({"label": words["unrecorded"], "fields": ""})
    return {"done": not lines, "lines": lines or [{"label": words["current"], "fields": ""}]}


def _page_rows(desk: Desk) -> list[dict[str, Any]]:
    found: dict[str, dict[str, PageState]] = {}
    for state in page_states(desk.edition.casebook):
        found.setdefault(state.page.uri, {})[state.page.language] = state
    return [_page_row(uri, states, desk) for uri, states in found.items()]


def _page_row(uri: str, states: dict[str, PageState], desk: Desk) -> dict[str, Any]:
    own = states.get(desk.edition.language) or next(iter(states.values()))
    cells = [_page_cell(states.get(language), desk) for language in desk.edition.casebook.languages]
    title = in_language(escape(own.page.title), own.page.language, desk.edition.language)
    return {"title": title, "link": desk.link(page_address(uri)), "cells": cells}


def _page_cell(state: PageState | None, desk: Desk) -> dict[str, Any]:
    words = desk.edition.words.translations_page
    labels = {
        State.CURRENT: words["current"],
        State.OLDER: words["page_older"],
        State.UNRECORDED: words["unrecorded"],
        State.MISSING: words["card_missing"],
    }
    if state is None:
        return {"done": False, "lines": [{"label": words["card_missing"], "fields": ""}]}
    is_original = state.page.original == state.page.language and state.state is State.CURRENT
    label = words["original"] if is_original else labels[state.state]
    return {"done": state.state is State.CURRENT, "lines": [{"label": label, "fields": ""}]}
