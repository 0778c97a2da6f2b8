"""Sounds with a secret in every place where programs write who made them, and what must be left.

The containers are put together by hand, with a check sum that is counted bit by bit, so that the
app's own way of writing them is held against another.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

SECRET = b"Amina at 12.3456"
MP3_FRAME = b"\xff\xfb\x90\x00" + b"\x55" * 413  # MPEG 1, layer 3, 128 kbit/s, 44.1 kHz
OTHER_FRAME = b"\xff\xfb\xa2\x00" + b"\x66" * (523 - 4)  # the same with 160 kbit/s and a pad
STREAM = 77


def crc(data: bytes) -> int:
    """The check sum of an Ogg page, bit by bit as its specification tells it."""
    register = 0
    for byte in data:
        register ^= byte << 24
        for _ in range(8):
            top = register & 0x80000000
            register = (register << 1 ^ (0x04C11DB7 if top else 0)) & 0xFFFFFFFF
    return register


def page(number: int, packets: Sequence[bytes], *, kind: int = 0, place: int = 0,
         stream: int = STREAM, ends: bool = True) -> bytes:  # fmt: skip
    """A page of whole packets; `ends`: the last one ends here."""
    sizes = b""
    for at, packet in enumerate(packets):
        whole, rest = divmod(len(packet), 255)
        last = bytes([rest]) if ends or at < len(packets) - 1 else b""
        sizes += b"\xff" * whole + last
    assert len(sizes) <= 255
    head = struct.pack("<4sBBqLLLB", b"OggS", 0, kind, place, stream, number, 0, len(sizes))
    made = head + sizes + b"".join(packets)
    return made[:22] + struct.pack("<L", crc(made)) + made[26:]


def packets_of(data: bytes) -> list[tuple[bytes, int]]:
    """The packets of an Ogg file and the place of the page on which each ends; checks every sum."""
    at, number, found, run = 0, 0, list[tuple[bytes, int]](), b""
    while at < len(data):
        assert data[at : at + 4] == b"OggS"
        _, kind, place, _, here, told, count = struct.unpack_from("<BBqLLLB", data, at + 4)
        sizes = data[at + 27 : at + 27 + count]
        end = at + 27 + count + sum(sizes)
        assert crc(data[at : at + 22] + bytes(4) + data[at + 26 : end]) == told
        number = 0 if kind & 2 else number + 1
        assert here == number, "the pages are counted without a gap"
        assert bool(kind & 1) is bool(run), "a page says whether it goes on with a packet"
        body = data[at + 27 + count : end]
        for size in sizes:
            run, body = run + body[:size], body[size:]
            if size < 255:
                found.append((run, place))
                run = b""
        at = end
    assert not run
    return found


def comment(start: bytes, end: bytes = b"", *, more: int = 0) -> bytes:
    """A comment packet of Vorbis or Opus with the secret, and `more` bytes of a picture."""
    lines = [b"ARTIST=" + SECRET, b"PICTURE=" + b"p" * more]
    told = b"".join(struct.pack("<L", len(one)) + one for one in lines)
    return start + struct.pack("<L", 4) + b"libX" + struct.pack("<L", len(lines)) + told + end


VORBIS_HEAD = b"\x01vorbis" + bytes(range(22)) + b"\x01"
SETUP = b"\x05vorbis" + b"s" * 3000
OPUS_HEAD = b"OpusHead" + bytes(range(11))
AUDIO = (b"sound one" * 40, b"sound two", b"", b"sound three" * 60)


def vorbis(*, picture: int = 0, stream: int = STREAM) -> bytes:
    """A sound in Vorbis; with a large picture its comment goes over several pages."""
    told, pages = comment(b"\x03vorbis", b"\x01", more=picture), []
    number = 1
    while len(told) > 50_000:
        kind = 1 if number > 1 else 0
        part, told = told[: 255 * 190], told[255 * 190 :]
        pages.append(page(number, [part], kind=kind, place=-1, stream=stream, ends=False))
        number += 1
    on = 1 if pages else 0
    pages.append(page(number, [told, SETUP], kind=on, stream=stream))
    return b"".join([
        page(0, [VORBIS_HEAD], kind=2, stream=stream), *pages,
        page(number + 1, AUDIO[:2], place=2048, stream=stream),
        page(number + 2, AUDIO[2:], kind=4, place=4000, stream=stream),
    ])  # fmt: skip


def opus() -> bytes:
    """A sound in Opus."""
    return b"".join([
        page(0, [OPUS_HEAD], kind=2), page(1, [comment(b"OpusTags")]),
        page(2, AUDIO, kind=4, place=960),
    ])  # fmt: skip


def ogg_flac() -> bytes:
    """A FLAC in an Ogg, with a comment, a picture and a table of places."""
    head = b"\x7fFLAC\x01\x00" + struct.pack(">H", 3) + b"fLaC" + b"\0\0\0\x22" + bytes(34)
    told = comment(b"")
    blocks = [
        bytes([4]) + len(told).to_bytes(3, "big") + told,
        bytes([6]) + len(SECRET).to_bytes(3, "big") + SECRET,
        b"\x83\0\0\x12" + bytes(18),
    ]
    return b"".join([
        page(0, [head], kind=2), page(1, blocks), page(2, AUDIO, kind=4, place=960),
    ])  # fmt: skip


def id3(data: bytes) -> bytes:
    """An ID3v2 tag; what it holds may look like a frame."""
    size = len(data)
    sizes = bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127])
    return b"ID3\4\0\0" + sizes + data


def mp3() -> bytes:
    """Five frames with every kind of tag before, between and behind them."""
    ape = b"APETAGEX" + b"\xd0\x07\0\0" + bytes(20) + b"Artist\0" + SECRET + b"\xff\xfe\0"
    lyrics = b"LYRICSBEGIN" + SECRET + b"LYRICS200"
    last = b"TAG" + SECRET.ljust(125, b"\0")
    return b"".join([
        id3(SECRET + MP3_FRAME * 2), MP3_FRAME, MP3_FRAME, OTHER_FRAME,
        id3(SECRET), MP3_FRAME, MP3_FRAME, ape, lyrics, MP3_FRAME[:100], last,
    ])  # fmt: skip


MP3_BARE = MP3_FRAME * 2 + OTHER_FRAME + MP3_FRAME * 2


def flac() -> bytes:
    """A FLAC with every kind of block."""
    blocks = [(0, bytes(34)), (1, SECRET), (2, b"app!" + SECRET), (3, b"t" * 18),
              (4, comment(b"")), (5, SECRET), (6, SECRET), (9, SECRET)]  # fmt: skip
    heads = [
        bytes([kind | (0x80 if n == len(blocks) - 1 else 0)]) + len(data).to_bytes(3, "big") + data
        for n, (kind, data) in enumerate(blocks)
    ]
    return b"fLaC" + b"".join(heads) + b"\xff\xf8frames" + b"TAG" + SECRET.ljust(125, b"\0")


FLAC_BARE = b"fLaC" + b"\0\0\0\x22" + bytes(34) + b"\x83\0\0\x12" + b"t" * 18 + b"\xff\xf8frames"


def wav() -> bytes:
    """A WAV with a list, a broadcast note and an ID3 chunk."""
    chunks = [
        (b"bext", SECRET), (b"fmt ", struct.pack("<HHLLHH", 1, 1, 8000, 8000, 1, 8)),
        (b"LIST", b"INFOIART" + SECRET), (b"data", b"\x80" * 801), (b"id3 ", SECRET),
        (b"iXML", SECRET),
    ]  # fmt: skip
    body = b"".join(
        name + struct.pack("<L", len(data)) + data + b"\0" * (len(data) % 2)
        for name, data in chunks
    )
    return b"RIFF" + struct.pack("<L", 4 + len(body)) + b"WAVE" + body
