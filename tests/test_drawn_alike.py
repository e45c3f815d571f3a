"""Pages and the builder's preview draw any card alike: figures, programmes, marks and durations of all kinds."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import yaml
from browsing import LANGUAGES, new_page, root_of
from casebook.cardfiles import check_card_text
from casebook.cards import read_known
from casebook.model import Casebook
from casebook.pages.addresses import practice_address
from casebook.pages.builder import PREVIEW
from casebook.pages.edition import Edition
from casebook.pages.practice import practice_page
from casebook.parts import BOUNDS
from casebook.project import Project
from conftest import ROOT
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from test_preview import LEFT_OUT, OUTLINE, differences

CARD = ROOT / "practices" / "users-teach-st-poelten.yaml"
BASE = yaml.load(CARD.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
SOURCES = [BASE["sources"]] if isinstance(BASE["sources"], str) else BASE["sources"]
WITHOUT = ("source_note", "plain", "nationale_context", "voices", "why_differ", "translated_from", "reading")
SECTIONS = ("wat", "doel", "met_wie", "theoretisch_kader", "meerwaarde", "organisatorische_voorwaarden")
GAPS = dict.fromkeys(SECTIONS, "not-described")
KINDS = yaml.safe_load((ROOT / "practices/_vocabulary.yaml").read_text(encoding="utf-8"))

sources = st.just(SOURCES[0])
texts = st.sampled_from([
    {"nl": "eerste groep", "en": "first group"},
    {"nl": "tweede groep in 2019", "en": "second group in 2019"},
    {"same": "Lund"},
    {"nl": "wie 's avonds komt", "en": "those who come at night, and don't stay"},
])  # fmt: skip
numbers = st.one_of(st.integers(0, 30), st.integers(0, 999), st.integers(0, 999_999_999))


@st.composite
def figures(draw: st.DrawFn) -> dict[str, Any]:
    made = {"what": draw(st.sampled_from([*KINDS["figure"]])), draw(st.sampled_from(BOUNDS)): str(draw(numbers))}
    optional = {"year": st.integers(2005, 2009).map(str), "scope": texts, "note": texts}
    return made | draw(st.fixed_dictionaries({}, optional=optional)) | {"source": draw(sources)}


@st.composite
def durations(draw: st.DrawFn) -> str:
    start, unit = draw(st.sampled_from([("P", "Y"), ("P", "M"), ("P", "W"), ("P", "D"), ("PT", "H"), ("PT", "M")]))
    count = draw(st.sampled_from(["1", "1.5", "2", "3", "7", "45", "400"]))
    most = draw(st.none() | st.integers(1, 400).map(lambda more: float(count) + more))
    least = f"{start}{count}{unit}"
    return least if most is None else f"{least}/{start}{most:g}{unit}"


@st.composite
def hours(draw: st.DrawFn) -> str:
    start, end = sorted(draw(st.lists(st.integers(0, 24 * 12 - 1), min_size=2, max_size=2, unique=True)))
    return "/".join(f"{moment // 12:02}:{moment % 12 * 5:02}" for moment in (start, end))


def steps(when: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    one = st.tuples(when, texts, sources).map(lambda made: made[0] | {"what": made[1], "source": made[2]})
    return st.lists(one, min_size=1, max_size=9)


timed = st.fixed_dictionaries({"when": hours()})
phases = st.fixed_dictionaries({"phase": texts}, optional={"duration": durations()})
notes = st.lists(st.sampled_from([*KINDS["gap"]]), unique=True).map(
    lambda gaps: [{"gap": gap, "how": {"same": "Zo."}} for gap in gaps]
)
claims = st.lists(st.tuples(durations(), texts), min_size=1, max_size=3, unique_by=str).map(
    lambda found: [{"value": value, "scope": scope, "source": SOURCES[0]} for value, scope in found]
)
cards = st.fixed_dictionaries(
    {
        "figures": st.lists(figures(), min_size=1, max_size=9, unique_by=str),
        "programme": st.one_of(steps(timed), steps(phases), steps(st.one_of(timed, phases))),
        "gap_lens": st.fixed_dictionaries({"mends": notes}),
        "duration": durations() | claims,
    }
).map(lambda drawn: {key: value for key, value in BASE.items() if key not in WITHOUT} | GAPS | drawn)

DRAW = f"""async ([cards, pages, language, preview, page, leftOut]) => {{
    const load = (name) => import(new URL(`/assets/scripts/builder/page/${{name}}.js`, location));
    const fetched = async (address) => (await fetch(address)).json();
    const base = new URL(preview, location);
    const made = await fetched(base);
    const {{ makeEdition }} = await load("edition");
    const {{ drawPractice }} = await load("practice");
    const edition = makeEdition(made, await fetched(new URL(made.links.references, base)), base);
    const outline = {OUTLINE};
    const shown = (data) => {{
        const root = document.createElement("div");
        root.append(...drawPractice(edition, {{ data, notes: "" }}, language));
        return root;
    }};
    const built = (html) => new DOMParser().parseFromString(html, "text/html").querySelector(".practice");
    const told = (root) => outline([root, new URL(page, location).href, leftOut]);
    return cards.map((card, index) => [told(built(pages[index])), told(shown(card))]);
}}"""
"""What the page of each card and its preview are made of, and every number in what they draw."""


@pytest.fixture(scope="module")
def window(browser: Browser, address: str) -> Iterator[Page]:
    page = new_page(browser)
    page.goto(address + "404.html")
    yield page
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_card_is_drawn_alike(language: str, project: Project, casebook: Casebook, window: Page) -> None:
    known, edition = read_known(project), Edition(casebook, language, date(2026, 11, 24))
    root = root_of(language)
    where = [f"/{root}{PREVIEW}", f"/{root}{practice_address(CARD.stem)}", LEFT_OUT]
    wrong: list[list[str]] = []

    def page_of(card: dict[str, Any]) -> str:
        practice, problems = check_card_text(json.dumps(card).encode(), CARD, known)
        assert practice is not None, problems
        return str(practice_page(edition, practice).body(edition).html)

    @given(st.lists(cards, min_size=20, max_size=20))
    @settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    def draw(drawn: list[dict[str, Any]]) -> None:
        both = window.evaluate(DRAW, [drawn, [page_of(card) for card in drawn], language, *where])
        wrong.extend(found for real, shown in both if (found := differences(real, shown)))

    draw()
    assert wrong == [], "\n".join(wrong[0])
