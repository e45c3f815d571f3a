"""The list of characters that can be set on paper is what the typesetter says.

To renew it after a change of fonts or of Typst: `python tests/test_glyphs.py`. It sets every character there is.
"""

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import typst
from casebook.glyphs import _LIST, _settable, find_unsettable
from casebook.sheets.fonts import lay_out_fonts
from casebook.words import read_words

TEMPLATES = Path(__file__).parent.parent / "hooks/casebook/sheets/templates"
TEMPLATE = """
#import "common.typ": data, mono, sans, serif
#set document(title: "Characters", date: none)
#set text(size: 4pt, fallback: false)
#let all = data.characters.map(character => par(character)).join()
#for chain in (serif, sans, mono) {
  set text(font: chain)
  all
  emph(all)
  text(weight: 600, all)
  text(weight: 600, emph(all))
}
"""
_REFUSED = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def refused(characters: Iterable[str], folder: Path) -> set[str]:
    """Those of the characters that Typst can't set in every style of every chain of fonts."""
    template = TEMPLATES / "common.typ"
    source = folder / "characters.typ"
    (folder / "common.typ").write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
    source.write_text(TEMPLATE, encoding="utf-8")
    compiler = typst.Compiler(source, root=folder, font_paths=[lay_out_fonts(folder)], ignore_system_fonts=True)
    data = {"characters": list(characters), "document": {"author": ""}}
    inputs = {"data": json.dumps(data), "words": json.dumps(read_words("en").entries), "size": "roomy"}
    try:
        compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
    except typst.TypstError as error:
        found = _REFUSED.findall(error.diagnostic)
        if not found:
            raise
        return {_ESCAPED.sub(lambda code: chr(int(code.group(1), 16)), text) for text in found}
    return set()


def test_all_that_the_list_has_can_be_set(tmp_path: Path) -> None:
    assert refused(sorted(_settable()), tmp_path) == set()


def test_what_the_list_lacks_can_not_be_set(tmp_path: Path) -> None:
    """Scripts that no font knows, and pictures."""
    assert refused("漢ब한あب😀☃", tmp_path) == set("漢ब한あب😀☃")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("plain ASCII", None),
        ("", None),
        ("Übergrößenträger – “één” €", None),
        ("Ελληνικά, кириллица, ŽŠĄ", None),
        ("soft\u00adhyphen, no\u00a0break, e\u0301", None),
        ("a ☃ and 漢", 2),
        ("漢", 0),
        ("é 😀", 2),
    ],
)
def test_the_first_character_that_no_font_has(text: str, at: int | None) -> None:
    assert find_unsettable(text) == at


def renew(folder: Path) -> None:
    """Write the list anew from the whole Basic Multilingual Plane."""
    codes = [code for code in range(0x80, 0x10000) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co", "Cc")]
    settable: list[int] = list(range(0x20, 0x7F))
    for start in range(0, len(codes), 4000):
        batch = codes[start : start + 4000]
        missing = refused(map(chr, batch), folder)
        settable += [code for code in batch if chr(code) not in missing]
    ranges: list[list[int]] = []
    for code in settable:
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    _LIST.write_text("".join(f"{first:04X}-{last:04X}\n" for first, last in ranges), encoding="ascii", newline="\n")


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        renew(Path(name))
