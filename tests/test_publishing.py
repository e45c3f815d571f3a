"""Drafts, consent, reviews and renamed cards: what reaches the public, and what does not."""

import gzip
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from altered import DRAFT, PIXEL, SIGNED, WITHDRAWN
from casebook.model import Casebook
from printed import Pdf, letters_of
from server import preview

MILAN = "practices/encounter-day-milan.yaml"
Replace = Callable[[str, str, str], None]


def everything_in(site: Path) -> str:
    files = (path for path in site.rglob("*") if path.is_file())
    return "\n".join(f"{path.relative_to(site)}\n{path.read_bytes().decode('utf-8', 'replace')}" for path in files)


def papers_of(site: Path) -> str:
    """The letters of everything that the site's PDFs say; how lines are broken in them doesn't matter.

    Those of the third language are left out: they say the same in the language in which the cards were written.
    """
    papers = sorted(path for path in site.rglob("*.pdf") if site / "sv" not in path.parents)
    assert len(papers) > 4
    return "".join(letters_of(Pdf(path).all_said) for path in papers)


def search_text(site: Path) -> str:
    """What the search index holds; its fragments are compressed, so they are read as the browser reads them."""
    texts = []
    for path in (site / "pagefind/fragment").iterdir():
        raw = gzip.decompress(path.read_bytes())
        texts.append(json.loads(raw[raw.index(b"{") :])["content"])
    return "\n".join(texts)


@pytest.fixture(scope="module")
def published(altered: Path) -> str:
    """All that the site's files hold."""
    return everything_in(altered / "site")


@pytest.fixture(scope="module")
def papers(altered: Path) -> str:
    """The letters of all that the site's PDFs say."""
    return papers_of(altered / "site")


@pytest.fixture(scope="module")
def searched(altered: Path) -> str:
    """What the site's search holds."""
    return search_text(altered / "site")


def page_of(altered: Path, slug: str, root: str = "") -> str:
    return (altered / f"site/{root}practices/{slug}/index.html").read_text(encoding="utf-8")


def test_a_draft_reaches_nobody(published: str, papers: str, searched: str) -> None:
    assert DRAFT not in published
    assert "Leergemeenschap Avans" not in published
    assert "Zie Avans." in published
    assert "ZieAvans" in papers
    for kept_back in ("Leergemeenschap Avans", "Avans–LOC learning community", DRAFT, "Prezi"):
        assert letters_of(kept_back) not in papers
    assert "Prezi" not in searched


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=5) as answer:
        return str(answer.read().decode("utf-8"))


def test_the_preview_shows_drafts_marked(project_copy: Path, replace_in: Replace, casebook: Casebook) -> None:
    replace_in(f"practices/{SIGNED}.yaml", "\nstatus: published\n", "\nstatus: draft\n")
    with preview(project_copy, "--no-livereload") as address:
        practice = fetch(address + f"practices/{SIGNED}/")
        overview = fetch(address + "en/practices/")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            fetch(address + f"practices/{DRAFT}/handout.pdf")
    assert practice.count('<p class="is-draft">Ontwerp</p>') == 1
    assert "handout.pdf" not in practice, "a preview makes no PDFs, which would keep its maker waiting"
    drafts = 1 + len(casebook.practices) - len(casebook.public)
    assert overview.count('<p class="is-draft">Draft</p>') == drafts


def test_a_person_who_consents_is_named_and_shown(altered: Path, papers: str) -> None:
    page = page_of(altered, SIGNED)
    assert "JoVandermeulenkookt" in papers
    assert page.count("Jo Vandermeulen") == 5, (
        "in the text, under the sources, in the reference, its meta tag and the structured data"
    )
    assert "auteur: Jo Vandermeulen" in page
    assert "meelezer: De meelezers" in page
    assert '<img class="photo" src="../../assets/photos/jo.png" alt="Iemand lacht.">' in page
    assert (altered / "site/assets/photos/jo.png").read_bytes() == PIXEL
    assert "Laatst nagelezen op 15 januari 2024, meer dan 24 maanden geleden." in page


def test_consent_taken_back_takes_the_person_away_everywhere(
    altered: Path, published: str, papers: str, searched: str
) -> None:
    assert "Weerhaak" not in published
    assert "Weerhaak" not in searched
    assert "Weerhaak" not in papers
    assert letters_of("iemand die niet genoemd wordt kookt") in papers
    assert not (altered / "site/assets/photos/sam.png").exists()
    page = page_of(altered, WITHDRAWN)
    assert "iemand die niet genoemd wordt kookt." in page
    assert "<img" not in page


def test_a_recent_review_is_just_a_date(altered: Path) -> None:
    assert "Last reviewed on 15 January 2026." in page_of(altered, WITHDRAWN, "en/")


@pytest.mark.parametrize("root", ["", "en/"], ids=["nl", "en"])
def test_a_former_address_leads_to_the_present_one(altered: Path, root: str) -> None:
    page = page_of(altered, "meeting-day", root)
    targets = set(re.findall(r'(?:href="|url=)([^"]+)"', page))
    assert targets == {f"../../practices/{SIGNED}/"}
    assert "meeting-day" not in (altered / "site/sitemap.xml").read_text(encoding="utf-8")
