"""What stands on a page: the casebook's HTML on a generated one, the references below a hand-written one."""

from pathlib import Path

from casebook.handwritten import Page as HandWritten
from casebook.handwritten import replace_citations
from casebook.pages.across import with_practices
from casebook.pages.references import ANCHOR, page_references
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import write_file

from publishing.context import desk_of, is_home
from publishing.current import publication


def fill_page(page: Page, config: MkDocsConfig) -> None:
    """Make the HTML of a generated page, right before it is laid out and written: MkDocs reads all pages before it
    writes the first, and would hold what they say meanwhile. The files beside the page are written at once."""
    body = publication().body(page.file.src_uri)
    for file in body.beside:
        write_file(file.text.encode(), str(Path(config.site_dir, file.address)))
    page.present_anchor_ids = {heading.id for heading in body.headings}
    page.content = str(body.html)


def with_links(markdown: str, page: Page) -> str:
    """The Markdown of a hand-written page with its citations, and with what it says of the practices."""
    desk = desk_of(page)
    return with_practices(replace_citations(markdown, desk.cite), _written(page), desk)


def _written(page: Page) -> HandWritten:
    """The hand-written page that stands here, in another language where it only stands in."""
    uri = page.file.src_uri
    return publication().stand_ins.get(uri) or publication().hand_written[uri]


def with_references(html: str, page: Page) -> str:
    """A hand-written page with the references that it cites; in its own language where it only stands in."""
    uri = page.file.src_uri
    stand_in = publication().stand_ins.get(uri)
    if stand_in is not None:
        html = f'<div lang="{stand_in.language}" data-pagefind-ignore>{html}</div>'
    references = "" if is_home(page) else page_references(_written(page), desk_of(page))
    if references and page.toc.items:
        title = desk_of(page).edition.words.references["title"]
        page.toc.items[0].children.append(AnchorLink(title, ANCHOR, level=2))
    return html + str(references)
