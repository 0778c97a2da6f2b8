"""Copies of records.db: made while the app runs, checked, the newest seven kept, brought back.

A damaged file is set aside beside the new one, never deleted, with one exception: when a person is
to be forgotten, copies that cannot be cleaned of the name go as well.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from milclicks.core import plain_file
from milclicks.core.clock import Clock
from milclicks.core.database import address, code_of
from milclicks.core.errors import MilClicksError
from milclicks.core.files import sync_file, sync_folder
from milclicks.records import projections
from milclicks.records.connection import (
    BROKEN,
    Transaction,
    damaged,
    in_use,
    reading,
    translated,
)

KEPT = 7
NAMES = "records-*.db"
ASIDE = "records.damaged-*"
TRIES = 40
PAUSE_S = 0.05


@dataclass(frozen=True, slots=True)
class Backup:
    """A good copy: its file, when it was made (ISO 8601 in UTC), how much is in it."""

    path: Path
    at: str
    learners: int
    events: int


def sound(path: Path) -> bool:
    """Whether a database passes SQLite's quick check; other complaints are raised as sentences.

    Only what SQLite itself calls corrupt counts as damage: a file that is locked or on a stick that
    was pulled out is not to be set aside. What is no database at all is not opened, lest SQLite
    delete its log.
    """
    try:
        if not _headed(path):
            return False
        with closing(sqlite3.connect(address(path), uri=True)) as connection:
            return bool(connection.execute("pragma quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.Error as error:
        if code_of(error) in BROKEN:
            return False
        raise translated(error, path) from error


def _headed(path: Path) -> bool:
    """Whether a file begins as every SQLite database does, or is empty, or cannot be asked.

    A pipe or a device in its place is none.
    """
    try:
        with plain_file.reading(path, links=True) as stream:
            head = stream.read(24)
    except plain_file.NotPlain:
        return False
    except OSError:
        return True
    return not head or (head[:16] == b"SQLite format 3\0" and head[21:24] == b"\x40\x20\x20")


def make(connection: sqlite3.Connection, folder: Path, clock: Clock) -> Path:
    """Copy the open database into the backups folder; old copies beyond seven go."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / clock.now().strftime("records-%Y%m%d-%H%M%S.db")
    try:
        write_copy(connection, target)
    except sqlite3.Error as error:
        raise translated(error, target) from error
    others = sorted((path for path in folder.glob(NAMES) if path != target), reverse=True)
    for old in others[KEPT - 1 :]:
        old.unlink()
    return target


def write_copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database to a file that is there whole or not at all."""
    part = target.with_name(f"{target.name}.part")
    try:
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            copy.execute("pragma journal_mode = delete")
        sync_file(part)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def snapshot(path: Path, target: Path) -> None:
    """Copy a database that another program may hold, with its log, as it was at one moment.

    What moves from the log into the file below the copy is in the copied log too, unless the log
    began anew meanwhile: then it is tried again. Raises Busy when it never stands still, Damaged
    for what is no database, OSError.
    """
    if not _headed(path):
        raise damaged(path)
    log = _beside(path, "-wal")
    for _ in range(TRIES):
        before = _head(log)
        if not _beside(path, "-journal").exists():
            shutil.copyfile(path, target)
            _beside(target, "-wal").write_bytes(log.read_bytes() if before else b"")
            if before == _head(log) == _head(_beside(target, "-wal")):
                return
        time.sleep(PAUSE_S)
    raise in_use()


def _beside(path: Path, tail: str) -> Path:
    return path.with_name(path.name + tail)


def _head(log: Path) -> bytes:
    """The 32 bytes that name one life of a log; none when it is empty or not there."""
    try:
        with log.open("rb") as stream:
            return stream.read(32)
    except FileNotFoundError:
        return b""


def good(folder: Path) -> tuple[Backup, ...]:
    """The copies that can be read, newest first."""
    found = (described(path) for path in sorted(folder.glob(NAMES), reverse=True))
    return tuple(backup for backup in found if backup is not None)


def described(path: Path) -> Backup | None:
    """What a copy holds, or None when it cannot be read."""
    try:
        with closing(reading(path)) as copy:
            if copy.execute("pragma quick_check(1)").fetchone()[0] != "ok":
                return None
            learners = copy.execute("select count(*) from person").fetchone()[0]
            events = copy.execute("select count(*) from event").fetchone()[0]
    except sqlite3.Error:
        return None
    return Backup(path, made_at(path), int(learners), int(events))


def made_at(path: Path) -> str:
    """When a copy was made, by its name; the file's own date when it was renamed."""
    try:
        made = datetime.strptime(path.name, "records-%Y%m%d-%H%M%S.db").replace(tzinfo=UTC)
    except ValueError:
        made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return made.isoformat(timespec="seconds")


def sweep(folder: Path) -> None:
    """Delete half-written copies that a power cut has left."""
    for path in (*folder.glob("records*.part"), *(folder / "backups").glob("*.part*")):
        path.unlink(missing_ok=True)


def clean(folder: Path, subjects: Sequence[str]) -> None:
    """Erase forgotten persons from every copy; what cannot be cleaned is deleted."""
    for path in sorted((folder / "backups").glob(NAMES)):
        try:
            with closing(sqlite3.connect(path, isolation_level=None)) as copy:
                copy.execute("pragma secure_delete = on")
                with Transaction(copy):
                    for subject in subjects:
                        projections.erase(copy, subject)
                copy.execute("vacuum")
        except (sqlite3.Error, MilClicksError):
            path.unlink(missing_ok=True)
    for path in folder.glob(ASIDE):
        path.unlink(missing_ok=True)


def set_aside(path: Path) -> Path:
    """Move a damaged database and its journals out of the way; where it is now."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}.db")).exists():
        number += 1
    path.replace(aside)
    for tail in ("-wal", "-shm", "-journal"):
        journal = path.with_name(path.name + tail)
        if journal.exists():
            journal.replace(aside.with_name(aside.name + tail))
    sync_folder(path.parent)
    return aside


def restore(backup: Path, path: Path) -> None:
    """Put a good copy in the place of the records, through a file of its own."""
    try:
        with closing(reading(backup)) as source:
            write_copy(source, path)
    except sqlite3.Error as error:
        raise translated(error, backup) from error
