"""Publishes the casebook with MkDocs; the only module that knows MkDocs.

The generated pages are announced before mkdocs-static-i18n sorts files by language, and filled after it:
what is set on a file earlier, that plugin drops. Every event but start-up runs once a language, on the
same configuration, the second language inside the first one's `on_post_build`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from casebook.cards import read_casebook, read_known
from casebook.handwritten import Page as HandWritten
from casebook.handwritten import missing_pages, replace_citations
from casebook.history import Dates, read_history
from casebook.indexing import write_index
from casebook.model import Casebook
from casebook.pages.addresses import page_address, path_to_root
from casebook.pages.colophon import colophon
from casebook.pages.downloads import Download
from casebook.pages.edition import Desk, Edition
from casebook.pages.imprint import shows_photo
from casebook.pages.notices import page_notice
from casebook.pages.open_data import CARD_SCHEMA, feed_link
from casebook.pages.page import Body, GeneratedPage
from casebook.pages.prints import workshop_links
from casebook.pages.redirects import redirects
from casebook.pages.references import ANCHOR, page_references
from casebook.pages.search import search_files
from casebook.pages.site import generated_pages, home_cards, site_downloads
from casebook.pages.structured import about_page, page_graph
from casebook.problems import CardProblems, format_report
from casebook.project import Project, build_date, read_project
from casebook.schema import format_schema, practice_schema
from casebook.sheets.collection import all_sheets
from casebook.sheets.typesetting import Printed, print_sheets
from casebook.translations import State, page_state
from casebook.words import read_words
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc


@dataclass
class Publication:
    """One state of the casebook's files, ready to be published in every language."""

    project: Project
    state: tuple[Any, ...]
    casebook: Casebook
    shows_drafts: bool
    site: str
    editions: dict[str, Edition] = field(default_factory=dict)
    _printed: dict[str, int] = field(default_factory=dict)

    def edition(self, language: str) -> Edition:
        """The edition of `language`, made at its first use."""
        fresh = Edition(
            self.casebook, language, build_date(), self.shows_drafts, self.site, self.history, self._printed
        )
        return self.editions.setdefault(language, fresh)

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

    @cached_property
    def downloads(self) -> tuple[Download, ...]:
        """The files that stand beside the pages, for all languages."""
        editions = [self.edition(language) for language in self.project.languages]
        schema = Download(CARD_SCHEMA, format_schema(practice_schema(read_known(self.project))))
        return (*site_downloads(editions), schema)

    @cached_property
    def hand_written(self) -> dict[str, HandWritten]:
        """The hand-written pages by their file below `docs/`."""
        return {f"{page.language}/{page.uri}": page for page in self.casebook.pages}

    @cached_property
    def stand_ins(self) -> dict[str, HandWritten]:
        """Where a language lacks a page: the page in the default language, which stands in for it, marked."""
        missing = missing_pages(self.casebook.pages, self.casebook.languages)
        return {f"{language}/{page.uri}": page for language, page in missing}

    @cached_property
    def pages(self) -> dict[str, GeneratedPage]:
        """The generated pages of all languages, by the Markdown file that each stands for."""
        languages = self.project.languages
        return {f"{name}/{page.uri}": page for name in languages for page in generated_pages(self.edition(name))}


_current: Publication | None = None
"""What the events of one build hand to each other."""

_STYLES = "assets/styles"
"""The parts of the one style sheet that pages load, below `docs/`; they are joined in the order of their names."""

