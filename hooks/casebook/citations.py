"""CSL works -> formatted references and in-text citations, by pandoc's citeproc.

Pandoc is run once a language for all works and all citations together, so that 2016a and 2016b mean
the same everywhere. Works go in as CSL JSON and come back as pandoc's document tree: no text of a
card or a work is ever parsed as Markdown or HTML on the way.
"""

import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pypandoc
from markupsafe import Markup, escape

from casebook.notation import Cite
from casebook.sharing import processors
from casebook.style import Manner, write_style
from casebook.works import UNKNOWN_LANGUAGE, Work

_OPEN, _CLOSE = "\U000e0100", "\U000e0101"
"""Variation selectors around titles: they pass through citeproc, count for nothing when it sorts, and become `lang`
attributes."""
_SINGLE = "\U000e0102"
"""Stands for a title's own opening single quotation mark: citeproc would choose the language's mark instead."""
_MARKS = str.maketrans(dict.fromkeys((_OPEN, _CLOSE, _SINGLE)))
_APART = re.compile("\ue002[^\ue003]*\ue003")
"""What keeps a page apart from every other work by the same author; taken away again after citeproc."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a citation: safe HTML, and the key of the work that it should link to."""

    html: Markup
    key: str | None


@dataclass(frozen=True)
class Bibliography:
    """All works as one language's readers see them."""

    references: Mapping[str, Markup]
    """The reference of each work as HTML, in the style's order."""
    in_text: Mapping[tuple[Cite, ...], tuple[Run, ...]]

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The place of each work in the style's order."""
        return {key: place for place, key in enumerate(self.references)}

    def cite(self, cites: tuple[Cite, ...], address: Callable[[str], str]) -> Markup:
        """The HTML of a citation; `address` gives the place of a work's entry."""
        runs = (_link(run, address) for run in self.in_text[cites])
        return Markup('<span class="citation">{}</span>').format(Markup("").join(runs))


def _link(run: Run, address: Callable[[str], str]) -> Markup:
    if run.key is None:
        return run.html
    return Markup('<a href="{}">{}</a>').format(address(run.key), run.html)


def format_works(works: Iterable[Work], citations: Iterable[tuple[Cite, ...]], manner: Manner) -> Bibliography:
    """Format every work and every citation in one language's manner."""
    works, clusters = list(works), tuple(dict.fromkeys(citations))
    items = json.dumps([_work_item(work, manner.locale) for work in works])
    in_text, references = _format_works(
        items, tuple((work.id, work.title_language) for work in works), clusters, manner
    )
    addresses = {work.id: _link_to(work.url) for work in works if work.url is not None and _is_timeless(work)}
    return Bibliography({key: html + addresses.get(key, "") for key, html in references.items()}, in_text)


@lru_cache(maxsize=2**3)
def _format_works(
    items: str, languages: tuple[tuple[str, str], ...], clusters: tuple[tuple[Cite, ...], ...], manner: Manner
) -> tuple[Mapping[tuple[Cite, ...], tuple[Run, ...]], Mapping[str, Markup]]:
    """The citations and the references; a preview asks again for what it had before, most of the time."""
    blocks, own = _run_citeproc(items, clusters, manner), dict(languages)
    in_text = {cluster: _runs(block, own) for cluster, block in zip(clusters, blocks, strict=False)}
    return in_text, _references(blocks[len(clusters) :], own)


def _is_timeless(work: Work) -> bool:
    """Whether a work has an address but no date at all; the style then says "Retrieved" without a when."""
    return work.url is not None and work.doi is None and work.issued is None and work.accessed is None


def _link_to(address: str) -> Markup:
    return Markup(' <a href="{0}">{0}</a>').format(address)


def _work_item(work: Work, locale: str) -> dict[str, Any]:
    """The work as CSL JSON for readers of `locale`."""
    item = _keep_quotes(_mark_titles(_without_marks(work.csl(_primary(locale))), work.title_language, locale))
    if _is_timeless(work):
        del item["URL"]
    return item


def format_pages(pages: Sequence[dict[str, Any]], manner: Manner) -> dict[str, Markup]:
    """The reference of each of the site's own pages, CSL items, by their ids; in runs that leave the works alone."""
    items = [_mark_titles(_page_item(page), page["language"], manner.locale, ("title",)) for page in pages]
    languages = tuple((page["id"], page["language"]) for page in pages)
    starts = range(0, len(pages), _PAGES_A_RUN)
    parts = (slice(start, start + _PAGES_A_RUN) for start in starts)
    found: dict[str, Markup] = {}
    with ThreadPoolExecutor(processors()) as pool:  # the threads wait for pandoc, as many as there are processors
        for formatted in pool.map(lambda part: _format_pages(json.dumps(items[part]), languages[part], manner), parts):
            found |= formatted
    addresses = {page["id"]: _link_to(page["URL"]) for page in pages if "issued" not in page}
    return {key: Markup(_APART.sub("", html)) + addresses.get(key, "") for key, html in found.items()}


@lru_cache(maxsize=2**6)
def _format_pages(items: str, languages: tuple[tuple[str, str], ...], manner: Manner) -> Mapping[str, Markup]:
    return _references(_run_citeproc(items, (), manner), dict(languages))


_PAGES_A_RUN = 200
"""Citeproc's time grows with the square of the items: 2,000 pages in one run take fifteen times as long."""

_TITLES = ("title", "title-short", "container-title")


