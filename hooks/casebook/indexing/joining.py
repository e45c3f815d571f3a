"""Several indexes of Pagefind become one.

Pagefind documents its files in its source only. All are compressed; after a signature comes JSON for a page's fragment,
and CBOR for the rest. Of a language there is

- one file of what is known at the start: `[version, [[fragment, words of the page]], [[from, to, chunk]], filters,
  [[sort, [page]]], [field]]`, where a page is a number in the list of pages, and `from` and `to` are as much of the
  chunk's first and last word as tells it from its neighbours;
- chunks of its words: `[[[word, hits, [[spelling, hits]]]]]`, where `hits` is `[[page, places, places in fields]]` with
  each page as the difference from the one before, and in the last list `-1 - field` before the places in that field.

A test holds that the joined index is the one that Pagefind makes of all pages at once, and so that an upgrade which
changes the files is noticed.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from heapq import merge
from itertools import groupby, pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import cbor2

from casebook.garbage import uncollected
from casebook.indexing.portions import ENTRY

_SIGNATURE = b"pagefind_dcd"

_DIGITS = 12
"""Digits of a digest in a file's name: too many for two pages among thousands to have the same ones by chance."""

_CHUNK = 20_000
"""Places in a chunk of words, as Pagefind has them: the browser loads the chunk of each word that is searched."""

_Hit = list[Any]
"""The page, the places in its text, and those in its fields."""

_Word = tuple[str, list[_Hit], dict[str, list[_Hit]]]
"""The word, its hits, and those of each of its other spellings."""


class _Part:
    """The index that Pagefind made of one portion."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (self.entry,) = json.loads((folder / ENTRY).read_bytes())["languages"].values()
        start = _read(folder / f"pagefind.{self.entry['hash']}.pf_meta")
        self.version, pages, self._chunks, filters, self.sorts, self.fields = cbor2.loads(start)
        if filters:
            raise RuntimeError("pagefind: filters can't be joined yet")
        self.fragments: list[str] = [fragment for fragment, _ in pages]
        self.lengths: list[int] = [length for _, length in pages]

    def fragment_file(self, page: int) -> Path:
        """The file with the text of a page."""
        return self._folder / "fragment" / f"{self.fragments[page]}.pf_fragment"

    def words(self, numbers: Sequence[int], fields: Mapping[str, int]) -> Iterator[_Word]:
        """Each word in order, with the numbers that pages and fields have in the whole."""
        own = [fields[name] for name in self.fields]
        for _, _, chunk in self._chunks:
            (words,) = cbor2.loads(_read(self._folder / "index" / f"{chunk}.pf_index"))
            for word, hits, spellings in words:
                yield word, _renumber(hits, numbers, own), {name: _renumber(of, numbers, own) for name, of in spellings}


@dataclass(frozen=True)
class _Page:
    """A page of the whole: its address, the name of its fragment, the number of its words, and where it comes from."""

    address: str
    fragment: str
    length: int
    part: int
    number: int


@dataclass(frozen=True)
class _Whole:
    """All parts of one language."""

    language: str
    parts: Sequence[_Part]
    pages: Sequence[_Page]
    """By their addresses."""

    @cached_property
    def numbers(self) -> list[list[int]]:
        """For each part the number of each of its pages in the whole."""
        found = [[0] * len(part.fragments) for part in self.parts]
        for number, page in enumerate(self.pages):
            found[page.part][page.number] = number
        return found

    @cached_property
    def fields(self) -> list[str]:
        """The fields of pages that are searched, such as their title."""
        return sorted({name for part in self.parts for name in part.fields})

    def sorts(self) -> list[Any]:
        """What pages are sorted by, each with the pages in that order: the parts' one after the other."""
        found: dict[str, list[int]] = {}
        for part, numbers in zip(self.parts, self.numbers, strict=True):
            for name, pages in part.sorts:
                found.setdefault(name, []).extend(numbers[page] for page in pages)
        return [[name, found[name]] for name in sorted(found)]

    def words(self) -> Iterator[list[Any]]:
        """Every word once, in order, with the hits of all parts."""
        fields = {name: number for number, name in enumerate(self.fields)}
        of_parts = [part.words(numbers, fields) for part, numbers in zip(self.parts, self.numbers, strict=True)]
        for word, same in groupby(merge(*of_parts, key=itemgetter(0)), key=itemgetter(0)):
            hits: list[_Hit] = []
            spellings: dict[str, list[_Hit]] = {}
            for _, own, others in same:
                hits += own
                for name, of in others.items():
                    spellings.setdefault(name, []).extend(of)
            yield [word, _in_order(hits), [[name, _in_order(spellings[name])] for name in sorted(spellings)]]


