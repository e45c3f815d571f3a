"""Write down what translations were made from: in a card's `translated_from`, in a page's front matter."""

import re
from pathlib import Path
from textwrap import wrap

_COMMENT = "# Written by the command casebook translate: what each translation was made from."
_BLOCK = re.compile(
    rf"(?:^{re.escape(_COMMENT)}\n)?^translated_from:[^\n]*\n(?:[ \t]+[^\n]*\n|\n(?=[ \t]))*", re.MULTILINE
)
_FRONT_MATTER = re.compile(r"\A(---\n.*?)(---\n)", re.DOTALL)


def record_in_card(text: str, digests: dict[str, tuple[str, ...]]) -> str:
    """The text of a card with its `translated_from` replaced, or added at its end."""
    rest = _BLOCK.sub("", text if text.endswith("\n") else text + "\n")
    if not digests:
        return rest
    lines = [_COMMENT, "translated_from:"]
    for language, found in digests.items():
        lines += [f"  {language}: >-", *(f"    {line}" for line in wrap(" ".join(found), 90))]
    return rest + "\n".join(lines) + "\n"


def record_in_page(text: str, digest: str) -> str:
    """The text of a page with the original's digest in its front matter; ValueError where it has none."""
    front = _FRONT_MATTER.match(text)
    if front is None:
        raise ValueError("the page has no front matter")
    kept = re.sub(r"^translated_from:.*\n", "", front.group(1), flags=re.MULTILINE)
    return f"{kept}translated_from: {digest}\n{front.group(2)}{text[front.end() :]}"


def read_text(path: Path) -> str:
    """The file's text with plain line ends."""
    return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")


def rewrite(path: Path, old: str, new: str) -> bool:
    """Write `new` with the line ends that the file has; False where nothing changes."""
    if new == old:
        return False
    ends = "\r\n" if b"\r\n" in path.read_bytes() else "\n"
    path.write_bytes(new.replace("\n", ends).encode("utf-8"))
    return True
