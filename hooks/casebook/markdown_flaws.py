"""What only a parser of Markdown finds in a text: HTML, headings, images, and where links lead."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, html_inline, image, link
from markdown_it.token import Token

from casebook.notation import Flaw, is_allowed_link


@lru_cache(maxsize=2**10)
def find_markdown_flaws(text: str, practices: frozenset[str]) -> tuple[Flaw, ...]:
    """The HTML, headings, images and definitions of `text`, and its links to where card text may not lead.

    Kept for the texts of the last cards: after a change in one, a preview reads its other texts again.
    """
    return tuple(_find(text, practices))


def _find(text: str, practices: frozenset[str]) -> Iterator[Flaw]:
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
