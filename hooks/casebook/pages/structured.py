"""What machines read in the head of each page: the nodes of schema.org that are true of it."""

from collections.abc import Iterator, Sequence

from casebook.exports.structured import About, Node, breadcrumb, dataset, described_website, graph, practice_node
from casebook.model import Practice
from casebook.pages.addresses import page_address, practice_address
from casebook.pages.edition import Edition
from casebook.pages.open_data import FEED, PRACTICES, TABLE


def page_graph(edition: Edition, about: About, own: Sequence[Node]) -> Node:
    """The JSON-LD of a page: on the home page the site, elsewhere the way there and the page's own nodes."""
    if about.address == about.site:
        return graph([described_website(about)])
    return graph([breadcrumb([*_above(edition, about), (about.title, about.address)]), *own])


def about_page(edition: Edition, address: str, title: str, description: str) -> About:
    """A page at `address` below the language's root."""
    words = edition.words
    return About(
        address=edition.address + address,
        title=title,
        description=description,
        language=edition.language,
        locale=words.locale,
        site=edition.address,
        site_name=words.site_name,
    )


def _above(edition: Edition, about: About) -> Iterator[tuple[str, str]]:
    """Titles and addresses of the home page and of the pages above this one."""
    words = edition.words
    titles = {page_address(page.uri): page.title for page in edition.pages}
    titles |= {"": words.chrome["home"], "practices/": words.practices_page["title"]}
    steps = about.address.removeprefix(edition.address).split("/")[:-2]
    for count in range(len(steps) + 1):
        address = "".join(f"{step}/" for step in steps[:count])
        if address in titles:
            yield titles[address], edition.address + address


def practice_nodes(practice: Practice, edition: Edition) -> tuple[Node, ...]:
    """The node of a practice's page."""
    address = practice_address(practice.slug)
    summary, _ = practice.summary.version(edition.language, practice.original)
    about = about_page(edition, address, edition.title_of(practice), summary)
    dates = edition.dates_of(practice)
    is_original = edition.language == practice.original
    original = None if is_original else edition.address_in(practice.original) + address
    kind: str = edition.words.open_data["kind"]
    return (practice_node(practice, about, kind, dates.published, dates.changed, original),)


def dataset_nodes(edition: Edition) -> tuple[Node, ...]:
    """The node of the page about the open data."""
    words = edition.words.open_data
    about = about_page(edition, "data/", words["title"], words["description"])
    files = [
        (edition.site + PRACTICES, "application/json"),
        (edition.address + TABLE, "text/csv"),
        (edition.address + FEED, "application/atom+xml"),
    ]
    return (dataset(about, edition.casebook.languages, files),)
