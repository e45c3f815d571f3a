"""The facilitator's guide: a hand-written page as a sheet, its timed headings as a plan."""

import re
from typing import Any

from casebook.handwritten import PRINTED, Page
from casebook.history import UNKNOWN
from casebook.pages.addresses import page_address
from casebook.pages.edition import Desk, Edition
from casebook.sheets.paper import base_of, paper
from casebook.sheets.tree import Node, read_tree

(GUIDE,) = PRINTED

_TIMED = re.compile(r"(\d+:\d\d)–(\d+:\d\d)\s+")
_LINK = re.compile(r"\]\(([\w/-]+\.md)(#[\w-]+)?\)")


def guide(edition: Edition) -> dict[str, Any] | None:
    """Everything that the template `guide.typ` sets; None where the site has no such page."""
    page = edition.page(GUIDE)
    if page is None:
        return None
    title, *nodes = read_tree(Desk(edition, "").page(_with_addresses(page, edition)), base_of(edition))
    changed = edition.history.get(page.path, UNKNOWN).changed
    return {
        **paper(edition, page.title, page.description, page_address(page.uri), changed),
        "heading": title,
        "nodes": [_timed(node) for node in nodes],
    }


def _with_addresses(page: Page, edition: Edition) -> str:
    """The page's Markdown with addresses in place of the files that its links name."""

    def address(match: re.Match[str]) -> str:
        return f"]({base_of(edition)}{page_address(match.group(1))}{match.group(2) or ''})"

    return _LINK.sub(address, page.body)


def _timed(node: Node) -> Node:
    """A heading that starts with two times is a step of the plan, with how many minutes it takes."""
    if isinstance(node, str) or node["kind"] != "heading" or not isinstance(node["of"][0], str):
        return node
    match = _TIMED.match(node["of"][0])
    if match is None:
        return node
    start, end = match.groups()
    rest = [node["of"][0][match.end() :], *node["of"][1:]]
    return {**node, "of": rest, "start": start, "end": end}
