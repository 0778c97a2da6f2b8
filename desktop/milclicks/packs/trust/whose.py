"""Who answers for what is printed or shown: the standing of a pack, or of a document's pack.

Not here: what a standing is (`standing`), how it is said (`label`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from milclicks.core.errors import MilClicksError
from milclicks.packs.trust.label import guest
from milclicks.packs.trust.standing import SHIPPED, Standing

if TYPE_CHECKING:
    from milclicks.packs.library import Library


def of_pack(library: Library, pack: str) -> Standing:
    """The standing of the version of a pack that counts; the makers' own where it is not here."""
    return next((one.standing for one in library.packs() if one.id == pack), SHIPPED)


def of_document(library: Library, name: str, *locales: str) -> Standing:
    """Of the pack that a document is taken from; the makers' own where none can be read.

    With several locales the one to be labelled counts, where they come from different packs.
    """
    found = SHIPPED
    for locale in locales:
        found = of_pack(library, pack_of(library, name, locale))
        if guest(found):
            break
    return found


def pack_of(library: Library, name: str, locale: str) -> str:
    """The id of the pack that a document is taken from; empty where none can be read."""
    try:
        return str(library.document(name, locale)["pack"]).partition("@")[0]
    except MilClicksError:
        return ""
