"""What the reader of a translation is told: that a text is older than its original, or not there yet."""

from babel import Locale

from casebook.model import SECTIONS, Practice
from casebook.pages.edition import Desk
from casebook.translations import State, is_translated, passages


def passage_notice(state: State, practice: Practice, desk: Desk) -> str | None:
    """The notice over one section; none where the whole card is untranslated and says so itself."""
    if not is_translated(practice, desk.edition.language):
        return None
    words = desk.edition.words.translation
    notices = {State.OLDER: words["older"], State.MISSING: words["missing"]}
    return _filled(notices.get(state), practice, desk)


def card_notice(practice: Practice, desk: Desk) -> str | None:
    """The notice over the whole page: the card is untranslated, or texts outside its sections are older."""
    words, language = desk.edition.words.translation, desk.edition.language
    if not is_translated(practice, language):
        return _filled(words["card_missing"], practice, desk)
    elsewhere = (passage for passage in passages(practice, language) if passage.where not in (*SECTIONS, *_OWN_NOTICE))
    behind = any(passage.state in (State.OLDER, State.MISSING) for passage in elsewhere)
    return _filled(words["parts_older"], practice, desk) if behind else None


_OWN_NOTICE = ("nationale_context", "source_note", "plain")
"""Texts outside the six sections that are shown as sections, with a notice of their own."""


def page_notice(state: State, original: str, desk: Desk) -> str | None:
    """The notice over a hand-written page that is older than its original, or that stands in for one not there."""
    words = desk.edition.words.translation
    template = {State.OLDER: words["page_older"], State.MISSING: words["page_missing"]}.get(state)
    if template is None:
        return None
    locale = Locale.parse(desk.edition.words.locale, sep="-")
    names = {"original": locale.languages[original], "language": locale.languages[desk.edition.language]}
    return str(template.format(**names))


def _filled(notice: str | None, practice: Practice, desk: Desk) -> str | None:
    if notice is None:
        return None
    locale = Locale.parse(desk.edition.words.locale, sep="-")
    return notice.format(original=locale.languages[practice.original], language=locale.languages[desk.edition.language])
