"""The profile by stage tells of MkDocs' stages and of casebook's, each by functions that a build calls."""

import ast
from pathlib import Path

import pytest
from conftest import ROOT

from bench.stages import STAGES, profile, rows

SETTINGS = "site_name: Two pages\ntheme: {name: mkdocs}\nplugins: []\n"


def test_a_build_by_mkdocs_goes_through_all_its_stages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "docs").mkdir()
    for name in ("index.md", "about.md"):
        (tmp_path / "docs" / name).write_text(f"# {name}\n\nText.\n", encoding="utf-8")
    table = {name: (float(seconds), calls) for name, seconds, _, calls in rows(profile(tmp_path))}
    whole, count = table["the whole build"]
    assert count == "1"
    own = [stage.name for stage in STAGES if stage.name.startswith("MkDocs: ")]
    assert len(own) > 4
    assert [name for name in own if table[name][1] == "0"] == []
    assert table["MkDocs: read the pages"][1] == table["MkDocs: lay the pages out, and write them"][1] == "2"
    rest = next(seconds for name, (seconds, _) in table.items() if name.startswith("the rest"))
    assert sum(table[name][0] for name in own) + rest == pytest.approx(whole, abs=0.01 * len(own))


def test_casebook_s_stages_are_functions_of_the_hooks() -> None:
    files = {path.name: path for path in (ROOT / "hooks").rglob("publi*.py")}
    defined = {
        (name, node.name)
        for name, path in files.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    named = {key for stage in STAGES for key in (*stage.functions, *stage.without) if key[0] in files}
    assert len(named) > 4
    assert named <= defined
