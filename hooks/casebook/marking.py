"""Finds the glossary's words in texts, and turns the first use of a term into a link.

One regular expression a language holds all words, the longest first, so that a text is read once. It works
on HTML that `text` has made: tags stay as they are, and the text between them is escaped again.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from itertools import groupby

from markupsafe import Markup, escape

from casebook.glossary import Term
from casebook.notation import CITATION

_TAG = re.compile(r"(<[^>]*>)")
_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_EMPTY = frozenset({"br", "hr", "img"})
_LEFT_ALONE = frozenset({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})
_CITED = 'class="citation"'
_LINK_OR_CODE = re.compile(rf"{CITATION.pattern}|\[[^\]]*\]\([^)]*\)|<[^>\s]+>|`[^`]*`|\[person:[^\]]*\]")


class Finder:
    """Finds the terms of one language: whole words, in any case unless the word has a capital of its own."""

    def __init__(self, terms: Iterable[Term], language: str) -> None:
        by_word = {word: term for term in terms for word in term.words(language)}
        self._names = {word: term for word, term in by_word.items() if _is_name(word)}
        self._others = {word: term for word, term in by_word.items() if not _is_name(word)}
        self._pattern = re.compile(rf"(?<![\w-])(?:{_any_of(by_word)})(?![\w-])") if by_word else None

    def find(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Start, end and term of each use, from left to right."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            word = " ".join(match.group().split())
            term = self._names.get(word) or self._others.get(word.lower())
            if term is not None:
                yield match.start(), match.end(), term

    def used_in(self, markdown: str) -> set[str]:
        """The keys of the terms that a card's text uses outside links, citations and code."""
        return {term.key for _, _, term in self.find(_LINK_OR_CODE.sub("\ufffc", markdown))}


def _is_name(word: str) -> bool:
    return word != word.lower()


def _any_of(words: Iterable[str]) -> str:
    """All words as alternatives, the longest first, by first letter: a letter that starts none is passed at once."""
    ordered = sorted(words, key=lambda word: (word[0].lower(), -len(word), word))
    grouped = groupby(ordered, key=lambda word: word[0].lower())
    return "|".join(f"[{_both_cases(first)}](?:{'|'.join(map(_rest, group))})" for first, group in grouped)


def _both_cases(letter: str) -> str:
    return "".join(re.escape(one) for one in sorted({letter, letter.upper()}) if len(one) == 1)


def _rest(word: str) -> str:
    """What follows the first letter; a name looks back at whether that is the right one."""
    pattern = r"\s+".join(re.escape(part) for part in word[1:].split(" "))
    return f"(?<={re.escape(word[0])}){pattern}" if _is_name(word) else f"(?i:{pattern})"


def mark_first_uses(html: str, finder: Finder, seen: dict[str, Term], link: Callable[[Term, str], Markup]) -> Markup:
    """`html` with a `link` around the first use of each term that is not in `seen` yet, and is from then on."""
    parts, stack = [], [False]
    for part in _TAG.split(html):
        if part.startswith("<"):
            _follow(part, stack)
            parts.append(part)
        else:
            parts.append(part if stack[-1] else _mark_text(part, finder, seen, link))
    return Markup("".join(parts))


def _follow(tag: str, stack: list[bool]) -> None:
    """Keep on `stack` whether the text in each open element is left alone."""
    element = _ELEMENT.match(tag)
    if element is None or element.group(2) in _EMPTY:
        return
    if element.group(1):
        stack.pop()
    else:
        stack.append(stack[-1] or element.group(2) in _LEFT_ALONE or _CITED in tag)


def _mark_text(html: str, finder: Finder, seen: dict[str, Term], link: Callable[[Term, str], Markup]) -> str:
    text, parts, end = unescape(html), [], 0
    for start, stop, term in finder.find(text):
        if term.key in seen:
            continue
        seen[term.key] = term
        parts += [escape(text[end:start]), link(term, text[start:stop])]
        end = stop
    return "".join([*parts, escape(text[end:])]) if parts else html
