"""What a printed page says at its end: where it comes from, how old it is, and a code that leads back to it."""

from dataclasses import dataclass

from babel.dates import format_date

from casebook.codes import Code, draw_code
from casebook.history import UNKNOWN
from casebook.pages.edition import Edition


@dataclass(frozen=True)
class Colophon:
    """The end of a printed page."""

    address: str
    code: Code
    dated: str
    """When the page was last changed or, where that is not known, the day of the build: it says which."""


def colophon(edition: Edition, address: str, path: str | None) -> Colophon:
    """The end of the page at the absolute `address`, made from the file at `path` or, where it is None, from all."""
    return Colophon(address, draw_code(address), _dated(edition, path))


def _dated(edition: Edition, path: str | None) -> str:
    words = edition.words.paper
    changed = edition.last_change if path is None else edition.history.get(path, UNKNOWN).changed
    template: str = words["built"] if changed is None else words["changed"]
    locale = edition.words.locale.replace("-", "_")
    return template.format(date=format_date(changed or edition.today, "long", locale=locale))
