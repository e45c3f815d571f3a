"""Sources and disagreements: every figure with its sources, differing ones first, inferences labelled as such."""

from datetime import date
from typing import Any

import pytest
from browsing import LANGUAGES
from casebook.fields.values import NotDescribed
from casebook.model import Casebook
from casebook.pages.disagreements import disagreements_page
from casebook.pages.edition import Edition
from casebook.pages.practice import practice_page
from casebook.parts import CLAIMED
from reader import Document, find, parse_fragment, text_of


@pytest.fixture(scope="module", params=LANGUAGES)
def edition(request: pytest.FixtureRequest, casebook: Casebook) -> Edition:
    return Edition(casebook, request.param, date(2026, 11, 22))


@pytest.fixture(scope="module")
def page(edition: Edition) -> Document:
    return parse_fragment(str(disagreements_page(edition).body(edition).html))


def groups_of(page: Document, part: str, slug: str) -> list[Any]:
    """The groups of figures of one practice, in one of the page's two parts."""
    tables = [box for box in page.find("div", "scroll") if box.get("aria-labelledby") == f"{part}-{slug}"]
    return [body for box in tables for body in find(box, "tbody")]


def told(page: Document, group: Any) -> list[tuple[str, tuple[str, ...]]]:
    """Each number of a group with the works that it rests on."""
    rows = [row for row in find(group, "tr") if find(row, "span", "number")]
    return [
        (text_of(find(row, "span", "number")[0]), tuple(link.anchor for link in page.links_below(row))) for row in rows
    ]


def test_every_figure_stands_there_with_its_sources(page: Document, edition: Edition) -> None:
    counted = 0
    for practice in edition.practices:
        groups = groups_of(page, "differ", practice.slug) + groups_of(page, "agree", practice.slug)
        sources = sorted(sorted(keys) for group in groups for _, keys in told(page, group))
        figures = () if isinstance(practice.figures, NotDescribed) else practice.figures
        values = [getattr(practice, field) for field in CLAIMED]
        claims = [claim for value in values if not isinstance(value, NotDescribed) for claim in value]
        expected = [claim.source or practice.sources for claim in claims] + [figure.source for figure in figures]
        assert sources == sorted(sorted(keys) for keys in expected), practice.slug
        counted += len(expected)
    assert counted > 50


def test_what_differs_stands_first_and_nowhere_else(page: Document, edition: Edition) -> None:
    assert [section.get("aria-labelledby") for section in page.find("section", "disagreements")] == ["differ", "agree"]
    sign = edition.words.status["differ"]
    differing = 0
    for practice in edition.practices:
        subjects = {group[0].what for group in practice.figure_groups()} | set(CLAIMED)
        own = groups_of(page, "differ", practice.slug)
        assert all(sign in text_of(group) for group in own)
        assert not [group for group in groups_of(page, "agree", practice.slug) if sign in text_of(group)]
        assert bool(own) == any(
            practice.differs_on(subject)
            for subject in subjects
            if not isinstance(getattr(practice, subject, None), NotDescribed)
        )
        differing += bool(own)
    assert differing


def test_an_inference_is_labelled_on_both_pages(page: Document, edition: Edition) -> None:
    label = edition.words.status["why_differ"]
    there = {practice.slug: practice for practice in edition.practices if practice.why_differ}
    assert "mobilisation-course-lund" in there
    for slug, practice in there.items():
        own = parse_fragment(str(practice_page(edition, practice).body(edition).html))
        expected = sorted(f"{label} {entry.why.by_language[edition.language]}" for entry in practice.why_differ)
        assert sorted(text_of(note) for note in own.find("span", "why-differ")) == expected
        groups = groups_of(page, "differ", slug)
        assert sorted(text_of(note) for group in groups for note in find(group, "span", "why-differ")) == expected


def test_each_practice_leads_to_its_page(page: Document, edition: Edition) -> None:
    for heading in page.find("h3"):
        [link] = page.links_below(heading)
        assert link.path == f"practices/{str(heading.get('id')).partition('-')[2]}/"
    assert {str(heading.get("id")).partition("-")[2] for heading in page.find("h3")} <= {
        practice.slug for practice in edition.practices
    }
