"""Reads PDFs as a reader, a program and a phone's camera do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
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

    def letters(self, foot: str) -> str:
        """The text of all pages, without what stands at their foot: `foot`, with places for {page} and {pages}."""
        texts = self.page_texts
        feet = (letters_of(foot.format(page=number, pages=len(texts))) for number in range(1, len(texts) + 1))
        return "".join(letters_of(text).replace(own, "") for text, own in zip(texts, feet, strict=True))

    @cached_property
    def outline(self) -> list[tuple[str, int]]:
        """The title and level of each bookmark, the outermost level 0."""
        return list(_flat(self.reader.outline, 0))

    @property
    def bookmarks(self) -> list[str]:
        """The titles of the bookmarks."""
        return [title for title, _ in self.outline]

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
        """What the QR codes on its last page say."""
        pages = pdfium.PdfDocument(self.path)
        return _read_codes(_picture(pages[len(pages) - 1]))

    def quarters(self, page: int) -> dict[tuple[int, int], "Quarter"]:
        """The four quarters of a page, by row and column."""
        shown = pdfium.PdfDocument(self.path)[page]
        picture, text = _picture(shown), shown.get_textpage()
        width, height = shown.get_width() / 2, shown.get_height() / 2
        found = {}
        for row, column in product((0, 1), repeat=2):
            x, y = column * picture.width // 2, row * picture.height // 2
            cut = picture.crop((x, y, x + picture.width // 2, y + picture.height // 2))
            left, bottom = column * width, (1 - row) * height
            inside = text.get_text_bounded(left, bottom, left + width, bottom + height)
            found[row, column] = Quarter(letters_of(inside), _read_codes(cut))
        return found


@dataclass(frozen=True)
class Quarter:
    """A quarter of a page: its letters, and what its QR codes say."""

    text: str
    codes: set[str]


def _picture(page: Any) -> Any:
    return page.render(scale=2, grayscale=True).to_pil()


def _read_codes(picture: Any) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(picture)}


def letters_of(text: str) -> str:
    """The letters and digits of `text`."""
    return re.sub(r"[\W_]+", "", text)


def _flat(outline: list[Any], level: int) -> Iterator[tuple[str, int]]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry, level + 1)
        else:
            yield str(entry.title), level
