"""Takes out of sounds what says who made them, where and with what; the sound stays bit for bit.

What is kept is listed, never what goes: a tag of a kind that nobody thought of goes as well. WAV
keeps format and samples, FLAC its figures and its table of places, MP3 its frames and nothing
between them, Ogg its sound with an empty comment in place of the old one. One thing stays: the
first frame of an MP3 may name the program that packed it, beside figures that players need.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_WAV_KEPT: Final = frozenset((b"fmt ", b"fact", b"data"))
_FLAC_KEPT: Final = frozenset((0, 3))
"""Blocks of a FLAC that its sound needs: the figures, the table of places."""
_FLAC_COMMENT: Final = 4
_TAG_BYTES: Final = 128
"""An ID3v1 tag at the very end of a file, which may stand behind any sound."""


def riff(kind: bytes, body: bytes) -> bytes:
    """A RIFF file of these chunks."""
    return b"RIFF" + struct.pack("<L", 4 + len(body)) + kind + body


def wav(data: bytes) -> bytes:
    """Without lists of names, places, programs and dates."""
    parts: list[bytes] = []
    at = 12
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if data[at : at + 4] in _WAV_KEPT:
            parts.append(data[at : at + 8 + size + size % 2])
        at += 8 + size + size % 2
    return riff(b"WAVE", b"".join(parts))


def flac(data: bytes) -> bytes:
    """Without comments, pictures, applications' blocks, cue sheets and what padding may hide."""
    blocks, at, last = list[tuple[int, bytes]](), 4, False
    while not last:
        kind, last = data[at] & 0x7F, bool(data[at] & 0x80)
        end = at + 4 + int.from_bytes(data[at + 1 : at + 4], "big")
        if kind in _FLAC_KEPT:
            blocks.append((kind, data[at + 1 : end]))
        at = end
    heads = [
        bytes([kind | (0x80 if n == len(blocks) - 1 else 0)]) + rest
        for n, (kind, rest) in enumerate(blocks)
    ]
    return b"".join([data[:4], *heads, _untagged(data)[at:]])


def _untagged(data: bytes) -> bytes:
    return data[:-_TAG_BYTES] if data[-_TAG_BYTES : 3 - _TAG_BYTES] == b"TAG" else data


