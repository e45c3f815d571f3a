"""`casebook report`: what a branch changes for readers, told from two real states of a project under git."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from casebook.reviewing.plain import as_markdown, fenced, lines_of
from conftest import run_casebook

Replace = Callable[[str, str, str], None]
MILAN = "practices/encounter-day-milan.yaml"


@pytest.fixture
def under_git(project_copy: Path) -> Path:
    """The project with one commit, to be changed."""
    for arguments in (["init", "--quiet"], ["add", "practices", "docs", "mkdocs.yml"], ["commit", "--quiet", "-mx"]):
        named = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *named, *arguments], cwd=project_copy, check=True)
    return project_copy


def report(folder: Path, base: str = "HEAD", language: str = "en") -> tuple[int, str]:
    done = run_casebook(folder, "--language", language, "report", base)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_nothing_changed(under_git: Path) -> None:
    assert report(under_git) == (0, "# What changes for readers\n\n0 cards differ.\n")


def test_a_changed_card(under_git: Path, replace_in: Replace) -> None:
    replace_in(MILAN, "\nsince: 2009\n", "\nsince: 2010\n")
    replace_in(MILAN, "Elke eerstejaarsstudent sociaal werk praat twee uur", "Elke student praat een hele ochtend")
    status, told = report(under_git)
    assert status == 0
    assert (
        told
        == f"""# What changes for readers

1 card differs.

## Encounter day for first\\-years and experts by experience: changed

- `{MILAN}`
- Status: published
- Not described: `ects`
- Translation en: 1 older than the original (`summary`)
- Pages of the handout: nl 2, en 2
- Pages in large print: nl 8, en 8

| In the comparison | was | is |
|---|---|---|
| Since | 2009 | 2010 |

<details><summary>How the page changes (nl)</summary>

```diff
-{SUMMARY}
+{SUMMARY.replace("Elke eerstejaarsstudent sociaal werk praat twee uur", "Elke student praat een hele ochtend")}
-2009
+2010
```

</details>

<details><summary>How the page changes (en)</summary>

```diff
-2009
+2010
+Some short texts on this page are older than the original in Dutch, or not translated yet. Go to the original
```

</details>
"""
    )


SUMMARY = (
    "Elke eerstejaarsstudent sociaal werk praat twee uur met één ervaringsdeskundige; ze lunchen samen en "
    "kijken er daarna in kleine groepen op terug."
)


def test_new_removed_and_renamed_cards_works_and_pages(under_git: Path, replace_in: Replace) -> None:
    cards = under_git / "practices"
    new = run_casebook(under_git, "new", "cooking-together")
    assert new.returncode == 0, new.stdout
    (cards / "diversamente-esperti-asti.yaml").rename(cards / "a-practice-in-asti.yaml")
    with (cards / "a-practice-in-asti.yaml").open("a", encoding="utf-8") as card:
        card.write("former_slugs: [diversamente-esperti-asti]\n")
    for page in (under_git / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("diversamente-esperti-asti", "a-practice-in-asti"), encoding="utf-8")
    replace_in("practices/_bibliography.yaml", "    page: 124-138\n", "    page: 124-139\n")
    replace_in("docs/en/about.md", "This site has no tracking", "This site never has any tracking")
    _, told = report(under_git)
    headings = [line for line in told.splitlines() if line.startswith("## ")]
    assert headings[0].endswith(": renamed")
    assert sum(line.endswith(": new") for line in headings) == 1
    assert headings[-2:] == ["## Works", "## Pages"]
    assert "- `angelin-2015`: changed" in told
    assert "- `docs/en/about.md`: changed" in told
    assert "Status: draft" in told


def test_a_card_that_grows_says_how_its_sheets_do(under_git: Path, replace_in: Replace) -> None:
    more = "Dit staat er ook nog bij. " * 400
    replace_in(MILAN, "    Daarna eet iedereen", f"    {more}\n    Daarna eet iedereen")
    _, told = report(under_git)
    assert re.search(r"Pages of the handout: nl 2 → [3-9], en 2\n", told)


def test_problems_stand_instead_of_changes(under_git: Path, replace_in: Replace) -> None:
    replace_in(MILAN, "\ncountry: IT\n", "\ncountry: Italy\n")
    status, told = report(under_git)
    assert status == 1
    assert f"{MILAN}:14:10: country: " in told
    assert "```text" in told


def test_a_base_that_had_problems_counts_as_empty(under_git: Path, replace_in: Replace) -> None:
    replace_in(MILAN, "\ncountry: IT\n", "\ncountry: Italy\n")
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-amx"],
        cwd=under_git,
        check=True,
    )
    replace_in(MILAN, "\ncountry: Italy\n", "\ncountry: IT\n")
    status, told = report(under_git)
    assert status == 0
    assert "experts by experience: new" in told


@pytest.mark.parametrize("base", ["nowhere", "--output=x", ""])
def test_an_unknown_commit_is_said(under_git: Path, base: str) -> None:
    command = ["--language", "nl", "report", "--", base]
    done = run_casebook(under_git, *command)
    assert (done.returncode, done.stdout) == (
        2,
        f"casebook report: git kent {base} niet; noem een commit of een tak die er is\n",
    )
    assert not (under_git / "x").exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a | b", "a \\| b"),
        ("@somebody [x](y) <b>", "\\@somebody \\[x\\]\\(y\\) &lt;b&gt;"),
        ("`code`\n- item", "\\`code\\` \\- item"),
    ],
)
def test_text_of_a_card_is_only_text_in_markdown(text: str, expected: str) -> None:
    assert as_markdown(text) == expected


def test_no_line_closes_a_fence() -> None:
    assert fenced(["``` x", "y"], "diff") == "````diff\n``` x\ny\n````"


def test_lines_of_a_page() -> None:
    html = "<h2>A <em>b</em></h2><svg><title>no</title></svg><ul><li>c\nd</li><li>e</li></ul>"
    assert lines_of(html) == ["A b", "c d", "e"]
