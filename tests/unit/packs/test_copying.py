"""An install copies beside its other work: the copy is whole, or it is not there."""

from __future__ import annotations

import errno
import os
from io import FileIO
from pathlib import Path
from typing import Any

import pytest

from milclicks.packs import copying
from milclicks.packs.check import check
from milclicks.packs.copying import Copying
from milclicks.packs.disk import Disk
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.progress import silent
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shelf import LessonRef
from milclicks.packs.verify import understood, unharmed, verify
from tests.fixtures.packs.forge import bent, forge, state, zipped

BYTES = bytes(range(256)) * 20_000


class ByHand(Disk):
    """A system that cannot copy by itself."""

    copy = Disk.copy_by_hand


class Counting(Disk):
    """Notes how the pieces came and when the disk was told to write."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def copy(self, old: FileIO, new: FileIO, most: int, room: bytearray) -> int:
        self.calls.append("copy")
        return super().copy(old, new, min(most, 100_000), room)

    def fsync(self, file: Any) -> None:
        self.calls.append("fsync")
        super().fsync(file)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Five megabytes."""
    path = tmp_path / "source"
    path.write_bytes(BYTES)
    return path


@pytest.mark.parametrize("disk", [Disk(), ByHand()], ids=["by the system", "by hand"])
def test_every_byte_is_copied_and_progress_ends_in_the_middle(source: Path, disk: Disk) -> None:
    told: list[tuple[int, int]] = []
    part = source.with_name("part")
    with Copying(source, part, disk, lambda *at: told.append(at)) as copy:
        copy.wait()
    assert part.read_bytes() == BYTES
    assert told[-1] == (len(BYTES), 2 * len(BYTES))
    assert told == sorted(told)


def test_a_system_that_refuses_to_copy_is_helped(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any) -> int:
        raise OSError(errno.EINVAL, "not between these")

    monkeypatch.setattr(os, "sendfile", refused, raising=False)
    with Copying(source, source.with_name("part"), Disk(), silent) as copy:
        copy.wait()
    assert source.with_name("part").read_bytes() == BYTES


def test_a_disk_that_is_full_in_the_middle_says_so(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(ByHand):
        def write(self, file: Any, data: bytes | memoryview) -> None:
            if file.tell() > 2_000_000:
                raise OSError(errno.ENOSPC, "No space left on device")
            super().write(file, data)

    with (
        pytest.raises(OSError, match="No space"),
        Copying(source, source.with_name("part"), Full(), silent) as copy,
    ):
        copy.wait()


def test_a_disk_that_cannot_keep_an_early_part_is_heard(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(Counting):
        def fsync(self, file: Any) -> None:
            first = "fsync" not in self.calls
            super().fsync(file)
            if first:
                raise OSError(errno.EIO, "the disk lost it")

    monkeypatch.setattr(copying, "_SYNC", 1_000_000)
    with (
        pytest.raises(OSError, match="lost it"),
        Copying(source, source.with_name("part"), Failing(), silent) as copy,
    ):
        copy.wait()


def test_the_last_thing_is_to_have_all_on_the_disk(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_SYNC", 1_000_000)
    disk = Counting()
    with Copying(source, source.with_name("part"), disk, silent) as copy:
        copy.wait()
    assert disk.calls[-1] == "fsync"
    assert "fsync" in disk.calls[:-2], "it began before the copy was whole"


def test_what_the_hearer_raises_stops_the_copy(source: Path) -> None:
    class Stop(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stop

    class Endless(Counting):
        def copy(self, old: FileIO, new: FileIO, most: int, room: bytearray) -> int:
            return 1

    disk = Endless()
    with pytest.raises(Stop), Copying(source, source.with_name("part"), disk, stop) as copy:
        copy.tell()
    assert "fsync" not in disk.calls


def test_the_copy_is_judged_not_the_source(tmp_path: Path) -> None:
    """A disk that writes another byte than it was given."""

    class Lying(ByHand):
        def write(self, file: Any, data: bytes | memoryview) -> None:
            made = bytearray(data)
            made[len(made) // 2] ^= 1
            super().write(file, bytes(made))

    path = forge().write(tmp_path / "river.milpack")
    with Library.open(tmp_path / "home", disk=Lying()) as library:
        before = state(tmp_path / "home")
        with pytest.raises(PackRefused) as caught:
            library.install(path)
        assert caught.value.code in ("blob.hash", "zip.data", "zip.header", "file.unreadable")
        assert state(tmp_path / "home") == before


# --- what is asked of which bytes -----------------------------------------------------------------


def test_both_halves_of_a_verification_are_the_whole(tmp_path: Path) -> None:
    with Pack(forge().write(tmp_path / "river.milpack")) as pack:
        understood(pack, lambda: None, vouched=False)
        unharmed(pack, silent)
        verify(pack)


def test_a_text_that_nobody_reads_now_is_still_held_against_its_hash(tmp_path: Path) -> None:
    made = forge()
    path = made.write(tmp_path / "river.milpack")
    with Pack(path) as pack:
        entry = next(e for r, e in pack.parts() if r.path == "texts/ar/rumour.json")
    data = bytearray(path.read_bytes())
    data[entry.data + entry.packed // 2] ^= 1
    path.write_bytes(data)
    with Pack(path) as pack:
        understood(pack, lambda: None, vouched=True)
        with pytest.raises(PackRefused) as caught:
            unharmed(pack, silent)
    assert caught.value.code in ("blob.hash", "zip.data")


def test_cards_are_there_in_languages_that_nobody_read_yet(tmp_path: Path) -> None:
    path = forge().write(tmp_path / "river.milpack")
    with Pack(path) as slow, Pack(path) as quick:
        shown = slow.words("rumour", "ar")
        unharmed(quick, silent)
        assert quick.card("rumour", "ar") == (shown["title"], shown["summary"])


def test_a_wrong_crc_over_right_bytes_is_said_by_a_check_and_stops_no_lesson(
    tmp_path: Path,
) -> None:
    """The hash says more than the CRC does; but any `unzip` would stumble over it."""
    entries = forge().entries()
    place = max(range(2, len(entries)), key=lambda n: len(entries[n].content))
    path = tmp_path / "river.milpack"
    path.write_bytes(zipped(bent(entries, place, crc=12345)))
    assert [(one.code, one.severity) for one in check(path)] == [("zip.crc", "warning")]
    with Library.open(tmp_path / "home") as library:
        library.install(path)
        assert library.lesson(LessonRef("test.river", 3, "rumour"), "en").title
