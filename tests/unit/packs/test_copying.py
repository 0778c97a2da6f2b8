"""An install copies while it checks: the copy is whole, or it is not there."""

from __future__ import annotations

import errno
import os
import sys
import threading
from io import FileIO
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest

from milclicks.packs import blobs, verify
from milclicks.packs.check import check
from milclicks.packs.copying import Copying
from milclicks.packs.disk import SECTOR, Disk
from milclicks.packs.format import Container
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.progress import silent
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shelf import LessonRef
from tests.fixtures.packs.forge import bent, forge, state, zipped


class ByHand(Disk):
    """A system that knows one place in a file only."""

    write_at = Disk.write_at_by_hand


class Counting(Disk):
    """Notes what the disk was asked for, in order."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def write_at(self, file: FileIO, data: bytes | memoryview, place: int) -> None:
        self.calls.append("write")
        super().write_at(file, data, place)

    def begin_fsync(self, file: FileIO, start: int, size: int) -> None:
        self.calls.append(f"begin {start}+{size}")
        super().begin_fsync(file, start, size)

    def fsync(self, file: Any) -> None:
        self.calls.append("fsync")
        super().fsync(file)


@pytest.fixture
def river(tmp_path: Path) -> Path:
    """A pack with a picture, a sound and texts in several locales."""
    return forge().write(tmp_path / "river.milpack")


def dropped(_start: int, _raw: bytes | memoryview) -> None:
    """Keeps nothing."""


def copied(source: Path, disk: Disk, tell: Any = silent) -> Path:
    """The file that an install would give its name."""
    part = source.with_name("part")
    with Pack(source) as pack, Copying(part, source.stat().st_size, disk, tell) as copy:
        verify.unharmed(pack, copy.tell, copy.write)
    return part


@pytest.mark.parametrize("disk", [Disk(), ByHand()], ids=["at a place", "by hand"])
@pytest.mark.parametrize("room", [4_096, 8_192, 2 << 20], ids=["each alone", "some", "all at once"])
def test_every_byte_is_copied_and_progress_ends_at_the_end(
    river: Path, disk: Disk, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "_ROOM", room)
    told: list[tuple[int, int]] = []
    size = river.stat().st_size
    assert copied(river, disk, lambda *at: told.append(at)).read_bytes() == river.read_bytes()
    assert told[-1] == (size, size)
    assert told == sorted(told)


def test_a_blob_that_two_names_share_is_copied(tmp_path: Path) -> None:
    made = forge()
    with Pack(made.write(tmp_path / "once.milpack")) as pack:
        picture = pack.blob(pack.resource("media/river.png"))
    made.add("media/again.png", picture, "image/png")
    source = made.write(tmp_path / "twice.milpack")
    assert copied(source, Disk()).read_bytes() == source.read_bytes()


def test_a_pack_of_a_later_format_is_copied_and_its_blobs_are_checked(tmp_path: Path) -> None:
    made = forge()
    made.manifest["format"] = 2
    source = made.write(tmp_path / "later.milpack")
    part = copied(source, Disk())
    assert part.read_bytes() == source.read_bytes()
    with Pack(part) as copy:
        asked: list[None] = []
        verify.copied_right(copy, lambda: asked.append(None))
        assert len(asked) > 5


@pytest.mark.parametrize("room", [4_096, 2 << 20])
def test_a_disk_that_is_full_in_the_middle_says_so(
    river: Path, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(ByHand):
        def write(self, file: Any, data: bytes | memoryview) -> None:
            if file.tell() > 2_000:
                raise OSError(errno.ENOSPC, "No space left on device")
            super().write(file, data)

    monkeypatch.setattr(blobs, "_ROOM", room)
    with pytest.raises(OSError, match="No space"):
        copied(river, Full())


def test_the_disk_begins_while_the_rest_still_comes_and_ends_it_last(
    river: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "_ROOM", SECTOR)
    disk = Counting()
    copied(river, disk)
    begun = sorted(tuple(map(int, one[6:].split("+"))) for one in disk.calls if one[:5] == "begin")
    ends = [(place, place + size) for place, size in begun if size]
    assert len(ends) > 3
    assert (ends[0][0], ends[-1][1]) == (0, river.stat().st_size)
    assert all(one[1] == other[0] for one, other in pairwise(ends)), "each sector once"
    assert all(place % SECTOR == 0 for place, _ in ends)
    assert disk.calls.count("fsync") == 1
    assert disk.calls[-1] == "fsync"
    assert "begin" in "".join(disk.calls[: disk.calls.index("write", 5)])


def test_where_the_system_wants_no_piece_past_its_memory_the_copy_is_the_same(river: Path) -> None:
    """As memory that begins within a page is not taken, and as some file systems take none."""

    class Picky(Disk):
        def write_at(self, file: FileIO, data: bytes | memoryview, place: int) -> None:
            super().write_at(file, memoryview(bytearray(b"x") + data)[1:], place)

    assert copied(river, Picky()).read_bytes() == river.read_bytes()


def test_a_fault_of_the_disk_is_told_to_whoever_waits_for_the_last_piece(river: Path) -> None:
    class Worn(Disk):
        def write_at(self, file: FileIO, data: bytes | memoryview, place: int) -> None:
            raise OSError(errno.EIO, "Input/output error")

    for calls in range(2):
        part = river.with_name(f"part{calls}")
        with (
            pytest.raises(OSError, match="Input/output"),
            Copying(part, 2 * SECTOR, Worn(), silent) as copy,
        ):
            copy.write(0, memoryview(bytes(SECTOR))).result()
            for _ in range(calls):
                copy.write(SECTOR, memoryview(bytes(SECTOR)))


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        ([(0, 0, 5_000), (4_096, 4_096, 9_000)], True),
        ([(4_096, 4_096, 9_000), (0, 0, 5_000)], True),
        ([(0, 0, 100), (0, 0, 4_000), (0, 0, 5_000), (4_096, 4_096, 9_000)], True),
        ([(0, 0, 5_000)], False),
        ([(4_096, 4_096, 9_000)], False),
        ([(0, 1, 5_000), (4_096, 4_096, 9_000)], False),
        ([(0, 0, 5_000), (4_096, 4_097, 9_000)], False),
        ([(0, 7, 100), (0, 0, 4_000), (0, 0, 5_000), (4_096, 4_096, 9_000)], False),
    ],
)
def test_pieces_that_share_a_sector_must_say_the_same_of_it(
    tmp_path: Path, pieces: list[tuple[int, int, int]], whole: bool
) -> None:
    """Each piece is (place, where in the source it was read, its end); 9,000 bytes in all."""
    source = bytes(number * 7 % 251 for number in range(9_100))
    part = tmp_path / "part"
    with Copying(part, 9_000, Disk(), silent) as copy:
        for place, read, end in pieces:
            raw = memoryview(bytearray(source[read : read + end - place]))
            copy.write(place, raw).result()
    assert copy.whole is whole
    if whole:
        assert part.read_bytes() == source[:9_000]


def test_what_the_hearer_raises_stops_the_copy(river: Path) -> None:
    class Stop(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stop

    disk = Counting()
    with pytest.raises(Stop):
        copied(river, disk, stop)
    assert "fsync" not in disk.calls


def test_a_file_that_becomes_another_one_meanwhile_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stick that says one thing when it is asked first, and another later."""
    monkeypatch.setattr(blobs, "_ROOM", SECTOR)  # what waits to be written holds up the reading
    noise = b"ID3" + Random(5).randbytes(50 * SECTOR)
    made = forge().add("media/sea.mp3", noise, "audio/mpeg", "audio")
    source = made.write(tmp_path / "river.milpack")
    other = forge().add("media/more.png", b"\x89PNG\r\n\x1a\n" + bytes(99), "image/png")
    later = other.bytes()

    class Changing(Disk):
        def write_at(self, file: FileIO, data: bytes | memoryview, place: int) -> None:
            source.write_bytes(later)
            super().write_at(file, data, place)

    with Library.open(tmp_path / "home", disk=Changing()) as library:
        before = state(tmp_path / "home")
        with pytest.raises(PackRefused):
            library.install(source)
        assert state(tmp_path / "home") == before


