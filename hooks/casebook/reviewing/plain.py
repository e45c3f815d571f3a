"""A page's HTML as lines of plain text, and text as Markdown that means nothing but itself."""

import re
from html import escape
from html.parser import HTMLParser

_INLINE = frozenset({"a", "b", "cite", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup"})
_UNSEEN = frozenset({"script", "style", "svg", "template"})
_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~@>-])")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.unseen += tag in _UNSEEN
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(data.replace("\n", " "))

    def _part(self, tag: str) -> None:
        if tag not in _INLINE:
            self.parts.append("\n")


def lines_of(html: str) -> list[str]:
    """What a reader sees, a line for each block: paragraphs, items, cells, headings."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return [line for line in lines if line]


def words_of(html: str) -> str:
    """The same in one line."""
    return " ".join(lines_of(html))


def as_markdown(text: str) -> str:
    """Plain text in one line of Markdown: no mark of it makes a list, a link, a cell or a mention."""
    return _MARKS.sub(r"\\\1", escape(" ".join(text.split()), quote=False))


def fenced(lines: list[str], kind: str) -> str:
    """Lines as a block of code, in a fence that none of them can close."""
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join([f"{fence}{kind}", *lines, fence])
