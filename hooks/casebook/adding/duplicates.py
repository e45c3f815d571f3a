"""Finds a work that the bibliography has already: by its DOI, its address, or its title, year and first author."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from casebook.adding.keys import fold


@dataclass
class Shelf:
    """The works that are there, by what makes them recognisable."""

    _exact: dict[tuple[str, ...], str] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)

    def put(self, key: str, work: Mapping[str, Any]) -> None:
        """A work, as an entry of the file or an item of CSL JSON."""
        for sign in _signs(work):
            self._exact.setdefault(sign, key)
        self._titles.setdefault(fold(work["title"]), key)

    def find(self, work: Mapping[str, Any]) -> tuple[str, str] | None:
        """The key of the same work and by what it is known: DOI, URL or title; None where it is new."""
        found = ((self._exact[sign], sign[0]) for sign in _signs(work) if sign in self._exact)
        return next(found, None)

    def find_alike(self, work: Mapping[str, Any]) -> str | None:
        """The key of a work of the same title, whatever its year and authors."""
        return self._titles.get(fold(work["title"]))


def _signs(work: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    if "DOI" in work:
        yield "DOI", work["DOI"].casefold()
    if "URL" in work:
        yield "URL", _address(work["URL"])
    yield "title", fold(work["title"]), _year(work), fold(_first(work.get("author") or work.get("editor") or ()))


def _address(url: str) -> str:
    """The address without what may differ between two links to one page."""
    bare = re.sub(r"^https?://(?:www\.)?", "", url.partition("#")[0].strip(), flags=re.IGNORECASE)
    host, slash, path = bare.partition("/")
    return host.casefold() + slash + path.rstrip("/") if path.rstrip("/") else host.casefold()


def _year(work: Mapping[str, Any]) -> str:
    return str(work["issued"]["date-parts"][0][0]) if "issued" in work else ""


def _first(agents: Iterable[Mapping[str, str]]) -> str:
    first = next(iter(agents), {})
    return first.get("literal") or " ".join((first.get("non-dropping-particle", ""), first.get("family", "")))
