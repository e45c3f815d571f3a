"""Plain data -> the YAML of a card: block style, paragraphs as literal blocks, nothing wider than a page."""

import re
import textwrap
from typing import Any

import yaml

WIDTH = 100
_BETWEEN = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_OWN_LINES = re.compile(r"\s|[-*+>#]|[0-9]{1,9}[.)]")


class Paragraphs(str):
    """Text that is written as a literal block."""

    __slots__ = ()


class Unblocked(str):
    """Text that is written plain or in quotation marks, however long it is."""

    __slots__ = ()


class Inline(dict[str, Any]):
    """A group of keys that is written on one line, between curly brackets."""


class InlineList(list[Any]):
    """A list that is written on one line, between square brackets."""


class _Dumper(yaml.SafeDumper):
    best_width: int

    yaml_implicit_resolvers = {  # noqa: RUF012  # PyYAML's own table
        first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] not in ("bool", "timestamp")]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }
    """Without YAML 1.1's booleans and days: to cards and editors `NO` and `2026-11-22` are text, quoted or not."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Indent lists below their key."""
        super().increase_indent(flow, False)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = ">" if len(text) > dumper.best_width - 20 else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_paragraphs(dumper: _Dumper, text: Paragraphs) -> yaml.ScalarNode:
    wrapped = "\n\n".join(_wrap(part, dumper.best_width - 4) for part in _BETWEEN.split(text.strip()))
    return dumper.represent_scalar("tag:yaml.org,2002:str", wrapped + "\n", style="|")


def _wrap(part: str, width: int) -> str:
    """A paragraph anew in lines of `width`; a list, or anything else that has lines of its own, as it is."""
    lines = [line.rstrip() for line in part.split("\n")]
    if any(_OWN_LINES.match(line) for line in lines):
        return "\n".join(lines)
    return textwrap.fill(" ".join(lines), width, break_on_hyphens=False)


def _represent_unblocked(dumper: _Dumper, text: Unblocked) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text)


def _represent_inline(dumper: _Dumper, group: Inline) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", group, flow_style=True)


def _represent_inline_list(dumper: _Dumper, items: InlineList) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


_Dumper.add_representer(Unblocked, _represent_unblocked)
_Dumper.add_representer(Inline, _represent_inline)
_Dumper.add_representer(InlineList, _represent_inline_list)
_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(Paragraphs, _represent_paragraphs)


def write_yaml(data: Any, width: int = WIDTH) -> str:
    """`data` as lines of YAML of about `width` characters, with a line break at the end."""
    written: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=width)
    return written
