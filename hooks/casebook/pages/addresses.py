"""Where pages and their parts are, below their language's root."""

from casebook.model import FACTS


def practice_address(slug: str) -> str:
    """Where a practice's page is, below the language's root."""
    return f"practices/{slug}/"


def practice_file(slug: str) -> str:
    """The Markdown file that a practice's page would have."""
    return f"practices/{slug}.md"


def selection_address(facet: str, value: str) -> str:
    """Where the list of the practices with one value of a facet is, below the language's root."""
    return f"practices/by/{facet}/{value}/"


def work_address(key: str) -> str:
    """Where a work's entry is, below the language's root."""
    return f"reading-list/#{key}"


def term_address(key: str) -> str:
    """Where a term's entry is, below the language's root."""
    return f"glossary/#{key}"


def page_address(uri: str) -> str:
    """Where the page of a Markdown file is, below the language's root."""
    stem = uri.removesuffix(".md")
    if stem == "index" or stem.endswith("/index"):
        return stem.removesuffix("index")
    return stem + "/"


def path_to_root(uri: str) -> str:
    """From the page of a Markdown file back to the language's root."""
    return "../" * page_address(uri).count("/")


def part_anchor(part: str) -> str:
    """The address of a part on its practice's page: a section, or one of the facts at its head."""
    return f"fact-{anchor(part)}" if part in FACTS else anchor(part)


def anchor(key: str) -> str:
    """The address of a section on its practice's page."""
    return key.replace("_", "-")
