"""One more state of the project, in which each card is changed as some test asks: one build serves them all.

A third language is content alone: a words file, a folder, texts in a card and one entry in mkdocs.yml.
"""

from pathlib import Path

import yaml
from casebook.cards import read_known
from casebook.drafting import draft_card
from casebook.project import read_project
from casebook.words import available_languages, read_words
from repositories import git

DRAFT = "learning-community-avans-loc"
"""Was published; another card links to it."""

SIGNED = "encounter-day-milan"
"""Names and shows a person who consents; was reviewed long ago, and had another address."""

WITHDRAWN = "seminars-esslingen"
"""The same of a person who took the consent back; was reviewed lately."""

CITED = "joint-course-lillehammer"
"""Says who made it, and was changed on another day than all the others."""

OUTDATED = "workshop-against-stigma-barcelona"
"""Its first section was changed after it had been translated."""

TRANSLATED = "users-teach-st-poelten"
"""Has two texts in the third language, and no other card has any."""

SHORTER = ("inclusive-learning-utrecht", "service-users-as-supervisors")
"""Leave out an optional section."""

SITE_URL = "https://casebook.example/below/"

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d"
    "49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)

_PERSON = """
consent:
  - person: {key}
    name: {name}
    covers: [name, photo]
    given: 2026-10-01
    recorded_by: the editors
    withdraw: {{nl: Schrijf naar de redactie., en: Write to the editors.}}
contributors:
  - {{role: author, person: {key}}}
  - {{role: reviewer, organisation: De meelezers}}
photo:
  file: {key}.png
  alt: {{nl: Iemand lacht., en: Somebody laughs.}}
  shows: [{key}]
reviewed: {reviewed}
"""

_MAKERS = """
consent:
  - person: jo
    name: Vandermeulen, Jo
    covers: [name]
    given: 2026-10-01
    recorded_by: the editors
    withdraw: {nl: Schrijf naar de redactie., en: Write to the editors.}
contributors:
  - {role: author, person: jo}
  - {role: expert-by-experience, organisation: De meelezers & co}
  - {role: translator, organisation: De vertalers}
"""

_HOME = """---
title: Hem
description: Praktiker där studenter och brukare lär tillsammans.
template: home.html
---

# Att lära tillsammans lagar klyftan {#home}

Text.
"""


def alter(project: Path) -> None:
    """Change a copy of the project; it is under git afterwards, its cards published on 1 February 2026."""
    _hold_back(project)
    _add_people(project)
    outdate_section(project)
    outdate_page(project)
    _shorten(project)
    _add_new_cards(project)
    _add_swedish(project)
    git(project, "init", "--initial-branch=main")
    git(project, "add", "practices")
    git(project, "commit", "--message", "first", day="2026-02-01")
    _append(_card(project, CITED), _MAKERS)
    git(project, "commit", "--all", "--message", "second", day="2026-03-03")


def outdate_section(project: Path) -> None:
    """The first section of a card says something else in the original alone."""
    _say_first(project, OUTDATED, "Ieder jaar opnieuw.")


def outdate_page(project: Path) -> None:
    """A hand-written page says more in the original alone."""
    _append(project / "docs/nl/powerus.md", "\nEr kwam iets bij.\n")


def _hold_back(project: Path) -> None:
    replace_once(_card(project, DRAFT), "\nstatus: published\n", "\nstatus: draft\n")
    _say_first(project, SIGNED, f"Zie [Avans](practice:{DRAFT}).")


def _add_people(project: Path) -> None:
    photos = project / "practices/photos"
    photos.mkdir()
    for slug, key, name, reviewed in (
        (SIGNED, "jo", "Jo Vandermeulen", "2024-01-15"),
        (WITHDRAWN, "sam", "Sam Weerhaak", "2026-01-15"),
    ):
        _append(_card(project, slug), _PERSON.format(key=key, name=name, reviewed=reviewed))
        _say_first(project, slug, f"[person:{key}] kookt.")
        (photos / f"{key}.png").write_bytes(PIXEL)
    _append(_card(project, SIGNED), "former_slugs: [meeting-day]\n")
    given = "    given: 2026-10-01\n"
    replace_once(_card(project, WITHDRAWN), given, given + "    withdrawn: 2026-11-01\n")


def _shorten(project: Path) -> None:
    for slug in SHORTER:
        replace_once(_card(project, slug), "\nnationale_context: not-described\n", "\n")


def _add_new_cards(project: Path) -> None:
    """What `casebook new` writes, published as it is."""
    known = read_known(read_project(project))
    for language in available_languages():
        draft = draft_card(known, read_words(language))
        new = _card(project, new_card(language))
        new.write_text(draft.replace("status: draft", "status: published"), encoding="utf-8")


def new_card(language: str) -> str:
    """The slug of the card that was drafted in a language."""
    return f"our-practice-{language}"


def _add_swedish(project: Path) -> None:
    english = yaml.safe_load((project / "hooks/casebook/words/en.yaml").read_text(encoding="utf-8"))
    named = {"locale": "sv", "name": "Svenska", "references": english["references"] | {"locale": "sv-SE"}}
    words = {**_in_swedish(english), **named}  # type: ignore[dict-item]
    (project / "hooks/casebook/words/sv.yaml").write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")
    (project / "docs/sv").mkdir()
    (project / "docs/sv/index.md").write_text(_HOME, encoding="utf-8")
    entry = "        - {locale: en, name: English, build: true}\n"
    replace_once(project / "mkdocs.yml", entry, entry + "        - {locale: sv, name: Svenska, build: true}\n")
    card = _card(project, TRANSLATED)
    title = "\n  en: Service users help to teach in St. Pölten\n"
    replace_once(card, title, title + "  sv: Brukare undervisar\n")
    replace_once(card, "\ndoel:\n", "\ndoel:\n  sv: Att lära sig tillsammans.\n")


def _in_swedish(words: object) -> object:
    """The English words with a mark: enough to see which language speaks."""
    if isinstance(words, dict):
        return {key: _in_swedish(value) for key, value in words.items()}
    if isinstance(words, list):
        return [_in_swedish(value) for value in words]
    return f"{words} [sv]"


def _card(project: Path, slug: str) -> Path:
    return project / f"practices/{slug}.yaml"


def _say_first(project: Path, slug: str, sentence: str) -> None:
    """A sentence at the start of a card's first section, in Dutch alone."""
    start = "\nwat:\n  nl: |\n    "
    replace_once(_card(project, slug), start, f"{start}{sentence} ")


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def replace_once(path: Path, old: str, new: str) -> None:
    """Replace text that stands in a file exactly once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")
