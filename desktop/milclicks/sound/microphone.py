"""What records a line: this PC's microphone through miniaudio, or a fake in the tests."""

from __future__ import annotations

import struct
from collections.abc import Generator
from typing import Any, Final, Protocol

from milclicks.core.errors import N_, Message
from milclicks.sound.clip import WAV, Clip
from milclicks.sound.player import NoSound

RATE: Final = 16_000
"""Samples a second, 16 bit, one channel: speech needs no more, and a minute is 1.9 MB."""
MOST_SECONDS: Final = 60.0
_BYTES_A_SECOND: Final = RATE * 2
_BUFFER_MS: Final = 50


class Microphone(Protocol):
    """Records one line at a time; what is longer than MOST_SECONDS is cut there."""

    def start(self) -> None:
        """Begin; raises NoSound where there is no microphone."""

    def stop(self) -> Clip | None:
        """End and give what was recorded; None when nothing was."""

    def seconds(self) -> float:
        """How much was recorded so far."""


class DeviceMicrophone:
    """A `Microphone` on the default device; `silent` hears silence, for tests."""

    def __init__(self, *, silent: bool = False) -> None:
        self._silent = silent
        self._device: Any = None
        self._heard = bytearray()

    def start(self) -> None:
        """Open the device and keep what comes; raises NoSound."""
        import miniaudio

        self._close()
        self._heard = bytearray()
        kept = self._keep()
        next(kept)
        try:
            self._device = miniaudio.CaptureDevice(
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=_BUFFER_MS,
                backends=[miniaudio.Backend.NULL] if self._silent else None,
            )
            self._device.start(kept)
        except miniaudio.MiniaudioError as error:
            self._close()
            raise no_microphone() from error

    def stop(self) -> Clip | None:
        """Close the device; the line as a WAV."""
        self._close()
        heard, self._heard = bytes(self._heard), bytearray()
        return wav(heard) if heard else None

    def seconds(self) -> float:
        """From the samples that came."""
        return len(self._heard) / _BYTES_A_SECOND

    def _close(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _keep(self) -> Generator[None, bytes, None]:
        most = int(MOST_SECONDS * _BYTES_A_SECOND)
        while True:
            heard = yield
            self._heard += heard[: most - len(self._heard)]


def wav(samples: bytes) -> Clip:
    """A clip from signed 16-bit samples of one channel at RATE."""
    form = struct.pack("<HHIIHH", 1, 1, RATE, _BYTES_A_SECOND, 2, 16)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form
    body += b"data" + struct.pack("<I", len(samples)) + samples
    data = b"RIFF" + struct.pack("<I", len(body)) + body
    return Clip(data, WAV, len(samples) / _BYTES_A_SECOND)


def no_microphone() -> NoSound:
    """The sentence for a PC without a microphone."""
    return NoSound(
        Message(N_("This computer has no microphone that the app can use.")),
        Message(N_("Connect a microphone, or allow the app to use it, then try again.")),
    )
