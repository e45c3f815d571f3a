"""All texts that readers and authors see in one language, each under a place that is the same in every language."""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from casebook.handwritten import Page
from casebook.model import Casebook
from casebook.words import read_words
from conftest import ROOT, read_yaml


def texts_in(language: str, casebook: Casebook) -> Iterator[tuple[str, str]]:
    """Where a text of the cards, the pages, the shelves or the interface stands, and the text as it was written."""
    for practice in casebook.practices:
        for where, text in practice.texts():
            if not text.is_same and language in text.by_language:
                yield f"{practice.path}: {where}", text.by_language[language]
    for page in casebook.pages:
        if page.language == language:
            yield f"docs: {page.uri}", _words_of_page(page)
    for shelf in ("_glossary", "_vocabulary", "_bibliography"):
        data = read_yaml(ROOT / "practices" / f"{shelf}.yaml")
        yield from ((f"{shelf}: {where}", text) for where, text in _localised(data, language))
    yield from ((f"words: {where}", text) for where, text in _leaves(read_words(language).entries))


def _words_of_page(page: Page) -> str:
    """The body, and what its front matter says to readers."""
    front = yaml.safe_load(page.front_matter.strip("-\n")) if page.front_matter else {}
    return "\n\n·\n\n".join([*(front[key] for key in ("title", "menu", "description") if key in front), page.body])


def _localised(data: Any, language: str, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text, or list of words, that a shelf has under the language's key."""
    for key, value in _parts(data):
        if key == language:
            yield where, value if isinstance(value, str) else "; ".join(value)
        else:
            yield from _localised(value, language, f"{where}.{key}".strip("."))


def _leaves(data: Any, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, dict | list):
        for key, value in _parts(data):
            yield from _leaves(value, f"{where}.{key}".strip("."))
    elif isinstance(data, str):
        yield where, data


def _parts(data: Any) -> Iterator[tuple[str, Any]]:
    """The entries of a mapping, or the items of a list by their own key or their number; nothing of a scalar."""
    if isinstance(data, dict):
        yield from ((str(key), value) for key, value in data.items())
    elif isinstance(data, list):
        for number, item in enumerate(data, 1):
            own = item.get("id") or item.get("key") if isinstance(item, dict) else None
            yield str(own or number), item


_CITATION = re.compile(r"\s*\[(?:[^\[\]]*[;\s])?@[^\]]*\]")

_NOT_PROSE = re.compile(
    r"```.*?```"  # a block of code
    r"|`[^`\n]*`"  # code
    r"|\]\([^)]*\)"  # where a link leads
    r"|\[(?:count|practices|unread):[^\]\n]*\]"  # what practices have in common
    r"|\{[^{}]*\}"  # attributes, and places in a message
    r"|<!--.*?-->|</?[a-z][^>]*>|&\w+;"  # HTML
    r"|https?://\S+"
    r"|(?<![\w.])[\w-]+(?:/[\w-]+)*/?\.(?:yaml|md|css|js|bib|ris|json|csv|pdf|html)\b"  # a file
    r"|(?<!\w)[\w.-]+/(?:[\w.-]+/?)*",  # a folder
    re.DOTALL,
)


ITALICS = re.compile(r"(?<![\w*\\])\*(?![\s*])(?:\\.|[^*\\])+\*(?![\w*])")
"""What a text sets apart: titles and phrases of other languages, and now and then a stressed word."""


def plain(text: str) -> str:
    """What stands there to be read: without citations, and with a dash for code, addresses and the like."""
    return _NOT_PROSE.sub("–", _CITATION.sub("", text))
