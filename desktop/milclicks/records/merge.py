"""Taking in the records of another data folder: a union of events, in which forgetting wins.

The other file is only read, through a copy in memory, so that an older one can be brought up to
date first. Names and typed words come along unless their person was forgotten on either side; of
two nicknames the later change stands. The order in which folders are merged makes no difference.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from milclicks.core.database import code_of
from milclicks.core.errors import N_, BadInput, Message, NotFound
from milclicks.records import projections, rows, schema
from milclicks.records.connection import BROKEN, Transaction, reading, translated

PEOPLE = "select id, nickname, avatar, tick, device, seq from person"
NEWER = (
    "insert into person values(?,?,?,?,?,?) on conflict do update set nickname=excluded.nickname,"
    " avatar=excluded.avatar, tick=excluded.tick, device=excluded.device, seq=excluded.seq"
    " where (excluded.tick, excluded.device, excluded.seq) > (tick, device, seq)"
)
NOTES = "select device, seq, subject, text from note"


def merge(connection: sqlite3.Connection, other: Path) -> int:
    """Take in another records.db, all or nothing; how many events were new.

    Raises NotFound, BadInput (not records of this app), TooNew, DiskFull, Busy or NotWritable.
    """
    with closing(copied(other)) as source, Transaction(connection):
        new = _events(connection, source)
        connection.executemany(
            "insert or ignore into boot values(?,?,?)",
            source.execute("select id, app, at from boot"),
        )
        connection.executemany(NEWER, source.execute(PEOPLE))
        connection.executemany(rows.INSERT_NOTE, source.execute(NOTES))
        projections.rebuild(connection)
    return new


def _events(connection: sqlite3.Connection, source: sqlite3.Connection) -> int:
    new = 0
    for event in rows.load(source):
        if not rows.known(connection, event):
            rows.store(connection, event)
            new += 1
    return new


def copied(other: Path) -> sqlite3.Connection:
    """The other records in memory, in this version's form."""
    if not other.is_file():
        raise NotFound(
            Message(N_("There are no results at {place}."), {"place": other.name}),
            Message(N_("Choose a file named records.db or a backup.")),
        )
    copy = sqlite3.connect(":memory:", isolation_level=None)
    try:
        with closing(reading(other)) as source:
            source.backup(copy)
        mark = copy.execute("pragma application_id").fetchone()[0]
        if mark != schema.OURS or copy.execute("pragma quick_check(1)").fetchone()[0] != "ok":
            raise foreign(other)
        schema.upgrade(copy)
    except sqlite3.Error as error:
        copy.close()
        raise (foreign(other) if code_of(error) in BROKEN else translated(error, other)) from error
    except BaseException:
        copy.close()
        raise
    return copy


def foreign(other: Path) -> BadInput:
    """The error for a file that holds no readable records of this app."""
    return BadInput(
        Message(N_("{name} holds no results that this app can read."), {"name": other.name}),
        Message(N_("Nothing was changed. Choose a file named records.db or a backup.")),
    )
