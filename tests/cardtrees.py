"""The real cards as trees that a test can change at will and write out again."""

import json
from typing import Any

import yaml
from conftest import ROOT

CARDS = sorted((ROOT / "practices").glob("[!_]*.yaml"))


class Bare(str):
    """A plain scalar, written without quotation marks."""


class Pairs(list[Any]):
    """A mapping as [key, value] pairs, so that a key can stand in it twice."""


WHOLE = ("figures",)
"""Lists that another field speaks of: why their sources differ can't be said of figures that are left out."""


def read_tree(node: yaml.Node | None, is_whole: bool = False) -> Any:
    """A composed document as lists, Pairs and text, long texts and lists shortened: their form is what counts here."""
    if isinstance(node, yaml.MappingNode):
        return Pairs([read_tree(key), read_tree(value, key.value in WHOLE)] for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        keys = all(isinstance(item, yaml.ScalarNode) for item in node.value)
        return [read_tree(item) for item in (node.value if keys or is_whole else node.value[:4])]
    assert isinstance(node, yaml.ScalarNode)
    text: str = node.value
    if len(text) < 300:
        return text
    return text[: text.index("]", 200) + 1] if "]" in text[200:] else text[:300].rsplit(None, 1)[0]


TREES = [read_tree(yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)) for path in CARDS]
BYTES = [path.read_bytes() for path in CARDS]


def write_tree(tree: Any, depth: int = 0) -> str:
    """The tree as YAML in flow style, an item a line."""
    if isinstance(tree, str):
        return str(tree) if isinstance(tree, Bare) else json.dumps(tree, ensure_ascii=False)
    gap = ",\n" + " " * (depth + 1)
    if isinstance(tree, Pairs):
        items = (f"{write_tree(key, depth + 1)}: {write_tree(value, depth + 1)}" for key, value in tree)
        return "{" + gap.join(items) + "}"
    return "[" + gap.join(write_tree(item, depth + 1) for item in tree) + "]"


def copy_tree(tree: Any) -> Any:
    if isinstance(tree, Pairs):
        return Pairs([copy_tree(key), copy_tree(value)] for key, value in tree)
    return [copy_tree(item) for item in tree] if isinstance(tree, list) else tree
