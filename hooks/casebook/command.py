"""The `casebook` command line."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from casebook.cards import check_casebook
from casebook.problems import Problem, sort_problems
from casebook.project import NoProject, Project, find_root, read_project, shown_path
from casebook.reports import REPORTS
from casebook.words import Words, available_languages, read_words


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 where all is well, 1 where there is something to mend, 2 without a
    project or with a wrong command line."""
    options = _parser().parse_args(arguments)
    _print_anything()
    try:
        project = read_project(find_root(Path.cwd()))
    except NoProject as error:
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
    check.add_argument("paths", nargs="*", type=Path, help="only the problems of these files or folders")
    check.add_argument("--format", choices=tuple(REPORTS), default="text", help="for people, GitHub or programs")
    check.set_defaults(run=run_check)
    new = commands.add_parser("new", help="write the commented draft of a new card")
    new.add_argument("slug", help="the name of its file and its address, such as my-practice")
    new.set_defaults(run=_later("drafting", "run_new"))
    status = commands.add_parser("status", help="show which translations are older than their original, or missing")
    status.set_defaults(run=_later("translating", "run_status"))
    plain = commands.add_parser("plain", help="show which plain summaries have long sentences and long words")
    plain.set_defaults(run=_later("plain_texts", "run_plain"))
    translate = commands.add_parser("translate", help="record that translations match their originals as they stand")
    translate.add_argument("paths", nargs="*", type=Path, help="the cards or pages that somebody has looked at")
    translate.add_argument("--all", action="store_true", help="every card and page")
    translate.set_defaults(run=_later("translating", "run_translate"))
    schema = commands.add_parser("schema", help="write the schema that editors check cards with")
    schema.set_defaults(run=_later("schema", "run_schema"))
    forms = commands.add_parser("forms", help="write the forms of the repository's issues")
    forms.set_defaults(run=_later("issue_forms", "run_forms"))
    imported = commands.add_parser("import", help="make the draft of a card from the text of a filled form")
    imported.add_argument("file", help="the file with the issue's text, or - for standard input")
    imported.add_argument("--slug", help="the name of its file and its address; otherwise from the title")
    imported.set_defaults(run=_later("importing", "run_import"))
    works = commands.add_parser("add-works", help="add the works of a reference manager's export to the bibliography")
    works.add_argument("file", type=Path, help="a .bib, .ris or CSL JSON file")
    works.add_argument("--theme", help="the heading of the reading list under which they go")
    works.set_defaults(run=_later("adding.merging", "run_add_works"))
    report = commands.add_parser("report", help="tell as Markdown what differs for readers from a commit")
    report.add_argument("base", help="the commit or branch to compare with, such as origin/main")
    report.set_defaults(run=_later("reviewing.report", "run_report"))
    desk = commands.add_parser("desk", help="show what an editor should look at next")
    desk.set_defaults(run=_later("editing", "run_desk"))
    links = commands.add_parser("links", help="ask every web address whether it still answers")
    links.add_argument("--seconds", type=float, default=300.0, help="how long this may take in all")
    links.set_defaults(run=_later("editing", "run_links"))
    site = commands.add_parser("site", help="build the site into site/")
    site.set_defaults(run=_later("site", "run_site"))
    return parser


def _later(module: str, name: str) -> Callable[[Project, argparse.Namespace, Words], int]:
    """The function of a command, imported once it is called: no command waits for the imports of another."""

    def run(project: Project, options: argparse.Namespace, words: Words) -> int:
        status: int = getattr(import_module(f"casebook.{module}"), name)(project, options, words)
        return status

    return run


def _own_language(project: Project) -> str:
    """The language of the environment where it has words, else English, else the site's first."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    wanted = next((name for name in names if name), "")
    candidates = (wanted.partition("_")[0].partition(".")[0], "en", *project.languages)
    return next(language for language in candidates if language in available_languages())


def _print_anything() -> None:
    """Messages are UTF-8, whatever the console's code page: quotation marks must not stop the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def run_check(project: Project, options: argparse.Namespace, words: Words) -> int:
    """`casebook check`: print all problems, the count on top."""
    wanted, problems = _wanted(project, options.paths)
    problems += [problem for problem in check_casebook(project)[1] if not options.paths or problem.path in wanted]
    report = REPORTS[options.format](sort_problems(problems), words)
    if report:
        print(report)
    if any(not problem.is_note for problem in problems):
        return 1
    if options.format == "text":
        name, count = ("files_right", len(wanted)) if options.paths else ("cards_right", len(project.cards))
        print(words.plural(name, count).format(count=count))
    return 0


def _wanted(project: Project, paths: Sequence[Path]) -> tuple[set[str], list[Problem]]:
    """The files of the casebook that `paths` name or hold, as messages print them; a problem for each wrong path."""
    files = (*project.shelves, *project.cards, *project.pages)
    wanted: set[str] = set()
    problems = []
    for path in map(_as_written_here, paths):
        given = _named(path), Path(os.path.realpath(path))
        found = {shown_path(file, project.root) for file in files if any(map(_named(file).is_relative_to, given))}
        if not found:
            code = "not-a-card" if os.path.lexists(path) else "no-such-path"
            problems.append(Problem(path.as_posix(), 1, 1, "", code))
        wanted |= found
    return wanted, problems


def _as_written_here(path: Path) -> Path:
    """A path copied from Windows means the same on other systems."""
    return path if os.path.lexists(path) else Path(str(path).replace("\\", "/"))


def _named(path: Path) -> Path:
    """The path with all links above it followed; a file that is a link stays itself."""
    return Path(os.path.realpath(path.parent), path.name)


if __name__ == "__main__":
    sys.exit(main())
