"""The schema that editors read says what the readers say, as far as a schema can; an independent validator judges."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from casebook.cards import check_casebook, read_known
from casebook.examples import example_of
from casebook.fields.known import Known
from casebook.form import card_fields, walk_fields
from casebook.model import Card
from casebook.project import Project, read_project
from casebook.schema import SCHEMA_FILE, format_schema, practice_schema
from casebook.shapes import read_model
from casebook.source import parse_source
from conftest import ROOT, copy_project, run_casebook
from core_yaml import load_yaml
from hypothesis import given, settings
from hypothesis import strategies as some
from jsonschema import Draft202012Validator

LUND = "mobilisation-course-lund.yaml"
CARDS = sorted(path.name for path in (ROOT / "practices").glob("[!_]*.yaml"))
REMOVED = object()

KNOWN = read_known(read_project(ROOT))
SCHEMA = practice_schema(KNOWN)
VALIDATOR = Draft202012Validator(SCHEMA)


def load_card(name: str = LUND) -> dict[str, Any]:
    card: dict[str, Any] = load_yaml((ROOT / "practices" / name).read_text(encoding="utf-8"))
    return card


def changed(card: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The card with another value at a path such as `figures.0.what`, or without it."""
    card = copy.deepcopy(card)
    *before, last = (int(step) if step.isdigit() else step for step in path.split("."))
    place: Any = card
    for step in before:
        place = place[step]
    if value is REMOVED:
        del place[last]
    else:
        place[last] = value
    return card


def is_read(card: dict[str, Any], known: Known = KNOWN) -> bool:
    """Whether the readers accept the card; JSON is YAML."""
    source = parse_source(json.dumps(card, ensure_ascii=False).encode(), "card.yaml")
    assert source.root is not None
    return read_model(Card, source.root, known) is not None


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_no_reader_left_anything_open() -> None:
    assert "x-" not in {key[:2] for key in keys_below(SCHEMA)}


def keys_below(shape: Any) -> set[str]:
    if isinstance(shape, list):
        return set().union(*map(keys_below, shape))
    return set(shape).union(*map(keys_below, shape.values())) if isinstance(shape, dict) else set()


def test_the_committed_schema_is_current() -> None:
    committed = (ROOT / "practices" / SCHEMA_FILE).read_text(encoding="utf-8")
    assert committed == format_schema(practice_schema(KNOWN)), "run: .venv/bin/casebook schema"


def test_the_command_writes_it(project_copy: Path) -> None:
    path = project_copy / "practices" / SCHEMA_FILE
    path.unlink()
    done = run_casebook(project_copy, "schema")
    assert (done.returncode, done.stdout) == (0, f"practices/{SCHEMA_FILE} is up to date.\n")
    assert path.read_bytes() == (ROOT / "practices" / SCHEMA_FILE).read_bytes()


def test_the_command_needs_readable_lists(project_copy: Path) -> None:
    (project_copy / "practices" / "_vocabulary.yaml").unlink()
    before = (project_copy / "practices" / SCHEMA_FILE).read_bytes()
    done = run_casebook(project_copy, "schema")
    assert (done.returncode, done.stderr) == (1, "")
    assert "practices/_vocabulary.yaml:1:1: the file does not exist" in done.stdout
    assert (project_copy / "practices" / SCHEMA_FILE).read_bytes() == before


@pytest.mark.parametrize("name", CARDS)
def test_every_shipped_card_is_valid(name: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(load_card(name))] == []


@pytest.mark.parametrize("name", CARDS)
def test_every_shipped_card_names_the_schema(name: str) -> None:
    first = (ROOT / "practices" / name).read_text(encoding="utf-8").partition("\n")[0]
    assert first == f"# yaml-language-server: $schema={SCHEMA_FILE}"


def test_each_field_has_its_words_in_every_required_language() -> None:
    shapes = [SCHEMA, *SCHEMA["$defs"].values()]
    fields = [field for shape in shapes for field in shape.get("properties", {}).values()]
    assert len(fields) >= len(list(walk_fields(card_fields())))
    for field in fields:
        assert field["title"]
        assert field["description"].count("\n\n") == len(KNOWN.required) - 1
        assert field["examples"]


def test_each_example_is_valid() -> None:
    for shape in (SCHEMA, *SCHEMA["$defs"].values()):
        for key, field in shape.get("properties", {}).items():
            judge = Draft202012Validator({**field, "$defs": SCHEMA["$defs"]})
            for example in field["examples"]:
                assert [error.message for error in judge.iter_errors(example)] == [], key


ACCEPTED: tuple[tuple[str, Any], ...] = (
    ("since", 2005),
    ("since", "2005"),
    ("since", [{"value": "2005", "source": "lund-leaflet-2024"}]),
    ("ects", 7.5),
    ("ects", "7.5"),
    ("ects", 360),
    ("ects", "0.5"),
    ("country", "NO"),
    ("country", ["SE", "NO"]),
    ("place", "Lund"),
    ("place", {"same": "Lund"}),
    ("place", ["Lund", {"nl": "Kopenhagen", "en": "Copenhagen"}]),
    ("title", {"same": "Mobilisation"}),
    ("title.nl", "x" * 80 + "\n"),
    ("title.nl", 1984),
    ("duration", "PT2.5H"),
    ("duration", "P2M/P3M"),
    ("figures.0", {"what": "students", "about": "40", "source": ["lund-leaflet-2024"]}),
    ("programme", [{"when": "09:00/10:00", "what": {"same": "Koffie"}, "source": "lund-leaflet-2024"}]),
    ("reviewed", "2026-01-15"),
    ("former_slugs", "lund"),
    ("translated_from", {"en": "abcdefgh abcdefg2\n"}),
    ("gap_lens", {}),
    ("voices", []),
)


