"""The fingerprint of each part of a pack: a translation made elsewhere fits that very part only.

It covers the structure and the texts in the source language, so that a mended question or a new
option makes the translation of the old one unfit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from milclicks.packs.locales import nearest
from milclicks.packs.manifest import Manifest


def fingerprint(*parts: str) -> str:
    """16 hexadecimal digits for some texts or hashes, in this order."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def of_lessons(held: Manifest) -> dict[str, dict[str, str]]:
    """By lesson and locale, the fingerprint of its structure and its texts in that locale."""
    by_path = {one.path: one.hash for one in held.resources}
    made: dict[str, dict[str, str]] = {one.id: {} for one in held.lessons}
    for info in held.lessons:
        structure = by_path.get(f"lessons/{info.id}.json", "")
        for locale in info.locales_complete:
            words = by_path.get(f"texts/{locale}/{info.id}.json", "")
            if structure and words:
                made[info.id][locale] = fingerprint(structure, words)
    return made


def read_in(locale: str, held: Sequence[str]) -> str:
    """The locale of `held` whose fingerprint says what a reader of `locale` sees; "" for none.

    Two versions are compared by the same rule, whatever a pack declares or is lent.
    """
    return nearest(locale, held, {}, "en") or ""


def fingerprints(held: Manifest) -> dict[str, str]:
    """Part -> fingerprint of every lesson, document and described picture of a pack."""
    by_path = {one.path: one.hash for one in held.resources}
    made: dict[str, str] = {}
    for one in held.resources:
        name = one.path.rpartition("/")[2].rpartition(".")[0]
        words = by_path.get(f"texts/{held.source_locale}/{name}.json", "")
        if one.role in ("lesson", "document") and words:
            made[f"{one.role}/{name}"] = fingerprint(one.hash, words)
        elif one.path.startswith("media/") and held.source_locale in one.alt:
            made[f"media/{name}"] = fingerprint(one.alt[held.source_locale])
    return made
