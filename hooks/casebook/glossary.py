"""The glossary's terms: what each means, and every word that stands for it."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict

from casebook.fields.choices import Language, OneOf
from casebook.fields.composed import Many, PerLanguage
from casebook.fields.localised import Line
from casebook.fields.patterns import Country, Plain, Slug
from casebook.fields.values import Text
from casebook.located import Entries, Items, Node, Scalar, report
from casebook.quotes import set_quotes

Words = Annotated[Mapping[str, tuple[str, ...]], PerLanguage(Many(Plain()))]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class RegionalUse(_Part):
    """What one country calls it, in one language."""

    language: Annotated[str, Language()]
    text: Annotated[str, Plain()]
    where: Annotated[str, Country()]


class Term(_Part):
    """One term of the field."""

    key: Annotated[str, Slug()]
    group: Annotated[str, OneOf("term_group")]
    term: Annotated[Text, Line(longest=80)]
    definition: Annotated[Text, Line(longest=200)]
    variants: Words = {}
    """Other words for the same."""
    forms: Words = {}
    """Plurals and other inflections, by which a text's use of the term is found."""
    related: Annotated[tuple[str, ...], Many(Slug())] = ()
    """Terms that a reader of this one may mean or need; each is related to it too, whichever names the other."""
    regional: tuple[RegionalUse, ...] = ()
    pitfall: Annotated[Text | None, Line(longest=250)] = None

    def words(self, language: str) -> tuple[str, ...]:
        """Every word that means the term in a text in `language`; none where the language lacks the term."""
        own = self.term.in_language(language)
        others = (*self.variants.get(language, ()), *self.forms.get(language, ()))
        return () if own is None else (own, *map(set_quotes, others))


def check_words(terms: list[Entries]) -> None:
    """No word stands for two terms of one language: a text that uses it would have two meanings."""
    taken: dict[tuple[str, str], Entries] = {}
    for term in terms:
        for language, word in _words_of(term):
            by = taken.setdefault((language, word), term)
            if by is not term:
                report(word, "word-taken", found=word[:60], by=str(by.get("key"))[:60])


def check_related(terms: list[Entries]) -> None:
    """Each related term is another term of the glossary."""
    keys = [str(term.get("key")) for term in terms]
    for term, own in zip(terms, keys, strict=True):
        others = [key for key in keys if key != own]
        related = term.get("related")
        for key in _scalars(related) if related is not None else ():
            if key not in others:
                report(key, "unknown-term", found=key[:60], allowed=sorted(others))


def _words_of(term: Entries) -> list[tuple[str, Scalar]]:
    """Each word of a term as it stands in its file, with its language."""
    found = []
    for name in ("term", "variants", "forms"):
        per_language = term.get(name)
        for language, node in per_language.items() if isinstance(per_language, Entries) else ():
            found += [(language, word) for word in _scalars(node)]
    return found


def _scalars(node: Node) -> list[Scalar]:
    nodes = node if isinstance(node, Items) else [node]
    return [one for one in nodes if isinstance(one, Scalar)]
