"""Rows 73, 80, 81, 84: a disk that others fill, hold or own.

Windows is a labelled fake here: a disk on which a file that is held can be neither deleted nor
replaced. The read-only folder is real where this process is no administrator, else a fake.
"""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from milclicks.core.errors import DiskFull
from milclicks.packs.disk import Disk
from milclicks.packs.library import Library
from milclicks.packs.refusals import PackRefused
from tests.crash.test_full import Full
from tests.fixtures.packs.forge import jpeg, state, tiny
from tests.support.watched_disk import WatchedDisk, watched


class HeldDisk(Disk):
    """Windows: a file in `held` is open elsewhere, so it can be neither deleted nor replaced."""

    def __init__(self, *, moves: int = 0) -> None:
        """`moves`: how often a rename fails before a scanner lets the new file go."""
        self.held: set[Path] = set()
        self.moves = moves
        self.waited = 0.0

    def unlink(self, path: Path) -> None:
        if path in self.held:
            raise PermissionError(errno.EACCES, "used by another process", str(path))
        super().unlink(path)

    def replace(self, part: Path, path: Path) -> None:
        self.moves -= 1
        if self.moves >= 0 or path in self.held:
            raise PermissionError(errno.EACCES, "used by another process", str(part))
        super().replace(part, path)

    def wait(self, seconds: float) -> None:
        self.waited += seconds


def files(home: Path) -> list[str]:
    """The versions whose files lie in the folder."""
    return sorted(one.stem.rpartition("-")[2] for one in (home / "packs").glob("*.milpack"))


def packs(tmp_path: Path) -> dict[int, Path]:
    """Four versions of the tiny pack."""
    return {n: tiny(n).write(tmp_path / f"tiny-{n}.milpack") for n in (1, 2, 3, 4)}


def test_row_80_an_upgrade_while_somebody_reads_the_old_version(tmp_path: Path) -> None:
    home, made, disk = tmp_path / "home", packs(tmp_path), HeldDisk()
    with Library.open(home, disk=disk) as library:
        for version in (1, 2):
            library.install(made[version])
        disk.held = set((home / "packs").glob("*.milpack"))
        assert library.install(made[3]).version == 3
        assert [one.version for one in library.versions("test.tiny")] == [3, 2]
    assert files(home) == ["1", "2", "3"]  # still held
    with Library.open(home, disk=disk) as library:
        assert [one.version for one in library.versions("test.tiny")] == [3, 2]
    disk.held = set()
    with Library.open(home, disk=disk) as library:
        assert library.packs()[0].version == 3
    assert files(home) == ["2", "3"]
    assert not list((home / "packs").glob("*.gone"))


def test_row_80_a_removal_while_somebody_reads(tmp_path: Path) -> None:
    home, made, disk = tmp_path / "home", packs(tmp_path), HeldDisk()
    with Library.open(home, disk=disk) as library:
        library.install(made[1])
        disk.held = set((home / "packs").glob("*.milpack"))
        library.remove("test.tiny")
        assert library.packs() == ()
    with Library.open(home, disk=disk) as library:
        assert library.packs() == ()
        disk.held = set()
        assert library.install(made[1]).version == 1  # added again before it could go
    with Library.open(home, disk=disk) as library:
        assert library.packs()[0].version == 1
        library.remove("test.tiny")
    assert files(home) == []


def test_row_81_a_scanner_holds_the_new_file_for_ten_seconds(tmp_path: Path) -> None:
    home, made, disk = tmp_path / "home", packs(tmp_path), HeldDisk(moves=40)
    with Library.open(home, disk=disk) as library:
        assert library.install(made[1]).version == 1
    assert disk.waited == 10.0


def test_row_81_a_scanner_that_does_not_let_go(tmp_path: Path) -> None:
    home, made, disk = tmp_path / "home", packs(tmp_path), HeldDisk()
    with Library.open(home, disk=disk) as library:
        library.install(made[1])
        before = state(home / "packs")
        disk.moves = 1000
        with pytest.raises(PackRefused) as caught:
            library.install(made[2])
        assert caught.value.code == "library.held"
        assert disk.waited == 20.0
        assert state(home / "packs") == before
        disk.moves = 0
        assert library.install(made[2]).version == 2


class SmallDisk(Disk):
    """A disk of a few megabytes that is full of what lies in one folder."""

    def __init__(self, home: Path, size: int) -> None:
        self.home, self.size = home, size

    def free(self, folder: Path) -> int:
        return self.size - sum(one.stat().st_size for one in self.home.rglob("*") if one.is_file())


