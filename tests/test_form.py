"""Each field of the model has its words, and no others stand there."""

import pytest
from casebook.cards import read_known
from casebook.examples import example_of, has_own_example
from casebook.form import CLAIM, Field, card_fields, walk_fields
from casebook.kinds import kind_of
from casebook.model import Card
from casebook.parts import Figure
from casebook.project import Project
from casebook.words import available_languages, read_words

FIELDS = list(walk_fields([*card_fields(), CLAIM]))


def test_the_walk_meets_every_field_of_every_model() -> None:
    paths = [field.path for field in FIELDS]
    assert [path for path in paths if "." not in path] == [*Card.model_fields, "claims"]
    assert [path for path in paths if path.startswith("figures.")] == [f"figures.{key}" for key in Figure.model_fields]
    assert len(paths) == len(set(paths))


@pytest.mark.parametrize("language", available_languages())
def test_each_field_has_words_and_nothing_else_has(language: str) -> None:
    wanted = {field.path: {"label", "help"} | ({"example"} if has_own_example(field) else set()) for field in FIELDS}
    assert {path: set(entry) for path, entry in read_words(language).fields.items()} == wanted


@pytest.mark.parametrize("language", available_languages())
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.path)
def test_each_field_has_a_kind(field: Field, language: str) -> None:
    kind = kind_of(field, read_words(language))
    assert kind
    assert "{" not in kind


@pytest.mark.parametrize("language", available_languages())
def test_each_kind_belongs_to_a_reader(language: str) -> None:
    readers = {type(field.value_reader).__name__ for field in FIELDS if field.value_reader is not None}
    named = {name for name in read_words(language).kinds if name[0].isupper()}
    assert named - {"PerLanguage"} == readers


def test_each_field_has_an_example(project: Project) -> None:
    known = read_known(project)
    assert all(example_of(field, known) for field in FIELDS)
