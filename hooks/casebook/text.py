"""Card Markdown -> safe HTML and plain text; one parser, raw HTML off.

CommonMark without headings, images, HTML and indented code. Two things are added:
`[@key, p. 12; @other]` cites works, `practice:slug` links to another card.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_CITED = r"@[A-Za-z0-9][\w-]*(?:,[^;@\[\]\n]*)?"
CITATION = re.compile(rf"\[({_CITED}(?:;\s*{_CITED})*)\]")
PERSON = re.compile(r"\[person:([a-z0-9-]+)\]")
_SUSPICIOUS = re.compile(
    r"<[A-Za-z/!?]|!\[|^ {0,3}#{1,6}(?:\s|$)|^ {0,3}(?:=+|-+)\s*$|\]\(|\]:[ \t]*\n?[ \t]*\S|\]\[", re.MULTILINE
)
"""Without one of these a text can hold no link, HTML, heading or image, and needn't be parsed to be checked."""

_INCLUDE = re.compile(r"(?<!-)-+8<-+|\{%|\{\{|!include\b|\{!|^ {0,3}:{2,3}\s*\w+", re.MULTILINE)
_TARGET = re.compile(r"\]\([^)\]\s]*\)|<?https?://\S+")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\w./-])(?:\+|00)[1-9][\d ().\-/]{7,}\d|(?<![\w./-])0[1-9]\d{0,2}[ /.\-]\d{2,3}(?:[ .\-]?\d{2,3}){1,3}(?!\w)"
)

_INCLUDE_SIGNS = ("8<", "{", "!include", "::")
_EMAIL_SIGN = re.compile(r"@[\w-]+\.[\w-]")
_PHONE_SIGN = re.compile(r"[+0]\d")
"""What a match of the patterns above must hold; most texts have none, and this is quick to see."""

_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*):")
_ALLOWED_SCHEMES = ("https", "mailto", "practice")


@dataclass(frozen=True, slots=True)
class Cite:
    """One work in a citation; `locator` is what follows the comma, such as `p. 12`."""

    key: str
    locator: str = ""


@dataclass(frozen=True)
class Surroundings:
    """What a text needs from around it to become HTML."""

    cite: Callable[[tuple[Cite, ...]], str]
    """The HTML of a citation."""
    practice_link: Callable[[str], str | None]
    """The address of another practice's page, or None where readers can't go there, as with a draft."""
    name_of: Callable[[str], str]
    """The name of a person by the key of their consent, or a word for somebody who is not named."""


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


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that card Markdown may not hold: the rule's code, and the text that breaks it."""

    code: str
    snippet: str
    details: Mapping[str, Any]


def find_flaws(text: str, practices: Sequence[str] | frozenset[str]) -> Iterator[Flaw]:
    """What `text` may not hold: HTML, headings, images, includes, other links than https, mailto and known
    practices, and e-mail addresses or telephone numbers of people."""
    if any(sign in text for sign in _INCLUDE_SIGNS):
        for match in _INCLUDE.finditer(text):
            yield Flaw("include-in-text", match.group().strip(), {"found": match.group().strip()})
    for code, sign, pattern in (("email-in-text", _EMAIL_SIGN, _EMAIL), ("phone-in-text", _PHONE_SIGN, _PHONE)):
        if sign.search(text):
            for match in pattern.finditer(_TARGET.sub(" ", text)):
                yield Flaw(code, match.group(), {"found": match.group()})
    if not _SUSPICIOUS.search(text):
        return
    for token in _flatten(_everything().parse(text)):
        if token.type in ("html_block", "html_inline"):
            yield Flaw("raw-html", token.content.strip(), {"found": token.content.strip()[:40]})
        elif token.type == "heading_open":
            yield Flaw("heading-in-text", _line(text, token), {"found": _line(text, token)[:40]})
        elif token.type == "image":
            yield Flaw("image-in-text", "![", {"found": token.content[:40]})
        elif token.type == "link_open":
            yield from _link_flaws(str(token.attrs["href"]), practices)


def _link_flaws(address: str, practices: Sequence[str] | frozenset[str]) -> Iterator[Flaw]:
    scheme = _SCHEME.match(address)
    if not scheme or scheme.group(1).lower() not in _ALLOWED_SCHEMES:
        yield Flaw("link-scheme", address, {"found": address[:80]})
    elif (
        scheme.group(1) == "practice" and (slug := address.removeprefix("practice:").partition("#")[0]) not in practices
    ):
        yield Flaw("unknown-practice", address, {"found": slug, "allowed": sorted(practices)})


def _line(text: str, token: Token) -> str:
    lines = text.split("\n")
    return lines[token.map[0]].strip() if token.map else ""


def _flatten(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


@cache
def _everything() -> MarkdownIt:
    """A parser that recognises what card text may not hold, so that it can be named."""
    parser = MarkdownIt("commonmark", {"html": True})
    parser.validateLink = lambda url: bool(url)  # type: ignore[method-assign]
    return parser


def _is_allowed_link(url: str) -> bool:
    scheme = _SCHEME.match(url)
    return bool(scheme) and scheme.group(1).lower() in _ALLOWED_SCHEMES  # type: ignore[union-attr]


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


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer)
    parser.disable(["heading", "lheading", "html_block", "html_inline", "image", "code", "reference", "hr"])
    parser.inline.ruler.before("link", "citation", _citation_rule)
    parser.inline.ruler.before("link", "person", _person_rule)
    parser.validateLink = _is_allowed_link  # type: ignore[method-assign]
    return parser


def render_prose(text: str, surroundings: Surroundings) -> str:
    """Paragraphs and lists as HTML."""
    return str(_parser().render(text, {"surroundings": surroundings}))


def render_phrase(text: str, surroundings: Surroundings) -> str:
    """One line as HTML, without a paragraph around it."""
    return str(_parser().renderInline(text, {"surroundings": surroundings}))


def plain_text(text: str) -> str:
    """The words alone: no marks, no citations, one line a block."""
    blocks = (_words_of(token) for token in _parser().parse(text) if token.type == "inline")
    return "\n".join(block for block in blocks if block)


def _words_of(inline: Token) -> str:
    parts = []
    for token in inline.children or ():
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return re.sub(r"\s+([.,;:])", r"\1", "".join(parts)).strip()
