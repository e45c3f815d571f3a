"""Strings that attack web pages do nothing: neither on pages made around the check, nor on pages that it lets pass."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attacks import ATTACKS, HOST
from cardtrees import CARDS, Pairs, write_tree
from casebook.fields.values import NOT_DESCRIBED, Text
from casebook.model import SECTIONS, Casebook, Practice
from casebook.notation import find_citations
from casebook.pages.column import COLUMN_FILE
from casebook.pages.compare import compare_page
from casebook.pages.edition import Edition
from casebook.pages.overview import overview_page
from casebook.pages.page import Body
from casebook.pages.practice import practice_page
from casebook.pages.reading import reading_page
from casebook.parts import Consent, Contributor, Figure, GapLens, GapNote, Photo, Step, Voice
from casebook.project import Project
from casebook.works import Agent, ForReaders, WebAddress, Work
from casecards import check_bytes, known_of
from conftest import copy_project, run_casebook
from playwright.sync_api import Browser, Dialog, Page, Request, Route

BASE = "http://casebook.test/"
PAGE = "practices/encounter-day-milan/"
ON_A_PAGE = 300
HARMLESS = tuple(f"*Harmless* `words` {number}" for number in range(ON_A_PAGE))

INVENTORY = """() => {
  const prose = new Set("a p em strong code pre ul ol li blockquote br span".split(" "));
  const addresses = "href src action formaction xlink:href data srcset poster background ping".split(" ");
  const elements = {}, attributes = new Set(), targets = new Set();
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (!prose.has(name)) elements[name] = (elements[name] ?? 0) + 1;
    for (const attribute of element.attributes) {
      attributes.add(`${name} ${attribute.name}`);
      if (!addresses.includes(attribute.name)) continue;
      let target;
      const broken = {protocol: /^https:/i.test(attribute.value) ? "https:" : "broken:", host: ""};
      try { target = new URL(attribute.value, document.baseURI); } catch { target = broken; }
      targets.add(`${name} ${attribute.name} ${target.protocol}//${target.host}`);
    }
  }
  const pwned = "__pwned" in window ? ["pwned"] : [];
  return {elements, attributes: [...attributes], targets: [...targets], pwned};
}"""

FRAME_ATTACKS = (
    '" http-equiv=refresh content="0;url=//attack.example/',
    "\" http-equiv='refresh' content='0;url=javascript:alert(1)",
    "&lt;/title>&lt;script>alert(1)&lt;/script>",
    "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script>alert(1)&amp;lt;/script>",
    "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;",
    '"&gt;&lt;script&gt;alert(1)&lt;/script&gt;',
)
"""Strings without HTML of their own, made for a title and a description in a page's head."""

PROSE_ATTRIBUTES = {"a href", "ol start", "code class", "span class", "span lang"}


def test_there_are_two_thousand_different_strings() -> None:
    assert len(set(ATTACKS)) == len(ATTACKS) >= 2000


@dataclass
class Seen:
    """What a page holds and what happened while it was open."""

    elements: dict[str, int]
    attributes: set[str]
    targets: set[str]
    events: list[str] = field(default_factory=list)


class Reader:
    """A browser that is given pages from memory and files of the site, and nothing from anywhere else."""

    def __init__(self, browser: Browser, site: Path) -> None:
        self.site = site
        self.pages: dict[str, str] = {}
        self.events: list[str] = []
        self.page: Page = browser.new_page()
        self.page.route("**/*", self._answer)
        self.page.on("dialog", self._dismiss)
        self.page.on("console", lambda message: self.events.append(f"{message.type} {message.text}"))
        self.page.on("pageerror", lambda error: self.events.append(f"error {error}"))
        self.page.on("popup", lambda popup: self.events.append(f"popup {popup.url}"))

    def _dismiss(self, dialog: Dialog) -> None:
        self.events.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _answer(self, route: Route, request: Request) -> None:
        path = request.url.partition("#")[0].partition("?")[0].removeprefix(BASE)
        name = path + "index.html" if path.endswith("/") or not path else path
        if not request.url.startswith(BASE) or not (path in self.pages or (self.site / name).is_file()):
            self.events.append(f"request {request.url[:200]}")
            route.abort()
        elif path in self.pages:
            route.fulfill(body=self.pages[path], content_type="text/html; charset=utf-8")
        else:
            route.fulfill(path=self.site / name)

    def read(self, path: str, await_: str = "body") -> Seen:
        """Open a page and look at it once what `await_` selects stands there."""
        self.events = []
        self.page.goto(BASE + path, wait_until="load")
        self.page.locator(await_).first.wait_for(state="attached")
        found = self.page.evaluate(INVENTORY)
        assert self.page.url == BASE + path
        self.events += found["pwned"]
        return Seen(found["elements"], set(found["attributes"]), set(found["targets"]), self.events)


