"""The builder's preview beside the built pages: for a card that is opened unchanged, both are the same."""

import json
from collections.abc import Iterator
from difflib import unified_diff
from typing import Any

import pytest
from browsing import LANGUAGES, new_page, root_of
from playwright.sync_api import Browser, Page, expect
from test_builder import BUILDER

ONLY_ON_THE_PAGE = {
    ".actions": "leads elsewhere: to the comparison, the workshop, the builder",
    ".plain__print": "prints a part of the page alone, which the builder's page can't",
    ".files": "files that the site has once the page is published",
    "section[aria-labelledby=print], .contents a[href='#print']": "sheets that the site has once the page is published",
    ".cite__reference": "its date is that of the published page, its form that of the citation processor",
    ".cite__tools, .cite__said, .Z3988": "copies that reference, for people and machines",
    ".cite__facts .gap, .cite__facts dd:not(:has(a))": "the dates of the published page",
}
"""What the preview leaves out, and why."""

OUTLINE = """([root, address, leftOut]) => {
    const INLINE = ["a", "span", "em", "strong", "code", "tspan", "br", "sup", "sub"];
    const DRAWN = ["viewBox", "d", "x", "y", "cx", "cy", "r", "dx"];
    const numbers = [];
    const value = ({ name, value }) => {
        if (name === "href" && !value.startsWith("#")) return new URL(value, address).href;
        if (!DRAWN.includes(name)) return value;
        return value.replace(/-?[0-9.]+/g, (number) => (numbers.push(Number(number)), "#"));
    };
    const escaped = (text) => text.replace(/[<>]/g, (sign) => (sign === "<" ? "‹" : "›"));
    const attributes = (element) => [...element.attributes]
        .filter(({ name }) => !name.startsWith("data-") && name !== "aria-level")
        .map((one) => ` ${one.name}="${escaped(value(one))}"`).sort().join("");
    const isBetweenShapes = ({ nodeType, parentNode }) => nodeType === Node.TEXT_NODE && parentNode.localName === "g";
    const outline = (node) => {
        if (isBetweenShapes(node)) return "";
        if (node.nodeType === Node.TEXT_NODE) return escaped(node.data).replace(/\\s+/g, " ");
        const inside = [...node.childNodes].map(outline).join("");
        const [open, close] = INLINE.includes(node.localName) ? ["", ""] : ["\\n", "\\n"];
        return `${open}<${node.localName}${attributes(node)}>${open}${inside}${close}</${node.localName}>${close}`;
    };
    const copy = root.cloneNode(true);
    for (const part of copy.querySelectorAll(leftOut)) (part.closest(".contents li") ?? part).remove();
    const lines = [...copy.children].map(outline).join("").split("\\n").map((line) => line.trim());
    return { lines: lines.filter(Boolean), numbers, drawings: copy.querySelectorAll("svg").length };
}"""
"""The structure of a part of a page: its elements, attributes and texts, a line for each block, and what is drawn."""

FETCH = f"""async ([address, leftOut]) => {{
    const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    return ({OUTLINE})([page.querySelector(".practice"), new URL(address, location.href).href, leftOut]);
}}"""

LEFT_OUT = ", ".join(ONLY_ON_THE_PAGE)


@pytest.fixture(scope="module")
def preview(browser: Browser, address: str) -> Iterator[Page]:
    """A builder whose preview is open."""
    page = new_page(browser)
    page.goto(address + BUILDER)
    page.locator("button[data-preview]").click()
    yield page
    page.context.close()


def open_card(page: Page, slug: str) -> None:
    page.locator("[data-open-card]").select_option(slug)
    expect(page.locator("#card-slug")).to_have_value(slug)


def shown_in(page: Page, language: str) -> Any:
    button = page.locator(f"[data-preview-languages] [value={language}]")
    button.evaluate("button => button.click()")
    area = page.locator("[data-page]")
    expect(area).to_have_attribute("lang", language)
    return area.evaluate(f"(area, leftOut) => ({OUTLINE})([area, location.href, leftOut])", LEFT_OUT)


def differences(real: Any, shown: Any) -> list[str]:
    """In what is said and how it is laid out, else in the numbers of drawings."""
    lines = list(unified_diff(real["lines"], shown["lines"], "page", "preview", lineterm="", n=1))
    pairs = zip(real["numbers"], shown["numbers"], strict=False)
    return lines or [f"{one} is {other}" for one, other in pairs if abs(one - other) > 0.001]


def test_every_card_looks_as_on_its_page(preview: Page, address: str) -> None:
    slugs = preview.locator("[data-open-card] option").evaluate_all("all => all.map(one => one.value).filter(Boolean)")
    wrong: dict[str, list[str]] = {}
    drawings = 0
    for slug in slugs:
        open_card(preview, slug)
        for language in LANGUAGES:
            page = f"{address}{root_of(language)}practices/{slug}/"
            real = preview.evaluate(FETCH, [page, LEFT_OUT])
            found = differences(real, shown_in(preview, language))
            drawings += real["drawings"]
            if found:
                wrong[f"{slug} {language}"] = found
    assert len(slugs) > 15
    assert drawings > 2 * len(slugs)
    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)[:6000]
