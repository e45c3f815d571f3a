"""The forms of the repository's issues, a language each, made from the model so that they can't drift from it."""

import argparse
from collections.abc import Iterator
from typing import Any

import yaml

from casebook.cards import read_known
from casebook.fields.choices import OneOf
from casebook.fields.known import Known
from casebook.fields.localised import Prose
from casebook.fields.patterns import Country, IsoDuration
from casebook.form import Field, card_fields
from casebook.kinds import allowed_values
from casebook.problems import CardProblems, format_report
from casebook.project import Project, shown_path
from casebook.words import Words, read_words

FOLDER = ".github/ISSUE_TEMPLATE"

ASKED = (
    "title",
    "summary",
    "country",
    "place",
    "organisations",
    "since",
    "format",
    "student_stage",
    "expert_roles",
    "compensation",
    "duration",
    "ects",
    "wat",
    "doel",
    "met_wie",
    "theoretisch_kader",
    "meerwaarde",
    "organisatorische_voorwaarden",
    "nationale_context",
)
"""The fields that a person can fill in without knowing the file; the rest is the editors' work."""

EXTRA = ("where_to_read", "more")
"""Questions about the card as a whole, under words of their own: they become notes for the editors."""

_OTHER_FORMS = {
    "correction": (("page", "input"), ("wrong", "textarea"), ("right", "textarea"), ("evidence", "textarea")),
    "source": (("reference", "textarea"), ("address", "input"), ("practices", "input"), ("why", "textarea")),
}
"""The questions of the forms that make no card, and how each is answered; the first two have to be."""


def run_forms(project: Project, _options: argparse.Namespace, words: Words) -> int:
    """`casebook forms`: write the forms of the repository's issues."""
    try:
        written = issue_forms(read_known(project))
    except CardProblems as error:
        print(format_report(error.problems, words))
        return 1
    folder = project.root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(words.form["written"].format(path=shown_path(folder / name, project.root)))
    return 0


def issue_forms(known: Known) -> dict[str, str]:
    """The text of every form, by the name of its file."""
    forms = {}
    for number, language in enumerate(known.required, 1):
        words = read_words(language)
        bodies = {
            "practice": list(_practice(known, words)),
            **{kind: list(_other(kind, words)) for kind in _OTHER_FORMS},
        }
        for order, (kind, body) in enumerate(bodies.items(), 1):
            forms[f"{number}{order}-{kind}-{language}.yml"] = _write(_form(kind, body, words))
    return forms


def label_of(field: str, words: Words) -> str:
    """The question above a field's answer, by which it is found again in the issue's text."""
    if field in EXTRA:
        return str(words.issue_forms["extra"][field]["label"])
    return str(words.fields[field]["label"])


def _form(kind: str, body: list[Any], words: Words) -> dict[str, Any]:
    entry = words.issue_forms["kinds"][kind]
    intro = {"type": "markdown", "attributes": {"value": entry["intro"]}}
    return {
        "name": entry["name"],
        "description": entry["description"],
        "title": entry["title"],
        "labels": [kind],
        "body": [intro, *body, _consent(words)],
    }


def _consent(words: Words) -> dict[str, Any]:
    """What has to be ticked: an issue is public, and nobody is named without consent."""
    entry = words.issue_forms["consent"]
    options = [{"label": text, "required": True} for text in entry["options"]]
    return {"type": "checkboxes", "id": "consent", "attributes": {"label": entry["label"], "options": options}}


def _practice(known: Known, words: Words) -> Iterator[dict[str, Any]]:
    by_key = {field.key: field for field in card_fields()}
    for key in ASKED:
        yield _question(by_key[key], known, words)
    for key in EXTRA:
        entry = words.issue_forms["extra"][key]
        yield _answered("textarea", key, entry["label"], entry["help"], required=key == "where_to_read")


def _question(field: Field, known: Known, words: Words) -> dict[str, Any]:
    entry, reader = words.fields[field.path], field.value_reader
    if isinstance(reader, OneOf):
        options = [allowed.label for allowed in allowed_values(field, known, words.language)]
        made = _answered("dropdown", field.key, entry["label"], entry["help"], required=field.key == "format")
        made["attributes"] |= {"options": options} | ({"multiple": True} if field.reader is not reader else {})
        return made
    how = "textarea" if isinstance(reader, Prose) else "input"
    made = _answered(how, field.key, entry["label"], _sentences(field, words), field.key in ("title", "wat"))
    if not isinstance(reader, Country | IsoDuration):  # people write these in words, not as a card has them
        made["attributes"]["placeholder"] = str(entry["example"])
    return made


def _sentences(field: Field, words: Words) -> str:
    """What belongs in the field, and how to write it where that isn't plain."""
    hint = words.issue_forms["hints"].get(type(field.value_reader).__name__, "")
    told = str(words.fields[field.path]["help"])
    return f"{told.rstrip('.')}. {hint}" if hint else told


def _other(kind: str, words: Words) -> Iterator[dict[str, Any]]:
    for number, (key, how) in enumerate(_OTHER_FORMS[kind]):
        entry = words.issue_forms[kind][key]
        yield _answered(how, key, entry["label"], entry["help"], required=number < 2)


def _answered(how: str, key: str, label: str, told: str, required: bool) -> dict[str, Any]:
    return {
        "type": how,
        "id": key,
        "attributes": {"label": label, "description": told},
        "validations": {"required": required},
    }


def _write(form: dict[str, Any]) -> str:
    text: str = yaml.safe_dump(form, allow_unicode=True, sort_keys=False, width=110)
    return "# Made by `casebook forms` from the model and the words: change those, and run it again.\n" + text
