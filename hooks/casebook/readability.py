"""How plain a plain text is: how long its sentences are, and which words are long."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from casebook.notation import CITATION

LONGEST_SENTENCE = 15
"""Words; a longer sentence is one to look at. At this length a text can be read at level B1."""

LONGEST_MEAN = 10.0
"""Words in a sentence, over a whole text."""

_NOT_WORDS = re.compile(r"\]\([^)]*\)|[*_`\\\[]")
_LIST_MARK = re.compile(r"(?m)^\s*(?:[-*+]|\d+[.)])\s+")
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)")
_SENTENCE_END = re.compile(r"(?<=[.!?…:;])[\"”’)]*\s+(?=\S)")
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")


@dataclass(frozen=True)
class Sentence:
    """A sentence as it stands, without marks of Markdown, and its words."""

    text: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What a reader of plain texts would stumble over in one text."""

    sentences: tuple[Sentence, ...]
    long_words: tuple[str, ...]
    """Each once, in order."""

    @property
    def mean_length(self) -> float:
        """Words in a sentence; 0 without sentences."""
        return sum(len(sentence.words) for sentence in self.sentences) / max(len(self.sentences), 1)

    @property
    def long_sentences(self) -> tuple[Sentence, ...]:
        """The sentences to look at."""
        return tuple(sentence for sentence in self.sentences if len(sentence.words) > LONGEST_SENTENCE)

    @property
    def is_plain(self) -> bool:
        """Whether nothing of it is to be looked at."""
        return not self.long_words and not self.long_sentences and self.mean_length <= LONGEST_MEAN


def read_plainly(text: str, longest_word: int, explained: Collection[str] = ()) -> Reading:
    """Measure a text in Markdown; `explained` are terms, in lower case, that may be longer than `longest_word`.

    A sentence ends at a full stop, a question or exclamation mark, a colon, a semicolon, or with its paragraph or item.
    """
    sentences = tuple(_sentences(text))
    words = (word for sentence in sentences for word in sentence.words)
    long = (word for word in words if len(word) > longest_word and "-" not in word and word.lower() not in explained)
    return Reading(sentences, tuple(dict.fromkeys(long)))


def _sentences(text: str) -> Iterator[Sentence]:
    for block in _BLOCK.split(CITATION.sub("", text)):
        line = " ".join(_NOT_WORDS.sub("", _LIST_MARK.sub("", block)).split())
        for sentence in _SENTENCE_END.split(line):
            words = tuple(_WORD.findall(sentence))
            if words:
                yield Sentence(sentence.strip(), words)