def test_row_73_the_cache_gives_way_to_a_pack(tmp_path: Path) -> None:
    home, made = tmp_path / "home", packs(tmp_path)
    cache = home / "cache" / "media"
    cache.mkdir(parents=True)
    (cache / "sound.bin").write_bytes(bytes(3_000_000))
    (home / "cache" / "log.txt").write_bytes(b"x" * 1_000_000)
    with Library.open(home, disk=SmallDisk(home, 5_000_000)) as library:
        assert library.install(made[1]).version == 1
    assert not list((home / "cache").iterdir())


def test_row_73_control_a_cache_stays_while_there_is_room(tmp_path: Path) -> None:
    home, made = tmp_path / "home", packs(tmp_path)
    (home / "cache").mkdir(parents=True)
    (home / "cache" / "log.txt").write_text("kept")
    with Library.open(home, disk=SmallDisk(home, 9_000_000)) as library:
        library.install(made[1])
    assert (home / "cache" / "log.txt").read_text() == "kept"


def test_row_73_lessons_open_on_a_full_disk(tmp_path: Path) -> None:
    home, made = tmp_path / "home", packs(tmp_path)
    with Library.open(home) as library:
        library.install(made[1])
    (home / "library.db").unlink()  # and the index has to be made again
    full = Full(1)
    with watched(home, full), Library.open(home, disk=WatchedDisk(full)) as library:
        assert library.document("glossary", "en")["entries"]
        with pytest.raises(DiskFull):
            library.install(made[2])
        assert library.packs()[0].version == 1


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 700 kB; skipped aloud where none can be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(place)]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("NOT TRIED: there is no mount on this system")
    if done.returncode:
        pytest.skip(f"NOT TRIED: no small disk can be mounted here: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_row_72_a_real_disk_that_is_full_to_the_last_byte(tiny_disk: Path, tmp_path: Path) -> None:
    home, made = tiny_disk / "home", packs(tmp_path)
    big = tiny(2)
    noise = jpeg()[:-2] + Random(72).randbytes(300_000) + b"\xff\xd9"
    big.add("media/noise.jpg", noise, "image/jpeg").write(made[2])

    class Unsaid(Disk):
        """The real disk, which nobody asks beforehand."""

        def free(self, folder: Path) -> int:
            return 10**9

    with Library.open(home, disk=Unsaid()) as library:
        library.install(made[1])
    with (tiny_disk / "photos").open("wb", buffering=0) as filler:
        while os.statvfs(tiny_disk).f_bavail:
            filler.write(bytes(4096))
    for _ in range(2):
        with Library.open(home, disk=Unsaid()) as library:
            assert library.document("glossary", "en")["entries"]
            with pytest.raises(DiskFull):
                library.install(made[2])
            assert library.packs()[0].version == 1
        assert not list(home.rglob("*.part"))
    (tiny_disk / "photos").unlink()
    with Library.open(home, disk=Unsaid()) as library:
        assert library.install(made[2]).version == 2


@pytest.fixture
def closed_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A shared data folder with a pack, which this user may only read."""
    home = tmp_path / "home"
    with Library.open(home) as library:
        library.install(packs(tmp_path)[1])
    if hasattr(os, "geteuid") and os.geteuid() != 0:
        for path in (home, *home.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield home
        for path in (home, *home.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        return
    real = os.open

    def closed(path: Any, flags: int, *rest: Any, **named: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR) and str(path).startswith(str(home)):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, flags, *rest, **named)

    monkeypatch.setattr(os, "open", closed)
    yield home


def test_row_84_a_shared_folder_is_read_and_not_written(closed_home: Path, tmp_path: Path) -> None:
    with Library.open(closed_home, wait_s=0.05) as library:
        assert library.document("glossary", "en")["entries"]
        before = state(closed_home / "packs")
        for work in (
            lambda: library.install(packs(tmp_path)[2]),
            lambda: library.remove("test.tiny"),
        ):
            with pytest.raises(PackRefused) as caught:
                work()
            assert caught.value.code == "library.read_only"
            assert "looks after this computer" in str(caught.value.remedy)
        assert state(closed_home / "packs") == before


def test_row_84_control_the_same_folder_for_its_owner(tmp_path: Path) -> None:
    with Library.open(tmp_path / "home") as library:
        library.install(packs(tmp_path)[1])
        assert library.install(packs(tmp_path)[2]).version == 2
