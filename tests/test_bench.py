"""The benchmark measures what it says: right cards with every field, and the same text for MkDocs alone."""

import re
from collections import Counter
from pathlib import Path

import pytest
from casebook.cards import read_casebook
from casebook.model import Card, Practice
from casebook.project import Project
from casebook.translations import State, passages

from bench import tasks
from bench.aims import aim_rows
from bench.casebooks import make_casebook
from bench.measuring import Run, median
from bench.plain import make_plain, read_pages
from bench.results import Result, Results, format_table, read_json, time_rows, write_json

MANY = 40


def fields_in(practices: tuple[Practice, ...]) -> set[str]:
    return {
        name for practice in practices for name in Card.model_fields if getattr(practice, name) not in (None, (), {})
    }


def test_generated_cards_are_right_and_use_every_field(tmp_path: Path) -> None:
    first, again = (make_casebook(tmp_path / name, MANY) for name in ("first", "again"))
    casebook = read_casebook(first)
    assert len(casebook.practices) == MANY
    assert fields_in(casebook.practices) == set(Card.model_fields)
    generated = [practice for practice in casebook.practices if practice.slug.startswith("practice-")]
    assert all(passage.state is State.CURRENT for practice in generated for passage in passages(practice, "en"))
    assert [path.read_bytes() for path in first.cards] == [path.read_bytes() for path in again.cards]


def test_few_cards_are_a_casebook_of_their_own(tmp_path: Path) -> None:
    assert len(read_casebook(make_casebook(tmp_path, 3)).practices) == 3


def words_in(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]{3,}", text))


@pytest.fixture(scope="module")
def plain(site: Path, project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the site as Markdown."""
    folder = tmp_path_factory.mktemp("plain")
    make_plain(site, folder, project.languages, ["index.md", "compare.md"])
    return folder / "docs"


def test_plain_pages_say_what_the_site_says(site: Path, project: Project, plain: Path) -> None:
    pages = {page.file: page for page in read_pages(site, project.languages)}
    made = {path.relative_to(plain).as_posix(): path for path in plain.rglob("*.md")}
    assert pages.keys() == made.keys()
    for file, page in pages.items():
        said = words_in(re.sub(r"<[^>]*>", " ", page.article))
        kept = words_in(made[file].read_text(encoding="utf-8"))
        assert (said - kept).total() <= 0.02 * said.total(), file


def test_pages_of_the_plain_site_link_to_each_other_as_files(plain: Path) -> None:
    overview = plain / "en" / "practices" / "index.md"
    targets = re.findall(r"\]\(((?!https:)[^)#\s]+)", overview.read_text(encoding="utf-8"))
    assert len(targets) > 10
    assert all((overview.parent / target).is_file() for target in targets)


def results(**seconds: float) -> Results:
    """A result for each task at 500 cards, of so many seconds."""
    names = {"kept": tasks.KEPT, "without": tasks.NO_PDFS, "plain": tasks.PLAIN}
    found = {name: Result(names[name], 500, 3, Run(taken, 2 * taken, 100.0)) for name, taken in seconds.items()}
    return {(result.task, result.cards): result for result in found.values()}


def test_figures_are_shown_beside_the_yardstick_and_the_earlier_ones(tmp_path: Path) -> None:
    now, before = results(kept=21.0, without=20.0, plain=16.0), results(without=40.0)
    write_json(before.values(), "a machine", tmp_path / "earlier.json")
    rows = [row for row in time_rows(now, read_json(tmp_path / "earlier.json"), tasks.PLAIN) if row[0] == tasks.NO_PDFS]
    assert rows == [(tasks.NO_PDFS, "500", "20.00", "40.00", "100", "1.25", "1.25", "", "0.50")]


def test_aims_that_were_measured_are_met_or_missed() -> None:
    found = list(aim_rows(results(kept=21.0, without=20.0, plain=16.0)))
    assert [(figure, most, met) for _, figure, most, met in found] == [
        ("1.25 x", "1 x", "missed"),
        ("1.05 x", "1.1 x", "met"),
    ]


def test_the_median_of_each_figure_counts() -> None:
    assert median([Run(1, 9, 5), Run(2, 8, 9), Run(7, 7, 7)]) == Run(2, 8, 7)


def test_a_table_has_its_columns_under_their_heads() -> None:
    assert format_table([("task", "cards"), ("site", "5,000"), ("a check", "1")]) == (
        "task     cards\n-------  -----\nsite     5,000\na check      1"
    )
