"""The mount tables of Linux, Windows and macOS, as their systems give them."""

from __future__ import annotations

import struct
from pathlib import Path
from threading import Event

from milclicks.packs.travel.mounts import LinuxMounts, MacMounts, Mount, WindowsMounts, this_pc

TABLE = b"""\
sysfs /sys sysfs rw,nosuid 0 0
/dev/sda2 / ext4 rw,relatime 0 0
/dev/sda1 /boot/efi vfat rw 0 0
/dev/sda3 /home ext4 rw 0 0
/dev/sdb1 /media/amina/MIL\\040STICK vfat rw,nosuid,uid=1000 0 0
/dev/sdc1 /run/media/joao/LI\\303\\207\\303\\225ES exfat ro,nosuid 0 0
/dev/mmcblk0p1 /mnt/card vfat rw 0 0
/dev/sdd1 /mnt/archive ext4 rw 0 0
/dev/loop3 /snap/core/1 squashfs ro 0 0
tmpfs /media/amina/ram tmpfs rw 0 0
broken line
"""


def linux(tmp_path: Path, table: bytes = TABLE) -> LinuxMounts:
    """The table above, on a computer whose card reader is removable and whose archive is not."""
    for disk, part, removable in (("mmcblk0", "mmcblk0p1", "1"), ("sdd", "sdd1", "0")):
        folder = tmp_path / "sys" / "devices" / disk
        (folder / part).mkdir(parents=True)
        (folder / "removable").write_text(f"{removable}\n")
        block = tmp_path / "sys" / "class" / "block"
        block.mkdir(parents=True, exist_ok=True)
        (block / part).symlink_to(folder / part)
    (tmp_path / "mounts").write_bytes(table)
    return LinuxMounts(tmp_path / "mounts", tmp_path / "sys")


def test_linux_sees_what_can_be_pulled_out_and_nothing_else(tmp_path: Path) -> None:
    found = linux(tmp_path).mounts()
    assert [str(one.path) for one in found] == [
        "/media/amina/MIL STICK",
        "/run/media/joao/LIÇÕES",
        "/mnt/card",
    ]
    assert [one.name for one in found] == ["MIL STICK", "LIÇÕES", "card"]
    assert [one.writable for one in found] == [True, False, True]
    assert [one.kind for one in found] == ["vfat", "exfat", "vfat"]


def test_linux_reads_the_table_again_when_it_changes(tmp_path: Path) -> None:
    table = linux(tmp_path)
    first = table.mounts()
    assert table.mounts() is first
    (tmp_path / "mounts").write_bytes(b"/dev/sda2 / ext4 rw 0 0\n")
    assert table.mounts() == ()
    (tmp_path / "mounts").unlink()
    assert table.mounts() == ()


class Letters:
    """A Windows computer: C is its disk, E a stick, F an empty slot, G comes later."""

    def __init__(self) -> None:
        self.kinds = {"C": 3, "D": 5, "E": 2, "F": 2}
        self.asked: list[str] = []
        self.serials: dict[str, int | None] = {"F": None}
        self.hangs = ""
        self.go_on = Event()

    def drives(self) -> int:
        """A bit for each letter."""
        return sum(1 << (ord(letter) - 65) for letter in self.kinds)

    def kind(self, root: str) -> int:
        """Removable 2, fixed 3, a DVD 5."""
        return self.kinds[root[0]]

    def volume(self, root: str) -> tuple[int, str, int] | None:
        """The empty slot has none."""
        self.asked.append(root)
        if root[0] == self.hangs:
            self.go_on.wait()
        serial = self.serials.get(root[0], 0x1234ABCD)
        return None if serial is None else (serial, "fat32", 0x80000 if root[0] == "G" else 0)


def test_windows_sees_sticks_and_disks_that_came_later() -> None:
    letters = Letters()
    table = WindowsMounts(letters)
    assert table.mounts() == (Mount(Path("E:\\"), "E:1234abcd", "fat32"),)
    letters.kinds["G"] = 3
    later = table.mounts()
    assert [(one.device[0], one.writable) for one in later] == [("E", True), ("G", False)]
    del letters.kinds["E"]
    assert [one.device[0] for one in table.mounts()] == ["G"]


def test_windows_sees_that_a_card_goes_and_another_comes_in_the_same_slot() -> None:
    letters = Letters()
    table = WindowsMounts(letters)
    seen = []
    for serial in (None, 0xA, None, 0xB, 0xA):
        letters.serials["F"] = serial
        seen.append([one.device for one in table.mounts() if one.device[0] == "F"])
    assert seen == [[], ["F:0000000a"], [], ["F:0000000b"], ["F:0000000a"]]


def test_windows_does_not_wait_for_a_drive_that_is_slow() -> None:
    letters = Letters()
    table = WindowsMounts(letters, patience=0)
    letters.hangs = "F"
    letters.serials["F"] = 0xA
    while not (first := table.mounts()):  # E answers, in its own time
        pass
    assert [one.device[0] for one in first] == ["E"]
    for _ in range(9):
        assert [one.device[0] for one in table.mounts()] == ["E"]
    assert letters.asked.count("F:\\") == 1, "who has not answered is not asked again"
    letters.go_on.set()
    while len(table.mounts()) < 2:
        pass


def record(kind: str, place: str, device: str, flags: int) -> bytes:
    """One record of getfsstat."""
    layout = struct.Struct("<I i 5Q 2i I I I I 16s 1024s 1024s I 7I")
    names = (name.encode() for name in (kind, place, device))
    return layout.pack(4096, 4096, *[0] * 5, 0, 0, 0, 0, flags, 0, *names, 0, *[0] * 7)


def test_macos_sees_local_volumes() -> None:
    raw = b"".join(
        (
            record("apfs", "/", "/dev/disk1s1", 0x1000),
            record("msdos", "/Volumes/MIL STICK", "/dev/disk2s1", 0x1000),
            record("exfat", "/Volumes/Kept", "/dev/disk3s1", 0x1001),
            record("smbfs", "/Volumes/share", "//nas/share", 0),
        )
    )
    assert len(raw) == 4 * 2168, "the size of struct statfs of macOS"
    found = MacMounts(lambda: raw + b"half").mounts()
    assert [(one.name, one.kind, one.writable) for one in found] == [
        ("MIL STICK", "msdos", True),
        ("Kept", "exfat", False),
    ]


def test_the_table_of_this_computer_can_be_read() -> None:
    assert all(one.path.is_absolute() for one in this_pc().mounts())
