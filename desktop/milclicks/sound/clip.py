"""A recorded sound: its bytes, what they are, how long they last. Not here: playing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MP3: Final = "audio/mpeg"
WAV: Final = "audio/wav"
FLAC: Final = "audio/flac"
PLAYABLE: Final = (MP3, WAV, FLAC)
"""What the device decodes. Ogg is left out on purpose: the Vorbis decoder that comes with
miniaudio has known faults on hostile files, and a pack may come from anywhere."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound as it lies in a file: `data` undecoded, `mediatype` of PLAYABLE, `seconds` long."""

    data: bytes
    mediatype: str
    seconds: float
