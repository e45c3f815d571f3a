"""The same sources on the same day give the same bytes, wherever and on whatever machine they are built."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import copy_project, run_casebook

ELSEWHERE = {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "HOME": "/nowhere"}


@pytest.fixture
def _one_processor() -> Iterator[None]:
    """This process, and those that it starts, on one processor only."""
    usual = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(usual)})
    yield
    os.sched_setaffinity(0, usual)


def files_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("_one_processor")
def test_another_folder_processor_locale_and_time_zone_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Nothing is kept from the first build: every PDF is set again."""
    there = copy_project(tmp_path / "quite" / "another" / "place")
    day = str(int((site / "index.html").stat().st_mtime))
    done = run_casebook(there, "site", SOURCE_DATE_EPOCH=day, **ELSEWHERE)
    assert done.returncode == 0, done.stderr
    first, second = files_of(site), files_of(there / "site")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert {
        "sitemap.xml.gz",
        "pagefind/pagefind-entry.json",
        "print/booklet.pdf",
        "data/practices.json",
    } <= first.keys()