_is_preview = False
"""Whether this is `mkdocs serve`, the only place where drafts show."""


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is a preview or a build for the public."""
    global _is_preview
    _is_preview = command == "serve"


def _publication() -> Publication:
    assert _current is not None, "on_config runs before every other event"
    return _current


def on_config(config: MkDocsConfig) -> None:
    """Read the casebook, once for all languages and again only when one of its files has changed."""
    global _current
    project = read_project(Path(config.config_file_path).parent)
    state = _state_of(project)
    if _current is None or _current.state != state:
        try:
            _current = Publication(project, state, read_casebook(project), _is_preview, str(config.site_url))
        except CardProblems as error:
            raise Abort(format_report(error.problems, read_words("en"))) from None


def _state_of(project: Project) -> tuple[Any, ...]:
    files = (*project.shelves, *project.cards, *project.pages)
    return tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)


def announce_pages(files: Files, *, config: MkDocsConfig) -> Files:
    """Say which pages there will be, so that addresses, alternates and the sitemap know them."""
    _drop_unused(files)
    for uri in (*_publication().pages, *_publication().stand_ins):
        files.append(File.generated(config, uri, abs_src_path=str(Path(config.docs_dir, uri))))
    return files


def _drop_unused(files: Files) -> None:
    """No page loads the theme's scripts, source maps, or the style sheet in parts: don't publish them."""
    for file in list(files):
        if file.src_uri.startswith(("assets/javascripts/", f"{_STYLES}/")) or file.src_uri.endswith(".map"):
            files.remove(file)


@event_priority(-101)
def fill_pages(files: Files, *, config: MkDocsConfig) -> Files:
    """Give the announced pages their front matter and the file they are edited in."""
    for uri, page in _publication().pages.items():
        file = files.src_uris.get(uri)
        if file is not None:
            front_matter = {"title": page.title, "description": page.description, "menu": page.menu or page.title}
            file.content_string = f"---\n{json.dumps(front_matter)}\n---\n"
            file.edit_uri = f"../{page.edited_in}" if page.edited_in else None
    for uri, original in _publication().stand_ins.items():
        if uri in files.src_uris:
            files.src_uris[uri].content_string = original.front_matter + original.body
            files.src_uris[uri].edit_uri = f"{original.language}/{original.uri}"
    if not config.plugins["i18n"].building:  # type: ignore[attr-defined]
        _add_assets(files, config)
    return files


def _add_assets(files: Files, config: MkDocsConfig) -> None:
    """Styles, photos, references and the former addresses of practices, once, with the language built first."""
    publication = _publication()
    parts = sorted(Path(config.docs_dir, _STYLES).glob("*.css"))
    style = "\n".join(part.read_text(encoding="utf-8") for part in parts)
    files.append(File.generated(config, "assets/style.css", content=style))
    for practice in publication.casebook.practices:
        if practice.photo is not None and (practice.is_public or publication.shows_drafts) and shows_photo(practice):
            source = publication.project.practices / "photos" / practice.photo.file
            files.append(File.generated(config, f"assets/photos/{practice.photo.file}", abs_src_path=str(source)))
    for download in publication.downloads:
        files.append(File.generated(config, download.address, content=download.text))
    for sheet in () if publication.shows_drafts else publication.print_sheets():
        files.append(File.generated(config, sheet.address, abs_src_path=str(sheet.file)))
    for language in publication.project.languages:
        for redirect in redirects(publication.edition(language)):
            uri = f"{_home(language)}{redirect.address}index.html"
            files.append(File.generated(config, uri, content=str(redirect.html)))


on_files = CombinedEvent(announce_pages, fill_pages)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn the citations of hand-written pages into links to the reading list."""
    if page.file.src_uri in _publication().pages:
        return markdown
    return replace_citations(markdown, _desk(page).cite)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the casebook's HTML in its page, whose own Markdown is empty; list what a hand-written page cites."""
    publication = _publication()
    generated = publication.pages.get(page.file.src_uri)
    if generated is None:
        return _with_references(html, page)
    body = generated.body(_desk(page).edition)
    for file in body.beside:
        files.append(File.generated(config, file.address, content=file.text))
    page.toc = get_toc(_toc_tokens(generated.title, body))
    page.present_anchor_ids = {heading.id for heading in body.headings}
    return str(body.html)


def _with_references(html: str, page: Page) -> str:
    """A hand-written page with the references that it cites; in its own language where it only stands in."""
    publication, uri = _publication(), page.file.src_uri
    stand_in = publication.stand_ins.get(uri)
    if stand_in is not None:
        html = f'<div lang="{stand_in.language}" data-pagefind-ignore>{html}</div>'
    references = "" if _is_home(page) else page_references(stand_in or publication.hand_written[uri], _desk(page))
    if references and page.toc.items:
        title = _desk(page).edition.words.references["title"]
        page.toc.items[0].children.append(AnchorLink(title, ANCHOR, level=2))
    return html + str(references)


def _toc_tokens(title: str, body: Body) -> list[Any]:
    """The contents under the page itself, so that the link past the header leads to its start."""
    children = [{"level": 2, "id": h.id, "name": h.label, "children": []} for h in body.headings]
    return [{"level": 1, "id": "content", "name": title, "children": children}]


def _desk(page: Page) -> Desk:
    language, _, uri = page.file.src_uri.partition("/")
    return Desk(_publication().edition(language), path_to_root(uri))


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
    """Give the theme its words, its menu and, on the home page, the practices."""
    desk = _desk(page)
    context["words"] = desk.edition.words
    context["menu"] = [_menu_item(item, page) for item in nav.pages if not _is_home(item)]
    context["link"] = desk.link
    is_card = str(page.edit_url).endswith(".yaml") and not str(page.edit_url).rpartition("/")[2].startswith("_")
    context["edit_label"] = desk.edition.words.practice["edit"] if is_card else desk.edition.words.chrome["footer_edit"]
    context["contents"] = _contents(page)
    context["papers"] = workshop_links(desk, page.meta.get("papers", ()))
    context["notice"] = _notice(page, desk)
    context["alternates"] = _alternates(page, desk, config)
    context["page_tags"] = _tags(page)
    context["colophon"] = colophon(desk.edition, str(page.canonical_url), _made_from(page))
    context["feed"] = feed_link(desk)
    context["search_files"] = search_files(desk)
    context["structured"] = _structured(page, desk)
    context["is_home"] = _is_home(page)
    if context["is_home"]:
        context["practice_cards"] = home_cards(desk.edition)
    return context


