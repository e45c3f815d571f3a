"""The built site in a real browser: what every test that opens pages shares. Loaded as a plugin by conftest."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from casebook.project import read_project
from chromium import find_chromium, launch_arguments
from conftest import ROOT
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError
from quick_axe import AXE
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
    """Opens an address of the site in a window of its own; settings are those of a browser context.

    Where nothing but the colour scheme is set, or that scripts are off, a window may be one that an earlier test gave
    back empty: starting one takes longer than most tests. `fresh=True` gives one that nobody had, to which scripts,
    listeners and routes may be added.
    """
    opened: list[Page] = []

    def open_(path: str = "", width: int = WIDE, *, fresh: bool = False, **settings: Any) -> Page:
        is_plain = not fresh and not set(settings) - {"color_scheme", "java_script_enabled"}
        page = _take(browser, width, **settings) if is_plain else new_page(browser, width, **settings)
        opened.append(page)
        page.goto(address + path)
        return page

    yield open_
    for page in opened:
        _give_back(browser, page)


_kept: dict[tuple[Browser, bool], list[Page]] = {}
"""Empty windows, ready for the next test, by whether scripts run in them."""

_lent: dict[Page, bool] = {}
"""The windows in use that are to be given back, and whether scripts run in them."""

_LASTING = ("add_init_script", "on", "once", "route", "expose_function", "expose_binding")
"""What would outlive the test in a window that others use after it."""


def _take(browser: Browser, width: int, color_scheme: Any = "light", java_script_enabled: bool = True) -> Page:
    """An empty window: one that was given back, else a new one."""
    kept = _kept.setdefault((browser, java_script_enabled), [])
    page = kept.pop() if kept else _bar_lasting_changes(new_page(browser, java_script_enabled=java_script_enabled))
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(media="null", color_scheme=color_scheme, reduced_motion="reduce")
    page.mouse.move(0, 0)
    _lent[page] = java_script_enabled
    return page


def _bar_lasting_changes(page: Page) -> Page:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("other tests use this window too: open it with fresh=True")

    for name in _LASTING:
        setattr(page, name, refuse)
    return page


def _give_back(browser: Browser, page: Page) -> None:
    """Empty a lent window and keep it; close every other, and those in which a test opened more."""
    has_scripts = _lent.pop(page, None)
    if has_scripts is None or page.is_closed() or len(page.context.pages) > 1:
        page.context.close()
        return
    try:
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.goto("about:blank")
    except PlaywrightError:
        page.context.close()
    else:
        _kept[browser, has_scripts].append(page)


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
    found = AXE.run(page, options=RULES).response
    assert found["passes"], "axe has looked at nothing"
    return [f"{rule['id']}: {[node['target'] for node in rule['nodes'][:3]]}" for rule in found["violations"]]


@contextmanager
def looking(browser: Browser, width: int, scheme: str) -> Iterator[Page]:
    page = _take(browser, width, color_scheme=scheme)
    yield page
    _give_back(browser, page)
