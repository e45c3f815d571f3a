"""The built site in a real browser: what every test that opens pages shares. Loaded as a plugin by conftest."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from casebook.project import read_project
from chromium import find_chromium, launch_arguments
from conftest import ROOT
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from reader import read_documents
from server import serve

LANGUAGES = read_project(ROOT).languages
DEFAULT = read_project(ROOT).default_language


def root_of(language: str) -> str:
    return "" if language == DEFAULT else f"{language}/"


WIDE, NARROW = 1280, 360
WAYS = [
    (language, width, by)
    for number, language in enumerate(LANGUAGES)
    for width, by in zip((WIDE, NARROW), ("mouse", "keyboard")[:: -1 if number % 2 else 1], strict=True)
]
"""Each language at each width, by mouse and by keyboard in turn, so that every two of them meet."""

PATIENCE = 15_000
"""Milliseconds that a busy machine may take for one step."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        pytest.fail("No Chromium was found: run `python tests/chromium.py`, or set CHROMIUM to the path of one.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=launch_arguments())
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the built site is served."""
    with serve(site) as where:
        yield where


@pytest.fixture(scope="session")
def addresses(site: Path) -> list[str]:
    """Every page of the site, below its root."""
    return [page.address for page in read_documents(site)]


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Opens an address of the site in a new window; settings are those of a browser context."""
    contexts = []

    def open_(path: str = "", width: int = WIDE, **settings: Any) -> Page:
        page = new_page(browser, width, **settings)
        contexts.append(page.context)
        page.goto(address + path)
        return page

    yield open_
    for context in contexts:
        context.close()


def new_page(browser: Browser, width: int = WIDE, **settings: Any) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **settings)
    context.set_default_timeout(PATIENCE)
    return context.new_page()


FOCUS = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return {
        drawn: element.matches(":focus-visible") && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
        inside: box.width > 0 && box.height > 0 && box.top >= -1 && box.left >= -1
            && box.top < innerHeight && box.left < innerWidth,
        name: element.outerHTML.slice(0, 120),
    };
}"""


def tab_to(page: Page, target: Locator, most: int = 80) -> None:
    """Press Tab until `target` has the focus; each stop on the way shows where it is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["drawn"], f"no visible focus on {focus['name']}"
        assert focus["inside"], f"out of sight: {focus['name']}"
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{most} times Tab do not reach {target}")


def follow(page: Page, target: Locator, expected: str) -> None:
    """Go to a link with Tab, take it with Enter, and arrive."""
    tab_to(page, target)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == f"/{expected}")
    expect(page.locator("h1")).to_be_visible()


RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "resultTypes": ["violations"],
}


SHORTEN = """most => {
    for (const entry of [...document.querySelectorAll("[data-filter-item]")].slice(most)) entry.remove();
    for (const group of document.querySelectorAll("[data-filter-group]"))
        if (!group.querySelector("[data-filter-item]")) group.remove();
}"""


def shorten(page: Page, most: int = 25) -> None:
    """Leave the first entries of a long list: axe's time grows with the square of their number."""
    page.evaluate(SHORTEN, most)


def violations(page: Page) -> list[str]:
    """Each rule that the page breaks, with the first places where."""
    found = Axe().run(page, options=RULES).response
    assert found["passes"], "axe has looked at nothing"
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes'][:3]]}" for rule in found["violations"]]


@contextmanager
def looking(browser: Browser, width: int, scheme: str) -> Iterator[Page]:
    page = new_page(browser, width, color_scheme=scheme)
    yield page
    page.context.close()