def _made_from(page: Page) -> str | None:
    """The file below the project's root that the page's text stands in; None for a page made from many."""
    publication, uri = _publication(), page.file.src_uri
    if uri in publication.pages:
        return publication.pages[uri].edited_in
    return (publication.stand_ins.get(uri) or publication.hand_written[uri]).path


def _is_home(page: Page) -> bool:
    """Whether this is a language's home page; MkDocs knows only the one at the site's root."""
    return page.file.src_uri.partition("/")[2] == "index.md"


def _tags(page: Page) -> tuple[tuple[str, str], ...]:
    """The meta tags of a generated page."""
    generated = _publication().pages.get(page.file.src_uri)
    return () if generated is None else generated.tags


def _structured(page: Page, desk: Desk) -> Mapping[str, Any]:
    """What the page is about, for machines."""
    generated = _publication().pages.get(page.file.src_uri)
    address = page_address(page.file.src_uri.partition("/")[2])
    about = about_page(desk.edition, address, str(page.title), str(page.meta.get("description", "")))
    return page_graph(desk.edition, about, () if generated is None else generated.nodes)


def _notice(page: Page, desk: Desk) -> dict[str, str] | None:
    """What the reader of a hand-written page is told when it is older than its original, or only stands in."""
    publication, uri = _publication(), page.file.src_uri
    pages = publication.casebook.pages
    own = publication.stand_ins.get(uri) or publication.hand_written.get(uri)
    if own is None:
        return None
    state = State.MISSING if uri in publication.stand_ins else page_state(own, pages)
    text = page_notice(state, own.original, desk)
    address = desk.link_in(own.original, page_address(own.uri))
    return {"text": text, "link": address, "language": own.original} if text else None


def _contents(page: Page) -> list[AnchorLink]:
    """The headings of a hand-written page; a generated page shows its own."""
    if page.file.src_uri in _publication().pages:
        return []
    return [heading for title in page.toc for heading in title.children]


def _menu_item(item: Page, page: Page) -> dict[str, Any]:
    """A menu entry; a page below it, such as a practice below the overview, belongs to it."""
    title = item.meta.get("menu", item.title)
    return {"title": title, "page": item, "here": item == page, "within": page.url.startswith(item.url)}


def _alternates(page: Page, desk: Desk, config: MkDocsConfig) -> list[dict[str, Any]]:
    """The same page in every language, or that language's home page where it has none of its own."""
    publication = _publication()
    up = desk.root + ("" if desk.edition.language == publication.project.default_language else "../")
    found = []
    for language in publication.project.languages:
        file = page.file.alternates.get(language)  # type: ignore[attr-defined]  # mkdocs-static-i18n adds it
        address = _home(language) if file is None else file.url.removeprefix("./")
        found.append(
            {
                "language": language,
                "name": read_words(language).name,
                "link": up + address or "./",
                "absolute": urljoin(str(config.site_url), address),
                "exists": file is not None,
            }
        )
    return found


def _home(language: str) -> str:
    """Where a language's home page is, below the site's root."""
    return "" if language == _publication().project.default_language else f"{language}/"


def on_template_context(context: Any, template_name: str, config: MkDocsConfig) -> Any:
    """The page for lost readers speaks every language: the last one built would win otherwise."""
    base = urlsplit(str(config.site_url)).path.rstrip("/") + "/"
    languages = _publication().project.languages
    context["lost"] = [{"words": read_words(language), "root": base + _home(language)} for language in languages]
    context["words"] = context["lost"][0]["words"]
    context["menu"] = []
    return context


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep the page for lost readers that the default language makes; the last language's would win otherwise."""
    if template_name == "404.html" and config.theme["language"] != _publication().project.default_language:
        return ""
    return _TOGGLES.sub("", output)


_TOGGLES = re.compile(r'\s*<(?:input class="md-toggle"[^>]*>|label class="md-overlay"[^>]*></label>)')
"""Boxes for the theme's own drawer and search, which no page has; what the theme writes there isn't valid HTML."""


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Take out what the theme leaves no block for."""
    return _TOGGLES.sub("", output)


@event_priority(-101)
def on_post_build(config: MkDocsConfig) -> None:
    """Index the whole site for search, once all languages are built."""
    if not config.plugins["i18n"].building:  # type: ignore[attr-defined]
        write_index(Path(config.site_dir))
