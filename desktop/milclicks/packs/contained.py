"""What one pack holds beside its lessons, in a reader's locale: documents, pictures, credits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from milclicks.packs import markup, media
from milclicks.packs.pack import Pack
from milclicks.packs.records import PackRecord
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shelf import MediaCredit, PackCredits, Picture

_MARKS = {"locale", "pack"}


def document_of(pack: Pack, record: PackRecord, name: str, locale: str) -> dict[str, Any] | None:
    """A document in the nearest locale, with the locale and the pack it came from, or None."""
    shown = record.locale_for(record.documents.get(name, ()), locale)
    if shown is None:
        return None
    tree = pack.filled("document", name, shown)
    body = tree if isinstance(tree, dict) else {"entries": tree}
    return {**body, "locale": shown, "pack": record.id}


def joined(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One document of several packs: entries one after the other, else the first alone."""
    lists = [one["entries"] for one in found if set(one) - _MARKS == {"entries"}]
    if lists:
        return {**found[0], "entries": [entry for entries in lists for entry in entries]}
    return found[0]


def alt_of(pack: Pack, record: PackRecord, media_id: str, locale: str) -> str:
    """What a picture shows, in the nearest locale; empty when nothing is known of it."""
    resource = pack.medium(media_id)
    texts = resource.alt if resource else {}
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


def credits_of(pack: Pack, record: PackRecord, title: str, locale: str) -> PackCredits:
    """Who made the pack and each of its pictures and sounds, and under which licences."""
    held = pack.manifest
    people = tuple((one.name, one.role) for one in held.contributors)
    found = []
    for one in held.resources:
        if one.path.startswith("media/"):
            name = one.path[6:].rpartition(".")[0]
            alt = alt_of(pack, record, name, locale)
            found.append(MediaCredit(name, alt, one.credit, one.license, one.source))
    return PackCredits(record.id, title, held.licenses, people, tuple(found))
