"""What stands on a page: the casebook's HTML on a generated one, the references below a hand-written one."""

from casebook.handwritten import Page as HandWritten
from casebook.handwritten import replace_citations
from casebook.pages.across import with_practices
from casebook.pages.references import ANCHOR, page_references
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from publishing.context import desk_of, is_home
from publishing.current import publication


def fill_page(page: Page, config: MkDocsConfig, files: Files) -> str:
    """The HTML of a generated page; its anchors, and the files beside it, are handed to MkDocs."""
    body = publication().body(page.file.src_uri)
    for file in body.beside:
        if file.address in files.src_uris:  # a preview makes a page again
            files.remove(files.src_uris[file.address])
        files.append(File.generated(config, file.address, content=file.text.encode()))
    page.present_anchor_ids = {heading.id for heading in body.headings}
    return str(body.html)


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
