"""What pages say of the practices together: it is counted right, and each link leads to what it rests on."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from casebook.across import Feature, check_page, parts_of
from casebook.cards import read_casebook
from casebook.handwritten import Page, read_page
from casebook.located import Source
from casebook.model import Casebook
from casebook.pages.across import with_practices
from casebook.pages.addresses import part_anchor
from casebook.pages.edition import Desk, Edition
from casebook.pages.practice import practice_page
from casebook.project import Project, read_project
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

HERE = Path(__file__).parent
LANGUAGES = read_project(ROOT).languages
SMALL = read_casebook(Project(HERE / "cards", ("nl", "en"), required=("nl",)))
"""Two cards that readers see, `full` and `sparse`, and one draft."""

READINGS = """---
readings:
  recruitment: {part: met_wie, group: [full, draft], nobody: []}
  evaluation: {part: meerwaarde, asked: [full, sparse#wat]}
---
"""


def edition(casebook: Casebook, language: str, *, shows_drafts: bool = False) -> Edition:
    return Edition(casebook, language, date(2026, 11, 24), shows_drafts)


def page_with(text: str) -> tuple[Page, Source]:
    source = Source("docs/en/paths/page.md", READINGS + text)
    return read_page(source, "en", "paths/page.md", "nl"), source


def shown(text: str, *, shows_drafts: bool = False) -> str:
    """The text as Markdown on a page of the small casebook, one folder deep."""
    page, _ = page_with(text)
    return with_practices(text, page, Desk(edition(SMALL, "en", shows_drafts=shows_drafts), "../../"))


FULL = '<a href="../../practices/full/{}">The full &amp; complete card</a>'
SPARSE = '<a href="../../practices/sparse/{}"><span lang="nl" data-pagefind-ignore="index">Bijna niets</span></a>'


def listed(*links: str, label: str = "See:") -> str:
    return f'<span class="rests-on"><b>{label}</b> {"; ".join(links)}</span>'


ANSWERS = {
    "[count:compensation=pay]": '<a href="../../practices/by/compensation/pay/">1 of the 2 practices</a>',
    "[count:language=nl]": '<a href="../../practices/by/language/nl/">2 of the 2 practices</a>',
    "[count:student_stage=master]": '<a href="../../practices/by/student_stage/master/">1 of the 2 practices</a>',
    "[count:gap=language]": "none of the 2 practices",
    "[count:described=meerwaarde]": "1 of the 2 practices",
    "[count:not-described=figures]": "1 of the 2 practices",
    "[count:figure=students]": "1 of the 2 practices",
    "[count:recruitment=group]": "1 of the 2 practices",
    "[count:recruitment=nobody]": "none of the 2 practices",
    "[practices:compensation=pay]": listed(FULL.format("#fact-compensation")),
    "[practices:gap=power]": listed(FULL.format("#gap-lens")),
    "[practices:not-described=met_wie]": listed(SPARSE.format("#met-wie")),
    "[practices:figure=students]": listed(FULL.format("#figures")),
    "[practices:evaluation=asked]": listed(SPARSE.format("#wat"), FULL.format("#meerwaarde")),
    "[practices:recruitment=nobody]": "",
    "[unread:recruitment]": listed(
        SPARSE.format("#facts"), label="Added since this was written, and not yet read for it:"
    ),
    "[unread:evaluation]": "",
    "[*here*](practice:full#met_wie)": '<a href="../../practices/full/#met-wie">*here*</a>',
    "[here](practice:full#student_stage)": '<a href="../../practices/full/#fact-student-stage">here</a>',
    "[over\ntwo lines](practice:sparse)": '<a href="../../practices/sparse/">over\ntwo lines</a>',
    "[a draft](practice:draft#wat) stays": "a draft stays",
    "`[count:gap=power]` is code": "`[count:gap=power]` is code",
    "```\n[a](practice:full)\n```": "```\n[a](practice:full)\n```",
    "[count:gap=power](https://counts.example/)": "[count:gap=power](https://counts.example/)",
    "[@river-2016], [page](other.md), [x]": "[@river-2016], [page](other.md), [x]",
}


@pytest.mark.parametrize(("text", "expected"), ANSWERS.items(), ids=ANSWERS)
def test_what_is_asked_is_answered(text: str, expected: str) -> None:
    page, source = page_with(text)
    check_page(page, source, edition(SMALL, "en").together, frozenset({"draft"}))
    assert {problem.code for problem in source.problems} <= {"is-draft"}
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("asked", "rest"),
    [
        ("gap=power", '<a href="../../practices/by/gap/power/">and 12 more</a></span>'),
        ("described=doel", "; and 12 more</span>"),
        ("evaluation=asked", "</a></span>"),
    ],
)
def test_a_long_list_says_how_many_more_there_are(asked: str, rest: str) -> None:
    full = next(practice for practice in SMALL.practices if practice.slug == "full")
    many = tuple(full.model_copy(update={"slug": f"full-{n}"}) for n in range(42))
    readings = f"---\nreadings: {{evaluation: {{part: doel, asked: [{', '.join(one.slug for one in many)}]}}}}\n---\n"
    page = read_page(Source("docs/en/page.md", f"{readings}[practices:{asked}]"), "en", "page.md", "nl")
    desk = Desk(edition(replace(SMALL, practices=many), "en"), "../../")
    told = with_practices(page.body, page, desk)
    assert told.count("practices/full-") == (42 if asked.startswith("evaluation") else 30)
    assert told.endswith(rest)


def test_a_preview_leads_to_a_draft_but_does_not_count_it() -> None:
    assert (
        shown("[a draft](practice:draft#wat)", shows_drafts=True) == '<a href="../../practices/draft/#wat">a draft</a>'
    )
    assert "1 of the 2 practices" in shown("[count:format=seminar]", shows_drafts=True)


MARKS = ["[", "]", "](", ")", "`", "```", "\n", "=", "#", ":", "<b>", "é", " "]
NAMES = [
    "count",
    "practices",
    "unread",
    "practice:",
    "full",
    "draft",
    "recruitment",
    "group",
    "gap",
    "power",
    "met_wie",
]
PIECES = st.sampled_from([*MARKS, *NAMES])


@given(st.lists(PIECES, max_size=14).map("".join))
def test_any_text_is_answered_or_has_its_problem(text: str) -> None:
    page, source = page_with(text)
    check_page(page, source, edition(SMALL, "en").together, frozenset({"draft"}))
    lines = source.text.split("\n")
    assert all(1 <= problem.column <= len(lines[problem.line - 1]) + 1 for problem in source.problems)
    if not any(problem for problem in source.problems if not problem.is_note):
        assert isinstance(shown(text), str)


CARDS = {
    path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    for path in sorted((ROOT / "practices").glob("[!_]*.yaml"))
}
PUBLIC = {slug: card for slug, card in CARDS.items() if card["status"] == "published"}
"""The cards as any reader of YAML sees them, without the library."""


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def tells(card: dict[str, Any], field: str) -> bool:
    return card.get(field, "not-described") not in ("not-described", [])


COUNTERS: dict[str, Callable[[dict[str, Any], str], bool]] = {
    "described": tells,
    "not-described": lambda card, value: not tells(card, value),
    "figure": lambda card, value: tells(card, "figures") and value in [row["what"] for row in card["figures"]],
    "ects": lambda card, value: tells(card, "ects") is (value == "given"),
    "duration": lambda card, value: value == "not-described" and not tells(card, "duration"),
    "gap": lambda card, value: value in [note["gap"] for note in card.get("gap_lens", {}).get("mends", ())],
}
"""How to count what isn't simply a value of the field with the feature's name."""


def asked_on(path: Path) -> Iterator[tuple[str, str, str]]:
    yield from re.findall(r"\[(count|practices):([\w-]+)=([\w-]+)\]", path.read_text(encoding="utf-8"))


def counted(name: str, value: str, readings: dict[str, Any]) -> set[str]:
    """The practices with the feature, from the files alone."""
    if name in readings:
        return {entry.partition("#")[0] for entry in readings[name][value]} & PUBLIC.keys()
    return {slug for slug, card in PUBLIC.items() if has(card, name, value)}


def has(card: dict[str, Any], name: str, value: str) -> bool:
    return COUNTERS[name](card, value) if name in COUNTERS else value in as_list(card[name])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_count_is_true(language: str, casebook: Casebook) -> None:
    path = ROOT / "docs" / language / "together.md"
    page = next(page for page in casebook.pages if page.path == f"docs/{language}/together.md")
    readings = yaml.safe_load(page.front_matter.strip("-\n"))["readings"]
    desk = Desk(edition(casebook, language), "../")
    asked = list(asked_on(path))
    assert len(asked) > 40
    for kind, name, value in asked:
        slugs = counted(name, value, readings)
        said = with_practices(f"[{kind}:{name}={value}]", page, desk)
        if kind == "practices":
            assert set(re.findall(r"practices/([\w-]+)/#", said)) == slugs
        else:
            assert [int(number) for number in re.findall(r"\b\d+\b(?= )", said)] == [len(slugs), len(PUBLIC)][
                not slugs :
            ]


def test_the_readings_are_the_same_in_each_language(casebook: Casebook) -> None:
    found = {page.language: page.readings for page in casebook.pages if page.uri == "together.md"}
    assert found.keys() == set(LANGUAGES)
    assert found["nl"].keys() == {"recruitment", "evaluation"}
    assert len({str(yaml.safe_dump(_plain(readings))) for readings in found.values()}) == 1


def _plain(readings: Any) -> Any:
    return {
        name: {group: [f"{place.slug}#{place.part}" for place in places] for group, places in reading.groups.items()}
        for name, reading in readings.items()
    }


def test_parts_of_a_practice_are_on_its_page(casebook: Casebook) -> None:
    """What may be linked to is there, and what may not isn't."""
    english = edition(casebook, "en")
    everything = frozenset[str]().union(*(parts_of(practice) for practice in casebook.public))
    for practice in casebook.public:
        html = practice_page(english, practice).body(english).html
        ids = set(re.findall(r'\bid="([^"]+)"', html))
        assert {part for part in everything if part_anchor(part) in ids} == parts_of(practice)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_practice_of_the_page_can_be_asked_for(language: str, casebook: Casebook) -> None:
    """The features that a facet has, and the practices that have them, are those of the lists that counts lead to."""
    own = edition(casebook, language)
    page, _ = page_with("")
    for facet, options in own.facet_options.items():
        for option in options:
            assert len(own.together.having(Feature(facet, option.key), page)) == option.count
