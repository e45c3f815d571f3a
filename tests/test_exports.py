"""The references as files, read back by parsers that we did not write: nothing of a work is lost on the way."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pypandoc
import pytest
import rispy
import yaml
from casebook.exports import FORMATS, biblatex, ris
from casebook.model import Casebook
from casebook.pages.downloads import list_downloads, practice_downloads
from casebook.pages.edition import Edition
from casebook.pages.reading import listed_works
from casebook.works import TYPES, Work
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import Person, parse_string

Facts = Mapping[str, Any]

HARD: list[dict[str, Any]] = [
    {
        "id": "every-field",
        "type": "report",
        "title": "50% of {all} R&D_costs: $5 #1 ~ Über^2 \\ UK “Éire”",
        "title-short": "R&D_costs",
        "author": [
            {"family": "Berg", "given": "Åsa", "non-dropping-particle": "van den"},
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
            {"literal": "Black and White, Ltd."},
            {"family": "de Vries", "given": "Š."},
        ],
        "editor": [{"family": "Plato"}],
        "container-title": "Proceedings of A and B",
        "collection-title": "Series & Sons",
        "event-title": "A meeting",
        "volume": "3",
        "issue": "4",
        "page": "e12–e20",
        "number": "77",
        "chapter-number": "5",
        "number-of-pages": "240",
        "edition": "2",
        "genre": "Working paper",
        "medium": "DVD",
        "publisher": "Smith, Jones and Co",
        "publisher-place": "Łódź",
        "issued": {"date-parts": [[2016, 11, 2]]},
        "accessed": {"date-parts": [[2026, 1]]},
        "language": "en",
        "DOI": "10.1000/a_b%c{d}",
        "URL": "https://example.org/a_b?c=%20&d=#e~f",
        "ISBN": "9789491571046",
        "ISSN": "1234-5678",
    },
    {"id": "bare", "type": "document", "title": "Ζωή", "language": "el"},
]


LATEX = {
    "textbraceleft": "\ue000",
    "textbraceright": "\ue001",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textbackslash": "\ue002",
}
BRACES = str.maketrans({"\ue000": "{", "\ue001": "}", "\ue002": "\\"})

QUOTES = str.maketrans("‘“”", "’’’")
"""Pandoc chooses quotation marks anew; whether single or double isn't ours to test."""


@pytest.fixture(scope="module")
def items(casebook: Casebook) -> list[dict[str, Any]]:
    works: list[dict[str, Any]] = json.loads(json.dumps([work.csl() for work in casebook.works.values()]))
    return works + HARD


def agent_name(agent: Mapping[str, str]) -> str:
    if "literal" in agent:
        return agent["literal"]
    family = " ".join(part for part in (agent.get("non-dropping-particle"), agent["family"]) if part)
    return ", ".join(part for part in (family, agent.get("suffix"), agent.get("given")) if part)


def facts(item: Mapping[str, Any]) -> Facts:
    """What the readers of both formats are asked for."""
    parts = item["issued"]["date-parts"][0] if "issued" in item else []
    return {
        "title": item["title"],
        "authors": [agent_name(agent) for agent in item.get("author", ())],
        "editors": [agent_name(agent) for agent in item.get("editor", ())],
        "year": str(parts[0]) if parts else None,
        "container": item.get("container-title"),
        "series": item.get("collection-title"),
        "publisher": item.get("publisher"),
        "genre": item.get("genre"),
        "address": item.get("URL"),
        "doi": item.get("DOI"),
        "accessed": "-".join(f"{part:02d}" for part in item["accessed"]["date-parts"][0])
        if "accessed" in item
        else None,
    }


def without_braces(value: str) -> str:
    """A BibTeX value as its reader sees it."""
    for command, sign in LATEX.items():
        value = value.replace(f"\\{command}{{}}", sign)
    return re.sub(r"\\([&%$#_])", r"\1", re.sub(r"[{}]", "", value)).translate(BRACES)


