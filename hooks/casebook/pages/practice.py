"""The page of one practice."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from casebook.model import Practice
from casebook.pages.addresses import anchor, practice_address, practice_file
from casebook.pages.bands import practice_band
from casebook.pages.builder import mending_link
from casebook.pages.charts import practice_charts
from casebook.pages.cite import citation, citation_tags
from casebook.pages.column import column_file
from casebook.pages.description import Block, describe
from casebook.pages.downloads import practice_links
from casebook.pages.edition import Desk, Edition
from casebook.pages.imprint import photo
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.pages.prints import handout_links
from casebook.pages.structured import practice_nodes
from casebook.pages.terms import UsedTerms
from casebook.pages.values import localised


def practice_page(edition: Edition, practice: Practice) -> GeneratedPage:
    """The page of `practice`, to be edited in its card."""
    summary, _ = practice.summary.version(edition.language, practice.original)
    return GeneratedPage(
        uri=practice_file(practice.slug),
        title=edition.title_of(practice),
        description=summary,
        make=lambda desk: _body(replace(desk, practice=practice), practice),
        edited_in=practice.path,
        tags=citation_tags(practice, edition),
        nodes=practice_nodes(practice, edition),
    )


def _body(desk: Desk, practice: Practice) -> Body:
    told = describe(practice, desk)
    view = _view(desk, practice, told)
    headings = tuple(_headings(desk, view))
    html = render("practice.html", desk, {**view, "contents": headings})
    return Body(html, headings, (column_file(practice, desk, told),))


def _view(desk: Desk, practice: Practice, told: Mapping[str, Any]) -> dict[str, Any]:
    terms = UsedTerms(desk)
    return {
        **told,
        "slug": practice.slug,
        "plain": _marked(told["plain"], terms),
        "sections": [_marked(block, terms) for block in told["sections"]],
        "national": _marked(told["national"], terms),
        "terms": terms.listed(),
        "band": practice_band(practice, desk),
        "charts": practice_charts(practice, desk),
        "draft": not practice.is_public,
        "place": desk.edition.places[practice.slug],
        "original_link": desk.link_in(practice.original, practice_address(practice.slug)),
        "original_language": practice.original,
        "photo": photo(practice, desk),
        "files": practice_links(desk, practice),
        "citation": citation(practice, desk),
        "handouts": handout_links(practice, desk),
        "mending": mending_link(practice, desk),
        "neighbours": _neighbours(desk, practice),
    }


def _marked(block: Block | None, terms: UsedTerms) -> Block | None:
    """A section with its terms marked, where it is in the page's own language."""
    if block is None or block.html is None or block.lang is not None:
        return block
    return replace(block, html=terms.mark(block.html))


def _headings(desk: Desk, view: dict[str, Any]) -> list[Heading]:
    """The contents: the six sections always, the rest where the card has it."""
    prose = [view["plain"], *view["sections"], view["national"]]
    blocks = [Heading(block.id, block.title) for block in prose if block is not None]
    words = desk.edition.words.sections
    present = {
        "programme": view["programme"] is not None,
        "figures": view["figures"] is not None,
        "voices": bool(view["voices"]),
        "gap_lens": view["lens"] is not None,
        "reading": bool(view["reading"]),
        "sources": True,
    }
    blocks += [Heading(anchor(key), words[key]) for key, is_there in present.items() if is_there]
    blocks.append(Heading("cite", desk.edition.words.cite["title"]))
    return [*blocks, Heading("print", desk.edition.words.sheets["title"])] if view["handouts"] else blocks


def _neighbours(desk: Desk, practice: Practice) -> dict[str, Any]:
    """The practices before and after this one, by title."""
    before, after = desk.edition.neighbours[practice.slug]
    return {"previous": _neighbour(desk, before), "next": _neighbour(desk, after)}


def _neighbour(desk: Desk, practice: Practice | None) -> dict[str, Any] | None:
    if practice is None:
        return None
    title = localised(practice.title, desk.edition.language, practice.original)
    return {"title": title, "link": desk.link(practice_address(practice.slug))}
