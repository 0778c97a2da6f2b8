"""What says a text with the voice of the system, whoever does it: a process or a fake in tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Voice(Protocol):
    """Says one text at a time. Use it from one thread; `ended` may come on another."""

    def available(self, locale: str) -> bool:
        """Whether there is a voice for this locale; the first question may take a second."""

    def say(self, text: str, locale: str, speed: int, ended: Callable[[], None]) -> None:
        """Begin to say a spoken form (`spoken`) and stop what was said before; raises NoSound.

        `speed` is a percentage of the voice's own speed. `ended` is called once when all was
        said, never after `stop` or another `say`; it may come on another thread.
        """

    def stop(self) -> None:
        """Be silent now; nothing happens when nothing is said."""


class NoVoice:
    """A system without any voice."""

    def available(self, locale: str) -> bool:
        """Never."""
        return False

    def say(self, text: str, locale: str, speed: int, ended: Callable[[], None]) -> None:
        """Nobody asks, since nothing is available; the end is told at once."""
        ended()

    def stop(self) -> None:
        """Silent already."""
