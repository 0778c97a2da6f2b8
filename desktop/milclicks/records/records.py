"""Records of one data folder: the verbs over events, people, progress and backups.

Opened once by the workspace and used from the main thread alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from milclicks.core.clock import Clock
from milclicks.core.errors import MilClicksError
from milclicks.records import backup, merge, projections, rows
from milclicks.records.asking import Asking
from milclicks.records.backup import Backup
from milclicks.records.connection import Transaction, damaged
from milclicks.records.events import Event, EventDraft
from milclicks.records.gate import Gate
from milclicks.records.people import People, draft
from milclicks.records.store import EventStore

SMALL = 8_000_000  # bytes that are copied in some ten milliseconds while the app starts
BETWEEN = timedelta(hours=20)
GUESTS_WORDS = """
    with begun as materialized (
        select e.run, r.pack, r.lesson, e.tick, e.device, e.seq from event e
        join ref r on r.id = e.ref
        where e.kind = 'run_started' and e.subject_kind = 'visitor'),
    over as materialized (
        select run from event where kind = 'run_ended' and subject_kind = 'visitor'
        union select a.run from begun a join begun b on b.pack = a.pack and b.lesson = a.lesson
        and b.run != a.run and (b.tick, b.device, b.seq) > (a.tick, a.device, a.seq))
    delete from note where subject = '' and (device, seq) in (
        select device, seq from event where subject_kind = 'visitor'
        and (run = '' or run in (select run from over)))
