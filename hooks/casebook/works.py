"""The bibliography's works, in the form of CSL (Citation Style Language 1.0.2)."""

import re
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from casebook.fields.choices import Choice, OneOf
from casebook.fields.composed import Many
from casebook.fields.known import Known
from casebook.fields.localised import Line, Prose
from casebook.fields.patterns import Pattern, Plain, Slug
from casebook.fields.reader import Reader
from casebook.fields.values import Text
from casebook.located import Entries, Items, Node, Scalar, report

TYPES = (
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "dataset",
    "document",
    "entry-encyclopedia",
    "interview",
    "legislation",
    "manuscript",
    "motion_picture",
    "pamphlet",
    "paper-conference",
    "post",
    "post-weblog",
    "report",
    "speech",
    "thesis",
    "webpage",
)
"""The CSL types that a reading list in this field can need."""


UNKNOWN_LANGUAGE = "und"
"""The tag of a language that nobody has said yet (BCP 47: undetermined)."""

KINDS = {
    "article": ("article", "article-journal"),
    "book": ("book", "chapter", "entry-encyclopedia"),
    "report": ("report", "thesis", "paper-conference", "manuscript", "pamphlet", "document", "dataset"),
    "news": ("article-newspaper", "article-magazine"),
    "web": ("webpage", "post", "post-weblog"),
    "law": ("bill", "legislation"),
    "spoken": ("broadcast", "interview", "motion_picture", "speech"),
}
"""The CSL types as readers tell works apart."""

_KIND_OF = {csl_type: kind for kind, types in KINDS.items() for csl_type in types}


class Doi(Pattern):
    """A DOI without the resolver's address."""

    code = "not-a-doi"
    pattern = re.compile(r"10\.[0-9]{4,9}/\S+")
    schema: ClassVar = {"type": "string", "pattern": r"^10\.[0-9]{4,9}/\S+$"}


class WebAddress(Pattern):
    """An address that starts with https:// or http://."""

    code = "not-a-web-address"
    pattern = re.compile(r"https?://[^\s<>\"'\\^`{|}]+")
    schema: ClassVar = {"type": "string", "pattern": "^https?://"}


class CslDate(Reader):
    """A date in CSL form (`date-parts`) or as 2016, 2016-11 or 2016-11-02: year, month, day."""

    def read(self, value: Node, known: Known) -> tuple[int, ...] | None:
        parts = self._parts(value)
        if parts is None or not self._is_date(parts):
            report(value, "not-a-csl-date")
            return None
        return tuple(int(part) for part in parts)

    @staticmethod
    def _parts(value: Node) -> list[str] | None:
        if isinstance(value, Scalar):
            return value.split("-")
        if isinstance(value, Entries) and set(value) == {"date-parts"}:
            outer = value["date-parts"]
            if isinstance(outer, Items) and len(outer) == 1 and isinstance(inner := outer[0], Items):
                return [str(part) for part in inner if isinstance(part, Scalar)]
        return None

    @staticmethod
    def _is_date(parts: list[str]) -> bool:
        if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() for part in parts):
            return False
        _year, month, day = ([int(part) for part in parts] + [1, 1])[:3]
        return len(parts[0]) == 4 and 1 <= month <= 12 and 1 <= day <= 31

    def json_schema(self) -> dict[str, Any]:
        return {"type": ["string", "integer", "object"]}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, populate_by_name=False)


class Agent(_Part):
    """A person or an organisation that made a work."""

    family: Annotated[str | None, Plain()] = None
    given: Annotated[str | None, Plain()] = None
    literal: Annotated[str | None, Plain()] = None
    particle: Annotated[str | None, Plain(), Field(alias="non-dropping-particle")] = None
    suffix: Annotated[str | None, Plain()] = None


class ForReaders(_Part):
    """What the casebook adds to a work: where it stands in the list and what helps to choose it."""

    theme: Annotated[tuple[str, ...], Many(OneOf("theme"))] = ()
    access: Annotated[str, Choice(("open", "closed", "unknown"))] = "unknown"
    title_language: Annotated[str | None, Plain(), Field(alias="title-language")] = None
    """The title's language where it isn't the work's, such as a description in brackets."""
    level: Annotated[tuple[str, ...], Many(OneOf("level"))] = ()
    """For whom in class, in the editors' judgement; empty where what is known of the work allows none."""
    genre: Annotated[Text | None, Line(longest=80)] = None
    """What stands in brackets after the title, in the readers' own words; without it the work's own genre does."""
    note: Annotated[Text | None, Prose()] = None
    why: Annotated[Text | None, Line(longest=300)] = None


class Work(_Part):
    """One work of the bibliography."""

    id: Annotated[str, Slug()]
    type: Annotated[str, Choice(TYPES)]
    title: Annotated[str, Plain()]
    title_short: Annotated[str | None, Plain(), Field(alias="title-short")] = None
    author: tuple[Agent, ...] = ()
    editor: tuple[Agent, ...] = ()
    container_title: Annotated[str | None, Plain(), Field(alias="container-title")] = None
    collection_title: Annotated[str | None, Plain(), Field(alias="collection-title")] = None
    event_title: Annotated[str | None, Plain(), Field(alias="event-title")] = None
    volume: Annotated[str | None, Plain()] = None
    issue: Annotated[str | None, Plain()] = None
    page: Annotated[str | None, Plain()] = None
    number: Annotated[str | None, Plain()] = None
    chapter_number: Annotated[str | None, Plain(), Field(alias="chapter-number")] = None
    number_of_pages: Annotated[str | None, Plain(), Field(alias="number-of-pages")] = None
    edition: Annotated[str | None, Plain()] = None
    genre: Annotated[str | None, Plain()] = None
    medium: Annotated[str | None, Plain()] = None
    publisher: Annotated[str | None, Plain()] = None
    publisher_place: Annotated[str | None, Plain(), Field(alias="publisher-place")] = None
    issued: Annotated[tuple[int, ...] | None, CslDate()] = None
    accessed: Annotated[tuple[int, ...] | None, CslDate()] = None
    language: Annotated[str, Plain()]
    doi: Annotated[str | None, Doi(), Field(alias="DOI")] = None
    url: Annotated[str | None, WebAddress(), Field(alias="URL")] = None
    isbn: Annotated[str | None, Plain(), Field(alias="ISBN")] = None
    issn: Annotated[str | None, Plain(), Field(alias="ISSN")] = None
    custom: ForReaders

    @property
    def title_language(self) -> str:
        """The language of the title as printed."""
        return self.custom.title_language or self.language

    @property
    def kind(self) -> str:
        """Which of KINDS it is."""
        return _KIND_OF[self.type]

    def csl(self, language: str | None = None) -> dict[str, Any]:
        """The work as an item of CSL JSON, without what the casebook adds; its genre in `language`, if given."""
        item = self.model_dump(by_alias=True, exclude_none=True, exclude={"custom"}, mode="python")
        for name in ("issued", "accessed"):
            if name in item:
                item[name] = {"date-parts": [list(item[name])]}
        for name in ("author", "editor"):
            if not item[name]:
                del item[name]
        if language and self.custom.genre:
            item["genre"] = self.custom.genre.version(language)[0]
        return item


def check_agents(entries: Entries) -> None:
    """Each author or editor has a family name or a literal one, not both."""
    for role in ("author", "editor"):
        agents = entries.get(role)
        for agent in agents if isinstance(agents, Items) else ():
            if isinstance(agent, Entries) and ("family" in agent) == ("literal" in agent):
                report(agent, "one-of", allowed=("family", "literal"))
