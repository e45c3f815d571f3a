"""The yardstick: the text of a built site as ready-made Markdown, for MkDocs with Material and nothing else."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from posixpath import dirname, normpath, relpath
from typing import Any
from urllib.parse import urlsplit

import pypandoc
import yaml

_ARTICLE = re.compile(r"<article .*</article>", re.DOTALL)
_NO_TEXT = re.compile(r"<(svg|script|style|template|dialog|button)\b.*?</\1>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_TARGET = re.compile(r'\b(href|src)="([^"]*)"')
_CELL = re.compile(r"<(t[dh])\b[^>]*>(.*?)</\1>", re.DOTALL)
_BLOCK = re.compile(r"</?(?:ul|ol|li|p|div|br|dl|dt|dd)\b[^>]*>\s*")
"""In the cell of a Markdown table everything stands in one line."""

_WRITER = "markdown_strict+pipe_tables-raw_html"
_OPTIONS = ("--wrap=none", "--quiet")
_BETWEEN = "Here ends one page and another begins."
_AT_ONCE = 25
"""Pages that pandoc is given together, as its start takes as long as a page."""


@dataclass(frozen=True)
class SitePage:
    """A page of a built site: its address, its file below `docs/` in the plain project, and its article's HTML."""

    address: str
    file: str
    title: str
    article: str


def read_pages(site: Path, languages: tuple[str, ...]) -> Iterator[SitePage]:
    """Every page of a built site that has an article: redirects don't."""
    for path in sorted(site.rglob("index.html")):
        html = path.read_text(encoding="utf-8")
        article = _ARTICLE.search(html)
        if article is None:
            continue
        address = path.parent.relative_to(site).as_posix().removeprefix(".")
        is_default = address.partition("/")[0] not in languages
        file = normpath(f"{languages[0] if is_default else ''}/{address}/index.md").lstrip("/")
        title = _TITLE.search(html)
        yield SitePage(address, file, unescape(title.group(1)) if title else "", _NO_TEXT.sub("", article.group()))


def make_plain(site: Path, folder: Path, languages: tuple[str, ...], nav: Iterable[str]) -> list[Path]:
    """A project for MkDocs alone with the pages of `site`; its two settings files, with MkDocs's search and without."""
    pages = list(read_pages(site, languages))
    files = {page.address: page.file for page in pages}
    parts = [pages[start : start + _AT_ONCE] for start in range(0, len(pages), _AT_ONCE)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        texts = (text for part in pool.map(lambda part: _as_markdown(part, files), parts) for text in part)
        for page, text in zip(pages, texts, strict=True):
            path = folder / "docs" / page.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\n{yaml.safe_dump({'title': page.title})}---\n\n{text}", encoding="utf-8")
    listed = [f"{language}/{_in_folder(uri)}" for language in languages for uri in nav]
    return [_write_settings(folder, name, listed, plugins) for name, plugins in PLUGINS.items()]


PLUGINS = {"with-search.yml": ["search"], "without-search.yml": []}
"""The settings files of a plain project, with the plugins that each names: MkDocs's own search, or none."""


def _as_markdown(pages: Iterable[SitePage], files: Mapping[str, str]) -> list[str]:
    html = f"<p>{_BETWEEN}</p>".join(_with_files(page, files) for page in pages)
    text: str = pypandoc.convert_text(html, _WRITER, format="html", extra_args=_OPTIONS)
    return text.split(_BETWEEN)


def _with_files(page: SitePage, files: Mapping[str, str]) -> str:
    """The article with links to the Markdown files of other pages, as an author writes them."""

    def replace(match: re.Match[str]) -> str:
        target = urlsplit(unescape(match.group(2)))
        if target.scheme or not target.path:
            return match.group()
        address = normpath(f"/{page.address}/{target.path}").strip("/")
        if address not in files:
            return f'{match.group(1)}="https://example.org/{address}"'
        path = relpath(files[address], dirname(page.file))
        return f'{match.group(1)}="{path}{"#" if target.fragment else ""}{target.fragment}"'

    in_lines = _CELL.sub(lambda cell: f"<{cell[1]}>{_BLOCK.sub(' ', cell[2])}</{cell[1]}>", page.article)
    return _TARGET.sub(replace, in_lines)


def _in_folder(uri: str) -> str:
    """`compare.md` -> `compare/index.md`, the file that the page of this address has here."""
    return uri if uri.endswith("index.md") else uri.removesuffix(".md") + "/index.md"


def _write_settings(folder: Path, name: str, nav: list[str], plugins: list[str]) -> Path:
    settings: dict[str, Any] = {
        "site_name": "Plain",
        "site_url": "https://plain.example/",
        "theme": {"name": "material", "font": False},
        "plugins": plugins,
        "nav": nav,
        "not_in_nav": "*",
        "markdown_extensions": ["attr_list", "tables", "toc"],
        "validation": {"links": {"anchors": "ignore"}},
    }
    path = folder / name
    path.write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    return path