"""  # More events can only end more runs, so that the order of merging makes no difference.


class Records(Asking):
    """Everything that was answered, promised and declared here."""

    def __init__(self, folder: Path, store: EventStore, clock: Clock) -> None:
        super().__init__(store)
        self.folder = folder
        self.clock = clock
        self.people = People(store)
        self.gate = Gate(store, clock)
        self.set_aside: Path | None = None
        self._passing: TemporaryDirectory[str] | None = None

    @classmethod
    def open(cls, folder: Path, clock: Clock, app_version: str, *, alone: bool = True) -> Records:
        """Open or make the records; not `alone`, a copy to be read while a window may hold them.

        Raises Damaged when the file fails its quick check (then offer `backups` and go on with
        `start_again`), TooNew, Busy, DiskFull or NotWritable.
        """
        if not alone:
            return cls._beside(folder, clock, app_version)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "records.db"
        if path.exists() and not backup.sound(path):
            raise damaged(path)
        records = cls(folder, EventStore(path, clock, app_version, projections.project), clock)
        records.tidy_up()
        if path.stat().st_size < SMALL:
            records.backup_when_due()
        return records

    @classmethod
    def _beside(cls, folder: Path, clock: Clock, app_version: str) -> Records:
        """The records as they stand, in a folder of their own that goes when they are closed."""
        passing = TemporaryDirectory(prefix="milclicks-")
        try:
            path = Path(passing.name) / "records.db"
            if (folder / path.name).exists():
                backup.snapshot(folder / path.name, path)
                if not backup.sound(path):
                    raise damaged(folder / path.name)
            store = EventStore(path, clock, app_version, projections.project)
        except BaseException:
            passing.cleanup()
            raise
        records = cls(path.parent, store, clock)
        records._passing = passing
        return records

    @classmethod
    def start_again(
        cls, folder: Path, clock: Clock, app_version: str, chosen: Backup | None
    ) -> Records:
        """After damage: set the file aside, bring back a backup (or begin empty), open.

        The restored folder takes a new device id: what it writes now must not be confused with
        what the damaged file held after the backup.
        """
        path = folder / "records.db"
        aside = backup.set_aside(path) if path.exists() else None
        if chosen is not None:
            backup.restore(chosen.path, path)
        records = cls.open(folder, clock, app_version)
        records.set_aside = aside
        return records

    @staticmethod
    def backups(folder: Path) -> tuple[Backup, ...]:
        """The good backups of a data folder, newest first, with dates and counts."""
        return backup.good(folder / "backups")

    def append(self, drafts: Sequence[EventDraft]) -> tuple[Event, ...]:
        """Store what happened; on the disk when this returns."""
        return self.store.append(drafts)

    def note(self, event: Event, text: str) -> None:
        """Keep a free text beside a stored event; better give it to the draft as `note`."""
        with Transaction(self.store.connection):
            self.store.connection.execute(
                "delete from note where device = ? and seq = ?", (event.device, event.seq)
            )
            self.store.connection.execute(
                rows.INSERT_NOTE, (event.device, event.seq, event.subject, text)
            )

    def forget(self, learner: str, act: str = "") -> Event:
        """Erase a person: name, words, own progress, also in the backups.

        Results without a name stay in the counts. When the power fails on the way, the rest is done
        at the next start. `act` is kept with it as a line about an act behind the PIN.
        """
        noted = (lambda *_: self.gate.write(act)) if act else None
        event = self.store.append([draft("forgotten", learner)], noted)[0]
        self._clean_up()
        return event

    def tidy_up(self) -> None:
        """Finish what a power cut has stopped; erase the words of guests who have left."""
        with suppress(OSError):
            backup.sweep(self.folder)
        with suppress(MilClicksError), Transaction(self.store.connection):
            self.store.connection.execute(GUESTS_WORDS)
        if self._gone() > int(self.store.meta("cleaned") or 0):
            self._clean_up()

    def _gone(self) -> int:
        return int(self.store.connection.execute("select count(*) from gone").fetchone()[0])

    def _clean_up(self) -> None:
        """Rewrite the file and the backups, so that no free page or journal holds a name.

        The rows themselves are gone already and their bytes overwritten (secure_delete); a disk
        without room for the rewriting is no reason to stop, it is tried again at the next start.
        """
        connection = self.store.connection
        gone = connection.execute("select subject from gone").fetchall()
        with suppress(sqlite3.OperationalError, MilClicksError):
            connection.execute("pragma wal_checkpoint(truncate)")
            connection.execute("vacuum")
            connection.execute("pragma wal_checkpoint(truncate)")
            backup.clean(self.folder, [str(row[0]) for row in gone])
            self.store.remember(cleaned=str(len(gone)))

    def about(self, learner: str) -> dict[str, Any]:
        """All that is stored about one learner, as plain data for the screen that shows it."""
        who = self.people.learner(learner)
        events = self.events(subject=learner)
        return {
            "nickname": who.nickname,
            "avatar": who.avatar,
            "lessons": self.progress(learner),
            "notes": self.notes(learner),
            "pact": self.pact(learner),
            "certificates": self.certificates(learner),
            "answers": sum(event.kind == "answered" for event in events),
            "events": len(events),
        }

    def merge(self, other: Path) -> int:
        """Take in another records.db; how many events were new. A forgotten one stays so."""
        new = merge.merge(self.store.connection, other)
        self.tidy_up()
        return new

    def rebuild(self) -> None:
        """Make every projection again from the events."""
        with Transaction(self.store.connection):
            projections.rebuild(self.store.connection)

    def backup(self) -> Path:
        """Make a backup now; its file."""
        self.store.remember(
            backup_tick=str(self.store.last_tick()), backup_at=self.clock.now().isoformat()
        )
        return backup.make(self.store.connection, self.folder / "backups", self.clock)

    def backup_due(self) -> bool:
        """Whether something happened since the last backup and that was most of a day ago."""
        last = self.store.last_tick()
        if last <= int(self.store.meta("backup_tick") or 0):
            return False
        at = self.store.meta("backup_at")
        if at is None:
            return True
        return not timedelta() <= self.clock.now() - datetime.fromisoformat(at) < BETWEEN

    def backup_when_due(self) -> Path | None:
        """Make a backup if one is due; a disk without room for it is no reason to stop."""
        if self.backup_due():
            with suppress(MilClicksError, OSError):
                return self.backup()
        return None

    def close(self) -> None:
        """Close the file, with a backup before it when one is due."""
        if self._passing is None:
            self.backup_when_due()
        self.store.close()
        if self._passing is not None:
            self._passing.cleanup()
