"""`make serve` shows each change at once: it makes again the pages that somebody asks for, and no others."""

import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import copy_project
from server import preview

LUND = "practices/mobilisation-course-lund"
_LIVE = re.compile(r"livereload\((\d+), \d+\);")
SECONDS = 60
"""How long a change may take before it counts as lost; on a busy machine a whole build takes long."""


@dataclass(frozen=True)
class Serving:
    """A copy of the project, and where its preview answers."""

    folder: Path
    address: str

    def get(self, path: str) -> str:
        try:
            with urllib.request.urlopen(self.address + path, timeout=SECONDS) as answer:
                return str(answer.read().decode("utf-8"))
        except urllib.error.HTTPError as error:
            return f"{error.code} {error.read().decode('utf-8')}"

    def without_script(self, path: str) -> str:
        """The page without the numbers of live reload."""
        return _LIVE.sub("", self.get(path))

    def wait(self, path: str, shows: Callable[[str], bool]) -> str:
        """The page once it shows what it should."""
        until = time.monotonic() + SECONDS
        while not shows(page := self.get(path)):
            assert time.monotonic() < until, page[:3000] + self.log()
            time.sleep(0.05)
        return page

    def log(self) -> str:
        return (self.folder / "preview.log").read_text(encoding="utf-8")

    def builds(self) -> int:
        """How often the whole site was built."""
        return self.log().count("Building 'nl' documentation")

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = copy_project(tmp_path_factory.mktemp("serving"))
    with preview(folder) as address:
        yield Serving(folder, address)


@pytest.fixture
def same_after(serving: Serving) -> Iterator[Serving]:
    """The preview; afterwards the project is put back, and every page is what the whole build at the start made."""
    texts = [path for name in ("practices", "docs") for path in (serving.folder / name).rglob("*.[ym][ad]*")]
    kept = {path: path.read_bytes() for path in texts}
    addresses = ["", "en/", "about/", f"{LUND}/", f"en/{LUND}/", "practices/", "compare/", "en/reading-list/", "desk/"]
    before = {address: serving.without_script(address) for address in addresses}
    builds = serving.builds()
    yield serving
    for path in (path for path in kept if path.read_bytes() != kept[path]):
        path.write_bytes(kept[path])
    for address, page in before.items():
        serving.wait(address, lambda shown, page=page: _LIVE.sub("", shown) == page)  # type: ignore[misc]
    assert serving.builds() == builds, "a change of texts needs no build of the whole site"


def test_a_changed_card_shows_wherever_the_card_does(same_after: Serving) -> None:
    same_after.replace(f"{LUND}.yaml", "\n  en: Mobilisation Course\n", "\n  en: Course of Zebras\n")
    page = same_after.wait(f"en/{LUND}/", lambda page: "Course of Zebras" in page)
    assert "Mobilisation Course</h1>" not in page
    for address in ("en/practices/", "en/compare/", "en/", f"en/{LUND}/column.json", "data/practices.json"):
        assert "Course of Zebras" in same_after.get(address), address
    assert "Course of {Zebras}" in same_after.get(f"en/{LUND}/cite.bib")


def test_a_changed_page_shows_and_its_title_in_every_menu(same_after: Serving) -> None:
    front, _, _ = (same_after.folder / "docs/nl/about.md").read_text(encoding="utf-8").partition("\n#")
    title = re.search(r"^(?:menu|title): .*$", front, re.MULTILINE)
    assert title
    same_after.replace("docs/nl/about.md", title.group(), f"{title.group()} met zebra’s")
    same_after.wait("about/", lambda page: "met zebra’s" in page)
    assert "met zebra’s" in same_after.get("glossary/")


def test_a_problem_shows_above_the_last_good_page_until_it_is_mended(same_after: Serving) -> None:
    same_after.replace(f"{LUND}.yaml", "\nects: 7.5\n", "\nects: <many>\n")
    page = same_after.wait(f"{LUND}/", lambda page: 'role="alert"' in page)
    assert "ects: “&lt;many&gt;” is not a number of credits" in page
    assert "Mobilisatiecursus" in page
    assert 'role="alert"' in same_after.get("no-such-page/")
    assert "ects: “<many>” is not a number of credits" in same_after.log()
    same_after.replace(f"{LUND}.yaml", "\nects: <many>\n", "\nects: 8.5\n")
    mended = same_after.wait(f"{LUND}/", lambda page: 'role="alert"' not in page)
    assert "8,5" in mended


def test_an_open_page_hears_of_a_change(same_after: Serving) -> None:
    shown = _LIVE.search(same_after.get(f"{LUND}/"))
    assert shown
    same_after.replace(f"{LUND}.yaml", "\nects: 7.5\n", "\nects: 8.5\n")
    assert int(same_after.get(f"livereload/{shown.group(1)}/1")) > int(shown.group(1))


def test_cards_come_and_go(serving: Serving) -> None:
    (serving.folder / f"{LUND}.yaml").rename(serving.folder / "practices/another-name.yaml")
    for page in (serving.folder / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("mobilisation-course-lund", "another-name"), encoding="utf-8")
    for card in (serving.folder / "practices").glob("*.yaml"):
        text = card.read_text(encoding="utf-8")
        card.write_text(text.replace("practice:mobilisation-course-lund", "practice:another-name"), encoding="utf-8")
    serving.wait("practices/another-name/", lambda page: "Mobilisatiecursus" in page)
    overview = serving.get("practices/")
    assert 'another-name/"' in overview
    assert "mobilisation-course-lund" not in overview
    assert serving.get(f"{LUND}/").startswith("404")
