"""The files of a build: which pages there will be, what they stand for, and what stands beside them."""

import json
from pathlib import Path

from casebook.pages.imprint import shows_photo
from casebook.pages.redirects import redirects
from casebook.publication import Publication
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import write_file

_STYLES = "assets/styles"
"""The parts of the one style sheet that pages load, below `docs/`; they are joined in the order of their names."""


def announce(files: Files, publication: Publication, config: MkDocsConfig) -> None:
    """Say which pages there will be, so that addresses, alternates and the sitemap know them."""
    for uri in (*publication.pages, *publication.stand_ins):
        files.append(File.generated(config, uri, abs_src_path=str(Path(config.docs_dir, uri))))


def drop_unused(files: Files, config: MkDocsConfig) -> None:
    """Publish nothing of the theme's own, which no page loads, nor the parts that the one style sheet is made of."""
    for file in list(files):
        if file.src_dir not in (None, config.docs_dir) or file.src_uri.startswith(f"{_STYLES}/"):
            files.remove(file)


def fill(files: Files, publication: Publication) -> None:
    """Give the announced pages their front matter and the file they are edited in."""
    for uri, page in publication.pages.items():
        file = files.src_uris.get(uri)
        if file is not None:
            front_matter = {"title": page.title, "description": page.description, "menu": page.menu or page.title}
            file.content_string = f"---\n{json.dumps(front_matter)}\n---\n"
            file.edit_uri = f"../{page.edited_in}" if page.edited_in else None
    for uri, original in publication.stand_ins.items():
        if uri in files.src_uris:
            files.src_uris[uri].content_string = original.front_matter + original.body
            files.src_uris[uri].edit_uri = f"{original.language}/{original.uri}"


def add_assets(files: Files, publication: Publication, config: MkDocsConfig) -> None:
    """Styles, photos, references and the former addresses of practices: once, for all languages."""
    parts = sorted(Path(config.docs_dir, _STYLES).glob("*.css"))
    style = "\n".join(part.read_text(encoding="utf-8") for part in parts)
    files.append(File.generated(config, "assets/style.css", content=style))
    for practice in publication.casebook.practices:
        if practice.photo is not None and (practice.is_public or publication.shows_drafts) and shows_photo(practice):
            source = publication.project.practices / "photos" / practice.photo.file
            files.append(File.generated(config, f"assets/photos/{practice.photo.file}", abs_src_path=str(source)))
    for download in publication.make_downloads():
        place = str(Path(config.site_dir, download.address))
        write_file(download.text.encode(), place)
        files.append(File.generated(config, download.address, abs_src_path=place))
    for sheet in () if publication.shows_drafts else publication.print_sheets():
        files.append(File.generated(config, sheet.address, abs_src_path=str(sheet.file)))
    for language in publication.project.languages:
        for redirect in redirects(publication.edition(language)):
            uri = f"{publication.home(language)}{redirect.address}index.html"
            files.append(File.generated(config, uri, content=str(redirect.html)))
