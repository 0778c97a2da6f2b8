"""The gate for pictures and sounds: what the bytes are, not what their name says.

Only heads and parts are looked at (`pictures`); decoding is left to the screen, which has limits of
its own. Pictures: PNG, JPEG, WebP, still only. Everything that can carry a program or a link (SVG,
HTML, script, font, PDF, Office, archives) is refused by being none of the kinds below.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from milclicks.packs import limits, pictures
from milclicks.packs.pictures import Data, Shape
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

_SOUND_MARKS: Final[dict[str, Callable[[Data], bool]]] = {
    "audio/mpeg": lambda d: d[:3] == b"ID3" or (d[:1] == b"\xff" and len(d) > 1 and d[1] >= 0xE0),
    "audio/ogg": lambda d: d[:4] == b"OggS",
    "audio/wav": lambda d: d[:4] == b"RIFF" and d[8:12] == b"WAVE",
    "audio/flac": lambda d: d[:4] == b"fLaC",
    "video/mp4": lambda d: d[4:8] == b"ftyp",
    "video/webm": lambda d: d[:4] == b"\x1a\x45\xdf\xa3",
}
_WALKS: Final = {
    "image/png": pictures.png,
    "image/jpeg": pictures.jpeg,
    "image/webp": pictures.webp,
}


def limit_of(mediatype: str) -> int:
    """The most bytes that a blob of this kind may have; raises PackRefused for other kinds."""
    if mediatype == JSON:
        return limits.TEXT_BYTES
    if mediatype in PICTURES:
        return limits.PICTURE_BYTES
    if mediatype in _SOUND_MARKS:
        return limits.AUDIO_BYTES if mediatype.startswith("audio/") else limits.VIDEO_BYTES
    raise PackRefused("media.type", mediatype)


def check(mediatype: str, head: Data, place: str) -> None:
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


def shape(mediatype: str, data: Data, place: str) -> Shape:
    """Size and wholeness of a picture; raises PackRefused for none, or one that never ends."""
    try:
        return _WALKS[mediatype](data, place)
    except IndexError as error:
        raise PackRefused("media.mismatch", f"{place}: cut short in its header") from error


def torn(mediatype: str, data: bytes, place: str) -> bool:
    """Whether these bytes are a picture that is cut short or damaged."""
    return mediatype in PICTURES and not shape(mediatype, data, place).whole


def too_large(mediatype: str, data: Data, place: str) -> bool:
    """Whether these bytes are a picture that an old PC cannot decode, so that none is shown."""
    return mediatype in PICTURES and shape(mediatype, data, place).held > limits.PICTURE_AT_ONCE
