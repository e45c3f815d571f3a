"""Publishes the casebook with MkDocs, whose events these are; `publishing/` is what they do.

The generated pages are announced before mkdocs-static-i18n sorts files by language, and filled after it:
what is set on a file earlier, that plugin drops. Every event but start-up runs once a language, on the
same configuration, the second language inside the first one's `on_post_build`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from casebook.indexing import write_index
from casebook.problems import CardProblems, format_report
from casebook.words import read_words
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from publishing import current
from publishing import files as sources
from publishing.content import fill_page, with_links, with_references
from publishing.context import add_context
from publishing.current import publication
from publishing.preview import Preview

_preview = Preview()


def on_startup(command: str, dirty: bool) -> None:
    """Drafts show in a preview alone."""
    current.start(is_preview=command == "serve")


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """Show the preview that makes again what somebody asks for."""
    return _preview.serve(server, config, builder)


@event_priority(-101)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Let the preview keep the menu."""
    if current.is_preview():
        _preview.keep_menu(nav)
    return nav


@event_priority(-101)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Let the preview keep what the pages are made of."""
    if current.is_preview():
        _preview.keep(config, files, env)
    return env


def on_config(config: MkDocsConfig) -> None:
    """Read the casebook; where something is wrong with it, say all of it and stop."""
    try:
        current.load(config)
    except CardProblems as error:
        raise Abort(format_report(error.problems, read_words("en"))) from None


def announce_pages(files: Files, *, config: MkDocsConfig) -> Files:
    """Say which pages there will be, before mkdocs-static-i18n sorts the files."""
    sources.drop_unused(files, config)
    sources.announce(files, publication(), config)
    return files


@event_priority(-101)
def fill_pages(files: Files, *, config: MkDocsConfig) -> Files:
    """Fill the announced pages, after it; what all languages share is added with the language built first."""
    sources.fill(files, publication())
    if not config.plugins["i18n"].building:  # type: ignore[attr-defined]
        sources.add_assets(files, publication(), config)
    return files


on_files = CombinedEvent(announce_pages, fill_pages)


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn what hand-written pages write beyond Markdown into links: to works, and to what practices show."""
    if page.file.src_uri in publication().pages:
        return markdown
    return with_links(markdown, page)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """List what a hand-written page cites."""
    return html if page.file.src_uri in publication().pages else with_references(html, page)


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
    """Put the casebook's HTML in its page, whose own Markdown is empty; give the theme what it asks for."""
    if page.file.src_uri in publication().pages:
        fill_page(page, config)
    add_context(context, page, config, nav)
    return context


def on_template_context(context: Any, template_name: str, config: MkDocsConfig) -> Any:
    """The page for lost readers speaks every language: the last one built would win otherwise."""
    base = urlsplit(str(config.site_url)).path.rstrip("/") + "/"
    languages = publication().project.languages
    context["lost"] = [
        {"words": read_words(language), "root": base + publication().home(language)} for language in languages
    ]
    context["words"] = context["lost"][0]["words"]
    context["menu"] = []
    return context


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep the page for lost readers that the default language makes; the last language's would win otherwise."""
    if template_name == "404.html" and config.theme["language"] != publication().project.default_language:
        return ""
    return output


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let go of what is written: MkDocs would hold the contents of all pages until the end."""
    if not current.is_preview():
        page.content = ""
    return output


@event_priority(-101)
def on_post_build(config: MkDocsConfig) -> None:
    """Index the whole site for search, once all languages are built."""
    if not config.plugins["i18n"].building:  # type: ignore[attr-defined]
        write_index(Path(config.site_dir), publication().project.languages)
