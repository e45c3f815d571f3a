"""The real cards are right; a broken copy gets all its problems at once, each at its place."""

from collections.abc import Callable
from pathlib import Path

from casebook.model import SECTIONS, Casebook
from casebook.project import read_project
from conftest import ROOT, run_casebook

LUND = "practices/mobilisation-course-lund.yaml"


def test_the_shipped_cards_are_right() -> None:
    done = run_casebook(ROOT, "check")
    count = len(read_project(ROOT).cards)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{count} cards, nothing wrong\n", "")


def test_every_card_answers_all_six_sections(casebook: Casebook) -> None:
    for practice in casebook.practices:
        assert [key for key, _ in practice.sections] == list(SECTIONS)


def test_five_mistakes_give_five_lines(
    project_copy: Path, replace_in: Callable[[str, str, str], None], casebook: Casebook
) -> None:
    replace_in(LUND, "\ncountry: SE\n", "\ncountry: Sweden\n")
    replace_in(LUND, "\nformat: joint-course\n", "\nformat: joint-corse\n")
    replace_in(LUND, "\nects: 7.5\n", "\nects: 7,5\n")
    replace_in(LUND, "\nstatus: published\n", "\nstatus: published\nstatsu: published\n")
    replace_in(LUND, "\n  en: Mobilisation Course\n", "\n")
    lines = (project_copy / LUND).read_text(encoding="utf-8").split("\n")
    line_of = {key: lines.index(key) + 1 for key in ("title:", "statsu: published", "country: Sweden")}
    line_of |= {key: lines.index(key) + 1 for key in ("format: joint-corse", "ects: 7,5")}

    done = run_casebook(project_copy, "check")

    formats = ", ".join(casebook.vocabulary["format"])
    assert done.returncode == 1
    assert done.stderr == ""
    head, *problems = done.stdout.splitlines()
    assert head == "5 problems in 1 file(s)"
    assert [problem.removeprefix(LUND + ":") for problem in problems] == [
        f"{line_of['title:'] + 1}:3: title.en: is missing - add it",
        f"{line_of['statsu: published']}:1: statsu: unknown key “statsu” - did you mean “status”?",
        f"{line_of['country: Sweden']}:10: country: “Sweden” is not a country code"
        " - write two capital letters (ISO 3166-1), such as NO for Norway",
        f"{line_of['format: joint-corse']}:9: format: “joint-corse” is not in the closed list"
        f" - did you mean “joint-course”?; choose from: {formats}",
        f"{line_of['ects: 7,5']}:7: ects: “7,5” is not a number of credits"
        " - write a number above 0 with a point, such as 7.5",
    ]


def test_the_build_stops_with_the_same_lines_and_the_last_good_site_stays(
    project_copy: Path, replace_in: Callable[[str, str, str], None]
) -> None:
    (project_copy / "site").mkdir()
    (project_copy / "site" / "index.html").write_text("the last good site", encoding="utf-8")
    replace_in(LUND, "\nects: 7.5\n", "\nects: many\n")

    checked, built = run_casebook(project_copy, "check"), run_casebook(project_copy, "site")

    assert built.returncode == 1
    assert built.stdout == checked.stdout
    assert "Traceback" not in built.stdout + built.stderr
    assert (project_copy / "site" / "index.html").read_text(encoding="utf-8") == "the last good site"


def test_norway_is_a_country_and_ten_a_time(project_copy: Path, replace_in: Callable[[str, str, str], None]) -> None:
    replace_in(LUND, "\ncountry: SE\n", "\ncountry: [SE, NO]\n")
    assert run_casebook(project_copy, "check").returncode == 0
