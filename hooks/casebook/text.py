"""Card Markdown -> safe HTML; one parser, raw HTML off.

CommonMark without headings, images, HTML and indented code. Two things are added:
`[@key, p. 12; @other]` cites works, `practice:slug` links to another card.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from casebook.notation import CITATION, PERSON, Cite, is_allowed_link, parse_citation


@dataclass(frozen=True)
class Surroundings:
    """What a text needs from around it to become HTML."""

    cite: Callable[[tuple[Cite, ...]], str]
    """The HTML of a citation."""
    practice_link: Callable[[str], str | None]
    """The address of another practice's page, or None where readers can't go there, as with a draft."""
    name_of: Callable[[str], str]
    """The name of a person by the key of their consent, or a word for somebody who is not named."""


def _citation_rule(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = match.group()
        token.meta = {"cites": parse_citation(match.group(1))}
    state.pos = match.end()
    return True


def _person_rule(state: StateInline, silent: bool) -> bool:
    match = PERSON.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("person", "", 0)
        token.content = match.group(1)
    state.pos = match.end()
    return True


class _Renderer(RendererHTML):
    """CommonMark's renderer, with citations and links that know their surroundings."""

    def citation(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        surroundings: Surroundings = env["surroundings"]
        return surroundings.cite(tokens[idx].meta["cites"])

    def person(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        surroundings: Surroundings = env["surroundings"]
        return escapeHtml(surroundings.name_of(tokens[idx].content))

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        address = _address(str(tokens[idx].attrs["href"]), env["surroundings"])
        env.setdefault("open_links", []).append(address)
        return "" if address is None else f'<a href="{escapeHtml(address)}">'

    def link_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "" if env["open_links"].pop() is None else "</a>"


def _address(written: str, surroundings: Surroundings) -> str | None:
    """Where a link leads: a card's own kind of link by its slug, any other as written."""
    if not written.lower().startswith("practice:"):
        return written
    slug, hash_, anchor = written.partition(":")[2].partition("#")
    address = surroundings.practice_link(slug)
    return None if address is None else address + hash_ + anchor


def _citing_parser(*left_out: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    parser.disable(["lheading", "html_block", "html_inline", "image", "code", "reference", "hr", *left_out])
    parser.inline.ruler.before("link", "citation", _citation_rule)
    return parser


@cache
def _page_parser() -> MarkdownIt:
    return _citing_parser()


@cache
def _parser() -> MarkdownIt:
    parser = _citing_parser("heading")
    parser.inline.ruler.before("link", "person", _person_rule)
    parser.validateLink = is_allowed_link  # type: ignore[method-assign]
    return parser


def render_prose(text: str, surroundings: Surroundings) -> str:
    """Paragraphs and lists as HTML."""
    return str(_parser().render(text, {"surroundings": surroundings}))


def render_phrase(text: str, surroundings: Surroundings) -> str:
    """One line as HTML, without a paragraph around it."""
    return str(_parser().renderInline(text, {"surroundings": surroundings}))


_HEADING_ID = re.compile(r"^(#+ .*?)[ \t]*\{#[\w-]+\}[ \t]*$", re.MULTILINE)


def render_page(text: str, surroundings: Surroundings) -> str:
    """A hand-written page as HTML: headings too, without the ids that follow them."""
    return str(_page_parser().render(_HEADING_ID.sub(r"\1", text), {"surroundings": surroundings}))
