"""MkDocs, with the casebook's hooks but without their PDFs: `python -m bench.without_sheets build …`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from casebook.sheets import typesetting
from casebook.sheets.typesetting import Printed, Sheet


def _print_none(sheets: Iterable[Sheet], folder: Path) -> Iterator[Printed]:  # noqa: ARG001
    return iter(())


if __name__ == "__main__":
    typesetting.print_sheets = _print_none  # before MkDocs loads the hooks that import it
    from mkdocs.__main__ import cli

    cli()
