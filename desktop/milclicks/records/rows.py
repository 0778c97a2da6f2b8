"""Events as rows: how one is written and how it is read back. It opens no file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from milclicks.records.events import Event, Ref, data_text

FIELDS = tuple(
    (
        "device seq tick boot mono_ms at clock_ok kind run subject_kind subject ref round attempt "
        "response num den outcome truth verdict objective source by quality target data"
    ).split(" ")
)
REF = tuple("pack version lesson step item rev kind".split(" "))
INSERT = f"insert into event({','.join(FIELDS)}) values({','.join('?' * len(FIELDS))})"
KNOWN = "select 1 from event where device = ? and seq = ?"
FIND_REF = f"select id from ref where {' and '.join(f'{name}=?' for name in REF)}"
INSERT_REF = f"insert into ref({','.join(REF)}) values({','.join('?' * len(REF))})"
INSERT_NOTE = (  # nobody writes for a person who was forgotten
    "insert or ignore into note(device, seq, subject, text) select ?1, ?2, ?3, ?4"
    " where ?3 not in (select subject from gone)"
)
SELECT = (
    f"select {','.join('e.' + name for name in FIELDS)}, coalesce(n.text, ''),"
    f" {','.join('r.' + name for name in REF)}"
    " from event e left join ref r on r.id = e.ref"
    " left join note n on n.device = e.device and n.seq = e.seq"
)
ORDER = " order by e.tick, e.device, e.seq"


def store(connection: sqlite3.Connection, event: Event) -> None:
    """Write an event and the words beside it; IntegrityError when its key is taken."""
    values = [getattr(event, name) for name in FIELDS]
    values[FIELDS.index("ref")] = intern(connection, event.ref)
    values[FIELDS.index("data")] = data_text(event.data)
    values[FIELDS.index("clock_ok")] = int(event.clock_ok)
    connection.execute(INSERT, values)
    if event.note:
        connection.execute(INSERT_NOTE, (event.device, event.seq, event.subject, event.note))


def known(connection: sqlite3.Connection, event: Event) -> bool:
    """Whether an event with this key is stored."""
    return connection.execute(KNOWN, (event.device, event.seq)).fetchone() is not None


def intern(connection: sqlite3.Connection, ref: Ref | None) -> int | None:
    """The number under which a reference is stored, once for all its events."""
    if ref is None:
        return None
    row = tuple(getattr(ref, name) for name in REF)
    found = connection.execute(FIND_REF, row).fetchone()
    return connection.execute(INSERT_REF, row).lastrowid if found is None else int(found[0])


def load(
    connection: sqlite3.Connection, where: str = "", values: tuple[object, ...] = ()
) -> Iterator[Event]:
    """Stored events in their total order; `where` is SQL over e (event) and r (ref)."""
    query = SELECT + (f" where {where}" if where else "") + ORDER
    for row in connection.execute(query, values):
        yield loaded(row)


def loaded(row: tuple[object, ...]) -> Event:
    """An event from a row of SELECT."""
    values = dict(zip(FIELDS, row, strict=False))
    ref = row[len(FIELDS) + 1 :]
    values["note"] = row[len(FIELDS)]
    values["ref"] = None if ref[0] is None else Ref(*ref)  # type: ignore[arg-type] # as stored
    values["data"] = json.loads(str(values["data"])) if values["data"] else {}
    values["clock_ok"] = bool(values["clock_ok"])
    return Event(**values)  # type: ignore[arg-type] # the columns have these types
