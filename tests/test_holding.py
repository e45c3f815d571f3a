"""A build holds no page's HTML longer than it takes to write it: what it holds would grow with every card."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from bench.casebooks import ROOT, make_casebook
from bench.memory import MemoryWatch

_SPY = """
import json
from pathlib import Path

def count(name, config, files):
    held = [file.src_uri for file in files.documentation_pages() if file.page.content]
    places = {file.src_uri for file in files if file._content and not file.is_documentation_page()}
    Path(config.config_file_path).with_name(f"{name}-{config.theme['language']}.json").write_text(
        json.dumps({"pages": held, "files": sorted(places)})
    )

def on_nav(nav, config, files):
    global found
    found = files

def on_env(env, config, files):
    count("read", config, files)

def on_post_build(config):
    count("written", config, found)

on_post_build.mkdocs_priority = 100
"""
"""A hook that notes what is held when all pages are read, and once they are written."""


def test_pages_hold_nothing_before_they_are_laid_out_and_after_they_are_written(tmp_path: Path) -> None:
    project = make_casebook(tmp_path, 3)
    (tmp_path / "hooks" / "spy.py").write_text(_SPY, encoding="utf-8")
    settings = project.settings.read_text(encoding="utf-8")
    assert settings.count("hooks: [hooks/publish.py]") == 1
    added = settings.replace("hooks: [hooks/publish.py]", "hooks: [hooks/publish.py, hooks/spy.py]")
    project.settings.write_text(added, encoding="utf-8")
    command = [sys.executable, "-m", "bench.without_sheets", "build", "--quiet", "--site-dir", "built"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True)
    for language in project.languages:
        read, written = (json.loads((tmp_path / f"{name}-{language}.json").read_text()) for name in ("read", "written"))
        assert f"{language}/about.md" in read["pages"]
        assert not [uri for uri in read["pages"] if uri.startswith(f"{language}/practices/")]
        assert written["pages"] == []
        assert not [uri for uri in read["files"] if uri.startswith(("data/", "practices/practice-"))]
        assert (tmp_path / "built" / "data" / "practices.json").is_file()


_GROWING = "import sys; held = b'x' * (80 * 2**20); print('grown', flush=True); sys.stdin.read()"
_PARENT = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]])"


def test_memory_is_that_of_a_process_and_of_all_that_it_started() -> None:
    command = [sys.executable, "-c", _PARENT, _GROWING]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        watch = MemoryWatch(process.pid)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(1)
        process.communicate()
    assert 80 < watch.mebibytes() < 200
