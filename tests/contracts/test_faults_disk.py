"""Rows 72, 73 and 80 to 85 of the fault table: a disk that is full, held, read-only, damaged.

Windows and a folder of other owners are labelled fakes where this system cannot play them (see
`tests/crash/test_held.py`, which holds the same rows over every act of a library).
"""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from filelock import FileLock

from milclicks.core.errors import Busy, DiskFull
from milclicks.packs.disk import Disk
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.verify import verify
from milclicks.records.records import Records
from tests.crash.test_held import HeldDisk, SmallDisk
from tests.fixtures.packs.forge import titled
from tests.support.clock import FrozenClock
from tests.support.refusing import accepted, accepted_by, hashes, refused_by, row


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with version 2 of the river pack, titled Old."""
    path = tmp_path / "home"
    with Library.open(path) as library:
        library.install(titled("Old", version=2).write(tmp_path / "old.milpack"))
    return path


def whole(home: Path) -> dict[str, tuple[int, str]]:
    """id -> (version, first title) of a library after a kill; each file is whole, no part left."""
    with Library.open(home) as library:
        for file in (home / "packs").glob("*.milpack"):
            with Pack(file) as pack:
                verify(pack)
        assert not list(home.rglob("*.part"))
        cards = {card.ref.pack: card.title for card in reversed(library.lessons("en"))}
        for card in library.lessons("en"):
            assert library.lesson(card.ref, "en").title == card.title
            assert card.ref in {hit.ref for hit in library.search(card.title, "en")}
        return accepted_by(
            "open", {info.id: (info.version, cards.get(info.id, "")) for info in library.packs()}
        )


class FullDisk(Disk):
    """A disk that is full from the nth call of one of its verbs on."""

    write_at = Disk.write_at_by_hand

    def __init__(self, phase: str, nth: int = 1) -> None:
        self.phase, self.left = phase, nth

    def _full(self, phase: str) -> bool:
        self.left -= phase == self.phase
        return phase == self.phase and self.left <= 0

    def free(self, folder: Path) -> int:
        return 1000 if self._full("free") else super().free(folder)

    def write(self, file: BinaryIO, data: bytes) -> None:
        if self._full("write"):
            file.write(data[:100])
            raise OSError(errno.ENOSPC, "No space left on device")
        super().write(file, data)

    def fsync(self, file: BinaryIO) -> None:
        if self._full("fsync"):
            raise OSError(errno.ENOSPC, "No space left on device")
        super().fsync(file)

    def replace(self, part: Path, path: Path) -> None:
        if self._full("replace"):
            raise OSError(errno.ENOSPC, "No space left on device")
        super().replace(part, path)

    def commit(self, db: sqlite3.Connection) -> None:
        if self._full("commit"):
            raise sqlite3.OperationalError("database or disk is full")
        super().commit(db)


@pytest.mark.parametrize("phase", ["free", "write", "fsync", "replace"])
@row(72, "disk-full", doors="install")
def test_fault_72_disk_full_leaves_the_old_pack(tmp_path: Path, home: Path, phase: str) -> None:
    new = titled("New").write(tmp_path / "new.milpack")
    with Library.open(home, disk=FullDisk(phase)) as library:
        refused_by("install", "disk-full", home, lambda: library.install(new), kind=DiskFull)
    assert whole(home) == {"test.river": (2, "Old")}
    with Library.open(home) as library:  # the same, when there is room
        assert accepted(library, new).version == 3


@row(72)
def test_fault_72_control_the_same_disk_with_room(tmp_path: Path, home: Path) -> None:
    with Library.open(home, disk=FullDisk("never")) as library:
        accepted(library, titled("New").write(tmp_path / "new.milpack"))
    assert whole(home) == {"test.river": (3, "New")}


@row(72)
def test_fault_72_disk_full_for_the_index_alone(tmp_path: Path, home: Path) -> None:
    with Library.open(home, disk=FullDisk("commit")) as library:
        accepted(library, titled("New").write(tmp_path / "new.milpack"))
        assert library.lessons("en")[0].title == "New"
        assert library.search("hydrogeologist", "en")[0].step_id == "measure"
    assert whole(home) == {"test.river": (3, "New")}


@row(82)
def test_fault_82_long_paths_and_names_of_every_script(tmp_path: Path) -> None:
    home = (
        tmp_path / "Корисник Ђорђе" / "المستخدمة ليلى" / ("d" * 120) / ("e" * 120) / "OneDrive - É"
    )
    home.mkdir(parents=True)
    assert len(str(home)) > 260
    source = home / "pack ملف.milpack"
    with Library.open(home) as library:
        accepted(library, titled("New").write(source))
        names = [path.name for path in (home / "packs").iterdir()]
        assert names and all(len(name) < 40 and name.isascii() for name in names)
    source.unlink()
    assert whole(home) == {"test.river": (3, "New")}


@row(83, "busy", doors="install")
def test_fault_83_a_second_program_that_imports_is_told(tmp_path: Path, home: Path) -> None:
    new = titled("New").write(tmp_path / "new.milpack")
    with Library.open(home, wait_s=0.05) as library:
        with FileLock(home / "library.lock"):
            refused_by("install", "busy", home, lambda: library.install(new), kind=Busy)
        assert accepted(library, new).version == 3


@row(83)
def test_fault_83_the_second_waits_for_the_first(tmp_path: Path, home: Path) -> None:
    new = titled("New").write(tmp_path / "new.milpack")
    held, go = threading.Event(), threading.Event()

    def first() -> None:
        with FileLock(home / "library.lock"):
            held.set()
            go.wait(10)

    thread = threading.Thread(target=first)
    thread.start()
    held.wait(10)
    with Library.open(home) as library:
        threading.Timer(0.1, go.set).start()
        assert accepted(library, new).version == 3
    thread.join()


def _zeros(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def _text(path: Path) -> None:
    path.write_text("this was a database")


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _middle(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + os.urandom(len(data) - 4096))


def _gone(path: Path) -> None:
    path.unlink()


def _other_edition(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.commit()
    db.close()


@pytest.mark.parametrize("harm", [_zeros, _text, _half, _middle, _gone, _other_edition])
@row(85, doors="open")
def test_fault_85_the_index_is_made_again(home: Path, harm: Any) -> None:
    with Library.open(home) as library:
        cards = library.lessons("ar")
    with closing(Records.open(home, FrozenClock(), "0")) as records:
        records.people.add("Amina", "fox")
    before = hashes(home)
    harm(home / "library.db")
    with Library.open(home) as library:
        assert accepted_by("open", library.lessons("ar")) == cards
        assert [hit.step_id for hit in library.search("hydrogeologist", "en")] == ["measure"]
    after = hashes(home)
    assert {"records.db", "library.db"} <= set(after)
    assert {name for name in after if after[name] != before.get(name)} <= {"library.db"}


@row(85, doors="open")
def test_fault_85_damage_while_the_library_is_open(home: Path) -> None:
    with Library.open(home) as library:
        with sqlite3.connect(home / "library.db") as db:
            db.execute("DROP TABLE words")
        db.close()
        hits = accepted_by("open", library.search("hydrogeologist", "en"))
        assert hits[0].step_id == "measure"


@row(73, doors="check install open")
def test_row_73_the_cache_gives_way_and_lessons_open(home: Path) -> None:
    """A disk that logs and caches have filled: the pack comes in, and only they are gone."""
    (home / "cache" / "media").mkdir(parents=True)
    (home / "cache" / "media" / "sound.bin").write_bytes(bytes(3_000_000))
    (home / "cache" / "log.txt").write_bytes(b"x" * 1_000_000)
    size = sum(one.stat().st_size for one in home.rglob("*") if one.is_file())
    with Library.open(home, disk=SmallDisk(home, size + 1_000_000)) as library:
        assert (
            accepted_by("open", library.lesson(library.lessons("en")[0].ref, "en")).title == "Old"
        )
        assert accepted(library, titled("New")).version == 3
    assert not list((home / "cache").iterdir())
    assert whole(home)["test.river"] == (3, "New")


@row(73, also="disk-full", doors="install")
def test_row_73_where_no_cache_could_give_way_lessons_open_all_the_same(home: Path) -> None:
    with Library.open(home, disk=SmallDisk(home, 1_000)) as library:
        new = titled("New").write(home.parent / "new.milpack")
        refused_by("install", "disk-full", home, lambda: library.install(new), kind=DiskFull)
        assert library.lesson(library.lessons("en")[0].ref, "en").title == "Old"
    with Library.open(home) as library:
        accepted(library, new)


@row(80, doors="check install open remove")
def test_row_80_a_pack_that_is_read_while_it_is_replaced(home: Path) -> None:
    """Windows as a fake: a new file beside the held one, which goes at a later start."""
    disk = HeldDisk()
    with Library.open(home, disk=disk) as library:
        disk.held = set((home / "packs").glob("*.milpack"))
        assert accepted(library, titled("New")).version == 3
        assert accepted(library, titled("Newer", version=4)).version == 4
        assert accepted_by("open", library.lessons("en"))[0].title == "Newer"
        accepted_by("remove", library.remove("test.river"))
        assert library.packs() == ()
    assert len(list((home / "packs").glob("*.milpack"))) == 1, "the held one, which nobody lists"
    disk.held = set()
    with Library.open(home, disk=disk) as library:
        assert library.packs() == ()
    assert not list((home / "packs").glob("*.milpack"))


@row(81, "library.held", doors="install")
def test_row_81_a_scanner_that_holds_the_new_file(home: Path) -> None:
    """Windows as a fake: tried for twenty seconds that nobody waits for here, then it is said."""
    disk, new = HeldDisk(moves=1000), titled("New").write(home.parent / "new.milpack")
    with Library.open(home, disk=disk) as library:
        refused_by("install", "library.held", home, lambda: library.install(new))
        assert disk.waited == 20.0
        disk.moves, disk.waited = 40, 0.0
        assert accepted(library, new).version == 3
        assert disk.waited == 10.0


@row(84, "library.read_only", doors="install remove")
@row(84, doors="open")
def test_row_84_a_shared_folder_that_cannot_be_written(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another owner as a fake: the system lets nobody open a file below the folder for writing."""
    new, real = titled("New").write(home.parent / "new.milpack"), os.open

    def closed(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR) and str(path).startswith(str(home)):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, flags, *rest, **named)

    with monkeypatch.context() as patch, Library.open(home, wait_s=0.05) as library:
        patch.setattr(os, "open", closed)
        for door, work in (
            ("install", lambda: library.install(new)),
            ("remove", lambda: library.remove("test.river")),
        ):
            error = refused_by(door, "library.read_only", home, work)
            assert "looks after this computer" in str(error.remedy)
        assert (
            accepted_by("open", library.lesson(library.lessons("en")[0].ref, "en")).title == "Old"
        )
    with Library.open(home) as library:
        accepted(library, new)
        accepted_by("remove", library.remove("test.river"))
