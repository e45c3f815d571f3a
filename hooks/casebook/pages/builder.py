"""The card builder: a card asked for in questions, made in the reader's browser; and the questions as a text."""

import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from casebook.building import INVISIBLE
from casebook.fields.known import Known
from casebook.form import card_fields
from casebook.glyphs import settable_ranges
from casebook.model import Casebook, Practice
from casebook.pages.addresses import page_address
from casebook.pages.downloads import Download
from casebook.pages.edition import Desk, Edition
from casebook.pages.openable import openable_cards
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.pages.preview import cited_alone, preview_file
from casebook.pages.questions import Question, questions
from casebook.parts import BOUNDS
from casebook.words import Words

PAGE = "contribute/card.md"
BUILDER = page_address(PAGE)
"""Where the builder is, below the language's root; `?card=` and a slug opens a card in it."""

PREVIEW = BUILDER + "page.json"
"""Where what the preview is made with is, below the language's root."""

_QUESTIONS = BUILDER + "questions.txt"
_CARDS = "data/cards/"
_UNITS = {"PT{}M": "minute", "PT{}H": "hour", "P{}D": "day", "P{}W": "week", "P{}M": "month", "P{}Y": "year"}
"""How a number of each unit is written, the shortest first."""

_WIDTH = 88
"""Characters to a line of the text to fill in."""


def builder_page(edition: Edition) -> GeneratedPage:
    """The builder in one language."""
    words = edition.words.builder
    return GeneratedPage(PAGE, words["title"], words["description"], _body, menu=words["menu"])


def card_downloads(casebook: Casebook, root: Path) -> Iterator[Download]:
    """The file of each card that readers may have, for the builder to open; `root` is the project's."""
    openable = openable_cards(casebook)
    for practice in casebook.public:
        if practice.slug in openable:
            text = (root / practice.path).read_text(encoding="utf-8-sig")
            yield Download(f"{_CARDS}{practice.slug}.yaml", text)


def mending_link(practice: Practice, desk: Desk) -> str | None:
    """Where the practice's card is mended; None where readers may not have its file."""
    return desk.link(f"{BUILDER}?card={practice.slug}") if practice.slug in desk.edition.openable else None


def _body(desk: Desk) -> Body:
    edition = desk.edition
    words = edition.words
    asked = questions(_known(edition), words)
    groups = words.builder["groups"]
    view = {
        "groups": asked,
        "languages": {language: words.language_name(language) for language in edition.casebook.languages},
        "units": {form: words.plural(name, 2).format(count="").strip() for form, name in _UNITS.items()},
        "practices": _openable(edition),
        "text_file": {"link": desk.link(_QUESTIONS)},
        "sending": bool(edition.repository),
        "settings": _settings(desk),
    }
    headings = tuple(Heading(f"group-{name}", groups[name]["title"]) for name in asked)
    sheet = Download(edition.home + _QUESTIONS, "\n".join(_lines(asked, words)) + "\n")
    return Body(render("builder.html", desk, view), headings, (sheet, preview_file(desk, edition.home + PREVIEW)))


def _known(edition: Edition) -> Known:
    casebook = edition.casebook
    return Known(casebook.languages, casebook.languages, casebook.vocabulary)


def _openable(edition: Edition) -> list[dict[str, str]]:
    return [
        {"slug": practice.slug, "title": edition.title_of(practice)}
        for practice in edition.practices
        if practice.slug in edition.openable
    ]


def _settings(desk: Desk) -> dict[str, Any]:
    """What the builder's script has to know."""
    edition = desk.edition
    words, default = edition.words, edition.casebook.languages[0]
    taken = [slug for practice in edition.casebook.public for slug in (practice.slug, *practice.former_slugs)]
    return {
        "language": edition.language,
        "languages": {language: words.language_name(language) for language in edition.casebook.languages},
        "schema": desk.link_in(default, "data/practice.schema.json"),
        "works": desk.link("reading-list/previews.json"),
        "cited": {key: html.striptags() for key, html in cited_alone(edition)},
        "cards": desk.link_in(default, _CARDS),
        "pages": {language: desk.link_in(language, PREVIEW) for language in edition.casebook.languages},
        "repository": edition.repository,
        "slugs": sorted(taken),
        "order": [field.key for field in card_fields()],
        "bounds": BOUNDS,
        "countries": _countries(words),
        "settable": settable_ranges(),
        "invisible": INVISIBLE.pattern,
        "words": {
            "builder": words.builder,
            "problems": words.problems,
            "remove_it": words.problem_hints["remove_it"],
        },
    }


def _countries(words: Words) -> list[tuple[str, str]]:
    named = words.country_names()
    return sorted(named.items(), key=lambda item: (words.sort_key(item[1]), item[0]))


def _lines(asked: Mapping[str, tuple[Question, ...]], words: Words) -> Iterator[str]:
    """The questions as a text to fill in."""
    said = words.builder
    yield from _underlined(said["title"], "=")
    for group, questions_of in asked.items():
        yield ""
        yield from _underlined(said["groups"][group]["title"], "-")
        for question in questions_of:
            yield from ("", *_asked(question, words, ""))


def _underlined(text: str, sign: str) -> tuple[str, str]:
    return text, sign * len(text)


def _asked(question: Question, words: Words, margin: str) -> Iterator[str]:
    sheet = words.builder["sheet"]
    duty = "" if question.is_required else f" ({words.builder['optional']})"
    yield f"{margin}{question.label}{duty}"
    yield from _wrapped(question.help, margin + "  ")
    if question.example:
        yield from _wrapped(sheet["example"].format(example=question.example), margin + "  ")
    if question.options:
        yield f"{margin}  {sheet['choose']}"
        for option in question.options:
            yield from _wrapped(f"[ ] {option.label}", margin + "    ")
    for part in (*question.one_of, *question.parts):
        yield from ("", *_asked(part, words, margin + "    "))
    if question.may_be_not_described:
        yield f"{margin}  [ ] {words.builder['no_source']}"
    if not question.parts and not question.options:
        yield from ("", f"{margin}  {sheet['answer']}", "")


def _wrapped(text: str, margin: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=margin, subsequent_indent=margin)