@pytest.mark.parametrize(("path", "value"), ACCEPTED, ids=lambda part: json.dumps(part)[:50])
def test_what_the_readers_take_the_schema_takes(path: str, value: Any) -> None:
    card = changed(load_card(), path, value)
    assert is_read(card)
    assert [error.message for error in VALIDATOR.iter_errors(card)] == []


REFUSED: tuple[tuple[str, Any], ...] = (
    *((field.path, REMOVED) for field in card_fields() if field.is_required),
    ("statsu", "published"),
    ("title.fr", "Cours"),
    ("title.en", REMOVED),
    ("title.en", ""),
    ("title.en", " \n"),
    ("title.en", ["Course"]),
    ("title.en", "x" * 81),
    ("title.en", "two\nlines"),
    ("title", "Mobilisation Course"),
    ("title", {"same": "Mobilisation", "nl": "Mobilisatie"}),
    ("summary.nl", "x" * 201),
    ("status", "finished"),
    ("original", "sv"),
    ("country", "Sweden"),
    ("country", "se"),
    ("country", []),
    ("country", ["SE", "SE"]),
    ("place", {"nl": "Lund"}),
    ("since", 205),
    ("since", "soon"),
    ("since", 2005.5),
    ("since", [2005]),
    ("since", [{"value": 2005}]),
    ("since", [{"value": 2005, "source": "lund-leaflet-2024", "note": "sure"}]),
    ("since", [{"value": 2005, "source": "unheard-of"}]),
    ("format", "joint-corse"),
    ("format", "not-described"),
    ("student_stage", ["final-year", "tenth-year"]),
    ("duration", "6 weeks"),
    ("duration", "P6W2D"),
    ("duration", "P0W"),
    ("duration", "P2W/P3M"),
    ("duration", "P2M/"),
    ("ects", "7,5"),
    ("ects", 0),
    ("ects", "0"),
    ("ects", "360.5"),
    ("ects", -1),
    ("wat", "What happens"),
    ("wat.nl", "  "),
    ("programme", {"when": "09:00/10:00"}),
    ("programme", [{"when": "9:00-10:00", "what": {"same": "Koffie"}, "source": "lund-leaflet-2024"}]),
    ("programme", [{"when": "24:00/25:00", "what": {"same": "Koffie"}, "source": "lund-leaflet-2024"}]),
    ("programme", [{"what": {"same": "Koffie"}, "source": "lund-leaflet-2024"}]),
    ("figures", [{"what": "students", "source": "lund-leaflet-2024"}]),
    ("figures", [{"what": "students", "about": 4, "exactly": 4, "source": "lund-leaflet-2024"}]),
    ("figures", [{"what": "students", "about": -4, "source": "lund-leaflet-2024"}]),
    ("figures", [{"what": "students", "about": 4}]),
    ("figures", [{"what": "students", "abuot": 4, "about": 4, "source": "lund-leaflet-2024"}]),
    ("voices", "not-described"),
    ("voices", [{"who": "king", "said": {"same": "Ja"}, "source": "lund-leaflet-2024"}]),
    ("gap_lens.heals", []),
    ("gap_lens.mends.0.gap", "height"),
    ("gap_lens.mends.0.how.nl", REMOVED),
    ("sources", []),
    ("sources", ["unheard-of"]),
    ("reading", "unheard-of"),
    ("photo", {"file": "Photo.JPG", "alt": {"same": "Foto"}}),
    ("contributors", [{"role": "author"}]),
    ("contributors", [{"role": "author", "person": "person-1", "organisation": "Basta"}]),
    ("consent", [{"person": "Person 1"}]),
    ("reviewed", "15/01/2026"),
    ("former_slugs", "Lund"),
    ("translated_from", {"en": "yes"}),
    ("translated_from", {"sv": "abcdefgh"}),
)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of the project, whose Lund card each test writes anew."""
    return read_project(copy_project(tmp_path_factory.mktemp("broken")))


def name_of(part: Any) -> str:
    return "removed" if part is REMOVED else json.dumps(part)[:60]


@pytest.mark.parametrize(("path", "value"), REFUSED, ids=name_of)
def test_what_the_schema_refuses_the_check_refuses(path: str, value: Any, broken: Project) -> None:
    card = changed(load_card(), path, value)
    assert not VALIDATOR.is_valid(card)
    (broken.practices / LUND).write_text(json.dumps(card, ensure_ascii=False), encoding="utf-8")
    read, problems = check_casebook(broken)
    assert read is None
    assert {problem.path for problem in problems if not problem.is_note} == {f"practices/{LUND}"}


OPTIONAL = [field for field in card_fields() if not field.is_required]
OPEN = [field for field in card_fields() if field.may_be_not_described]


@settings(deadline=None)
@given(
    name=some.sampled_from(CARDS),
    removed=some.sets(some.sampled_from([field.key for field in OPTIONAL])),
    added=some.sets(some.sampled_from(OPTIONAL)),
    undescribed=some.sets(some.sampled_from([field.key for field in OPEN])),
)
def test_a_card_that_is_read_is_valid(name: str, removed: set[str], added: set[Any], undescribed: set[str]) -> None:
    card = {key: value for key, value in load_card(name).items() if key not in removed}
    card |= {field.key: example_of(field, KNOWN) for field in added}
    card |= dict.fromkeys(undescribed, "not-described")
    assert is_read(card)
    assert [error.message for error in VALIDATOR.iter_errors(card)] == []
