"""Card Markdown -> safe HTML; one parser, raw HTML off.

CommonMark without headings, images, HTML and indented code. Two things are added:
`[@key, p. 12; @other]` cites works, `practice:slug` links to another card.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

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


@dataclass(frozen=True, slots=True)
class _Person:
    key: str


@dataclass(frozen=True, slots=True)
class _LinkStart:
    address: str


class _LinkEnd:
    pass


_Hole = tuple[Cite, ...] | _Person | _LinkStart | _LinkEnd
"""What stands in a text and depends on its surroundings."""

_MARK = "\0"
"""Stands for a hole in HTML that is made; the parser lets no text keep this character."""


class _Renderer(RendererHTML):
    """CommonMark's renderer, which leaves holes, listed in `env`, for what depends on the surroundings."""

    def citation(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self._leave(tokens[idx].meta["cites"], env)

    def person(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self._leave(_Person(tokens[idx].content), env)

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self._leave(_LinkStart(str(tokens[idx].attrs["href"])), env)

    def link_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return self._leave(_LinkEnd(), env)

    @staticmethod
    def _leave(hole: _Hole, env: EnvType) -> str:
        env["holes"].append(hole)
        return _MARK


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


@dataclass(frozen=True, slots=True)
class _Form:
    """A text as HTML with holes: one piece of HTML more than there are holes."""

    pieces: tuple[str, ...]
    holes: tuple[_Hole, ...]


@lru_cache(maxsize=2**17)
def _parse(text: str, *, is_phrase: bool) -> _Form:
    """Parsed once, however many pages, tables and sheets show the text: parsing takes most of the time."""
    return _form(_parser().renderInline if is_phrase else _parser().render, text)


def _form(render: Callable[[str, EnvType], str], text: str) -> _Form:
    holes: list[_Hole] = []
    return _Form(tuple(render(text, {"holes": holes}).split(_MARK)), tuple(holes))


def _fill(form: _Form, surroundings: Surroundings) -> str:
    made = [form.pieces[0]]
    open_links: list[str | None] = []
    for hole, piece in zip(form.holes, form.pieces[1:], strict=True):
        match hole:
            case _Person(key):
                made.append(escapeHtml(surroundings.name_of(key)))
            case _LinkStart(written):
                open_links.append(_address(written, surroundings))
                made.append("" if open_links[-1] is None else f'<a href="{escapeHtml(open_links[-1])}">')
            case _LinkEnd():
                made.append("" if open_links.pop() is None else "</a>")
            case cites:
                made.append(surroundings.cite(cites))
        made.append(piece)
    return "".join(made)


def _address(written: str, surroundings: Surroundings) -> str | None:
    """Where a link leads: a card's own kind of link by its slug, any other as written."""
    if not written.lower().startswith("practice:"):
        return written
    slug, hash_, anchor = written.partition(":")[2].partition("#")
    address = surroundings.practice_link(slug)
    return None if address is None else address + hash_ + anchor


def render_prose(text: str, surroundings: Surroundings) -> str:
    """Paragraphs and lists as HTML."""
    return _fill(_parse(text, is_phrase=False), surroundings)


def render_phrase(text: str, surroundings: Surroundings) -> str:
    """One line as HTML, without a paragraph around it."""
    return _fill(_parse(text, is_phrase=True), surroundings)


_HEADING_ID = re.compile(r"^(#+ .*?)[ \t]*\{#[\w-]+\}[ \t]*$", re.MULTILINE)


def render_page(text: str, surroundings: Surroundings) -> str:
    """A hand-written page as HTML: headings too, without the ids that follow them."""
    return _fill(_form(_page_parser().render, _HEADING_ID.sub(r"\1", text)), surroundings)
