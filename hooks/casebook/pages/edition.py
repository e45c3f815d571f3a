"""The casebook in one language: its words, its formatted works, and who uses which work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from markupsafe import Markup

from casebook.across import Practices
from casebook.citations import Bibliography, format_pages, format_works
from casebook.citing import page_item
from casebook.exports import FORMATS
from casebook.facets import Option, facet_options, facet_values
from casebook.glossary import Term
from casebook.handwritten import Page, missing_pages
from casebook.history import UNKNOWN, Dates
from casebook.marking import Finder
from casebook.model import Casebook, Practice
from casebook.notation import Cite, find_citations
from casebook.pages.addresses import practice_address, work_address
from casebook.pages.openable import openable_cards
from casebook.pages.uses import Use, uses_by_work
from casebook.style import manner_of
from casebook.text import Surroundings, render_page, render_phrase, render_prose
from casebook.words import Words, read_words


@dataclass(frozen=True)
class Edition:
    """What all pages of one language share; made once a build."""

    casebook: Casebook
    language: str
    today: date
    shows_drafts: bool = False
    """Only at the maker's desk: drafts appear nowhere public."""
    site: str = "/"
    """The absolute address of the site's root, with a slash at its end."""
    history: Mapping[str, Dates] = field(default_factory=dict)
    """The dates of the cards and the pages, by their files."""
    printed: Mapping[str, int] = field(default_factory=dict)
    """The number of pages of each PDF, by its address below the site's root; none in a preview."""

    repository: str = ""
    """Where the project's files are edited on the web, with a slash at its end; empty where that isn't known."""

    @cached_property
    def words(self) -> Words:
        """The interface words."""
        return read_words(self.language)

    @property
    def practices(self) -> tuple[Practice, ...]:
        """The practices that this edition shows, by title in this language."""
        return self._by_title

    @cached_property
    def _by_title(self) -> tuple[Practice, ...]:
        shown = self.casebook.practices if self.shows_drafts else self.casebook.public
        return tuple(sorted(shown, key=lambda p: (self.title_of(p).casefold(), p.slug)))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The number of each practice among all, by title."""
        return {practice.slug: place for place, practice in enumerate(self._by_title)}

    @cached_property
    def together(self) -> Practices:
        """The practices that readers see, to be asked by feature."""
        return Practices(self.casebook.public, self.casebook.vocabulary)

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Practice | None, Practice | None]]:
        """The practices before and after each practice, by title."""
        order = (None, *self._by_title, None)
        triples = zip(order, order[1:], order[2:], strict=False)
        return {middle.slug: (before, after) for before, middle, after in triples if middle is not None}

    @cached_property
    def facet_values(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The values of each practice by facet, by its slug."""
        return {practice.slug: facet_values(practice) for practice in self.practices}

    @cached_property
    def facet_options(self) -> Mapping[str, tuple[Option, ...]]:
        """The values that these practices have, by facet, in this language's order."""
        return facet_options(self.practices, self.casebook.vocabulary, self.words)

    @cached_property
    def openable(self) -> frozenset[str]:
        """The slugs of the cards that readers may open as files."""
        return openable_cards(self.casebook)

    def title_of(self, practice: Practice) -> str:
        """The practice's title, in the original where this language has none."""
        return practice.title.version(self.language, practice.original)[0]

    @cached_property
    def uses(self) -> Mapping[str, tuple[Use, ...]]:
        """The pages that use each work: practices first, then hand-written pages."""
        return uses_by_work(self.practices, self.pages, self.words)

    @cached_property
    def headed_themes(self) -> frozenset[str]:
        """The themes under which a work stands in the reading list: its first one."""
        return frozenset(work.custom.theme[0] for work in self.casebook.works.values() if work.custom.theme)

    @cached_property
    def finder(self) -> Finder:
        """Finds the glossary's terms in texts of this language."""
        return Finder(self.casebook.glossary, self.language)

    @cached_property
    def related(self) -> Mapping[str, tuple[Term, ...]]:
        """The terms related to each term, whichever of the two names the other, in the glossary's order."""
        terms = self.casebook.glossary
        pairs = {pair for term in terms for other in term.related for pair in ((term.key, other), (other, term.key))}
        return {term.key: tuple(other for other in terms if (term.key, other.key) in pairs) for term in terms}

    @cached_property
    def term_uses(self) -> Mapping[str, tuple[Use, ...]]:
        """The practices whose running sections use each term."""
        found: dict[str, list[Use]] = {}
        for practice in self.practices:
            title, language = practice.title.version(self.language, practice.original)
            use = Use(title, language, practice_address(practice.slug))
            texts = (text.in_language(self.language) for text in practice.running_texts())
            for key in {key for text in texts if text for key in self.finder.used_in(text)}:
                found.setdefault(key, []).append(use)
        return {key: tuple(uses) for key, uses in found.items()}

    def page(self, uri: str) -> Page | None:
        """The hand-written page of this language, or the one that stands in for it; None where there is neither."""
        return next((page for page in self.pages if page.uri == uri), None)

    @cached_property
    def pages(self) -> list[Page]:
        """The hand-written pages of this language, with those that stand in for missing ones."""
        missing = missing_pages(self.casebook.pages, self.casebook.languages)
        stand_ins = [page for language, page in missing if language == self.language]
        return [page for page in self.casebook.pages if page.language == self.language] + stand_ins

    @cached_property
    def bibliography(self) -> Bibliography:
        """Every work and every citation, formatted."""
        return format_works(self.casebook.works.values(), self._citations(), manner_of(self.words))

    @cached_property
    def written_works(self) -> Mapping[str, Mapping[str, str]]:
        """Every work in every format, by the format's ending and the work's key, however many files hold it."""
        items = {key: work.csl() for key, work in self.casebook.works.items()}
        return {ending: {key: form.write_one(item) for key, item in items.items()} for ending, form in FORMATS.items()}

    @cached_property
    def page_items(self) -> Mapping[str, dict[str, Any]]:
        """The page of each practice as an item of CSL JSON, by its slug."""
        return {practice.slug: self._page_item(practice) for practice in self.practices}

    def make_shared(self) -> None:
        """Make what takes long and each practice's page needs, before pages are shared out between processes."""
        _ = self.page_references

    @cached_property
    def page_references(self) -> Mapping[str, Markup]:
        """The reference to each practice's page, by its slug."""
        formatted = format_pages(tuple(self.page_items.values()), manner_of(self.words))
        return {slug: formatted[item["id"]] for slug, item in self.page_items.items()}

    def _page_item(self, practice: Practice) -> dict[str, Any]:
        address = self.address + practice_address(practice.slug)
        changed = self.dates_of(practice).changed
        return page_item(practice, self.language, self.words.site_name, address, changed)

    def dates_of(self, practice: Practice) -> Dates:
        """When the practice was first published and last changed, as far as that is known."""
        return self.history.get(practice.path, UNKNOWN)

    @cached_property
    def last_change(self) -> date | None:
        """When any of the practices was last changed, as far as that is known."""
        return max(filter(None, (self.dates_of(practice).changed for practice in self.practices)), default=None)

    @property
    def home(self) -> str:
        """Where this language's pages are, below the site's root."""
        return self._home_of(self.language)

    def _home_of(self, language: str) -> str:
        return "" if language == self.casebook.languages[0] else f"{language}/"

    @property
    def address(self) -> str:
        """The absolute address of this language's root."""
        return self.address_in(self.language)

    def address_in(self, language: str) -> str:
        """The absolute address of a language's root."""
        return self.site + self._home_of(language)

    def cite(self, cites: tuple[Cite, ...], root: str) -> Markup:
        """A citation on a page from which `root` leads to this language's root: pages of one depth share it."""
        place = root, cites
        if place not in self._cited:
            self._cited[place] = self.bibliography.cite(cites, lambda key: root + work_address(key))
        return self._cited[place]

    @cached_property
    def _cited(self) -> dict[tuple[str, tuple[Cite, ...]], Markup]:
        return {}

    def _citations(self) -> list[tuple[Cite, ...]]:
        found = [cites for page in self.pages for cites in page.citations]
        notes = [work.custom.note for work in self.casebook.works.values() if work.custom.note is not None]
        for version in (version for note in notes for version in note.by_language.values()):
            found += [cites for _, cites in find_citations(version)]
        for practice in self.practices:
            for _, text in practice.texts():
                for version in text.by_language.values():
                    found += [cites for _, cites in find_citations(version)]
            found += [(Cite(key),) for key in practice.cited_works()]
        return found