def test_where_a_piece_cannot_be_read_the_blob_is_named(
    river: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One bad sector among many blobs."""
    with Pack(river) as pack:
        resource, entry = [*pack.parts()][3]
    real = Container._into

    def failing(self: Container, room: memoryview, start: int, name: str) -> None:
        if start <= entry.data < start + len(room):
            raise PackRefused("file.unreadable", "a bad sector")
        real(self, room, start, name)

    monkeypatch.setattr(Container, "_into", failing)
    hurt: list[str] = []
    with Pack(river) as pack:
        pack.hurt = hurt.append
        found = [*blobs.refusals(pack, pack.resources, lambda _done: None)]
    assert [one.code for one in found] == ["file.unreadable"]
    assert hurt == [resource.path]


def test_a_disk_that_wrote_another_byte_is_found_out_when_that_is_read(tmp_path: Path) -> None:
    """No blob is shown that was not held against its hash just now."""

    path = forge().write(tmp_path / "river.milpack")
    with Pack(path) as pack:
        wrong = next(e for r, e in pack.parts() if r.path == "lessons/rumour.json").data + 99

    class Lying(Disk):
        def write_at(self, file: FileIO, data: bytes | memoryview, place: int) -> None:
            made = bytearray(data)
            if place <= wrong < place + len(made):
                made[wrong - place] ^= 1
            super().write_at(file, bytes(made), place)

    with Library.open(tmp_path / "home", disk=Lying()) as library:
        library.install(path)
        with pytest.raises(PackRefused) as caught:
            library.lesson(LessonRef("test.river", 3, "rumour"), "en")
        assert caught.value.code in ("blob.hash", "zip.data")


# --- what is asked of which bytes -----------------------------------------------------------------


def test_both_halves_of_a_verification_are_the_whole(tmp_path: Path) -> None:
    with Pack(forge().write(tmp_path / "river.milpack")) as pack:
        verify.understood(pack, lambda: None, vouched=False)
        verify.unharmed(pack, lambda: None, dropped)
        verify.copied_right(pack, lambda: None)
        verify.verify(pack)


def test_a_text_that_nobody_reads_now_is_still_held_against_its_hash(tmp_path: Path) -> None:
    made = forge()
    path = made.write(tmp_path / "river.milpack")
    with Pack(path) as pack:
        entry = next(e for r, e in pack.parts() if r.path == "texts/ar/rumour.json")
    data = bytearray(path.read_bytes())
    data[entry.data + entry.packed // 2] ^= 1
    path.write_bytes(data)
    with Pack(path) as pack:
        verify.understood(pack, lambda: None, vouched=True)
        with pytest.raises(PackRefused) as caught:
            verify.unharmed(pack, lambda: None, dropped)
    assert caught.value.code in ("blob.hash", "zip.data")


def test_cards_are_there_in_languages_that_nobody_read_yet(tmp_path: Path) -> None:
    path = forge().write(tmp_path / "river.milpack")
    with Pack(path) as slow, Pack(path) as quick:
        shown = slow.words("rumour", "ar")
        verify.unharmed(quick, lambda: None, dropped)
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


@pytest.mark.skipif(sys.platform != "linux", reason="threads are put onto cores on Linux alone")
@pytest.mark.parametrize(("cores", "given"), [({3, 5}, {3, 5}), ({0}, set()), ({0, 1, 2}, set())])
def test_two_threads_have_a_core_each_where_there_are_two(
    river: Path, monkeypatch: pytest.MonkeyPatch, cores: set[int], given: set[int]
) -> None:
    asked: list[tuple[int, int]] = []

    def put(thread: int, where: set[int]) -> None:
        assert thread == 0 and threading.current_thread() is not threading.main_thread()
        (core,) = where
        asked.append((threading.get_ident(), core))
        raise OSError("a system that does not let us")

    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: cores)
    monkeypatch.setattr(os, "sched_setaffinity", put)
    with Pack(river) as pack:
        verify.verify(pack)
    assert {core for _, core in asked} <= given
    assert len({thread for thread, _ in asked}) == len(asked)
    assert asked or not given
