"""The append-only store of events in one SQLite file.

One committed transaction per append, on the disk before it returns (WAL, synchronous=FULL; a
DELETE journal where WAL cannot work). One writer; the caller is the main thread. It knows nothing
of what events mean: `project` is called inside the same transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from milclicks.core.clock import Clock
from milclicks.core.errors import N_, Damaged, DiskFull, Message, MilClicksError
from milclicks.core.ids import new_id
from milclicks.records import schema
from milclicks.records.events import KINDS, SUBJECTS, Event, EventDraft, Ref, data_text

FIELDS = tuple(
    (
        "device seq tick boot mono_ms at clock_ok kind run subject_kind subject ref round attempt "
        "response num den outcome truth verdict objective source by quality target data"
    ).split(" ")
)
INSERT = f"insert or ignore into event({','.join(FIELDS)}) values({','.join('?' * len(FIELDS))})"
SELECT = (
    f"select {','.join('e.' + name for name in FIELDS)},"
    " r.pack, r.version, r.lesson, r.step, r.item, r.rev, r.kind"
    " from event e left join ref r on r.id = e.ref"
)
ORDER = " order by e.tick, e.device, e.seq"
Project = Callable[[sqlite3.Connection, Event], None]


def connect(path: Path) -> sqlite3.Connection:
    """Open a records database for writing, with the safest journal the disk allows."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma busy_timeout = 5000")
    mode = connection.execute("pragma journal_mode = wal").fetchone()[0]
    if mode != "wal":
        connection.execute("pragma journal_mode = delete")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma secure_delete = on")
    connection.execute("pragma foreign_keys = on")
    return connection


