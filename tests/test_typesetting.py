"""Sheets are set once: the same content gives the same bytes, and only what has changed is set again."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from casebook.sheets import fonts, typesetting
from casebook.sheets.typesetting import Printed, Sheet, print_sheets
from casebook.words import read_words

WORDS = json.dumps(read_words("en").entries)


def sheet(name: str, title: str = "A title") -> Sheet:
    """A small sheet of the real template of the worksheet."""
    document = {"title": title, "subject": "s", "author": "a", "language": "en-GB", "date": None}
    data = {"document": document, "address": "https://example.org/", "code": [1, "M0 0h1"], "changed": None, "gaps": []}
    return Sheet(f"{name}.pdf", "worksheet.typ", {"data": json.dumps(data), "words": WORDS})


@pytest.fixture
def own_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the templates that a test may change, as a maker changes them between two builds."""
    folder = tmp_path / "templates"
    shutil.copytree(typesetting._TEMPLATES, folder)
    monkeypatch.setattr(typesetting, "_TEMPLATES", folder)
    forget()
    yield folder
    forget()


def forget() -> None:
    """What a process reads once, a new process reads anew."""
    typesetting._stamp.cache_clear()
    typesetting._compiler.cache_clear()


def inodes(printed: Mapping[str, Printed]) -> dict[str, int]:
    """Which file each address has: one that is written again is another file."""
    return {address: one.file.stat().st_ino for address, one in printed.items()}


def print_into(folder: Path, *sheets: Sheet) -> dict[str, Printed]:
    return {one.address: one for one in print_sheets(sheets, folder)}


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (print_into(tmp_path / name, sheet("a"))["a.pdf"] for name in ("one", "other"))
    assert one.file.read_bytes() == other.file.read_bytes()
    assert one.file.name == other.file.name
    assert one.pages == 1


def test_what_has_not_changed_is_kept_and_what_nobody_wants_goes(tmp_path: Path) -> None:
    before = print_into(tmp_path, sheet("a"), sheet("b", "Another"), sheet("c", "A third"))
    kept = inodes(before)
    after = print_into(tmp_path, sheet("a"), sheet("b", "Changed"))
    assert inodes(after)["a.pdf"] == kept["a.pdf"]
    assert after["b.pdf"].file != before["b.pdf"].file
    assert sorted(tmp_path.glob("*.pdf")) == sorted(one.file for one in after.values())


def change_template(templates: Path, _: pytest.MonkeyPatch) -> None:
    path = templates / "common.typ"
    path.write_text(path.read_text(encoding="utf-8") + "\n// changed\n", encoding="utf-8")


def change_typst(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "version", lambda name: f"{name} of tomorrow")


def change_font(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = templates.parent / fonts.FONT_FILES[0].name
    changed.write_bytes(fonts.FONT_FILES[0].read_bytes() + b"\0")
    monkeypatch.setattr(typesetting, "FONT_FILES", (changed, *fonts.FONT_FILES[1:]))


def change_nothing(_: Path, __: pytest.MonkeyPatch) -> None: ...


Change = Callable[[Path, pytest.MonkeyPatch], None]


@pytest.mark.parametrize(
    ("change", "is_set_again"),
    [(change_nothing, False), (change_template, True), (change_typst, True), (change_font, True)],
)
def test_what_all_sheets_share_counts(
    change: Change, is_set_again: bool, tmp_path: Path, own_templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = print_into(tmp_path / "kept", sheet("a"))["a.pdf"].file.name
    change(own_templates, monkeypatch)
    forget()
    after = print_into(tmp_path / "kept", sheet("a"))["a.pdf"].file.name
    assert (after != before) is is_set_again


def changed_data(one: Sheet) -> Sheet:
    return replace(one, inputs={**one.inputs, "data": one.inputs["data"] + " "})


def changed_words(one: Sheet) -> Sheet:
    return replace(one, inputs={**one.inputs, "words": one.inputs["words"] + " "})


def changed_template(one: Sheet) -> Sheet:
    return replace(one, template="guide.typ")


def changed_sizes(one: Sheet) -> Sheet:
    return replace(one, sizes=("compact",))


def changed_address(one: Sheet) -> Sheet:
    return replace(one, address="elsewhere.pdf")


@pytest.mark.parametrize(
    ("change", "is_another"),
    [
        (changed_data, True),
        (changed_words, True),
        (changed_template, True),
        (changed_sizes, True),
        (changed_address, False),
    ],
)
def test_what_a_sheet_is_given_counts(change: Callable[[Sheet], Sheet], is_another: bool) -> None:
    one = sheet("a")
    assert (typesetting._key(change(one)) != typesetting._key(one)) is is_another


def test_parts_of_a_sheet_do_not_run_into_each_other() -> None:
    one, other = (Sheet("a.pdf", "t.typ", {"data": data, "words": words}) for data, words in (("ab", "c"), ("a", "bc")))
    assert typesetting._key(one) != typesetting._key(other)
