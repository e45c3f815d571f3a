"""How a field's value is written, in words: `a year of four digits; or not-described`."""

from collections.abc import Mapping
from dataclasses import dataclass

from casebook.fields.choices import Choice, Language, OneOf
from casebook.fields.composed import Claims, Many, OrNotDescribed
from casebook.fields.known import Known
from casebook.fields.localised import Line, Name
from casebook.fields.reader import Reader
from casebook.form import Field
from casebook.words import Words


def kind_of(field: Field, words: Words) -> str:
    """What a field's value looks like, without a capital and without a full stop."""
    described = [_kind_of_reader(field.reader, words)] if field.reader is not None else []
    if field.parts:
        described.insert(0, _kind_of_parts(field, words))
    return "; ".join(part for part in described if part) or words.kinds["as_the_field"]


def _kind_of_parts(field: Field, words: Words) -> str:
    kind = words.kinds["list_of_groups" if field.is_list else "group"]
    kind = kind.format(keys=", ".join(part.key for part in field.parts))
    return "; ".join(
        [kind, words.kinds["exactly_one"].format(keys=", ".join(field.one_of))] if field.one_of else [kind]
    )


def _kind_of_reader(reader: Reader | None, words: Words) -> str:
    kinds: Mapping[str, str] = words.kinds
    match reader:
        case None:
            return ""
        case OrNotDescribed(inner):
            return "; ".join(part for part in (_kind_of_reader(inner, words), kinds["not_described"]) if part)
        case Claims(inner):
            return f"{_kind_of_reader(inner, words)}; {kinds['claims']}"
        case Many(inner):
            return f"{_kind_of_reader(inner, words)}; {kinds['many']}"
        case Line(longest) | Name(longest):
            return kinds[_name_of(reader)].format(longest=longest)
        case _ if hasattr(reader, "inner"):
            return kinds[_name_of(reader)].format(inner=_kind_of_reader(reader.inner, words))
        case _:
            return kinds[_name_of(reader)]


def _name_of(reader: Reader) -> str:
    """The name that a reader's words have: its class's."""
    return type(reader).__name__


@dataclass(frozen=True)
class Allowed:
    """A value that a field takes, with its words in one language where the vocabulary has them."""

    value: str
    label: str = ""
    description: str = ""


def allowed_values(field: Field, known: Known, language: str) -> tuple[Allowed, ...]:
    """The values to choose from; none where the field has no closed list, nor for keys of works."""
    match field.value_reader:
        case OneOf(name):
            entries = known.vocabulary.get(name, {}).items()
            return tuple(
                Allowed(key, entry.label.version(language)[0], entry.description.version(language)[0])
                for key, entry in entries
            )
        case Choice(choices):
            return tuple(Allowed(word) for word in choices)
        case Language():
            return tuple(Allowed(name) for name in known.languages)
    return ()
