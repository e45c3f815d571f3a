"""Reads built pages as browsers do: elements, ids, links and text."""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

HOST = "http://site.invalid/"
"""Stands for wherever the site is published."""

LINKING = ("href", "src", "action", "poster", "data", "data-index")
"""The attributes that hold an address."""


@dataclass(frozen=True)
class Link:
    """An address on a page, and the element and attribute that hold it."""

    element: Element
    attribute: str
    written: str
    address: str
    """In full, with `HOST` for the site itself."""

    @property
    def is_inside(self) -> bool:
        """Whether it stays on the site."""
        return self.address.startswith(HOST)

    @property
    def path(self) -> str:
        """The address below the site's root, without question or anchor."""
        return urlsplit(self.address).path.removeprefix("/")

    @property
    def anchor(self) -> str:
        """What follows the `#`."""
        return urldefrag(self.address).fragment


@dataclass(frozen=True)
class Document:
    """A built page: its file below the site's root, its tree and what a strict parser says of it."""

    file: str
    tree: Element
    errors: tuple[str, ...]
    html: str

    @property
    def address(self) -> str:
        """The page's address below the site's root: a folder, as a reader sees it."""
        return self.file.removesuffix("index.html")

    @cached_property
    def all_ids(self) -> list[str]:
        """Every id, in the page's order, repetitions included."""
        return [element.attrib["id"] for element in self.tree.iter() if "id" in element.attrib]

    @cached_property
    def links(self) -> list[Link]:
        """Every address that the page holds."""
        return [
            Link(element, name, element.attrib[name], urljoin(HOST + self.address, element.attrib[name]))
            for element in self.tree.iter()
            for name in LINKING
            if name in element.attrib
        ]

    def find(self, tag: str, class_: str = "") -> list[Element]:
        """All elements of a kind, with a class where one is asked for."""
        return find(self.tree, tag, class_)

    def only(self, tag: str, class_: str = "") -> Element:
        """The one element of a kind; AssertionError where there are none or several."""
        found = self.find(tag, class_)
        assert len(found) == 1, f"{self.file}: {len(found)} of <{tag} class={class_!r}>"
        return found[0]

    def by_id(self, name: str) -> Element:
        """The element with an id; AssertionError where the page has none."""
        found = [element for element in self.tree.iter() if element.get("id") == name]
        assert len(found) == 1, f"{self.file}: {len(found)} elements with id {name!r}"
        return found[0]

    def links_below(self, element: Element) -> list[Link]:
        """The addresses inside an element."""
        inside = set(element.iter())
        return [link for link in self.links if link.element in inside]


def find(element: Element, tag: str, class_: str = "") -> list[Element]:
    """All elements of a kind at or below `element`, with a class where one is asked for."""
    return [one for one in element.iter(tag) if not class_ or class_ in one.get("class", "").split()]


def text_of(element: Element) -> str:
    """The words of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def read_document(path: Path, site: Path) -> Document:
    """Parse one built page."""
    html = path.read_text(encoding="utf-8")
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parse(html)
    errors = tuple(f"line {place[0]}, column {place[1]}: {code} {details}" for place, code, details in parser.errors)
    return Document(path.relative_to(site).as_posix(), tree, errors, html)


@cache
def read_documents(site: Path) -> tuple[Document, ...]:
    """Every page of a built site, parsed once for all tests; none may change them."""
    return tuple(read_document(path, site) for path in sorted(site.rglob("*.html")))


def parse_fragment(html: str) -> Document:
    """A page's content without the page around it."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parseFragment(html)
    errors = tuple(f"line {place[0]}, column {place[1]}: {code} {details}" for place, code, details in parser.errors)
    return Document("", tree, errors, html)
