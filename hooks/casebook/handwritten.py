"""The hand-written pages of `docs/`: their titles and the works that they cite."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from casebook.fields import Known
from casebook.source import Scalar, Source, parse_source
from casebook.text import CITATION, Cite, find_citations, find_cited_keys, parse_citation

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """A hand-written page: its language, its address below that language's folder, title and citations."""

    path: str
    language: str
    uri: str
    title: str
    citations: tuple[tuple[Cite, ...], ...]


def read_page(source: Source, language: str, uri: str) -> Page:
    """One Markdown page; what is wrong with its front matter is a problem of `source`."""
    front = _FRONT_MATTER.match(source.text)
    title = None
    if front:
        meta = parse_source(b"\n" + front.group(1).encode(), source.path)
        source.problems += meta.problems
        title = meta.root.get("title") if meta.root is not None else None
    citations = tuple(cites for _, cites in find_citations(source.text))
    return Page(source.path, language, uri, str(title) if isinstance(title, Scalar) else uri, citations)


def check_citations(source: Source, known: Known) -> None:
    """A problem for each citation of a work that the bibliography doesn't have."""
    for key, offset in find_cited_keys(source.text):
        if not known.has_work(key):
            source.report("unknown-work", *source.place(offset), found=key[:60], allowed=sorted(known.works))


def replace_citations(markdown: str, cite: Callable[[tuple[Cite, ...]], str]) -> str:
    """The Markdown of a page with each citation as the HTML that `cite` makes of it."""
    return CITATION.sub(lambda match: str(cite(parse_citation(match.group(1)))), markdown)
