"""The hand-written pages of `docs/`: their titles and the works that they cite."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from casebook.fields.known import Known
from casebook.located import Node, Source
from casebook.notation import CITATION, Cite, find_citation_flaws, find_citations, find_cited_keys, parse_citation
from casebook.readings import Reading, read_readings
from casebook.source import parse_source

_HEADING = re.compile(r"^#{2,6} +(.+?) *\{#([\w-]+)\} *$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


PRINTED = ("facilitate.md",)
"""The pages that are set on paper too, below their language's folder."""


@dataclass(frozen=True)
class Page:
    """A hand-written page: its language, its address below that language's folder, title and citations."""

    path: str
    language: str
    uri: str
    title: str
    description: str
    citations: tuple[tuple[Cite, ...], ...]
    front_matter: str
    """With its fences; empty where the page has none."""
    body: str
    original: str
    """The language that the page was first written in."""
    translated_from: str | None
    """The digest of the original that a translation was made from."""
    readings: Mapping[str, Reading]
    """What the editors read in the texts of practices, by name."""

    def works_by_section(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The keys of the works that each section cites, by its anchor and heading; both empty before the first."""
        found: dict[tuple[str, str], list[str]] = {}
        section, headings = ("", ""), _HEADING.finditer(self.body)
        heading = next(headings, None)
        for citation in CITATION.finditer(self.body):
            while heading is not None and heading.start() < citation.start():
                section, heading = (heading.group(2), heading.group(1)), next(headings, None)
            found.setdefault(section, []).extend(cite.key for cite in parse_citation(citation.group(1)))
        return {section: tuple(dict.fromkeys(keys)) for section, keys in found.items()}

    def cited_works(self) -> tuple[str, ...]:
        """The keys of the works that it cites, in order of first appearance."""
        return tuple(dict.fromkeys(cite.key for cites in self.citations for cite in cites))


def read_page(source: Source, language: str, uri: str, default_language: str) -> Page:
    """One Markdown page; where it doesn't say so, it was first written in the default language.

    What is wrong with its front matter is a problem of `source`.
    """
    front = _FRONT_MATTER.match(source.text)
    meta: Mapping[str, Node] = {}
    if front:
        parsed = parse_source(b"\n" + front.group(1).encode(), source.path)
        source.problems += parsed.problems
        parsed.problems = source.problems  # what is found in the front matter later is the page's too
        meta = parsed.root or {}
    readings = read_readings(meta.get("readings"))
    return Page(
        path=source.path,
        language=language,
        uri=uri,
        title=str(meta.get("title", uri)),
        description=str(meta.get("description", "")),
        citations=tuple(cites for _, cites in find_citations(source.text)),
        front_matter=front.group() if front else "",
        body=source.text[front.end() :] if front else source.text,
        original=str(meta.get("original", default_language)),
        translated_from=str(meta["translated_from"]) if "translated_from" in meta else None,
        readings=readings,
    )


def missing_pages(pages: Iterable[Page], languages: tuple[str, ...]) -> list[tuple[str, Page]]:
    """The pages of the default language that another language lacks: that language, and the page in the default."""
    pages = tuple(pages)
    there = {(page.uri, page.language) for page in pages}
    default, *others = languages
    originals = [page for page in pages if page.language == default]
    return [(language, page) for language in others for page in originals if (page.uri, language) not in there]


def check_citations(source: Source, known: Known) -> None:
    """A problem for each citation of a work that the bibliography doesn't have, and for each that is none."""
    for key, offset in find_cited_keys(source.text):
        if not known.has_work(key):
            source.report("unknown-work", *source.place(offset), found=key[:60], allowed=sorted(known.works))
    for flaw in find_citation_flaws(source.text):
        source.report(flaw.code, *source.place(flaw.offset), **flaw.details)


def replace_citations(markdown: str, cite: Callable[[tuple[Cite, ...]], str]) -> str:
    """The Markdown of a page with each citation as the HTML that `cite` makes of it."""
    return CITATION.sub(lambda match: str(cite(parse_citation(match.group(1)))), markdown)
