"""The preview's answer to a change: what changed is read at once, a page is made again when somebody asks for it.

A build makes a thousand pages of which a writer looks at one. So the preview keeps what MkDocs made of the site (files,
menu, templates), and makes a page from it with the functions, and in the order, of a build. It builds the whole site
where pages come or go, and where anything but cards, shelves and hand-written pages has changed.
"""

import copy
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from casebook.problems import CardProblems, format_report
from casebook.publication import Publication
from casebook.words import read_words
from jinja2 import Environment
from markupsafe import Markup
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation

from publishing import current
from publishing.files import fill

_log = logging.getLogger("mkdocs.hooks.preview")

_POLLING = 0.2
"""Seconds between two looks at the files; MkDocs takes 0.5."""


@dataclass(frozen=True)
class _Stage:
    """One language's part of the site, as the last whole build left it."""

    language: str
    config: MkDocsConfig
    files: Files
    menu: Navigation
    templates: Environment

    @cached_property
    def documents(self) -> list[File]:
        """The files of the pages, as MkDocs hands them to templates."""
        return list(self.files.documentation_pages(inclusion=InclusionLevel.is_in_serve))

    @cached_property
    def pages(self) -> dict[str, File]:
        """The pages by the file that each is written to, below the site's root."""
        return {file.dest_uri: file for file in self.documents}

    def make(self, file: File) -> None:
        """Make and write a page, and what stands beside it."""
        self.populate(file)
        assert file.page is not None
        build._build_page(file.page, self.config, self.documents, self.menu, self.templates)

    def populate(self, file: File) -> None:
        """Read a page: its title, and of a hand-written one its contents."""
        assert file.page is not None
        self.config.plugins["i18n"].current_language = self.language  # type: ignore[attr-defined]
        build._populate_page(file.page, self.config, self.files)


