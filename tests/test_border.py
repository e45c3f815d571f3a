"""`publish.py` and `publishing/` know MkDocs; the library imports nothing of it, and its imports point one way."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

HOOKS = Path(__file__).parent.parent / "hooks"
RULES = Path(__file__).parent / "rules"
LIBRARY = sorted((HOOKS / "casebook").rglob("*.py"))

ROOMS = (
    "words",
    "codes",
    "garbage",
    "problems",
    "glyphs",
    "reports",
    "located",
    "building",
    "source",
    "notation",
    "quotes",
    "markdown_flaws",
    "flaws",
    "text",
    "fields.known",
    "fields.values",
    "fields.reader",
    "fields.patterns",
    "fields.choices",
    "fields.localised",
    "fields.composed",
    "works",
    "glossary",
    "marking",
    "readings",
    "handwritten",
    "parts",
    "model",
    "facets",
    "across",
    "ordering",
    "world",
    "project",
    "checks",
    "readability",
    "translations",
    "status",
    "upkeep",
    "recording",
    "shapes",
    "shelves",
    "cardfiles",
    "sharing",
    "helping",
    "remembering",
    "cards",
    "form",
    "kinds",
    "yaml_writing",
    "examples",
    "schema",
    "drafting",
    "issue_forms",
    "filled_forms",
    "importing",
    "style",
    "citations",
    "history",
    "citing",
    "exports",
    "indexing",
    "pages",
    "sheets",
    "publication",
    "translating",
    "plain_texts",
    "links",
    "editing",
    "adding",
    "reviewing",
    "keeping",
    "site",
    "command",
)
"""Each room may import the ones before it only."""


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(str(node.module))
    return found


def room_of(module: str) -> str:
    """The room that a module such as `fields.values` or `pages.site` is, or stands in."""
    return module if module in ROOMS else module.split(".")[0]


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.relative_to(HOOKS).as_posix())
def test_library_knows_no_site_generator(path: Path) -> None:
    assert not {name for name in imported(path) if name.split(".")[0] in ("mkdocs", "material", "mkdocs_static_i18n")}


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.relative_to(HOOKS).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    room = room_of(".".join(path.relative_to(HOOKS / "casebook").with_suffix("").parts))
    if room not in ROOMS:
        assert path.name == "__init__.py"
        return
    own = {room_of(name.removeprefix("casebook.")) for name in imported(path) if name.startswith("casebook.")}
    assert own - {room} <= set(ROOMS[: ROOMS.index(room)])


def test_a_check_imports_only_what_it_needs() -> None:
    """The rest would take most of the time that the check of one card takes."""
    code = "import sys; from casebook.command import main; main(['check']); print(*sys.modules)"
    printed = subprocess.check_output([sys.executable, "-c", code], cwd=RULES / "project", text=True)
    loaded = {name.partition(".")[0] for name in printed.split()}
    assert "pydantic" in loaded
    assert not loaded & {"concurrent", "jinja2", "markdown_it", "mkdocs", "pypandoc", "subprocess", "typst"}
