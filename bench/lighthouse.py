"""Lighthouse's scores of the main pages, from a host that compresses: `python -m bench.lighthouse`.

The pages are those of the site that `make site` built, as a phone on a slow network would load them.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench.casebooks import ROOT
from bench.results import format_table

sys.path.append(str(ROOT / "tests"))
from chromium import find_chromium, launch_arguments
from server import serve

PAGES = ("", "practices/mobilisation-course-lund/", "practices/", "compare/", "reading-list/", "glossary/", "workshop/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AIM = 100

_COMMAND = ROOT / ".cache" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"


def examine(address: str) -> dict[str, Any]:
    """Lighthouse's report of a page; CalledProcessError where it makes none."""
    flags = " ".join(["--headless=new", *launch_arguments()])
    command = [str(_COMMAND), address, "--quiet", "--output=json", "--output-path=stdout", f"--chrome-flags={flags}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    environment = {**os.environ, "CHROME_PATH": str(find_chromium())}
    report: dict[str, Any] = json.loads(
        subprocess.run(command, env=environment, capture_output=True, check=True).stdout
    )
    return report


def scores(report: dict[str, Any]) -> list[int]:
    """What each category gives, of a hundred."""
    return [round(100 * report["categories"][name]["score"]) for name in CATEGORIES]


def lost_points(report: dict[str, Any]) -> Iterator[str]:
    """The audits that cost points, with what they measured."""
    for name in CATEGORIES:
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{part['id']} {audit.get('displayValue', '')}".strip()


def main() -> int:
    """Print the scores, and below them what cost points; 1 where a page has fewer than it should."""
    rows: list[tuple[str, ...]] = [("page", *CATEGORIES)]
    remarks: list[str] = []
    is_met = True
    with serve(ROOT / "site", compressed=True) as where:
        for path in (root + page for root in ("", "en/") for page in PAGES):
            report = examine(where + path)
            found = scores(report)
            is_met = is_met and min(found) >= AIM
            rows.append((f"/{path}", *map(str, found)))
            remarks += [f"/{path}: {remark}" for remark in lost_points(report)]
    print(format_table(rows), *remarks, sep="\n")
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
