"""Looks into a sound: can it be decoded, and how long is it. Not here: hearing it.

The kinds are told apart by their first bytes before the decoder sees them, so that it never tries
another one on bytes that may be hostile.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, Final

from milclicks.sound.clip import FLAC, MP3, WAV, Clip
from milclicks.sound.player import not_playable

_HEADS: Final[dict[str, Callable[[bytes], bool]]] = {
    MP3: lambda d: d[:3] == b"ID3" or (len(d) > 1 and d[0] == 0xFF and d[1] >= 0xE0),
    WAV: lambda d: d[:4] == b"RIFF" and d[8:12] == b"WAVE",
    FLAC: lambda d: d[:4] == b"fLaC",
}
_COUNTING_RATE: Final = 8000
_CUT_SECONDS: Final = 0.1
"""A WAV or FLAC that ends this much before its header says is cut short."""


def read(data: bytes, mediatype: str) -> Clip:
    """The clip in these bytes with its true length, by decoding all of it; raises NoSound.

    Cut short counts as damaged: a lesson must not break off in the middle of a word.
    """
    seconds = sum(len(part) for part in stream(data, mediatype, _COUNTING_RATE, 1)) / _COUNTING_RATE
    if seconds <= 0 or said_seconds(data, mediatype) > seconds + _CUT_SECONDS:
        raise not_playable(f"{mediatype}, {seconds:.2f} s")
    return Clip(data, mediatype, seconds)


def stream(data: bytes, mediatype: str, rate: int, channels: int) -> Generator[Any, int, None]:
    """Signed 16-bit samples in pieces, at `rate` per second; raises NoSound.

    The pieces are what miniaudio's device takes; `send(n)` asks for n frames.
    """
    known = _HEADS.get(mediatype)
    if known is None or not known(data[:12]):
        raise not_playable(mediatype)
    import miniaudio

    try:
        made: Generator[Any, int, None] = miniaudio.stream_memory(
            data, nchannels=channels, sample_rate=rate
        )
    except miniaudio.MiniaudioError as error:
        raise not_playable(str(error)) from error
    return made


def said_seconds(data: bytes, mediatype: str) -> float:
    """What the header of a WAV or FLAC promises; 0.0 where a header promises nothing."""
    if mediatype == FLAC and len(data) >= 26:
        rate = int.from_bytes(data[18:21], "big") >> 4
        samples = int.from_bytes(data[21:26], "big") & 0xF_FFFF_FFFF
        return samples / rate if rate else 0.0
    if mediatype == WAV:
        return _wav_seconds(data)
    return 0.0


def _wav_seconds(data: bytes) -> float:
    at, per_second = 12, 0
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == b"fmt " and at + 20 <= len(data):
            per_second = int.from_bytes(data[at + 16 : at + 20], "little")
        if name == b"data":
            return size / per_second if per_second else 0.0
        at += 8 + size + size % 2
    return 0.0
