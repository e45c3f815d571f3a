"""The search's index is made in portions and joined: it is the one that Pagefind makes of all pages at once."""

import gzip
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cbor2
import pytest
from casebook.indexing import write_index
from casebook.project import Project
from pagefind_bin import get_executable

PAGES = 7
"""So few in a portion that the pages of each language come in several, practices among them."""


@dataclass(frozen=True)
class Index:
    """What an index says, without its numbers and names of files."""

    summary: dict[str, Any]
    pages: dict[str, tuple[int, dict[str, Any]]]
    """Of each address the number of words, and the fragment."""
    words: dict[str, tuple[dict[str, Any], dict[str, Any]]]
    """Of each word the hits by the pages' addresses, and those of each other spelling."""
    sorts: dict[str, list[str]]
    bounds: list[tuple[str, str, str, str]]
    """Of each chunk how it is announced, and its first and last word."""


def content_of(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")


def read_index(folder: Path, language: str) -> Index:
    entry = json.loads((folder / "pagefind-entry.json").read_bytes())
    known = entry["languages"][language]
    version, pages, chunks, filters, sorts, fields = cbor2.loads(
        content_of(folder / f"pagefind.{known['hash']}.pf_meta")
    )
    fragments = [json.loads(content_of(folder / "fragment" / f"{name}.pf_fragment")) for name, _ in pages]
    addresses = [fragment["url"] for fragment in fragments]

    def hits(told: list[Any]) -> Iterator[tuple[str, Any]]:
        page = 0
        for step, places, in_fields in told:
            page += step
            yield addresses[page], (places, [item if item >= 0 else fields[-1 - item] for item in in_fields])

    words: dict[str, Any] = {}
    bounds = []
    for start, end, name in chunks:
        (chunk,) = cbor2.loads(content_of(folder / "index" / f"{name}.pf_index"))
        bounds.append((start, end, chunk[0][0], chunk[-1][0]))
        words |= {word: (dict(hits(own)), {name: dict(hits(of)) for name, of in others}) for word, own, others in chunk}
    assert filters == []
    assert list(words) == sorted(words)
    return Index(
        {"version": version, **entry, "languages": {**known, "hash": None}, "fields": fields},
        {address: (pages[number][1], fragments[number]) for number, address in enumerate(addresses)},
        words,
        {name: [addresses[page] for page in of] for name, of in sorts},
        bounds,
    )


def copy_pages(site: Path, folder: Path) -> Path:
    for page in site.rglob("*.html"):
        target = folder / page.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(page, target)
    return folder


@pytest.fixture(scope="module")
def joined(site: Path, project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = copy_pages(site, tmp_path_factory.mktemp("portions") / "site")
    write_index(copy, project.languages, PAGES)
    return copy / "pagefind"


@pytest.fixture(scope="module")
def at_once(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    copy = copy_pages(site, folder / "site")
    command = [str(get_executable()), "--site", str(copy), "--output-path", str(folder / "index"), "--quiet"]
    subprocess.run(command, check=True)
    return folder / "index"


def test_portions_joined_say_what_one_index_says(joined: Path, at_once: Path, project: Project) -> None:
    for language in project.languages:
        ours, theirs = read_index(joined, language), read_index(at_once, language)
        assert ours.summary == theirs.summary
        assert ours.pages == theirs.pages
        assert ours.words == theirs.words
        assert len(ours.sorts["place"]) > PAGES
        assert ours.sorts == theirs.sorts
        assert len(ours.bounds) > 2
        assert ours.bounds == theirs.bounds


def test_pages_are_numbered_by_their_addresses_and_not_as_the_disk_lists_them(joined: Path, project: Project) -> None:
    for language in project.languages:
        addresses = list(read_index(joined, language).pages)
        assert addresses == sorted(addresses)


def test_however_many_pages_a_portion_has_the_bytes_are_those_of_the_site(joined: Path, site: Path) -> None:
    ours = {path.relative_to(joined): path.read_bytes() for path in joined.rglob("*.*")}
    assert {Path("pagefind-entry.json"), Path("pagefind.js"), Path("wasm.en.pagefind")} <= ours.keys()
    assert ours == {path.relative_to(site / "pagefind"): path.read_bytes() for path in (site / "pagefind").rglob("*.*")}


def test_nothing_is_left_of_the_portions(joined: Path) -> None:
    assert {path.name for path in joined.iterdir() if path.is_dir()} == {"fragment", "index"}


def test_what_fails_in_pagefind_fails(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<html lang="nl"><body data-pagefind-body></body></html>', encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"pagefind: .*not able to build an index"):
        write_index(tmp_path, ["nl"])
    assert not list(tmp_path.glob("pagefind/*"))
