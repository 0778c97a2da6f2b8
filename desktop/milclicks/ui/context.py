"""What every screen receives: the workspace and the means to speak, draw, work and move.

A context belongs to one build of the shell. When the language changes, the shell makes a new
context around the same workspace and the same `Seat`. It is not a place for logic.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from milclicks.core.texts import Texts
    from milclicks.sound.gear import Gear
    from milclicks.ui.aloud.listener import Listener
    from milclicks.ui.bus import Bus
    from milclicks.ui.jobs import Jobs
    from milclicks.ui.notices import Notices
    from milclicks.ui.stick.sticks import Sticks
    from milclicks.ui.theme import Theme
    from milclicks.workspace import Workspace


class Go(Protocol):
    """Move to another screen: `go("player", ref=ref)`."""

    def __call__(self, route: str, /, **params: Any) -> None: ...


@dataclass(slots=True)
class Seat:
    """Who sits at the computer now. It outlives a language switch, never the program."""

    learner: str | None = None
    teacher: bool = False
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)

    def leave(self) -> None:
        """Forget the person and whatever was half done."""
        self.learner = None
        self.teacher = False
        self.kept.clear()


@dataclass(frozen=True, slots=True)
class Context:
    """One build of the user interface; `room` is 0 in a low window, 2 in a tall one."""

    workspace: Workspace
    texts: Texts
    theme: Theme
    bus: Bus
    jobs: Jobs
    notices: Notices
    gear: Gear
    listener: Listener
    sticks: Sticks
    seat: Seat
    room: int
    go: Go
    back: Callable[[], None]

    @property
    def low(self) -> bool:
        """Whether the window is less than 700 px high."""
        return self.room == 0

    @property
    def tall(self) -> bool:
        """Whether the window is at least 940 px high."""
        return self.room == 2

    @property
    def say(self) -> Callable[..., str]:
        """Short form of `texts.say`."""
        return self.texts.say