def _mark_titles(item: dict[str, Any], language: str, locale: str, titles: tuple[str, ...] = _TITLES) -> dict[str, Any]:
    """The item with these titles marked where they are in another language than the page."""
    if _primary(language) not in (_primary(locale), UNKNOWN_LANGUAGE):
        for name in titles:
            if name in item:
                item[name] = f"{_OPEN}{item[name]}{_CLOSE}"
    return item


def _keep_quotes(item: dict[str, Any]) -> dict[str, Any]:
    return item | {name: item[name].replace("‘", _SINGLE) for name in _TITLES if name in item}


def _page_item(page: dict[str, Any]) -> dict[str, Any]:
    """The item of a page as APA wants it: the site's name in its own capitals, and not twice; no 2026a and 2026b.

    Each page stands alone in its reference, so that its author is made unlike all others.
    """
    first, *others = page["author"]
    part = "literal" if "literal" in first else "family"
    marked = {**first, part: f"\ue002{page['id']}\ue003{first[part]}"}
    site = f'<span class="nocase">{page["container-title"]}</span>'
    item = {**page, "author": [marked, *others], "container-title": site}
    if page["author"] == [{"literal": page["container-title"]}]:
        del item["container-title"]
    if "issued" not in item:
        del item["URL"]  # it is added afterwards, as for works without any date
    return item


def _without_marks(value: Any) -> Any:
    """What comes from a file never holds the marks: in an address they would become markup inside an attribute."""
    if isinstance(value, str):
        return value.translate(_MARKS)
    if isinstance(value, dict):
        return {name: _without_marks(part) for name, part in value.items()}
    return [_without_marks(part) for part in value] if isinstance(value, list | tuple) else value


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _run_citeproc(items: str, clusters: Sequence[tuple[Cite, ...]], manner: Manner) -> list[Any]:
    document = {
        "pandoc-api-version": [1, 23, 1],
        "meta": {
            "lang": {"t": "MetaString", "c": manner.locale},
            "link-citations": {"t": "MetaBool", "c": True},
            "nocite": {"t": "MetaInlines", "c": [_citation((Cite("*"),))]},
        },
        "blocks": [{"t": "Plain", "c": [_citation(cluster)]} for cluster in clusters],
    }
    with tempfile.TemporaryDirectory() as folder:
        bibliography, style = Path(folder, "works.json"), Path(folder, "style.csl")
        bibliography.write_text(items, encoding="utf-8")
        style.write_text(write_style(manner), encoding="utf-8")
        command = [pypandoc.get_pandoc_path(), "--from=json", "--to=json", "--citeproc"]
        command += [f"--csl={style}", f"--bibliography={bibliography}"]
        done = subprocess.run(command, input=json.dumps(document), capture_output=True, text=True, encoding="utf-8")
    if done.returncode or done.stderr:
        raise RuntimeError(f"pandoc: {done.stderr.strip()}")
    blocks: list[Any] = json.loads(done.stdout)["blocks"]
    return blocks


def _citation(cites: tuple[Cite, ...]) -> dict[str, Any]:
    """A citation in pandoc's tree."""
    items = [
        {
            "citationId": cite.key,
            "citationPrefix": [],
            "citationSuffix": _suffix(cite.locator),
            "citationMode": {"t": "NormalCitation"},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for cite in cites
    ]
    return {"t": "Cite", "c": [items, []]}


def _suffix(locator: str) -> list[dict[str, str]]:
    suffix: list[dict[str, str]] = [{"t": "Str", "c": ","}] if locator else []
    for word in _without_marks(locator).split():
        suffix += [{"t": "Space"}, {"t": "Str", "c": word}]
    return suffix


def _runs(block: Any, languages: Mapping[str, str]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for inline in block["c"][0]["c"][1]:
        if inline["t"] == "Link":
            key = inline["c"][2][0].removeprefix("#ref-")
            runs.append(Run(_html(inline["c"][1], languages[key]), key))
        else:
            runs.append(Run(_html([inline], ""), None))
    return tuple(runs)


def _references(blocks: Sequence[Any], languages: Mapping[str, str]) -> dict[str, Markup]:
    found = {}
    for block in blocks:
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            for entry in block["c"][1]:
                key = entry["c"][0][0].removeprefix("ref-")
                found[key] = _html([inline for part in entry["c"][1] for inline in part["c"]], languages[key])
    return found


_ELEMENTS = {"Emph": "em", "Strong": "strong", "Superscript": "sup", "Subscript": "sub"}


def _html(inlines: Sequence[Any], language: str) -> Markup:
    """Pandoc inlines as HTML; the marked stretches get `language`."""
    marked = Markup("").join(_inline(inline) for inline in inlines)
    opened = marked.replace(_OPEN, Markup('<span lang="{}">').format(language))
    return Markup(opened.replace(_CLOSE, Markup("</span>")).replace(_SINGLE, "‘"))


def _inline(inline: Any) -> Markup:
    kind, content = inline["t"], inline.get("c")
    if kind == "Str":
        return escape(content)
    if kind in ("Space", "SoftBreak", "LineBreak"):
        return Markup(" ")
    if kind in _ELEMENTS:
        return Markup(f"<{_ELEMENTS[kind]}>{{}}</{_ELEMENTS[kind]}>").format(_join(content))
    if kind == "Link":
        return Markup('<a href="{}">{}</a>').format(content[2][0], _join(content[1]))
    if kind == "Quoted":
        return Markup("‘{}’" if content[0]["t"] == "SingleQuote" else "“{}”").format(_join(content[1]))
    return _join(content[-1] if kind == "Span" else content)


def _join(inlines: Sequence[Any]) -> Markup:
    return Markup("").join(_inline(inline) for inline in inlines)
