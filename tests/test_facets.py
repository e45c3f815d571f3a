"""Facets: which values a practice has, and how they are ordered and called."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from casebook.cards import read_casebook
from casebook.facets import FACETS, facet_label, facet_name, facet_options, facet_values
from casebook.fields.values import NOT_DESCRIBED, Claim, Duration
from casebook.model import Casebook, Practice
from casebook.pages.edition import Edition
from casebook.parts import GapLens
from casebook.project import Project
from casebook.words import available_languages, read_words

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def small() -> Casebook:
    return read_casebook(Project(HERE / "cards", ("nl", "en"), required=("nl",)))


@pytest.fixture(scope="module")
def full(small: Casebook) -> Practice:
    return next(practice for practice in small.practices if practice.slug == "full")


def test_a_full_card_has_its_own_values(full: Practice) -> None:
    assert facet_values(full) == {
        "country": ("be", "no"),
        "format": ("joint-course",),
        "student_stage": ("first-year", "master"),
        "expert_roles": ("mentor", "co-teacher"),
        "compensation": ("pay",),
        "duration": ("quarter",),
        "ects": ("given",),
        "gap": ("power", "trust"),
        "completeness": ("complete",),
        "language": ("nl", "en"),
    }


def test_what_no_source_describes_is_a_value_of_its_own(small: Casebook) -> None:
    sparse = next(practice for practice in small.practices if practice.slug == "sparse")
    assert facet_values(sparse) == {
        "country": ("se",),
        "format": ("seminar",),
        **dict.fromkeys(("student_stage", "expert_roles", "compensation", "duration", "ects"), ("not-described",)),
        "gap": ("none-noted",),
        "completeness": ("partial",),
        "language": ("nl",),
    }


BANDS = [
    ("PT45M", 45, "minute", "day"),
    ("P1D", 1, "day", "day"),
    ("P1.5D", "1.5", "day", "week"),
    ("P1W", 1, "week", "week"),
    ("P8D", 8, "day", "quarter"),
    ("P3M", 3, "month", "quarter"),
    ("P13W", 13, "week", "quarter"),
    ("P14W", 14, "week", "half-year"),
    ("P6M", 6, "month", "half-year"),
    ("P7M", 7, "month", "year"),
    ("P1Y", 1, "year", "year"),
    ("P2Y", 2, "year", "longer"),
]


@pytest.mark.parametrize(("iso", "count", "unit", "band"), BANDS, ids=[iso for iso, *_ in BANDS])
def test_durations_fall_into_bands(full: Practice, iso: str, count: int | str, unit: str, band: str) -> None:
    card = full.model_copy(update={"duration": (Claim(Duration(iso, Decimal(count), unit)),)})
    assert facet_values(card)["duration"] == (band,)


@pytest.mark.parametrize(
    ("most", "bands"),
    [(3, ("quarter",)), (6, ("quarter", "half-year")), (36, ("quarter", "half-year", "year", "longer"))],
)
def test_a_range_stands_in_every_band_that_it_may_fall_in(full: Practice, most: int, bands: tuple[str, ...]) -> None:
    claim = Claim(Duration(f"P2M/P{most}M", Decimal(2), "month", Decimal(most)))
    assert facet_values(full.model_copy(update={"duration": (claim,)}))["duration"] == bands


def test_durations_that_differ_stand_in_each_of_their_bands(full: Practice) -> None:
    claims = tuple(Claim(Duration(f"P{n}D", Decimal(n), "day")) for n in (1, 3, 5))
    assert facet_values(full.model_copy(update={"duration": claims}))["duration"] == ("day", "week")


def test_options_are_what_occurs_with_its_count(small: Casebook, full: Practice) -> None:
    bare = {"gap_lens": GapLens(), "student_stage": NOT_DESCRIBED, "country": ("AT", "NO")}
    practices = (full, full.model_copy(update=bare))
    options = facet_options(practices, small.vocabulary, read_words("en"))
    assert tuple(options) == FACETS
    assert [(option.key, option.count) for option in options["country"]] == [("at", 1), ("be", 1), ("no", 2)]
    assert [option.key for option in options["student_stage"]] == ["first-year", "master", "not-described"]
    assert [option.key for option in options["gap"]] == ["power", "trust", "none-noted"]


def test_countries_stand_in_the_order_of_each_language(small: Casebook, full: Practice) -> None:
    practices = [full.model_copy(update={"country": (code,)}) for code in ("DE", "FR", "AT", "SE", "CI")]
    found = {
        name: [option.key for option in facet_options(practices, small.vocabulary, read_words(name))["country"]]
        for name in ("nl", "en")
    }
    assert found == {"nl": ["de", "fr", "ci", "at", "se"], "en": ["at", "ci", "fr", "de", "se"]}


@pytest.mark.parametrize("language", available_languages())
def test_every_facet_and_every_value_has_a_name(language: str, casebook: Casebook) -> None:
    edition = Edition(casebook, language, date(2026, 11, 22))
    for facet, options in edition.facet_options.items():
        assert facet_name(facet, edition.words)
        assert options
        for option in options:
            label, found = option.label.version(language)
            assert label
            assert found == language


@pytest.mark.parametrize("language", available_languages())
def test_values_of_our_own_are_all_used(language: str, casebook: Casebook) -> None:
    words = read_words(language)
    for facet, values in words.facets["values"].items():
        for value in values:
            assert facet_label(facet, value, casebook.vocabulary, words).in_language(language) == values[value]
