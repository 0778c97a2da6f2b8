"""The sticks as the window knows them: which are in, what lies on them, what is being done.

It outlives every screen and every language. The banner and the pages show it and ask it; it tells
them when something changed. A lesson is never disturbed: the banner waits in its frame.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from milclicks.core.changes import Changes
from milclicks.core.errors import MilClicksError

if TYPE_CHECKING:
    from pathlib import Path

    from milclicks.packs.travel.bring import Brought
    from milclicks.packs.travel.mounts import Mount, MountTable
    from milclicks.packs.travel.stick import StickPack
    from milclicks.ui.bus import Bus
    from milclicks.ui.jobs import Job, Jobs, Tell
    from milclicks.ui.stick.watch import StickWatch
    from milclicks.ui.stick.work import Place, Seen
    from milclicks.workspace import Workspace

log = logging.getLogger(__name__)


class Sticks(QObject):
    """What is plugged in. `changed` says that something of it is other than before."""

    changed = Signal()
    pulled_out = Signal(object)
    """The keys (`mil.core@3`) of packs that were used in place and went with their stick."""
    back = Signal(object)
    """The keys of such packs that are here again."""
    progressed = Signal(int, int)

    def __init__(self, parent: QObject, workspace: Workspace, jobs: Jobs, bus: Bus) -> None:
        super().__init__(parent)
        self._workspace, self._jobs, self._bus = workspace, jobs, bus
        self._watch: StickWatch | None = None
        self._table: MountTable | None = None
        self._job: Job[Any] | None = None
        self.seen: list[Seen] = []
        self.mounts: list[Mount] = []
        self.put_aside: set[Mount] = set()
        self.busy: str = ""
        self.done, self.total = 0, 1
        self.brought: tuple[Mount, Brought] | None = None
        self.app_at: Path | None = None
        self.error: MilClicksError | None = None
        self._guests: set[str] = set()
        self._deaf = False
        bus.changed.connect(self._told)

    # --- watching ------------------------------------------------------------------------
    def watch(self, table: MountTable) -> None:
        """Watch a mount table from now on, unless the settings say no."""
        self._table = table
        if self._watch is not None:
            self._watch.stop()
            self._watch.deleteLater()
            self._watch = None
        if not self._workspace.settings.watch_sticks:
            return
        from milclicks.ui.stick.watch import StickWatch

        self._watch = StickWatch(self, table)
        self._watch.came.connect(self._came)
        self._watch.gone.connect(self._gone)
        self._watch.start()

    @property
    def watching(self) -> bool:
        """Whether sticks are noticed by themselves."""
        return self._watch is not None and self._watch.running

    def look(self) -> None:
        """Look at the table now."""
        if self._watch is not None:
            self._watch.look()

    def stop(self) -> None:
        """Watch no more; the window goes."""
        self.cancel()
        if self._watch is not None:
            self._watch.blockSignals(True)
            self._watch.stop()

    def _told(self, changes: Changes) -> None:
        if "settings" in changes and self._table is not None:
            if self._workspace.settings.watch_sticks != self.watching:
                self.watch(self._table)
        elif "packs" in changes and not self.busy and not self._deaf:
            for seen in tuple(self.seen):
                self._read(seen.mount)

    def _came(self, mount: Mount) -> None:
        self.mounts.append(mount)
        self._read(mount)

    def _gone(self, mount: Mount) -> None:
        self.mounts = [one for one in self.mounts if one != mount]
        self.seen = [one for one in self.seen if one.mount != mount]
        self.put_aside.discard(mount)
        keys = self._let_go(mount)
        self.changed.emit()
        if keys:
            self.pulled_out.emit(keys)

    # --- reading -------------------------------------------------------------------------
    @property
    def place(self) -> Place:
        """What a job needs to open the library for itself."""
        from milclicks.ui.stick.work import Place

        library = self._workspace.library
        used = self._workspace.records.runs_in_use()
        return Place(self._workspace.folder, library.roots, library.trust, used)

    def _read(self, mount: Mount) -> None:
        place = self.place

        def see(_tell: Tell) -> Seen:
            from milclicks.ui.stick import work

            return work.see(place, mount)

        self._jobs.start(see, self._saw, failed=self._unread, owner=self)

    def _saw(self, seen: Seen) -> None:
        if seen.mount not in self.mounts:
            return
        others = [one for one in self.seen if one.mount != seen.mount]
        self.seen = [*others, seen]
        again = [one for one in seen.found.packs if one.digest in self._guests]
        keys = {key for key in map(self.use_in_place, again) if key}
        self.changed.emit()
        if keys:
            self.back.emit(keys)

    def _unread(self, error: MilClicksError) -> None:
        log.info("a stick could not be read: %s", error.code)

    # --- in place ------------------------------------------------------------------------
    def use_in_place(self, one: StickPack) -> str:
        """Use a pack where it lies; its key, or nothing when it was refused."""
        from milclicks.packs import guests

        library = self._workspace.library
        if one.path in library.guests:
            return ""
        try:
            key = guests.use(library, one.path)
        except MilClicksError as error:
            self.error = error
            self.changed.emit()
            return ""
        self._guests.add(one.digest)
        self._tell_packs()
        return key

    def _let_go(self, mount: Mount) -> frozenset[str]:
        from milclicks.packs import guests

        keys = guests.leave(self._workspace.library, mount.path)
        if keys:
            self._tell_packs()
        return frozenset(keys)

    def _tell_packs(self) -> None:
        """Tell the screens of packs that came or went, without reading the sticks again."""
        changes = self._workspace.packs_changed()
        self._deaf = True
        self._bus.tell(changes)
        self._deaf = False

    @property
    def offered(self) -> Seen | None:
        """The stick that the banner speaks of: the newest with something worth adding."""
        for seen in reversed(self.seen):
            if seen.mount not in self.put_aside and (seen.found.useful or seen.app):
                return seen
        return None

    def dismiss(self) -> None:
        """Say no more of the sticks that are in."""
        self.put_aside.update(self.mounts)
        self.brought = self.error = None
        self.changed.emit()

    # --- doing ---------------------------------------------------------------------------
    def add(self, seen: Seen, chosen: Sequence[StickPack]) -> None:
        """Add packs of a stick."""
        place, packs = self.place, tuple(chosen)
        others = tuple(one for one in self.seen if one.mount != seen.mount)
        self.brought = None

        def work(tell: Tell) -> Brought:
            from milclicks.ui.stick import work as working

            return working.add(place, seen, packs, others, tell)

        def done(brought: Brought) -> None:
            self.brought = (seen.mount, brought)
            self.put_aside.add(seen.mount)
            self._end()
            self._bus.tell(self._workspace.packs_changed())

        self._start("add", work, done)

    def take_app(self, seen: Seen) -> None:
        """Copy and check the version of the app that lies on a stick."""
        place, offer = self.place, seen.app
        if offer is None:
            return

        def work(tell: Tell) -> Path:
            from milclicks.ui.stick import work as working

            return working.take_app(place, seen, offer, tell)

        def done(path: Path) -> None:
            self.app_at = path
            self._end()

        self._start("app", work, done)

    def start(
        self,
        name: str,
        work: Callable[[Tell], Any],
        done: Callable[[Any], None],
    ) -> None:
        """Some other long work with a stick; one at a time."""

        def ended(result: Any) -> None:
            self._end()
            done(result)

        self._start(name, work, ended)

    def _start(
        self,
        name: str,
        work: Callable[[Tell], Any],
        done: Callable[[Any], None],
    ) -> None:
        if self.busy:
            return
        self.busy, self.done, self.total, self.error = name, 0, 1, None
        self.changed.emit()
        job = self._jobs.start(work, done, failed=self._failed, progress=self._far, owner=self)
        self._job = job if self.busy else None

    def _far(self, done: int, total: int) -> None:
        self.done, self.total = done, max(total, 1)
        self.progressed.emit(self.done, self.total)

    def _failed(self, error: MilClicksError) -> None:
        self.error = error
        self._end()

    def cancel(self) -> None:
        """Stop what is being done; old or new stays, never half."""
        if self._job is not None:
            self._job.cancel()
        if self.busy:
            self._end()
            self._bus.tell(self._workspace.packs_changed())

    def _end(self) -> None:
        self.busy, self._job = "", None
        self.changed.emit()
