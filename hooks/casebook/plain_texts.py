"""`casebook plain`: which sentences and words of the plain summaries are hard to read, and which texts lack one."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass

from casebook.cards import check_casebook
from casebook.model import Casebook
from casebook.problems import format_report
from casebook.project import Project
from casebook.readability import Reading, read_plainly
from casebook.words import Words, read_words

ANCHOR = "in-plain-words"
"""The address of the part in plain words, on the page of a practice and on a hand-written one."""

_PART = re.compile(rf'<section [^>]*\bid="{ANCHOR}"[^>]*>\n+##[^\n]*\n(.*?)</section>', re.DOTALL)
_LAST_LINK = re.compile(r"^\[[^\]]*\]\(#[^)]*\)\n\{[^}]*\}\s*$", re.MULTILINE)


@dataclass(frozen=True)
class PlainText:
    """The plain summary of a card, or of a hand-written page, in one language."""

    path: str
    language: str
    text: str


def plain_texts(casebook: Casebook) -> Iterator[PlainText]:
    """Every plain summary, card by card and then page by page."""
    for practice in casebook.practices:
        versions = practice.plain.by_language if practice.plain else {}
        yield from (PlainText(practice.path, language, text) for language, text in versions.items())
    for page in casebook.pages:
        part = _PART.search(page.body)
        if part:
            yield PlainText(page.path, page.language, _LAST_LINK.sub("", part.group(1)))


def lacking(casebook: Casebook) -> Iterator[tuple[str, str]]:
    """The published cards without a plain summary in a language that they are in: file and language."""
    for practice in casebook.public:
        versions = practice.plain.by_language if practice.plain else {}
        yield from ((practice.path, name) for name in practice.title.by_language if name not in versions)


def measure(plain: PlainText, casebook: Casebook) -> Reading:
    """How plain a summary is; the words of the glossary's terms count as explained."""
    terms = (word for term in casebook.glossary for word in term.words(plain.language))
    longest: int = read_words(plain.language).plain["longest_word"]
    return read_plainly(plain.text, longest, frozenset(" ".join(terms).lower().split()))


def run_plain(project: Project, _options: argparse.Namespace, words: Words) -> int:
    """`casebook plain`: a line for each text, and below it each sentence and word to look at."""
    casebook, problems = check_casebook(project)
    if casebook is None:
        print(format_report(problems, words))
        return 1
    for plain in plain_texts(casebook):
        print("\n".join(_lines(plain, measure(plain, casebook), words)))
    for path, language in lacking(casebook):
        print(f"{path}: {language}: {words.plain['lacking']}")
    return 0


def _lines(plain: PlainText, reading: Reading, words: Words) -> Iterator[str]:
    mean = words.plain["mean"].format(count=len(reading.sentences), mean=f"{reading.mean_length:.1f}")
    yield f"{plain.path}: {plain.language}: {mean}"
    for sentence in reading.long_sentences:
        yield "  " + words.plain["long_sentence"].format(count=len(sentence.words), sentence=sentence.text)
    if reading.long_words:
        yield "  " + words.plain["long_words"].format(words=", ".join(reading.long_words))
