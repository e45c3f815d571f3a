"""Which cards readers may have as files: nothing stands in such a file that the site keeps back."""

import re

from casebook.model import Casebook, Practice

_LINK = re.compile(r"practice:([a-z0-9-]+)", re.IGNORECASE)


def openable_cards(casebook: Casebook) -> frozenset[str]:
    """The slugs of the published cards that name nobody without consent and no practice that isn't published."""
    public = frozenset(practice.slug for practice in casebook.public)
    return frozenset(practice.slug for practice in casebook.public if _shows_whole(practice, public))


def _shows_whole(practice: Practice, public: frozenset[str]) -> bool:
    versions = (version for _, text in practice.texts() for version in text.by_language.values())
    linked = {slug for version in versions for slug in _LINK.findall(version)}
    return linked <= public and all(entry.allows("name") for entry in practice.consent)
