"""The former addresses of renamed practices, each leading to the present one, in every language."""

from collections.abc import Iterator
from dataclasses import dataclass

from casebook.pages.addresses import practice_address
from casebook.pages.edition import Desk, Edition
from casebook.pages.page import render
from casebook.pages.values import localised


@dataclass(frozen=True)
class Redirect:
    """A small page at a former address, below its language's root."""

    address: str
    html: str


def redirects(edition: Edition) -> Iterator[Redirect]:
    """A redirect for each former slug of each practice."""
    for practice in edition.practices:
        for slug in practice.former_slugs:
            desk = Desk(edition, "../../")
            title = localised(practice.title, edition.language, practice.original)
            view = {"title": title, "target": desk.link(practice_address(practice.slug))}
            yield Redirect(practice_address(slug), render("redirect.html", desk, view))
