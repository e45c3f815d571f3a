"""The references as files: of the whole list, of each practice, and of each practice's own page."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from casebook.exports import FORMATS
from casebook.model import Practice
from casebook.pages.addresses import practice_address
from casebook.pages.edition import Desk, Edition

_LIST = "data/bibliography"
_WORK = "data/works/"
PREVIEWS = "reading-list/previews.json"
"""Beside the page that every citation leads to."""
_PRACTICE = "references"
_PAGE = "cite"
_PAGE_FORMATS = ("bib", "ris")


@dataclass(frozen=True)
class Download:
    """A file at an address below the site's root."""

    address: str
    text: str


@dataclass(frozen=True)
class FileLink:
    """A link to a file, with the name of its format."""

    name: str
    link: str


def list_downloads(edition: Edition, keys: Collection[str]) -> Iterator[Download]:
    """The works with these keys, in the order of their keys."""
    yield from _works_as_files(edition, _LIST, keys)


def work_downloads(edition: Edition, keys: Collection[str]) -> Iterator[Download]:
    """Each of the works with these keys by itself."""
    for key in sorted(keys):
        yield from _works_as_files(edition, _WORK + key, (key,))


def practice_downloads(edition: Edition) -> Iterator[Download]:
    """The works of each practice: the same in every language, so that they stand once, below the default one."""
    for practice in edition.practices:
        yield from _works_as_files(edition, practice_address(practice.slug) + _PRACTICE, practice.cited_works())


def page_downloads(edition: Edition) -> Iterator[Download]:
    """The reference to each practice's own page, whose title is this language's."""
    for slug, item in edition.page_items.items():
        for ending in _PAGE_FORMATS:
            yield Download(f"{edition.home}{practice_address(slug)}{_PAGE}.{ending}", FORMATS[ending].write([item]))


def preview_downloads(edition: Edition, keys: Collection[str]) -> Iterator[Download]:
    """The reference of each work by its key, for the previews on pages that don't list what they cite."""
    references = {key: html for key, html in edition.bibliography.references.items() if key in keys}
    yield Download(edition.home + PREVIEWS, json.dumps(references, ensure_ascii=False, separators=(",\n", ":")))


def _works_as_files(edition: Edition, address: str, keys: Collection[str]) -> Iterator[Download]:
    for ending, form in FORMATS.items():
        written = edition.written_works[ending]
        yield Download(f"{address}.{ending}", form.join(written[key] for key in sorted(keys)))


def list_links(desk: Desk) -> Sequence[FileLink]:
    """The files of the whole list."""
    return _shared_links(desk, _LIST)


def work_links(desk: Desk, key: str) -> Sequence[FileLink]:
    """The files of one work."""
    return _shared_links(desk, _WORK + key)


def practice_links(desk: Desk, practice: Practice) -> Sequence[FileLink]:
    """The files of a practice's works."""
    return _shared_links(desk, practice_address(practice.slug) + _PRACTICE)


def page_links(desk: Desk, practice: Practice) -> Sequence[FileLink]:
    """The files of the reference to a practice's page."""
    address = practice_address(practice.slug) + _PAGE
    return [FileLink(FORMATS[ending].name, desk.link(f"{address}.{ending}")) for ending in _PAGE_FORMATS]


def _shared_links(desk: Desk, address: str) -> Sequence[FileLink]:
    """Links to files that stand once for all languages."""
    default = desk.edition.casebook.languages[0]
    return [FileLink(form.name, desk.link_in(default, f"{address}.{ending}")) for ending, form in FORMATS.items()]
