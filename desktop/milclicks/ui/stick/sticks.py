"""The sticks as the window knows them: which are in, what lies on them, what is being done.

It outlives every screen and every language. The banner and the pages show it and ask it; it tells
them when something changed. A lesson is never disturbed: the banner waits in its frame.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from milclicks.core.changes import Changes
from milclicks.core.errors import MilClicksError
from milclicks.ui.stick.appcopy import AppCopies

if TYPE_CHECKING:
    from milclicks.packs.guests import Chosen
    from milclicks.packs.travel.bring import Brought
    from milclicks.packs.travel.bundles import Offer
    from milclicks.packs.travel.mounts import Mount, MountTable
    from milclicks.packs.travel.stick import StickPack
    from milclicks.ui.bus import Bus
    from milclicks.ui.jobs import Job, Jobs, Tell
    from milclicks.ui.stick.watch import StickWatch
    from milclicks.ui.stick.work import Place, Read, Seen
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
        self._outcome: list[Callable[[], None]] = []
        self._halted: Callable[[], None] = self._end
        self.seen: list[Seen] = []
        self.mounts: list[Mount] = []
        self.put_aside: set[Mount] = set()
        self.busy: str = ""
        self.done, self.total = 0, 1
        self.stopping = False
        self.brought: tuple[Mount, Brought] | None = None
        self.app_aside: set[Mount] = set()
        self.apps = AppCopies(workspace, jobs, self.changed.emit)
        self.error: MilClicksError | None = None
        self._guests: dict[str, Chosen] | None = None
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
        if self._job is not None:
            if self.stopping:
                self._job.ended.disconnect(self._stopped)
            self._job.cancel()
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
        if self.brought is not None and not self.brought[1].rest:
            self.brought = None  # the news is what lies on this one
        self._read(mount)

    def _gone(self, mount: Mount) -> None:
        self.mounts = [one for one in self.mounts if one != mount]
        self.seen = [one for one in self.seen if one.mount != mount]
        self.put_aside.discard(mount)
        self.app_aside.discard(mount)
        keys = self._let_go(mount)
        self.changed.emit()
        if keys:
            self.pulled_out.emit(keys)

    # --- reading -------------------------------------------------------------------------
    @property
    def place(self) -> Place:
        """What a job needs to open the library for itself."""
        from milclicks.ui.stick.work import Place

        folder, library = self._workspace.folder, self._workspace.library
        used = self._workspace.records.runs_in_use()
        return Place(folder, library.roots, library.trust, used, self._table, tuple(self.seen))

    def _read(self, mount: Mount) -> None:
        place = self.place
        start = self._jobs.start
        start(lambda _: _work().see(place, mount), self._saw, failed=self._unread, owner=self)

    def _saw(self, seen: Seen) -> None:
        if seen.mount not in self.mounts:
            return
        self.seen = [*(one for one in self.seen if one.mount != seen.mount), seen]
        again = [
            one for one in seen.found.packs if one.digest in self.chosen and one.state != "same"
        ]
        keys = {key for key in map(self.use_in_place, again) if key}
        self.changed.emit()
        if keys:
            self.back.emit(keys)

    def _unread(self, error: MilClicksError) -> None:
        log.info("a stick could not be read: %s", error.code)

    # --- in place ------------------------------------------------------------------------
    @property
    def chosen(self) -> dict[str, Chosen]:
        """The packs that are used in place whenever their stick is in, by manifest."""
        if self._guests is None:
            from milclicks.packs import guests

            self._guests = guests.chosen(self._workspace.folder)
        return self._guests

    def forget(self, digest: str) -> None:
        """Use a pack from its stick no more, now and when the stick comes again."""
        from milclicks.packs import guests

        library = self._workspace.library
        gone = self.chosen.pop(digest, None)
        guests.choose(self._workspace.folder, digest, None)
        for one in library.copies(gone.key.partition("@")[0]) if gone is not None else ():
            if one.digest == digest:
                guests.give_up(library, one.file)
        self._tell_packs()
        self.changed.emit()

    def use(self, mount: Mount, packs: Sequence[StickPack]) -> None:
        """Use packs where they lie, after all of what a teacher made was read; a job does that."""
        place = self.place

        def done(read: Read) -> None:
            for one in read.sound:
                self.use_in_place(one)
            self.error = self.error or read.refused
            self.changed.emit()

        stopped = partial(self._nothing_came, mount)
        self.start("use", lambda tell: _work().read(place, packs, tell), done, stopped)

    def _nothing_came(self, mount: Mount) -> None:
        """A stop came before anything was changed."""
        from milclicks.packs.travel.bring import Brought

        self.brought = (mount, Brought(stopped=True))
        self._end()

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
        info = one.info(self._workspace.settings.locale)
        self.chosen[one.digest] = made = guests.Chosen(key, info.title if info is not None else "")
        guests.choose(self._workspace.folder, one.digest, made)
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
            if self.offers_packs(seen) or self.offers_app(seen):
                return seen
        return None

    def offers_packs(self, seen: Seen) -> bool:
        """Whether there are packs worth adding that nobody answered for yet."""
        return seen.mount not in self.put_aside and bool(seen.found.useful)

    def offers_app(self, seen: Seen) -> bool:
        """Whether there is a newer app that was neither checked nor closed; adding packs is no
        answer to it.
        """
        aside = seen.mount in self.app_aside
        return seen.app is not None and not aside and self.apps.of(seen.app) is None

    def dismiss(self, *, app: bool = True) -> None:
        """Say no more of the sticks that are in; without `app`, of their packs only."""
        self.put_aside.update(self.mounts)
        self.app_aside.update(self.mounts if app else ())
        self.brought = self.error = None
        self.changed.emit()

    @property
    def rest(self) -> tuple[Seen, tuple[StickPack, ...]] | None:
        """What a stop or a pulled stick kept from coming in and a stick that is in now has."""
        left = {one.digest for one in self.brought[1].rest} if self.brought is not None else set()
        for seen in reversed(self.seen):
            packs = tuple(one for one in seen.found.useful if one.digest in left)
            if packs:
                return seen, packs
        return None

    # --- doing ---------------------------------------------------------------------------
    def add(self, seen: Seen, chosen: Sequence[StickPack]) -> None:
        """Add packs of a stick, unless something else is being done."""
        if self.busy:
            return
        place, packs = self.place, tuple(chosen)
        others = tuple(one for one in self.seen if one.mount != seen.mount)

        def done(brought: Brought) -> None:
            if brought.gone is not None:
                self.seen = [one for one in self.seen if one.mount != seen.mount]
            elif seen.mount in self.mounts:
                self.seen = [one.after(seen.mount, brought) for one in self.seen]
                self.put_aside.add(seen.mount)
            self._came_in(seen.mount, brought)

        def halted() -> None:
            changes = self._workspace.packs_changed()
            brought = _work().after_stop(self._workspace.library, packs)
            self._came_in(seen.mount, brought, changes)

        self._start("add", lambda tell: _work().add(place, seen, packs, others, tell), done, halted)

    def _came_in(self, mount: Mount, brought: Brought, changes: Changes | None = None) -> None:
        self.brought = (mount, brought)
        self._end()
        self._bus.tell(changes or self._workspace.packs_changed())

    def take_app(self, seen: Seen) -> None:
        """Copy and check the version of the app that lies on a stick."""
        place, offer = self.place, seen.app
        if offer is None:
            return
        halted, took = partial(self._nothing_came, seen.mount), partial(self._took, offer)
        self._start("app", lambda tell: _work().take_app(place, seen, offer, tell), took, halted)

    def fetch_app(self, offer: Offer, work: Callable[[Tell], Path]) -> None:
        """Fetch and check a version of the app by `work`, from wherever that looks."""
        self._start("app", work, partial(self._took, offer), self._end)

    def _took(self, offer: Offer, path: Path) -> None:
        self.apps.took(offer, path)
        self._end()
        self._bus.tell(self._workspace.packs_changed())  # the catalogue came with it

    def start(
        self,
        name: str,
        work: Callable[[Tell], Any],
        done: Callable[[Any], None],
        stopped: Callable[[], None] = lambda: None,
    ) -> None:
        """Some other long work with a stick; one at a time. `stopped`: it ended half done."""

        def ended(result: Any) -> None:
            self._end()
            done(result)

        def halted() -> None:
            self._end()
            stopped()

        self._start(name, work, ended, halted)

    def _start(
        self,
        name: str,
        work: Callable[[Tell], Any],
        done: Callable[[Any], None],
        halted: Callable[[], None],
    ) -> None:
        if self.busy:
            return
        outcome: list[Callable[[], None]] = []

        def noted(tell: Tell) -> Any:
            """The work; how it ended is known also when a stop came too late for it."""
            try:
                result = work(tell)
            except MilClicksError as error:
                outcome.append(partial(self._failed, error))
                raise
            outcome.append(partial(done, result))
            return result

        self._outcome, self._halted = outcome, halted
        self.busy, self.done, self.total = name, 0, 1
        self.error = self.brought = None
        self.changed.emit()
        job = self._jobs.start(noted, done, failed=self._failed, progress=self._far, owner=self)
        self._job = job if self.busy else None

    def _far(self, done: int, total: int) -> None:
        self.done, self.total = done, max(total, 1)
        self.progressed.emit(self.done, self.total)

    def _failed(self, error: MilClicksError) -> None:
        self.error = error
        self._end()

    def cancel(self) -> None:
        """Stop at the next moment at which nothing is half done; until then it is `stopping`."""
        if self._job is None or self.stopping:
            return
        self.stopping = True
        self._job.ended.connect(self._stopped)
        self._job.cancel()
        self.changed.emit()

    def _stopped(self) -> None:
        """The work has ended: tell what is true now."""
        outcome = self._outcome or [self._halted]
        outcome[0]()

    def _end(self) -> None:
        self.busy, self._job, self.stopping = "", None, False
        self.changed.emit()


def _work() -> ModuleType:
    """What the jobs do; it loads much, for which a window without a stick never waits."""
    from milclicks.ui.stick import work

    return work
