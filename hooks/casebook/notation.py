"""What card text writes beyond Markdown: citations of works, `[@key, p. 12; @other]`, and persons, `[person:key]`.

Links lead to web pages, to mailboxes and, as `practice:slug`, to another card.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

_CITED = r"@[A-Za-z0-9][\w-]*(?:,[^;@\[\]\n]*)?"
CITATION = re.compile(rf"\[({_CITED}(?:;\s*{_CITED})*)\]")
_BEGUN = re.compile(r"\[[ \t]*@[^\[\]\n]*\]?")
_BRACKETS = re.compile(r"\[[^\[\]]*\](?!\()")
_CITING = re.compile(r"(?<!\w)@[A-Za-z0-9]")
_KEY = re.compile(r"@([\w-]+)")
PERSON = re.compile(r"\[person:([a-z0-9-]+)\]")
_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):")
_ALLOWED_SCHEMES = ("https", "mailto", "practice")


@dataclass(frozen=True, slots=True)
class Cite:
    """One work in a citation; `locator` is what follows the comma, such as `p. 12`."""

    key: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that card text may not hold: the rule's code, and where in the text it is broken."""

    code: str
    offset: int
    details: Mapping[str, Any]


@lru_cache(maxsize=4096)
def parse_citation(inside: str) -> tuple[Cite, ...]:
    """The works named between the brackets of a citation, without the brackets."""
    cites = []
    for part in inside.split(";"):
        key, _, locator = part.strip().removeprefix("@").partition(",")
        cites.append(Cite(key.strip(), locator.strip()))
    return tuple(cites)


def find_citations(text: str) -> Iterator[tuple[str, tuple[Cite, ...]]]:
    """Each citation of `text` as written, with the works that it names."""
    for match in CITATION.finditer(text):
        yield match.group(), parse_citation(match.group(1))


def find_cited_keys(text: str) -> Iterator[tuple[str, int]]:
    """Each key that `text` cites, with the place of its @."""
    for match in CITATION.finditer(text):
        for key in _KEY.finditer(match.group()):
            yield key.group(1), match.start() + key.start()


def find_citation_flaws(text: str) -> Iterator[Flaw]:
    """What was meant as a citation and would be printed as it stands: begun as one, or with a key after other words."""
    begun = {match.start(): match.group() for match in _BEGUN.finditer(text)}
    brackets = {match.start(): match.group() for match in _BRACKETS.finditer(text) if _CITING.search(match.group())}
    for start, found in sorted((begun | brackets).items()):
        if not CITATION.match(text, start):
            yield Flaw("citation-form", start, {"found": found[:60]})


def is_allowed_link(url: str) -> bool:
    """Whether a link of card text may lead there."""
    scheme = _SCHEME.match(url)
    return bool(scheme) and scheme.group(1).lower() in _ALLOWED_SCHEMES  # type: ignore[union-attr]
