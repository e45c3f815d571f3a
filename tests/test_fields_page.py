"""The reference of all fields shows every field, the draft and every message, in every language."""

import re
from html import unescape
from pathlib import Path

import pytest
from casebook.cards import read_known
from casebook.drafting import draft_card
from casebook.form import CLAIM, card_fields, walk_fields
from casebook.pages.fields import field_anchor
from casebook.project import Project
from casebook.words import read_words

ADDRESSES = {"nl": "contribute/fields/index.html", "en": "en/contribute/fields/index.html"}


@pytest.fixture(params=ADDRESSES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def html(site: Path, language: str) -> str:
    return (site / ADDRESSES[language]).read_text(encoding="utf-8")


def test_every_field_stands_once(html: str) -> None:
    wanted = [field_anchor(field.path) for field in walk_fields([*card_fields(), CLAIM])]
    assert re.findall(r'<h[3-6] id="(field-[a-z-]+)"', html) == wanted


def test_every_link_within_the_page_arrives(html: str) -> None:
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r' id="([^"]+)"', html))


def test_the_draft_is_what_the_command_writes(html: str, language: str, project: Project) -> None:
    shown = re.search(
        r'<pre class="scroll whole-card" role="region" tabindex="0" aria-label="[^"]+"><code>(.*?)</code>', html, re.S
    )
    assert shown is not None
    assert unescape(shown.group(1)) == draft_card(read_known(project), read_words(language))


def test_every_message_stands_in_the_table(html: str, language: str) -> None:
    assert re.findall(r'<tr id="rule-([a-z0-9-]+)">', html) == sorted(read_words(language).problems)
    table = html[html.index('<table class="rules">') :]
    assert "<caption>" in table
    assert not re.search(r"[{}]", re.sub(r"\{value: …, source: …\}|\[ (or|of) \{", "", table.partition("</table>")[0]))


def test_the_guide_leads_there(site: Path) -> None:
    assert 'href="fields/"' in (site / "contribute" / "index.html").read_text(encoding="utf-8")


def test_examples_are_in_the_language_of_the_page(html: str, language: str) -> None:
    other = next(name for name in ADDRESSES if name != language)
    for path in ("consent.name", "consent.recorded_by"):
        own, others = (read_words(name).fields[path]["example"] for name in (language, other))
        assert f"{path.rpartition('.')[2]}: {own}" in html
        assert own == others or others not in html
