"""The open data, read by programs that we did not write: nothing lost, nothing private, no formula for spreadsheets."""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import clevercsv
import feedparser
import pytest
from casebook.cards import read_casebook
from casebook.exports.table import harmless, write_csv
from casebook.fields.values import NotDescribed
from casebook.history import Dates
from casebook.model import FACTS, SECTIONS, Casebook, Practice
from casebook.pages.edition import Edition
from casebook.pages.open_data import data_downloads
from casebook.project import Project
from casebook.words import read_words
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pyld import jsonld
from reader import Document, find, read_documents, text_of
from referencing import Registry

HERE = Path(__file__).parent
LANGUAGES = ("nl", "en")
SITE = "https://site.example/casebook/"
KNOWN = {
    "practices/full.yaml": Dates(date(2025, 3, 1), date(2026, 2, 28)),
    "practices/draft.yaml": Dates(date(2025, 3, 1), date(2026, 3, 1)),
}

Files = Mapping[str, str]


@pytest.fixture(scope="module")
def small() -> Casebook:
    """A full card, a sparse one without English, and a draft."""
    return read_casebook(Project(HERE / "cards", LANGUAGES, required=("nl",)))


def files_of(casebook: Casebook, history: Mapping[str, Dates] = KNOWN, *, shows_drafts: bool = False) -> Files:
    today = date(2026, 11, 22)
    editions = [Edition(casebook, language, today, shows_drafts, SITE, history) for language in casebook.languages]
    return {download.address: download.text for download in data_downloads(editions)}


@pytest.fixture(scope="module")
def files(small: Casebook) -> Files:
    return files_of(small)


@pytest.fixture(scope="module")
def data(files: Files) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["data/practices.json"])
    return found


# JSON


def problems(data: Any, schema: Any) -> list[str]:
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator.FORMAT_CHECKER
    validator = Draft202012Validator(schema, registry=Registry(), format_checker=checker)
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(data)]


def test_the_practices_hold_to_their_schema(files: Files, data: dict[str, Any]) -> None:
    assert problems(data, json.loads(files["data/practices.schema.json"])) == []
    assert data["$schema"] == json.loads(files["data/practices.schema.json"])["$id"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda practice: practice.pop("doel"), "$.practices[0]"),
        (lambda practice: practice.update(doel=""), "$.practices[0].doel"),
        (lambda practice: practice.update(extra=1), "$.practices[0]"),
        (lambda practice: practice.update(format="party"), "$.practices[0].format"),
        (lambda practice: practice["title"].update(fr="Carte"), "$.practices[0].title"),
        (lambda practice: practice.update(changed="yesterday"), "$.practices[0].changed"),
        (lambda practice: practice["figures"][0].pop("sources"), "$.practices[0].figures"),
        (lambda practice: practice["since"][0].update(value="2016"), "$.practices[0].since"),
    ],
    ids=["missing", "empty", "unknown key", "not in the list", "unknown language", "no day", "no source", "no number"],
)
def test_the_schema_refuses_what_is_wrong(files: Files, change: Any, where: str) -> None:
    data = json.loads(files["data/practices.json"])
    change(data["practices"][0])
    found = problems(data, json.loads(files["data/practices.schema.json"]))
    assert [problem.partition(": ")[0] for problem in found] == [where]


def test_every_fact_of_a_card_is_in_the_data(small: Casebook, data: dict[str, Any]) -> None:
    full = practice_of(small, "full")
    found = data["practices"][0]
    assert found["slug"] == "full"
    assert found["title"] == dict(full.title.by_language)
    assert found["country"] == ["BE", "NO"]
    assert found["place"] == [{"nl": "Oslo", "en": "Oslo"}, {"nl": "Gent", "en": "Ghent"}]
    assert found["since"] == [
        {"value": 2016, "scope": None, "sources": ["river-2016"]},
        {"value": 2017, "scope": None, "sources": ["oever-2016", "oever-web"]},
    ]
    assert [claim["value"] for claim in found["duration"]] == ["P6W", "P1.5M", "P5W"]
    assert found["duration"][2]["scope"] == {"nl": "in de winter", "en": "in winter"}
    assert found["ects"] == [{"value": 7.5, "scope": None, "sources": list(full.sources)}]
    assert found["programme"][1]["when"] == "09:00/16:30"
    assert not isinstance(full.figures, NotDescribed)
    assert [(figure["bound"], figure["number"]) for figure in found["figures"]] == [
        (figure.bound, figure.number) for figure in full.figures
    ]
    assert (found["published"], found["changed"]) == ("2025-03-01", "2026-02-28")
    assert found["address"] == {"nl": f"{SITE}practices/full/", "en": f"{SITE}en/practices/full/"}


