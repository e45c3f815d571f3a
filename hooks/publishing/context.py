"""What the theme asks for each page: words, menu, notices, the same page in other languages."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from casebook.pages.addresses import page_address, path_to_root
from casebook.pages.colophon import colophon
from casebook.pages.edition import Desk
from casebook.pages.notices import page_notice
from casebook.pages.open_data import feed_link
from casebook.pages.prints import workshop_links
from casebook.pages.search import search_files
from casebook.pages.site import home_cards
from casebook.pages.structured import about_page, page_graph
from casebook.translations import State, page_state
from casebook.words import read_words
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from publishing.current import publication


def desk_of(page: Page) -> Desk:
    """The desk at the page's place."""
    language, _, uri = page.file.src_uri.partition("/")
    return Desk(publication().edition(language), path_to_root(uri))


def is_home(page: Page) -> bool:
    """Whether this is a language's home page; MkDocs knows only the one at the site's root."""
    return page.file.src_uri.partition("/")[2] == "index.md"


def add_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Give the theme its words, its menu and, on the home page, the practices."""
    desk = desk_of(page)
    context["words"] = desk.edition.words
    context["menu"] = [_menu_item(item, page) for item in nav.pages if not is_home(item)]
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
    context["is_home"] = is_home(page)
    if context["is_home"]:
        context["practice_cards"] = home_cards(desk.edition)


def _made_from(page: Page) -> str | None:
    """The file below the project's root that the page's text stands in; None for a page made from many."""
    uri = page.file.src_uri
    if uri in publication().pages:
        return publication().pages[uri].edited_in
    return (publication().stand_ins.get(uri) or publication().hand_written[uri]).path


def _tags(page: Page) -> tuple[tuple[str, str], ...]:
    """The meta tags of a generated page."""
    generated = publication().pages.get(page.file.src_uri)
    return () if generated is None else generated.tags


def _structured(page: Page, desk: Desk) -> Mapping[str, Any]:
    """What the page is about, for machines."""
    generated = publication().pages.get(page.file.src_uri)
    address = page_address(page.file.src_uri.partition("/")[2])
    about = about_page(desk.edition, address, str(page.title), str(page.meta.get("description", "")))
    return page_graph(desk.edition, about, () if generated is None else generated.nodes)


def _notice(page: Page, desk: Desk) -> dict[str, str] | None:
    """What the reader of a hand-written page is told when it is older than its original, or only stands in."""
    uri = page.file.src_uri
    pages = publication().casebook.pages
    own = publication().stand_ins.get(uri) or publication().hand_written.get(uri)
    if own is None:
        return None
    state = State.MISSING if uri in publication().stand_ins else page_state(own, pages)
    text = page_notice(state, own.original, desk)
    address = desk.link_in(own.original, page_address(own.uri))
    return {"text": text, "link": address, "language": own.original} if text else None


def _contents(page: Page) -> list[AnchorLink]:
    """The headings of a hand-written page; a generated page shows its own."""
    if page.file.src_uri in publication().pages:
        return []
    return [heading for title in page.toc for heading in title.children]


def _menu_item(item: Page, page: Page) -> dict[str, Any]:
    """A menu entry; a page below it, such as a practice below the overview, belongs to it."""
    title = item.meta.get("menu", item.title)
    return {"title": title, "page": item, "here": item == page, "within": page.url.startswith(item.url)}


def _alternates(page: Page, desk: Desk, config: MkDocsConfig) -> list[dict[str, Any]]:
    """The same page in every language, or that language's home page where it has none of its own."""
    up = desk.root + ("" if desk.edition.language == publication().project.default_language else "../")
    found = []
    for language in publication().project.languages:
        file = page.file.alternates.get(language)  # type: ignore[attr-defined]  # mkdocs-static-i18n adds it
        address = publication().home(language) if file is None else file.url.removeprefix("./")
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
