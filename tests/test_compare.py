"""Practices side by side in a real browser: chosen, compared, shared, on every screen and on paper."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import zxingcpp
from altered import SHORTER
from browsing import LANGUAGES, NARROW, WAYS, WIDE, OpenPage, looking, new_page, root_of, tab_to, violations
from casebook.fields.values import NotDescribed
from casebook.model import FACTS, Casebook, Practice
from casebook.pages.column import ROWS
from casebook.words import read_words
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader
from server import serve
from test_print import print_page, squeeze

LUND, MILAN, AVANS = "mobilisation-course-lund", "encounter-day-milan", "learning-community-avans-loc"
ESSLINGEN, BELFAST = "seminars-esslingen", "conflict-survivors-belfast"
THREE = f"compare/?p={LUND},{MILAN},{AVANS}"


def titles(page: Page) -> Locator:
    return page.locator(".side thead .side__title")


def row(page: Page, key: str) -> Locator:
    return page.locator(f'.side tr[data-row="{key}"]')


def slugs(page: Page) -> list[str]:
    """The practices side by side, from left to right."""
    found: list[str] = titles(page).evaluate_all("links => links.map(link => link.pathname.split('/').at(-2))")
    return found


def query(page: Page) -> dict[str, str]:
    """What the address asks, as it is written."""
    pairs = (part.partition("=") for part in urlsplit(page.url).query.split("&") if part)
    return {name: value for name, _, value in pairs}


@pytest.fixture
def side(open_page: OpenPage) -> Callable[..., Page]:
    """Opens an address of the comparison and waits for its columns."""

    def open_(path: str = THREE, width: int = WIDE, **settings: Any) -> Page:
        page = open_page(path, width, **settings)
        expect(titles(page).first).to_be_visible()
        return page

    return open_


# What stands there


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_and_sections_of_each_practice_stand_side_by_side(
    side: Callable[..., Page], casebook: Casebook, language: str, width: int
) -> None:
    page = side(root_of(language) + THREE, width)
    words = read_words(language)
    chosen = [practice_of(casebook, slug) for slug in (LUND, MILAN, AVANS)]
    assert titles(page).all_inner_texts() == [practice.title.by_language[language] for practice in chosen]
    shown = page.locator(".side tbody tr:visible")
    assert shown.evaluate_all("rows => rows.map(row => row.dataset.row)") == list(ROWS)
    names = [name.partition("\n")[0] for name in page.locator(".side tbody th .side__name").all_inner_texts()]
    labels = {**words.sections, **words.facts, "summary": words.compare_page["summary"]}
    assert [name.strip() for name in names] == [labels[key] for key in ROWS]
    assert page.locator(".side tbody tr").first.locator("td").count() == 3
    expect(page.locator("[data-whole]")).to_be_hidden()


def practice_of(casebook: Casebook, slug: str) -> Practice:
    return next(practice for practice in casebook.public if practice.slug == slug)


def state_of(practices: list[Practice], fact: str) -> str:
    """What a reader should be told of a fact, from the cards themselves."""
    values = [getattr(practice, fact) for practice in practices]
    known = [value for value in values if not isinstance(value, NotDescribed)]
    if len({answer_of(value) for value in known}) > 1:
        return "differs"
    return "same" if len(known) == len(values) else "partly"


def answer_of(value: Any) -> Any:
    """A fact without the sources of its claims."""
    return tuple(getattr(item, "value", item) for item in value) if isinstance(value, tuple) else value


@pytest.mark.parametrize(
    "chosen", [(LUND, MILAN), (MILAN, AVANS), (LUND, MILAN, AVANS), (ESSLINGEN, BELFAST, MILAN, LUND)]
)
def test_facts_that_differ_are_marked_in_words(
    side: Callable[..., Page], casebook: Casebook, chosen: tuple[str, ...]
) -> None:
    page = side(f"en/compare/?p={','.join(chosen)}")
    practices = [practice_of(casebook, slug) for slug in chosen]
    expected = {fact: state_of(practices, fact) for fact in FACTS}
    words = read_words("en").compare_page
    said = {fact: row(page, fact).locator(".side__sign").inner_text() for fact in FACTS}
    assert said == {fact: words["states"][state] for fact, state in expected.items()}
    count = list(expected.values()).count("differs")
    form = "none" if count == 0 else "one" if count == 1 else "other"
    differ = words["differ"][form].format(count=count, total=len(FACTS))
    expect(page.locator("[data-summary]")).to_have_text(f"{words['count']['other'].format(count=len(chosen))} {differ}")


def test_only_the_chosen_practices_are_loaded(browser: Browser, address: str) -> None:
    page = new_page(browser)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(urlsplit(request.url).path))
    page.goto(address + f"en/compare/?p={LUND},{MILAN}")
    expect(titles(page)).to_have_count(2)
    loaded = [path for path in requests if path.endswith(".json")]
    assert sorted(loaded) == [f"/en/practices/{slug}/column.json" for slug in (MILAN, LUND)]
    page.context.close()


def test_no_id_stands_twice_beside_each_other(side: Callable[..., Page]) -> None:
    page = side()
    twice = page.evaluate("""() => {
        const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
        return ids.filter((id, place) => ids.indexOf(id) !== place);
    }""")
    assert twice == []


def test_the_links_of_every_column_lead_where_its_page_leads(side: Callable[..., Page]) -> None:
    page = side("en/" + THREE)
    hrefs = page.locator(".side a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    inside = {href for href in hrefs if href.startswith("/")}
    assert len(inside) > 20
    assert {href.partition("#")[0] for href in inside} >= {"/en/reading-list/", f"/en/practices/{LUND}/"}
    citation = page.locator(".side .citation a").first
    citation.click()
    page.wait_for_url("**/en/reading-list/#*")
    expect(page.locator(":target")).to_be_in_viewport()


def test_a_citation_explains_itself_here_too(side: Callable[..., Page]) -> None:
    page = side()
    citation = page.locator(".side .citation a").first
    citation.scroll_into_view_if_needed()
    citation.hover()
    expect(page.locator(".box")).to_be_visible()
    expect(page.locator(".box")).to_contain_text(re.compile(r"\w{4}"))


# Layout


def boxes(cells: Locator) -> list[dict[str, float]]:
    found: list[dict[str, float]] = cells.evaluate_all("""cells => cells.map((cell) => {
        const { top, bottom, left, right } = cell.getBoundingClientRect();
        return { top, bottom, left, right };
    })""")
    return found


@pytest.mark.parametrize("width", [WIDE, 768, NARROW])
def test_cells_of_a_row_are_equally_high_and_stand_under_their_practice(side: Callable[..., Page], width: int) -> None:
    page = side(THREE, width)
    heads = boxes(page.locator(".side thead th[data-row=practice]"))
    assert len(heads) == 3
    for key in ("summary", "country", "wat"):
        cells = boxes(row(page, key).locator("td"))
        assert len({(round(cell["top"]), round(cell["bottom"])) for cell in cells}) == 1
        assert [round(cell["left"]) for cell in cells] == [round(head["left"]) for head in heads]


@pytest.mark.parametrize("chosen", [(LUND, MILAN), (LUND, MILAN, AVANS), (LUND, MILAN, AVANS, ESSLINGEN)])
def test_titles_and_the_name_of_the_row_stay_in_sight_on_a_wide_screen(
    side: Callable[..., Page], chosen: tuple[str, ...]
) -> None:
    page = side(f"compare/?p={','.join(chosen)}")
    expect(page.locator("[data-pager]")).to_be_hidden()
    row(page, "wat").evaluate("row => scrollTo(0, row.getBoundingClientRect().bottom + scrollY - 400)")
    page.wait_for_timeout(50)
    head = boxes(page.locator(".side thead th"))
    assert {round(box["top"]) for box in head} == {0}
    for title in titles(page).all():
        expect(title).to_be_in_viewport()
    name = boxes(row(page, "wat").locator(".side__name"))[0]
    assert name["top"] >= head[0]["bottom"] - 1
    assert name["bottom"] < 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_narrow_screen_readers_swipe_from_practice_to_practice(side: Callable[..., Page], language: str) -> None:
    page = side(root_of(language) + THREE, NARROW)
    words = read_words(language).compare_page
    region = page.locator("[data-side]")
    named = titles(page).all_text_contents()
    seen = page.locator("[data-pager] p")
    expect(seen).to_have_text(words["position"].format(place=1, count=3, title=named[0]))
    assert region.evaluate("region => getComputedStyle(region).scrollSnapType").startswith("x")
    columns = page.locator(".side thead th[data-row=practice]")
    seen.evaluate("element => scrollTo(0, element.getBoundingClientRect().top)")
    step = page.locator("[data-step='1']")
    for place, title in enumerate(named, 1):
        expect(seen).to_have_text(words["position"].format(place=place, count=3, title=title))
        expect(columns.nth(place - 1).locator("a")).to_be_in_viewport(ratio=0.9)
        expect(row(page, "country").locator(".side__name")).to_be_attached()
        box = boxes(row(page, "country").locator(".side__name"))[0]
        assert 0 <= box["left"] < box["right"] <= NARROW, "the name of the row stays"
        expect(step).to_have_attribute("aria-disabled", str(place == len(named)).lower())
        if place < len(named):
            step.click()
    assert page.evaluate("() => scrollX") == 0
    page.evaluate("() => scrollTo(0, 3000)")
    expect(seen).to_be_in_viewport()


def test_every_column_can_be_reached_by_keyboard_on_a_narrow_screen(side: Callable[..., Page]) -> None:
    page = side(THREE, NARROW)
    page.locator("[data-step='1']").focus()
    for title in titles(page).all():
        tab_to(page, title, 2)
        expect(title).to_be_in_viewport(ratio=0.9)
    expect(page.locator("[data-pager] p")).to_contain_text("3 van 3")
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-pager] p")).to_contain_text("1 van 3")


def test_a_jump_leads_to_its_row_below_the_titles(side: Callable[..., Page]) -> None:
    page = side()
    page.locator(".jump a", has_text=read_words("nl").sections["meerwaarde"]).click()
    expect(row(page, "meerwaarde").locator(".side__name")).to_be_in_viewport()
    head = boxes(page.locator(".side thead th").first)[0]
    assert boxes(row(page, "meerwaarde"))[0]["top"] >= head["bottom"] - 1
    assert slugs(page) == [LUND, MILAN, AVANS]


# Choosing here


@pytest.mark.parametrize(("language", "width", "by"), WAYS)
def test_practices_are_added_and_removed_here(side: Callable[..., Page], language: str, width: int, by: str) -> None:
    page = side(root_of(language) + f"compare/?p={LUND}", width)
    words = read_words(language).compare_page
    add = page.get_by_label(words["add_label"])
    status = page.locator("[data-status]")
    assert LUND not in add.locator("option").evaluate_all("options => options.map(option => option.value)")
    add.select_option(MILAN)
    use(page, page.get_by_role("button", name=words["add"], exact=True), by)
    expect(titles(page)).to_have_count(2)
    assert query(page) == {"p": f"{LUND},{MILAN}"}
    expect(status).to_contain_text(words["added"].format(title=titles(page).last.text_content()))
    expect(status).to_contain_text(words["count"]["other"].format(count=2))
    expect(add).to_be_focused()
    gone = str(titles(page).first.text_content())
    use(page, page.get_by_role("button", name=f"{words['drop']} {gone}", exact=True), by)
    expect(titles(page)).to_have_count(1)
    expect(status).to_contain_text(words["dropped"].format(title=gone))
    left = page.locator("[data-drop]")
    expect(left).to_be_focused()
    use(page, left, by)
    expect(page.locator("[data-whole]")).to_be_visible()
    expect(page.locator("h1")).to_be_focused()
    expect(status).to_have_text(words["all_dropped"])
    assert query(page) == {}


def use(page: Page, control: Locator, by: str) -> None:
    if by == "mouse":
        control.click()
    else:
        control.focus()
        page.keyboard.press("Enter")


def test_four_is_the_most_and_the_page_says_what_to_do(side: Callable[..., Page]) -> None:
    page = side(THREE)
    add, full = page.locator("[data-add]"), page.locator("[data-full]")
    expect(full).to_be_hidden()
    add.locator("select").select_option(ESSLINGEN)
    add.locator("button").click()
    expect(titles(page)).to_have_count(4)
    expect(add).to_be_hidden()
    expect(full).to_have_text(read_words("nl").compare_page["full"])
    expect(page.locator("[data-drop]").last).to_be_focused()
    page.locator("[data-drop]").last.click()
    expect(add).to_be_visible()
    expect(full).to_be_hidden()


def test_the_way_back_undoes_each_choice(side: Callable[..., Page]) -> None:
    page = side()
    page.locator("[data-drop]").first.click()
    expect(titles(page)).to_have_count(2)
    page.locator("[data-drop]").first.click()
    expect(titles(page)).to_have_count(1)
    page.go_back()
    expect(titles(page)).to_have_count(2)
    page.go_back()
    expect(titles(page)).to_have_count(3)
    assert slugs(page) == [LUND, MILAN, AVANS]
    page.go_forward()
    expect(titles(page)).to_have_count(2)


def test_what_is_changed_here_is_chosen_everywhere(side: Callable[..., Page], address: str) -> None:
    page = side()
    page.locator("[data-drop]").first.click()
    expect(titles(page)).to_have_count(2)
    page.goto(address + "practices/")
    pressed = page.locator('[data-compare][aria-pressed="true"]')
    assert sorted(pressed.evaluate_all("buttons => buttons.map(button => button.dataset.compare)")) == [MILAN, AVANS]


def test_a_link_that_somebody_shared_leaves_an_own_choice_alone(side: Callable[..., Page], address: str) -> None:
    page = side(f"compare/?p={LUND},{MILAN}")
    page.goto(address + f"compare/?p={AVANS}")
    expect(titles(page)).to_have_count(1)
    page.goto(address + "practices/")
    expect(page.locator('[data-compare][aria-pressed="true"]')).to_have_count(2)


def test_the_other_language_keeps_the_whole_view(side: Callable[..., Page]) -> None:
    page = side(THREE + "&hide=country,wat&only=differing")
    page.locator("a.language").click()
    page.wait_for_url("**/en/compare/?**")
    expect(titles(page)).to_have_count(3)
    assert slugs(page) == [LUND, MILAN, AVANS]
    assert query(page) == {"p": f"{LUND},{MILAN},{AVANS}", "hide": "country,wat", "only": "differing"}
    expect(row(page, "wat")).to_be_hidden()


# Rows


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("language", LANGUAGES)
def test_rows_are_hidden_and_the_address_remembers_it(side: Callable[..., Page], language: str, width: int) -> None:
    page = side(root_of(language) + THREE, width)
    words = read_words(language)
    menu = page.locator(".chosen .choices")
    summary = menu.locator("summary")
    expect(menu.get_by_role("checkbox").first).to_be_hidden()
    summary.focus()
    page.keyboard.press("Enter")
    box = menu.get_by_role("checkbox", name=words.sections["doel"], exact=True)
    tab_to(page, box, 30)
    page.keyboard.press("Space")
    expect(row(page, "doel")).to_be_hidden()
    expect(page.locator(".jump a", has_text=words.sections["doel"])).to_be_hidden()
    menu.get_by_role("checkbox", name=words.facts["place"], exact=True).uncheck()
    expect(row(page, "place")).to_be_hidden()
    assert query(page)["hide"] == "place,doel"
    page.reload()
    expect(titles(page)).to_have_count(3)
    expect(row(page, "place")).to_be_hidden()
    expect(row(page, "doel")).to_be_hidden()
    expect(row(page, "wat")).to_be_visible()
    summary.click()
    expect(box).not_to_be_checked()
    menu.get_by_role("button", name=words.compare_page["show_all"]).click()
    expect(row(page, "doel")).to_be_visible()
    assert "hide" not in query(page)
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(box).to_be_hidden()


def test_facts_without_a_difference_can_be_left_out(side: Callable[..., Page]) -> None:
    page = side(f"compare/?p={MILAN},{AVANS}")
    alike = page.locator('.side tr[data-fact]:not([data-state="differs"])')
    differing = page.locator('.side tr[data-state="differs"]:visible')
    before = differing.count()
    assert alike.count() > 0
    only = page.get_by_label(read_words("nl").compare_page["only"])
    only.focus()
    page.keyboard.press("Space")
    for hidden in alike.all():
        expect(hidden).to_be_hidden()
    assert differing.count() == before > 0
    expect(row(page, "wat")).to_be_visible()
    assert query(page)["only"] == "differing"
    page.reload()
    expect(only).to_be_checked()
    expect(alike.first).to_be_hidden()


# Addresses that ask for something else


@pytest.mark.parametrize("language", LANGUAGES)
def test_practices_that_are_not_there_are_named_and_the_rest_is_shown(side: Callable[..., Page], language: str) -> None:
    page = side(root_of(language) + f"compare/?p=nope,{LUND},<b>x,{MILAN},{LUND}")
    said = read_words(language).compare_page["not_found"].format(names="“nope”, “<b>x”")
    expect(page.locator("[data-found]")).to_have_text(said)
    assert slugs(page) == [LUND, MILAN]


def test_more_than_four_are_named_too(side: Callable[..., Page]) -> None:
    page = side("en/" + THREE + f",{ESSLINGEN},{BELFAST}")
    left = page.locator(f'[data-practice="{BELFAST}"] a').text_content()
    expect(page.locator("[data-found]")).to_have_text(
        read_words("en").compare_page["too_many"].format(names=f"“{left}”")
    )
    assert slugs(page) == [LUND, MILAN, AVANS, ESSLINGEN]


@pytest.mark.parametrize("asked", ["", "?p=", "?p=,,", "?p=nope", "?hide=nothing&sort=nothing&only=nothing"])
def test_the_table_of_all_stands_there_where_nothing_is_to_be_set_side_by_side(open_page: OpenPage, asked: str) -> None:
    page = open_page("compare/" + asked)
    expect(page.locator("[data-whole]")).to_be_visible()
    expect(page.locator(".chosen")).to_be_hidden()
    if "nope" in asked:
        expect(page.locator("[data-found]")).to_contain_text("“nope”")
    else:
        expect(page.locator("[data-found]")).to_be_hidden()


def test_a_practice_that_cannot_be_fetched_says_so_and_can_be_tried_again(browser: Browser, address: str) -> None:
    page = new_page(browser)
    page.route(f"**/{MILAN}/column.json", lambda route: route.abort())
    page.goto(address + f"en/compare/?p={LUND},{MILAN}")
    expect(titles(page)).to_have_count(2)
    words = read_words("en").compare_page
    expect(row(page, "summary").locator("td").last).to_contain_text(words["failed"])
    expect(row(page, "summary").locator("td").first).not_to_contain_text(words["failed"])
    assert violations(page) == []
    page.unroute_all()
    page.get_by_role("button", name=words["retry"]).click()
    expect(row(page, "wat").locator("td").last).not_to_be_empty()
    expect(page.get_by_role("button", name=words["retry"])).to_have_count(0)
    page.context.close()


@pytest.fixture(scope="module")
def altered_address(altered: Path) -> Iterator[str]:
    """Where a site is served in which one practice had another name before, and two lack an optional section."""
    with serve(altered / "site") as where:
        yield where


def test_a_former_address_leads_to_the_practice(browser: Browser, altered_address: str) -> None:
    page = new_page(browser)
    page.goto(altered_address + f"compare/?p={LUND},meeting-day,nope")
    expect(titles(page)).to_have_count(2)
    assert slugs(page) == [LUND, MILAN]
    assert query(page)["p"] == f"{LUND},{MILAN},nope"
    expect(page.locator("[data-found]")).not_to_contain_text("meeting-day")
    expect(page.locator("[data-found]")).to_contain_text("“nope”")
    page.context.close()


def test_a_row_that_no_card_here_has_is_left_out(browser: Browser, altered_address: str) -> None:
    page = new_page(browser)
    page.goto(altered_address + f"compare/?p={','.join(SHORTER)}")
    expect(titles(page)).to_have_count(2)
    expect(row(page, "nationale_context")).to_be_hidden()
    page.locator("[data-add] select").select_option(LUND)
    page.locator("[data-add] button").click()
    expect(row(page, "nationale_context")).to_be_visible()
    absent = read_words("nl").compare_page["absent"]
    assert row(page, "nationale_context").locator("td").first.inner_text() == absent
    page.context.close()


# Without scripts, on paper, for assistive technology


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_scripts_the_whole_table_stands_there(open_page: OpenPage, casebook: Casebook, language: str) -> None:
    page = open_page(root_of(language) + THREE, java_script_enabled=False)
    expect(page.locator("table.compare tbody tr:visible")).to_have_count(len(casebook.public))
    for part in (".chosen", ".comparing", "button.choose", "[data-tray]"):
        expect(page.locator(f"{part}:visible")).to_have_count(0)
    expect(page.locator(".compare thead button")).to_have_count(0)


def printed(page: Page) -> PdfReader:
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


A4_ACROSS = (842, 595)


@pytest.mark.parametrize("path", ["compare/", THREE, "en/" + THREE + f",{ESSLINGEN}"])
def test_paper_lies_across(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    page.wait_for_load_state("networkidle")
    sheets = printed(page).pages
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets} == {A4_ACROSS}
    assert len(sheets) < 25
    first = sheets[0].extract_text()
    for title in (titles(page) if "?p" in path else page.locator(".compare thead th")).all_text_contents():
        assert title.split()[0] in first


def test_paper_repeats_the_titles_and_leaves_the_controls_out(side: Callable[..., Page]) -> None:
    page = side()
    page.emulate_media(media="print")
    for control in (".comparing", ".jump", "[data-pager]", "[data-drop]", ".site-header"):
        expect(page.locator(control).first).to_be_hidden()
    texts = [sheet.extract_text() for sheet in printed(page).pages]
    assert sum("Leergemeenschap" in text for text in texts) == len(texts) > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_leads_back_to_what_it_shows(side: Callable[..., Page], language: str) -> None:
    page = side(root_of(language) + THREE)
    home = f"https://gap-mending.example/{root_of(language)}"
    assert end_of_paper(page) == home + THREE
    page.locator("[data-drop]").last.click()
    expect(titles(page)).to_have_count(2)
    page.locator("[data-only]").check()
    assert end_of_paper(page) == f"{home}compare/?p={LUND},{MILAN}&only=differing"
    page.locator("[data-drop]").last.click()
    expect(titles(page)).to_have_count(1)
    page.locator("[data-only]").uncheck()
    page.locator("[data-drop]").last.click()
    expect(page.locator("[data-whole]")).to_be_visible()
    assert end_of_paper(page) == f"{home}compare/"


def end_of_paper(page: Page) -> str:
    """The address that the code at the end leads to, which stands there in letters too."""
    paper = print_page(page)
    (code,) = zxingcpp.read_barcodes(paper.picture(-1, 4))
    assert squeeze(code.text) in squeeze(paper.texts[-1])
    return code.text


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [
        (THREE, WIDE, "light"),
        (THREE, NARROW, "dark"),
        (f"en/{THREE},{ESSLINGEN},nope", WIDE, "dark"),
        (f"en/{THREE},{ESSLINGEN},nope", NARROW, "light"),
        (f"compare/?p={LUND}", WIDE, "dark"),
    ],
)
def test_axe_finds_nothing_side_by_side(browser: Browser, address: str, path: str, width: int, scheme: str) -> None:
    with looking(browser, width, scheme) as page:
        page.goto(address + path)
        expect(titles(page).first).to_be_visible()
        assert violations(page) == []
        page.locator(".chosen .choices summary").click()
        expect(page.locator(".chosen .choices fieldset")).to_be_visible()
        assert violations(page) == []
        assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_screen_readers_get_a_table_at_every_width(side: Callable[..., Page]) -> None:
    for width in (WIDE, NARROW):
        page = side("en/" + THREE, width)
        table = page.get_by_role("table", name=read_words("en").compare_page["chosen_caption"])
        expect(table).to_be_visible()
        expect(table.get_by_role("columnheader")).to_have_count(4 if width == WIDE else 3)
        assert table.get_by_role("rowheader").count() == len(ROWS)
        assert table.get_by_role("cell").count() == 3 * len(ROWS)
