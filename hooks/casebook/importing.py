"""`casebook import`: the text of a filled form becomes the draft of a card."""

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from casebook.cardfiles import check_card_text
from casebook.cards import read_known
from casebook.drafting import draft_card, write_draft
from casebook.examples import in_each_language
from casebook.fields.known import Known
from casebook.filled_forms import Filled, read_form
from casebook.form import card_fields
from casebook.problems import CardProblems, format_report
from casebook.project import Project
from casebook.source import MAX_BYTES
from casebook.words import Words, read_words


def run_import(project: Project, options: argparse.Namespace, words: Words) -> int:
    """`casebook import FILE`: write the card, and say what is still to mend in it."""
    try:
        known = read_known(project)
    except CardProblems as error:
        print(format_report(error.problems, words))
        return 1
    text = _read(options.file)
    filled = None if text is None else read_form(text, known)
    if filled is None:
        print(words.importing["no_form"].format(path=options.file))
        return 1
    slug = options.slug or slug_of(next(iter(filled.values["title"].values())))
    written = write_draft(project, slug, card_of(filled, known, words), words)
    if written is None:
        return 1
    _, problems = check_card_text(written.read_bytes(), written, known)
    if problems:
        print(format_report(problems, words))
    return 1 if any(not problem.is_note for problem in problems) else 0


def _read(name: str) -> str | None:
    """The text of a file, or of standard input where its name is `-`; None where it can't be read."""
    try:
        data = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig") if len(data) <= MAX_BYTES else None
    except (OSError, UnicodeDecodeError):
        return None


def slug_of(title: str) -> str:
    """A title as an address: lower-case ASCII words with hyphens, at most eight of them."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain)[:8]) or "practice"


def card_of(filled: Filled, known: Known, words: Words) -> str:
    """The text of the card, explained in the language of the form; notes for the editor are in that of `words`."""
    return draft_card(known, read_words(filled.language), _given(filled, known), tuple(_notes(filled, words)))


def _given(filled: Filled, known: Known) -> Mapping[str, Any]:
    """The answers as a card has them: a text that only one language has says in the others what to write."""
    by_key = {field.key: field for field in card_fields()}
    given: dict[str, Any] = {"original": filled.language}
    for key, value in filled.values.items():
        localised = isinstance(value, dict)
        given[key] = {**in_each_language(by_key[key], "help", known), **value} if localised else value
    return given


def _notes(filled: Filled, words: Words) -> Iterator[str]:
    """What an editor has to place by hand, a comment a line."""
    if filled.left_over:
        yield words.importing["left_over"]
    for label, text in filled.left_over.items():
        yield f"{label}:"
        yield from (f"  {line.strip()}" for line in text.split("\n") if line.strip())
