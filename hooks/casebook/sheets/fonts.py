"""The fonts of the sheets: a serif and a monospaced one that Typst carries, and a sans from a package."""

import shutil
from importlib.util import find_spec
from pathlib import Path

_STYLES = ("Regular", "It", "Semibold")


def _package_folder() -> Path:
    spec = find_spec("font_source_sans_pro")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "files"


FONT_FILES = tuple(_package_folder() / f"SourceSansPro-{style}.otf" for style in _STYLES)
"""The package has each style twice, in two formats; only these are used, so that the bytes are the same everywhere."""


def lay_out_fonts(folder: Path) -> Path:
    """A folder below `folder` with just the FONT_FILES: Typst takes folders, and whatever lies in them."""
    fonts = folder / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for path in FONT_FILES:
        if not (fonts / path.name).exists():
            shutil.copyfile(path, fonts / path.name)
    return fonts
