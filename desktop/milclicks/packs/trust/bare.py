"""Takes out of pictures and sounds what says who made them, where and with what.

Photos of a telephone carry place, time, device and sometimes a name. Only containers are taken
apart: pixels and sound stay bit for bit, except that a photo which lay on its side is turned, since
the note that said so goes too. Not here: what is seen on a picture; people must look at that.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust import bare_sounds

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs")
)
_WEBP_KEPT: Final = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH"))
_WEBP_NOTES: Final = 0x08 | 0x04 | 0x20
"""The flags of a WebP that say: Exif, XMP, a colour profile."""
_ORIENTATION: Final = 0x0112
_JPEG_QUALITY: Final = 92


def bare(mediatype: str, data: bytes, place: str) -> bytes:
    """The same picture or sound without notes; other kinds unchanged. Raises PackRefused."""
    work = _WORK.get(mediatype)
    if work is None:
        return data
    try:
        return work(data)
    except (IndexError, struct.error, ValueError) as error:
        raise PackRefused("media.mismatch", f"{place}: {error}") from error


def _png(data: bytes) -> bytes:
    parts, at = [_PNG], len(_PNG)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] in _PNG_KEPT:
            parts.append(data[at:end])
        if data[at + 4 : at + 8] == b"IEND":
            break
        at = end
    return b"".join(parts)


def _jpeg(data: bytes) -> bytes:
    """Without comments and every application's segment but JFIF's and Adobe's (colours)."""
    turned = _turned(data)
    return b"".join(_jpeg_parts(turned))


def _jpeg_parts(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            raise ValueError("no segment where one must be")
        marker = data[at + 1]
        if marker == 0xFF:  # a filling byte
            at += 1
            continue
        if marker == 0xD9:
            yield data[at : at + 2]
            return  # whatever stands behind the end is no part of the picture
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:
            end = _after_scan(data, end)
        if _jpeg_kept(marker, data[at + 4 : at + 16]):
            yield data[at:end]
        at = end


def _jpeg_kept(marker: int, start: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:
        return start.startswith((b"JFIF\0", b"Adobe")) and marker in (0xE0, 0xEE)
    return marker != 0xFE


def _after_scan(data: bytes, at: int) -> int:
    """The place of the next marker after the packed pixels of one scan."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        else:
            return at


def _turned(data: bytes) -> bytes:
    """A photo whose note says that it lies on its side, as it is meant to stand."""
    if b"Exif\0\0" not in data[: 128 * 1024]:
        return data
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
            if picture.getexif().get(_ORIENTATION, 1) in (0, 1):
                return data
            upright = ImageOps.exif_transpose(picture)
            made = io.BytesIO()
            upright.save(made, "JPEG", quality=_JPEG_QUALITY)
    except OSError as error:
        raise ValueError(str(error)) from error
    return made.getvalue()


def _webp(data: bytes) -> bytes:
    parts: list[bytes] = []
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    at = 12
    while at + 8 <= end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = data[at : at + 8 + size + size % 2]
        if chunk[:4] == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_NOTES]) + chunk[9:]
        if chunk[:4] in _WEBP_KEPT:
            parts.append(chunk)
        at += len(chunk)
    return bare_sounds.riff(b"WEBP", b"".join(parts))


_WORK: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "image/png": _png,
    "image/jpeg": _jpeg,
    "image/webp": _webp,
    "audio/wav": bare_sounds.wav,
    "audio/mpeg": bare_sounds.mp3,
    "audio/flac": bare_sounds.flac,
    "audio/ogg": bare_sounds.ogg,
}
