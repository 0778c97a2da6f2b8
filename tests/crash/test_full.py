"""Row 72: the disk is full before, during, at the rename, at the commit of the index.

From any one change on nothing that needs room succeeds, as on a disk that is full; deleting does.
"""

from __future__ import annotations

import errno
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from milclicks.core.errors import DiskFull
from milclicks.packs.disk import Disk
from tests.crash.acts import ACTS, again, copied, left, make_site, perform, prepare
from tests.support.watched_disk import Op, WatchedDisk, watched

pytestmark = pytest.mark.strict_trust
NEEDS_ROOM = frozenset({"create", "write", "fsync", "rename", "mkdir", "commit"})


class Full:
    """A disk that is full from its `at`-th change on; `at` 0: never."""

    def __init__(self, at: int = 0) -> None:
        self.at, self.count = at, 0
        self.met: list[str] = []

    def before(self, op: Op) -> None:
        """Refuse what needs room."""
        if op.verb not in NEEDS_ROOM:
            return
        self.count += 1
        if self.at and self.count >= self.at:
            self.met.append(op.verb)
            if op.verb == "commit":
                raise sqlite3.OperationalError("database or disk is full")
            raise OSError(errno.ENOSPC, "No space left on device")

    def after(self, op: Op) -> None:
        """Nothing."""


class NoRoom(WatchedDisk):
    """A disk that says beforehand that it is full."""

    def free(self, folder: Path) -> int:
        return 1000


def test_row_72_full_at_every_change_of_every_act(tmp_path: Path) -> None:
    site = make_site(tmp_path / "made")
    first: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for act in ACTS.values():
        home = prepare(act, tmp_path / f"home-{act.name}", site)
        counting = Full()
        dry = copied(home, tmp_path / f"dry-{act.name}")
        with watched(dry, counting):
            perform(act, dry, site, WatchedDisk(counting))
        for at in range(1, counting.count + 1):
            copy = copied(home, tmp_path / f"{act.name}-{at}")
            full = Full(at)
            told = ""
            try:
                with watched(copy, full):
                    perform(act, copy, site, WatchedDisk(full))
            except DiskFull as error:
                told = str(error.sentence)
                assert error.remedy is not None
            assert full.met, (act.name, at)
            found = left(copy, site)
            assert found == (act.old if told else act.new), (act.name, at, full.met, told, found)
            again(act, copy, site)
            assert left(copy, site) == act.new, (act.name, at)
            first[full.met[0]] += 1
            ends["told" if told else "done"] += 1
    assert first["write"] and first["rename"] and first["commit"] and first["fsync"], first
    assert ends["told"] and ends["done"], ends


@pytest.mark.parametrize("name", ["install", "update", "fetch", "clean-up"])
def test_row_72_full_before_anything_is_written(tmp_path: Path, name: str) -> None:
    site, act = make_site(tmp_path / "made"), ACTS[name]
    home = prepare(act, tmp_path / "home", site)
    packs = sorted(one.name for one in (home / "packs").glob("*.milpack"))
    with pytest.raises(DiskFull):
        perform(act, home, site, NoRoom(Full()))
    assert sorted(one.name for one in (home / "packs").glob("*.milpack")) == packs
    assert left(home, site) == act.old
    perform(act, home, site, Disk())
    assert left(home, site) == act.new


@pytest.mark.parametrize("name", ["delete", "delete what one went back to"])
def test_row_72_a_full_disk_can_be_emptied(tmp_path: Path, name: str) -> None:
    site, act = make_site(tmp_path / "made"), ACTS[name]
    home = prepare(act, tmp_path / "home", site)
    full = Full(1)
    with watched(home, full):
        perform(act, home, site, NoRoom(full))
    assert left(home, site) == act.new


def test_control_the_same_disk_with_room(tmp_path: Path) -> None:
    site, act = make_site(tmp_path / "made"), ACTS["update"]
    home = prepare(act, tmp_path / "home", site)
    with watched(home, Full()):
        perform(act, home, site, WatchedDisk(Full()))
    assert left(home, site) == act.new
