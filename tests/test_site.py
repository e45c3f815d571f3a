"""The built site is whole: every page, link, anchor, entry and alternate is where readers expect it."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from casebook.facets import facet_values
from casebook.fields.values import NotDescribed
from casebook.model import FACTS, SECTIONS, Casebook
from casebook.pages.addresses import selection_address
from casebook.project import read_project
from casebook.words import read_words
from conftest import ROOT, read_yaml
from reader import HOST, Document, find, read_documents, text_of

PROJECT = read_project(ROOT)
LANGUAGES, DEFAULT = PROJECT.languages, PROJECT.default_language
PUBLISHED = [path for path in PROJECT.cards if read_yaml(path)["status"] == "published"]
SLUGS = [path.stem for path in PUBLISHED]
LUND = "practices/mobilisation-course-lund/"
SITE_URL = "https://gap-mending.example/"
LOST = "404.html"

Pages = dict[str, Document]


@pytest.fixture(scope="module")
def pages(site: Path) -> Pages:
    """The built pages by address below the site's root."""
    return {document.address: document for document in read_documents(site)}


def root_of(language: str) -> str:
    return "" if language == DEFAULT else f"{language}/"


def language_of(address: str) -> str:
    return next((name for name in LANGUAGES if name != DEFAULT and address.startswith(root_of(name))), DEFAULT)


def hand_written(language: str) -> dict[str, str]:
    """The addresses of the hand-written pages below their language's root, with their files."""
    folder = ROOT / "docs" / language
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
    return {
        re.sub(r"(?:(?<![^/])index)?\.md$", "", name) + ("" if name.endswith("index.md") else "/"): name
        for name in files
    }


def selections(casebook: Casebook) -> set[str]:
    """The addresses of the lists for each value that a public practice has."""
    values = [
        (facet, value) for one in casebook.public for facet, found in facet_values(one).items() for value in found
    ]
    return {selection_address(facet, value) for facet, value in values}


def expected_addresses(casebook: Casebook) -> list[str]:
    own = (
        "practices/",
        "compare/",
        "reading-list/",
        "reading-list/by-practice/",
        "sources/",
        "glossary/",
        "translations/",
        "data/",
        "contribute/card/",
        "contribute/fields/",
        "workshop/",
        "workshop/worksheet/",
        *(f"practices/{slug}/" for slug in SLUGS),
        *selections(casebook),
    )
    return [root_of(name) + address for name in LANGUAGES for address in (*own, *hand_written(name))]


def test_the_site_has_exactly_the_pages_it_should_have(pages: Pages, casebook: Casebook) -> None:
    assert sorted(pages) == sorted([*expected_addresses(casebook), LOST])


def test_pages_parse_without_an_error(pages: Pages) -> None:
    assert {address: page.errors for address, page in pages.items() if page.errors} == {}


def test_no_id_stands_twice_on_a_page(pages: Pages) -> None:
    counted = {address: Counter(page.all_ids) for address, page in pages.items()}
    assert [(address, name) for address, ids in counted.items() for name, times in ids.items() if times > 1] == []


def test_every_page_has_one_main_heading(pages: Pages) -> None:
    assert {address: len(page.find("h1")) for address, page in pages.items() if len(page.find("h1")) != 1} == {}


def test_labels_name_things_that_are_there(pages: Pages) -> None:
    """`for`, `aria-labelledby` and the like lead to an id of the same page."""
    missing = [
        (address, name, wanted)
        for address, page in pages.items()
        for element in page.tree.iter()
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls")
        for wanted in element.get(name, "").split()
        if wanted not in page.all_ids
    ]
    assert missing == []


def test_every_link_within_the_site_leads_somewhere(pages: Pages, site: Path) -> None:
    checked, broken = 0, []
    for address, page in pages.items():
        for link in page.links:
            if not link.is_inside:
                continue
            checked += 1
            target = pages.get(link.path)
            if target is None and not (site / link.path).is_file():
                broken.append((address, link.written, "no such file"))
            elif link.anchor and target is not None and link.anchor not in target.all_ids:
                broken.append((address, link.written, "no such anchor"))
    assert broken == []
    assert checked > 1000


def test_links_out_of_the_site_are_web_addresses(pages: Pages) -> None:
    outside = {urlsplit(link.address).scheme for page in pages.values() for link in page.links if not link.is_inside}
    assert {"https"} <= outside <= {"https", "http", "mailto"}


# Languages


def test_pages_say_which_language_they_are_in(pages: Pages) -> None:
    said = {address: page.tree.get("lang") for address, page in pages.items()}
    assert said == {address: language_of(address) for address in pages}


