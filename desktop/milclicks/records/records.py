"""Records of one data folder: the verbs over events, people, progress and backups.

Opened once by the workspace and used from the main thread alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from milclicks.core.clock import Clock
from milclicks.core.errors import N_, Damaged, Message
from milclicks.records import backup, projections
from milclicks.records.backup import Backup
from milclicks.records.events import Event, EventDraft
from milclicks.records.gate import Gate
from milclicks.records.people import People
from milclicks.records.projections import LessonProgress
from milclicks.records.schema import PROJECTIONS
from milclicks.records.store import EventStore, Transaction

PROGRESS = (
    "select pack, lesson, run, step, steps, status, kept, kept_of, caught, caught_of, done"
    " from progress where subject = ? order by tick"
)


class Records:
    """Everything that was answered, promised and declared here."""

    def __init__(self, folder: Path, store: EventStore, clock: Clock) -> None:
        self.folder = folder
        self.store = store
        self.clock = clock
        self.people = People(store)
        self.gate = Gate(store, clock)
        self.set_aside: Path | None = None

    @classmethod
    def open(cls, folder: Path, clock: Clock, app_version: str) -> Records:
        """Open or make the records; raises Damaged when the file fails its quick check."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "records.db"
        if path.exists() and not backup.sound(path):
            raise Damaged(
                Message(N_("The file with the results is damaged: {name}."), {"name": path.name}),
                Message(N_("It will be set aside, and the newest good backup will be offered.")),
            )
        return cls(folder, EventStore(path, clock, app_version, projections.project), clock)

    @classmethod
    def start_again(
        cls, folder: Path, clock: Clock, app_version: str, chosen: Backup | None
    ) -> Records:
        """After damage: set the file aside, bring back a backup (or begin empty), open."""
        path = folder / "records.db"
        aside = backup.set_aside(path) if path.exists() else None
        if chosen is not None:
            backup.restore(chosen.path, path)
        records = cls.open(folder, clock, app_version)
        if chosen is not None:
            records.store.new_device()
        records.set_aside = aside
        return records

    @staticmethod
    def backups(folder: Path) -> tuple[Backup, ...]:
        """The good backups of a data folder, newest first, with dates and counts."""
        return backup.good(folder / "backups")

    def append(self, drafts: Sequence[EventDraft]) -> tuple[Event, ...]:
        """Store what happened; on the disk when this returns."""
        return self.store.append(drafts)

    def events(
        self, *, run: str | None = None, subject: str | None = None, kind: str | None = None
    ) -> tuple[Event, ...]:
        """Stored events in their total order."""
        return tuple(self.store.events(run=run, subject=subject, kind=kind))

    def progress(self, learner: str | None) -> dict[str, LessonProgress]:
        """Lesson id -> how far this learner (None: the guest) is."""
        rows = self.store.connection.execute(PROGRESS, (learner or "",)).fetchall()
        return {row[1]: LessonProgress(*row) for row in rows}

    def open_run(self, learner: str | None) -> str | None:
        """The run that this learner (None: the guest) left unfinished last."""
        row = self.store.connection.execute(
            "select run from open_run where subject = ? order by tick desc limit 1",
            (learner or "",),
        ).fetchone()
        return None if row is None else str(row[0])

    def runs_in_use(self) -> frozenset[tuple[str, int]]:
        """(pack, version) of every unfinished run: these versions must stay."""
        rows = self.store.connection.execute(
            "select distinct r.pack, r.version from open_run o join event e on e.run = o.run"
            " join ref r on r.id = e.ref"
        ).fetchall()
        return frozenset((str(pack), int(version)) for pack, version in rows)

    def due(self, learner: str) -> tuple[tuple[str, str, str, int, str], ...]:
        """(lesson, item, outcome, times seen, last seen ISO) of every item met, oldest first."""
        rows = self.store.connection.execute(
            "select lesson, item, outcome, seen, last_at from review where subject = ?"
            " order by last_at, lesson, item",
            (learner,),
        ).fetchall()
        return tuple(tuple(row) for row in rows)

    def note(self, event: Event, text: str) -> None:
        """Keep a free text beside an event, in the erasable table."""
        with Transaction(self.store.connection):
            self.store.connection.execute(
                "insert or replace into note values(?, ?, ?, ?)",
                (event.device, event.seq, event.subject, text),
            )

    def note_of(self, event: Event) -> str | None:
        """The free text beside an event, or None."""
        row = self.store.connection.execute(
            "select text from note where device = ? and seq = ?", (event.device, event.seq)
        ).fetchone()
        return None if row is None else str(row[0])

    def notes(self, subject: str) -> tuple[str, ...]:
        """The free texts of a subject, oldest first."""
        rows = self.store.connection.execute(
            "select text from note where subject = ? order by device, seq", (subject,)
        ).fetchall()
        return tuple(str(row[0]) for row in rows)

    def forget(self, learner: str) -> Event:
        """Erase a person; see People.forget."""
        return self.people.forget(learner)

    def about(self, learner: str) -> dict[str, Any]:
        """All that is stored about one learner, as plain data for the screen that shows it."""
        who = self.people.learner(learner)
        events = self.events(subject=learner)
        return {
            "nickname": who.nickname,
            "avatar": who.avatar,
            "lessons": self.progress(learner),
            "notes": self.notes(learner),
            "answers": sum(event.kind == "answered" for event in events),
            "events": len(events),
        }

    def merge(self, other: Path) -> int:
        """Take in the events of another records.db; how many were new. A forgotten one stays so."""
        import sqlite3
        from contextlib import closing

        from milclicks.records.store import ORDER, SELECT, loaded

        with closing(sqlite3.connect(f"file:{other.as_posix()}?mode=ro", uri=True)) as source:
            events = [loaded(row) for row in source.execute(SELECT + ORDER).fetchall()]
        new = self.store.write(events)
        self.store.seen_tick()
        self.rebuild()
        return new

    def rebuild(self) -> None:
        """Make every projection again from the events."""
        connection = self.store.connection
        with Transaction(connection):
            for name in PROJECTIONS:
                connection.execute(f"delete from {name}")
            for event in self.store.events():
                projections.project(connection, event)
            for (subject,) in connection.execute("select subject from gone").fetchall():
                for table in ("progress", "open_run", "review", "note"):
                    connection.execute(f"delete from {table} where subject = ?", (subject,))
                connection.execute("delete from person where id = ?", (subject,))

    def backup(self) -> Path:
        """Make a backup now; its file."""
        return backup.make(self.store.connection, self.folder / "backups", self.clock)

    def close(self) -> None:
        """Close the file; a checkpoint leaves no journal behind."""
        self.store.connection.execute("pragma wal_checkpoint(truncate)")
        self.store.connection.close()
