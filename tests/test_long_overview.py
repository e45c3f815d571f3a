"""The overview of more practices than a screen holds: its first cards at once, the others on request and on paper."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import OpenPage, tab_to
from casebook.words import read_words
from playwright.sync_api import Page, expect
from server import serve

from bench.overview import MOST_BYTES, write_overview

CARDS, AT_ONCE = 120, 48


@pytest.fixture(scope="module")
def long_site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with a long overview in it."""
    folder = tmp_path_factory.mktemp("long") / "site"
    folder.mkdir()
    for name in ("assets", "practices"):
        shutil.copytree(site / name, folder / name)
    write_overview(folder, CARDS)
    return folder


@pytest.fixture(scope="module")
def long_address(long_site: Path) -> Iterator[str]:
    with serve(long_site) as where:
        yield where


def shown(page: Page) -> int:
    return page.locator(".overview .card:visible").count()


def all_cards(page: Page) -> int:
    return page.locator(".overview .card").count()


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_more_practices_come_on_request(open_page: OpenPage, long_address: str, how: str) -> None:
    page = open_page()
    page.goto(f"{long_address}practices/")
    more, said = page.locator(".overview [data-more]"), read_words("nl").overview["more"]
    assert shown(page) == AT_ONCE
    expect(page.locator(".overview__status")).to_contain_text(str(all_cards(page)))
    expect(more).to_have_text(said.format(count=AT_ONCE))
    if how == "mouse":
        more.click()
    else:
        more.focus()
        page.keyboard.press("Enter")
    assert shown(page) == 2 * AT_ONCE
    first_of_them = page.locator(".overview .card .card__title a").nth(AT_ONCE)
    expect(first_of_them).to_be_focused()
    expect(more).to_have_text(said.format(count=all_cards(page) - 2 * AT_ONCE))
    more.click()
    expect(more).to_be_hidden()
    assert shown(page) == all_cards(page)


def test_a_choice_among_many_shows_what_fits(open_page: OpenPage, long_address: str) -> None:
    page = open_page()
    page.goto(f"{long_address}practices/")
    countries = page.locator('.option:has([name="country"])').all()
    rare = min(countries, key=lambda option: int(option.locator(".option__count").inner_text()))
    number = int(rare.locator(".option__count").inner_text())
    tab_to(page, rare.locator("input"), most=200)
    page.keyboard.press("Space")
    assert shown(page) == min(number, AT_ONCE)
    expect(page.locator(".overview__status")).to_contain_text(str(number))


def test_without_scripts_and_on_paper_all_are_there(open_page: OpenPage, long_address: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{long_address}practices/")
    assert shown(page) == all_cards(page) > CARDS - 10
    printed = open_page()
    printed.goto(f"{long_address}practices/")
    printed.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert shown(printed) == all_cards(printed)


def test_two_thousand_cards_would_stay_within_their_size(long_site: Path) -> None:
    html = (long_site / "practices" / "index.html").read_text(encoding="utf-8")
    cards = re.findall(r'<li class="card".*?\n</li>', html, re.DOTALL)
    size = sum(len(card.encode()) for card in cards)
    assert len(html.encode()) - size + size / len(cards) * 2000 <= MOST_BYTES
