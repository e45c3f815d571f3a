"""The reference for contributors: every field, a card to start from, and every message."""

from typing import Any

from markupsafe import Markup, escape

from casebook.drafting import draft_card
from casebook.examples import example_of
from casebook.fields.known import Known
from casebook.form import CLAIM, Field, card_fields, holds_claims
from casebook.kinds import allowed_values, kind_of
from casebook.pages.edition import Desk, Edition
from casebook.pages.page import Body, GeneratedPage, Heading, render
from casebook.words import Words
from casebook.yaml_writing import write_yaml

_WIDTH = 36
"""Characters to a line of an example: a narrow column, beside which the explanation stands."""


def fields_page(edition: Edition) -> GeneratedPage:
    """The reference of all fields in one language."""
    words = edition.words.fields_page
    return GeneratedPage("contribute/fields.md", words["title"], words["description"], _body)


def _body(desk: Desk) -> Body:
    words = desk.edition.words
    known = _known(desk.edition)
    view = {
        "fields": [_field(field, known, words) for field in (*card_fields(), CLAIM)],
        "draft_text": escape(words.fields_page["draft_text"]).format(command=Markup("<code>casebook new</code>")),
        "draft": draft_card(known, words),
        "rules": [_rule(code, words) for code in sorted(words.problems)],
    }
    headings = tuple(Heading(name, words.fields_page[name]) for name in ("fields", "draft", "rules"))
    return Body(render("fields.html", desk, view), headings)


def _known(edition: Edition) -> Known:
    """What a card may use, as this casebook has it."""
    casebook = edition.casebook
    slugs = frozenset(practice.slug for practice in casebook.practices)
    return Known(casebook.languages, casebook.languages, casebook.vocabulary, frozenset(casebook.works), slugs)


def field_anchor(path: str) -> str:
    """The address of a field on the page."""
    return "field-" + path.replace(".", "-").replace("_", "-")


def _field(field: Field, known: Known, words: Words, choices: tuple[str, ...] = ()) -> dict[str, Any]:
    """What the template shows of one field, of which only one of `choices` may stand in a card; parts that are
    shown elsewhere are a link there."""
    entry = words.fields[field.path]
    own_parts = field.parts_path == field.path
    return {
        "id": field_anchor(field.path),
        "label": entry["label"],
        "key": None if field is CLAIM else field.key,
        "help": entry["help"],
        "required": field.is_required,
        "duty": None if field is CLAIM else _duty(field, words, choices),
        "how": kind_of(field, words),
        "values": allowed_values(field, known, words.language),
        "example": _example(field, known, words.language),
        "parts": [_field(part, known, words, field.one_of) for part in field.parts] if own_parts else [],
        "parts_as": None if own_parts or not field.parts else _link(field.parts_path, words),
    }


def _duty(field: Field, words: Words, choices: tuple[str, ...]) -> str:
    """Whether the field has to stand in a card."""
    if field.key in choices:
        return str(words.kinds["exactly_one"]).format(keys=", ".join(choices))
    return str(words.fields_page["required" if field.is_required else "optional"])


def _link(path: str, words: Words) -> Markup:
    label = escape(words.fields[path]["label"])
    link = Markup('<a href="#{}">{}</a>').format(field_anchor(path), label)
    return escape(words.fields_page["parts_as"]).format(field=link)


def _example(field: Field, known: Known, language: str) -> str:
    """The field as it stands in a card; claims stand under a field that takes them."""
    if field is CLAIM:
        claimed = next(other for other in card_fields() if holds_claims(other))
        return write_yaml({claimed.key: example_of(CLAIM, known, language)}, _WIDTH)
    return write_yaml({field.key: example_of(field, known, language)}, _WIDTH)


class _Anything:
    """Stands in a message for what only a card can tell."""

    def __getitem__(self, _key: Any) -> "_Anything":
        return self

    def __format__(self, _spec: str) -> str:
        return "…"


class _Details(dict[str, Any]):
    """The details of no problem in particular."""

    def __missing__(self, _key: str) -> Any:
        return _Anything()


def _rule(code: str, words: Words) -> dict[str, str]:
    """One message with an ellipsis for each detail."""
    hints = words.problem_hints
    hint = "; ".join([hints["did_you_mean"].format(name="…"), hints["choose_from"].format(names="…")])
    details = _Details(hint=hint)
    return {"code": code, **{part: words.problems[code][part].format_map(details) for part in ("wrong", "mend")}}
