"""Reads PDFs as a reader, a program and a phone's camera do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import zxingcpp
from pypdf import PdfReader
from pypdf.generic import DictionaryObject


@dataclass(frozen=True)
class Pdf:
    """One PDF."""

    path: Path

    @cached_property
    def reader(self) -> PdfReader:
        """The file's objects."""
        return PdfReader(self.path)

    @property
    def catalog(self) -> Any:
        """What the file says of itself as a whole."""
        return self.reader.root_object

    @cached_property
    def page_texts(self) -> list[str]:
        """The text of each page, in the order in which it was drawn."""
        return [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(self.path)]

    @property
    def bookmarks(self) -> list[str]:
        """The titles of the outline, in order, whatever their level."""
        return [str(entry.title) for entry in _flat(self.reader.outline)]

    @property
    def links(self) -> set[str]:
        """The addresses outside the file to which it links."""
        annotations = (one.get_object() for page in self.reader.pages for one in page.get("/Annots", ()))
        return {str(one["/A"]["/URI"]) for one in annotations if one["/Subtype"] == "/Link" and "/URI" in one["/A"]}

    @property
    def fonts(self) -> Iterator[DictionaryObject]:
        """The descriptor of each font that a page uses."""
        for page in self.reader.pages:
            resources: Any = page["/Resources"]
            for font in resources.get("/Font", {}).values():
                for descendant in font.get_object()["/DescendantFonts"]:
                    yield descendant.get_object()["/FontDescriptor"].get_object()

    def codes(self) -> set[str]:
        """What the QR codes on its last page say, read from a picture of it."""
        pages = pdfium.PdfDocument(self.path)
        last = pages[len(pages) - 1].render(scale=2, grayscale=True).to_pil()
        return {code.text for code in zxingcpp.read_barcodes(last)}


def letters_of(text: str) -> str:
    """The letters and digits of `text`."""
    return re.sub(r"[\W_]+", "", text)


def _flat(outline: list[Any]) -> Iterator[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry
