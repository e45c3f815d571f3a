"""Where the project's parts are and which languages it speaks, as `mkdocs.yml` says."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml


class NoProject(Exception):
    """Here is no casebook, or its settings can't be read."""


@dataclass(frozen=True)
class Project:
    """The folders and settings that cards, pages and exports share."""

    root: Path
    languages: tuple[str, ...]
    """All languages of the site, the default first."""
    required: tuple[str, ...]
    """The languages that every card must have."""

    @property
    def default_language(self) -> str:
        """The language at the site's root."""
        return self.languages[0]

    @property
    def practices(self) -> Path:
        """The folder of the cards."""
        return self.root / "practices"

    @property
    def cards(self) -> tuple[Path, ...]:
        """The files of the cards, in the order of their slugs."""
        found = self.practices.iterdir() if self.practices.is_dir() else ()
        cards = (path for path in found if path.suffix.lower() in (".yaml", ".yml"))
        return tuple(sorted(path for path in cards if not path.name.startswith(("_", "."))))

    @property
    def bibliography(self) -> Path:
        """The file of the works."""
        return self.practices / "_bibliography.yaml"

    @property
    def vocabulary(self) -> Path:
        """The file of the closed lists."""
        return self.practices / "_vocabulary.yaml"

    @property
    def glossary(self) -> Path:
        """The file of the terms."""
        return self.practices / "_glossary.yaml"

    @property
    def shelves(self) -> tuple[Path, ...]:
        """The files that all cards share."""
        return (self.bibliography, self.vocabulary, self.glossary)

    @property
    def docs(self) -> Path:
        """The folder of the hand-written pages, and of the styles and scripts."""
        return self.root / "docs"

    @property
    def settings(self) -> Path:
        """The file of the site's settings."""
        return self.root / "mkdocs.yml"

    @property
    def site(self) -> Path:
        """The folder of the built site."""
        return self.root / "site"

    @property
    def cache(self) -> Path:
        """The folder of what a next build needn't make again."""
        return self.root / ".cache"

    @property
    def pages(self) -> tuple[Path, ...]:
        """The hand-written pages of all languages."""
        return tuple(page for language in self.languages for page in sorted((self.docs / language).rglob("*.md")))


def shown_path(path: Path, root: Path) -> str:
    """The path as messages print it: relative to the project, with slashes on every system."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def build_date() -> date:
    """The day of the build: SOURCE_DATE_EPOCH's where that is set, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else datetime.now(UTC).date()


class _TolerantLoader(yaml.CSafeLoader):
    """Reads a site configuration without running what its tags name."""


_TolerantLoader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def read_project(root: Path) -> Project:
    """Read `mkdocs.yml` in `root`; NoProject where there is none, or one that names no languages."""
    try:
        text = (root / "mkdocs.yml").read_text(encoding="utf-8-sig")
        settings: Any = yaml.load(text, Loader=_TolerantLoader)
        entries = [entry for plugin in settings["plugins"] if "i18n" in plugin for entry in plugin["i18n"]["languages"]]
        languages = tuple(entry["locale"] for entry in sorted(entries, key=lambda entry: not entry.get("default")))
        required = tuple(settings["extra"]["required_languages"])
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise NoProject(f"mkdocs.yml can't be read: {' '.join(str(error).split())}") from None
    except (AttributeError, KeyError, TypeError):
        languages, required = (), ()
    if not languages or not required:
        raise NoProject("mkdocs.yml names no languages under plugins, i18n, or none under extra, required_languages")
    return Project(root, languages, tuple(language for language in languages if language in required))


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds `mkdocs.yml`; NoProject where there is none."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    raise NoProject(f"no mkdocs.yml in {start} or above it")
