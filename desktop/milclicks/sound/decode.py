"""Looks into a sound: can it be decoded, and how long is it. Not here: hearing it.

The kinds are told apart by their first bytes before the decoder sees them, so that it never tries
another one on bytes that may be hostile. Few bytes can say years of sound: what a head says is held
against bounds before anything is decoded, and decoding has bounds in samples and in time.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import Any, Final

from milclicks.sound.clip import FLAC, MP3, WAV, Clip
from milclicks.sound.paced import Paced
from milclicks.sound.player import not_playable, not_played

RATES: Final = (8_000, 192_000)
"""The fewest and most samples a second."""
CHANNELS: Final = 8
MOST_SECONDS: Final = 2 * 3600.0
SAMPLES_FREE: Final = 30_000_000
SAMPLES_A_BYTE: Final = 64
"""A sound may have so many samples, and so many more for each of its bytes: ten minutes of nothing
take a few kilobytes, and no kind of sound says more than twenty samples with a byte."""
PATIENCE: Final = 2.0
"""Seconds that somebody who wants to hear it waits at most."""
PROMPT: Final = 0.1
"""Seconds of work until a sound that is played at once begins."""
THOROUGH: Final = 60.0
"""Seconds for one sound where a pack is made or checked."""

Now = Callable[[], float]
_HEADS: Final[dict[str, Callable[[bytes], bool]]] = {
    MP3: lambda d: d[:3] == b"ID3" or (len(d) > 1 and d[0] == 0xFF and d[1] >= 0xE0),
    WAV: lambda d: d[:4] == b"RIFF" and d[8:12] == b"WAVE",
    FLAC: lambda d: d[:4] == b"fLaC",
}
_COUNTING_RATE: Final = 8000
_COUNTED_AT_ONCE: Final = 16_384
_CHUNKS: Final = 1_000
"""Of one WAV that are looked through for its length."""
_CUT_SECONDS: Final = 0.1
"""A WAV or FLAC that ends this much before its header says is cut short."""


def read(
    data: bytes, mediatype: str, *, within: float = PATIENCE, now: Now = time.monotonic
) -> Clip:
    """The clip in these bytes with its true length, by decoding all of it; raises NoSound.

    Cut short counts as damaged: a lesson must not break off in the middle of a word. What is not
    decoded `within` so many seconds, or is longer than the bounds, is not played.
    """
    rate = _bounded(data, mediatype)
    paced = Paced(data, now)
    paced.allow(within)
    most = min(MOST_SECONDS * rate, _samples(data))
    counted = 0
    for piece in _pieces(paced, mediatype, rate, 1, _COUNTED_AT_ONCE):
        counted += len(piece)
        if counted > most:
            raise not_played(f"> {most / rate:.0f} s")
        if paced.over():
            break
    if paced.late:
        raise not_played(f"> {within:.0f} s: {counted / rate:.0f} s")
    seconds = counted / rate
    if seconds <= 0 or said_seconds(data, mediatype) > seconds + _CUT_SECONDS:
        raise not_playable(f"{mediatype}, {seconds:.2f} s")
    return Clip(data, mediatype, seconds)


def begins(clip: Clip, *, now: Now = time.thread_time) -> None:
    """Nothing when a clip can be begun at once; raises NoSound when it is none, or its first sample
    has to be looked for so long that whoever plays it would wait. `now` is the work of this thread.
    """
    _bounded(clip.data, clip.mediatype)
    paced = Paced(clip.data, now)
    paced.allow(PROMPT)
    _pieces(paced, clip.mediatype, _COUNTING_RATE, 1)
    if paced.over():
        raise not_played(f"> {PROMPT} s to begin")


def stream(
    data: bytes, mediatype: str, rate: int, channels: int, *, now: Now = time.monotonic
) -> Generator[Any, int, None]:
    """Signed 16-bit samples in pieces, at `rate` per second; raises NoSound.

    The pieces are what miniaudio's device takes; `send(n)` asks for n frames. It ends where a piece
    takes longer than somebody waits.
    """
    _bounded(data, mediatype)
    paced = Paced(data, now)
    paced.allow(PATIENCE)
    found = _fed(paced, _pieces(paced, mediatype, rate, channels))
    next(found)
    return found


def _fed(paced: Paced, pieces: Generator[Any, int, None]) -> Generator[Any, int, None]:
    wanted = yield None
    while True:
        paced.allow(PATIENCE)
        try:
            piece = pieces.send(wanted) if wanted else next(pieces)
        except StopIteration:
            return
        wanted = yield piece


def _pieces(
    paced: Paced, mediatype: str, rate: int, channels: int, at_once: int = 1024
) -> Generator[Any, int, None]:
    import miniaudio

    kinds = {
        MP3: miniaudio.FileFormat.MP3,
        WAV: miniaudio.FileFormat.WAV,
        FLAC: miniaudio.FileFormat.FLAC,
    }
    try:
        made: Generator[Any, int, None] = miniaudio.stream_any(
            paced, kinds[mediatype], nchannels=channels, sample_rate=rate, frames_to_read=at_once
        )
    except miniaudio.MiniaudioError as error:
        raise (not_played if paced.late else not_playable)(str(error)) from error
    return made


def _bounded(data: bytes, mediatype: str) -> int:
    """The rate at which a sound is counted; raises NoSound for one outside the bounds.

    The head is read by the decoder itself, so it can mean nothing else when it is decoded. An MP3
    has its few rates by its nature, and says no length.
    """
    known = _HEADS.get(mediatype)
    if known is None or not known(data[:12]):
        raise not_playable(mediatype)
    if mediatype == MP3:
        return _COUNTING_RATE
    import miniaudio

    try:
        ask = miniaudio.wav_get_info if mediatype == WAV else miniaudio.flac_get_info
        head = ask(data)
    except (miniaudio.MiniaudioError, ArithmeticError, ValueError) as error:
        raise not_playable(str(error)) from error
    rate, channels, said = int(head.sample_rate), int(head.nchannels), int(head.num_frames)
    if not RATES[0] <= rate <= RATES[1]:
        raise not_played(f"{rate} Hz")
    if not 0 < channels <= CHANNELS:
        raise not_played(f"{channels} channels")
    if said > rate * MOST_SECONDS or said > _samples(data):
        raise not_played(f"{said / rate:.0f} s")
    return rate


def _samples(data: bytes) -> int:
    return SAMPLES_FREE + SAMPLES_A_BYTE * len(data)


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
    for _ in range(_CHUNKS):
        if at + 8 > len(data):
            break
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == b"fmt " and at + 20 <= len(data):
            per_second = int.from_bytes(data[at + 16 : at + 20], "little")
        if name == b"data":
            return size / per_second if per_second else 0.0
        at += 8 + size + size % 2
    return 0.0
