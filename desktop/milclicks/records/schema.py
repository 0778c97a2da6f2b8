"""The tables of records.db and the steps from each older version to the newest.

Plain SQL over the standard library's sqlite3: the first screen waits for this file. A step is never
changed once released; a folder of every release is opened by a test.
"""

from __future__ import annotations

import sqlite3

from milclicks.core.errors import N_, Message, TooNew

OURS = 0x4D494C43  # "MILC": SQLite's mark for whose file this is
STEPS = [
    f"""
    pragma application_id = {OURS};
    create table meta(key text primary key, value text not null) without rowid;
    create table boot(id text primary key, app text not null, at text not null) without rowid;
    create table ref(id integer primary key, pack text not null, version integer not null,
        lesson text not null, step text not null, item text not null, rev integer not null,
        kind text not null, unique(pack, version, lesson, step, item, rev, kind));
    create table event(device text not null, seq integer not null, tick integer not null,
        boot text not null, mono_ms integer not null, at text not null, clock_ok integer not null,
        kind text not null, run text not null, subject_kind text not null, subject text not null,
        ref integer references ref(id), round integer not null, attempt integer not null,
        response text not null, num integer, den integer, outcome text not null,
        truth text not null, verdict text not null, objective text not null,
        source text not null, by text not null, quality text not null, target text not null,
        data text not null, primary key(device, seq)) without rowid;
    create index event_run on event(run, tick) where run != '';
    create index event_subject on event(subject, tick) where subject != '';
    create index event_tick on event(tick);

    create table person(id text primary key, nickname text not null, avatar text not null,
        tick integer not null, device text not null, seq integer not null) without rowid;
    create table note(device text not null, seq integer not null, subject text not null,
        text text not null, primary key(device, seq)) without rowid;
    create table gate(id integer primary key check(id = 1), salt blob not null, pin blob not null,
        recovery blob not null, misses integer not null, until text not null);
    create table audit(id integer primary key, at text not null, what text not null);

    create table progress(subject text not null, pack text not null, lesson text not null,
        run text not null, step integer not null, steps integer not null, status text not null,
        kept integer not null, kept_of integer not null, caught integer not null,
        caught_of integer not null, done integer not null, tick integer not null,
        primary key(subject, pack, lesson)) without rowid;
    create table open_run(run text primary key, subject text not null, tick integer not null)
        without rowid;
    create table review(subject text not null, pack text not null, lesson text not null,
        item text not null, seen integer not null, last_at text not null, outcome text not null,
        primary key(subject, pack, lesson, item)) without rowid;
    create table pact(subject text primary key, device text not null, seq integer not null,
        at text not null, checked text not null) without rowid;
    create table space(id integer primary key check(id = 1), device text not null,
        seq integer not null, at text not null);
    create table certificate(code text primary key, subject text not null, kind text not null,
        at text not null) without rowid;
    create table click(click text primary key, seen integer not null, last_tick integer not null,
        last_at text not null, last_boot text not null) without rowid;
    create table gone(subject text primary key) without rowid;
    """,
    """
    create table path(subject text primary key, path text not null, at text not null)
        without rowid;
    create table taught(path text not null, session text not null, at text not null,
        primary key(path, session)) without rowid;
    """,
]
PROJECTIONS = (
    "progress", "open_run", "review", "pact", "space", "certificate", "click", "path", "taught",
    "gone",
)  # fmt: skip
OWN_ROWS = (
    "progress", "open_run", "review", "pact", "certificate", "path", "note",
)  # have a `subject`  # fmt: skip


def upgrade(connection: sqlite3.Connection) -> None:
    """Bring a database to the newest version, each step in a transaction of its own.

    Raises TooNew for one that a newer version of the app has written.
    """
    version = connection.execute("pragma user_version").fetchone()[0]
    if version > len(STEPS):
        raise TooNew(
            Message(N_("These results were saved by a newer version of this app.")),
            Message(N_("Open them with that version; nothing was changed.")),
        )
    for number, step in enumerate(STEPS[version:], version + 1):
        connection.executescript(f"begin immediate; {step} pragma user_version = {number}; commit;")
