"""Every rule has a piece that breaks it, with all that is said of it; what only looks wrong passes.

The pieces are in `rules/*.yaml`, each a change to the small project in `rules/project/`:
`replace` changes text in a file, `file` writes one (in `encoding`, repeated `times`), `link` points one elsewhere,
`remove` takes one away, `check` is what the command line names; `gives` is all that is printed below the count.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml
from casebook.cards import check_casebook
from casebook.command import main
from casebook.problems import Problem
from casebook.project import read_project
from casebook.reports import github_report, text_report
from casebook.shelves import LISTS
from casebook.words import read_words
from conftest import run_casebook

RULES = Path(__file__).parent / "rules"
CASES: list[dict[str, Any]] = [
    case
    for path in sorted(RULES.glob("*.yaml"))
    for case in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
]
CARD = "practices/card.yaml"

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])


def change(folder: Path, case: Mapping[str, Any]) -> None:
    """Make the case's changes to the project in `folder`."""
    for name in case.get("remove", ()):
        (folder / name).unlink()
    for name, target in case.get("link", {}).items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(target)
    for name, text in case.get("file", {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((text * case.get("times", 1)).encode(case.get("encoding", "utf-8")))
    for name, pairs in case.get("replace", {}).items():
        text = (folder / name).read_bytes().decode()
        for old, new in pairs:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
            text = text.replace(old, new)
        (folder / name).write_bytes(text.encode())


@pytest.fixture
def broken(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The case, with the project that it changes as the working directory."""
    shutil.copytree(RULES / "project", tmp_path / "project")
    (tmp_path / "elsewhere.yaml").write_text("title: Elsewhere\n", encoding="utf-8")
    change(tmp_path / "project", case)
    monkeypatch.chdir(tmp_path / "project")
    return case


def check(capsys: pytest.CaptureFixture[str], case: Mapping[str, Any], language: str, form: str) -> tuple[int, str]:
    status = main(["--language", language, "check", "--format", form, *case.get("check", ())])
    printed = capsys.readouterr()
    assert printed.err == ""
    return status, printed.out


@each_case
def test_a_piece_gives_exactly_these_lines(broken: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    status, printed = check(capsys, broken, "en", "text")
    expected = broken["gives"].splitlines()
    assert (status, printed.splitlines()[1:] if status else printed.splitlines()) == (broken.get("exit", 1), expected)


@each_case
def test_a_piece_breaks_the_rule_it_is_named_for_in_both_languages(
    broken: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    english, dutch = (json.loads(check(capsys, broken, language, "json")[1]) for language in ("en", "nl"))
    assert broken["id"].partition(":")[0] in {problem["code"] for problem in english} | {"right", "everything"}
    assert [{**problem, "message": ""} for problem in english] == [{**problem, "message": ""} for problem in dutch]
    for one, other in zip(english, dutch, strict=True):
        assert one["message"] != other["message"]
        assert not re.search(r"\{[a-z_]*\}|\bNone\b", one["message"] + other["message"])


def test_every_rule_has_a_piece_that_breaks_it() -> None:
    """Only `casebook new` can meet a card that is there already; a file full of problems is in `test_source`."""
    broken = {case["id"].partition(":")[0] for case in CASES} - {"right", "everything"}
    assert broken | {"card-exists", "too-many-problems"} == set(read_words("en").problems)


PROBLEMS = [
    (
        "practices/a,b%.yaml", 1, 1, "", "bad-slug", "error",
        "the file’s name “a,b%.yaml” can’t be an address"
        " - rename it to lower-case words a-z and digits with hyphens, ending in .yaml",
    ),
    (
        "practices/a,b%.yaml", 1, 1, "", "empty-file", "error",
        "the file is empty - copy another card and fill it in",
    ),
    (
        CARD, 6, 7, "summary.en", "not-nfc", "note",
        "has letters written in two parts (letter and accent apart)"
        " - you needn’t do anything: they were joined when the file was read",
    ),
    (
        CARD, 6, 21, "summary.en", "raw-html", "error",
        "“<b a=','>” is HTML - write plain text or Markdown; for the sign < itself write &lt;",
    ),
]  # fmt: skip
"""A problem of a file's name, of its content, a note, and a problem with characters that GitHub asks to escape."""


def as_text() -> list[str]:
    lines = [
        f"{path}:{line}:{column}: {where}{': ' if where else ''}{message}"
        for path, line, column, where, _, _, message in PROBLEMS
    ]
    return ["4 problems in 2 file(s)", *lines]


def as_annotations() -> list[str]:
    bad = "file=practices/a%2Cb%25.yaml,line=1,col=1"
    return [
        f"::error {bad},title=bad-slug::{PROBLEMS[0][-1].replace('%', '%25')}",
        f"::error {bad},title=empty-file::{PROBLEMS[1][-1]}",
        f"::notice file={CARD},line=6,col=7,title=not-nfc::summary.en: {PROBLEMS[2][-1]}",
        f"::error file={CARD},line=6,col=21,title=raw-html::summary.en: {PROBLEMS[3][-1]}",
    ]


@pytest.mark.parametrize("form", ["text", "github", "json"])
def test_formats(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(RULES / "project", tmp_path / "project")
    replacements = [["A short card.", "A cafe\u0301, 100% <b\n    a=','>, short."]]
    change(tmp_path / "project", {"replace": {CARD: replacements}})
    (tmp_path / "project" / "practices" / "a,b%.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "project")

    status, printed = check(capsys, {}, "en", form)

    assert status == 1
    if form == "json":
        keys = ("path", "line", "column", "where", "code", "level", "message")
        assert json.loads(printed) == [dict(zip(keys, problem, strict=True)) for problem in PROBLEMS]
        assert "“" in printed, "JSON is UTF-8, not escapes"
    else:
        assert printed.splitlines() == (as_annotations() if form == "github" else as_text())


@pytest.mark.parametrize(("form", "printed"), [("text", "1 card, nothing wrong\n"), ("github", ""), ("json", "[]\n")])
def test_formats_of_nothing_wrong(
    form: str, printed: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(RULES / "project")
    assert check(capsys, {}, "en", form) == (0, printed)


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("a%b", "a%25b"), ("a\r\nb", "a%0D%0Ab"), ("a: b, c", "a: b, c")],
)
def test_github_messages_are_escaped(text: str, escaped: str) -> None:
    problem = Problem("x.yaml", 1, 2, text, "empty-file")
    assert f"::error file=x.yaml,line=1,col=2,title=empty-file::{escaped}: " in github_report(
        (problem,), read_words("en")
    )


@pytest.mark.parametrize(
    ("text", "escaped"),
    [("a%b", "a%25b"), ("a\r\nb", "a%0D%0Ab"), ("a: b, c", "a%3A b%2C c")],
)
def test_github_properties_are_escaped(text: str, escaped: str) -> None:
    problem = Problem(text, 1, 2, "", "empty-file")
    assert github_report((problem,), read_words("en")).startswith(f"::error file={escaped},line=1,col=2,title=")


ODD: list[Any] = ["x", [[]], {"": {"a": []}}, {"nl": [], "same": {}}]
"""Values that belong nowhere, or in few places."""


def paths_of(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value below `value`."""
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from paths_of(child, (*path, key))


def with_value(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy of `value` in which `new` stands at the end of `path`."""
    if not path:
        return new
    changed = value.copy()
    changed[path[0]] = with_value(value[path[0]], path[1:], new)
    return changed


@pytest.mark.parametrize("name", ["card.yaml", "_bibliography.yaml", "_vocabulary.yaml"])
def test_no_odd_value_anywhere_stops_the_check(name: str, tmp_path: Path) -> None:
    shutil.copytree(RULES / "project", tmp_path / "project")
    file = tmp_path / "project" / "practices" / name
    content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    project = read_project(tmp_path / "project")
    one_of_a_kind = (path for path in paths_of(content) if len(path) < 2 or path[0] not in LISTS[1:])
    for path in one_of_a_kind:
        for odd in ODD:
            file.write_text(json.dumps(with_value(content, path, odd)), encoding="utf-8")
            casebook, problems = check_casebook(project)
            assert (casebook is None) == any(not problem.is_note for problem in problems), (path, odd)
            assert text_report(problems, read_words("nl")) or casebook, (path, odd)


SETTINGS = "mkdocs.yml names no languages under plugins, i18n, or none under extra, required_languages"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        pytest.param(None, "no mkdocs.yml in {folder} or above it", id="no settings"),
        pytest.param("", SETTINGS, id="empty settings"),
        pytest.param("plugins: [search]\n", SETTINGS, id="no languages"),
        pytest.param(
            "plugins: [{i18n: {languages: []}}]\nextra: {required_languages: [en]}\n", SETTINGS, id="none listed"
        ),
        pytest.param(
            "a: b: c\n",
            "mkdocs.yml can't be read: mapping values are not allowed in this context"
            ' in "<unicode string>", line 1, column 5',
            id="not YAML",
        ),
    ],
)
def test_without_a_project(
    settings: str | None,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if settings is not None:
        (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    assert capsys.readouterr() == ("", f"casebook: {message.format(folder=tmp_path)}\n")


@pytest.mark.parametrize("arguments", [[], ["chekc"], ["check", "--format", "xml"], ["--language", "xx", "check"]])
def test_a_wrong_command_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: casebook")


def test_messages_survive_a_console_that_knows_ascii_only(tmp_path: Path) -> None:
    shutil.copytree(RULES / "project", tmp_path / "project")
    (tmp_path / "project" / "practices" / "café.yaml").write_text("", encoding="utf-8")
    done = run_casebook(tmp_path / "project", "check", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (1, "")
    assert "“café.yaml”" in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a" * 200_000, id="one word"),
        pytest.param("-" * 200_000, id="hyphens"),
        pytest.param("[" * 50_000, id="brackets"),
        pytest.param("00 1 " * 40_000, id="digits"),
        pytest.param("a@b " * 40_000, id="at signs"),
        pytest.param("[a](" * 40_000, id="links"),
        pytest.param("[@a, b; " * 20_000, id="citations"),
    ],
)
def test_long_texts_are_refused_in_time(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = text.strip()
    shutil.copytree(RULES / "project", tmp_path / "project")
    change(tmp_path / "project", {"replace": {CARD: [["    Een tekst", f"    {text}\n    Een tekst"]]}})
    monkeypatch.chdir(tmp_path / "project")
    before = process_time()
    count = len(text) + len("Een eerste alinea.\n\n\nEen tekst [@book, p. 12].")
    message = f"has {count} characters, 20000 is the most - leave out at least {count - 20_000}"
    assert check(capsys, {}, "en", "text")[1].splitlines()[1:] == [f"{CARD}:20:7: wat.nl: {message}"]
    assert process_time() - before < 5


def test_no_two_pieces_have_the_same_name() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_the_small_project_is_right(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(RULES / "project")
    assert check(capsys, {}, "en", "text") == (0, "1 card, nothing wrong\n")


def test_paths_are_written_as_the_system_writes_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(RULES / "project")
    named = {"check": [f"practices{os.sep}card.yaml"]}
    assert check(capsys, named, "en", "text") == (0, "1 file, nothing wrong\n")
