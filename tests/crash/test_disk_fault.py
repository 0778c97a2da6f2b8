"""A disk that breaks while a pack is written to it: told as that, not as an unreadable file.

At each change that the disk of this computer refuses for another reason than room: what was here
stays, no part is left half, what was fetched is not lost, and the next try goes through.
"""

from __future__ import annotations

import errno
from collections import Counter
from pathlib import Path

import pytest

from milclicks.core.errors import NotWritable
from milclicks.packs.disk import Disk
from tests.crash.acts import ACTS, again, copied, left, make_site, perform, prepare
from tests.support.watched_disk import Op, WatchedDisk, watched

pytestmark = pytest.mark.strict_trust
OF_PACKS = frozenset({"create", "write", "fsync", "rename"})


class Broken:
    """A disk that refuses its `at`-th change of a pack's file, and all after it; `at` 0: never."""

    def __init__(self, number: int, at: int = 0) -> None:
        self.number, self.at, self.count = number, at, 0
        self.met: list[str] = []

    def before(self, op: Op) -> None:
        """Refuse what has to do with a pack's file."""
        if op.verb not in OF_PACKS or not op.path.startswith("packs/"):
            return
        name = op.path.rpartition("/")[2]
        if name.startswith(".") or not name.endswith((".part", ".milpack")):
            return
        self.count += 1
        if self.at and self.count >= self.at:
            self.met.append(op.verb)
            raise OSError(self.number, "the disk said no")

    def after(self, op: Op) -> None:
        """Nothing."""


@pytest.mark.parametrize("number", [errno.EIO, errno.EROFS, errno.ENXIO, errno.EFBIG])
@pytest.mark.parametrize("name", ["install", "fetch"])
def test_a_disk_that_breaks_while_a_pack_is_written(tmp_path: Path, name: str, number: int) -> None:
    site, act = make_site(tmp_path / "made"), ACTS[name]
    home = prepare(act, tmp_path / "home", site)
    counting = Broken(number)
    dry = copied(home, tmp_path / "dry")
    with watched(dry, counting):
        perform(act, dry, site, WatchedDisk(counting))
    met: Counter[str] = Counter()
    for at in range(1, counting.count + 1):
        copy = copied(home, tmp_path / f"{name}-{at}")
        broken = Broken(number, at)
        with watched(copy, broken), pytest.raises(NotWritable) as caught:
            perform(act, copy, site, WatchedDisk(broken))
        assert str(caught.value).startswith("This could not be written to the disk."), broken.met
        assert caught.value.remedy is not None and "the disk said no" in caught.value.detail
        assert left(copy, site) == act.old, (at, broken.met)
        assert not list((copy / "packs").glob("*.part"))
        again(act, copy, site)
        assert left(copy, site) == act.new, (at, broken.met)
        met[broken.met[0]] += 1
    assert set(met) == OF_PACKS, met


class Stuck(Disk):
    """A disk that deletes nothing."""

    def unlink(self, path: Path) -> None:
        if path.suffix == ".milpack":
            raise OSError(errno.EIO, "the disk said no")
        super().unlink(path)


def test_a_disk_that_breaks_while_a_pack_is_deleted(tmp_path: Path) -> None:
    site, act = make_site(tmp_path / "made"), ACTS["delete"]
    home = prepare(act, tmp_path / "home", site)
    with pytest.raises(NotWritable):
        perform(act, home, site, Stuck())
    assert left(home, site) == act.old
    perform(act, home, site, Disk())
    assert left(home, site) == act.new
