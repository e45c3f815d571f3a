"""The page for people who want to use the data: files, licence, an example, and every field."""

from collections.abc import Iterable
from typing import Any

from casebook.exports import FORMATS
from casebook.exports.practices_schema import practices_schema
from casebook.pages.downloads import list_links
from casebook.pages.edition import Desk, Edition
from casebook.pages.open_data import CARD_SCHEMA, FEED, PRACTICES, SCHEMA, TABLE
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.pages.structured import dataset_nodes

_EXAMPLE = """\
import json
from urllib.request import urlopen

with urlopen("{address}") as answer:
    data = json.load(answer)

for practice in data["practices"]:
    durations = practice["duration"]
    if durations != "not-described":
        durations = ", ".join(claim["value"] for claim in durations)
    print(practice["title"]["{language}"], *practice["country"], durations, sep=" | ")
"""

_SECTIONS = ("files", "licence", "example", "csv", "feed", "unchanging", "fields_title")


def data_page(edition: Edition) -> GeneratedPage:
    """The page about the data in one language."""
    words = edition.words.open_data
    return GeneratedPage(
        "data.md", words["title"], words["description"], _body, menu=words["menu"], nodes=dataset_nodes(edition)
    )


def _body(desk: Desk) -> Body:
    edition, words = desk.edition, desk.edition.words.open_data
    schema = practices_schema(edition.casebook, edition.site + SCHEMA)
    headings = tuple(Heading(name.replace("_", "-"), words[name]) for name in _SECTIONS)
    view = {
        "headings": headings,
        "files": [*_shared_files(desk), *_own_files(desk), *_lists(desk)],
        "example": _EXAMPLE.format(address=edition.site + PRACTICES, language=edition.language),
        "credit": f"{edition.words.site_name}, {edition.address}",
        "parts": [
            _part("document", "document.", schema["properties"], desk),
            _part("one_practice", "", schema["$defs"]["practice"]["properties"], desk),
        ],
    }
    return Body(render("data.html", desk, view), headings)


def _shared_files(desk: Desk) -> Iterable[dict[str, str]]:
    default, words = desk.edition.casebook.languages[0], desk.edition.words.open_data
    said = {PRACTICES: "practices_json", SCHEMA: "practices_schema", CARD_SCHEMA: "card_schema"}
    return [_file(address, desk.link_in(default, address), words[name]) for address, name in said.items()]


def _own_files(desk: Desk) -> Iterable[dict[str, str]]:
    words = desk.edition.words.open_data
    said = {TABLE: "practices_csv", FEED: "practices_atom"}
    return [_file(address, desk.link(address), words[name]) for address, name in said.items()]


def _lists(desk: Desk) -> Iterable[dict[str, str]]:
    template: str = desk.edition.words.open_data["bibliography"]
    links = zip(FORMATS, list_links(desk), strict=True)
    return [_file(f"bibliography.{ending}", link.link, template.format(format=link.name)) for ending, link in links]


def _file(address: str, link: str, holds: str) -> dict[str, str]:
    return {"name": address.rpartition("/")[2], "link": link, "holds": holds}


def _part(title: str, prefix: str, properties: Iterable[str], desk: Desk) -> dict[str, Any]:
    words = desk.edition.words.open_data
    fields = [{"name": name, "meaning": words["fields"][prefix + name]} for name in properties]
    return {"title": words[title], "fields": fields}
