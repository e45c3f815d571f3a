"""`casebook new`: a commented draft of a card, which is right from the start."""

import argparse
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from casebook.cards import read_known
from casebook.checks import check_slug
from casebook.examples import example_of, in_each_language, is_text
from casebook.fields.choices import Language
from casebook.fields.known import Known
from casebook.fields.localised import Prose
from casebook.fields.patterns import Digests
from casebook.fields.values import NOT_DESCRIBED
from casebook.form import Field, card_fields
from casebook.kinds import allowed_values, kind_of
from casebook.problems import CardProblems, Problem, format_problem, format_report
from casebook.project import Project, shown_path
from casebook.schema import SCHEMA_FILE
from casebook.source import parse_source, read_source
from casebook.words import Words
from casebook.yaml_writing import WIDTH, write_yaml


def run_new(project: Project, options: argparse.Namespace, words: Words) -> int:
    """`casebook new`: write the draft of a new card; nothing that exists is touched."""
    try:
        text = draft_card(read_known(project), words)
    except CardProblems as error:
        print(format_report(error.problems, words))
        return 1
    return 1 if write_draft(project, options.slug, text, words) is None else 0


def write_draft(project: Project, slug: str, text: str, words: Words) -> Path | None:
    """Write a new card under its slug and say so; where that can't be, say why and answer None."""
    path = project.practices / f"{slug}.yaml"
    problem = _find_problem(path, text, project)
    if problem is not None:
        print(format_problem(problem, words))
        return None
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    print(words.draft["written"].format(path=shown_path(path, project.root)))
    return path


def _find_problem(path: Path, text: str, project: Project) -> Problem | None:
    """Why no card can be written at `path`, or None."""
    source = parse_source(text.encode(), shown_path(path, project.root))
    assert source.root is not None, "a draft is a mapping"
    check_slug(path, source)
    if not source.problems and path.parent != project.practices:
        source.report("bad-slug", found=str(path)[:80])
    if not source.problems and (path.is_symlink() or path.stem in {card.stem for card in project.cards}):
        source.report("card-exists")
    for card in project.cards if not source.problems else ():
        if path.stem in _former_slugs(card):
            source.report("slug-taken", found=path.stem, by=card.stem)
    return next(iter(source.problems), None)


def _former_slugs(card: Path) -> tuple[str, ...]:
    """The former addresses of a card, whatever else is wrong with it."""
    root = read_source(card, card.name).root
    former = root.get("former_slugs", ()) if root is not None else ()
    return (former,) if isinstance(former, str) else tuple(item for item in former if isinstance(item, str))


def draft_card(
    known: Known, words: Words, given: Mapping[str, Any] = MappingProxyType({}), notes: Sequence[str] = ()
) -> str:
    """The text of a draft, explained in the language of `words`; with nothing `given` it passes every check.

    What is not given says in each required language what to write; optional fields stand in it as comments.
    `notes` are lines for whoever goes on with it, below the head.
    """
    fields = [field for field in card_fields() if not isinstance(field.value_reader, Digests)]
    head = [f"# yaml-language-server: $schema={SCHEMA_FILE}", *_comment(words.draft["head"])]
    noted = [[line for note in notes for line in _comment(note)]] if notes else []
    blocks = (head, *noted, *(_block(field, known, words, given) for field in fields))
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n"


def _block(field: Field, known: Known, words: Words, given: Mapping[str, Any]) -> list[str]:
    """One field with what explains it; commented out where it is optional and not given."""
    explained = [line for text in _explanations(field, known, words) for line in _comment(text)]
    if field.key in given:
        return [*explained, *write_yaml({field.key: given[field.key]}).splitlines()]
    value = _sample(field, known, words) if field.is_required else example_of(field, known, words.language)
    written = write_yaml({field.key: value}).splitlines()
    return [*explained, *(written if field.is_required else (f"# {line}" for line in written))]


def _comment(text: str) -> list[str]:
    """Comment lines; what can't stand in a file's comment (a sign that can't be seen) is left out."""
    seen = "".join(character if character.isprintable() else " " for character in text)
    return textwrap.wrap(seen, WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def _explanations(field: Field, known: Known, words: Words) -> list[str]:
    """What stands above a field, a paragraph each."""
    entry, draft = words.fields[field.path], words.draft
    told = [entry["label"] if field.is_required else draft["optional"].format(label=entry["label"])]
    if not (field.is_required and _takes_sample_text(field)):
        told.append(entry["help"])
    allowed = ", ".join(allowed.value for allowed in allowed_values(field, known, words.language))
    if not allowed or field.reader is not field.value_reader:
        told.append(draft["how"].format(kind=kind_of(field, words)))
    if allowed:
        told.append(draft["choose"].format(values=allowed))
    elif "example" in entry and _sample(field, known, words) == NOT_DESCRIBED.value:
        told.append(draft["example"].format(value=entry["example"]))
    return told


def _takes_sample_text(field: Field) -> bool:
    """Texts say in the draft itself what to write: the prose, and what may not be left open."""
    return is_text(field) and (isinstance(field.value_reader, Prose) or not field.may_be_not_described)


def _sample(field: Field, known: Known, words: Words) -> Any:
    """What the draft holds for a required field."""
    if _takes_sample_text(field):
        return in_each_language(field, "help", known)
    if field.may_be_not_described:
        return NOT_DESCRIBED.value
    if isinstance(field.value_reader, Language) and words.language in known.languages:
        return words.language
    return example_of(field, known, words.language)