def test_what_no_source_says_is_said_so(small: Casebook, data: dict[str, Any]) -> None:
    sparse = practice_of(small, "sparse")
    found = data["practices"][1]
    silent = {name for name, value in dict(sparse).items() if isinstance(value, NotDescribed)}
    assert silent >= {"place", "ects", "doel"}
    assert {name for name, value in found.items() if value == "not-described"} == silent
    assert found["changed"] is None


def test_texts_are_html_whose_links_are_whole(data: dict[str, Any]) -> None:
    html = data["practices"][0]["wat"]["en"]
    assert f'<a href="{SITE}en/practices/sparse/#wat">the other card</a>' in html
    assert f'<a href="{SITE}en/reading-list/#river-2016">' in html
    assert "1 &lt; 2" in html
    links = re.findall(r'href="([^"]*)"', json.dumps(data).replace('\\"', '"'))
    assert len(links) > 10
    assert [link for link in links if not link.startswith("https://")] == []


def test_every_work_that_is_named_is_there(data: dict[str, Any]) -> None:
    named = set(re.findall(r'reading-list/#([a-z0-9-]+)\\"', json.dumps(data["practices"])))
    listed = {key for practice in data["practices"] for key in practice["works"]}
    assert named | listed == set(data["works"])
    assert all(work["csl"]["id"] == key for key, work in data["works"].items())
    assert {language for work in data["works"].values() for language in work["reference"]} == set(LANGUAGES)


def test_a_draft_is_no_data_not_even_in_the_preview(small: Casebook) -> None:
    draft = practice_of(small, "draft")
    for files in (files_of(small), files_of(small, shows_drafts=True)):
        assert draft.status == "draft"
        assert [slug_of(practice) for practice in json.loads(files["data/practices.json"])["practices"]] == [
            "full",
            "sparse",
        ]
        assert [name for name, text in files.items() if draft.title.by_language["nl"] in text] == []


def slug_of(practice: Mapping[str, Any]) -> str:
    return str(practice["slug"])


def test_who_took_their_consent_back_is_named_nowhere(small: Casebook, files: Files) -> None:
    consents = practice_of(small, "full").consent
    withdrawn = [entry for entry in consents if entry.withdrawn]
    standing = [entry for entry in consents if entry.allows("name")]
    assert withdrawn
    assert standing
    for name, text in files.items():
        if "schema" not in name:
            assert not [entry for entry in withdrawn if entry.name in text or entry.person in text], name
    assert standing[0].name in files["data/practices.json"]
    for key in ("consent", "recorded_by", "translated_from", "status"):
        assert f'"{key}"' not in files["data/practices.json"]


def practice_of(casebook: Casebook, slug: str) -> Practice:
    return next(practice for practice in casebook.practices if practice.slug == slug)


# The table


