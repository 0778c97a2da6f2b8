"""The pictures and sounds of a source: their files, rights and descriptions, and their bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from milclicks.core.errors import Problem
from milclicks.core.texts import LOCALES
from milclicks.packs import drawings, licences, limits, media
from milclicks.packs.refusals import PackRefused
from milclicks.packs.remarks import remark
from milclicks.packs.shown import shown_in
from milclicks.packs.source import Source
from milclicks.sound import decode
from milclicks.sound.player import NoSound

_RIGHTS: Final = ("license", "credit", "alt")
_SPOKEN_RIGHTS: Final = ("license", "credit")  # its text says what is heard


@dataclass(frozen=True, slots=True)
class SourceMedium:
    """One medium as it goes into the pack; `seconds` is the true length of a sound, else 0."""

    id: str
    suffix: str
    mediatype: str
    content: bytes
    seconds: float = 0.0


def load(source: Source, entry: dict[str, Any]) -> SourceMedium:
    """The bytes that the pack will carry for one entry; raises PackRefused."""
    name = str(entry.get("file") or "")
    path = source.folder / "media" / name
    suffix = path.suffix.lower()
    if "/" in name or "\\" in name or not path.is_file():
        raise PackRefused("media.missing", name)
    data = path.read_bytes()
    if suffix == ".svg":
        suffix, data = ".png", _drawn(data, path)
    mediatype = media.SUFFIXES.get(suffix)
    if mediatype is None:
        raise PackRefused("media.type", suffix or name)
    if len(data) > media.limit_of(mediatype):
        raise PackRefused("blob.limit", name)
    media.check(mediatype, data, name)
    seconds = _heard(mediatype, data, name) if mediatype.startswith("audio/") else 0.0
    return SourceMedium(str(entry.get("id")), suffix, mediatype, data, seconds)


def _heard(mediatype: str, data: bytes, name: str) -> float:
    """The length of a sound in seconds, decoded from end to end; raises PackRefused."""
    try:
        return decode.read(data, mediatype, within=decode.THOROUGH).seconds
    except NoSound as error:
        raise PackRefused("media.sound", f"{name}: {error.detail}") from error


def _drawn(data: bytes, path: Path) -> bytes:
    try:
        return drawings.png(drawings.inlined(data.decode("utf-8"), path.parent))
    except (UnicodeDecodeError, ValueError) as error:
        raise PackRefused("media.mismatch", f"{path.name}: {error}") from error


def _faults(path: Path) -> list[str]:
    """What a drawing may not have, its shared parts included."""
    try:
        text = drawings.inlined(path.read_text(encoding="utf-8", errors="replace"), path.parent)
    except ValueError as error:
        return [str(error)]
    return list(drawings.faults(text))


def check_media(source: Source) -> Iterator[Problem]:
    """Missing files, rights and descriptions; files that are not what they seem."""
    listed: set[str] = set()
    for entry in source.media_list:
        place = source.media.place(str(entry.get("id") or ""))
        listed.add(str(entry.get("file") or ""))
        yield from _entry(source, entry, place)
    folder = source.folder / "media"
    for path in sorted(folder.iterdir() if folder.is_dir() else ()):
        if path.is_file() and path.name not in listed | {drawings.PARTS}:
            yield remark("media.unlisted", f"media/{path.name}")
    yield from _links(source)
    yield from _recordings(source)


def _entry(source: Source, entry: dict[str, Any], place: str) -> Iterator[Problem]:
    if not limits.ID.fullmatch(str(entry.get("id"))):
        yield remark("source.id", place, detail=str(entry.get("id"))[:60])
    for right in _SPOKEN_RIGHTS if "speaks" in entry else _RIGHTS:
        if not str(entry.get(right) or "").strip():
            yield remark("media.rights", place, detail=right)
    if entry.get("license") and not licences.known(str(entry["license"])):
        yield remark("license.unknown", place, detail=str(entry["license"]))
    path = source.folder / "media" / str(entry.get("file") or "")
    if path.suffix.lower() == ".svg" and path.is_file():
        for fault in _faults(path):
            yield remark("media.drawing", place, detail=fault)
    try:
        medium = load(source, entry)
    except PackRefused as error:
        if error.code in ("media.missing", "media.sound"):
            yield remark(error.code, place, detail=error.detail)
        else:
            yield remark("media.refused", place, detail=f"{error.code} {error.detail}")
        return
    if media.torn(medium.mediatype, medium.content, medium.id):
        yield remark("media.torn", place)
    if media.too_large(medium.mediatype, medium.content, medium.id):
        yield remark("media.large", place)


def _recordings(source: Source) -> Iterator[Problem]:
    """Recordings of texts: the text must be there, the language known, one for each of both."""
    spoken = [entry for entry in source.media_list if "speaks" in entry]
    units = {text.id for text in source.texts()} if spoken else set()
    seen: set[tuple[str, str]] = set()
    for entry in spoken:
        place = source.media.place(str(entry.get("id") or ""))
        unit, locale = str(entry["speaks"]), str(entry.get("locale") or "")
        if unit not in units or locale not in LOCALES or (unit, locale) in seen:
            yield remark("media.speaks", place, detail=f"{unit} {locale}".strip())
        seen.add((unit, locale))


def _links(source: Source) -> Iterator[Problem]:
    """Pictures that a lesson or document names but media.yaml does not have."""
    known = {str(entry.get("id")) for entry in source.media_list}
    for _, tree, file in source.parts():
        for one in shown_in(tree):
            if one.id not in known:
                yield remark("media.missing", file.place(one.place), detail=one.id)
