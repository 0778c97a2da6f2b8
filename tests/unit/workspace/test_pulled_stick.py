"""A stick that is pulled out under load: the window reads what is left, and waits for no disk.

What the index remembers of packs that are away is of no use to anybody. It is not forgotten by the
window, which would wait for whoever writes to the index, but by the next that opens the library.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from string import ascii_letters

import pytest

from milclicks.core.database import address
from milclicks.packs import guests
from milclicks.packs.disk import Disk
from milclicks.packs.library import Library
from tests.fixtures.packs.forge import tiny
from tests.support.site import pack

KEY = "test.tiny@1"


class Heard(Disk):
    """A disk that counts what the index commits."""

    commits = 0

    def commit(self, db: sqlite3.Connection) -> None:
        self.commits += 1
        super().commit(db)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    pack(made)
    return made


def pulled(stick: Path) -> Path:
    """The folder of the stick is not there any more; where it was kept."""
    return stick.rename(stick.with_name("pocket"))


def remembered(data: Path) -> list[str]:
    """The names of the pack files that the index on the disk knows."""
    db = sqlite3.connect(address(data / "library.db"), uri=True)
    rows = db.execute("SELECT path FROM pack").fetchall()
    db.close()
    return [Path(row[0]).name for row in rows]


def test_nothing_is_committed_when_a_stick_goes(tmp_path: Path, stick: Path) -> None:
    disk = Heard()
    with Library.open(tmp_path / "d", disk=disk) as library:
        assert guests.use(library, stick / "test.tiny-1.milpack") == KEY
        disk.commits = 0
        pulled(stick)
        assert guests.leave(library, stick) == (KEY,)
        assert disk.commits == 0
        assert library.packs() == () and library.search("tiny", "en") == ()
        library.refresh()
        assert disk.commits == 0
    with Library.open(tmp_path / "d", disk=disk) as library:
        assert disk.commits == 1 and library.packs() == ()
    assert remembered(tmp_path / "d") == []


def test_the_window_does_not_wait_for_who_writes_to_the_index(tmp_path: Path, stick: Path) -> None:
    """An install in a job holds the index; who would wait for it in vain went on in memory."""
    with Library.open(tmp_path / "d") as library:
        guests.use(library, stick / "test.tiny-1.milpack")
        pulled(stick)
        job = sqlite3.connect(address(tmp_path / "d" / "library.db"), uri=True)
        job.execute("BEGIN IMMEDIATE")
        assert guests.leave(library, stick) == (KEY,)
        assert library.packs() == ()
        assert library._held.index.on_disk
        job.rollback()
        job.close()


def test_the_same_stick_again_is_as_before(tmp_path: Path, stick: Path) -> None:
    with Library.open(tmp_path / "d") as library:
        path = stick / "test.tiny-1.milpack"
        guests.use(library, path)
        pocket = pulled(stick)
        guests.leave(library, stick)
        pocket.rename(stick)
        assert guests.use(library, path) == KEY
        (info,) = library.packs()
        assert info.usable and info.in_place
    assert remembered(tmp_path / "d") == [path.name]


def test_another_stick_in_its_place_is_looked_at_anew(tmp_path: Path, stick: Path) -> None:
    """Also where the name, the size and the time of its file are the same."""
    path = stick / "test.tiny-1.milpack"
    with Library.open(tmp_path / "d") as library:
        guests.use(library, path)
        before, times = library.packs()[0], path.stat()
        pulled(stick)
        guests.leave(library, stick)
        stick.mkdir()
        for letter in ascii_letters:
            other, title = tiny(1), before.title[:-1] + letter
            other.manifest["locales"]["en"]["title"] = title
            other.write(path)
            if title != before.title and path.stat().st_size == times.st_size:
                break
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        guests.use(library, path)
        assert [one.title for one in library.packs()] == [title]


def test_a_pack_of_our_own_that_is_removed_is_forgotten_at_once(tmp_path: Path) -> None:
    disk = Heard()
    with Library.open(tmp_path / "d", disk=disk) as library:
        library.install(pack(tmp_path))
        disk.commits = 0
        library.remove("test.tiny")
        assert disk.commits == 1
    assert remembered(tmp_path / "d") == []
