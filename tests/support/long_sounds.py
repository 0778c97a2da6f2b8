"""Sounds that are small in bytes and hours or years long, or that never begin to sound."""

from __future__ import annotations

import struct

NEVER = b"\xff\xfb\0\0"
"""The head of an MP3 frame that says no length: a decoder looks for the next through all bytes."""


def _crc(data: bytes, polynomial: int, bits: int) -> int:
    value, top = 0, 1 << (bits - 1)
    for byte in data:
        value ^= byte << (bits - 8)
        for _ in range(8):
            value = (value << 1 ^ polynomial if value & top else value << 1) & (2 * top - 1)
    return value


def _number(value: int) -> bytes:
    """The number of a FLAC frame, written as UTF-8 writes a letter."""
    if value < 0x80:
        return bytes([value])
    if value < 0x800:
        return bytes([0xC0 | value >> 6, 0x80 | value & 63])
    return bytes([0xE0 | value >> 12, 0x80 | value >> 6 & 63, 0x80 | value & 63])


def flac(frames: int, rate: int = 44_100, *, said: int | None = 0, block: int = 65_535) -> bytes:
    """A right FLAC of silence: `block` samples in each frame of fourteen bytes.

    `said` is how many samples its head promises; 0 is none, None is the truth.
    """
    total = frames * block if said is None else said
    about = struct.pack(">HH", block, block) + bytes(6)
    about += struct.pack(">Q", rate << 44 | 15 << 36 | total) + bytes(16)
    made = [b"fLaC\x80\0\0\x22" + about]
    for number in range(frames):
        head = b"\xff\xf8\x70\x08" + _number(number) + struct.pack(">H", block - 1)
        head += bytes([_crc(head, 7, 8)])
        frame = head + b"\0\0\0"
        made.append(frame + struct.pack(">H", _crc(frame, 0x8005, 16)))
    return b"".join(made)


def wave(samples: int, rate: int, *, channels: int = 1, said: int | None = None) -> bytes:
    """A right WAV of 8-bit silence; `said` is how many bytes of sound its head promises."""
    data = b"\x80" * samples * channels
    form = struct.pack("<HHIIHH", 1, channels, rate, rate * channels, channels, 8)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form
    body += b"data" + struct.pack("<I", len(data) if said is None else said) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body