def assert_as_harmless(seen: Seen, harmless: Seen) -> None:
    """The page has the elements of the harmless one, and may at most link where a card's own links may go."""
    assert harmless.events == seen.events == []
    assert seen.elements == harmless.elements
    assert seen.attributes <= harmless.attributes | PROSE_ATTRIBUTES
    links = {target for target in seen.targets - harmless.targets if re.match("a href (https://|mailto:)", target)}
    assert seen.targets - links <= harmless.targets


def text(words: str) -> Text:
    return Text({"nl": words, "en": words})


def only_dutch(words: str) -> Text:
    """So that an English page marks the language."""
    return Text({"nl": words})


def practice_of(strings: Sequence[str], slug: str) -> Practice:
    """A practice that never saw the check, with every string in each field that a list holds, and one in the rest."""
    one, two, three, *_ = strings
    sections: dict[str, Any] = dict(zip(SECTIONS, (text(s) for s in (one, two, three, one, two, three)), strict=True))
    untold: dict[str, Any] = dict.fromkeys(UNTOLD, NOT_DESCRIBED)
    return Practice.model_construct(
        slug=slug,
        path=f"practices/{slug}.yaml",
        title=only_dutch(one),
        summary=only_dutch(two),
        status="published",
        original="nl",
        country=("BE",),
        format="seminar",
        source_note=text(three),
        plain=text(one),
        nationale_context=only_dutch(one),
        reading=(),
        sources=WORKS,
        former_slugs=(),
        translated_from={},
        **untold,
        **sections,
        **lists_of(strings),
        **people_of(strings),
    )


WORKS = ("x", "y")
UNTOLD = ("since", "student_stage", "expert_roles", "compensation", "duration", "ects")


def lists_of(strings: Sequence[str]) -> dict[str, Any]:
    """What a card tells in lists, with every string in each."""
    notes = tuple(GapNote.model_construct(gap="power", how=text(s)) for s in strings)
    numbers = (
        Figure.model_construct(what="students", about=4, scope=text(s), note=text(s), source=WORKS) for s in strings
    )
    return {
        "place": tuple(text(s) for s in strings),
        "organisations": tuple(only_dutch(s) for s in strings),
        "programme": tuple(Step.model_construct(phase=text(s), what=text(s), source=WORKS) for s in strings),
        "figures": tuple(numbers),
        "voices": tuple(Voice.model_construct(who="lecturer", said=text(s), source=WORKS) for s in strings),
        "gap_lens": GapLens.model_construct(mends=notes, maintains=notes[:3], increases=notes[:3]),
    }


def people_of(strings: Sequence[str]) -> dict[str, Any]:
    """Who made the card and who is on its photo, with every string as a name."""
    agreed: dict[str, Any] = {"person": "p", "covers": ("name",), "given": date(2026, 1, 1)}
    return {
        "photo": Photo.model_construct(file="a.jpg", alt=text(strings[0])),
        "contributors": tuple(Contributor.model_construct(role="author", organisation=text(s)) for s in strings),
        "consent": tuple(Consent.model_construct(name=s, recorded_by=s, withdraw=text(s), **agreed) for s in strings),
    }


def work_of(key: str, strings: Sequence[str]) -> Work:
    """A work that never saw the check; its addresses keep to their own rule, as they would in the file."""
    one, two, three, four = strings
    address = f"https://{HOST}/{one}"
    return Work.model_construct(
        id=key,
        type="article-journal",
        title=one,
        title_short=two,
        container_title=two,
        author=(Agent.model_construct(literal=three), Agent.model_construct(family=four, given=one)),
        editor=(),
        publisher=three,
        genre=four,
        volume=four,
        page=two,
        issued=(2016,),
        language=three,
        doi=None if re.search(r"\s", four) else f"10.1234/{four}",
        url=address if WebAddress.pattern.fullmatch(address) else None,
        custom=ForReaders.model_construct(note=text(one), why=only_dutch(two), theme=(), title_language=None),
    )


