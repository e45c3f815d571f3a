"""One state of the casebook's files, ready to be published in every language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from casebook.cards import read_casebook, read_known
from casebook.handwritten import Page, missing_pages
from casebook.helping import Helper
from casebook.history import Dates, read_history
from casebook.model import Casebook
from casebook.pages.addresses import practice_file
from casebook.pages.builder import card_downloads
from casebook.pages.downloads import Download
from casebook.pages.edition import Edition
from casebook.pages.open_data import CARD_SCHEMA
from casebook.pages.page import Body, GeneratedPage
from casebook.pages.site import generated_pages, site_downloads
from casebook.project import Project, build_date
from casebook.schema import format_schema, practice_schema
from casebook.sheets.collection import all_sheets
from casebook.sheets.typesetting import Printed, print_sheets


@dataclass
class Publication:
    """What the site is made from, and the editions, pages and files that are made of it, each at its first use."""

    project: Project
    state: tuple[Any, ...]
    """What tells these files from changed ones."""
    casebook: Casebook
    shows_drafts: bool
    site: str
    """The absolute address of the site's root."""
    repository: str = ""
    """Where the project's files are edited on the web, with a slash at its end; empty where that isn't known."""
    editions: dict[str, Edition] = field(default_factory=dict)
    _printed: dict[str, int] = field(default_factory=dict)
    _helpers: dict[str, Helper[Body]] = field(default_factory=dict)

    def edition(self, language: str) -> Edition:
        """The edition of `language`, made at its first use."""
        if language not in self.editions:
            self.editions[language] = Edition(
                self.casebook,
                language,
                build_date(),
                self.shows_drafts,
                self.site,
                self.history,
                self._printed,
                self.repository,
            )
        return self.editions[language]

    @cached_property
    def history(self) -> Mapping[str, Dates]:
        """When the cards were published, and cards and pages changed, by their files."""
        return read_history(self.project.root, self.project.practices, self.project.docs)

    def print_sheets(self) -> tuple[Printed, ...]:
        """Set all PDFs, and let the pages know how many pages each has."""
        editions = [self.edition(language) for language in self.project.languages]
        sheets = chain.from_iterable(all_sheets(edition) for edition in editions)
        printed = tuple(print_sheets(sheets, self.project.cache / "sheets"))
        self._printed.update({sheet.address: sheet.pages for sheet in printed})
        return printed

    def make_downloads(self) -> Iterator[Download]:
        """The files that stand beside the pages, for all languages, one after the other: they are large together."""
        yield from site_downloads([self.edition(language) for language in self.project.languages])
        yield Download(CARD_SCHEMA, format_schema(practice_schema(read_known(self.project))))
        yield from card_downloads(self.casebook, self.project.root)

    @cached_property
    def downloads(self) -> tuple[Download, ...]:
        """The same, kept for a preview."""
        return tuple(self.make_downloads())

    @cached_property
    def hand_written(self) -> dict[str, Page]:
        """The hand-written pages by their file below `docs/`."""
        return {f"{page.language}/{page.uri}": page for page in self.casebook.pages}

    @cached_property
    def stand_ins(self) -> dict[str, Page]:
        """Where a language lacks a page: the page in the default language, which stands in for it, marked."""
        missing = missing_pages(self.casebook.pages, self.casebook.languages)
        return {f"{language}/{page.uri}": page for language, page in missing}

    @cached_property
    def pages(self) -> dict[str, GeneratedPage]:
        """The generated pages of all languages, by the Markdown file that each stands for."""
        languages = self.project.languages
        return {f"{name}/{page.uri}": page for name in languages for page in generated_pages(self.edition(name))}

    def body(self, uri: str) -> Body:
        """The content of a generated page; of many practices, another process makes the page of every second one.

        Not those that list them all: in the copy of this process they would write to all that the two share.
        """
        language, _, _ = uri.partition("/")
        if language not in self._helpers and not self.shows_drafts:
            edition = self.edition(language)
            edition.make_shared()
            names = [f"{language}/{practice_file(practice.slug)}" for practice in edition.practices]
            self._helpers[language] = Helper(self._body, names)
        helper = self._helpers.get(language)
        return (helper.take(uri) if helper else None) or self._body(uri)

    def _body(self, uri: str) -> Body:
        return self.pages[uri].body(self.edition(uri.partition("/")[0]))

    def home(self, language: str) -> str:
        """Where a language's home page is, below the site's root."""
        return "" if language == self.project.default_language else f"{language}/"


def read_publication(
    project: Project, site: str, shows_drafts: bool, last: Publication | None, repository: str = ""
) -> Publication:
    """The publication of the project's files as they are: the last one where none has changed since.

    CardProblems with all that is wrong with them.
    """
    state = _state_of(project)
    if last is not None and last.state == state:
        return last
    return Publication(project, state, read_casebook(project), shows_drafts, site, repository)


def _state_of(project: Project) -> tuple[Any, ...]:
    files = (*project.shelves, *project.cards, *project.pages)
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)
