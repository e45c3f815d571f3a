"""Reads PDFs as a reader, a program and a phone's camera do."""

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw
import zxingcpp
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject


@dataclass(frozen=True)
class Pdf:
    """One PDF."""

    path: Path

    @cached_property
    def reader(self) -> PdfReader:
        """The file's objects."""
        return PdfReader(self.path)

    @cached_property
    def _pages(self) -> list[tuple[pdfium.PdfPage, pdfium.PdfTextPage]]:
        """Each page as it is drawn, and its text."""
        return [(page, page.get_textpage()) for page in pdfium.PdfDocument(self.path)]

    @property
    def catalog(self) -> Any:
        """What the file says of itself as a whole."""
        return self.reader.root_object

    @cached_property
    def page_texts(self) -> list[str]:
        """The text of each page, in the order in which it was drawn."""
        return [text.get_text_range() for _, text in self._pages]

    def letters(self, foot: str) -> str:
        """The text of all pages, without what stands at their foot: `foot`, with places for {page} and {pages}."""
        texts = self.page_texts
        feet = (letters_of(foot.format(page=number, pages=len(texts))) for number in range(1, len(texts) + 1))
        return "".join(letters_of(text).replace(own, "") for text, own in zip(texts, feet, strict=True))

    @cached_property
    def told(self) -> str:
        """The text in the order of the tags, as a screen reader tells it, with what stands for its pictures."""
        numbers = {page.indirect_reference.idnum: number for number, page in enumerate(self.reader.pages)}  # type: ignore[union-attr]
        return "".join(_tell(self.catalog["/StructTreeRoot"], None, numbers, self._marked))

    @cached_property
    def _marked(self) -> Mapping[tuple[int, int], str]:
        """The marked texts, by the number of their page and their own number on it."""
        found: dict[tuple[int, int], str] = defaultdict(str)
        for number, (page, text) in enumerate(self._pages):
            for part in page.get_objects(filter=[pdfium_raw.FPDF_PAGEOBJ_TEXT]):
                mark = pdfium_raw.FPDFPageObj_GetMarkedContentID(part.raw)
                found[number, mark] += _text_of(part, text)
        return found

    @property
    def all_said(self) -> str:
        """Everything that it says to anybody: text, tags, bookmarks, addresses and what it says of itself."""
        about = map(str, (self.reader.metadata or {}).values())
        return " ".join((*self.page_texts, self.told, *self.bookmarks, *self.links, *about))

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
        return {
            str(one["/A"]["/URI"]) for one in annotations if one["/Subtype"] == "/Link" and "/URI" in one.get("/A", ())
        }

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
        last, _ = self._pages[-1]
        return _read_codes(_picture(last))

    def quarters(self, page: int) -> dict[tuple[int, int], "Quarter"]:
        """The four quarters of a page, by row and column."""
        shown, text = self._pages[page]
        picture = _picture(shown)
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


def _text_of(part: pdfium.PdfObject, page_text: pdfium.PdfTextPage) -> str:
    size = pdfium_raw.FPDFTextObj_GetText(part.raw, page_text.raw, None, 0)
    room = (ctypes.c_ushort * (size // 2))()
    pdfium_raw.FPDFTextObj_GetText(part.raw, page_text.raw, room, size)
    return bytes(room).decode("utf-16-le").rstrip("\0")


def _tell(
    part: Any, page: int | None, numbers: Mapping[int, int], marked: Mapping[tuple[int, int], str]
) -> Iterator[str]:
    """The texts below a part of the tree of tags: a number is a marked text of the page that the part names."""
    part = part.get_object()
    if isinstance(part, int):
        assert page is not None
        yield marked.get((page, part), "")
    elif isinstance(part, list):
        for child in part:
            yield from _tell(child, page, numbers, marked)
    elif part.get("/Type") != "/OBJR":
        page = numbers[part.raw_get("/Pg").idnum] if "/Pg" in part else page
        yield str(part.get("/Alt", ""))
        yield from _tell(part.get("/MCID", part.get("/K", ArrayObject())), page, numbers, marked)


def letters_of(text: str) -> str:
    """The letters and digits of `text`."""
    return re.sub(r"[\W_]+", "", text)


def _flat(outline: list[Any], level: int) -> Iterator[tuple[str, int]]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry, level + 1)
        else:
            yield str(entry.title), level
