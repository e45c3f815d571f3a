"""Typed apostrophes and quotation marks -> the signs that print has; addresses and code stay as they are.

The builder's preview does the same: `docs/assets/scripts/builder/page/quotes.js`.
"""

import re

_LEFT_ALONE = r"`[^`]*`|\]\([^)\]]*\)|<[^<>\s]+>|https?://\S+"
"""Code, what follows a link's words, and addresses; none reaches over the next one's beginning, so that a text with
many beginnings is read once and not once for each."""

_TYPED = re.compile(
    rf"""(?P<kept>{_LEFT_ALONE})|(?<!\w)(?:(?P<opened>'(?=\w\w))|(?P<opened_double>"(?=\w)))|(?P<apostrophe>')|\""""
)
_SIGNS = {"opened": "‘", "opened_double": "“", "apostrophe": "’", None: "”"}


def set_quotes(text: str) -> str:
    """`it's 'so'` as `it’s ‘so’`; a single letter after the sign is a word cut short, as in `'s-Hertogenbosch`."""
    return _TYPED.sub(_sign, text) if "'" in text or '"' in text else text


def _sign(match: re.Match[str]) -> str:
    return match.group() if match.lastgroup == "kept" else _SIGNS[match.lastgroup]
