"""What one pack holds beside its lessons, in a reader's locale: documents, pictures, credits."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

from milclicks.packs import markup, media
from milclicks.packs.fingerprints import Marks, read_in
from milclicks.packs.pack import Pack
from milclicks.packs.records import PackRecord
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shelf import MediaCredit, PackCredits, Picture
from milclicks.sound import decode
from milclicks.sound.clip import PLAYABLE, Clip
from milclicks.sound.player import not_playable
from milclicks.sound.spoken import key

_MARKS = {"locale", "pack"}


def document_of(pack: Pack, record: PackRecord, name: str, locale: str) -> dict[str, Any] | None:
    """A document in the nearest locale, with the locale and the pack it came from, or None."""
    held = record.documents.get(name, ())
    shown = record.locale_for(held, locale)
    if shown is None:
        return None
    try:
        tree = pack.filled("document", name, shown)
    except PackRefused:
        own = record.locale_for([code for code in held if code != shown], locale)
        if shown not in record.lent or own is None:
            raise
        shown, tree = own, pack.filled("document", name, own)
    body = tree if isinstance(tree, dict) else {"entries": tree}
    return {**body, "locale": shown, "pack": record.id}


def joined(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One document of several packs: entries one after the other, else the first alone.

    Each entry says in "pack" which pack it is from, whatever that pack wrote there itself.
    """
    lists = [one for one in found if set(one) - _MARKS == {"entries"}]
    if lists:
        entries = [
            {**entry, "pack": one["pack"]} if isinstance(entry, dict) else entry
            for one in lists
            for entry in one["entries"]
        ]
        return {**found[0], "entries": entries}
    return found[0]


def marks_in(marks: Marks, record: PackRecord, locale: str) -> dict[str, tuple[str, str]]:
    """By lesson, the fingerprints of what a reader of `locale` reads, and of the media.

    What other packs lend is no part of it.
    """
    found: dict[str, tuple[str, str]] = {}
    for one in record.lessons:
        part = f"lesson/{one.id}"
        own = [code for code in one.locales if record.words_at(part, code) == record.path]
        known = marks.get(one.id, {}).get(read_in(locale, own))
        if known is not None:
            found[one.id] = known
    return found


def alt_of(pack: Pack, record: PackRecord, media_id: str, locale: str) -> str:
    """What a picture shows, in the nearest locale; empty when nothing is known of it."""
    resource = pack.medium(media_id)
    texts = resource.alt if resource else {}
    lent = record.lent.get(locale)
    if lent is not None and f"media/{media_id}" in lent.parts and locale not in texts:
        with contextlib.suppress(PackRefused):
            words = pack.words("media", locale).get(f"{media_id}/alt")
            texts = {**texts, locale: words} if words else texts
    shown = record.locale_for(tuple(texts), locale)
    return markup.without_controls(texts[shown]) if shown else ""


def picture_of(pack: Pack, record: PackRecord, media_id: str, locale: str) -> Picture:
    """A picture with its description; without data when its bytes are missing or damaged."""
    alt = alt_of(pack, record, media_id, locale)
    resource = pack.medium(media_id)
    if resource is None or resource.mediatype not in media.PICTURES:
        return Picture(None, alt)
    try:
        data = pack.blob(resource)
        torn = media.torn(resource.mediatype, data, resource.path)
    except PackRefused:
        return Picture(None, alt)
    return Picture(None if torn else data, alt)


def clip_of(pack: Pack, media_id: str) -> Clip:
    """A sound of the pack; raises NoSound when it is none or cannot be played."""
    resource = pack.medium(media_id)
    if resource is None or resource.mediatype not in PLAYABLE:
        raise not_playable(media_id)
    try:
        data = pack.blob(resource)
    except PackRefused as error:
        raise not_playable(str(error.code)) from error
    if resource.sound is not None and resource.sound.length_ms:
        return Clip(data, resource.mediatype, resource.sound.length_ms / 1000)
    return decode.read(data, resource.mediatype)


def recordings_of(pack: Pack, locale: str) -> Mapping[str, str]:
    """The recordings of texts in a locale: what is heard (`spoken.key`) -> id of the medium.

    Latin Serbian sounds like Cyrillic, so both have the same recordings.
    """
    written = "sr_Cyrl" if locale == "sr_Latn" else locale
    tables: dict[str, Mapping[str, str]] = {}
    found: dict[str, str] = {}
    for one in pack.manifest.resources:
        if one.sound is None or not one.sound.speaks or one.locale != written:
            continue
        name, _, unit = one.sound.speaks.partition(":")
        if name not in tables:
            tables[name] = {}
            with contextlib.suppress(PackRefused):
                tables[name] = pack.words(name, written)
        if unit in tables[name]:
            medium = one.path.removeprefix("media/").rpartition(".")[0]
            found[key(tables[name][unit], written)] = medium
    return found


def credits_of(pack: Pack, record: PackRecord, title: str, locale: str) -> PackCredits:
    """Who made the pack and each of its pictures and sounds, and under which licences."""
    held = pack.manifest
    people = tuple((markup.line(one.name), markup.line(one.role)) for one in held.contributors)
    found = []
    for one in held.resources:
        if one.path.startswith("media/"):
            name = one.path[6:].rpartition(".")[0]
            alt = alt_of(pack, record, name, locale)
            spoken = one.sound is not None and bool(one.sound.speaks)
            machine = one.sound is not None and one.sound.synthetic
            rights = (one.credit, one.license, one.source)
            kinds = (spoken, machine, one.mediatype.startswith("audio/"))
            found.append(MediaCredit(name, alt, *rights, *kinds))
    return PackCredits(record.id, title, held.licenses, people, tuple(found))
