"""A table as a CSV file that spreadsheet programs open as it is meant, and never as formulas."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup

_FORMULA = re.compile(r"^[\s\x00\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]")
"""What a spreadsheet program may run: OWASP's list (CSV Injection), its full-width forms, after blanks too."""

_ITEM = re.compile(r"<li>\s*(?:<p>)?")
_BLOCK = re.compile(r"</?(?:p|li|ul|ol|blockquote|pre)\b[^>]*>")

_MARK = "\ufeff"
"""The byte-order mark by which spreadsheet programs know UTF-8."""


def write_csv(rows: Iterable[Sequence[str]]) -> str:
    """The rows after RFC 4180, every cell quoted, lines ended by CR LF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return _MARK + text.getvalue()


def harmless(cell: str) -> str:
    """The cell as it is, or with an apostrophe before what a spreadsheet program would run as a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def cell_text(html: Markup) -> str:
    """Paragraphs and lists as the plain text of one cell, a line for each paragraph or item."""
    blocks = _BLOCK.split(_ITEM.sub("<p>• ", html))
    return "\n".join(text for text in (Markup(block).striptags() for block in blocks) if text)
