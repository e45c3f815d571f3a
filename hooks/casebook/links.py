"""The web addresses of the casebook, and which of them no longer answer: asked only on request, never in a build."""

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from pathlib import Path

from casebook.model import Casebook

PATIENCE = 15.0
"""Seconds that one address may take to answer."""

FRESH = 7 * 24 * 3600
"""Seconds for which an answer is remembered."""

_AT_ONCE = 8
_ADDRESS = re.compile(r"\]\((https?://[^)\s]+)\)|<(https?://[^>\s]+)>")
_BROWSER = "Mozilla/5.0 (compatible; casebook-links)"
_UNTOLD = frozenset({401, 403, 405, 406, 429, 451, 500, 502, 503, 504})
"""Answers that don't tell whether the page is still there: it is kept from programs, or the host has a bad day."""


@dataclass(frozen=True)
class Answer:
    """How an address answered: the HTTP status, or 0 where no host did; and when, in seconds since 1970."""

    status: int
    asked: float

    @property
    def is_dead(self) -> bool:
        """Whether the page is gone: no host, or one that says so."""
        return not 200 <= self.status < 400 and self.status not in _UNTOLD


def addresses(casebook: Casebook) -> Mapping[str, tuple[str, ...]]:
    """Every web address, with the files and works that hold it."""
    found: dict[str, list[str]] = {}
    for address, where in _addresses(casebook):
        if where not in found.setdefault(address, []):
            found[address].append(where)
    return {address: tuple(found[address]) for address in sorted(found)}


def _addresses(casebook: Casebook) -> Iterator[tuple[str, str]]:
    for work in casebook.works.values():
        if work.url is not None:
            yield work.url, work.id
        if work.doi is not None:
            yield f"https://doi.org/{work.doi}", work.id
    for practice in casebook.practices:
        for _, text in practice.texts():
            for version in text.by_language.values():
                yield from ((address, practice.path) for address in _in_text(version))
    for page in casebook.pages:
        yield from ((address, page.path) for address in _in_text(page.body))


def _in_text(text: str) -> Iterator[str]:
    return (first or second for first, second in _ADDRESS.findall(text))


def ask(wanted: Sequence[str], remembered: Mapping[str, Answer], limit: float) -> dict[str, Answer]:
    """The answers that are known after `limit` seconds, with 0 those that are known already.

    What was remembered and is fresh isn't asked again.
    """
    now = time.time()
    known = {address: answer for address, answer in remembered.items() if now - answer.asked < FRESH}
    pool = ThreadPoolExecutor(_AT_ONCE)
    asked = {pool.submit(_ask_one, address): address for address in wanted if limit > 0 and address not in known}
    done, _ = wait(asked, timeout=limit)
    pool.shutdown(wait=False, cancel_futures=True)
    return known | {asked[future]: future.result() for future in done}


def _ask_one(address: str) -> Answer:
    status = 0
    for method in ("HEAD", "GET"):
        request = urllib.request.Request(address, method=method, headers={"User-Agent": _BROWSER})
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                return Answer(response.status, time.time())
        except urllib.error.HTTPError as error:
            status = error.code
        except (OSError, ValueError):
            status = 0
    return Answer(status, time.time())


def archived(address: str, year: int) -> str:
    """Where the Internet Archive may have the page as it was about then."""
    return f"https://web.archive.org/web/{year}/{address}"


def read_answers(path: Path) -> dict[str, Answer]:
    """The answers remembered in a file; none where it can't be read."""
    try:
        return {address: Answer(**answer) for address, answer in json.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write_answers(path: Path, answers: Mapping[str, Answer]) -> None:
    """Remember the answers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({address: asdict(answer) for address, answer in sorted(answers.items())}, indent=1)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
