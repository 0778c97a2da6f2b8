"""What the bytes of a picture say of it: its size, whether all is there, how long it would take.

PNG, JPEG and WebP are walked from part to part as a decoder would, and nothing is decoded. A
picture of few pixels can still keep a decoder busy for minutes: with thousands of empty scans, or
with texts that swell a thousandfold. Such pictures are refused here.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from milclicks.packs.refusals import PackRefused

Data = bytes | memoryview
SCANS: Final = 64
"""Of one JPEG; each makes a decoder go over every pixel. Cameras and programs write at most ten."""
PARTS: Final = 16_384
"""Segments of one JPEG, or chunks of one PNG: more than 8 MB in the usual pieces have."""
CHUNKS: Final = 64
"""Of one WebP, which is wholly in one to six of them."""
SWOLLEN: Final = 4 * 1024 * 1024
"""Bytes of all packed texts and the colour profile of one PNG, unpacked."""
_PIECE: Final = 64 * 1024
_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
"""The next marker that a JPEG decoder heeds: not a filled byte, not a mark to start again."""
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE: Final = frozenset({0x01, 0xD8})
"""Markers without a length; after the end (D9) a decoder reads nothing."""
_GRADUAL: Final = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_END, _SCAN = 0xD9, 0xDA


@dataclass(frozen=True, slots=True)
class Shape:
    """A picture's size in pixels, and whether its bytes are all there.

    `held`: the bytes that a decoder must hold at once, however small the picture is to become; 0
    for a JPEG that is read row by row.
    """

    width: int
    height: int
    whole: bool
    held: int = field(default=0, compare=False)


def png(data: Data, place: str) -> Shape:
    """A PNG; raises PackRefused when it is none, moves, or has too much in it."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or len(data) < 33:
        raise PackRefused("media.mismatch", f"{place}: not image/png")
    width, height = (_number(data, at) for at in (16, 20))
    at, count, room, sound, ended = 8, 0, SWOLLEN, True, False
    while at + 12 <= len(data) and not ended:
        name, end = bytes(data[at + 4 : at + 8]), at + 12 + _number(data, at)
        if name == b"acTL":
            raise PackRefused("media.frames", f"{place}: a moving picture")
        if end > len(data):
            break
        count += 1
        if name in _PACKED:
            room -= _swollen(name, bytes(data[at + 8 : end - 4]), room)
        if count > PARTS or room < 0:
            raise PackRefused("media.parts", f"{place}: too much in {name!r}")
        sound = sound and zlib.crc32(data[at + 4 : end - 4]) == _number(data, end - 4)
        at, ended = end, name == b"IEND"
    held = width * height * (8 if data[24] > 8 else 4)
    return Shape(width, height, sound and ended and at == len(data), held)


def _number(data: Data, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")


_PACKED: Final = frozenset({b"zTXt", b"iTXt", b"iCCP"})


def _swollen(name: bytes, body: bytes, room: int) -> int:
    """How many bytes a packed text comes to; more than `room` is told as one more.

    One that cannot be unpacked to its end may be as large as it likes before: it takes all room.
    """
    keyword, _, rest = body.partition(b"\0")
    packed = rest[1:]
    if name == b"iTXt":
        if rest[:1] != b"\1":
            return 0
        packed = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    if not keyword or not packed:
        return 0
    unpacking, size = zlib.decompressobj(), 0
    try:
        while packed and not unpacking.eof and size <= room:
            size += len(unpacking.decompress(packed, _PIECE))
            packed = unpacking.unconsumed_tail
    except zlib.error:
        return max(room, 1)
    return min(size, room + 1)


def jpeg(data: Data, place: str) -> Shape:
    """A JPEG; raises PackRefused when it is none, or would be gone over again and again.

    Its size is that of the one frame before its end; a decoder takes no second. What has all its
    colours in one scan is looked at as far as that scan: there a decoder takes no other one.
    """
    if data[:3] != b"\xff\xd8\xff":
        raise PackRefused("media.mismatch", f"{place}: not image/jpeg")
    frame = scan = b""
    gradual, scans = False, 0
    for marker, body in _segments(data, place):
        if marker in _FRAMES:
            if frame:
                raise PackRefused("media.mismatch", f"{place}: two pictures in the JPEG")
            frame, gradual = bytes(body), marker in _GRADUAL
        if marker == _SCAN:
            scan = scan or bytes(body[:1])
            if scan == frame[5:6] and not gradual:
                break
            scans += 1
        if scans > SCANS:
            raise PackRefused("media.parts", f"{place}: more than {SCANS} scans")
    if len(frame) < 6:
        raise PackRefused("media.mismatch", f"{place}: no picture in the JPEG")
    height, width = (int.from_bytes(frame[at : at + 2], "big") for at in (1, 3))
    kept = gradual or scan != frame[5:6]
    held = 2 * _samples(frame, width * height) if kept else 0
    return Shape(width, height, _ending(data) == b"\xff\xd9", held)


def _segments(data: Data, place: str) -> Iterator[tuple[int, Data]]:
    """Markers in turn to the end of the picture, each with what it holds, as a decoder reads them.

    Filling and the marks to start again are passed over wherever they stand, as is whatever lies
    between a segment and the next marker.
    """
    at = 2
    for _ in range(PARTS):
        found = _MARKER.search(data, at)
        if found is None:
            return
        at, marker = found.end(), data[found.end() - 1]
        if marker == _END:
            return
        if marker in _BARE:
            continue
        end = at + max(2, int.from_bytes(data[at : at + 2], "big"))
        yield marker, data[at + 2 : end]
        at = end
    raise PackRefused("media.parts", f"{place}: more than {PARTS} segments")


def _samples(frame: bytes, pixels: int) -> int:
    """How many numbers a decoder keeps of a picture that comes in several scans."""
    shares = [(one >> 4) * (one & 15) for one in frame[7::3]]
    across = max((one >> 4 for one in frame[7::3]), default=1)
    down = max((one & 15 for one in frame[7::3]), default=1)
    return pixels * sum(shares) // max(across * down, 1)


def _ending(data: Data) -> bytes:
    """The last two bytes before the zeros that some programs write behind a picture."""
    return bytes(data[-2:]) if data[-1] else bytes(data).rstrip(b"\0")[-2:]


def webp(data: Data, place: str) -> Shape:
    """A WebP; raises PackRefused when it is none, moves, or is in too many chunks."""
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or len(data) < 30:
        raise PackRefused("media.mismatch", f"{place}: not image/webp")
    size = int.from_bytes(data[4:8], "little") + 8
    kind = bytes(data[12:16])
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
    at = 12
    for _ in range(CHUNKS):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + length + (length & 1)
        if at + 8 > min(size, len(data)):
            return Shape(width, height, size in (len(data), len(data) - 1), width * height * 4)
    raise PackRefused("media.parts", f"{place}: more than {CHUNKS} chunks")
