"""The editors' desk: what there is to look at, in the command, in the preview, and which links no longer answer."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from casebook.links import FRESH, Answer, addresses, archived, ask
from casebook.model import Casebook
from casebook.pages.edition import Edition
from casebook.pages.site import generated_pages
from casebook.upkeep import desk_lists, same_works, to_review, unused_values
from casebook.words import available_languages, read_words
from conftest import run_casebook
from reader import parse_fragment, text_of

Replace = Callable[[str, str, str], None]
MILAN = "practices/encounter-day-milan.yaml"


def test_cards_that_nobody_reviewed_come_first_then_the_oldest_review(casebook: Casebook) -> None:
    days = [date(2026, 5, 1), None, date(2024, 5, 1)]
    cards = tuple(
        card.model_copy(update={"reviewed": day}) for card, day in zip(casebook.practices, days, strict=False)
    )
    order = to_review(replace(casebook, practices=cards))
    assert [card.reviewed for card in order] == [None, date(2024, 5, 1), date(2026, 5, 1)]


@pytest.mark.parametrize(
    ("change", "are_same"),
    [
        ({"doi": "10.1000/ABC"}, True),
        ({"doi": "10.1000/abd"}, False),
        ({"url": "http://example.org/a"}, True),
        ({"title": "A  title", "issued": (2020, 5)}, True),
        ({"title": "A title", "issued": (2021,)}, False),
    ],
    ids=["a DOI in other letters", "another DOI", "an address with http", "title and year", "another year"],
)
def test_works_that_seem_to_be_the_same(casebook: Casebook, change: dict[str, object], are_same: bool) -> None:
    model = next(iter(casebook.works.values())).model_copy(
        update={"doi": None, "url": None, "title": "Another", "issued": None}
    )
    known = {"doi": "10.1000/abc", "url": "https://example.org/a/", "title": "A title", "issued": (2020,)}
    first = model.model_copy(update={"id": "first", **known})
    second = model.model_copy(update={"id": "second", **change})
    assert [(one.id, other.id) for one, other in same_works([first, second])] == [("first", "second")] * are_same


def test_values_that_nothing_uses(casebook: Casebook) -> None:
    without = replace(casebook, practices=(), works={}, glossary=())
    everything = [(name, value) for name, entries in casebook.vocabulary.items() for value in entries]
    assert list(unused_values(without)) == everything
    used = set(everything) - set(unused_values(casebook))
    assert {("format", "encounter-day"), ("gap", casebook.practices[0].gap_lens.mends[0].gap)} <= used


def test_the_command_lists_everything(casebook: Casebook, project_copy: Path, replace_in: Replace) -> None:
    assert run_casebook(project_copy, "new", "a-new-card").returncode == 0
    replace_in(MILAN, "Elke eerstejaarsstudent sociaal werk praat", "Elke student praat")
    done = run_casebook(project_copy, "desk")
    assert (done.returncode, done.stderr) == (0, "")
    parts = dict(part.split("\n\n", 1) for part in done.stdout.split("## ")[1:])
    drafts = {"practices/a-new-card.yaml", *(card.path for card in casebook.practices if card.status == "draft")}
    assert set(parts["Drafts"].strip().split("\n")) == {f"- `{path}`" for path in drafts}
    assert parts["Translations to look at"].split("\n")[:2] == [
        "- `practices/a-new-card.yaml`, `nl`",
        f"- `{MILAN}`, `en`: summary",
    ]
    assert f"- `{MILAN}`: never" in parts["Reviews, the oldest first"]


@pytest.mark.parametrize("language", available_languages())
def test_the_preview_has_the_desk_and_the_site_has_not(casebook: Casebook, language: str) -> None:
    def pages(shows_drafts: bool) -> dict[str, str]:
        edition = Edition(casebook, language, date(2026, 11, 24), shows_drafts)
        return {page.uri: str(page.body(edition).html) for page in generated_pages(edition) if page.uri == "desk.md"}

    assert pages(shows_drafts=False) == {}
    page = parse_fragment(pages(shows_drafts=True)["desk.md"])
    words = read_words(language)
    assert page.errors == ()
    assert [text_of(heading) for heading in page.find("h2")] == [group.title for group in desk_lists(casebook, words)]
    assert sorted(text_of(item) for item in page.find("li")) == sorted(
        ": ".join(filter(None, (", ".join(item.names), item.note)))
        for group in desk_lists(casebook, words)
        for item in group.items
    )


# Links


class _Host(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012  # what this host was asked, by all requests

    def do_HEAD(self) -> None:
        self.asked.append(self.path)
        if self.path.endswith("-slow"):
            time.sleep(1)
        status = int(self.path.strip("/").partition("-")[0])
        self.send_response(405 if self.path.endswith("-get") else status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(int(self.path.strip("/").partition("-")[0]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Host) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "status", "is_dead"),
    [
        ("200", 200, False),
        ("200-get", 200, False),
        ("404", 404, True),
        ("410", 410, True),
        ("403", 403, False),
        ("503", 503, False),
    ],
)
def test_how_an_address_answers(host: str, path: str, status: int, is_dead: bool) -> None:
    answer = ask([host + path], {}, 30)[host + path]
    assert (answer.status, answer.is_dead) == (status, is_dead)


def test_where_no_host_answers_the_address_is_dead() -> None:
    answer = ask(["http://127.0.0.1:9/"], {}, 30)["http://127.0.0.1:9/"]
    assert (answer.status, answer.is_dead) == (0, True)


def test_a_fresh_answer_is_not_asked_for_again(host: str) -> None:
    address = host + "200-remembered"
    first = ask([address], {}, 30)
    assert ask([address], first, 30) == first
    assert _Host.asked.count("/200-remembered") == 1
    old = {address: Answer(200, first[address].asked - FRESH - 1)}
    assert ask([address], old, 30)[address].asked > old[address].asked
    assert _Host.asked.count("/200-remembered") == 2


def test_nothing_is_waited_for_beyond_the_limit(host: str) -> None:
    assert ask([host + "200-slow"], {}, 0.1) == {}


def test_without_time_nothing_is_asked(host: str) -> None:
    assert ask([host + "200-unasked"], {}, 0) == {}
    assert "/200-unasked" not in _Host.asked


def test_every_address_of_works_cards_and_pages_is_known(casebook: Casebook) -> None:
    found = addresses(casebook)
    assert {work.url for work in casebook.works.values() if work.url} <= set(found)
    assert "docs/en/about.md" in found["https://www.w3.org/TR/WCAG22/"]
    assert all(address.startswith("http") for address in found)


def test_dead_links_are_told_with_an_archive_and_never_fail(project_copy: Path, host: str, replace_in: Replace) -> None:
    replace_in("docs/en/about.md", "https://www.w3.org/TR/WCAG22/", host + "404")
    memory = project_copy / ".cache" / "links.json"
    done = run_casebook(project_copy, "links", "--seconds", "0")
    assert done.returncode == 0
    assert " 0 no longer answer." in done.stdout
    assert json.loads(memory.read_text(encoding="utf-8")) == {}
    gone = {"status": 404, "asked": 4_000_000_000.0}
    memory.write_text(json.dumps({host + "404": gone, "https://gone.example/": gone}), encoding="utf-8")
    done = run_casebook(project_copy, "links", "--seconds", "0", SOURCE_DATE_EPOCH="1780000000")
    assert done.returncode == 0
    line = next(line for line in done.stdout.splitlines() if line.startswith("- "))
    assert line == (
        f"- <{host}404>: answers 404 (`docs/en/about.md`); perhaps archived at <{archived(host + '404', 2026)}>"
    )
    assert list(json.loads(memory.read_text(encoding="utf-8"))) == [host + "404"]
