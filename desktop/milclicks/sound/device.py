"""This PC's loudspeaker, through miniaudio, which is imported by the first who listens.

The device is open only while something plays: a quiet app takes no time of the processor.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator
from typing import Any, Final

from milclicks.sound import decode
from milclicks.sound.clip import Clip
from milclicks.sound.player import no_device

_RATE: Final = 44_100
_CHANNELS: Final = 2
_BUFFER_MS: Final = 100
_MOST_FRAMES: Final = 16_000
_SILENCE: Final = 4
"""Buffers after the end, so that the last words are heard before the device closes."""


class DevicePlayer:
    """A `Player` on the default device of the system; `silent` plays to nobody, for tests."""

    def __init__(self, *, silent: bool = False) -> None:
        self._silent = silent
        self._device: Any = None
        self._present: bool | None = None
        self._turn = 0
        self._frames = 0

    def available(self) -> bool:
        """Whether the default device opens; asked of the system once."""
        if self._present is None:
            import miniaudio

            self._present = False
            with contextlib.suppress(miniaudio.MiniaudioError):
                self._open().close()
                self._present = True
        return self._present

    def play(self, clip: Clip, ended: Callable[[], None]) -> None:
        """Open the device and play; raises NoSound without a device or for a damaged clip."""
        import miniaudio

        self.stop()
        source = decode.stream(clip.data, clip.mediatype, _RATE, _CHANNELS)
        self._frames = 0
        frames = self._feed(source, self._turn, ended)
        next(frames)
        try:
            self._device = self._open()
            self._device.start(frames)
        except miniaudio.MiniaudioError as error:
            self.stop()
            self._present = False
            raise no_device() from error

    def stop(self) -> None:
        """Close the device; the clip's end is not told."""
        self._turn += 1
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def position(self) -> float:
        """Seconds that were handed to the device."""
        return self._frames / _RATE if self._device is not None else 0.0

    def _open(self) -> Any:
        import miniaudio

        return miniaudio.PlaybackDevice(
            nchannels=_CHANNELS,
            sample_rate=_RATE,
            buffersize_msec=_BUFFER_MS,
            backends=[miniaudio.Backend.NULL] if self._silent else None,
        )

    def _feed(
        self, source: Generator[Any, int, None], turn: int, ended: Callable[[], None]
    ) -> Generator[bytes, int, None]:
        """Pieces for the device, whose thread asks. A damaged rest ends the clip early."""
        wanted = yield b""
        while True:
            try:
                piece = source.send(min(wanted, _MOST_FRAMES))
            except Exception:  # an edge: StopIteration or a fault, never into the C library
                break
            self._frames += len(piece) // _CHANNELS
            wanted = yield piece.tobytes()
        for _ in range(_SILENCE):
            yield b""
        if turn == self._turn:  # a thread of its own, so that `ended` may play or stop
            threading.Thread(target=ended, daemon=True).start()
