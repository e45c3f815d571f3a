"""What pages lay out becomes data that Typst can walk: the HTML of `text` and `citations` a tree of blocks and inlines.

A text is a string; anything else in a tree is a node: its `kind`, what is in it (`of`), and what its kind needs besides
(`to`, `lang`, `start`, `level`). The HTML is well-formed: we made it, and all that a card says is escaped in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markupsafe import Markup

Node = str | dict[str, Any]

_INLINES = frozenset({"em", "strong", "code", "sup", "sub"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_BLOCKS = frozenset({"p", "ul", "ol", "blockquote", "pre"}) | _HEADINGS


def to_data(value: Any, base: str) -> Any:
    """`value` in JSON's types, each Markup in it a tree; relative links lead on from the address `base`."""
    if isinstance(value, Markup):
        return read_tree(value, base)
    if isinstance(value, Mapping):
        return {key: to_data(part, base) for key, part in value.items()}
    if is_dataclass(value):
        return {field.name: to_data(getattr(value, field.name), base) for field in fields(value)}
    if isinstance(value, list | tuple):
        return [to_data(part, base) for part in value]
    return value


def read_tree(html: str, base: str) -> list[Node]:
    """Blocks (paragraphs, lists, quotations, code) where `html` has any, else inlines."""
    root = ElementTree.fromstring(f"<text>{html}</text>")
    has_blocks = any(child.tag in _BLOCKS for child in root)
    return list(_blocks(root, base) if has_blocks else _inlines(root, base))


def _blocks(element: Element, base: str) -> Iterator[Node]:
    """The blocks in `element`; phrases that stand between them become paragraphs, as in a tight list."""
    loose: list[Node] = []
    for part in _parts(element):
        if isinstance(part, str) or part.tag not in _BLOCKS:
            loose += _inline(part, base)
            continue
        yield from _paragraph(loose)
        loose = []
        yield _block(part, base)
    yield from _paragraph(loose)


def _paragraph(inlines: list[Node]) -> Iterator[Node]:
    if any(not isinstance(node, str) or node.strip() for node in inlines):
        yield {"kind": "p", "of": inlines}


def _block(element: Element, base: str) -> Node:
    if element.tag == "p":
        return {"kind": "p", "of": list(_inlines(element, base))}
    if element.tag in _HEADINGS:
        return {"kind": "heading", "level": int(element.tag[1]), "of": list(_inlines(element, base))}
    if element.tag == "pre":
        return {"kind": "pre", "of": ["".join(element.itertext()).rstrip("\n")]}
    if element.tag == "blockquote":
        return {"kind": "quote", "of": list(_blocks(element, base))}
    items = [list(_blocks(item, base)) for item in element]
    if element.tag == "ul":
        return {"kind": "ul", "of": items}
    return {"kind": "ol", "of": items, "start": int(element.get("start", "1"))}


def _inlines(element: Element, base: str) -> Iterator[Node]:
    for part in _parts(element):
        yield from _inline(part, base)


def _inline(part: str | Element, base: str) -> Iterable[Node]:
    if isinstance(part, str):
        return (part.replace("\n", " "),)
    inside = list(_inlines(part, base))
    if part.tag == "br":
        return ({"kind": "br"},)
    if part.tag == "a":
        return ({"kind": "link", "to": urljoin(base, part.get("href", "")), "of": inside},)
    if part.tag in _INLINES:
        return ({"kind": part.tag, "of": inside},)
    language = part.get("lang")
    return inside if language is None else ({"kind": "lang", "lang": language, "of": inside},)


def _parts(element: Element) -> Iterator[str | Element]:
    """Texts and elements in their order; ElementTree keeps a text with the element before it."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail
