"""Whether the stick that was chosen is still in: by its folder, its device and the mount tables."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from milclicks.packs.travel.device import Stick
from milclicks.packs.travel.making import Piece, make
from milclicks.packs.travel.mounts import LinuxMounts, MacMounts, Mount, WindowsMounts
from milclicks.packs.travel.plugged import Plugged
from milclicks.packs.travel.stick_faults import StickGone
from tests.support.sticks import Table, stick
from tests.unit.packs.test_mounts import Letters, record

PIECE = Piece("packs/a.milpack", b"abc", 3)


def test_a_folder_that_is_no_stick_stays_what_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "by hand"
    folder.mkdir()
    chosen = Plugged.at(folder)
    assert chosen.mount.path == folder.resolve() and not chosen.gone
    assert make(chosen.mount, [PIECE], chosen=chosen).files == 1
    with chosen.held(), chosen.held():
        chosen.check()
    folder.rename(tmp_path / "moved")
    assert chosen.gone
    with pytest.raises(StickGone), chosen.held():
        raise AssertionError("nothing is done")
    with pytest.raises(StickGone):
        make(chosen.mount, [PIECE])
    assert not folder.exists(), "the folder itself is never made"


def test_another_folder_in_its_place_is_another_stick_while_it_is_held(tmp_path: Path) -> None:
    mount = stick(tmp_path)
    chosen = Plugged(mount)
    with chosen.held():
        mount.path.rename(tmp_path / "away")
        mount.path.mkdir()
        assert chosen.gone
        mount.path.rmdir()
        (tmp_path / "away").rename(mount.path)
        assert not chosen.gone


def test_folders_are_made_one_by_one_and_none_elsewhere(tmp_path: Path) -> None:
    mount = stick(tmp_path)
    table = Table(mount)
    chosen = Plugged(mount, table)
    chosen.make_folder(mount.path / "a" / "b")
    chosen.make_folder(mount.path / "a" / "b")
    chosen.make_folder(mount.path)
    assert (mount.path / "a" / "b").is_dir()

    class Late(Table):
        """The stick goes just before the folder is made."""

        looks = 0

        def mounts(self) -> tuple[Mount, ...]:
            self.looks += 1
            return tuple(self.here) if self.looks < 2 else ()

    with pytest.raises(StickGone):
        Plugged(mount, Late(mount)).make_folder(mount.path / "c" / "d")
    assert not (mount.path / "c").exists(), "what came to lie elsewhere is taken away"


def test_its_file_below_dev_goes_with_it(tmp_path: Path) -> None:
    """As where nobody unmounts what was pulled out, and the system still shows its folder."""
    mount, device = stick(tmp_path), tmp_path / "sdb1"
    device.touch()
    chosen = Plugged(replace(mount, device=str(device)))
    assert not chosen.gone
    device.unlink()
    assert chosen.gone


def lines(folder: Path, *devices: str) -> bytes:
    """A table of Linux with these devices, all in one folder."""
    place = str(folder).replace(" ", "\\040")
    return "".join(f"{one} {place} vfat rw 0 0\n" for one in devices).encode()


def test_the_table_of_linux(tmp_path: Path) -> None:
    """A stick of fstab or usbmount: its folder stays where it is."""
    folder, table = tmp_path / "media usb0", tmp_path / "mounts"
    folder.mkdir()
    block = tmp_path / "sys" / "class" / "block" / "nosuch1"
    block.mkdir(parents=True)
    (block / "removable").write_text("1\n")
    table.write_bytes(lines(folder, "/dev/nosuch1"))
    mounts = LinuxMounts(table, tmp_path / "sys")
    (mount,) = mounts.mounts()
    chosen = Plugged(mount, mounts)
    assert mount.path == folder and not chosen.gone
    table.write_bytes(lines(folder).replace(b"vfat rw", b"vfat ro"))
    assert chosen.gone
    table.write_bytes(lines(folder, "/dev/nosuch2"))
    assert chosen.gone
    table.write_bytes(lines(folder, "/dev/nosuch1"))
    assert not chosen.gone


@pytest.mark.skipif(sys.platform == "win32", reason="a folder plays the letter")
def test_the_letters_of_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another stick in the same letter has another number; a slow drive is no drive that went."""
    monkeypatch.chdir(tmp_path)
    Path("E:\\").mkdir()
    letters = Letters()
    table = WindowsMounts(letters)
    mount = next(one for one in table.mounts() if one.device[0] == "E")
    chosen = Plugged(mount, table)
    assert not chosen.gone
    for serial in (0xA, None):
        letters.serials["E"] = serial
        assert chosen.gone
    letters.serials["E"] = 0x1234ABCD
    assert not chosen.gone
    slow = WindowsMounts(letters, patience=0)
    while not slow.mounts():
        pass
    letters.hangs = "E"
    assert not any(Plugged(mount, slow).gone for _ in range(9))
    letters.go_on.set()


def test_the_volumes_of_macos(tmp_path: Path) -> None:
    (tmp_path / "MIL STICK").mkdir()

    class Here(MacMounts):
        """Its volumes, as folders of the test."""

        def mounts(self) -> tuple[Mount, ...]:
            return tuple(replace(one, path=tmp_path / one.path.name) for one in super().mounts())

    raw = [record("msdos", "/Volumes/MIL STICK", "/dev/nosuch2s1", 0x1000)]
    table = Here(lambda: b"".join(raw))
    chosen = Plugged(table.mounts()[0], table)
    assert not chosen.gone
    raw[0] = record("msdos", "/Volumes/MIL STICK", "/dev/nosuch3s1", 0x1000)
    assert chosen.gone
    raw.clear()
    assert chosen.gone


def test_the_names_of_a_stick_that_is_gone_are_not_there_for_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    def broken(number: int) -> None:
        def fsync(_: int) -> None:
            raise OSError(number, "as the system says it")

        monkeypatch.setattr(os, "fsync", fsync)

    for number in (errno.EINVAL, errno.ENOTSUP):  # a file system that cannot be asked
        broken(number)
        Stick().sync(tmp_path)
    for number in (errno.EIO, errno.ENODEV, errno.ENOSPC):
        broken(number)
        with pytest.raises(OSError):
            Stick().sync(tmp_path)
