"""Generated pages of a small casebook, compared with files that people have read.

After a change that is meant, `UPDATE_GOLDEN=1 make test` writes the files anew; read their difference.
"""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from casebook.cards import read_casebook
from casebook.fields.values import NOT_DESCRIBED, NotDescribed
from casebook.model import Card, Casebook, Practice
from casebook.pages.edition import Edition
from casebook.pages.practice import practice_page
from casebook.pages.site import generated_pages, home_cards
from casebook.parts import Consent, Contributor, Figure, GapLens, Photo, Step, Voice
from casebook.project import Project
from pydantic import BaseModel
from reader import parse_fragment, text_of

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
LANGUAGES = ("nl", "en")
URIS = ("practices/index.md", "compare.md", "reading-list.md", "practices/full.md", "practices/sparse.md")
SELECTION = "practices/by/country/se.md"
"""One list stands for all; they differ in their practices."""


def left_out(uri: str) -> bool:
    return uri.startswith(("contribute/", "practices/by/", "data.", "workshop/"))


@pytest.fixture(scope="module")
def small() -> Casebook:
    """A full card, a sparse one without English, a draft, and three works."""
    return read_casebook(Project(HERE / "cards", LANGUAGES, required=("nl",)))


@pytest.fixture(scope="module")
def made(small: Casebook) -> dict[str, str]:
    """The HTML that the library makes of practices and works, by the name of its golden file."""
    found = {}
    for language in LANGUAGES:
        edition = Edition(small, language, date(2026, 11, 22))
        for page in (page for page in generated_pages(edition) if page.uri == SELECTION or not left_out(page.uri)):
            name = page.uri.removesuffix(".md").replace("/index", "").replace("/", "-")
            found[f"{name}-{language}.html"] = str(page.body(edition).html)
        found[f"home-cards-{language}.html"] = home_cards(edition)
    return found


def practice(small: Casebook, slug: str) -> Practice:
    return next(practice for practice in small.practices if practice.slug == slug)


def test_the_full_card_uses_every_field(small: Casebook) -> None:
    full = practice(small, "full")
    assert full.photo
    parts: list[BaseModel] = [full, full.gap_lens, full.photo]
    for listed in (full.programme, full.figures, full.voices, full.contributors, full.consent):
        assert not isinstance(listed, NotDescribed)
        parts += listed
    used = {(field_owner(part), name) for part in parts for name, value in dict(part).items() if value is not None}
    kinds: tuple[type[BaseModel], ...] = (Card, GapLens, Photo, Step, Figure, Voice, Contributor, Consent)
    assert used >= {(kind, name) for kind in kinds for name in kind.model_fields}
    assert [name for name in Card.model_fields if getattr(full, name) in ((), {}, NOT_DESCRIBED)] == []


def field_owner(part: BaseModel) -> type[BaseModel]:
    return Card if isinstance(part, Card) else type(part)


def test_the_sparse_card_says_not_described_wherever_it_may(small: Casebook) -> None:
    sparse = practice(small, "sparse")
    allowed = {name for name, field in Card.model_fields.items() if NotDescribed in _kinds(field.annotation)}
    assert len(allowed) > 10
    assert {name for name in Card.model_fields if getattr(sparse, name) is NOT_DESCRIBED} == allowed


def _kinds(annotation: object) -> set[object]:
    return {annotation, *(kind for inner in getattr(annotation, "__args__", ()) for kind in _kinds(inner))}


def test_there_is_a_golden_file_for_each_page_and_no_other(made: dict[str, str]) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        for old in GOLDEN.iterdir():
            old.unlink()
        for name, html in made.items():
            (GOLDEN / name).write_text(html, encoding="utf-8", newline="\n")
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(made)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "page",
    [
        "practices",
        "compare",
        "reading-list",
        "glossary",
        "practices-full",
        "practices-sparse",
        "practices-by-country-se",
        "home-cards",
    ],
)
def test_a_page_is_as_its_golden_file(made: dict[str, str], page: str, language: str) -> None:
    name = f"{page}-{language}.html"
    assert made[name] == (GOLDEN / name).read_text(encoding="utf-8")


def test_the_pages_are_right_html(made: dict[str, str]) -> None:
    assert {name: parse_fragment(html).errors for name, html in made.items() if parse_fragment(html).errors} == {}


def test_a_draft_appears_nowhere(small: Casebook, made: dict[str, str]) -> None:
    assert practice(small, "draft").status == "draft"
    assert [name for name, html in made.items() if "draft" in html or "Ontwerp" in html] == []


def test_a_person_who_took_their_consent_back_is_named_nowhere(small: Casebook, made: dict[str, str]) -> None:
    consents = {entry.person: entry for entry in practice(small, "full").consent}
    assert consents["quay-keeper"].withdrawn
    assert [name for name, html in made.items() if "Quay Keeper" in html or "quay-keeper" in html] == []


def test_a_missing_translation_is_marked_with_the_language_of_the_original(made: dict[str, str]) -> None:
    for name in (name for name in made if name.endswith("-en.html")):
        tree = parse_fragment(made[name]).tree
        dutch = {inner for element in tree.iter() if element.get("lang") == "nl" for inner in element.iter()}
        titled = [
            element for element in tree.iter() if (element.text or "").startswith(("Bijna niets", "Geen bron", "kade"))
        ]
        assert titled or name == "sources-en.html", f"{name}: only a card without figures stays out"
        assert [text_of(element) for element in titled if element not in dutch] == [], name


def test_every_label_says_something(made: dict[str, str]) -> None:
    labels = [(n, e.get("aria-label", "-")) for n, html in made.items() for e in parse_fragment(html).tree.iter()]
    assert [(name, label) for name, label in labels if not label.strip() or label.rstrip().endswith(":")] == []


def test_every_step_of_a_programme_shows_its_source(small: Casebook) -> None:
    """By the clock or in phases, also where the steps have different sources."""
    full = practice(small, "full")
    assert not isinstance(full.programme, NotDescribed)
    timed = full.programme[1]
    assert timed.when
    other = timed.model_copy(update={"source": ("river-2016",)})
    for programme in (full.programme, (timed, timed), (timed, other)):
        changed = full.model_copy(update={"programme": programme})
        edition = Edition(replace(small, practices=(changed, practice(small, "sparse"))), "en", date(2026, 11, 22))
        page = parse_fragment(str(practice_page(edition, changed).body(edition).html))
        section = next(s for s in page.find("section") if s.get("aria-labelledby") == "programme")
        named = {link.anchor for link in page.links_below(section)}
        assert named == {key for step in programme for key in step.source}
