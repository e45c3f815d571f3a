"""What a practice's page and its handout both tell: sections, facts, programme, figures, voices, lens, references."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from casebook.fields.values import NotDescribed, Text
from casebook.model import SECTIONS, Practice
from casebook.pages.addresses import anchor, practice_address
from casebook.pages.edition import Desk
from casebook.pages.imprint import credit_lines, review_line
from casebook.pages.mark import practice_mark
from casebook.pages.notices import card_notice, passage_notice
from casebook.pages.references import reference_list
from casebook.pages.values import (
    answers,
    cite_keys,
    format_duration,
    format_figure,
    format_hours,
    in_language,
    localised,
)
from casebook.parts import Figure, GapNote, Step, figures_differ
from casebook.translations import state_of


@dataclass(frozen=True)
class Block:
    """A section of prose; `html` is None where no source describes it, `lang` set where it isn't the page's."""

    id: str
    title: str
    html: Markup | None
    lang: str | None = None
    notice: str | None = None
    """Said to the reader of a translation that is older than its original, or missing."""
    original: str | None = None
    """The address of the original, where there is a notice."""


def describe(practice: Practice, desk: Desk) -> dict[str, Any]:
    """The practice in the desk's language, ready to be laid out; what it does not have is None or empty."""
    edition = desk.edition
    return {
        "title": localised(practice.title, edition.language, practice.original),
        "summary": localised(practice.summary, edition.language, practice.original),
        "mark": practice_mark(practice, edition.casebook),
        "mark_label": _mark_label(desk, practice),
        "original": edition.words.practice["original"].format(language=edition.words.language_name(practice.original)),
        "notice": card_notice(practice, desk),
        "credits": credit_lines(practice, desk),
        "review": review_line(practice, desk),
        "facts": answers(practice, desk),
        "source_note": _block(desk, practice, "source_note"),
        "plain": _block(desk, practice, "plain"),
        "sections": [_block(desk, practice, key) for key in SECTIONS],
        "national": _block(desk, practice, "nationale_context"),
        "programme": _programme(desk, practice),
        "figures": _figures(desk, practice),
        "voices": [_voice(desk, practice, voice) for voice in practice.voices],
        "lens": _lens(desk, practice),
        "reading": reference_list(practice.reading, desk),
        "sources": reference_list(_other_works(practice), desk),
    }


def _other_works(practice: Practice) -> tuple[str, ...]:
    """The works that the card names, without those that it recommends."""
    recommended = frozenset(practice.reading)
    return tuple(key for key in practice.cited_works() if key not in recommended)


def _block(desk: Desk, practice: Practice, key: str) -> Block | None:
    text: Text | NotDescribed | None = getattr(practice, key)
    if text is None:
        return None
    title = desk.edition.words.sections.get(key, "")
    if isinstance(text, NotDescribed):
        return Block(anchor(key), title, None)
    version, found = text.version(desk.edition.language, practice.original)
    lang = None if found == desk.edition.language else found
    state = state_of(text, practice, desk.edition.language)
    notice = passage_notice(state, practice, desk)
    original = desk.link_in(practice.original, f"{practice_address(practice.slug)}#{anchor(key)}")
    return Block(anchor(key), title, desk.prose(version), lang, notice, original if notice else None)


def _phrase(desk: Desk, practice: Practice, text: Text) -> Markup:
    version, found = text.version(desk.edition.language, practice.original)
    return in_language(desk.phrase(version), found, desk.edition.language)


def _mark_label(desk: Desk, practice: Practice) -> str:
    gaps = list(dict.fromkeys(note.gap for note in practice.gap_lens.mends))
    labels = [_label(desk, "gap", gap) for gap in gaps]
    forms = desk.edition.words.practice["stitches"]
    template: str = forms[{0: "none", 1: "one"}.get(len(gaps), "other")]
    return template.format(count=len(gaps), gaps=", ".join(labels))


def _label(desk: Desk, name: str, value: str) -> str:
    return desk.edition.casebook.vocabulary[name][value].label.version(desk.edition.language)[0]


def _programme(desk: Desk, practice: Practice) -> dict[str, Any] | None:
    if isinstance(practice.programme, NotDescribed):
        return {"described": False}
    if not practice.programme:
        return None
    rows = [_step(desk, practice, step) for step in practice.programme]
    sources = [row["source"] for row in rows]
    same = all(source == sources[0] for source in sources)
    timed = all(step.when is not None for step in practice.programme)
    return {"described": True, "rows": rows, "timed": timed, "source": sources[0] if same else None}


def _step(desk: Desk, practice: Practice, step: Step) -> dict[str, Any]:
    locale = desk.edition.words.locale
    moment = format_hours(step.when, locale) if step.when else None
    return {
        "when": moment or (_phrase(desk, practice, step.phase) if step.phase else ""),
        "duration": format_duration(step.duration, desk.edition.words) if step.duration else None,
        "what": _phrase(desk, practice, step.what),
        "source": cite_keys(step.source, desk),
    }


def _figures(desk: Desk, practice: Practice) -> list[dict[str, Any]] | None:
    """Figures in groups of what was counted; None where the card has none."""
    if isinstance(practice.figures, NotDescribed):
        return []
    return [figure_group(desk, practice, group) for group in practice.figure_groups()] or None


def figure_group(desk: Desk, practice: Practice, group: Sequence[Figure]) -> dict[str, Any]:
    """Figures that count the same thing; where they differ, with the editors' inference on why."""
    scope, what, differ = group[0].scope, group[0].what, figures_differ(tuple(group))
    why = practice.why_differs(what) if differ else None
    return {
        "what": _label(desk, "figure", what),
        "scope": None if scope is None else _phrase(desk, practice, scope),
        "differ": differ,
        "why": None if why is None else _phrase(desk, practice, why),
        "rows": [_figure_row(desk, practice, figure) for figure in group],
    }


def _figure_row(desk: Desk, practice: Practice, figure: Figure) -> dict[str, Any]:
    return {
        "number": format_figure(figure, desk),
        "year": figure.year,
        "note": None if figure.note is None else _phrase(desk, practice, figure.note),
        "source": cite_keys(figure.source, desk),
    }


def _voice(desk: Desk, practice: Practice, voice: Any) -> dict[str, Any]:
    version, found = voice.said.version(desk.edition.language, practice.original)
    return {
        "who": _label(desk, "voice", voice.who),
        "name": practice.name_of(voice.person) if voice.person else None,
        "said": desk.prose(version),
        "lang": None if found == desk.edition.language else found,
        "source": cite_keys(voice.source, desk),
    }


def _lens(desk: Desk, practice: Practice) -> list[dict[str, Any]] | None:
    lens = practice.gap_lens
    columns = (("mends", lens.mends), ("maintains", lens.maintains), ("increases", lens.increases))
    if not any(notes for _, notes in columns):
        return None
    words = desk.edition.words.practice
    return [
        {"key": key, "title": words[key], "notes": [_note(desk, practice, note) for note in notes]}
        for key, notes in columns
    ]


def _note(desk: Desk, practice: Practice, note: GapNote) -> dict[str, Any]:
    return {"gap": _label(desk, "gap", note.gap), "how": _phrase(desk, practice, note.how)}
