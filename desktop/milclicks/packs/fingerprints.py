"""The fingerprint of each part of a pack: a translation made elsewhere fits that very part only.

It covers the structure and the texts in the source language, so that a mended question or a new
option makes the translation of the old one unfit. The marks of lessons, by which two versions of a
pack are compared, are fingerprints too: one of structure and texts, one of the media.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from milclicks.packs.locales import nearest
from milclicks.packs.manifest import Manifest
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shown import Shown, shown_in

if TYPE_CHECKING:
    from milclicks.packs.pack import Pack


Marks = Mapping[str, Mapping[str, tuple[str, str]]]
"""By lesson and locale: the fingerprint of structure and texts, and that of the media."""
_MARKED: Final[dict[str, Marks]] = {}
"""By the sha256 of a manifest."""
_MANY: Final = 64


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
    named: dict[str, tuple[Shown, ...]] = {}
    spoken: dict[tuple[str, str | None], list[str]] = {}
    for one in pack.manifest.resources:
        if one.path.startswith("media/"):
            hashes[one.path.removeprefix("media/").rpartition(".")[0]] = one.hash
            if one.sound is not None and one.sound.speaks:
                lesson = one.sound.speaks.partition(":")[0]
                said = spoken.setdefault((lesson, one.locale), [])
                said.append(f"{one.sound.speaks} {one.hash}")

    def mark(lesson: str, locale: str) -> str:
        if lesson not in named:
            structure = pack.blob(pack.resource(f"lessons/{lesson}.json"))
            named[lesson] = tuple(shown_in(msgspec.json.decode(structure)))
        shown = {one.id for one in named[lesson] if one.locale in ("", locale)}
        media = [f"{name} {hashes.get(name, '')}" for name in shown]
        return fingerprint(*sorted([*media, *spoken.get((lesson, locale), ())]))

    return mark


def marks_of(digest: str, opened: Callable[[], Pack]) -> Marks:
    """Both fingerprints of each lesson in each of its locales, of the pack with this manifest.

    Fewer when the file cannot be read, and an empty second one where only the media are not known;
    both are then asked again the next time. Else the pack is read once in a program's life: a page
    asks again and again, and of two versions.
    """
    made = _MARKED.get(digest)
    if made is None:
        made, whole = _read(opened)
        if whole:
            _MARKED[digest] = made
            while len(_MARKED) > _MANY:
                _MARKED.pop(next(iter(_MARKED)))
    return made


def _read(opened: Callable[[], Pack]) -> tuple[Marks, bool]:
    """The marks of a pack, and whether all of them could be read."""
    made: dict[str, dict[str, tuple[str, str]]] = {}
    whole = True
    try:
        pack = opened()
        words, drawn = of_lessons(pack.manifest), media_marks(pack)
    except PackRefused:
        return made, False
    for lesson, by_locale in words.items():
        made[lesson] = {}
        for locale, mark in by_locale.items():
            media = ""
            try:
                media = drawn(lesson, locale)
            except PackRefused:
                whole = False
            made[lesson][locale] = (mark, media)
    return made, whole


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
