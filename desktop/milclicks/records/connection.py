"""How records.db is opened, how one transaction is held, what SQLite's complaints mean.

It knows no table. Complaints are told apart by SQLite's own codes, never by their English words: a
file that is only locked must not be taken for a damaged one.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from milclicks.core.database import address, code_of, full, held
from milclicks.core.errors import (
    N_,
    Busy,
    Damaged,
    DiskFull,
    Message,
    MilClicksError,
)
from milclicks.core.files import not_written

RECORDS = Path("records.db")
WAIT_MS = 5000
BROKEN = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
OURS = frozenset(
    {0, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH,
     sqlite3.SQLITE_MISUSE, sqlite3.SQLITE_RANGE}
)  # fmt: skip


def connect(path: Path) -> sqlite3.Connection:
    """Open a records database for writing, with the safest journal the disk allows.

    Nobody else may open it meanwhile: the lock of the workspace sees to that, and a command beside
    the window reads a copy (`backup.snapshot`). So SQLite needs no file that programs share.
    """
    connection = sqlite3.connect(address(path), uri=True, isolation_level=None)
    try:
        connection.execute(f"pragma busy_timeout = {WAIT_MS}")
        if os.name == "nt":  # elsewhere the address says it
            connection.execute("pragma locking_mode = exclusive")
        if connection.execute("pragma journal_mode = wal").fetchone()[0] != "wal":
            connection.execute("pragma journal_mode = delete")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma secure_delete = on")
        connection.execute("pragma foreign_keys = on")
    except BaseException:
        connection.close()
        raise
    return connection


def reading(path: Path) -> sqlite3.Connection:
    """Open a database that must not be changed."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


class Transaction:
    """begin immediate ... commit; rolled back when the block raises or the commit fails.

    SQLite's complaints about the disk come out as sentences; mistakes of ours stay what they are.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __enter__(self) -> None:
        try:
            self.connection.execute("begin immediate")
        except sqlite3.OperationalError as error:
            raise translated(error, _path(self.connection)) from error

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        try:
            if error is None:
                self.connection.execute("commit")
                return
        except sqlite3.OperationalError as failed:
            raise translated(failed, _path(self.connection)) from failed
        finally:
            if self.connection.in_transaction:
                self.connection.execute("rollback")
        if of_the_disk(error):
            raise translated(error, _path(self.connection)) from error


def _path(connection: sqlite3.Connection) -> Path:
    """The file of a connection; `RECORDS` for one in memory."""
    return Path(connection.execute("pragma database_list").fetchone()[2] or RECORDS)


def of_the_disk(error: BaseException) -> bool:
    """Whether SQLite complains about a file or disk, not about what it was asked."""
    return isinstance(error, sqlite3.Error) and code_of(error) not in OURS


def translated(error: BaseException, path: Path = RECORDS) -> MilClicksError:
    """SQLite's complaint as a sentence with what was kept and what to do."""
    code, detail = code_of(error), str(error)
    if full(error, path.parent):
        return DiskFull(
            Message(N_("The disk is full. Everything before this step is kept.")),
            Message(N_("Delete something that is not needed, then try again.")),
            detail,
        )
    if held(error):
        return in_use(detail)
    if code in BROKEN:
        return damaged(path, detail)
    return not_written(detail)


def in_use(detail: str = "") -> Busy:
    """The error for a file of results that another program holds."""
    return Busy(
        Message(N_("Another program is using the file with the results.")),
        Message(N_("Close the other window of this app, then try again.")),
        detail,
    )


def damaged(path: Path, detail: str = "") -> Damaged:
    """The error for a file of results that cannot be read."""
    return Damaged(
        Message(N_("The file with the results is damaged: {name}."), {"name": path.name}),
        Message(N_("It will be set aside, and the newest good backup will be offered.")),
        detail,
    )
