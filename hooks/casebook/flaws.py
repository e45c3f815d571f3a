"""What card text may not hold: HTML, headings, images, includes, foreign links, personal data."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from markdown_it.token import Token

from casebook.notation import CITATION, is_allowed_link

_SUSPICIOUS = re.compile(r"<[A-Za-z/!?]|#|^[^\w\n]*[=-][ \t]*$|\]\(|^[^\w\n]*\[(?!@)|\]\[", re.MULTILINE)
"""Without one of these a text can hold no link, HTML, heading or image, and needn't be parsed to be checked."""

_SIGNS = ("<", "#", "](", "][")
_LATE_SIGNS = tuple(re.compile(sign, re.MULTILINE) for sign in (r"=[ \t]*$", r"-[ \t]*$", r"\[(?!@)"))
"""What a match of the pattern above must hold. Most texts hold none of it, and a pattern that begins with
a certain character is found by that: ten times as fast as the one above."""

_INCLUDE = re.compile(r"(?<!-)-+8<-+|\{%|\{\{|!include\b|\{!|(?:(?<=\n)|^):{2,3}[ \t]*\w+")
_NOT_PERSONAL = re.compile(
    r"\]\([^)\s]*\)|https?://\S+|\b10\.\d{4,9}/\S+|ISBN[:\s]*[\d\s-]+|\b\d\d([-/.])\d\d\1(?:19|20)\d\d\b"
)
"""Targets of links, addresses, DOIs, ISBNs and dates, whose digits are nobody's telephone number."""

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\w./-])(?:(?:\+|00)[1-9][\d ().\-/]{7,20}\d|0[1-9]\d{7,8}"
    r"|0[1-9]\d{0,2}[ /.\-]\d{2,3}(?:[ .\-]?\d{2,3}){1,3})(?!\w)"
)
_PHONE_DIGITS = 9
"""Shorter ones are dates, times and ranges."""

_BEFORE_COLON = re.compile(r"\]\(([^():<]*):")
_SCRIPTS = ("javascript", "vbscript", "data", "file")
"""Schemes that stay refused when blanks part them: no link today, but in another reader of Markdown."""

_BRACKETS = re.compile(r"\[[^\[\]]*\](?!\()")
_CITING = re.compile(r"(?<!\w)@[A-Za-z0-9]")

_INCLUDE_SIGNS = ("8<", "{", "!include", "::")
_EMAIL_SIGN = re.compile(r"@[\w-]+\.[\w-]")
_PHONE_SIGNS = re.compile(r"\+\d"), re.compile(r"0(?<![\w./-]0)\d")
"""What a match of the patterns above must hold; most texts have none, and this is quick to see."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that card Markdown may not hold: the rule's code, and where in the text it is broken."""

    code: str
    offset: int
    details: Mapping[str, Any]


def find_flaws(text: str, practices: frozenset[str]) -> Iterator[Flaw]:
    """What `text` may not hold: HTML, headings, images, includes, other links than https, mailto and known
    practices, citations that would be printed as they stand, and e-mail addresses or
    telephone numbers of people."""
    if any(sign in text for sign in _INCLUDE_SIGNS):
        for match in _INCLUDE.finditer(text):
            yield Flaw("include-in-text", match.start(), {"found": match.group()})
    for match in _BRACKETS.finditer(text):
        if _CITING.search(match.group()) and not CITATION.fullmatch(match.group()):
            yield Flaw("citation-form", match.start(), {"found": match.group()[:60]})
    if _EMAIL_SIGN.search(text) or any(sign.search(text) for sign in _PHONE_SIGNS):
        yield from _personal_flaws(text)
    for match in _BEFORE_COLON.finditer(text):
        scheme = "".join(match.group(1).split())
        if scheme.lower() in _SCRIPTS and scheme != match.group(1).strip():
            yield Flaw("link-scheme", match.start(1), {"found": scheme + ":"})
    if _may_be_suspicious(text) and _SUSPICIOUS.search(text):
        yield from _markdown_flaws(text, practices)


def _may_be_suspicious(text: str) -> bool:
    return any(sign in text for sign in _SIGNS) or any(sign.search(text) for sign in _LATE_SIGNS)


