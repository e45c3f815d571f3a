"""Drafts, consent, reviews and renamed cards: what reaches the public, and what does not."""

import gzip
import json
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from casebook.model import Casebook
from conftest import copy_project, run_casebook
from printed import Pdf, letters_of
from server import preview

MILAN = "practices/encounter-day-milan.yaml"
AVANS = "practices/learning-community-avans-loc.yaml"
Replace = Callable[[str, str, str], None]

CONSENT = """
consent:
  - person: jo
    name: Jo Vandermeulen
    covers: [name, photo]
    given: 2026-10-01
    recorded_by: the editors
    withdraw: {nl: Schrijf naar de redactie., en: Write to the editors.}
contributors:
  - {role: author, person: jo}
  - {role: reviewer, organisation: De meelezers}
photo:
  file: jo.png
  alt: {nl: Iemand lacht., en: Somebody laughs.}
  shows: [jo]
reviewed: 2024-01-15
former_slugs: [meeting-day]
"""

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def add(project: Path, name: str, text: str) -> None:
    path = project / name
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def everything_in(site: Path) -> str:
    files = (path for path in site.rglob("*") if path.is_file())
    return "\n".join(f"{path.relative_to(site)}\n{path.read_bytes().decode('utf-8', 'replace')}" for path in files)


def papers_of(site: Path) -> str:
    """The letters of everything that the site's PDFs say; how lines are broken in them doesn't matter."""
    papers = sorted(site.rglob("*.pdf"))
    assert len(papers) > 4
    return "".join(letters_of(Pdf(path).all_said) for path in papers)


def search_text(site: Path) -> str:
    """What the search index holds; its fragments are compressed, so they are read as the browser reads them."""
    texts = []
    for path in (site / "pagefind/fragment").iterdir():
        raw = gzip.decompress(path.read_bytes())
        texts.append(json.loads(raw[raw.index(b"{") :])["content"])
    return "\n".join(texts)


def test_a_draft_reaches_nobody(project_copy: Path, replace_in: Replace) -> None:
    replace_in(AVANS, "\nstatus: published\n", "\nstatus: draft\n")
    replace_in(
        MILAN, "    Daarna eet iedereen", "    Zie [Avans](practice:learning-community-avans-loc). Daarna eet iedereen"
    )
    done = run_casebook(project_copy, "site")
    assert done.returncode == 0, done.stdout + done.stderr
    published = everything_in(project_copy / "site")
    assert "learning-community-avans-loc" not in published
    assert "Leergemeenschap Avans" not in published
    assert "Zie Avans. Daarna" in published
    papers = papers_of(project_copy / "site")
    assert "ZieAvansDaarna" in papers
    for kept_back in ("Leergemeenschap Avans", "Avans–LOC learning community", "learning-community-avans-loc", "Prezi"):
        assert letters_of(kept_back) not in papers
    assert "Prezi" not in search_text(project_copy / "site")


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=5) as answer:
        return str(answer.read().decode("utf-8"))


def test_the_preview_shows_drafts_marked(project_copy: Path, replace_in: Replace, casebook: Casebook) -> None:
    replace_in(MILAN, "\nstatus: published\n", "\nstatus: draft\n")
    with preview(project_copy, "--no-livereload") as address:
        practice = fetch(address + "practices/encounter-day-milan/")
        overview = fetch(address + "en/practices/")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            fetch(address + "practices/learning-community-avans-loc/handout.pdf")
    assert practice.count('<p class="is-draft">Ontwerp</p>') == 1
    assert "handout.pdf" not in practice, "a preview makes no PDFs, which would keep its maker waiting"
    drafts = 1 + len(casebook.practices) - len(casebook.public)
    assert overview.count('<p class="is-draft">Draft</p>') == drafts


NO_CHANGES: Mapping[str, str] = {}


def build_with_a_person(project: Path, changes: Mapping[str, str] = NO_CHANGES) -> Path:
    """The built project with a person in it, where each key of `changes`, a text of the card, became its value."""
    add(project, MILAN, CONSENT)
    (project / "practices/photos").mkdir()
    (project / "practices/photos/jo.png").write_bytes(PIXEL)
    path = project / MILAN
    text = path.read_text(encoding="utf-8")
    for old, new in {"    Daarna eet iedereen": "    [person:jo] kookt. Daarna eet iedereen", **changes}.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    done = run_casebook(project, "site", SOURCE_DATE_EPOCH="1795300000")
    assert done.returncode == 0, done.stdout + done.stderr
    return project


@pytest.fixture(scope="module")
def with_a_person(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_with_a_person(copy_project(tmp_path_factory.mktemp("named"), site))


@pytest.fixture(scope="module")
def withdrawn(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after the person took the consent back, and somebody reviewed the card."""
    changes = {
        "    given: 2026-10-01\n": "    given: 2026-10-01\n    withdrawn: 2026-11-01\n",
        "\nreviewed: 2024-01-15\n": "\nreviewed: 2026-01-15\n",
    }
    return build_with_a_person(copy_project(tmp_path_factory.mktemp("withdrawn"), site), changes)


def test_a_person_who_consents_is_named_and_shown(with_a_person: Path) -> None:
    page = (with_a_person / "site/practices/encounter-day-milan/index.html").read_text(encoding="utf-8")
    assert "JoVandermeulenkookt" in papers_of(with_a_person / "site")
    assert page.count("Jo Vandermeulen") == 5, (
        "in the text, under the sources, in the reference, its meta tag and the structured data"
    )
    assert "auteur: Jo Vandermeulen" in page
    assert "meelezer: De meelezers" in page
    assert '<img class="photo" src="../../assets/photos/jo.png" alt="Iemand lacht.">' in page
    assert (with_a_person / "site/assets/photos/jo.png").read_bytes() == PIXEL
    assert "Laatst nagelezen op 15 januari 2024, meer dan 24 maanden geleden." in page


def test_consent_taken_back_takes_the_person_away_everywhere(withdrawn: Path) -> None:
    assert "Vandermeulen" not in everything_in(withdrawn / "site")
    assert "Vandermeulen" not in search_text(withdrawn / "site")
    papers = papers_of(withdrawn / "site")
    assert "Vandermeulen" not in papers
    assert letters_of("iemand die niet genoemd wordt kookt") in papers
    assert not (withdrawn / "site/assets/photos/jo.png").exists()
    page = (withdrawn / "site/practices/encounter-day-milan/index.html").read_text(encoding="utf-8")
    assert "iemand die niet genoemd wordt kookt." in page
    assert "<img" not in page


def test_a_recent_review_is_just_a_date(withdrawn: Path) -> None:
    page = (withdrawn / "site/en/practices/encounter-day-milan/index.html").read_text(encoding="utf-8")
    assert "Last reviewed on 15 January 2026." in page


@pytest.mark.parametrize("root", ["", "en/"], ids=["nl", "en"])
def test_a_former_address_leads_to_the_present_one(with_a_person: Path, root: str) -> None:
    page = (with_a_person / f"site/{root}practices/meeting-day/index.html").read_text(encoding="utf-8")
    targets = set(re.findall(r'(?:href="|url=)([^"]+)"', page))
    assert targets == {"../../practices/encounter-day-milan/"}
    assert "meeting-day" not in (with_a_person / "site/sitemap.xml").read_text(encoding="utf-8")
