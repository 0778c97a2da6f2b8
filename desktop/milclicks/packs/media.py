"""The gate for pictures and sounds: what the bytes are, not what their name says.

Only heads and frames are looked at; decoding is left to the screen, which has limits of its own.
Pictures: PNG, JPEG, WebP, still only. Everything that can carry a program or a link (SVG, HTML,
script, font, PDF, Office, archives) is refused by being none of the kinds below.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from milclicks.packs import limits
from milclicks.packs.refusals import PackRefused

JSON: Final = "application/json"
PICTURES: Final = frozenset({"image/png", "image/jpeg", "image/webp"})
SUFFIXES: Final = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
}
_SOUND_MARKS: Final[dict[str, Callable[[bytes], bool]]] = {
    "audio/mpeg": lambda d: d[:3] == b"ID3" or (d[:1] == b"\xff" and len(d) > 1 and d[1] >= 0xE0),
    "audio/ogg": lambda d: d[:4] == b"OggS",
    "audio/wav": lambda d: d[:4] == b"RIFF" and d[8:12] == b"WAVE",
    "audio/flac": lambda d: d[:4] == b"fLaC",
    "video/mp4": lambda d: d[4:8] == b"ftyp",
    "video/webm": lambda d: d[:4] == b"\x1a\x45\xdf\xa3",
}
_FRAME_MARKERS: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Shape:
    """A picture's size in pixels, and whether its bytes are all there."""

    width: int
    height: int
    whole: bool


def limit_of(mediatype: str) -> int:
    """The most bytes that a blob of this kind may have; raises PackRefused for other kinds."""
    if mediatype == JSON:
        return limits.TEXT_BYTES
    if mediatype in PICTURES:
        return limits.PICTURE_BYTES
    if mediatype in _SOUND_MARKS:
        return limits.AUDIO_BYTES if mediatype.startswith("audio/") else limits.VIDEO_BYTES
    raise PackRefused("media.type", mediatype)


def check(mediatype: str, head: bytes, place: str) -> None:
    """Refuse bytes that are not what `mediatype` says, or a picture past the limits.

    `head` is the whole of a picture, or at least the first kilobyte of a sound or film.
    """
    if mediatype in PICTURES:
        found = shape(mediatype, head, place)
        pixels = found.width * found.height
        side = max(found.width, found.height)
        if not 0 < pixels <= limits.PICTURE_PIXELS or side > limits.PICTURE_SIDE:
            raise PackRefused("media.pixels", f"{place}: {found.width} x {found.height}")
    elif mediatype in _SOUND_MARKS and not _SOUND_MARKS[mediatype](head):
        raise PackRefused("media.mismatch", f"{place}: not {mediatype}")


def shape(mediatype: str, data: bytes, place: str) -> Shape:
    """Size and wholeness of a picture from its header; raises PackRefused when it is not one."""
    try:
        return {"image/png": _png, "image/jpeg": _jpeg, "image/webp": _webp}[mediatype](data, place)
    except IndexError as error:
        raise PackRefused("media.mismatch", f"{place}: cut short in its header") from error


def torn(mediatype: str, data: bytes, place: str) -> bool:
    """Whether these bytes are a picture that is cut short or damaged."""
    return mediatype in PICTURES and not shape(mediatype, data, place).whole


def _png(data: bytes, place: str) -> Shape:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or len(data) < 33:
        raise PackRefused("media.mismatch", f"{place}: not image/png")
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    at, whole = 8, False
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        name, end = data[at + 4 : at + 8], at + 12 + length
        if name == b"acTL":
            raise PackRefused("media.frames", f"{place}: a moving picture")
        if end > len(data) or zlib.crc32(data[at + 4 : end - 4]) != _last(data, end):
            break
        at = end
        if name == b"IEND":
            whole = at == len(data)
            break
    return Shape(width, height, whole)


def _last(data: bytes, end: int) -> int:
    return int.from_bytes(data[end - 4 : end], "big")


def _jpeg(data: bytes, place: str) -> Shape:
    if data[:3] != b"\xff\xd8\xff":
        raise PackRefused("media.mismatch", f"{place}: not image/jpeg")
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAME_MARKERS:
            height, width = (int.from_bytes(data[at + n : at + n + 2], "big") for n in (5, 7))
            if len(data) < at + 9:
                break
            whole = data.rstrip(b"\0")[-2:] == b"\xff\xd9"
            return Shape(width, height, whole)
        at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    raise PackRefused("media.mismatch", f"{place}: no picture in the JPEG")


def _webp(data: bytes, place: str) -> Shape:
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 30:
        raise PackRefused("media.mismatch", f"{place}: not image/webp")
    size = int.from_bytes(data[4:8], "little") + 8
    kind = data[12:16]
    if kind == b"VP8X":
        if data[20] & 0x02:
            raise PackRefused("media.frames", f"{place}: a moving picture")
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
    elif kind == b"VP8 ":
        width, height = (int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    elif kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    else:
        raise PackRefused("media.mismatch", f"{place}: not image/webp")
    return Shape(width, height, size in (len(data), len(data) - 1))
