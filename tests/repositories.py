"""Histories under git, made for a test."""

import os
import subprocess
from pathlib import Path


def git(root: Path, *arguments: str, day: str = "2026-01-01") -> None:
    """Run git as somebody who commits at noon of `day`; when the changes were made is another day."""
    moment = f"{day}T12:00:00+0000"
    names = {f"GIT_{who}_{what}": "test@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": "2001-01-01T00:00:00+0000", "GIT_COMMITTER_DATE": moment}
    subprocess.run(["git", *arguments], cwd=root, env={**os.environ, **names, **dates}, check=True, capture_output=True)