def cited_keys(strings: Sequence[str]) -> set[str]:
    return {"x", "y"} | {cite.key for string in strings for _, cites in find_citations(string) for cite in cites}


def batches(size: int) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(ATTACKS), size):
        batch = ATTACKS[start : start + size]
        yield batch + ATTACKS[: size - len(batch)]


def frame(site: Path, path: str, html: str) -> str:
    """The built page at `path` with other content in its article."""
    page = (site / path / "index.html").read_text(encoding="utf-8")
    head, start, rest = page.partition('<article class="article md-typeset">')
    assert start, path
    return head + start + html + rest[rest.index("</article>") :]


def few_works(strings: Sequence[str]) -> dict[str, Work]:
    return {key: work_of(key, ("Title", "Name", "Author", "Genre")) for key in sorted(cited_keys(strings))}


def edition_of(casebook: Casebook, language: str, practices: Sequence[Practice], works: dict[str, Work]) -> Edition:
    return Edition(replace(casebook, practices=tuple(practices), works=works, pages=()), language, date(2026, 11, 22))


@dataclass(frozen=True)
class Attacked:
    """The practices of one language, the first one harmless, with their pages."""

    root: str
    edition: Edition
    bodies: list[Body]


@pytest.fixture(scope="module")
def attacked(casebook: Casebook) -> list[Attacked]:
    practices = [practice_of(HARMLESS, "harmless")]
    practices += [practice_of(batch, f"batch-{number}") for number, batch in enumerate(batches(ON_A_PAGE))]
    editions = [edition_of(casebook, language, practices, few_works(ATTACKS)) for language in ("nl", "en")]
    return [
        Attacked(edition.home, edition, [practice_page(edition, practice).body(edition) for practice in practices])
        for edition in editions
    ]


def test_practice_pages_are_safe_without_the_check(site: Path, browser: Browser, attacked: list[Attacked]) -> None:
    reader = Reader(browser, site)
    reader.pages["assets/photos/a.jpg"] = ""
    for one in attacked:
        path = one.root + PAGE
        seen: list[Seen] = []
        for body in one.bodies:
            reader.pages[path] = frame(site, path, str(body.html))
            seen.append(reader.read(path))
        for page in seen[1:]:
            assert_as_harmless(page, seen[0])


def test_columns_are_safe_without_the_check(site: Path, browser: Browser, attacked: list[Attacked]) -> None:
    """A script puts the HTML of these files into the comparison."""
    for one in attacked:
        reader = Reader(browser, site)
        reader.page.add_init_script("localStorage.clear()")
        path = f"{one.root}compare/"
        reader.pages[path] = frame(site, path, str(compare_page(one.edition).body(one.edition).html))
        columns = [file for body in one.bodies for file in body.beside if file.address.endswith(COLUMN_FILE)]
        reader.pages |= {file.address: file.text for file in columns}
        seen = [reader.read(f"{path}?p={practice.slug}", ".side tbody td") for practice in one.edition.practices]
        assert not reader.page.locator("[data-retry]").count()
        for page in seen[1:]:
            assert_as_harmless(page, seen[0])


def listed_practice(strings: Sequence[str], number: int) -> Practice:
    """A practice as lists show it, its title in the page's language or in another."""
    one, two, three, four = strings
    practice = practice_of(strings, f"practice-{number}")
    title, summary = (text(one), only_dutch(two)) if number % 2 else (only_dutch(one), text(two))
    shown = {"title": title, "summary": summary, "place": (text(three),), "organisations": (only_dutch(four),)}
    hidden: dict[str, Any] = dict.fromkeys(SECTIONS, NOT_DESCRIBED)
    hidden |= {
        "programme": (),
        "figures": (),
        "voices": (),
        "source_note": None,
        "plain": None,
        "nationale_context": None,
    }
    return practice.model_copy(update=shown | hidden | {"gap_lens": GapLens(), "sources": ()})


def test_lists_are_safe_without_the_check(site: Path, browser: Browser, casebook: Casebook) -> None:
    reader = Reader(browser, site)
    hostile = [listed_practice(four, number) for number, four in enumerate(batches(4))]
    harmless = [listed_practice(HARMLESS[:4], number) for number in range(len(hostile))]
    for path, make in (("en/practices/", overview_page), ("en/compare/", compare_page)):
        seen: list[Seen] = []
        for practices in (harmless, hostile):
            edition = edition_of(casebook, "en", practices, few_works(ATTACKS))
            reader.pages[path] = frame(site, path, str(make(edition).body(edition).html))
            seen.append(reader.read(path))
        assert_as_harmless(seen[1], seen[0])


