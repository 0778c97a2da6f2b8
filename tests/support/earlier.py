"""A data folder as a version of the app left it that knew no signatures."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from milclicks.packs.pack import Pack
from tests.fixtures.packs.forge import forge

EDITION = 2


def earlier_life(home: Path, *ids: str) -> tuple[Path, ...]:
    """Packs that such a version had installed, and the index in which it noted them."""
    packs = home / "packs"
    packs.mkdir(parents=True, exist_ok=True)
    files = tuple(forge(id=one).write(packs / f"{one}.milpack") for one in ids)
    noted_before(home, *files)
    return files


def noted_before(home: Path, *files: Path) -> None:
    """The index of such a version, with these packs of its folder in it."""
    with closing(sqlite3.connect(home / "library.db")) as db, db:
        db.execute(
            "CREATE TABLE pack(place INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, "
            "record BLOB NOT NULL, worded INTEGER NOT NULL)"
        )
        for path in files:
            with Pack(path) as pack:
                named = {"id": pack.head.id, "version": pack.head.version}
            noted = {"path": str(path), "bytes": path.stat().st_size, "mtime": 0}
            record = json.dumps({**noted, "bundled": False, **named})
            row = (str(path), record.encode())
            db.execute("INSERT INTO pack(path, record, worded) VALUES (?, ?, 1)", row)
        db.execute(f"PRAGMA user_version = {EDITION}")