def _personal_flaws(text: str) -> Iterator[Flaw]:
    words = _NOT_PERSONAL.sub(lambda match: " " * len(match.group()), text)
    for match in _EMAIL.finditer(words):
        yield Flaw("email-in-text", match.start(), {"found": match.group()[:80]})
    for match in _PHONE.finditer(words):
        if sum(character.isdigit() for character in match.group()) >= _PHONE_DIGITS:
            yield Flaw("phone-in-text", match.start(), {"found": match.group()})


def _markdown_flaws(text: str, practices: frozenset[str]) -> Iterator[Flaw]:
    env: dict[str, Any] = {}
    lines = _Lines(text)
    for token in _everything().parse(text, env):
        if token.type == "html_block":
            content = token.content.strip()
            yield Flaw("raw-html", lines.block(token, content.split("\n")[0]), {"found": content[:40]})
        elif token.type == "heading_open":
            at = lines.block(token, "#" if token.markup.startswith("#") else "")
            yield Flaw("heading-in-text", at, {"found": text[at:].split("\n", 1)[0][:40]})
        for child in token.children or ():
            if child.type == "html_inline":
                yield Flaw("raw-html", lines.inline(token, child.meta["at"]), {"found": child.content[:40]})
            elif child.type == "image":
                yield Flaw("image-in-text", lines.inline(token, child.meta["at"]), {"found": child.content[:40]})
            elif child.type == "link_open":
                address = str(child.attrs["href"])
                at = max(child.meta["at"], token.content.find(address, child.meta["at"]))
                yield from _link_flaws(address, lines.inline(token, at), practices)
    for label, definition in _definitions(env):
        if not label.startswith("@"):
            at = lines.starts[definition["map"][0]]
            yield Flaw("link-definition", at, {"found": f"[{label.lower()}]: {definition['href']}"[:80]})


def _definitions(env: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from env.get("references", {}).items()
    yield from ((definition["label"], definition) for definition in env.get("duplicate_refs", ()))


def _link_flaws(address: str, offset: int, practices: frozenset[str]) -> Iterator[Flaw]:
    scheme, _, rest = address.partition(":")
    slug = rest.partition("#")[0]
    if not is_allowed_link(address):
        yield Flaw("link-scheme", offset, {"found": address[:80]})
    elif scheme.lower() == "practice" and slug not in practices:
        yield Flaw("unknown-practice", offset, {"found": slug[:80], "allowed": sorted(practices)})


class _Lines:
    """Finds the place in a text of what the parser made of it: it knows lines only, and cuts their margins off."""

    def __init__(self, text: str) -> None:
        self.lines = re.sub("\r\n?", "\n", text).split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def block(self, block: Token, mark: str) -> int:
        """Where `mark` stands in a block's first line; without a mark, where that line starts."""
        number = block.map[0] if block.map else 0
        indentation = len(self.lines[number]) - len(self.lines[number].lstrip())
        return self.starts[number] + max(indentation, self.lines[number].find(mark))

    def inline(self, block: Token, at: int) -> int:
        """Where the character at `at` of a block's inline content stands."""
        above = block.content.count("\n", 0, at)
        number = min(above + (block.map[0] if block.map else 0), len(self.lines) - 1)
        margin = max(0, self.lines[number].find(block.content.split("\n")[above]))
        return self.starts[number] + margin + at - (block.content.rfind("\n", 0, at) + 1)


def _noting_place(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """A rule of the parser that leaves in its token's `meta` where the token starts."""

    def noting(state: StateInline, silent: bool) -> bool:
        at, before = state.pos, len(state.tokens)
        found = rule(state, silent)
        for token in state.tokens[before:]:
            if token.type != "text":
                token.meta.setdefault("at", at)
        return found

    return noting


@cache
def _everything() -> MarkdownIt:
    """A parser that recognises what card text may not hold, so that it can be named."""
    parser = MarkdownIt("commonmark", {"html": True})
    parser.validateLink = lambda url: bool(url)  # type: ignore[method-assign]
    for name, rule in (("link", link), ("image", image), ("autolink", autolink), ("html_inline", html_inline)):
        parser.inline.ruler.at(name, _noting_place(rule))
    return parser
