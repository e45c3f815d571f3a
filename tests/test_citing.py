"""How a practice is cited: page, files and meta tags say the same, and people are named as far as they agree."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import html5lib
import pytest
import rispy
from altered import CITED as SLUG
from altered import SITE_URL
from casebook.cards import read_casebook
from casebook.citations import format_pages
from casebook.citing import page_item
from casebook.model import Casebook
from casebook.parts import Consent, Contributor
from casebook.project import read_project
from casebook.style import Manner
from playwright.sync_api import Browser, Page
from pybtex.database import parse_string
from server import serve
from test_exports import person_name, without_braces

AUTHORS = ["Vandermeulen, Jo", "De meelezers & co"]
PAGES = {
    "nl": {
        "home": "",
        "title": "Gezamenlijke cursus over empowerment in Lillehammer",
        "site": "Gap-mending in de praktijk",
        "reference": "Vandermeulen, J., & De meelezers & co. (2026, 3 maart). {title}. {site}. {address}",
        "dates": ["1 februari 2026", "3 maart 2026"],
    },
    "en": {
        "home": "en/",
        "title": "Joint course on empowerment in Lillehammer",
        "site": "Gap-mending practices",
        "reference": "Vandermeulen, J., & De meelezers & co. (2026, March 3). {title}. {site}. {address}",
        "dates": ["1 February 2026", "3 March 2026"],
    },
}


@pytest.fixture(scope="module")
def dated_site(altered: Path) -> Path:
    """A site with a history: the cards published on one day, one of them changed on another."""
    return altered / "site"


@pytest.fixture(scope="module")
def altered_casebook(altered: Path) -> Casebook:
    return read_casebook(read_project(altered))


@pytest.fixture(params=PAGES)
def expected(request: pytest.FixtureRequest) -> dict[str, Any]:
    page = PAGES[request.param]
    address = f"{SITE_URL}{page['home']}practices/{SLUG}/"
    reference = str(page["reference"]).format(title=page["title"], site=page["site"], address=address)
    folder = f"{page['home']}practices/{SLUG}"
    return {**page, "language": request.param, "address": address, "reference": reference, "folder": folder}


def read_html(site: Path, folder: str) -> Any:
    text = (site / folder / "index.html").read_text(encoding="utf-8")
    return html5lib.parse(text, namespaceHTMLElements=False)


def find_class(document: Any, name: str) -> list[Any]:
    return [element for element in document.iter() if name in str(element.get("class", "")).split()]


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_page_shows_its_reference_and_dates(dated_site: Path, expected: dict[str, Any]) -> None:
    document = read_html(dated_site, expected["folder"])
    assert [text_of(found) for found in find_class(document, "cite__reference")] == [expected["reference"]]
    dates = [text_of(item) for found in find_class(document, "cite__facts") for item in found.iter("dd")][:2]
    assert dates == expected["dates"]


def test_biblatex_says_the_same(dated_site: Path, expected: dict[str, Any]) -> None:
    text = (dated_site / expected["folder"] / "cite.bib").read_text(encoding="utf-8")
    [(key, entry)] = parse_string(text, "bibtex").entries.items()
    assert (key, entry.type) == (f"{SLUG}:{expected['language']}", "online")
    assert [person_name(person) for person in entry.persons["author"]] == AUTHORS
    assert {name: without_braces(value) for name, value in entry.fields.items() if name != "url"} == {
        "title": expected["title"],
        "organization": expected["site"],
        "date": "2026-03-03",
        "langid": expected["language"],
    }
    assert entry.fields["url"] == expected["address"]


def test_ris_says_the_same(dated_site: Path, expected: dict[str, Any]) -> None:
    [record] = rispy.loads((dated_site / expected["folder"] / "cite.ris").read_text(encoding="utf-8"))
    assert record == {
        "type_of_reference": "ELEC",
        "id": f"{SLUG}:{expected['language']}",
        "authors": AUTHORS,
        "title": expected["title"],
        "secondary_title": expected["site"],
        "language": expected["language"],
        "urls": [expected["address"]],
        "year": "2026",
        "date": "2026/03/03/",
    }


def test_meta_tags_say_the_same(dated_site: Path, expected: dict[str, Any]) -> None:
    document = read_html(dated_site, expected["folder"])
    tags = [(tag.get("name"), tag.get("content")) for tag in document.iter("meta")]
    assert [tag for tag in tags if str(tag[0]).startswith("citation_")] == [
        ("citation_title", expected["title"]),
        *(("citation_author", author) for author in AUTHORS),
        ("citation_publication_date", "2026/03/03"),
        ("citation_online_date", "2026/02/01"),
        ("citation_public_url", expected["address"]),
        ("citation_language", expected["language"]),
    ]


def test_coins_says_the_same(dated_site: Path, expected: dict[str, Any]) -> None:
    [span] = find_class(read_html(dated_site, expected["folder"]), "Z3988")
    assert {name: found for name, found in parse_qs(span.get("title")).items() if name.startswith("rft.")} == {
        "rft.type": ["webpage"],
        "rft.title": [expected["title"]],
        "rft.source": [expected["site"]],
        "rft.identifier": [expected["address"]],
        "rft.language": [expected["language"]],
        "rft.au": AUTHORS,
        "rft.date": ["2026-03-03"],
    }


def test_other_pages_have_no_such_tags(dated_site: Path) -> None:
    assert "citation_" not in (dated_site / "compare/index.html").read_text(encoding="utf-8")


def test_pages_by_one_author_in_one_year_get_no_letters(dated_site: Path, altered_casebook: Casebook) -> None:
    pages = [
        (dated_site / f"practices/{practice.slug}/index.html").read_text(encoding="utf-8")
        for practice in altered_casebook.public
    ]
    assert not [page for page in pages if re.search("2026[a-z]", page)]
    assert not [page for page in pages if re.search("[\ue000-\uf8ff]", page)]


def test_every_file_that_a_page_offers_is_there(dated_site: Path) -> None:
    offered = set()
    for page in dated_site.rglob("index.html"):
        for link in read_html(dated_site, page.parent.relative_to(dated_site).as_posix()).iter("a"):
            if "download" in link.attrib:
                offered.add((page.parent / link.get("href")).resolve())
    there = {path for ending in ("bib", "ris") for path in dated_site.rglob(f"*.{ending}")}
    there |= {*dated_site.rglob("references.json"), dated_site / "data/bibliography.json"}
    there |= {*dated_site.glob("data/works/*.json"), *dated_site.rglob("questions.txt")}
    assert offered == there


def test_without_a_history_the_page_says_so(site: Path) -> None:
    document = read_html(site, f"en/practices/{SLUG}")
    assert [text_of(item) for found in find_class(document, "cite__facts") for item in found.iter("dd")][:2] == [
        "not known",
        "not known",
    ]
    [reference] = find_class(document, "cite__reference")
    title, address = PAGES["en"]["title"], f"https://gap-mending.example/en/practices/{SLUG}/"
    assert text_of(reference) == f"Gap-mending practices. (n.d.). {title}. {address}"
    assert "date" not in (site / f"en/practices/{SLUG}/cite.bib").read_text(encoding="utf-8")


def contributor(role: str, **who: Any) -> Contributor:
    return Contributor.model_construct(role=role, **{"person": None, "organisation": None, **who})


def authors(casebook: Casebook, name: str, withdrawn: date | None = None, role: str = "author") -> Any:
    practice = casebook.practices[0]
    consent = Consent.model_construct(person="jo", name=name, covers=("name",), withdrawn=withdrawn)
    signed = practice.model_copy(update={"contributors": (contributor(role, person="jo"),), "consent": (consent,)})
    return page_item(signed, "en", "The site", "https://example.org/", None)["author"]


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Jo Vandermeulen", {"literal": "Jo Vandermeulen"}),
        ("Vandermeulen, Jo", {"family": "Vandermeulen", "given": "Jo"}),
        ("Jo,", {"literal": "Jo,"}),
    ],
    ids=["as given", "taken apart", "nothing after the comma"],
)
def test_names(casebook: Casebook, name: str, author: dict[str, str]) -> None:
    assert authors(casebook, name) == [author]


def test_who_takes_consent_back_is_no_longer_cited(casebook: Casebook) -> None:
    assert authors(casebook, "Jo", withdrawn=date(2026, 11, 1)) == [{"literal": "The site"}]


def test_who_reviews_is_not_an_author(casebook: Casebook) -> None:
    assert authors(casebook, "Jo", role="reviewer") == [{"literal": "The site"}]


def test_many_pages_have_a_reference_each() -> None:
    pages = [
        {"id": f"p{number}:en", "type": "webpage", "title": f"Title {number}", "language": "en"}
        | {"author": [{"literal": "Site"}], "container-title": "Site", "URL": "https://example.org/"}
        for number in range(201)
    ]
    found = format_pages(pages, Manner("en-GB"))
    assert set(found) == {page["id"] for page in pages}
    assert found["p200:en"].startswith("Site. (n.d.). <em>Title 200</em>. ")


@pytest.fixture
def served(dated_site: Path) -> Iterator[str]:
    with serve(dated_site) as address:
        yield address.rstrip("/")


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def test_the_reference_is_copied_with_the_keyboard(browser_page: Page, served: str) -> None:
    page = browser_page
    page.goto(f"{served}/en/practices/{SLUG}/")
    button = page.get_by_role("button", name="Copy the reference")
    button.focus()
    page.keyboard.press("Enter")
    status = page.locator("section.cite [role=status]")
    status.filter(has_text="The reference has been copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#cite-reference").inner_text()
    assert copied.startswith("Vandermeulen, J., & De meelezers & co. (2026, March 3).")


def test_where_copying_fails_the_reference_is_selected(browser_page: Page, served: str) -> None:
    page = browser_page
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject()")
    page.goto(f"{served}/en/practices/{SLUG}/")
    page.get_by_role("button", name="Copy the reference").click()
    page.locator("section.cite [role=status]").filter(has_text="Copying did not work.").wait_for()
    selected = page.evaluate("getSelection().toString()")
    assert selected.strip() == page.locator("#cite-reference").inner_text()


def test_without_scripts_there_is_no_button(dated_site: Path) -> None:
    [button] = [found for found in read_html(dated_site, f"practices/{SLUG}").iter("button") if found.get("data-copy")]
    assert "hidden" in button.attrib
