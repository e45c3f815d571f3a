"""Projects of any number of cards, made from the shipped ones: the same project each time for the same number."""

import random
import re
import shutil
import subprocess
from base64 import b64decode
from itertools import cycle, islice
from pathlib import Path

from casebook.cardfiles import check_card_text
from casebook.cards import read_known
from casebook.fields.known import Known
from casebook.project import Project, read_project
from casebook.recording import record_in_card
from casebook.translations import record

ROOT = Path(__file__).parent.parent
_SEED = 20261122
_TITLE = re.compile(r'\A(.*?\n)?title:\n(?:  \w\w: (?:"[^"\n]*"|[^\n]*)\n)+', re.DOTALL)
_LINE_OF_TITLE = re.compile(r'^(  \w\w: )"?(.*?)"?$', re.MULTILINE)
_TEXT = re.compile(r" *(\w\w): [|>]-?")
_WORD = re.compile(r"(?<![\w@:/\[-])[a-zé]{5,}(?![\w:/\]-])")
_PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")

_FURTHER_FIELDS = """
reviewed: 2026-03-{day:02}
former_slugs: [was-{slug}]
photo: {{file: picture.png, alt: {{nl: Een kring van stoelen., en: A circle of chairs.}}}}
contributors:
  - {{role: author, organisation: School of social work}}
  - {{role: reviewer, person: member}}
consent:
  - person: member
    name: Lou
    pseudonym: "yes"
    covers: name
    given: 2026-01-{day:02}
    recorded_by: the editors
    withdraw: {{nl: Een bericht aan de redactie is genoeg., en: A message to the editors is enough.}}
"""
"""What no shipped card has yet, so that each field of the model is in some card."""


def make_casebook(folder: Path, cards: int) -> Project:
    """A copy of the project with this many cards, the shipped ones first, all in one commit of its own history."""
    for name in ("docs", "practices", "hooks"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    project = read_project(folder)
    originals = [path.read_text(encoding="utf-8") for path in project.cards]
    _keep_first(project, cards)
    (project.practices / "photos").mkdir(exist_ok=True)
    (project.practices / "photos" / "picture.png").write_bytes(_PICTURE)
    _write_variants(project, list(islice(cycle(originals), max(0, cards - len(originals)))))
    _commit(folder)
    return project


def _keep_first(project: Project, cards: int) -> None:
    """Take the other cards away; links to them and readings of them, in cards and pages, name the first one instead."""
    kept, gone = project.cards[:cards], project.cards[cards:]
    if not gone:
        return
    slugs = "|".join(path.stem for path in gone)
    link = re.compile(rf"(practice:|practices/|^ +- )(?:{slugs})\b(?:#[\w-]+)?", re.MULTILINE)
    for path in gone:
        path.unlink()
    for path in (*kept, *project.pages):
        path.write_text(link.sub(rf"\1{kept[0].stem}", path.read_text(encoding="utf-8")), encoding="utf-8")


def _write_variants(project: Project, originals: list[str]) -> None:
    chance = random.Random(_SEED)
    known = read_known(project)
    for number, text in enumerate(originals, 1):
        path = project.practices / f"practice-{number:04}.yaml"
        path.write_text(_variant(record_in_card(text, {}), path, number, chance, known), encoding="utf-8")


def _variant(text: str, path: Path, number: int, chance: random.Random, known: Known) -> str:
    """A card that is right, as the first that exchanged words make too long for its place is not."""
    practice = None
    while practice is None:
        card = _with_title(_varied(text, chance), number)
        card += _FURTHER_FIELDS.format(slug=path.stem, day=1 + number % 28)
        practice, _ = check_card_text(card.encode(), path, known)
    return record_in_card(card, record(practice))


def _with_title(text: str, number: int) -> str:
    """The card with titles that no other card has, and not too long."""
    title = _TITLE.match(text)
    assert title is not None, text[:300]
    numbered = _LINE_OF_TITLE.sub(lambda line: f'{line[1]}"{line[2][:60].rstrip()} {number}"', title.group())
    return numbered + text[title.end() :]


def _varied(text: str, chance: random.Random) -> str:
    """The card with words of its own: some in its prose are exchanged for others of its prose in that language."""
    lines = text.split("\n")
    languages = _languages_of(lines)
    words: dict[str, list[str]] = {}
    for line, language in zip(lines, languages, strict=True):
        if language:
            words.setdefault(language, []).extend(_WORD.findall(line))
    for number, language in enumerate(languages):
        if language:
            others = words[language]
            lines[number] = _WORD.sub(lambda word: chance.choice((word.group(), chance.choice(others))), lines[number])  # noqa: B023
    return "\n".join(lines)


def _languages_of(lines: list[str]) -> list[str | None]:
    """The language of each line that is running text without a citation; None of any other line."""
    found: list[str | None] = []
    language: str | None = None
    for line in lines:
        begins = _TEXT.fullmatch(line)
        if begins:
            language = begins.group(1)
        elif line and not line.startswith("    "):
            language = None
        found.append(None if begins or "@" in line or ":" in line else language)
    return found


def _commit(folder: Path) -> None:
    identity = ("-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false")
    for command in (("init", "--quiet"), ("add", "."), (*identity, "commit", "--quiet", "--message", "cards")):
        subprocess.run(["git", *command], cwd=folder, check=True)
