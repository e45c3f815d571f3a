"""`casebook site`: a site is replaced by a whole one or not at all."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from casebook.cards import check_casebook
from casebook.problems import format_report
from casebook.project import Project
from casebook.words import Words


def run_site(project: Project, _options: argparse.Namespace, words: Words) -> int:
    """`casebook site`: build beside the present site and put the new one in its place once it is whole."""
    casebook, problems = check_casebook(project)
    if casebook is None:
        print(format_report(problems, words))
        return 1
    fresh = project.root / ".cache" / "site.new"
    shutil.rmtree(fresh, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(fresh)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(command, cwd=project.root, env=environment, check=False)
    if built.returncode:
        return 1
    _put_in_place(fresh, project.root / "site")
    return 0


def _put_in_place(fresh: Path, site: Path) -> None:
    last = fresh.with_name("site.old")
    shutil.rmtree(last, ignore_errors=True)
    if site.exists():
        site.rename(last)
    fresh.rename(site)
    shutil.rmtree(last, ignore_errors=True)
