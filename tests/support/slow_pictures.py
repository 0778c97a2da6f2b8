"""Pictures that keep to every limit of bytes and pixels and would take a decoder for ever."""

from __future__ import annotations

import struct
import zlib


def _segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def _bits(text: str) -> bytes:
    text += "1" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big").replace(b"\xff", b"\xff\0")


def scans(count: int, side: int = 64, fill: bytes = b"") -> bytes:
    """A grey progressive JPEG, whole and right, in so many scans; all but the first say nothing.

    `fill` goes between the scans.
    """
    blocks = (side // 8) ** 2
    first = _bits("0" * blocks)
    empty = _bits(("0" + "1" * 14) * -(-blocks // 32767))  # a run of empty blocks
    made = b"\xff\xd8" + _segment(0xDB, b"\0" + b"\1" * 64)
    made += _segment(0xC2, struct.pack(">BHHB", 8, side, side, 1) + b"\1\x11\0")
    made += _segment(0xC4, b"\x00\1" + bytes(15) + b"\0")
    made += _segment(0xC4, b"\x10\1" + bytes(15) + b"\xe0")
    made += _segment(0xDA, b"\1\1\0\0\0\0") + first
    scan = fill + _segment(0xDA, b"\1\1\0\1\x3f\0") + empty
    return made + scan * (count - 1) + b"\xff\xd9"


def hidden(jpeg: bytes, start: bytes, said: tuple[int, int] = (8, 8)) -> bytes:
    """A JPEG behind notes that hold another frame: who takes its first bytes wrongly reads that.

    `start` is what a decoder passes over without a length before the first marker (filling, TEM, a
    mark to start again). Taken for a marker with a length it leads into the notes. A decoder reads
    the size of `jpeg`.
    """
    false = _segment(0xC0, struct.pack(">BHHB", 8, *said, 1) + b"\1\x11\0")
    note = _segment(0xFE, false * (0xFF00 // len(false)))
    return b"\xff\xd8" + start + note * 3 + jpeg[2:]


def gradual(width: int, height: int) -> bytes:
    """The head of a progressive JPEG in colour, with one scan of nothing."""
    frame = struct.pack(">BHHB", 8, height, width, 3) + b"\1\x11\0\2\x11\0\3\x11\0"
    scan = _segment(0xDA, b"\1\1\0\0\0\0") + b"\x12" * 60
    return b"\xff\xd8" + _segment(0xC2, frame) + scan + b"\xff\xd9"


def chunk(name: bytes, data: bytes, *, right: bool = True) -> bytes:
    """A chunk of a PNG; a checksum that is not `right` is one too high."""
    crc = (zlib.crc32(name + data) + (not right)) & 0xFFFFFFFF
    return struct.pack(">L", len(data)) + name + data + struct.pack(">L", crc)


def chunked(*chunks: bytes, side: int = 8) -> bytes:
    """A whole PNG with more chunks before its pixels."""
    head = struct.pack(">2L5B", side, side, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + bytes(side)) * side)
    parts = [chunk(b"IHDR", head), *chunks, chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def swollen(size: int, name: bytes = b"zTXt") -> bytes:
    """A chunk with a packed text of `size` bytes."""
    packed = zlib.compress(bytes(size), 9)
    start = {b"zTXt": b"note\0\0", b"iTXt": b"note\0\1\0\0\0", b"iCCP": b"ours\0\0"}
    return chunk(name, start[name] + packed)


def chunks_of_webp(webp: bytes, count: int) -> bytes:
    """A WebP with so many more chunks that mean nothing."""
    body = webp[8:] + (b"NOTE" + struct.pack("<L", 2) + b"ab") * count
    return b"RIFF" + struct.pack("<L", len(body)) + body