class EventStore:
    """Events of one data folder."""

    def __init__(self, path: Path, clock: Clock, app: str, project: Project) -> None:
        """Open or make the store; raises Damaged when the file cannot be read."""
        self.path, self.clock, self._project = path, clock, project
        try:
            self.connection = connect(path)
            schema.upgrade(self.connection)
            self._begin(app)
        except sqlite3.DatabaseError as error:
            raise translated(error, path) from error

    def _begin(self, app: str) -> None:
        """Note this start and read where the counters stand."""
        with Transaction(self.connection):
            self.device = self._meta("device", new_id())
            self.site = self._meta("site", new_id())
            self.boot = new_id()
            now = self.clock.now().isoformat(timespec="seconds")
            self.connection.execute("insert into boot values(?, ?, ?)", (self.boot, app, now))
        self._mono = self.clock.mono_ms()
        row = self.connection.execute(
            "select coalesce(max(seq), 0) from event where device = ?", (self.device,)
        ).fetchone()
        self._seq = row[0]
        self._tick = self.connection.execute("select coalesce(max(tick), 0) from event").fetchone()[
            0
        ]

    def _meta(self, key: str, default: str) -> str:
        self.connection.execute("insert or ignore into meta values(?, ?)", (key, default))
        return str(self.meta(key))

    def meta(self, key: str) -> str | None:
        """A stored fact about this folder."""
        row = self.connection.execute("select value from meta where key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def new_device(self) -> None:
        """Take a new device id: this folder was copied or restored and must not share one."""
        with Transaction(self.connection):
            self.device = new_id()
            self.connection.execute(
                "insert or replace into meta values('device', ?)", (self.device,)
            )
        self._seq = 0

    def append(self, drafts: Sequence[EventDraft]) -> tuple[Event, ...]:
        """Sign and store drafts in one transaction; on the disk when this returns."""
        events = tuple(self._sign(draft, number) for number, draft in enumerate(drafts, 1))
        self.write(events)
        self._seq += len(events)
        self._tick += len(events)
        return events

    def write(self, events: Iterable[Event]) -> int:
        """Store signed events, ignoring known ones, all or none; how many were new."""
        new = 0
        try:
            with Transaction(self.connection):
                for event in events:
                    if self._insert(event):
                        self._project(self.connection, event)
                        new += 1
        except sqlite3.DatabaseError as error:
            raise translated(error, self.path) from error
        return new

    def seen_tick(self) -> None:
        """Move the Lamport clock past everything stored (after a merge)."""
        self._tick = self.connection.execute("select coalesce(max(tick),0) from event").fetchone()[
            0
        ]

    def _sign(self, draft: EventDraft, number: int) -> Event:
        if draft.kind not in KINDS or draft.subject_kind not in SUBJECTS:
            raise ValueError(f"no such event: {draft.kind} of {draft.subject_kind}")
        now = self.clock.now()
        fields = {name: getattr(draft, name) for name in EventDraft.__dataclass_fields__}
        return Event(
            **fields,
            device=self.device,
            seq=self._seq + number,
            tick=self._tick + number,
            boot=self.boot,
            mono_ms=max(0, self.clock.mono_ms() - self._mono),
            at=now.isoformat(timespec="milliseconds"),
            clock_ok=2026 <= now.year < 2099,
        )

    def _insert(self, event: Event) -> bool:
        values = [getattr(event, name) for name in FIELDS]
        values[FIELDS.index("ref")] = self._intern(event.ref)
        values[FIELDS.index("data")] = data_text(event.data)
        values[FIELDS.index("clock_ok")] = int(event.clock_ok)
        return self.connection.execute(INSERT, values).rowcount == 1

    def _intern(self, ref: Ref | None) -> int | None:
        if ref is None:
            return None
        row = (ref.pack, ref.version, ref.lesson, ref.step, ref.item, ref.rev, ref.kind)
        find = (
            "select id from ref where pack=? and version=? and lesson=? and step=? and item=?"
            " and rev=? and kind=?"
        )
        found = self.connection.execute(find, row).fetchone()
        if found is None:
            insert = "insert into ref(pack,version,lesson,step,item,rev,kind) values(?,?,?,?,?,?,?)"
            return self.connection.execute(insert, row).lastrowid
        return int(found[0])

    def events(
        self, *, run: str | None = None, subject: str | None = None, kind: str | None = None
    ) -> Iterator[Event]:
        """Stored events in their total order, all or of one run, subject or kind."""
        asked = {"run": run, "subject": subject, "kind": kind}
        terms = {name: value for name, value in asked.items() if value is not None}
        where = " and ".join(f"e.{name} = ?" for name in terms)
        query = SELECT + (f" where {where}" if where else "") + ORDER
        for row in self.connection.execute(query, tuple(terms.values())).fetchall():
            yield loaded(row)


class Transaction:
    """begin immediate ... commit; rolled back when the block raises."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        self.connection.execute("begin immediate")

    def __exit__(self, kind: object, *_rest: object) -> None:
        if kind is None:
            try:
                self.connection.execute("commit")
                return
            except sqlite3.Error:
                self._undo()
                raise
        self._undo()

    def _undo(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("rollback")


def loaded(row: tuple[object, ...]) -> Event:
    """An event from a row of SELECT."""
    values = dict(zip(FIELDS, row, strict=False))
    ref = row[len(FIELDS) :]
    values["ref"] = None if ref[0] is None else Ref(*ref)  # type: ignore[arg-type] # as stored
    values["data"] = json.loads(str(values["data"])) if values["data"] else {}
    values["clock_ok"] = bool(values["clock_ok"])
    return Event(**values)  # type: ignore[arg-type] # the columns have these types


def translated(error: sqlite3.DatabaseError, path: Path) -> MilClicksError:
    """SQLite's complaint as a sentence with what was kept and what to do."""
    if "full" in str(error).lower():
        return DiskFull(
            Message(N_("The disk is full. Everything before this step is kept.")),
            Message(N_("Delete something that is not needed, then try again.")),
            str(error),
        )
    return Damaged(
        Message(N_("The file with the results cannot be read: {name}."), {"name": path.name}),
        Message(N_("It will be set aside, and the newest good backup will be offered.")),
        str(error),
    )