def test_the_reading_list_is_safe_without_the_check(site: Path, browser: Browser, casebook: Casebook) -> None:
    reader = Reader(browser, site)
    path = "en/reading-list/"
    fours = [*batches(4)]
    used = few_works(ATTACKS)
    seen: list[Seen] = []
    for strings in ([("Harmless",) * 4] * len(fours), fours):
        works = used | {f"work-{number}": work_of(f"work-{number}", four) for number, four in enumerate(strings)}
        edition = edition_of(casebook, "en", [], works)
        reader.pages[path] = frame(site, path, str(reading_page(edition).body(edition).html))
        seen.append(reader.read(path))
    assert_as_harmless(seen[1], seen[0])


def card_of(string: str) -> bytes:
    """A card file with the string in every field that takes text."""
    local = Pairs([["same", string]])
    work = "practice-card-milan"
    card = Pairs([["title", local], ["summary", local], ["status", "published"], ["original", "nl"], ["country", "BE"]])
    card += [["place", [local, string + "."]], ["organisations", [local, string + "."]], ["since", "2020"]]
    card += [
        ["format", "seminar"],
        *([key, "not-described"] for key in ("student_stage", "expert_roles", "compensation")),
    ]
    card += [
        ["duration", "P1D"],
        ["ects", "not-described"],
        ["source_note", local],
        ["plain", local],
        *([key, local] for key in SECTIONS),
    ]
    card += [["programme", [Pairs([["phase", local], ["what", local], ["source", work]])]]]
    figure = Pairs([["what", "students"], ["about", "4"], ["scope", local], ["note", local], ["source", work]])
    card += [["figures", [figure]], ["voices", [Pairs([["who", "lecturer"], ["said", local], ["source", work]])]]]
    card += [["gap_lens", Pairs([["mends", [Pairs([["gap", "power"], ["how", local]])]]])], ["sources", [work]]]
    consent = Pairs([["person", "somebody"], ["name", string], ["covers", ["name"]], ["given", "2026-01-01"]])
    return write_tree(
        Pairs([*card, ["consent", [Pairs([*consent, ["recorded_by", string], ["withdraw", local]])]]])
    ).encode()


@pytest.fixture(scope="module")
def accepted(project: Project, casebook: Casebook) -> list[str]:
    """The strings that the check lets pass in every field; it answers each of them."""
    known = known_of(project, casebook)
    strings = ("Harmless", *FRAME_ATTACKS, *ATTACKS)
    return [string for string in strings if check_bytes(card_of(string), CARDS[0], known)[0] is not None]


def test_the_check_answers_every_string(accepted: list[str]) -> None:
    assert accepted[0] == "Harmless"
    assert len(accepted) < len(ATTACKS) // 2


IN_A_BUILD = 40
"""Cards in the real build; strings that the frame could mistake for its own HTML come first."""


def test_what_the_check_lets_pass_is_safe_on_the_built_site(
    accepted: list[str], browser: Browser, site: Path, tmp_path: Path
) -> None:
    chosen = sorted(accepted[1:], key=lambda s: (s not in FRAME_ATTACKS, -sum(map(s.count, "\"'<>&"))))[:IN_A_BUILD]
    assert set(chosen) >= set(FRAME_ATTACKS)
    folder = copy_project(tmp_path, site)
    for number, string in enumerate(("Harmless", *chosen)):
        (folder / f"practices/built-{number}.yaml").write_bytes(card_of(string))
    done = run_casebook(folder, "site")
    assert done.returncode == 0, done.stdout + done.stderr

    reader = Reader(browser, folder / "site")
    for language in ("", "en/"):
        harmless = reader.read(f"{language}practices/built-0/")
        for number in range(1, len(chosen) + 1):
            assert_as_harmless(reader.read(f"{language}practices/built-{number}/"), harmless)
        for path in ("", "practices/", "compare/", "reading-list/"):
            seen = reader.read(language + path)
            assert not seen.events
            assert not {name for name in seen.attributes if " on" in name or name.endswith(" style")}
