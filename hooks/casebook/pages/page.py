"""A generated page: where it is, which card it is edited in, and how its HTML is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from casebook.pages.addresses import path_to_root
from casebook.pages.downloads import Download
from casebook.pages.edition import Desk, Edition

_TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True)
class Heading:
    """An entry of a page's contents: the anchor and the words."""

    id: str
    label: str


@dataclass(frozen=True)
class Body:
    """A page's HTML and the headings that its contents list."""

    html: Markup
    headings: tuple[Heading, ...]
    beside: tuple[Download, ...] = ()
    """Files that say the same as the page in another form."""


@dataclass(frozen=True)
class GeneratedPage:
    """A page that has no Markdown file; `uri` is the file it would have below its language's folder."""

    uri: str
    title: str
    description: str
    make: Callable[[Desk], Body] = field(compare=False)
    edited_in: str | None = None
    """The file to correct, relative to the project, where there is one."""
    menu: str | None = None
    """A shorter title for the menu."""
    tags: tuple[tuple[str, str], ...] = ()
    """Name and content of the page's own meta tags."""
    nodes: tuple[Mapping[str, Any], ...] = ()
    """What the page is about, as nodes of schema.org."""

    def body(self, edition: Edition) -> Body:
        """The page's content, made now."""
        return self.make(Desk(edition, path_to_root(self.uri)))


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(_TEMPLATES)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def render(template: str, desk: Desk, view: Mapping[str, Any]) -> Markup:
    """Lay out `view` with the page's words and links at hand."""
    shared = {"words": desk.edition.words, "link": desk.link, "asset": desk.asset, "language": desk.edition.language}
    return Markup(_environment().get_template(template).render(**shared, **view))
