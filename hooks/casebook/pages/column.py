"""One practice as a column: what readers set beside other practices, in a file beside the page of the practice."""

import json
from collections.abc import Mapping
from typing import Any

from casebook.model import FACTS, SECTIONS, Practice
from casebook.pages.addresses import practice_address
from casebook.pages.description import Block
from casebook.pages.downloads import Download
from casebook.pages.edition import Desk
from casebook.pages.page import render
from casebook.words import Words

COLUMN_FILE = "column.json"
"""The file's name below the practice's address; links in it are relative to that address."""

ROWS = ("summary", *FACTS, "gap_lens", *SECTIONS, "nationale_context", "programme")
"""What a column has a cell for, in the order in which readers meet it."""


def row_names(words: Words) -> Mapping[str, str]:
    """What readers call each of the ROWS."""
    names = {**words.sections, **words.facts, "summary": words.compare_page["summary"]}
    return {row: names[row] for row in ROWS}


def column_file(practice: Practice, desk: Desk, told: Mapping[str, Any]) -> Download:
    """The column of a practice, of which `told` is the description from its page's desk."""
    blocks: dict[str, Block | None] = dict(zip(SECTIONS, told["sections"], strict=True))
    view = {
        **told,
        "slug": practice.slug,
        "address": practice_address(practice.slug),
        "draft": not practice.is_public,
        "original_link": desk.link_in(practice.original, practice_address(practice.slug)),
        "original_language": practice.original,
        "blocks": blocks | {"nationale_context": told["national"]},
    }
    html = str(render("column.html", desk, view)).strip()
    address = desk.edition.home + practice_address(practice.slug) + COLUMN_FILE
    return Download(address, json.dumps({"slug": practice.slug, "html": html}, ensure_ascii=False))
