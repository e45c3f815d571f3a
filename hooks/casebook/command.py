"""The `casebook` command line."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from casebook.cards import check_casebook
from casebook.drafting import run_new
from casebook.problems import Problem, format_report
from casebook.project import Project, find_root, read_project
from casebook.schema import run_schema
from casebook.translating import run_status, run_translate
from casebook.words import Words, available_languages, read_words


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 where all is well, 1 where there is something to mend."""
    options = _parser().parse_args(arguments)
    try:
        project = read_project(find_root(Path.cwd()))
    except FileNotFoundError as error:
        print(f"casebook: {error}", file=sys.stderr)
        return 2
    words = read_words(options.language or _own_language(project))
    status: int = options.run(project, options, words)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="casebook", description="Check the case cards and build the site.")
    parser.add_argument("--language", choices=available_languages(), help="the language of messages")
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser("check", help="report every problem of every card")
    check.add_argument("paths", nargs="*", type=Path, help="only the problems of these files")
    check.set_defaults(run=run_check)
    new = commands.add_parser("new", help="write the commented draft of a new card")
    new.add_argument("slug", help="the name of its file and its address, such as my-practice")
    new.set_defaults(run=run_new)
    status = commands.add_parser("status", help="show which translations are older than their original, or missing")
    status.set_defaults(run=run_status)
    translate = commands.add_parser("translate", help="record that translations match their originals as they stand")
    translate.add_argument("paths", nargs="*", type=Path, help="the cards or pages that somebody has looked at")
    translate.add_argument("--all", action="store_true", help="every card and page")
    translate.set_defaults(run=run_translate)
    schema = commands.add_parser("schema", help="write the schema that editors check cards with")
    schema.set_defaults(run=run_schema)
    site = commands.add_parser("site", help="build the site into site/")
    site.set_defaults(run=run_site)
    return parser


def _own_language(project: Project) -> str:
    """The language of the environment where it has words, else English, else the site's first."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    wanted = next((name for name in names if name), "")
    candidates = (wanted.partition("_")[0].partition(".")[0], "en", *project.languages)
    return next(language for language in candidates if language in available_languages())


def run_check(project: Project, options: argparse.Namespace, words: Words) -> int:
    """`casebook check`: print all problems, the count on top."""
    problems = _only(check_casebook(project)[1], project, options.paths)
    if problems:
        print(format_report(problems, words))
    if any(not problem.is_note for problem in problems):
        return 1
    print(words.plural("cards_right", len(project.cards)).format(count=len(project.cards)))
    return 0


def _only(problems: tuple[Problem, ...], project: Project, paths: Sequence[Path]) -> tuple[Problem, ...]:
    wanted = {path.resolve() for path in paths}
    return tuple(problem for problem in problems if not wanted or (project.root / problem.path).resolve() in wanted)


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


if __name__ == "__main__":
    sys.exit(main())