def rows_of(text: str) -> list[list[str]]:
    """As Python's reader takes it in; strict, after RFC 4180."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


@pytest.mark.parametrize(("language", "address"), [("nl", "data/practices.csv"), ("en", "en/data/practices.csv")])
def test_two_readers_find_a_row_for_each_practice(files: Files, language: str, address: str) -> None:
    text = files[address]
    rows = rows_of(text)
    words = read_words(language)
    assert rows[0][2] == words.fields["title"]["label"]
    assert rows[0][4 : 4 + len(FACTS)] == [words.facts[name] for name in FACTS]
    assert [row[0] for row in rows[1:]] == ["sparse", "full"]
    assert {len(row) for row in rows} == {len(rows[0])}
    dialect = clevercsv.Sniffer().sniff(text.removeprefix("\ufeff"))
    assert dialect
    assert (dialect.delimiter, dialect.quotechar) == (",", '"')
    assert list(clevercsv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), dialect)) == rows


@pytest.mark.parametrize("address", ["data/practices.csv", "en/data/practices.csv"])
def test_the_bytes_are_as_spreadsheets_expect(files: Files, address: str) -> None:
    data = files[address].encode()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b'"\r\n')
    outside = re.sub(rb'"(?:[^"]|"")*"', b"", data.removeprefix(b"\xef\xbb\xbf"))
    assert set(outside) == set(b",\r\n")
    assert outside.count(b"\r\n") == outside.count(b"\n") == 3


def test_the_table_says_what_the_pages_say(files: Files) -> None:
    english = {row[0]: row for row in rows_of(files["en/data/practices.csv"])}
    headings, full, sparse = english["Slug"], english["full"], english["sparse"]
    cells = dict(zip(headings, full, strict=True))
    assert cells["Country"] == "Belgium; Norway"
    assert cells["Since"] == "2016 (van der River & The Bank Collective, 2016); 2017 (Oever, 2016; Oever, n.d.)"
    assert cells["What?"].splitlines()[1:] == ["• first: 1 < 2", "• second: code", "• one", "• two"]
    assert cells["Last changed"] == "2026-02-28"
    bare = dict(zip(headings, sparse, strict=True))
    assert bare["Title"].startswith("[nl] ")
    assert bare["Place"] == "Not described in the source"
    assert bare["Last changed"] == ""


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        pytest.param('=HYPERLINK("https://a.example")', '\'=HYPERLINK("https://a.example")', id="equals"),
        pytest.param("+32 2 555", "'+32 2 555", id="plus"),
        pytest.param("-1", "'-1", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1+1", "'\t=1+1", id="tab"),
        pytest.param("\rtext", "'\rtext", id="carriage return"),
        pytest.param("\ntext", "'\ntext", id="line feed"),
        pytest.param("  =1+1", "'  =1+1", id="after blanks"),
        pytest.param("\ufeff=1", "'\ufeff=1", id="after a byte-order mark"),
        pytest.param("＝1+1", "'＝1+1", id="full width"),
        pytest.param("a=b", "a=b", id="inside"),
        pytest.param("", "", id="empty"),
        pytest.param("7.5", "7.5", id="number"),
        pytest.param("• item", "• item", id="bullet"),
        pytest.param("'=1", "'=1", id="quoted already"),
    ],
)
def test_a_cell_is_never_a_formula(cell: str, safe: str) -> None:
    assert harmless(cell) == safe


_CELLS = st.text(alphabet=st.sampled_from("=+-@\t\r\n,;\"' aé＝0"), max_size=12) | st.text(max_size=20)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(_CELLS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_any_text_comes_back_and_none_begins_as_a_formula(rows: list[list[str]]) -> None:
    read = rows_of(write_csv(rows))
    assert read == [[harmless(cell) for cell in row] for row in rows]
    for row, before in zip(read, rows, strict=True):
        for cell, written in zip(row, before, strict=True):
            assert cell in (written, f"'{written}")
            assert cell.lstrip()[:1] not in tuple("=+-@＝＋－＠")
            assert cell[:1] not in tuple("\t\r\n")


# The feed


@pytest.mark.parametrize(
    ("language", "address", "home"),
    [("nl", "data/practices.atom", SITE), ("en", "en/data/practices.atom", SITE + "en/")],
)
def test_a_feed_reader_finds_practices_with_known_dates(files: Files, language: str, address: str, home: str) -> None:
    read = feedparser.parse(files[address].encode())
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert read.feed.language == language
    assert read.feed.updated == "2026-02-28T00:00:00Z"
    assert [(link.rel, link.type, link.href) for link in read.feed.links] == [
        ("self", "application/atom+xml", SITE + address),
        ("alternate", "text/html", home + "practices/"),
        ("alternate", "application/atom+xml", SITE + ("en/" if language == "nl" else "") + "data/practices.atom"),
    ]
    assert [(entry.id, entry.link) for entry in read.entries] == [
        (f"tag:site.example,2026:{language}/practices/whole", home + "practices/full/")
    ]
    assert (read.entries[0].published, read.entries[0].updated) == ("2025-03-01T00:00:00Z", "2026-02-28T00:00:00Z")


def test_the_newest_change_comes_first_and_ids_stay_apart(small: Casebook) -> None:
    history = {**KNOWN, "practices/sparse.yaml": Dates(None, date(2026, 5, 1))}
    read = feedparser.parse(files_of(small, history)["en/data/practices.atom"].encode())
    assert [entry.link for entry in read.entries] == [f"{SITE}en/practices/{slug}/" for slug in ("sparse", "full")]
    assert "published" not in read.entries[0]
    assert read.entries[0].title_detail.language == "nl"
    dutch = feedparser.parse(files_of(small, history)["data/practices.atom"].encode())
    ids = [entry.id for found in (read, dutch) for entry in found.entries] + [read.feed.id, dutch.feed.id]
    assert len(set(ids)) == len(ids)


def test_a_feed_without_known_dates_is_empty_and_whole(small: Casebook) -> None:
    read = feedparser.parse(files_of(small, {})["data/practices.atom"].encode())
    assert not read.bozo
    assert read.entries == []
    assert read.feed.updated == "2026-11-22T00:00:00Z"


# What machines read on pages

TERMS = {
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "WebSite": {"url", "name", "description", "inLanguage", "license"},
    "WebPage LearningResource": {"url", "name", "description", "inLanguage", "isPartOf", "license", "author", "about"}
    | {"isAccessibleForFree", "learningResourceType", "datePublished", "dateModified", "translationOfWork", "mentions"},
    "Course": {"name", "description", "provider"},
    "Organization": {"name"},
    "Person": {"name"},
    "Dataset": {
        "url",
        "name",
        "description",
        "inLanguage",
        "isPartOf",
        "license",
        "isAccessibleForFree",
        "distribution",
    },
    "DataDownload": {"contentUrl", "encodingFormat"},
    "DefinedTermSet": {"name", "description", "inLanguage", "license", "hasDefinedTerm"},
    "DefinedTerm": {"url", "termCode", "name", "inDefinedTermSet", "description", "alternateName"},
}
"""The properties that schema.org gives these types, as far as the site uses them."""

SCHEMA = "https://schema.org/"
CONTEXT = {"@context": {"@vocab": SCHEMA}}


def load_context(address: str, _options: Any) -> dict[str, Any]:
    assert address == "https://schema.org"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": CONTEXT}


def nodes_of(page: Document) -> list[dict[str, Any]]:
    """Every node on a page, expanded by a processor of JSON-LD, its names shortened again."""
    scripts = [script for script in page.find("script") if script.get("type") == "application/ld+json"]
    base = f"https://gap-mending.example/{page.address}"
    found: list[dict[str, Any]] = []
    for script in scripts:
        options = {"base": base, "documentLoader": load_context}
        found += walk(jsonld.expand(json.loads(script.text or ""), options))
    return found


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from walk(item)
    elif isinstance(value, dict) and "@value" not in value:
        if "@type" in value:
            yield value
        for item in value.values():
            yield from walk(item)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Document]:
    return {page.address: page for page in read_documents(site)}


def test_nodes_are_of_types_and_properties_that_schema_org_has(pages: dict[str, Document]) -> None:
    kinds = set()
    for address, page in pages.items():
        for node in nodes_of(page):
            kind = " ".join(name.removeprefix(SCHEMA) for name in node["@type"])
            kinds.add(kind)
            used = {name.removeprefix(SCHEMA) for name in node if not name.startswith("@")}
            assert used <= TERMS[kind], address
            assert node.get("@id", SCHEMA).startswith("https://")
    assert kinds == TERMS.keys() - {"Person"}


def test_a_practice_is_a_learning_resource_about_its_course(pages: dict[str, Document], casebook: Casebook) -> None:
    for practice in casebook.public:
        for root in ("", "en/"):
            page = pages[f"{root}practices/{practice.slug}/"]
            node = next(node for node in nodes_of(page) if SCHEMA + "LearningResource" in node["@type"])
            assert node["@id"] == f"https://gap-mending.example/{page.address}"
            assert value_of(node, "name") == text_of(page.only("h1"))
            assert (SCHEMA + "about" in node) == (not isinstance(practice.ects, NotDescribed))
            is_translated = practice.original != ("en" if root else "nl")
            assert (SCHEMA + "translationOfWork" in node) == is_translated


def value_of(node: Mapping[str, Any], name: str) -> str:
    return str(node[SCHEMA + name][0]["@value"])


def test_breadcrumbs_lead_from_home_to_each_page(pages: dict[str, Document]) -> None:
    for address, page in pages.items():
        found = [node for node in nodes_of(page) if node["@type"] == [SCHEMA + "BreadcrumbList"]]
        is_home = address in ("", "en/", "404.html")
        assert len(found) == (0 if is_home else 1), address
        for crumb in found:
            steps = crumb[SCHEMA + "itemListElement"]
            ways = [urlsplit(value_of(step, "item")).path.removeprefix("/") for step in steps]
            assert ways[0] == ("en/" if address.startswith("en/") else "")
            assert ways[-1] == address
            assert set(ways) <= pages.keys()
            shown = [link.path for nav in page.find("nav", "breadcrumb") for link in page.links_below(nav)]
            assert shown in ([], ways[:-1])


def test_a_title_cannot_leave_its_script(site: Path) -> None:
    for path in site.rglob("index.html"):
        for script in re.findall(r'<script type="application/ld\+json">(.*?)</script>', path.read_text("utf-8"), re.S):
            assert not set("<>&'") & set(script), path


# The published files and their page


def test_the_real_data_is_whole(site: Path, casebook: Casebook) -> None:
    data = json.loads((site / "data/practices.json").read_text(encoding="utf-8"))
    schema = json.loads((site / "data/practices.schema.json").read_text(encoding="utf-8"))
    assert problems(data, schema) == []
    slugs = [practice.slug for practice in casebook.public]
    assert [practice["slug"] for practice in data["practices"]] == slugs
    for root in ("", "en/"):
        rows = rows_of((site / root / "data/practices.csv").read_bytes().decode("utf-8"))
        assert sorted(row[0] for row in rows[1:]) == slugs
    for practice, told in zip(casebook.public, data["practices"], strict=True):
        described = sum(told[name] != "not-described" for name in SECTIONS)
        assert described == practice.described_sections


def test_the_form_of_a_card_is_published_as_it_is_in_the_project(site: Path, project: Project) -> None:
    published = (site / "data/practice.schema.json").read_text(encoding="utf-8")
    assert published == (project.practices / "_practice.schema.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("root", ["", "en/"])
def test_every_page_names_the_feed_of_its_language(pages: dict[str, Document], site: Path, root: str) -> None:
    for address, page in pages.items():
        if address.startswith("en/") == bool(root) and address != "404.html":
            feeds = [link for link in page.find("link") if link.get("type") == "application/atom+xml"]
            assert [urljoin("/" + address, str(link.get("href"))) for link in feeds] == [f"/{root}data/practices.atom"]
    assert (site / root / "data/practices.atom").exists()


@pytest.mark.parametrize("root", ["", "en/"])
def test_the_page_about_the_data_explains_every_field_and_can_be_reached(
    pages: dict[str, Document], site: Path, root: str
) -> None:
    page = pages[root + "data/"]
    schema = json.loads((site / "data/practices.schema.json").read_text(encoding="utf-8"))
    fields = [*schema["properties"], *schema["$defs"]["practice"]["properties"]]
    shown = [text_of(term) for listed in page.find("dl", "data-fields") for term in find(listed, "dt")]
    assert shown == fields
    linked = {link.path for link in page.links if "/data/" in f"/{link.path}"}
    published = {
        path.relative_to(site).as_posix() for path in (site / "data").iterdir() if path.suffix not in ("", ".html")
    }
    assert linked >= {path if "practices." not in path or "json" in path else root + path for path in published}
    for address in (root, root + "about/"):
        assert root + "data/" in {link.path for link in pages[address].links}


@pytest.mark.parametrize("root", ["", "en/"])
def test_the_example_on_the_page_runs(pages: dict[str, Document], site: Path, casebook: Casebook, root: str) -> None:
    program = "".join(pages[root + "data/"].only("pre", "data-example").itertext())
    address = "https://gap-mending.example/data/practices.json"
    assert program.count(address) == 1
    local = program.replace(address, (site / "data/practices.json").as_uri())
    done = subprocess.run([sys.executable, "-c", local], capture_output=True, text=True, encoding="utf-8", check=True)
    lines = done.stdout.splitlines()
    assert len(lines) == len(casebook.public)
    assert all(len(line.split(" | ")) >= 3 for line in lines)
