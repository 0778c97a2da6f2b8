"""What plays a clip, whoever does it: this PC's device (`device`) or a fake in the tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Protocol

from milclicks.core.errors import N_, Message, MilClicksError
from milclicks.sound.clip import Clip


class NoSound(MilClicksError):
    """Nothing can be heard here, or not this: say so and go on with the text."""

    code: ClassVar[str] = "no-sound"


class Player(Protocol):
    """Plays one clip at a time. Use it from one thread; `ended` may come on another."""

    def available(self) -> bool:
        """Whether this PC can play at all; asked at first use, it may take 50 ms."""

    def play(self, clip: Clip, ended: Callable[[], None]) -> None:
        """Begin from the start and stop what played before; raises NoSound.

        `ended` is called once when the clip reaches its own end, never after `stop` or another
        `play`. It may come on a thread of the device: a window brings it home by a signal.
        """

    def stop(self) -> None:
        """Be silent now; nothing happens when nothing plays."""

    def position(self) -> float:
        """Seconds of the clip that were played; 0.0 when nothing plays."""


def no_device() -> NoSound:
    """The sentence for a PC without a loudspeaker."""
    return NoSound(
        Message(N_("This computer has no loudspeaker that the app can use.")),
        Message(N_("Read the text instead, or connect a loudspeaker and try again.")),
    )


def not_playable(detail: str = "") -> NoSound:
    """The sentence for bytes that cannot be decoded."""
    return NoSound(
        Message(N_("This recording is damaged and cannot be played.")),
        Message(N_("Read the text instead. Everything else keeps working.")),
        detail,
    )


def not_played(detail: str) -> NoSound:
    """The sentence for a sound outside the bounds, such as years in a few bytes."""
    return NoSound(
        Message(N_("This recording is too long, or of a kind that this app does not play.")),
        Message(N_("Read the text instead. Everything else keeps working.")),
        detail,
    )