def test_every_page_names_itself_in_each_language(pages: Pages) -> None:
    for address, page in pages.items():
        if address == LOST:
            continue
        below = address.removeprefix(root_of(language_of(address)))
        expected = [(name, SITE_URL + root_of(name) + below) for name in LANGUAGES]
        links = page.find("link")
        alternates = [link for link in links if link.get("rel") == "alternate" and not link.get("type")]
        said = [(link.get("hreflang"), link.get("href")) for link in alternates]
        assert sorted(said, key=str) == sorted([*expected, ("x-default", SITE_URL + below)], key=str)
        assert all(root_of(name) + below in pages for name in LANGUAGES)
        assert [link.get("href") for link in page.find("link") if link.get("rel") == "canonical"] == [
            SITE_URL + address
        ]


def test_the_language_switch_leads_to_the_same_page(pages: Pages) -> None:
    for address, page in pages.items():
        if address == LOST:
            continue
        language = language_of(address)
        below = address.removeprefix(root_of(language))
        switches = page.find("a", "language")
        found = {link.get("hreflang"): urljoin(HOST + address, link.get("href", "")) for link in switches}
        assert found == {name: HOST + root_of(name) + below for name in LANGUAGES if name != language}
        assert {link.get("lang"): text_of(link) for link in switches} == {
            name: read_words(name).name for name in LANGUAGES if name != language
        }


def test_links_between_pages_stay_in_their_language(pages: Pages) -> None:
    strayed = [
        (address, link.written)
        for address, page in pages.items()
        if address != LOST
        for link in page.links
        if link.is_inside and link.path in pages and language_of(link.path) != language_of(address)
        if "language" not in link.element.get("class", "")
    ]
    assert strayed == []