def facts_of_entry(entry: Any) -> Facts:
    def field(*names: str) -> str | None:
        return next((without_braces(entry.fields[name]) for name in names if name in entry.fields), None)

    def verbatim(name: str) -> str | None:
        return None if name not in entry.fields else str(entry.fields[name])

    return {
        "title": field("title"),
        "authors": [person_name(person) for person in entry.persons.get("author", ())],
        "editors": [person_name(person) for person in entry.persons.get("editor", ())],
        "year": (field("date") or "")[:4] or None,
        "container": field("journaltitle", "booktitle", "organization"),
        "series": field("series"),
        "publisher": field("publisher", "institution"),
        "genre": field("type"),
        "address": verbatim("url"),
        "doi": verbatim("doi"),
        "accessed": field("urldate"),
    }


def person_name(person: Person) -> str:
    family = " ".join([*person.prelast_names, *person.last_names])
    given = " ".join([*person.first_names, *person.middle_names])
    return without_braces(", ".join(part for part in (family, " ".join(person.lineage_names), given) if part))


def expected_in_bibtex(item: Mapping[str, Any]) -> Facts:
    """A DOI with braces has them percent-encoded, because BibTeX counts them."""
    doi = item.get("DOI")
    return {**facts(item), "doi": doi and doi.replace("{", "%7B").replace("}", "%7D")}


def test_biblatex_keeps_every_work(items: list[dict[str, Any]]) -> None:
    entries = parse_string(FORMATS["bib"].write(items), "bibtex").entries
    assert {key: facts_of_entry(entry) for key, entry in entries.items()} == {
        item["id"]: expected_in_bibtex(item) for item in items
    }


def facts_of_record(record: Mapping[str, Any]) -> Facts:
    is_second_for_series = record["type_of_reference"] in ("BOOK", "RPRT")
    second, third = record.get("secondary_title"), record.get("tertiary_title")
    container, series = (third, second) if is_second_for_series else (second, third)
    accessed = record.get("access_date", "").strip("/").replace("/", "-") or None
    return {
        "title": record["title"],
        "authors": record.get("authors", []),
        "editors": record.get("secondary_authors", []),
        "year": record.get("year"),
        "container": record.get("custom3") if record["type_of_reference"] == "CPAPER" else container,
        "series": series,
        "publisher": record.get("publisher"),
        "genre": record.get("type_of_work"),
        "address": next(iter(record.get("urls", ())), None),
        "doi": record.get("doi"),
        "accessed": accessed,
    }


def expected_in_ris(item: Mapping[str, Any]) -> Facts:
    """RIS puts a suffix after the given name."""
    swapped = [name.replace("King, Jr., Martin Luther", "King, Martin Luther, Jr.") for name in facts(item)["authors"]]
    return {**facts(item), "authors": swapped}


def test_ris_keeps_every_work(items: list[dict[str, Any]]) -> None:
    records = rispy.loads(FORMATS["ris"].write(items))
    assert {record["id"]: facts_of_record(record) for record in records} == {
        item["id"]: expected_in_ris(item) for item in items
    }


