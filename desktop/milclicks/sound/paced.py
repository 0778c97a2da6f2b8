"""The bytes of a sound as a decoder asks for them, and no more once its time is up.

A decoder that is given all of them at once can look for the beginning of a sound in megabytes of
false ones, and cannot be stopped meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Paced:
    """What `miniaudio.stream_any` reads from. `late`: whether it was cut because of the time."""

    def __init__(self, data: bytes, now: Callable[[], float]) -> None:
        self._data, self._now = data, now
        self._at, self._until = 0, 0.0
        self.late = False
        self.ffi_handle: Any = None
        self.error_in_readcallback: Exception | None = None

    def allow(self, seconds: float) -> None:
        """From now on bytes are given for so long."""
        self._until = self._now() + seconds

    def over(self) -> bool:
        """Whether the time is up; from then on nothing more is given."""
        self.late = self.late or self._now() > self._until
        return self.late

    def read(self, num_bytes: int) -> bytes:
        """The next bytes; none at the end, and none after the time."""
        if self.over():
            return b""
        piece = self._data[self._at : self._at + num_bytes]
        self._at += len(piece)
        return piece

    def seek(self, offset: int, origin: Any) -> bool:
        """Go to a place counted from the START, the CURRENT one or the END; False outside."""
        base = {"START": 0, "CURRENT": self._at, "END": len(self._data)}[origin.name]
        if not 0 <= base + offset <= len(self._data):
            return False
        self._at = base + offset
        return True
