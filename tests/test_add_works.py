"""`casebook add-works`: an export joins the bibliography in its own manner, and nothing that stood there changes."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from casebook.adding.conversion import convert
from casebook.adding.duplicates import Shelf
from casebook.adding.insertion import insert
from casebook.adding.keys import make_key
from casebook.command import main
from casebook.fields.known import Known
from casebook.shelves import read_works, work_entries
from casebook.source import parse_source
from casebook.words import read_words
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

EXPORTS = ROOT / "tests" / "data" / "exports"
BIBLIOGRAPHY = "practices/_bibliography.yaml"

ADDED = {
    "better-bibtex.bib": ["vandenberg-karel-de-grote-2024", "vlaamse-overheid-2025"],
    "mendeley.bib": ["doe-2020"],
    "endnote.ris": ["peeters-2019", "scie-guide"],
    "zotero.json": ["vandenberg-boek", "x-tool"],
}
THERE = {
    "better-bibtex.bib": "= heuleMendingGapsSocial2017: already listed as heule-knutagard-kristiansen-2017 "
    "(the same DOI)",
    "mendeley.bib": "= Driessens2016: already listed as driessens-mclaughlin-vandoorn-2016 "
    "(the same title, year and first author)",
    "endnote.ris": "= Cabiati_Raineri_2016: already listed as cabiati-raineri-2016 (the same DOI)",
    "zotero.json": "= http://zotero.org/users/1/items/ABCD: already listed as askheim-beresford-heule-2017 "
    "(the same DOI)",
}


@pytest.fixture
def small_project(tmp_path: Path) -> Path:
    """The project's content alone: what the command reads and writes."""
    for name in ("docs", "practices"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def works_of(folder: Path) -> dict[str, Any]:
    found = yaml.load((folder / BIBLIOGRAPHY).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)["references"]
    return {work["id"]: work for work in found}


@dataclass(frozen=True)
class Done:
    """What a command said and how it ended."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(small_project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in the small project, in this process."""
    monkeypatch.chdir(small_project)

    def run_(*arguments: str, language: str = "en") -> Done:
        status = main(["--language", language, *arguments])
        return Done(status, *capsys.readouterr())

    return run_


@pytest.mark.parametrize("name", ADDED)
def test_an_export_joins_the_bibliography(small_project: Path, run: Run, name: str) -> None:
    before = (small_project / BIBLIOGRAPHY).read_text(encoding="utf-8")
    done = run("add-works", str(EXPORTS / name))
    assert done.stderr == ""
    assert THERE[name] in done.stdout.splitlines()
    after = (small_project / BIBLIOGRAPHY).read_text(encoding="utf-8")
    assert list(works_of(small_project))[-len(ADDED[name]) :] == ADDED[name]
    assert after.startswith(before), "works of a heading that is new follow the others"
    assert after[len(before) :].startswith("\n  # unsorted\n  - id: ")
    check = run("check")
    assert (check.returncode, check.stderr) == (0, ""), check.stdout


def test_a_work_stands_in_the_manner_of_the_file(small_project: Path, run: Run) -> None:
    run("add-works", str(EXPORTS / "better-bibtex.bib"))
    assert (
        (small_project / BIBLIOGRAPHY)
        .read_text(encoding="utf-8")
        .endswith(
            """
  # unsorted
  - id: vandenberg-karel-de-grote-2024
    type: chapter
    title: Ervaringskennis in de Opleiding
    author:
      - {family: Berg, given: Anna, non-dropping-particle: van den}
      - {literal: Karel de Grote Hogeschool}
    editor:
      - {family: De Vries, given: Jan}
    container-title: Handboek Sociaal Werk
    page: 12-30
    edition: 2
    publisher: Acco
    publisher-place: Leuven
    ISBN: 978-90-0000-000-0
    issued: {date-parts: [[2024]]}
    language: nl
    custom:
      theme: [unsorted]
      access: unknown

  - id: vlaamse-overheid-2025
    type: webpage
    title: Armoede bestrijden
    author:
      - {literal: Vlaamse overheid}
    URL: https://www.vlaanderen.be/armoede
    issued: {date-parts: [[2025, 3]]}
    language: nl
    custom:
      theme: [unsorted]
      access: unknown
"""
        )
    )


def test_under_a_heading_that_is_there_works_stand_by_key(small_project: Path, run: Run) -> None:
    before = (small_project / BIBLIOGRAPHY).read_text(encoding="utf-8").splitlines()
    assert run("add-works", str(EXPORTS / "better-bibtex.bib"), "--theme", "peer-support").returncode == 0
    after = (small_project / BIBLIOGRAPHY).read_text(encoding="utf-8").splitlines()
    rest = iter(after)
    assert all(line in rest for line in before), "every line that stood there stands there, in its order"
    under = [
        key for key, work in works_of(small_project).items() if work["custom"].get("theme", [""])[0] == "peer-support"
    ]
    assert under == sorted(under)
    assert set(ADDED["better-bibtex.bib"]) < set(under)
    check = run("check")
    assert check.returncode == 0, check.stdout


def test_a_second_time_adds_nothing(small_project: Path, run: Run) -> None:
    for name in ADDED:
        run("add-works", str(EXPORTS / name))
    once = (small_project / BIBLIOGRAPHY).read_bytes()
    for name in ADDED:
        assert "0 works added" in run("add-works", str(EXPORTS / name)).stdout
    assert (small_project / BIBLIOGRAPHY).read_bytes() == once


def test_what_is_still_to_be_added_is_said_in_both_languages(small_project: Path, run: Run) -> None:
    english = run("add-works", str(EXPORTS / "endnote.ris")).stdout.splitlines()
    assert english[0] == f"{BIBLIOGRAPHY}: 2 works added, 1 work already there."
    assert english[2:6] == [
        "+ Peeters_2019: added as peeters-2019",
        "  Please add: its language, in place of und; a DOI or an address",
        "+ SCIE: added as scie-guide",
        "  Please add: the year; its language, in place of und",
    ]
    assert english[-1] == read_words("en").add_works["next"].strip()
    (small_project / BIBLIOGRAPHY).write_text((ROOT / BIBLIOGRAPHY).read_text(encoding="utf-8"), encoding="utf-8")
    dutch = run("add-works", str(EXPORTS / "endnote.ris"), language="nl").stdout.splitlines()
    assert dutch[0] == f"{BIBLIOGRAPHY}: 2 werken toegevoegd, 1 werk al aanwezig."
    assert dutch[3] == "  Vul nog aan: de taal, in plaats van und; een DOI of een link"


def test_line_ends_stay_those_of_the_file(small_project: Path, run: Run) -> None:
    path = small_project / BIBLIOGRAPHY
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    run("add-works", str(EXPORTS / "mendeley.bib"))
    assert path.read_bytes().startswith(before)
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


REFUSED = {
    "no ending": ("library.txt", b"x", "no_format"),
    "not there": ("missing.bib", None, "no_file"),
    "not UTF-8": ("library.bib", "@book{a, title={é}}".encode("latin-1"), "not_utf8"),
    "no JSON": ("library.json", b"{", "not_read"),
    "no list": ("library.json", b'{"a": 1}', "not_read"),
    "nothing in it": ("library.bib", b"no entries here", "no_items"),
    "empty": ("library.ris", b"", "no_items"),
}


@pytest.mark.parametrize(("name", "data", "code"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_read_is_said_to_be(
    small_project: Path, run: Run, name: str, data: bytes | None, code: str
) -> None:
    path = small_project / name
    if data is not None:
        path.write_bytes(data)
    before = (small_project / BIBLIOGRAPHY).read_bytes()
    done = run("add-works", name)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.strip() == read_words("en").add_works[code].format(path=name)
    assert (small_project / BIBLIOGRAPHY).read_bytes() == before


def test_a_theme_comes_from_the_closed_list(small_project: Path, run: Run) -> None:
    done = run("add-works", str(EXPORTS / "mendeley.bib"), "--theme", "gap-mendng")
    assert done.returncode == 1
    assert done.stdout.startswith("There is no theme “gap-mendng”; choose one of these: gap-mending, ")
    vocabulary = small_project / "practices/_vocabulary.yaml"
    text = vocabulary.read_text(encoding="utf-8").replace("\n  unsorted:\n", "\n  later:\n")
    vocabulary.write_text(text, encoding="utf-8")
    done = run("add-works", str(EXPORTS / "mendeley.bib"))
    assert done.returncode == 1
    assert done.stdout.startswith("Say under which theme the works go")


def test_a_bibliography_with_a_mistake_is_left_alone(small_project: Path, run: Run) -> None:
    path = small_project / BIBLIOGRAPHY
    path.write_text(path.read_text(encoding="utf-8").replace("type: report", "type: repport", 1), encoding="utf-8")
    before = path.read_bytes()
    done = run("add-works", str(EXPORTS / "mendeley.bib"))
    assert done.returncode == 1
    assert "“repport” is not in the closed list" in done.stdout
    assert path.read_bytes() == before


def test_what_does_not_pass_the_check_stays_out_with_its_reason(small_project: Path, run: Run) -> None:
    items = [
        {"id": "good", "type": "book", "title": "- id: a: b #c “d” *f & {g} [h]", "language": "en"},
        {"id": "long", "type": "book", "title": "x" * 600},
        {"id": "none", "type": "book"},
    ]
    (small_project / "library.json").write_text(json.dumps(items), encoding="utf-8")
    done = run("add-works", "library.json")
    assert done.returncode == 1
    assert "+ good: added as " in done.stdout
    assert "- none: left out, because it has no title" in done.stdout
    assert "has 600 characters, 500 is the most" in done.stdout
    added = works_of(small_project).keys() - works_of(ROOT).keys()
    assert [works_of(small_project)[key]["title"] for key in added] == ["- id: a: b #c “d” *f & {g} [h]"]
    assert run("check").returncode == 0


# One item


def converted(**item: Any) -> dict[str, Any]:
    entry = convert({"title": "T", "type": "book", **item}, "theme")
    assert entry is not None
    return dict(entry.fields)


@pytest.mark.parametrize(
    ("item", "name", "expected"),
    [
        ({"title": 'A <i>b</i> &amp; <span class="nocase">C</span>\n d'}, "title", "A b & C d"),
        ({"title": "so\u00adcial\u202e\u200b work"}, "title", "social work"),
        ({"title": "1 < 2"}, "title", "1 < 2"),
        ({"title": "e\u0301"}, "title", "é"),
        ({"DOI": "https://doi.org/10.1/x"}, "DOI", None),
        ({"DOI": "https://doi.org/10.1234/x"}, "DOI", "10.1234/x"),
        ({"URL": "https://dx.doi.org/10.1234/x"}, "DOI", "10.1234/x"),
        ({"URL": "https://dx.doi.org/10.1234/x"}, "URL", None),
        ({"URL": "javascript:alert(1)"}, "URL", None),
        ({"URL": "http://example.org/a\\_b"}, "URL", "http://example.org/a_b"),
        ({"ISSN": "978-90-0000-000-0"}, "ISBN", "978-90-0000-000-0"),
        ({"type": "article-journal", "ISSN": "1234-5678"}, "ISSN", None),
        ({"type": "software"}, "type", "document"),
        ({"type": "misc", "URL": "https://example.org/"}, "type", "webpage"),
        ({"type": "review"}, "type", "article-journal"),
        ({"language": "en-US"}, "language", "en"),
        ({"language": "eng"}, "language", "en"),
        ({"language": "Nederlands"}, "language", "nl"),
        ({"language": "Swedish"}, "language", "sv"),
        ({"language": "Klingonese"}, "language", "und"),
        ({}, "language", "und"),
        ({"issued": {"date-parts": [["2016", "11"]]}}, "issued", {"date-parts": [[2016, 11]]}),
        ({"issued": {"date-parts": [[2016, 13]]}}, "issued", {"date-parts": [[2016]]}),
        ({"issued": {"date-parts": [[2016], [2017]]}}, "issued", {"date-parts": [[2016]]}),
        ({"issued": {"raw": "ca. 2010"}}, "issued", None),
        ({"URL": "https://a.example/", "accessed": {"date-parts": [[2026]]}}, "accessed", {"date-parts": [[2026]]}),
        ({"accessed": {"date-parts": [[2026]]}}, "accessed", None),
        ({"author": [{"family": "SCIE"}]}, "author", [{"literal": "SCIE"}]),
        (
            {"author": [{"family": "Berg", "given": "A.", "dropping-particle": "van"}]},
            "author",
            [{"family": "Berg", "given": "A.", "non-dropping-particle": "van"}],
        ),
        ({"author": "nobody"}, "author", None),
        ({"page": "12 – 15"}, "page", "12-15"),
        ({"volume": 12}, "volume", "12"),
        ({"abstract": "Long."}, "abstract", None),
        ({"title-short": "T", "author": [{"literal": "X"}]}, "title-short", None),
        ({"title-short": "T"}, "title-short", "T"),
    ],
)
def test_an_item_becomes_an_entry(item: dict[str, Any], name: str, expected: Any) -> None:
    assert converted(**item).get(name) == expected


def agent(family: str, **more: str) -> dict[str, str]:
    return {"family": family, "given": "A.", **more}


@pytest.mark.parametrize(
    ("work", "key"),
    [
        (
            {"author": [agent("Heule"), agent("Knutagård"), agent("Kristiansen")], "year": 2017},
            "heule-knutagard-kristiansen-2017",
        ),
        ({"author": [agent("Rubio-Valera"), *[agent("X")] * 5], "year": 2016}, "rubio-valera-2016"),
        ({"author": [agent("Doorn", **{"non-dropping-particle": "van"})], "year": 2016}, "vandoorn-2016"),
        ({"author": [agent("Støkken")], "year": 2014}, "stokken-2014"),
        ({"author": [{"literal": "Karel de Grote Hogeschool"}], "year": 2020}, "karel-de-grote-2020"),
        ({"author": [agent("Basta")]}, "basta-mending"),
        ({"editor": [agent("Claes")], "year": 2001}, "claes-2001"),
        ({"year": 2021}, "mending-gaps-education-2021"),
        ({}, "mending-gaps-education"),
        ({"title": "社会", "year": 2020}, "2020"),
        ({"author": [agent("Taken")], "year": 2000}, "taken-2000-2"),
    ],
)
def test_keys_are_in_the_manner_of_the_file(work: dict[str, Any], key: str) -> None:
    year = work.pop("year", None)
    issued = {"issued": {"date-parts": [[year]]}} if year else {}
    assert make_key({"title": "Mending the gaps in education", **work, **issued}, {"taken-2000"}) == key


@pytest.mark.parametrize(
    ("other", "sign"),
    [
        ({"DOI": "10.1234/ABC", "title": "Else"}, "DOI"),
        ({"URL": "http://www.Example.org/a/#part", "title": "Else"}, "URL"),
        ({"title": "The TITLE: a título", "issued": {"date-parts": [[2016, 2]]}, "author": [agent("Élan")]}, "title"),
        ({"title": "The title, a titulo", "issued": {"date-parts": [[2017]]}, "author": [agent("Elan")]}, None),
        ({"URL": "https://example.org/A", "title": "Else"}, None),
    ],
    ids=["DOI", "address", "title", "another year", "another path"],
)
def test_a_work_that_is_there_is_recognised(other: dict[str, Any], sign: str | None) -> None:
    shelf = Shelf()
    shelf.put(
        "there",
        {
            "title": "The title – a titulo",
            "DOI": "10.1234/abc",
            "URL": "https://example.org/a",
            "issued": {"date-parts": [[2016]]},
            "author": [agent("Elan")],
        },
    )
    assert shelf.find(other) == (("there", sign) if sign else None)
    assert (shelf.find_alike(other) == "there") == ("titulo" in other["title"] or "título" in other["title"])


EMPTY = "# Works\nreferences: []\n"
KNOWN = Known(("nl", "en"), ("nl",), works=frozenset(), practices=frozenset())
_TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), max_size=90
)


@settings(max_examples=150, deadline=None)
@given(titles=st.lists(_TEXTS.filter(str.strip), min_size=1, max_size=4), given=_TEXTS, family=_TEXTS)
def test_whatever_an_entry_holds_it_reads_back_the_same(titles: list[str], given: str, family: str) -> None:
    entries: dict[str, Any] = {}
    for title in titles:
        entry = convert({"type": "book", "title": title, "author": [{"family": family, "given": given}]}, None)
        if entry is not None:
            entries[make_key(entry.fields, entries)] = entry.fields
    source = parse_source(insert(parse_source(EMPTY.encode(), "works.yaml"), entries).encode(), "works.yaml")
    assert {problem.code for problem in source.problems if not problem.is_note} <= {"no-glyph"}
    found = {key: (str(work["title"]), work.get("author")) for key, work in work_entries(source).items()}
    assert found == {key: (fields["title"], fields.get("author")) for key, fields in entries.items()}
    read_works(source, KNOWN)
    assert {problem.code for problem in source.problems} <= {
        "not-nfc",
        "raw-html",
        "email-in-text",
        "phone-in-text",
        "no-glyph",
    }


def test_the_file_may_hold_thousands_of_works(small_project: Path, run: Run) -> None:
    items = [
        {
            "id": f"w{number}",
            "type": "book",
            "title": f"Title {number}",
            "author": [{"family": f"Name{number}", "given": "A."}],
        }
        for number in range(3000)
    ]
    (small_project / "library.json").write_text(json.dumps(items), encoding="utf-8")
    assert run("add-works", "library.json").returncode == 0
    assert len(works_of(small_project)) == len(works_of(ROOT)) + 3000
    assert run("check").returncode == 0