# --- MP3 -----------------------------------------------------------------------------------
_RATES_V1: Final = (
    (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
)
_RATES_V2: Final = (
    (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    *((8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),) * 2,
)
"""Thousands of bits a second, by layer and by the index from 1 in a frame's head."""
_HERTZ: Final = (44100, 48000, 32000)


def mp3(data: bytes) -> bytes:
    """The frames alone: no tag before, behind or between them."""
    body, parts, at, last = _untagged(data), list[bytes](), 0, -1
    while at + 4 <= len(body):
        size = _frame_bytes(body, at)
        end = at + size
        if size and end <= len(body) and (_alike(body, last, at) or _goes_on(body, at, end)):
            parts.append(body[at:end])
            last, at = at, end
            continue
        last, at = -1, _next_place(body, at)
    if not parts:
        raise ValueError("no frame of an MP3")
    return b"".join(parts)


def _goes_on(body: bytes, start: int, end: int) -> bool:
    """Whether behind a frame stands another of its kind, or nothing."""
    return end == len(body) or bool(_frame_bytes(body, end) and _alike(body, start, end))


def _alike(body: bytes, one: int, other: int) -> bool:
    """Whether two frames have the same version, layer and sampling rate; no frame is at -1."""
    if one < 0:
        return False
    kind, rate = body[one + 1] ^ body[other + 1], body[one + 2] ^ body[other + 2]
    return kind & 0xFE == 0 and rate & 0x0C == 0


def _next_place(body: bytes, at: int) -> int:
    """Where to look on for a frame; behind an ID3 tag, whose picture may look like one."""
    if body[at : at + 3] != b"ID3":
        found = body.find(b"\xff", at + 1)
        return found if found >= 0 else len(body)
    size = 0
    for byte in body[at + 6 : at + 10]:
        size = size << 7 | byte & 0x7F
    return at + 10 + size + (10 if body[at + 5] & 0x10 else 0)


def _frame_bytes(body: bytes, at: int) -> int:
    """The length of the frame that begins here; 0 when none does."""
    if at + 4 > len(body) or body[at] != 0xFF or body[at + 1] & 0xE0 != 0xE0:
        return 0
    version, layer = body[at + 1] >> 3 & 3, 3 - (body[at + 1] >> 1 & 3)
    rate, hertz, pad = body[at + 2] >> 4, body[at + 2] >> 2 & 3, body[at + 2] >> 1 & 1
    if version == 1 or layer == 3 or rate in (0, 15) or hertz == 3:
        return 0
    table = _RATES_V1 if version == 3 else _RATES_V2
    bits = table[layer][rate - 1] * 1000
    per_second = _HERTZ[hertz] >> {3: 0, 2: 1, 0: 2}[version]
    if layer == 0:
        return (12 * bits // per_second + pad) * 4
    samples = 72 if layer == 2 and version != 3 else 144
    return samples * bits // per_second + pad


# --- Ogg -----------------------------------------------------------------------------------
_PAGE: Final = struct.Struct("<4sBBqLLLB")  # OggS, version, kind, place, stream, number, sum
_GOES_ON, _FIRST = 1, 2
_MOST: Final = 255
"""Pieces of a page, and bytes of a piece."""
_MIRRORED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_BARE: Final = {
    b"\x01vorbis": b"\x03vorbis" + bytes(8) + b"\x01",
    b"OpusHead": b"OpusTags" + bytes(8),
    b"Speex   ": bytes(8),
    b"\x7fFLAC": bytes([_FLAC_COMMENT | 0x80, 0, 0, 8]) + bytes(8),
}
"""How the first packet of a sound begins, and a comment that says nothing for it."""


def ogg(data: bytes) -> bytes:
    """The sounds of an Ogg file with empty comments; what is no sound goes."""
    streams: dict[int, _Stream] = {}
    parts: list[bytes] = []
    for page in _pages(data):
        if page.kind & _FIRST:
            if any(one.begins and one.shift is None for one in streams.values()):
                raise ValueError("several sounds at once")
            streams[page.stream] = _Stream.begun_by(page)
        if page.stream not in streams:
            raise ValueError("a page of a stream that never began")
        parts.extend(streams[page.stream].taken(page))
    if not parts:
        raise ValueError("no sound in the Ogg file")
    return b"".join(parts)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page: lengths of its pieces, and their bytes."""

    kind: int
    place: int
    stream: int
    number: int
    pieces: bytes
    body: bytes

    def written(self, number: int) -> bytes:
        """The page with its sum, as the page `number` of its stream."""
        head = _PAGE.pack(
            b"OggS", 0, self.kind, self.place, self.stream, number, 0, len(self.pieces)
        )
        whole = head + self.pieces + self.body
        return whole[:22] + struct.pack("<L", _sum(whole)) + whole[26:]


def _sum(data: bytes) -> int:
    """The check sum of Ogg: zlib's polynomial with every bit the other way round, from zero."""
    found = zlib.crc32(data.translate(_MIRRORED), 0xFFFF_FFFF) ^ 0xFFFF_FFFF
    return int(f"{found:032b}"[::-1], 2)


def _pages(data: bytes) -> Iterator[_Page]:
    """The pages one after the other; whatever stands behind the last is no part of the sound."""
    at = 0
    while data[at : at + 4] == b"OggS" and at + _PAGE.size <= len(data):
        _, version, kind, place, stream, number, _, count = _PAGE.unpack_from(data, at)
        start = at + _PAGE.size + count
        pieces = data[at + _PAGE.size : start]
        end = start + sum(pieces)
        if version != 0 or len(pieces) != count or end > len(data):
            break  # cut short
        yield _Page(kind, place, stream, number, pieces, data[start:end])
        at = end


@dataclass(slots=True)
class _Stream:
    """One sound of the file; `begins` is the start of its first packet, empty for other things.

    Its heads are gathered and written anew; the pages of sound behind them only get other numbers.
    """

    begins: bytes
    first: _Page
    heads: list[bytes] = field(default_factory=list)
    open: bytearray = field(default_factory=bytearray)
    wanted: int = 0
    shift: int | None = None
    """How many pages fewer there are now; None while heads are read."""

    @classmethod
    def begun_by(cls, page: _Page) -> _Stream:
        """The stream whose first page this is."""
        start = next((one for one in _BARE if page.body.startswith(one)), b"")
        made = cls(start, page)
        if start == b"\x01vorbis":
            made.wanted = 2
        elif start == b"OpusHead":
            made.wanted = 1
        elif start == b"Speex   ":
            made.wanted = 1 + int.from_bytes(page.body[68:72], "little")
        elif start:
            made.wanted = int.from_bytes(page.body[7:9], "big")
            if not made.wanted:
                raise ValueError("a FLAC in Ogg that does not count its heads")
        return made

    def taken(self, page: _Page) -> Iterator[bytes]:
        """What to write when this page was read."""
        if not self.begins or (page is self.first and self.wanted):
            return
        if self.shift is not None:
            yield page.written(page.number - self.shift)
            return
        at = 0
        for size in page.pieces:
            self.open += page.body[at : at + size]
            at += size
            if size < _MOST:
                self.heads.append(bytes(self.open))
                self.open.clear()
        if len(self.heads) >= self.wanted:
            if len(self.heads) > self.wanted or self.open:
                raise ValueError("sound on a page of heads")
            written = list(self._written())
            self.shift = page.number + 1 - len(written)
            yield from written

    def _written(self) -> Iterator[bytes]:
        """The pages of the heads."""
        first, heads = self.first, [_BARE[self.begins], *self.heads[1:]]
        if self.begins == b"\x7fFLAC":
            heads, first = self._flac_heads()
        yield first.written(0)
        sizes = b"".join(_pieces(len(head)) for head in heads)
        body, number, on = b"".join(heads), 1, False
        while sizes:
            now, sizes = sizes[:_MOST], sizes[_MOST:]
            used = sum(now)
            ends = any(size < _MOST for size in now)
            kind = _GOES_ON if on else 0
            page = _Page(kind, 0 if ends else -1, first.stream, number, now, body[:used])
            yield page.written(number)
            body, on, number = body[used:], now[-1] == _MOST, number + 1

    def _flac_heads(self) -> tuple[list[bytes], _Page]:
        """The blocks that the sound needs, the last marked; and a first page that counts them."""
        kept = [one for one in self.heads if one and one[0] & 0x7F in _FLAC_KEPT]
        blocks = [_BARE[self.begins], *kept]
        marked = [
            bytes([one[0] & 0x7F | (0x80 if n == len(blocks) - 1 else 0)]) + one[1:]
            for n, one in enumerate(blocks)
        ]
        body = self.first.body[:7] + struct.pack(">H", len(marked)) + self.first.body[9:]
        old = self.first
        return marked, _Page(old.kind, old.place, old.stream, 0, old.pieces, body)


def _pieces(size: int) -> bytes:
    """The lengths of the pieces of a packet: whole ones, and one that is not."""
    return bytes([_MOST] * (size // _MOST) + [size % _MOST])