@uncollected()
def join(made: Sequence[Path], language: str, target: Path) -> dict[str, Any]:
    """Write one index of those in the folders `made` to `target`; the result is what Pagefind's list says of it.

    The folders come in the order of what their pages are sorted by; the fragments in them are moved.
    """
    parts = [_Part(folder) for folder in made]
    fragments = target / "fragment"
    fragments.mkdir(exist_ok=True)
    pages = [
        _move(part, place, number, language, fragments)
        for place, part in enumerate(parts)
        for number in range(len(part.fragments))
    ]
    whole = _Whole(language, parts, sorted(pages, key=lambda page: page.address))
    name = _write_start(whole, list(_write_chunks(whole, target / "index")), target)
    return {**parts[0].entry, "hash": name, "page_count": len(pages)}


def _move(part: _Part, place: int, number: int, language: str, target: Path) -> _Page:
    """Put a page's fragment in its place, by a name that depends on nothing but what it says."""
    path = part.fragment_file(number)
    content = _read(path)
    name = _name(language, content)
    path.replace(target / f"{name}.pf_fragment")
    return _Page(json.loads(content)["url"], name, part.lengths[number], place, number)


def _write_chunks(whole: _Whole, target: Path) -> Iterator[tuple[str, str, str]]:
    """Write the words, and tell the first and the last one of each chunk, and its name."""
    target.mkdir(exist_ok=True)
    for words in _chunks(whole.words()):
        content = cbor2.dumps([words])
        name = _name(whole.language, content)
        _write(target / f"{name}.pf_index", content)
        yield words[0][0], words[-1][0], name


def _chunks(words: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    chunk: list[list[Any]] = []
    size = 0
    for word in words:
        chunk.append(word)
        size += sum(len(places) + len(in_fields) + 1 for _, places, in_fields in word[1])
        if size >= _CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _write_start(whole: _Whole, chunks: Sequence[tuple[str, str, str]], target: Path) -> str:
    """Write what a search knows before it looks for any word; the result is its name."""
    pages = [[page.fragment, page.length] for page in whole.pages]
    content = cbor2.dumps([whole.parts[0].version, pages, _bounds(chunks), [], whole.sorts(), whole.fields])
    name = _name(whole.language, content)
    _write(target / f"pagefind.{name}.pf_meta", content)
    return name


def _bounds(chunks: Sequence[tuple[str, str, str]]) -> list[list[str]]:
    """Each chunk with as much of its first and last word as tells it from its neighbours."""
    shown = [list(chunk) for chunk in chunks]
    for before, after in pairwise(shown):
        last, first = before[1], after[0]
        same = next(place for place in range(len(first)) if last[place : place + 1] != first[place])
        before[1], after[0] = last[: same + 1], first[: same + 1]
    return shown


def _renumber(hits: list[_Hit], numbers: Sequence[int], fields: Sequence[int]) -> list[_Hit]:
    """The same hits with the pages' own numbers in the whole, not yet in their order."""
    page = 0
    for hit in hits:
        page += hit[0]
        hit[0] = numbers[page]
        if hit[2]:
            hit[2] = [item if item >= 0 else -1 - fields[-1 - item] for item in hit[2]]
    return hits


def _in_order(hits: list[_Hit]) -> list[_Hit]:
    """The same hits by their pages, each as the difference from the one before."""
    hits.sort(key=itemgetter(0))
    before = 0
    for hit in hits:
        hit[0], before = hit[0] - before, hit[0]
    return hits


def _name(language: str, content: bytes) -> str:
    return f"{language}_{sha256(content).hexdigest()[:_DIGITS]}"


def _read(path: Path) -> bytes:
    content = gzip.decompress(path.read_bytes())
    if not content.startswith(_SIGNATURE):
        raise RuntimeError(f"pagefind: {path.name} is not one of its files")
    return content[len(_SIGNATURE) :]


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(_SIGNATURE + content, mtime=0))
