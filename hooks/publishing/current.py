"""The publication that the events of one build hand to each other."""

from pathlib import Path
from urllib.parse import urljoin

from casebook.project import read_project
from casebook.publication import Publication, read_publication
from mkdocs.config.defaults import MkDocsConfig

_current: Publication | None = None

_is_preview = False
"""Whether this is `mkdocs serve`, the only place where drafts show."""


def start(is_preview: bool) -> None:
    """Remember whether this is a preview or a build for the public."""
    global _is_preview
    _is_preview = is_preview


def is_preview() -> bool:
    """Whether this is a preview."""
    return _is_preview


def load(config: MkDocsConfig) -> Publication:
    """Read the casebook, once for all languages and again only when one of its files has changed.

    CardProblems where something is wrong with it; the publication stays what it was then.
    """
    global _current
    project = read_project(Path(config.config_file_path).parent)
    _current = read_publication(project, str(config.site_url), _is_preview, _current, _repository(config))
    return _current


def _repository(config: MkDocsConfig) -> str:
    """Where files are edited on the web: the folder above that of the pages; empty without a repository."""
    return urljoin(f"{config.repo_url}/{config.edit_uri}", "..") if config.repo_url and config.edit_uri else ""


def publication() -> Publication:
    """What is being published."""
    assert _current is not None, "on_config runs before every other event"
    return _current
