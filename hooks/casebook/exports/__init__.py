"""Works, as items of CSL JSON, in the formats that other programs read."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from casebook.exports.biblatex import biblatex_entry
from casebook.exports.ris import ris_record

Item = Mapping[str, Any]
"""A work as an item of CSL JSON 1.0.2."""


@dataclass(frozen=True)
class Format:
    """A file format: how one work is written in it, and what stands around and between works."""

    name: str
    """What it is called, in every language."""
    write_one: Callable[[Item], str]
    between: str
    before: str = ""
    after: str = ""

    def join(self, written: Iterable[str]) -> str:
        """The file of works that have been written one by one."""
        return self.before + self.between.join(written) + self.after

    def write(self, items: Iterable[Item]) -> str:
        """The file of these works, in their order."""
        return self.join(map(self.write_one, items))


def _csl_object(item: Item) -> str:
    return json.dumps(item, ensure_ascii=False, indent=1)


FORMATS: Mapping[str, Format] = {
    "bib": Format("BibLaTeX", biblatex_entry, between="\n"),
    "ris": Format("RIS", ris_record, between="\r\n"),
    "json": Format("CSL JSON", _csl_object, between=",\n", before="[\n", after="\n]\n"),
}
"""The formats by the endings of their files."""
