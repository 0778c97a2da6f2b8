"""Where the player puts what was done: into a session that stores, or into a bare run.

The player knows only `Desk`. The session's desk has each event on disk before it returns; the
bare one is for looking at a lesson without keeping anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from milclicks.core.changes import Changes
from milclicks.lessons.run import LessonRun
from milclicks.lessons.views import RunSummary, StepView
from milclicks.steps.lesson import Lesson

if TYPE_CHECKING:
    from milclicks.lessons.session import LessonSession


class Desk(Protocol):
    """A lesson under way."""

    @property
    def lesson(self) -> Lesson:
        """The lesson in the language of now."""

    def view(self) -> StepView:
        """The moment that is looked at."""

    def summary(self) -> RunSummary:
        """The numbers so far."""

    def do(self, verb: str, *arguments: Any) -> None:
        """Ask for something; when this returns, it is kept."""


class RunDesk:
    """A run that is kept nowhere."""

    def __init__(self, run: LessonRun) -> None:
        self.run = run

    @property
    def lesson(self) -> Lesson:
        """The lesson."""
        return self.run.state.lesson

    def view(self) -> StepView:
        """The moment that is looked at."""
        return self.run.view()

    def summary(self) -> RunSummary:
        """The numbers so far."""
        return self.run.summary()

    def do(self, verb: str, *arguments: Any) -> None:
        """Make the move; its events are let go."""
        self.run, _ = getattr(self.run, verb)(*arguments)


class SessionDesk:
    """A session: each move is stored before it shows; `tell` passes on what changed."""

    def __init__(self, session: LessonSession, tell: Callable[[Changes], None]) -> None:
        self.session, self._tell = session, tell

    @property
    def lesson(self) -> Lesson:
        """The lesson."""
        return self.session.run.state.lesson

    def view(self) -> StepView:
        """The moment that is looked at."""
        return self.session.run.view()

    def summary(self) -> RunSummary:
        """The numbers so far."""
        return self.session.run.summary()

    def do(self, verb: str, *arguments: Any) -> None:
        """Make the move, stored."""
        changes = getattr(self.session, verb)(*arguments)
        if changes is not None:
            self._tell(changes)
