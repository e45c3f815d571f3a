"""The practices as open data: JSON with its schema, a table and a feed in each language."""

from collections.abc import Iterator, Sequence

from casebook.exports.feed import Entry, Feed, write_feed
from casebook.exports.practices import Site, write_practices
from casebook.exports.practices_schema import write_schema
from casebook.exports.table import write_csv
from casebook.model import Practice
from casebook.pages.addresses import practice_address
from casebook.pages.downloads import Download
from casebook.pages.edition import Desk, Edition
from casebook.pages.table import table_rows

PRACTICES = "data/practices.json"
SCHEMA = "data/practices.schema.json"
CARD_SCHEMA = "data/practice.schema.json"
"""The form of a card. This one and those before it stand below the site's root, once for all languages."""
TABLE = "data/practices.csv"
FEED = "data/practices.atom"
"""This one and the table stand below each language's root."""


def data_downloads(editions: Sequence[Edition]) -> Iterator[Download]:
    """The files of all languages; the first edition is the default language's."""
    casebook, site = editions[0].casebook, _site(editions)
    yield Download(PRACTICES, write_practices(casebook, site))
    yield Download(SCHEMA, write_schema(casebook, site.schema))
    for edition in editions:
        yield Download(edition.home + TABLE, write_csv(table_rows(_outside(edition))))
        yield Download(edition.home + FEED, write_feed(_feed(edition, editions), _entries(edition)))


def _outside(edition: Edition, practice: Practice | None = None) -> Desk:
    """A desk outside the site: its links are whole addresses."""
    return Desk(edition, edition.address, practice)


def _site(editions: Sequence[Edition]) -> Site:
    by_language = {edition.language: edition for edition in editions}
    return Site(
        address=editions[0].site,
        schema=editions[0].site + SCHEMA,
        address_of=lambda practice, language: by_language[language].address + practice_address(practice.slug),
        prose=lambda practice, language, text: _outside(by_language[language], practice).prose(text),
        phrase=lambda practice, language, text: _outside(by_language[language], practice).phrase(text),
        dates_of=editions[0].dates_of,
        reference=lambda key, language: by_language[language].bibliography.references[key],
    )


def feed_link(desk: Desk) -> dict[str, str]:
    """Where feed readers find the feed of the page's language."""
    words = desk.edition.words
    return {"title": words.open_data["feed_title"].format(site=words.site_name), "link": desk.link(FEED)}


def _feed(edition: Edition, editions: Sequence[Edition]) -> Feed:
    words = edition.words
    return Feed(
        language=edition.language,
        title=words.open_data["feed_title"].format(site=words.site_name),
        subtitle=words.site_tagline,
        rights=words.open_data["feed_rights"],
        author=words.site_name,
        address=edition.address + FEED,
        page=edition.address + "practices/",
        elsewhere={other.language: other.address + FEED for other in editions if other is not edition},
        made=edition.today,
    )


def _entries(edition: Edition) -> Iterator[Entry]:
    """The published practices whose last change is known."""
    for practice in edition.practices:
        dates = edition.dates_of(practice)
        if practice.is_public and dates.changed is not None:
            title, language = practice.title.version(edition.language, practice.original)
            summary, _ = practice.summary.version(edition.language, practice.original)
            yield Entry(
                slug=next(iter(practice.former_slugs), practice.slug),
                language=language,
                title=title,
                summary=summary,
                address=edition.address + practice_address(practice.slug),
                published=dates.published,
                changed=dates.changed,
            )
