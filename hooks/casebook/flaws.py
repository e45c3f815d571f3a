"""What card text may not hold: HTML, headings, images, includes, foreign links, personal data."""

import re
from collections.abc import Iterator

from casebook.notation import Flaw, find_citation_flaws

_SUSPICIOUS = re.compile(r"<[A-Za-z/!?]|#|^[^\w\n]*[=-][ \t]*$|\]\(|^[^\w\n]*\[(?!@)|\]\[", re.MULTILINE)
"""Without one of these a text can hold no link, HTML, heading or image, and needn't be parsed to be checked."""

_SIGNS = ("<", "#", "](", "][")
_LATE_SIGNS = tuple(re.compile(sign, re.MULTILINE) for sign in (r"=[ \t]*$", r"-[ \t]*$", r"\[(?!@)"))
"""What a match of the pattern above must hold. Most texts hold none of it, and a pattern that begins with
a certain character is found by that: ten times as fast as the one above."""

_INCLUDE = re.compile(r"(?<!-)-+8<-+|\{%|\{\{|!include\b|\{!|(?:(?<=\n)|^):{2,3}[ \t]*\w+")
_NOT_PERSONAL = re.compile(
    r"\]\([^)\s]*\)|https?://\S+|\b10\.\d{4,9}/\S+|ISBN[:\s]*[\d\s-]+|\b\d\d([-/.])\d\d\1(?:19|20)\d\d\b"
)
"""Targets of links, addresses, DOIs, ISBNs and dates, whose digits are nobody's telephone number."""

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\w./-])(?:(?:\+|00)[1-9][\d ().\-/]{7,20}\d|0[1-9]\d{7,8}"
    r"|0[1-9]\d{0,2}[ /.\-]\d{2,3}(?:[ .\-]?\d{2,3}){1,3})(?!\w)"
)
_PHONE_DIGITS = 9
"""Shorter ones are dates, times and ranges."""

_BEFORE_COLON = re.compile(r"\]\(([^():<]*):")
_SCRIPTS = ("javascript", "vbscript", "data", "file")
"""Schemes that stay refused when blanks part them: no link today, but in another reader of Markdown."""

_INCLUDE_SIGNS = ("8<", "{", "!include", "::")
_EMAIL_SIGN = re.compile(r"@[\w-]+\.[\w-]")
_PHONE_SIGNS = re.compile(r"\+\d"), re.compile(r"0(?<![\w./-]0)\d")
"""What a match of the patterns above must hold; most texts have none, and this is quick to see."""


def find_flaws(text: str, practices: frozenset[str]) -> Iterator[Flaw]:
    """What `text` may not hold: HTML, headings, images, includes, other links than https, mailto and known
    practices, citations that would be printed as they stand, and e-mail addresses or
    telephone numbers of people."""
    if any(sign in text for sign in _INCLUDE_SIGNS):
        for match in _INCLUDE.finditer(text):
            yield Flaw("include-in-text", match.start(), {"found": match.group()})
    yield from find_citation_flaws(text)
    if _EMAIL_SIGN.search(text) or any(sign.search(text) for sign in _PHONE_SIGNS):
        yield from _personal_flaws(text)
    for match in _BEFORE_COLON.finditer(text):
        scheme = "".join(match.group(1).split())
        if scheme.lower() in _SCRIPTS and scheme != match.group(1).strip():
            yield Flaw("link-scheme", match.start(1), {"found": scheme + ":"})
    if _may_be_suspicious(text) and _SUSPICIOUS.search(text):
        from casebook.markdown_flaws import find_markdown_flaws  # few texts need the parser, which takes long to import

        yield from find_markdown_flaws(str(text), practices)  # which keeps it: a value in a file would keep the file


def _may_be_suspicious(text: str) -> bool:
    return any(sign in text for sign in _SIGNS) or any(sign.search(text) for sign in _LATE_SIGNS)


def _personal_flaws(text: str) -> Iterator[Flaw]:
    words = _NOT_PERSONAL.sub(lambda match: " " * len(match.group()), text)
    for match in _EMAIL.finditer(words):
        yield Flaw("email-in-text", match.start(), {"found": match.group()[:80]})
    for match in _PHONE.finditer(words):
        if sum(character.isdigit() for character in match.group()) >= _PHONE_DIGITS:
            yield Flaw("phone-in-text", match.start(), {"found": match.group()})
