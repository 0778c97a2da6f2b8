"""Starts the updates that wait, by itself, once the class is over.

Over means: no lesson, projector, test or print is open, no window asks anything, no other work goes
on, and nobody has touched the computer for five minutes. After three the seat is left, so nobody
reads on; most computers fall asleep after ten. Whoever closes the window earlier is asked then
(`closing`). What did not come is tried again after somebody was there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.jobs import Tell
from milclicks.ui.library import limits, planned
from milclicks.ui.library.atnight import AtNight
from milclicks.ui.library.errand import Errand, Task
from milclicks.ui.library.offer import KEPT, offers, title_of
from milclicks.ui.library.work import Work
from milclicks.ui.notices import UNDO

if TYPE_CHECKING:
    from milclicks.core.changes import Changes
    from milclicks.packs.shelf import PackInfo
    from milclicks.packs.travel.plan import Later

QUIET_MS: Final = 5 * 60_000
_LOOK_MS: Final = 30_000
IN_CLASS: Final = frozenset(
    {"player", "present", "test", "preview", "closing", "first_run", "stick_make", "packs_sign"}
)
"""The pages on which a class, or somebody's work, may be going on."""
UPDATING = N_("After class: fetching, checking and adding the update …")
CAME = N_("After class, “{pack}” was updated to version {version}.")


class AfterClass(QObject):
    """`ended`: all that waited was tried; True when all of it came."""

    ended = Signal(bool)

    def __init__(
        self,
        parent: QObject,
        context: Callable[[], Context],
        route: Callable[[], str],
        quiet_ms: Callable[[], int],
    ) -> None:
        """`quiet_ms`: for how long nobody has touched anything."""
        super().__init__(parent)
        self._context, self._route, self._quiet_ms = context, route, quiet_ms
        self._tried = False
        self._held_back: set[str] = set()
        """Those of which the folder had nothing, and the line may not be used now."""
        self._by_itself = True
        self.running: tuple[Later, ...] = ()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        context().bus.changed.connect(self._told)
        self._wake()
        self.night = AtNight(self, context, self.over)

    @classmethod
    def of(cls, context: Context) -> AfterClass:
        """That of this window."""
        found = next((one for one in context.bus.parent().findChildren(cls)), None)
        assert found is not None, "the window has one from its first calm moment on"
        return found

    def _told(self, changes: Changes) -> None:
        if "settings" in changes:
            self._wake()

    def _wake(self) -> None:
        """Nothing wakes the computer while nothing waits."""
        waits = bool(self._context().workspace.settings.packs_after_class)
        if waits != self._timer.isActive():
            (self._timer.start if waits else self._timer.stop)()

    def look(self) -> None:
        """Is the class over?"""
        quiet = self._quiet_ms() >= QUIET_MS
        if not quiet:
            self._tried = False
            self._held_back.clear()
        elif not self._tried and self.over() and planned.may_today(self._context().workspace):
            self._tried = bool(self._ready())  # else their hour may yet come
            if self._tried:
                self.begin()

    def _ready(self) -> tuple[Later, ...]:
        """Those that can come now, as far as that was not tried in vain."""
        work, library = Work.of(self._context()), self._context().workspace.library
        return tuple(
            one
            for one in planned.ready(self._context())
            if one.key not in self._held_back
            or work.held_back(library, one.pack, one.version) is None
        )

    def over(self) -> bool:
        """Whether no class and no other work is going on."""
        context = self._context()
        return (
            self._route() not in IN_CLASS
            and not self.running
            and Errand.of(context).task is None
            and not context.sticks.busy
            and not context.jobs.busy
            and QApplication.activeModalWidget() is None
            and QApplication.activePopupWidget() is None
        )

    def begin(self, *, there: bool = False) -> bool:
        """Update all that waits and can come, one after the other; False when there is nothing to
        do. `there`: without what a folder that is away would have to give.
        """
        if self.running or Errand.of(self._context()).task is not None:
            return False
        self._by_itself = not there
        self.running = (
            self._ready() if self._by_itself else planned.ready(self._context(), there=True)
        )
        if self.running:
            self._next()
        return bool(self.running)

    def _next(self) -> None:
        context, one = self._context(), self.running[0]
        offer = next((each for each in offers(context) if each.key == one.key), None)
        title = title_of(context, offer.entry) if offer is not None else one.pack
        before = next((p.version for p in context.workspace.library.packs() if p.id == one.pack), 0)

        def prepare(_agreed: bool) -> Callable[[Tell], PackInfo]:
            work = Work.of(context)
            return lambda tell: work.later(one, tell)

        def then(pack: PackInfo | None, error: MilClicksError | None) -> None:
            self._came(one, before, pack, error)

        size = offer.entry.bytes if offer is not None else 0
        planned.begun(context, one, before)
        task = Task(
            prepare,
            UPDATING,
            title,
            size,
            KEPT,
            added=False,
            then=then,
            key=one.key,
            settled=lambda error: self._by_itself and limits.is_limit(error),
        )
        Errand.of(context).begin(context, task)

    def _came(
        self, one: Later, before: int, pack: PackInfo | None, error: MilClicksError | None
    ) -> None:
        """One came or did not; after a Stop none of the others is begun."""
        context = self._context()
        if pack is None:
            planned.not_done(context, one)
            self.running = ()
            if error is not None and limits.is_limit(error):
                self._held_back.add(one.key)
                self._tried = False
            self.ended.emit(False)
            return
        planned.done(context, one, before)
        told = context.say(CAME, pack=pack.title or pack.id, version=pack.version)
        context.notices.offer(told, context.say(UNDO), lambda: go_back(context, one.pack, before))
        self.running = self.running[1:]
        if self.running:
            self._next()
        else:
            self.ended.emit(True)


def go_back(context: Context, pack: str, version: int) -> None:
    """Take an update that came by itself back."""
    try:
        context.bus.tell(context.workspace.use_version(pack, version))
    except MilClicksError as error:
        context.notices.fail(error, context.texts)
        return
    planned.seen(context, pack)
