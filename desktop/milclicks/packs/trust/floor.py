"""The versions that may not go back, kept where a power cut cannot take them.

Two small files are written in turn, each with a checksum and on the disk before the other may be
touched; a database beside them holds a third copy. The highest that is whole counts. When a role's
keys change in the root, its number begins anew: that is how a catalogue recovers from a thief who
counted far ahead. Not here: the metadata themselves (`catalog`).
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from milclicks.core.files import write_atomic
from milclicks.core.plain_file import small
from milclicks.packs.trust.clock import BUILT
from milclicks.packs.trust.memory import Memory

ROLES: Final = ("root", "timestamp", "snapshot", "targets")
CATALOGUE: Final = "catalogue.json"
"""The file of the catalogue itself, beside the floor."""
_SLOTS: Final = ("floor-a.json", "floor-b.json")
_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Mark:
    """The version of a role and a name for the keys that signed it."""

    version: int
    keys: str


@dataclass(frozen=True, slots=True)
class Floor:
    """One state: a running number, the time floor, a mark per role."""

    seq: int = 0
    time: datetime = BUILT
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def below(self, found: Mapping[str, Mark]) -> str | None:
        """The first role of `found` that would go back, or None. New keys begin anew."""
        for role, mark in self.marks.items():
            other = found.get(role)
            same = other is not None and (role == "root" or other.keys == mark.keys)
            if other is None or (same and other.version < mark.version):
                return role
        return None

    def over(self, least: Floor) -> Floor:
        """This floor, nowhere below `least`: what the app itself came with. Where the keys of a
        role differ, the one with the newer root counts.
        """
        here, other = self.marks.get("root"), least.marks.get("root")
        newer = here is not None and (other is None or here.version > other.version)
        marks = dict(self.marks)
        for role, mark in least.marks.items():
            held = marks.get(role)
            same = held is not None and (role == "root" or held.keys == mark.keys)
            if held is None or (held.version < mark.version if same else not newer):
                marks[role] = mark
        return Floor(self.seq, max(self.time, least.time), marks)


@dataclass(frozen=True, slots=True)
class Kept:
    """What was read: the floor, and whether copies were lost on the way."""

    floor: Floor
    damaged: int
    """How many of the three copies were there and not whole."""
    missing: int
    """How many of the three copies were not there."""
    lived: bool = False
    """Whether a catalogue was believed on this computer before."""

    @property
    def lost(self) -> bool:
        """Whether there was something once and nothing of it is left whole."""
        return self.floor.seq == 0 and (self.damaged > 0 or self.lived)


class FloorFile:
    """The three copies in one folder."""

    def __init__(self, folder: Path, least: Callable[[], Floor] = Floor) -> None:
        """`folder` is made at the first write; `least` is the floor that the app came with."""
        self._folder = folder
        self._least = least
        self._memory = Memory(folder)
        self._db = folder / "floor.db"

    def read(self) -> Kept:
        """The highest whole copy; the app's own floor when there is none, and never below it."""
        damaged = missing = 0
        whole: list[Floor] = []
        for raw in [*(self._slot(name) for name in _SLOTS), self._row()]:
            if raw is None:
                missing += 1
                continue
            found = _decoded(raw)
            if found is None:
                damaged += 1
            else:
                whole.append(found)
        best = max(whole, key=lambda one: one.seq, default=Floor())
        lived = best.seq == 0 and (self._memory.catalogue or (self._folder / CATALOGUE).exists())
        return Kept(best.over(self._least()), damaged, missing, lived)

    def write(self, time: datetime, marks: Mapping[str, Mark]) -> Floor:
        """Keep a new state; it is on the disk before this returns."""
        before = self.read().floor
        made = Floor(before.seq + 1, max(time, before.time), dict(marks))
        raw = _encoded(made)
        self._memory.believed()
        write_atomic(self._folder / _SLOTS[made.seq % 2], raw)
        self._keep_row(raw)
        return made

    def _slot(self, name: str) -> bytes | None:
        try:
            return small(self._folder / name, _BYTES)
        except FileNotFoundError:
            return None
        except OSError:
            return b""

    def _row(self) -> bytes | None:
        if not self._db.exists():
            return None
        try:
            with contextlib.closing(sqlite3.connect(self._db)) as db:
                row = db.execute("SELECT raw FROM floor").fetchone()
                return bytes(row[0]) if row else None
        except (sqlite3.Error, OSError, TypeError):
            return b""

    def _keep_row(self, raw: bytes) -> None:
        """The copy in the database; a damaged one is made anew, since two others are whole."""
        for attempt in (1, 2):
            try:
                with contextlib.closing(sqlite3.connect(self._db)) as db, db:
                    db.execute("PRAGMA synchronous=FULL")
                    db.execute("CREATE TABLE IF NOT EXISTS floor(id INTEGER PRIMARY KEY, raw BLOB)")
                    db.execute("INSERT OR REPLACE INTO floor VALUES(1, ?)", (raw,))
                return
            except sqlite3.DatabaseError:
                if attempt == 2:
                    return
                with contextlib.suppress(OSError):
                    self._db.unlink()


def _encoded(floor: Floor) -> bytes:
    body = {
        "seq": floor.seq,
        "time": int(floor.time.timestamp()),
        "marks": {role: [mark.version, mark.keys] for role, mark in floor.marks.items()},
    }
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return f"{zlib.crc32(text.encode()):08x} {text}\n".encode()


def _decoded(raw: bytes) -> Floor | None:
    try:
        crc, _, text = raw.decode().rstrip("\n").partition(" ")
        if int(crc, 16) != zlib.crc32(text.encode()):
            return None
        body = json.loads(text)
        marks = {role: Mark(int(one[0]), str(one[1])) for role, one in body["marks"].items()}
        return Floor(int(body["seq"]), datetime.fromtimestamp(body["time"], UTC), marks)
    except (ValueError, LookupError, TypeError, OverflowError, OSError, RecursionError):
        return None
