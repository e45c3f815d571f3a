"""The hand-written pages of `docs/`: their titles and the works that they cite."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from casebook.problems import Problem
from casebook.text import CITATION, Cite, find_citations, parse_citation

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """A hand-written page: its language, its address below that language's folder, title and citations."""

    path: str
    language: str
    uri: str
    title: str
    citations: tuple[tuple[Cite, ...], ...]
    front_matter: str
    """With its fences; empty where the page has none."""
    body: str
    original: str
    """The language that the page was first written in."""
    translated_from: str | None
    """The digest of the original that a translation was made from."""


def read_page(path: Path, shown: str, language: str, uri: str, default_language: str) -> Page:
    """Read one Markdown page; where it doesn't say so, it was first written in the default language."""
    text = path.read_text(encoding="utf-8-sig")
    front = _FRONT_MATTER.match(text)
    meta = yaml.load(front.group(1), Loader=yaml.CSafeLoader) if front else {}
    citations = tuple(cites for _, cites in find_citations(text))
    return Page(
        path=shown,
        language=language,
        uri=uri,
        title=str(meta.get("title", uri)),
        citations=citations,
        front_matter=front.group() if front else "",
        body=text[front.end() :] if front else text,
        original=str(meta.get("original", default_language)),
        translated_from=str(meta["translated_from"]) if "translated_from" in meta else None,
    )


def missing_pages(pages: Iterable[Page], languages: tuple[str, ...]) -> list[tuple[str, Page]]:
    """The pages of the default language that another language lacks: that language, and the page in the default."""
    pages = tuple(pages)
    there = {(page.uri, page.language) for page in pages}
    default, *others = languages
    originals = [page for page in pages if page.language == default]
    return [(language, page) for language in others for page in originals if (page.uri, language) not in there]


def find_unknown_works(text: str, path: str, works: frozenset[str]) -> list[Problem]:
    """A problem for each citation of a work that the bibliography doesn't have."""
    problems = []
    for match in CITATION.finditer(text):
        before = text[: match.start()]
        line, column = before.count("\n") + 1, match.start() - before.rfind("\n")
        for cite in parse_citation(match.group(1)):
            if cite.key not in works:
                details = {"found": cite.key[:60], "allowed": sorted(works)}
                problems.append(Problem(path, line, column, "", "unknown-work", details))
    return problems


def replace_citations(markdown: str, cite: Callable[[tuple[Cite, ...]], str]) -> str:
    """The Markdown of a page with each citation as the HTML that `cite` makes of it."""
    return CITATION.sub(lambda match: str(cite(parse_citation(match.group(1)))), markdown)