@dataclass
class Preview:
    """What is shown, and what of it is older than its sources."""

    _stages: dict[str, _Stage] = field(default_factory=dict)
    _menu: Navigation | None = None
    _build: Callable[[], None] = lambda: None
    _outline: Any = None
    """What the last whole build went by; None where it failed."""
    _texts: frozenset[str] = frozenset()
    """The files beside the pages, by their places below the site's root."""
    _stale_pages: set[str] = field(default_factory=set)
    _stale_texts: set[str] = field(default_factory=set)
    _problem: str = ""
    _lock: RLock = field(default_factory=RLock)

    def keep_menu(self, menu: Navigation) -> None:
        """Keep the menu of the language that is being built."""
        self._menu = menu

    def keep(self, config: MkDocsConfig, files: Files, templates: Environment) -> None:
        """Keep what MkDocs made of this language's part of the site; the next one is built on the same objects."""
        assert self._menu is not None
        own = copy.copy(config)
        own.theme = copy.deepcopy(config.theme)
        language: str = config.plugins["i18n"].current_language  # type: ignore[attr-defined]
        self._stages[language] = _Stage(language, own, files, self._menu, templates)

    def serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
        """A server that shows this preview, in the place of MkDocs' own."""
        host, port = server.server_address[:2]
        own = LiveReloadServer(self.rebuild, str(host), int(port), server.root, server.mount_path, _POLLING)
        own.error_handler = server.error_handler
        application = own.get_app()
        assert application is not None
        own.set_app(self._application(application, own.mount_path))
        for path in filter(None, (config.docs_dir, config.config_file_path)):
            own.watch(path)
        server.server_close()
        self._build = builder
        self._start_from(self._outline_of(current.publication()))
        return own

    def _start_from(self, outline: Any) -> None:
        """The whole site has just been built."""
        self._outline, self._stale_pages, self._stale_texts = outline, set(), set()
        self._texts = frozenset(download.address for download in current.publication().downloads)

    def rebuild(self) -> None:
        """Take in what has changed; where something is wrong with it, say so and keep the last good pages."""
        with self._lock:
            try:
                self._take_in()
                self._problem = ""
            except CardProblems as error:
                self._problem = format_report(error.problems, read_words("en"))
            except (Exception, SystemExit) as error:
                _log.exception("The site could not be built.")
                self._outline = None
                self._problem = f"The site could not be built: {error}"
        if self._problem:
            print(self._problem, file=sys.stderr)

    def _take_in(self) -> None:
        before = current.publication()
        now = current.load(self._config)
        outline = self._outline_of(now)
        if outline != self._outline:
            self._outline = None
            self._build()
            self._start_from(outline)
        elif now is not before:
            for stage in self._stages.values():
                self._renew_sources(stage, before, now)
            self._stale_pages = {address for stage in self._stages.values() for address in stage.pages}
            self._stale_texts = set(self._texts)

    @property
    def _config(self) -> MkDocsConfig:
        return next(iter(self._stages.values())).config

    def _renew_sources(self, stage: _Stage, before: Publication, now: Publication) -> None:
        """Give every page its text; a changed page is read at once, as the menu of all pages shows its title."""
        fill(stage.files, now)
        for uri, page in now.hand_written.items():
            if page != before.hand_written[uri] and uri in stage.files.src_uris:
                stage.files.src_uris[uri].content_string = page.front_matter + page.body
                stage.populate(stage.files.src_uris[uri])

    def _outline_of(self, publication: Publication) -> Any:
        """Which pages there are, and whatever else only a whole build takes in."""
        practices = tuple(
            (practice.slug, practice.former_slugs, practice.photo) for practice in publication.casebook.practices
        )
        texts = {*publication.project.shelves, *publication.project.cards, *publication.project.pages}
        others = (path for path in _watched_files(self._config) if path not in texts)
        times = tuple((str(path), path.stat().st_mtime_ns) for path in others if path.exists())
        return publication.pages.keys(), publication.stand_ins.keys(), practices, times

    def _application(self, application: WSGIApplication, root: str) -> WSGIApplication:
        """The server's own, given what was made again; where there is a problem, its pages tell of it."""

        def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            problem = self._renew(_address(environ["PATH_INFO"], root))
            if not problem:
                return application(environ, start_response)
            answered: list[Any] = []
            content = b"".join(application(environ, lambda *arguments: answered.extend(arguments)))  # type: ignore[arg-type]
            status, headers = answered[:2]
            if dict(headers).get("Content-Type", "").startswith("text/html"):
                content = _with_problem(content, problem)
                headers = [(name, value) for name, value in headers if name != "Content-Length"]
                headers.append(("Content-Length", str(len(content))))
            start_response(status, headers)
            return [content]

        return answer

    def _renew(self, address: str) -> str:
        """Make what stands at an address again where it is older than its sources; the problem to tell of, if any."""
        with self._lock:
            try:
                self._renew_page(address)
                self._renew_page(f"{address.rpartition('/')[0]}/index.html")
                self._renew_text(address)
            except Exception as error:
                _log.exception("The page could not be made.")
                return f"{address} could not be made: {error}"
            return self._problem

    def _renew_page(self, address: str) -> None:
        if address in self._stale_pages:
            stage = next(stage for stage in self._stages.values() if address in stage.pages)
            stage.make(stage.pages[address])
            self._stale_pages.discard(address)

    def _renew_text(self, address: str) -> None:
        """Write a file beside the pages; making them all takes longer than a page, so that it waits for the first."""
        if address in self._stale_texts:
            texts = {download.address: download.text for download in current.publication().downloads}
            if address in texts:
                Path(self._config.site_dir, address).write_text(texts[address], encoding="utf-8")
            self._stale_texts.discard(address)


def _watched_files(config: MkDocsConfig) -> Iterator[Path]:
    """The files whose change is noticed, without those that Python makes."""
    for place in (config.docs_dir, *config.watch):
        for folder, folders, names in os.walk(place, followlinks=True):
            folders[:] = [name for name in folders if name != "__pycache__"]
            yield from (Path(folder, name) for name in names)
    yield from filter(Path.is_file, (Path(str(config.config_file_path)),))


def _address(path: str, root: str) -> str:
    """The file below the site's root that a request asks for."""
    asked = path.encode("latin-1").decode("utf-8", "ignore").removeprefix(root)
    return f"{asked}index.html" if asked.endswith("/") or not asked else asked


def _with_problem(content: bytes, problem: str) -> bytes:
    """A page with the problem above it."""
    style = "margin: 0; padding: 1rem; white-space: pre-wrap; color: #fff; background: #8a1c1c"
    notice = Markup('<pre role="alert" lang="en" style="{}">{}</pre>').format(style, problem).encode()
    start = content.find(b">", content.find(b"<body")) + 1 if b"<body" in content else 0
    return content[:start] + notice + content[start:]
