"""The append-only store of events in one SQLite file.

One committed transaction per append, on the disk before it returns (WAL, synchronous=FULL; a
DELETE journal where WAL cannot work). One writer; the caller is the main thread. It knows nothing
of what events mean: `project` is called inside the same transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from milclicks.core.clock import Clock
from milclicks.core.errors import N_, DiskFull, Message
from milclicks.core.ids import new_id
from milclicks.records import home, rows, schema
from milclicks.records.connection import Transaction, connect, of_the_disk, translated
from milclicks.records.events import KINDS, SUBJECTS, Event, EventDraft

DRAFT = tuple(EventDraft.__dataclass_fields__)
YEARS = range(2026, 2100)  # a PC's clock outside these is wrong
Project = Callable[[sqlite3.Connection, Event], None]


class EventStore:
    """Events of one data folder."""

    def __init__(self, path: Path, clock: Clock, app: str, project: Project) -> None:
        """Open or make the store; raises Damaged, TooNew, Busy, DiskFull or NotWritable."""
        self.path, self.clock, self._project = path, clock, project
        try:
            self.connection = connect(path)
        except sqlite3.Error as error:
            raise translated(error, path) from error
        try:
            schema.upgrade(self.connection)
            self._begin(app)
        except BaseException as error:
            self.connection.close()
            if of_the_disk(error):
                raise translated(error, path) from error
            raise

    def _begin(self, app: str) -> None:
        """Note this start, or on a full disk leave that to the first answer that has room."""
        self._app, self.boot, self._noted = app, new_id(), False
        self._mono = self.clock.mono_ms()
        self.full: DiskFull | None = None
        try:
            with Transaction(self.connection):
                self._note_start()
        except DiskFull as error:
            if self.meta("device") is None:
                raise
            self.full = no_room(error.detail)
            self.site, self.device = str(self.meta("site")), str(self.meta("device"))
        else:
            self._start_noted()

    def _note_start(self) -> None:
        """Note this start; take a new device id when the folder is a copy of another."""
        fingerprint = home.fingerprint(self.path)
        self.site = self._meta("site", new_id())
        moved = self._meta("home", fingerprint) != fingerprint
        boots = self.connection.execute("select id from boot").fetchall()
        if moved or home.older_than_folder(self.path.parent, {str(row[0]) for row in boots}):
            self._set_meta("home", fingerprint)
            self._set_meta("device", new_id())
        self.device = self._meta("device", new_id())
        now = self.clock.now().isoformat(timespec="seconds")
        self.connection.execute("insert into boot values(?, ?, ?)", (self.boot, self._app, now))

    def _start_noted(self) -> None:
        self._noted, self.full = True, None
        home.leave_mark(self.path.parent, self.boot)

    def _meta(self, key: str, default: str) -> str:
        self.connection.execute("insert or ignore into meta values(?, ?)", (key, default))
        return str(self.meta(key))

    def _set_meta(self, key: str, value: str) -> None:
        self.connection.execute("insert or replace into meta values(?, ?)", (key, value))

    def meta(self, key: str) -> str | None:
        """A stored fact about this folder."""
        row = self.connection.execute("select value from meta where key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def remember(self, **facts: str) -> None:
        """Store facts about this folder."""
        with Transaction(self.connection):
            for key, value in facts.items():
                self._set_meta(key, value)

    def last_tick(self) -> int:
        """The highest tick stored: where the Lamport clock stands."""
        row = self.connection.execute("select coalesce(max(tick), 0) from event").fetchone()
        return int(row[0])

    def append(
        self,
        drafts: Sequence[EventDraft],
        also: Callable[[sqlite3.Connection, tuple[Event, ...]], None] | None = None,
    ) -> tuple[Event, ...]:
        """Sign and store drafts in one transaction; on the disk when this returns.

        `also` may write to tables of its own inside the same transaction. Counters are read inside
        it as well, so that a second process on this folder can never take the same key.
        """
        for draft in drafts:
            if draft.kind not in KINDS or draft.subject_kind not in SUBJECTS:
                raise ValueError(f"no such event: {draft.kind} of {draft.subject_kind}")
        with Transaction(self.connection):
            if not self._noted:
                self._note_start()
            events = self._signed(drafts)
            for event in events:
                rows.store(self.connection, event)
                self._project(self.connection, event)
            if also is not None:
                also(self.connection, events)
        if not self._noted:
            self._start_noted()
        return events

    def _signed(self, drafts: Sequence[EventDraft]) -> tuple[Event, ...]:
        now, mono = self.clock.now(), max(0, self.clock.mono_ms() - self._mono)
        at, clock_ok = now.isoformat(timespec="milliseconds"), now.year in YEARS
        tick = self.last_tick()
        seq = self.connection.execute(
            "select coalesce(max(seq), 0) from event where device = ?", (self.device,)
        ).fetchone()[0]
        return tuple(
            Event(
                **{name: getattr(draft, name) for name in DRAFT},
                device=self.device,
                seq=seq + number,
                tick=tick + number,
                boot=self.boot,
                mono_ms=mono,
                at=at,
                clock_ok=clock_ok,
            )
            for number, draft in enumerate(drafts, 1)
        )

    def events(
        self, *, run: str | None = None, subject: str | None = None, kind: str | None = None
    ) -> Iterable[Event]:
        """Stored events in their total order, all or of one run, subject or kind."""
        asked = {"run": run, "subject": subject, "kind": kind}
        terms = {name: value for name, value in asked.items() if value is not None}
        where = " and ".join(f"e.{name} = ?" for name in terms)
        return rows.load(self.connection, where, tuple(terms.values()))

    def close(self) -> None:
        """Close the file; a checkpoint leaves no journal behind where there is room for it."""
        with suppress(sqlite3.Error):
            self.connection.execute("pragma wal_checkpoint(truncate)")
        self.connection.close()


def no_room(detail: str) -> DiskFull:
    """What to say at a start on a full disk: everything is here, nothing new can be kept."""
    return DiskFull(
        Message(N_("The disk is full. Lessons open, but answers cannot be kept.")),
        Message(N_("Delete something that is not needed, such as a pack, then try again.")),
        detail,
    )
