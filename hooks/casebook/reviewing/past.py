"""The casebook as it stood at a commit."""

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

from casebook.cards import check_casebook
from casebook.model import Casebook
from casebook.project import NoProject, Project, read_project

_PARTS = ("mkdocs.yml", "practices", "docs")


class NoCommit(Exception):
    """Git doesn't know the commit, or there is no git."""


def casebook_at(project: Project, commit: str) -> Casebook | None:
    """The casebook of `project` at `commit`, or None where it had problems then; NoCommit where git can't tell."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with tarfile.open(fileobj=io.BytesIO(_archive(project.root, commit))) as archive:
            archive.extractall(folder, filter="data")
        try:
            past = read_project(folder)
        except NoProject:
            return None
        casebook, _ = check_casebook(past)
    return casebook


def _archive(root: Path, commit: str) -> bytes:
    """The parts of the commit's tree that make a casebook, as a tar file."""
    command = ["git", "archive", "--format=tar", "--end-of-options", f"{commit}^{{commit}}", *_PARTS]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        raise NoCommit(commit) from None
    if done.returncode:
        raise NoCommit(commit)
    return done.stdout
