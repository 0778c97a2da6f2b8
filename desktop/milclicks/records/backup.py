"""Copies of records.db: made while the app runs, checked, the newest seven kept, brought back.

A damaged file is never deleted: it is set aside beside the new one.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from milclicks.core.clock import Clock
from milclicks.core.files import sync_folder

KEPT = 7


@dataclass(frozen=True, slots=True)
class Backup:
    """A good copy: its file, when it was made, how much is in it."""

    path: Path
    at: str
    learners: int
    events: int


def sound(path: Path) -> bool:
    """Whether a database passes SQLite's quick check."""
    try:
        with closing(sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("pragma quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def make(connection: sqlite3.Connection, folder: Path, clock: Clock) -> Path:
    """Copy the open database into the backups folder; old copies beyond seven go."""
    folder.mkdir(parents=True, exist_ok=True)
    name = clock.now().strftime("records-%Y%m%d-%H%M%S.db")
    part = folder / f"{name}.part"
    with closing(sqlite3.connect(part)) as copy:
        connection.backup(copy)
    part.replace(folder / name)
    sync_folder(folder)
    for old in sorted(folder.glob("records-*.db"))[:-KEPT]:
        old.unlink()
    return folder / name


def good(folder: Path) -> tuple[Backup, ...]:
    """The copies that can be read, newest first."""
    found = []
    for path in sorted(folder.glob("records-*.db"), reverse=True):
        if sound(path):
            with closing(sqlite3.connect(f"file:{path.as_posix()}?mode=ro", uri=True)) as copy:
                learners = copy.execute("select count(*) from person").fetchone()[0]
                events, at = copy.execute(
                    "select count(*), coalesce(max(at), '') from event"
                ).fetchone()
            found.append(Backup(path, at, learners, events))
    return tuple(found)


def set_aside(path: Path) -> Path:
    """Move a damaged database and its journals out of the way; where it is now."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}.db")).exists():
        number += 1
    path.replace(aside)
    for tail in ("-wal", "-shm"):
        journal = path.with_name(path.name + tail)
        if journal.exists():
            journal.replace(aside.with_name(aside.name + tail))
    sync_folder(path.parent)
    return aside


def restore(backup: Path, path: Path) -> None:
    """Put a good copy in the place of the records, through a file of its own."""
    part = path.with_name(path.name + ".part")
    with (
        closing(sqlite3.connect(f"file:{backup.as_posix()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(part)) as copy,
    ):
        source.backup(copy)
    part.replace(path)
    sync_folder(path.parent)