def pandoc(text: str, source: str) -> list[dict[str, Any]]:
    command = [pypandoc.get_pandoc_path(), f"--from={source}", "--to=csljson"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", check=True)
    assert not done.stderr
    works: list[dict[str, Any]] = json.loads(done.stdout.translate(QUOTES))
    return works


def test_csl_json_keeps_every_work(items: list[dict[str, Any]]) -> None:
    text = FORMATS["json"].write(items)
    assert json.loads(text) == items
    assert {item["id"]: item["title"] for item in pandoc(text, "csljson")} == {
        item["id"]: item["title"].translate(QUOTES) for item in items
    }


def test_pandoc_reads_the_same_from_biblatex(items: list[dict[str, Any]]) -> None:
    read = {item["id"]: item for item in pandoc(FORMATS["bib"].write(items), "biblatex")}
    assert read.keys() == {work["id"] for work in items}
    for work in json.loads(json.dumps(items, ensure_ascii=False).translate(QUOTES)):
        assert kept_by_pandoc(read[work["id"]]) == kept_by_pandoc(work)


def kept_by_pandoc(item: Mapping[str, Any]) -> Facts:
    kept = {name: item.get(name) for name in ("URL", "issued", "accessed", "volume")}
    kept["title"] = re.sub("[{}]", "", item["title"])  # pandoc doesn't know LaTeX's names for braces
    return kept | {role: [agent_name(agent) for agent in item.get(role, ())] for role in ("author", "editor")}


@pytest.mark.parametrize("ending", ["bib", "ris"])
def test_no_field_is_lost(ending: str) -> None:
    known = {str(field.alias or name) for name, field in Work.model_fields.items()} - {"custom", "type"}
    assert set(HARD[0]) - {"type"} == known, "the hard work has every field that a work can have"
    whole = without_braces(FORMATS[ending].write(HARD[:1]))
    plain = ("volume", "issue", "number", "chapter-number", "number-of-pages", "edition", "genre", "medium")
    for name in (*plain, "publisher", "publisher-place", "event-title", "ISBN", "ISSN", "language", "title-short"):
        assert HARD[0][name] in whole, name
    assert re.search(r"e12(--|\s+EP  - )e20", whole)


@pytest.mark.parametrize("table", [biblatex.TYPES, ris.TYPES], ids=["bib", "ris"])
def test_every_type_has_its_counterpart(table: Mapping[str, str]) -> None:
    assert set(table) == set(TYPES)


_TITLES = st.text(alphabet="aZé&%$#_{}~^\\'`“ -:,", min_size=1).filter(str.strip).map(lambda text: f"x {text} y")


@settings(max_examples=150, deadline=None)
@given(title=_TITLES)
def test_any_title_survives_biblatex(title: str) -> None:
    item = {"id": "one", "type": "book", "title": title, "author": [{"literal": title}], "language": "en"}
    entry = parse_string(FORMATS["bib"].write([item]), "bibtex").entries["one"]
    assert entry.fields["title"].count("{") == entry.fields["title"].count("}")
    assert [person_name(person) for person in entry.persons["author"]] == [without_braces(entry.fields["title"])]


@pytest.fixture(scope="module")
def edition(casebook: Casebook) -> Edition:
    return Edition(casebook, casebook.languages[0], date(2026, 11, 22))


def keys_in(text: str) -> set[str]:
    return {item["id"] for item in json.loads(text)}


def test_each_practice_has_its_own_works(edition: Edition) -> None:
    files = {download.address: download.text for download in practice_downloads(edition)}
    for practice in edition.practices:
        address = f"practices/{practice.slug}/references"
        works = set(practice.cited_works())
        assert keys_in(files[f"{address}.json"]) == works
        assert {record["id"] for record in rispy.loads(files[f"{address}.ris"])} == works
        assert set(parse_string(files[f"{address}.bib"], "bibtex").entries) == works


def test_works_of_a_draft_alone_stay_out(casebook: Casebook) -> None:
    draft, *others = casebook.practices
    alone = set(draft.cited_works()) - {key for practice in others for key in practice.cited_works()}
    works = {
        key: work.model_copy(update={"custom": work.custom.model_copy(update={"theme": ()})}) if key in alone else work
        for key, work in casebook.works.items()
    }
    hidden = draft.model_copy(update={"status": "draft"})
    edited = Edition(replace(casebook, practices=(hidden, *others), works=works, pages=()), "nl", date(2026, 11, 22))
    files = [*list_downloads(edited, listed_works(edited)), *practice_downloads(edited)]
    assert alone
    assert not alone & {key for file in files if file.address.endswith(".json") for key in keys_in(file.text)}
    assert not [file.address for file in files if draft.slug in file.address]


def test_the_repository_can_be_cited() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    done = subprocess.run(
        [*command, "--force-filetype", "yaml", str(ROOT / "CITATION.cff")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    settings_text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert f'"{cited["url"]}"' in settings_text
    assert f'"{cited["repository-code"]}"' in settings_text
    assert f'version = "{cited["version"]}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