@dataclass(frozen=True)
class Desk:
    """An edition at one page's place: turns texts and keys into HTML with addresses relative to that page."""

    edition: Edition
    root: str
    """From the page to the language's root, such as `../../`."""
    practice: Practice | None = None
    """The practice whose texts are on the desk: its consent says who may be named."""

    def link(self, address: str) -> str:
        """The address of a page or an anchor below the language's root, from here."""
        return self.root + address or "./"

    def link_in(self, language: str, address: str) -> str:
        """The address of a page of another language, from here."""
        default = self.edition.casebook.languages[0]
        up = "" if self.edition.language == default else "../"
        down = "" if language == default else f"{language}/"
        return self.root + up + down + address or "./"

    def asset(self, name: str) -> str:
        """The address of a file that all languages share, from here."""
        return self.link_in(self.edition.casebook.languages[0], f"assets/{name}")

    def name_of(self, person: str) -> str:
        """A person's name where their consent stands, else a word for somebody who is not named."""
        name = self.practice.name_of(person) if self.practice is not None else None
        unnamed: str = self.edition.words.practice["unnamed"]
        return name or unnamed

    def practice_link(self, slug: str) -> str | None:
        """The address of a practice's page, or None where this edition doesn't show it."""
        return self.link(practice_address(slug)) if slug in self.edition.neighbours else None

    def work_link(self, key: str) -> str:
        """The address of a work's entry in the reading list."""
        return self.link(work_address(key))

    def cite(self, cites: tuple[Cite, ...]) -> Markup:
        """A citation in the text."""
        return self.edition.cite(cites, self.root)

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self.cite, self.practice_link, self.name_of)

    def prose(self, text: str) -> Markup:
        """Paragraphs and lists."""
        return Markup(render_prose(text, self._surroundings))

    def page(self, text: str) -> Markup:
        """A hand-written page, with its headings."""
        return Markup(render_page(text, self._surroundings))

    def phrase(self, text: str) -> Markup:
        """One line."""
        return Markup(render_phrase(text, self._surroundings))