def test_the_sitemap_lists_every_page_once(pages: Pages, site: Path) -> None:
    tree = ElementTree.parse(site / "sitemap.xml")
    listed = [str(place.text) for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(listed) == sorted(SITE_URL + address for address in pages if address != LOST)


def test_the_page_for_lost_readers_speaks_every_language(pages: Pages) -> None:
    page = pages[LOST]
    sections = page.find("section", "lost")
    assert [section.get("lang") for section in sections] == [read_words(name).locale for name in LANGUAGES]
    for name, section in zip(LANGUAGES, sections, strict=True):
        words = read_words(name).not_found
        assert text_of(section) == " ".join(words[key] for key in ("title", "text", "home", "practices"))
        ways_out = [HOST + root_of(name), HOST + root_of(name) + "practices/"]
        assert [link.address for link in page.links_below(section)] == ways_out
        assert words["title"] in text_of(page.only("title"))


# Practices


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_practice_has_the_six_sections_in_order(pages: Pages, slug: str, language: str) -> None:
    page = pages[f"{root_of(language)}practices/{slug}/"]
    names = read_words(language).sections
    body = page.only("div", "practice__text")
    headings = [(heading.get("id"), text_of(heading)) for heading in find(body, "h2")]
    assert headings[:7] == [(key.replace("_", "-"), names[key]) for key in ("plain", *SECTIONS)]
    contents = next(nav for nav in page.find("nav", "contents"))
    assert [(link.anchor, text_of(link.element)) for link in page.links_below(contents)] == headings


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_source_describes_is_said(pages: Pages, casebook: Casebook, language: str) -> None:
    words = read_words(language)
    silent = 0
    for practice in casebook.public:
        page = pages[f"{root_of(language)}practices/{practice.slug}/"]
        rows = page.find("div", "facts__row")
        shown = {text_of(find(row, "dt")[0]): text_of(find(row, "dd")[0]) for row in rows}
        said = {name for name, answer in shown.items() if answer == words.status["not_described"]}
        expected = {field for field in FACTS if isinstance(getattr(practice, field), NotDescribed)}
        assert said == {words.facts[field] for field in expected}
        keys = [*SECTIONS, "nationale_context", "programme", "figures"]
        unknown = [key for key in keys if isinstance(getattr(practice, key), NotDescribed)]
        sections = {s.get("aria-labelledby"): text_of(s) for s in page.find("section", "section")}
        told = [name for name, text in sections.items() if text.endswith(words.status["not_described"])]
        assert told == [key.replace("_", "-") for key in unknown]
        silent += len(expected) + len(unknown)
    assert silent > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_sources_that_differ_about_lund_stand_side_by_side(pages: Pages, language: str) -> None:
    """The practice card counts about 40 organisations, the leaflet about 50: both stand, under the same sign."""
    words, page = read_words(language), pages[root_of(language) + LUND]
    what = {"nl": "organisaties", "en": "organisations"}[language]
    groups = [group for group in page.find("tbody") if any(text_of(e) == what for e in find(group, "span"))]
    assert len(groups) == 1
    assert [text_of(sign) for sign in find(groups[0], "span", "differ")] == [words.status["differ"]]
    numbers = [text_of(number) for number in find(groups[0], "span", "number")]
    bounds = (("about", 40), ("about", 50), ("more_than", 35), ("more_than", 50))
    assert numbers == [words.bounds[bound].format(number=number) for bound, number in bounds]
    sources = [[link.anchor for link in page.links_below(row)] for row in find(groups[0], "tr")[1:]]
    assert sources[:2] == [["practice-card-lund"], ["lund-leaflet-2024"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comparison_has_a_row_for_each_practice(pages: Pages, casebook: Casebook, language: str) -> None:
    page = pages[root_of(language) + "compare/"]
    words = read_words(language)
    table = page.only("table", "compare")
    assert text_of(find(table, "caption")[0]) == words.compare_page["caption"]
    head, body = find(table, "thead")[0], find(table, "tbody")[0]
    columns = [text_of(cell) for cell in find(head, "th")]
    names = [words.facts[field] for field in FACTS]
    assert columns == [words.compare_page["practice"], *names, words.facts["described"]]
    assert {cell.get("scope") for cell in find(head, "th")} == {"col"}
    assert {cell.get("scope") for cell in find(body, "th")} == {"row"}
    rows = find(body, "tr")
    assert len(rows) == len(casebook.public)
    linked = []
    for row in rows:
        cells = list(row)
        assert [cell.tag for cell in cells] == ["th", *["td"] * (len(columns) - 1)]
        assert all(text_of(cell) for cell in cells)
        linked.append([(link.path, text_of(link.element)) for link in page.links_below(cells[0])])
    titles = {p.slug: p.title.by_language[language] for p in casebook.public}
    assert [row.get("data-practice") for row in rows] == sorted(titles, key=lambda slug: titles[slug].casefold())
    expected = [[(f"{root_of(language)}practices/{slug}/", title)] for slug, title in titles.items()]
    assert sorted(linked) == sorted(expected)
    assert [row[0][1] for row in linked] == sorted(titles.values(), key=str.casefold)


# The reading list


def keys_of(card: Any, under: str = "") -> Iterator[str]:
    """Every work that a card's file names: in its texts and under its source keys."""
    if isinstance(card, dict):
        for key, value in card.items():
            yield from keys_of(value, str(key))
    elif isinstance(card, list):
        for value in card:
            yield from keys_of(value, under)
    elif isinstance(card, str):
        yield from [card] if under in ("source", "sources", "reading") else cited_in(card)


def cited_in(text: str) -> list[str]:
    return [key for cluster in re.findall(r"\[@[^\]]*\]", text) for key in re.findall(r"@([a-z0-9-]+)", cluster)]


def works_by_page(language: str) -> dict[str, set[str]]:
    """The works that each page should cite, read from the files themselves."""
    found = {f"practices/{path.stem}/": set(keys_of(read_yaml(path))) for path in PUBLISHED}
    for address, name in hand_written(language).items():
        found[address] = set(cited_in((ROOT / "docs" / language / name).read_text("utf-8")))
    return {root_of(language) + address: keys for address, keys in found.items()}


def cited_by(page: Document, language: str) -> set[str]:
    return {link.anchor for link in page.links if link.path == root_of(language) + "reading-list/" and link.anchor}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_links_to_the_entries_it_cites(pages: Pages, language: str) -> None:
    expected = works_by_page(language)
    assert {address: cited_by(pages[address], language) for address in expected} == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reading_list_has_each_work_once(pages: Pages, language: str) -> None:
    """Every work of the bibliography, used or offered under a theme, and all that cards and pages use."""
    page = pages[root_of(language) + "reading-list/"]
    entries = [str(entry.get("id")) for entry in page.find("li", "work")]
    bibliography = read_yaml(PROJECT.bibliography)["references"]
    assert sorted(entries) == sorted(str(work["id"]) for work in bibliography)
    assert set().union(*works_by_page(language).values()) <= set(entries)
    assert all(text_of(reference) for reference in page.find("p", "work__reference"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_leads_back_to_the_pages_that_use_it(pages: Pages, language: str) -> None:
    page = pages[root_of(language) + "reading-list/"]
    users = works_by_page(language)
    used = 0
    for entry in page.find("li", "work"):
        key = entry.get("id")
        back = {link.path for use in find(entry, "p", "work__uses") for link in page.links_below(use)}
        assert sorted(back) == sorted(address for address, keys in users.items() if key in keys)
        assert all(key in cited_by(pages[address], language) for address in back)
        assert (read_words(language).reading_page["cited_by"].strip() in text_of(entry)) == bool(back)
        used += bool(back)
    assert used == len(set().union(*users.values()))


# Editing


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_lead_to_the_file_to_correct(pages: Pages, language: str) -> None:
    expected: dict[str, str | None] = {f"practices/{slug}/": f"practices/{slug}.yaml" for slug in SLUGS}
    expected |= {address: f"docs/{language}/{name}" for address, name in hand_written(language).items()}
    expected |= {"practices/": None, "compare/": None, "reading-list/": "practices/_bibliography.yaml"}
    edit = "https://github.com/gap-mending/casebook/edit/main/"
    for address, file in expected.items():
        page = pages[root_of(language) + address]
        found = [link.address for link in page.links_below(page.only("footer")) if "/edit/" in link.written]
        assert found == ([edit + file] if file else [])
        assert file is None or (ROOT / file).is_file()


# Nothing from elsewhere, nothing left over


LOADING = ("src", "srcset", "poster", "data", "data-index", "action", "background")
CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
JS_ADDRESS = re.compile(r"""(?:\bfrom|\bimport|\bimport\(|\bfetch\(|importScripts\()\s*["'`]((?:[a-z]+:)?//[^"'`]+)""")


def is_run(element: ElementTree.Element) -> bool:
    """Whether it is a style or script, and not data."""
    return element.get("type") != "application/ld+json"


def test_the_pages_load_nothing_from_another_host(pages: Pages) -> None:
    for address, page in pages.items():
        loaded = [link for link in page.links if link.attribute in LOADING or link.element.tag not in ("a", "link")]
        loaded += [link for link in page.links if link.element.get("rel") in ("stylesheet", "icon", "preload")]
        assert loaded
        assert [link.written for link in loaded if not link.is_inside] == [], address
        rels = {link.get("rel") for link in page.find("link")}
        assert rels <= {"stylesheet", "icon", "canonical", "alternate", "prev", "next"}
        assert "srcset" not in page.html
        inline = " ".join(
            text_of(element) for tag in ("style", "script") for element in page.find(tag) if is_run(element)
        )
        assert not re.search(r"https?://", inline), address


def test_styles_load_nothing_from_another_host(site: Path) -> None:
    styles = sorted(site.rglob("*.css"))
    assert styles
    for style in styles:
        text = style.read_text(encoding="utf-8")
        loaded = ["".join(groups) for groups in CSS_ADDRESS.findall(text)]
        assert [address for address in loaded if not address.startswith(("data:", "#", "."))] == [], style.name


def test_scripts_load_nothing_from_another_host(site: Path, pages: Pages) -> None:
    """Material's own scripts are copied into the site, but no page loads them; all others are read."""
    unused = "assets/javascripts/"
    assert not [page.file for page in pages.values() if unused in page.html]
    scripts = [path for path in site.rglob("*.js") if not path.relative_to(site).as_posix().startswith(unused)]
    assert {path.name for path in scripts} >= {"theme.js", "search.js", "searching.js", "pagefind.js"}
    assert JS_ADDRESS.search('import("https://elsewhere.example/x.js")'), "the search itself works"
    assert {
        path.name: JS_ADDRESS.findall(path.read_text("utf-8"))
        for path in scripts
        if JS_ADDRESS.search(path.read_text("utf-8"))
    } == {}


WITH_ADDRESS = re.compile(r"[/=]not-described\b")
"""What isn't described is a value of a facet too, and so has an address."""


@pytest.mark.parametrize("left_over", ["[@", "](", "{{", "}}", "{%", "{#", "not-described"])
def test_nothing_unfinished_is_left_on_a_page(pages: Pages, left_over: str) -> None:
    """No citation, link, template or keyword as an author writes it; the pages for contributors explain them."""
    explaining = ("contribute/", "contribute/fields/", "contribute/maintain/", "contribute/review/", "data/")
    explained = {("not-described", root_of(language) + page) for language in LANGUAGES for page in explaining}
    explained |= {(mark, root_of(name) + "contribute/fields/") for mark in ("[@", "](") for name in LANGUAGES}
    explained |= {("[@", root_of(name) + "contribute/card/") for name in LANGUAGES}
    explained |= {("](", root_of(name) + "contribute/maintain/") for name in LANGUAGES}
    found = {
        (left_over, address)
        for address, page in pages.items()
        if left_over in WITH_ADDRESS.sub("", " ".join([*all_texts(page), *(link.written for link in page.links)]))
    }
    assert found == {pair for pair in explained if pair[0] == left_over}


def all_texts(page: Document) -> Iterator[str]:
    """What readers see or hear of a page, in attributes too."""
    for element in page.tree.iter():
        if element.tag in ("title", "h1", "p", "li", "dd", "dt", "th", "td", "a", "button", "label"):
            yield text_of(element)
        yield from (element.get(name, "") for name in ("content", "aria-label", "placeholder", "title", "alt"))
