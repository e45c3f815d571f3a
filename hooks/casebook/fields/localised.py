"""Readers of text in several languages: lines, names and prose."""

from dataclasses import dataclass
from typing import Any

from casebook.fields.known import Known
from casebook.fields.reader import Reader, is_empty, read_scalar, refuse_unknown_keys, required
from casebook.fields.values import Text
from casebook.flaws import find_flaws
from casebook.located import Entries, Node, Scalar, report
from casebook.notation import find_cited_keys
from casebook.quotes import set_quotes

SAME = "same"
"""The key that stands for all languages where a text is meant to be identical."""


@dataclass(frozen=True)
class Line(Reader):
    """One line of plain text in each language."""

    longest: int = 120

    def read(self, value: Node, known: Known) -> Text | None:
        return read_localised(value, known, self._check)

    def _check(self, scalar: Scalar, known: Known) -> None:
        _check_line(scalar, self.longest, known)

    def json_schema(self) -> dict[str, Any]:
        return {"x-text": _line_schema(self.longest)}


def _line_schema(longest: int) -> dict[str, Any]:
    """One line with something in it; blanks around it don't count, and a bare number is text as well."""
    return {"type": ["string", "number"], "pattern": rf"^\s*[^\s][^\n]{{0,{longest - 1}}}\s*$"}


def _check_line(scalar: Scalar, longest: int, known: Known) -> None:
    _check_text(scalar, known)
    if "\n" in scalar.strip():
        report(scalar, "more-than-one-line")
    else:
        _check_length(scalar, longest)


@dataclass(frozen=True)
class Name(Reader):
    """A proper name: a plain string, or one text a language."""

    longest: int = 120

    def read(self, value: Node, known: Known) -> Text | None:
        if isinstance(value, Scalar):
            scalar = read_scalar(value)
            if scalar is None:
                return None
            _check_line(scalar, self.longest, known)
            return Text(dict.fromkeys(known.languages, set_quotes(scalar.strip())), is_same=True)
        return Line(self.longest).read(value, known)

    def json_schema(self) -> dict[str, Any]:
        return {"anyOf": [_line_schema(self.longest), Line(self.longest).json_schema()]}


class Prose(Reader):
    """Markdown in each language, without HTML, headings and images."""

    longest = 20_000
    """Some ten pages; a parser of Markdown takes its time over more."""

    def read(self, value: Node, known: Known) -> Text | None:
        return read_localised(value, known, self._check)

    def _check(self, scalar: Scalar, known: Known) -> None:
        _check_length(scalar, self.longest)
        _check_text(scalar, known)

    def json_schema(self) -> dict[str, Any]:
        return {"x-text": {"type": ["string", "number"], "pattern": r"[^\s]", "maxLength": self.longest}}


def _check_length(scalar: Scalar, longest: int) -> None:
    if (length := len(scalar.strip())) > longest:
        report(scalar, "too-long", count=length, longest=longest, excess=length - longest)


def _check_text(scalar: Scalar, known: Known) -> None:
    """What holds for every text: no flaws, and no works cited that the bibliography doesn't have."""
    if len(scalar) > Prose.longest or scalar.source.is_full:
        return
    for flaw in find_flaws(scalar, known.practices):
        line, column = scalar.source.place_in(scalar, flaw.offset)
        scalar.source.report(flaw.code, line, column, scalar.where, **flaw.details)
    for key, offset in find_cited_keys(scalar):
        if not known.has_work(key):
            line, column = scalar.source.place_in(scalar, offset)
            details = {"found": key[:60], "allowed": known.work_keys}
            scalar.source.report("unknown-work", line, column, scalar.where, **details)


def read_localised(value: Node, known: Known, check: Any) -> Text | None:
    """A mapping from language to text; `check` looks at each text."""
    if not isinstance(value, Entries):
        if not is_empty(value):
            report(value, "no-languages", allowed=known.required)
        else:
            report(value, "empty")
        return None
    if SAME in value:
        _refuse_beside_same(value, known.languages)
        text = _read_text(value[SAME], known, check)
        return None if text is None else Text(dict.fromkeys(known.languages, text), is_same=True)
    refuse_unknown_keys(value, (*known.languages, SAME))
    for language in known.required:
        required(value, language)
    _report_identical(value)
    texts = {language: _read_text(node, known, check) for language, node in value.items()}
    return Text({language: text for language, text in texts.items() if text is not None})


def _refuse_beside_same(value: Entries, languages: tuple[str, ...]) -> None:
    for key, at in value.keys_at.items():
        if key in languages:
            value.source.report("beside-same", at.line, at.column, at.where, found=key)
    refuse_unknown_keys(value, (SAME, *languages))


IDENTICAL_FROM = 26
"""From this length on, the same text in two languages is taken for a missing translation."""


def _report_identical(value: Entries) -> None:
    seen: dict[str, str] = {}
    for language, node in value.items():
        if isinstance(node, Scalar) and len(text := " ".join(node.split())) >= IDENTICAL_FROM:
            if text in seen:
                report(node, "identical-texts", other=seen[text])
            seen.setdefault(text, language)


def _read_text(value: Node, known: Known, check: Any) -> str | None:
    scalar = read_scalar(value)
    if scalar is None:
        return None
    check(scalar, known)
    return set_quotes(scalar.strip())
