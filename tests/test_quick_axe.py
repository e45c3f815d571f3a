"""The quicker axe finds what axe finds, to the letter."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import NARROW, RULES, OpenPage
from playwright.sync_api import Page
from quick_axe import AXE

FAULTS = """<!doctype html>
<html><head><title>Faults</title><style>
    :root { color-scheme: light dark; background: light-dark(#fff, #111); color: light-dark(#222, #eee) }
    .pale { color: light-dark(#999, #555) } .through { color: rgb(0 0 0 / 40%) } .faint { opacity: 0.4 }
    .mixed { color: color-mix(in oklch, white 55%, red); background: oklch(80% 0.1 200 / 50%) }
    .turned { color: hsl(0.5turn 30% 60%) } .large { font-size: 40px; color: #888 }
    .multiplied { mix-blend-mode: multiply; background: #ccc } .picture { background: linear-gradient(#fff, #777) }
</style></head><body>
    <h1>Title</h1><h3>Out of order</h3><img src="data:,"><input><a href="#"></a>
    <p class="pale">Pale <b class="faint">faint</b> <i class="mixed">mixed</i></p>
    <div class="picture"><p class="through">through</p><p class="turned">turned</p></div>
    <p class="large">Large</p><p class="multiplied pale">multiplied <span class="faint through">twice</span></p>
    <ul><p role="nothing" aria-what="1">no item</p></ul><a href="x" style="font-size: 4px">a</a><a href="y">b</a>
</body></html>"""


def report(axe: Axe, page: Page) -> dict[str, Any]:
    response = axe.run(page, options=RULES).response
    return {kind: response[kind] for kind in ("violations", "incomplete", "passes", "inapplicable")}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_finds_what_axe_finds_where_much_is_wrong(open_page: OpenPage, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    page.set_content(FAULTS)
    found = report(Axe(), page)
    contrast = next(rule for rule in found["violations"] if rule["id"] == "color-contrast")
    assert len(contrast["nodes"]) > 3
    assert len(found["violations"]) > 4
    assert len(found["incomplete"]) > 0
    page.set_content(FAULTS)
    assert report(AXE, page) == found


def test_it_finds_what_axe_finds_on_a_page(open_page: OpenPage) -> None:
    page = open_page("en/practices/mobilisation-course-lund/", NARROW)
    page.add_style_tag(content=".section { color: rgb(120 120 120 / 70%) }")
    found = report(Axe(), page)
    assert [rule["id"] for rule in found["violations"]] == ["color-contrast"]
    assert report(AXE, page) == found
