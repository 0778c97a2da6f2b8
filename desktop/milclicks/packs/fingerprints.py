"""The fingerprint of each part of a pack: a translation made elsewhere fits that very part only.

It covers the structure and the texts in the source language, so that a mended question or a new
option makes the translation of the old one unfit. The marks of lessons, by which two versions of a
pack are compared, are fingerprints too: one of structure and texts, one of the media.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from milclicks.packs.locales import nearest
from milclicks.packs.manifest import Manifest
from milclicks.packs.shown import Shown, shown_in

if TYPE_CHECKING:
    from milclicks.packs.pack import Pack


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


def of_media(pack: Pack) -> dict[str, dict[str, str]]:
    """By lesson and locale, the fingerprint of what is seen and heard beside its texts."""
    mark = media_marks(pack)
    return {
        one.id: {code: mark(one.id, code) for code in one.locales_complete}
        for one in pack.manifest.lessons
    }


def media_marks(pack: Pack) -> Callable[[str, str], str]:
    """What makes the fingerprint of the media of a lesson in one of its locales.

    It covers the hash of each medium that the structure names and of each recording of the
    lesson's texts in that locale; a lesson without any has a fingerprint too. No medium is opened.
    Raises PackRefused for a structure that cannot be read.
    """
    hashes: dict[str, str] = {}
    spoken: dict[tuple[str, str | None], list[str]] = {}
    for one in pack.manifest.resources:
        if one.path.startswith("media/"):
            hashes[one.path.removeprefix("media/").rpartition(".")[0]] = one.hash
            if one.sound is not None and one.sound.speaks:
                lesson = one.sound.speaks.partition(":")[0]
                said = spoken.setdefault((lesson, one.locale), [])
                said.append(f"{one.sound.speaks} {one.hash}")

    def mark(lesson: str, locale: str) -> str:
        structure = pack.blob(pack.resource(f"lessons/{lesson}.json"))
        named = {one.id for one in _shown(structure) if one.locale in ("", locale)}
        media = [f"{name} {hashes.get(name, '')}" for name in named]
        return fingerprint(*sorted([*media, *spoken.get((lesson, locale), ())]))

    return mark


@lru_cache(maxsize=64)
def _shown(structure: bytes) -> tuple[Shown, ...]:
    """What the structure of a lesson names; pages ask again and again, and of two versions."""
    return tuple(shown_in(msgspec.json.decode(structure)))


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
