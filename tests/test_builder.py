"""The card builder in a real browser: answers become a file that passes the check, and open again as they were."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from attacks import ATTACKS, CODE
from browsing import LANGUAGES, NARROW, WIDE, OpenPage, looking, new_page, root_of, tab_to, violations
from casebook.cardfiles import check_card_text
from casebook.cards import read_known
from casebook.fields.known import Known
from casebook.pages.questions import Question, questions
from casebook.project import Project, read_project
from casebook.words import read_words
from conftest import ROOT, copy_project, run_casebook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from test_print import print_page, squeeze

BUILDER = "contribute/card/"


def said(language: str) -> Any:
    return read_words(language).builder


@pytest.fixture(scope="module")
def known(project: Project) -> Known:
    return read_known(project)


def problems_with(text: str, known: Known) -> list[str]:
    _, problems = check_card_text(text.encode(), Path("a-card.yaml"), known)
    return [f"{problem.where}: {problem.code} {problem.details}" for problem in problems if not problem.is_note]


def file_of(page: Page) -> str:
    return page.locator("[data-file]").text_content() or ""


def kept(page: Page) -> Any:
    """The draft in the browser that was written last."""
    stored = json.loads(page.evaluate("() => localStorage.getItem('card-builder')"))
    return stored["drafts"][stored["last"]]


def wait_until_live(page: Page) -> None:
    expect(page.locator("[data-file]")).not_to_be_empty()


def open_draft(page: Page, address: str, data: Mapping[str, Any], **others: Any) -> None:
    """As if somebody had given these answers."""
    draft = {"data": data, "notes": "", "languages": "", "slug": "a-card", "hasOwnSlug": True, **others}
    stored = json.dumps({"drafts": {"": draft}, "last": ""})
    page.goto(address + "about/")
    page.evaluate("stored => localStorage.setItem('card-builder', stored)", stored)
    page.goto(address + "en/" + BUILDER)
    wait_until_live(page)


@contextmanager
def open_fresh(browser: Browser) -> Iterator[Page]:
    page = new_page(browser, permissions=["clipboard-read", "clipboard-write"])
    yield page
    page.context.close()


def open_file(page: Page, text: str) -> None:
    file = {"name": "a-card.yaml", "mimeType": "application/yaml", "buffer": text.encode()}
    page.locator("[data-open-file]").set_input_files(file)  # type: ignore[arg-type]
    expect(page.locator("[data-opened]")).to_be_visible()


def check(page: Page) -> list[str]:
    """What the builder finds, a line for each answer."""
    page.locator("button[data-check]").click()
    expect(page.locator("[data-problems]")).to_be_focused()
    return page.locator("[data-problems] li").all_text_contents()


GAP = "not-described"
SMALL: dict[str, Any] = {
    "title": {"nl": "Samen koken", "en": "Cooking together"},
    "summary": {"nl": "Studenten en buren koken.", "en": "Students and neighbours cook."},
    "status": "published",
    "original": "en",
    "country": "NO",
    "place": GAP,
    "organisations": "School of Cooking",
    "since": "2019",
    "format": "workshop",
    "student_stage": GAP,
    "expert_roles": "co-teacher",
    "compensation": GAP,
    "duration": GAP,
    "ects": GAP,
    "wat": {"nl": "Wij koken.", "en": "We cook."},
    "doel": GAP,
    "met_wie": GAP,
    "theoretisch_kader": GAP,
    "meerwaarde": GAP,
    "organisatorische_voorwaarden": GAP,
    "sources": "campbell-qub",
}


# As a person who has never seen it


def fill_by_keyboard(page: Page) -> None:
    """A practice of our own invention, by keyboard alone, in the order of the page."""

    def answer(selector: str, *keys: str) -> None:
        tab_to(page, page.locator(f"#card-{selector}").first, most=120)
        for key in keys:
            if key in ("Space", "ArrowDown", "ArrowRight"):
                page.keyboard.press(key)
            else:
                page.keyboard.insert_text(key)

    def answer_both(key: str, dutch: str, english: str) -> None:
        answer(f"{key}-value-nl", dutch)
        answer(f"{key}-value-en", english)

    answer_both("title", "Samen breien", "Knitting together")
    answer_both("summary", "Studenten en buren breien een dag.", "Students and neighbours knit for a day.")
    tab_to(page, page.locator("#card-country select"))
    page.keyboard.type("Norw")
    answer("place [data-not-described]", "Space")
    answer("organisations textarea", "School of Wool: Anytown")
    answer("format input", "Space")
    tab_to(page, page.locator("#card-sources select"))
    page.keyboard.press("ArrowDown")
    answer("since-value", "2019")
    answer("duration-value", "6")
    tab_to(page, page.locator("#card-duration-value-unit"))
    page.keyboard.type("week")
    answer("ects [data-not-described]", "Space")
    answer("student_stage input[value]", "Space")
    answer("expert_roles input[value]", "Space")
    answer("compensation [data-not-described]", "Space")
    answer_both("wat", "Wij breien.\n\nSamen: een sjaal.", "We knit.\n\nTogether: a scarf.")
    for key in ("doel", "met_wie", "theoretisch_kader", "meerwaarde", "organisatorische_voorwaarden"):
        answer(f"{key} [data-not-described]", "Space")
    tab_to(page, page.locator("#card-status input:checked"))
    page.keyboard.press("ArrowRight")


def test_a_practice_of_ones_own_becomes_two_pages(
    open_page: OpenPage, site: Path, tmp_path: Path, known: Known
) -> None:
    page = open_page("en/" + BUILDER)
    wait_until_live(page)
    fill_by_keyboard(page)
    expect(page.locator("#card-slug")).to_have_value("knitting-together")
    tab_to(page, page.locator("button[data-check]"))
    page.keyboard.press("Enter")
    expect(page.locator("#problems-title")).to_have_text(said("en")["problems"]["none"])
    tab_to(page, page.locator("button[data-download]"))
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == "knitting-together.yaml"
    folder = copy_project(tmp_path, site)
    waiting.value.save_as(folder / "practices" / "knitting-together.yaml")
    text = (folder / "practices" / "knitting-together.yaml").read_text(encoding="utf-8")
    assert "country: NO\n" in text
    assert problems_with(text, known) == []
    assert run_casebook(folder, "check").returncode == 0
    built = run_casebook(folder, "site")
    assert built.returncode == 0, built.stdout + built.stderr
    for language, title in (("nl", "Samen breien"), ("en", "Knitting together")):
        html = (folder / "site" / root_of(language) / "practices/knitting-together/index.html").read_text("utf-8")
        assert f"<h1>{title}</h1>" in html


MISTAKES: list[tuple[dict[str, Any], str, str, str]] = [
    ({"title": {"nl": "a" * 90, "en": "Cooking"}}, "Title", "90 characters, 80 is the most. Leave out 10.", "Koken"),
    ({"since": "20x9"}, "Since", "a year of four digits", "2019"),
    ({"wat": {"nl": "Wij <b>koken</b>.", "en": "We cook."}}, "What?", "“<b>” is HTML", "Wij koken."),
    ({"summary": {"nl": "Wij koken samen."}}, "Summary", "English: the text is still missing.", "We cook together."),
    ({"ects": "400"}, "ECTS credits", "a number", "7.5"),
]


def test_five_mistakes_are_mended_from_their_messages_alone(browser: Browser, address: str, known: Known) -> None:
    data = {**SMALL, **{key: value for mistake, *_ in MISTAKES for key, value in mistake.items()}}
    with open_fresh(browser) as page:
        open_draft(page, address, data)
        assert len(problems_with(file_of(page), known)) >= len(MISTAKES)
        found = check(page)
        assert len(found) == len(MISTAKES)
        for _, label, message, right in MISTAKES:
            line = page.locator("[data-problems] li").filter(has_text=message)
            line.get_by_role("link", name=label, exact=True).click()
            wrong = page.locator("*:focus")
            expect(wrong).to_have_attribute("aria-invalid", "true")
            expect(wrong).to_have_accessible_description(re.compile(re.escape(message)))
            wrong.fill(right)
            page.keyboard.press("Tab")
            expect(line).to_have_count(0)
        expect(page.locator("#problems-title")).to_have_text(said("en")["problems"]["none"])
        assert problems_with(file_of(page), known) == []


def test_a_mistake_is_told_after_leaving_and_not_before(browser: Browser, address: str) -> None:
    with open_fresh(browser) as page:
        open_draft(page, address, SMALL)
        field, error = page.locator("#card-since-value"), page.locator("#card-since-error")
        field.fill("20x")
        expect(error).to_be_hidden()
        page.keyboard.press("Tab")
        expect(error).to_be_visible()
        expect(field).to_have_attribute("aria-invalid", "true")
        field.fill("2019")
        expect(error).to_be_hidden()


# What the check refuses, the builder refuses as well

FLAWED = [
    "<b>vet</b>",
    "# Kop\n\ntekst",
    "Kop\n===",
    "![een beeld](https://a.example/x.png)",
    "[hier](http://a.example)",
    "[hier](javascript:alert(1))",
    "[hier](practice:no-such-practice)",
    "[hier]: https://a.example",
    "Zie [@no-such-work].",
    "Zie [zie @campbell-qub].",
    "Mail naar iemand@voorbeeld.example.",
    "Bel 0475 12 34 56.",
    "Een {{ include }}.",
    "Van [person:person-1].",
    "Een teken \u202e om.",
    "Een teken \U0001f9f5.",
]
FINE = [
    "Zie [@campbell-qub, p. 12].",
    "a < b & c > d",
    "1 januari 2019",
    "[hier](https://a.example) `x`",
    "*vet* – “ja”",
]


@pytest.fixture(scope="module")
def builder(browser: Browser, address: str) -> Iterator[Page]:
    page = new_page(browser)
    open_draft(page, address, SMALL)
    yield page
    page.context.close()


@pytest.mark.parametrize(
    "text", [*FLAWED, *FINE], ids=lambda text: re.sub(r"\W+", "-", text.encode("ascii", "replace").decode())
)
def test_the_builder_agrees_with_the_check(builder: Page, known: Known, text: str) -> None:
    builder.locator("#card-wat-value-nl").fill(text)
    found = check(builder)
    written = file_of(builder)
    assert bool(problems_with(written, known)) == (text in FLAWED), problems_with(written, known)
    assert bool(found) == (text in FLAWED), found


# Whatever is answered

_TOKENS = (
    *(
        "yes",
        "no",
        "null",
        "~",
        "12",
        "1.0",
        "a:",
        "- b",
        "“q”",
        "'",
        '"',
        "&x",
        "*vet*",
        "|",
        ">",
        "%",
        "ij",
        "é",
        "`c`",
    ),
    *(
        "e-mail",
        "[@campbell-qub, p. 3]",
        "[a]",
        "{b}",
        "a #b",
        "?",
        "!x",
        ": c",
        ", d",
        "0x1f",
        "2019-01-01",
        "\\",
        "==",
    ),
)
_plain = st.text("abcdefghij KLMé", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
_words = st.lists(st.sampled_from(_TOKENS) | _plain, max_size=9)


def line(start: str, longest: int) -> st.SearchStrategy[str]:
    return _words.map(lambda words: " ".join([start, *words])[: min(longest, 110)].strip())


def prose(start: str) -> st.SearchStrategy[str]:
    paragraph = st.lists(st.sampled_from(_TOKENS) | _plain, max_size=40).map(lambda words: " ".join([start, *words]))
    listed = st.lists(_plain, min_size=1, max_size=3).map(lambda items: "\n".join(f"- {item}" for item in items))
    return st.lists(paragraph | listed, min_size=1, max_size=3).map(lambda parts: "\n\n".join([start, *parts]))


def texts(question: Question) -> st.SearchStrategy[Any]:
    each = prose if question.kind == "prose" else lambda start: line(start, question.longest)
    localised = st.fixed_dictionaries({name: each(f"Tekst {name}") for name in LANGUAGES})
    return localised | line("Naam", question.longest) if question.kind == "name" else localised


_SIMPLE: Mapping[str, st.SearchStrategy[str]] = {
    "number": st.integers(1990, 2030).map(str),
    "duration": st.sampled_from(["P6W", "P1Y", "PT2H", "P2.5D", "PT45M", "P10M", "P2M/P3M", "PT1.5H/PT2H"]),
    "hours": st.sampled_from(["09:00/10:00", "13:30/17:05"]),
    "date": st.dates().filter(lambda day: 1950 < day.year < 2090).map(str),
    "slug": st.sampled_from(["person-1", "person-2"]),
    "plain": line("Gewoon", 100),
    "country": st.sampled_from(["NO", "BE", "NL"]),
    "work": st.sampled_from(["campbell-qub", "dill-2016", "qub-victims-survivors"]),
    "listed": st.just("campbell-qub"),
}


def one_or_many(values: st.SearchStrategy[list[Any]]) -> st.SearchStrategy[Any]:
    return values.map(lambda found: found if len(found) > 1 else found[0])


def value_of(question: Question) -> st.SearchStrategy[Any]:
    if question.kind in ("text", "name", "prose"):
        return texts(question)
    options = [option.value for option in question.options]
    if question.kind == "several":
        chosen = st.lists(st.sampled_from(options), min_size=1, max_size=3, unique=True)
        return one_or_many(chosen.map(lambda found: sorted(found, key=options.index)))
    if question.kind == "one":
        return st.sampled_from(options)
    return st.just("7.5") if question.key == "ects" else _SIMPLE[question.kind]


def answer_to(question: Question) -> st.SearchStrategy[Any]:
    if question.kind == "group":
        whole = parts_of(question)
        answered: st.SearchStrategy[Any] = (
            st.lists(whole, min_size=1, max_size=2) if question.has_many else whole.filter(bool)
        )
    elif question.has_many and question.kind not in ("several", "listed"):
        answered = one_or_many(st.lists(value_of(question), min_size=1, max_size=3, unique_by=json.dumps))
    else:
        answered = value_of(question)
    if question.claim:
        _, source, scope = question.claim
        claim = st.fixed_dictionaries(
            {"value": value_of(question), "source": value_of(source)}, optional={"scope": value_of(scope)}
        )
        answered |= st.lists(claim, min_size=1, max_size=2)
    return answered | st.just(GAP) if question.may_be_not_described else answered


def parts_of(question: Question) -> st.SearchStrategy[dict[str, Any]]:
    required = {part.key: answer_to(part) for part in question.parts if part.is_required}
    optional = {part.key: answer_to(part) for part in question.parts if not part.is_required and part.key != "person"}
    made = st.fixed_dictionaries(required, optional=optional)
    if not question.one_of:
        return made
    choices = [choice for choice in question.one_of if choice.key != "person"]
    alternative = st.one_of([st.fixed_dictionaries({choice.key: answer_to(choice)}) for choice in choices])
    return st.tuples(alternative, made).map(lambda pair: pair[0] | pair[1])


class Card(dict[str, Any]):
    """The answers of a card, which are too long to be shown whole where a test fails."""

    def __repr__(self) -> str:
        return json.dumps(self, ensure_ascii=False)[:3000]


LEFT_OUT = ("why_differ",)
"""Only what differs may be explained: a rule across fields, which tests of its own look at."""


def cards(project: Project) -> st.SearchStrategy[dict[str, Any]]:
    asked = [one for group in questions(read_known(project), read_words("en")).values() for one in group]
    required = {one.key: answer_to(one) for one in asked if one.is_required}
    optional = {one.key: answer_to(one) for one in asked if not one.is_required and one.key not in LEFT_OUT}
    return st.fixed_dictionaries(required, optional=optional).map(
        lambda card: Card({**card, "sources": "campbell-qub"})
    )


def clean(value: Any) -> Any:
    """As the form gives it back: what is the same in each language stands once."""
    return json.loads(json.dumps(value))


@given(card=cards(read_project(ROOT)))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_card_passes_the_check_and_opens_again(
    builder: Page, address: str, known: Known, card: dict[str, Any]
) -> None:
    open_draft(builder, address, card, notes="Een bron: x\n- nog een")
    written = file_of(builder)
    assert problems_with(written, known) == []
    assert check(builder) == []
    open_file(builder, written)
    expect(builder.locator("[data-status]")).not_to_be_empty()
    again = kept(builder)
    assert again["data"] == clean(card)
    assert again["notes"] == "Een bron: x\n- nog een"
    assert file_of(builder) == written


# Mending


@pytest.mark.parametrize("slug", ["mobilisation-course-lund", "encounter-day-milan"])
def test_a_card_opens_as_it_is_and_changes_where_it_is_changed(open_page: OpenPage, known: Known, slug: str) -> None:
    page = open_page(f"en/{BUILDER}?card={slug}")
    expect(page.locator("[data-opened]")).to_be_visible()
    before = (ROOT / "practices" / f"{slug}.yaml").read_text(encoding="utf-8")
    assert file_of(page) == before
    assert check(page) == []
    page.locator("#card-title-value-en").fill("Another title: of our own")
    page.locator("#card-doel [data-not-described]").check()
    after = file_of(page)
    assert problems_with(after, known) == []
    title, aim = (re.search(rf"^{key}:.*?\n(?=\S)", before, re.M | re.S).group() for key in ("title", "doel"))  # type: ignore[union-attr]
    rest = before.replace(title, "").replace(aim, "")
    new_title = re.search(r"^title:.*?\n(?=\S)", after, re.M | re.S).group()  # type: ignore[union-attr]
    assert "Another title: of our own" in new_title
    assert after.replace(new_title, "").replace("doel: not-described\n", "").split() == rest.split()


def test_a_practice_leads_to_its_card(open_page: OpenPage) -> None:
    page = open_page("en/practices/encounter-day-milan/")
    page.get_by_role("link", name=said("en")["mend"]).click()
    expect(page.locator("#card-title-value-en")).not_to_have_value("")


@pytest.mark.parametrize("text", ["a: [", "- a list", "just text", "a: &x [1]\nb: *y"])
def test_what_is_no_card_is_refused(builder: Page, text: str) -> None:
    open_file(builder, text)
    expect(builder.locator("[data-opened]")).to_have_text(
        said("en")["not_opened"].format(reason=said("en")["not_yaml"])
    )


def test_one_language_makes_a_draft_that_passes(browser: Browser, address: str, known: Known) -> None:
    with open_fresh(browser) as page:
        open_draft(page, address, {**SMALL, "status": "draft"})
        page.get_by_label(said("en")["one_language"].format(language="Dutch")).check()
        expect(page.locator("#card-title-value-en")).to_be_hidden()
        text = file_of(page)
        assert problems_with(text, known) == []
        assert f"en: {read_words('en').fields['title']['help']}" in text
        assert check(page) == []
        open_file(page, text)
        expect(page.locator("[data-languages] input[value=nl]")).to_be_checked()
        expect(page.locator("#card-title-value-nl")).to_have_value("Samen koken")
        page.locator("#card-status input[value=published]").check()
        assert said("en")["only_draft"] in "".join(check(page))


# Keeping and forgetting


def test_a_draft_stays_in_this_browser_until_it_is_forgotten(open_page: OpenPage, address: str) -> None:
    page = open_page("en/" + BUILDER, fresh=True)
    wait_until_live(page)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#card-title-value-en").fill("Knitting")
    expect(page.locator("[data-status]")).to_have_text(said("en")["saved"])
    assert asked == []
    page.goto(address + BUILDER + "?card=encounter-day-milan")
    expect(page.locator("[data-opened]")).to_be_visible()
    page.locator("[data-open-card]").select_option("")
    expect(page.locator("#card-title-value-en")).to_have_value("Knitting")
    page.locator("button[data-forget]").click()
    page.locator("dialog[data-ask] button[value=no]").click()
    expect(page.locator("#card-title-value-en")).to_have_value("Knitting")
    page.locator("button[data-forget]").click()
    page.locator("dialog[data-ask] button[value=yes]").click()
    expect(page.locator("#card-title-value-en")).to_have_value("")
    expect(page.locator("[data-status]")).to_have_text(said("nl")["forgotten"])
    assert page.evaluate("() => localStorage.getItem('card-builder')") is None


@pytest.mark.parametrize(
    "stored", ["not JSON", "null", "[1]", '{"drafts": {"": {"data": {"title": 5, "figures": 3}}}, "last": ""}']
)
def test_damaged_storage_is_a_new_card(open_page: OpenPage, address: str, stored: str) -> None:
    page = open_page("about/")
    page.evaluate("stored => localStorage.setItem('card-builder', stored)", stored)
    page.goto(address + BUILDER)
    wait_until_live(page)
    expect(page.locator("#card-title-value-nl")).to_have_value("")


def test_a_browser_without_storage_says_so(open_page: OpenPage, address: str) -> None:
    page = open_page("about/", fresh=True)
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('off'); } })")
    page.goto(address + BUILDER)
    wait_until_live(page)
    page.locator("#card-title-value-nl").fill("Breien")
    expect(page.locator("[data-status]")).to_have_text(said("nl")["not_saved"])


# Sending


def test_a_short_card_is_filled_in_on_github(browser: Browser, address: str) -> None:
    with open_fresh(browser) as page:
        open_draft(page, address, SMALL)
        page.locator("button[data-github]").click()
        link = page.locator("[data-follow-link]")
        expect(link).to_be_visible()
        target = link.evaluate(
            "link => { const { origin, pathname, searchParams } = new URL(link.href);"
            " return [origin + pathname, Object.fromEntries(searchParams)]; }"
        )
        assert target[0] == "https://github.com/gap-mending/casebook/new/main/practices"
        assert target[1] == {"filename": "a-card.yaml", "value": file_of(page)}


@pytest.mark.parametrize("is_mended", [False, True], ids=["new", "mended"])
def test_a_card_that_no_link_can_hold_is_copied(browser: Browser, address: str, is_mended: bool) -> None:
    page = new_page(browser, permissions=["clipboard-read", "clipboard-write"])
    open_draft(page, address, {**SMALL, "wat": {"nl": "Wij koken. " * 800, "en": "We cook. " * 800}})
    if is_mended:
        page.goto(f"{address}en/{BUILDER}?card=encounter-day-milan")
        expect(page.locator("[data-opened]")).to_be_visible()
    page.locator("button[data-github]").click()
    expect(page.locator("[data-status]")).to_have_text(said("en")["github_paste"])
    wanted = "edit/main/practices/encounter-day-milan.yaml" if is_mended else "new/main/practices?filename=a-card.yaml"
    expect(page.locator("[data-follow-link]")).to_have_attribute(
        "href", f"https://github.com/gap-mending/casebook/{wanted}"
    )
    assert page.evaluate("() => navigator.clipboard.readText()") == file_of(page)
    page.context.close()


def test_a_letter_holds_the_card(browser: Browser, address: str) -> None:
    page = new_page(browser, permissions=["clipboard-read", "clipboard-write"])
    open_draft(page, address, SMALL)
    page.locator("button[data-mail]").click()
    expect(page.locator("[data-status]")).to_have_text(said("en")["mail_ready"])
    letter = page.evaluate("() => navigator.clipboard.readText()")
    assert letter == said("en")["mail_text"].format(file="a-card.yaml") + "\n" + file_of(page)
    page.locator("button[data-copy-card]").click()
    expect(page.locator("[data-status]")).to_have_text(said("en")["copied"])
    assert page.evaluate("() => navigator.clipboard.readText()") == file_of(page)
    page.context.close()


# The page as it will look

PARTS = "script, iframe, object, embed, img, style, link, meta, form, input, button, svg:not(.mark, .drawing svg)"


def test_nothing_in_a_card_runs_in_its_preview(browser: Browser, address: str) -> None:
    with open_fresh(browser) as page:
        dialogs: list[str] = []
        page.on("dialog", lambda dialog: dialogs.append(dialog.message))
        text = "\n\n".join(ATTACKS[::5]).replace("\0", "")
        one = ATTACKS[3].replace("\0", "")
        shown = {"nl": text, "en": text + "."}
        open_draft(
            page,
            address,
            {
                **SMALL,
                "title": {"nl": one, "en": one + "."},
                "wat": shown,
                "sources": one,
                "place": one,
                "voices": [{"who": one, "said": shown, "source": one}],
                "figures": [{"what": one, "about": one, "scope": {"en": one}, "source": one}],
                "gap_lens": {"mends": [{"gap": one, "how": shown}]},
            },
        )
        page.locator("button[data-preview]").click()
        expect(page.locator("#preview")).to_be_focused()
        area = page.locator("[data-page]")
        expect(area).to_contain_text(CODE.split(";")[0])
        assert area.locator(PARTS).count() == 0
        names = area.evaluate("a => [...new Set([...a.querySelectorAll('*')].flatMap(e => e.getAttributeNames()))]")
        assert not [name for name in names if name.startswith("on") or name == "style"]
        links = area.evaluate("a => [...a.querySelectorAll('[href]')].map(e => e.protocol)")
        nowhere = ":"  # An address that the browser can't read.
        assert set(links) <= {"http:", "https:", "mailto:", nowhere}
        page.evaluate("() => new Promise(done => setTimeout(done, 200))")
        assert dialogs == []
        assert page.evaluate("() => '__pwned' in window") is False


# Assistive technology, paper, no scripts


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_axe_finds_nothing_in_any_state(browser: Browser, address: str, width: int, scheme: str) -> None:
    with looking(browser, width, scheme) as page:
        page.goto(address + BUILDER)
        wait_until_live(page)
        check(page)
        page.locator("details.builder__more").evaluate_all("all => all.forEach(one => (one.open = true))")
        page.locator("#card-figures [data-add]").click()
        page.locator("#card-since [data-add]").click()
        assert violations(page) == []
        page.goto(address + BUILDER + "?card=mobilisation-course-lund")
        expect(page.locator("[data-opened]")).to_be_visible()
        page.locator("button[data-preview]").click()
        page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
        assert violations(page) == []
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        page.locator("button[data-forget]").click()
        assert violations(page) == []


def test_rows_come_and_go_with_the_keyboard(open_page: OpenPage) -> None:
    page = open_page("en/" + BUILDER)
    wait_until_live(page)
    add = page.locator("#card-organisations [data-add]")
    add.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card-organisations textarea").nth(len(LANGUAGES))).to_be_focused()
    remove = page.get_by_role("button", name=f"{said('en')['remove']}: Organisations 2")
    remove.focus()
    page.keyboard.press("Enter")
    expect(add).to_be_focused()
    expect(page.locator("[data-status]")).to_have_text(said("en")["removed"])
    expect(page.locator("#card-organisations [data-row]")).to_have_count(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_there_are_questions_to_print_and_a_text(open_page: OpenPage, language: str) -> None:
    page = open_page(root_of(language) + BUILDER, java_script_enabled=False)
    expect(page.get_by_text(said(language)["without_scripts"])).to_be_visible()
    expect(page.locator(".builder button:visible")).to_have_count(0)
    link = page.get_by_role("link", name=said(language)["text_file"]).get_attribute("href")
    assert urljoin(page.url, link) == page.url + "questions.txt"
    page.locator(f"#card-title-value-{language}").fill("Samen breien")
    paper = print_page(page)
    assert "Samenbreien" in paper.text
    for key in ("title", "country", "wat", "organisatorische_voorwaarden", "figures", "voices"):
        assert squeeze(read_words(language).fields[key]["label"]) in paper.text
