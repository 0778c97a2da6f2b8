"""What is plugged in: the mount tables of Linux, Windows and macOS as one list of places.

Asking reads the system's own table in memory and touches no disk, so that it may be asked every
two seconds. Windows has no table of what lies in its slots, so each is asked in a thread. Sources:
proc(5), GetLogicalDrives, GetDriveTypeW and GetVolumeInformationW of the Windows API, getfsstat(2)
with MNT_NOWAIT of macOS. Not here: what lies on a stick (`stick`).
"""

from __future__ import annotations

import ctypes
import re
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Final, Protocol

_ESCAPED: Final = re.compile(rb"\\([0-7]{3})")
_PLUGGED: Final = ("/media/", "/run/media/")
_OWN: Final = ("/boot", "/efi", "/home", "/proc", "/snap", "/sys", "/usr", "/var")
_NOT_DISKS: Final = frozenset({"autofs", "devtmpfs", "fuse.portal", "overlay", "squashfs", "tmpfs"})
_PATIENCE: Final = 10.0
GLANCE: Final = 0.01
"""Seconds that a window may wait for a slow drive at each look."""
_REMOVABLE: Final = 2
_FIXED: Final = 3
_READ_ONLY_VOLUME: Final = 0x00080000
_STATFS: Final = struct.Struct("<I i 5Q 2i I I I I 16s 1024s 1024s I 7I")
_MNT_RDONLY: Final = 0x1
_MNT_LOCAL: Final = 0x1000
_MNT_NOWAIT: Final = 2


@dataclass(frozen=True, slots=True)
class Mount:
    """A stick, a card or a disk that can be pulled out.

    `device` is the system's name of what is plugged in, `kind` that of its file system.
    """

    path: Path
    device: str
    kind: str = ""
    writable: bool = True

    @property
    def name(self) -> str:
        """How people call it: the name it was given, or its letter."""
        return self.path.name or str(self.path).rstrip("\\/") or str(self.path)


class MountTable(Protocol):
    """What is plugged in now; any thread may ask."""

    def mounts(self) -> tuple[Mount, ...]:
        """Every place that can be pulled out, in the order of the system; never raises."""
        ...


class LinuxMounts:
    """`/proc/self/mounts`, with what the kernel says of each disk."""

    def __init__(self, table: Path = Path("/proc/self/mounts"), sys: Path = Path("/sys")) -> None:
        """`table` and `sys` are the system's own unless a test brings others."""
        self._table, self._sys = table, sys
        self._last: tuple[bytes, tuple[Mount, ...]] = (b"", ())

    def mounts(self) -> tuple[Mount, ...]:
        """Every stick, card and pluggable disk; the table is read again only when it changed."""
        try:
            raw = self._table.read_bytes()
        except OSError:
            return ()
        before, found = self._last
        if raw != before:
            lines = (self._mount(line) for line in raw.splitlines())
            found = tuple(one for one in lines if one is not None)
            self._last = (raw, found)
        return found

    def _mount(self, line: bytes) -> Mount | None:
        fields = [_unescaped(field) for field in line.split(b" ")]
        if len(fields) < 4 or fields[2] in _NOT_DISKS or not fields[0].startswith("/dev/"):
            return None
        device, place, kind, options = fields[:4]
        plugged = place.startswith(_PLUGGED)
        if not plugged and (place == "/" or place.startswith(_OWN) or not self._loose(device)):
            return None
        return Mount(Path(place), device, kind, "ro" not in options.split(","))

    def _loose(self, device: str) -> bool:
        """Whether the kernel calls the disk of this device removable."""
        block = self._sys / "class" / "block" / device.rpartition("/")[2]
        for disk in (block, block.resolve().parent):
            try:
                return (disk / "removable").read_text("ascii").strip() == "1"
            except (OSError, ValueError):
                continue
        return False


def _unescaped(field: bytes) -> str:
    """A field of the table; blanks and the like stand there as octal numbers."""
    plain = _ESCAPED.sub(lambda found: bytes([int(found.group(1), 8) & 0xFF]), field)
    return plain.decode("utf-8", "surrogateescape")


class Windows(Protocol):
    """The three calls of Windows that are needed."""

    def drives(self) -> int:
        """A bit for each letter in use, A first (GetLogicalDrives)."""
        ...

    def kind(self, root: str) -> int:
        """The sort of a drive (GetDriveTypeW)."""
        ...

    def volume(self, root: str) -> tuple[int, str, int] | None:
        """(serial number, file system, flags), None for an empty slot (GetVolumeInformationW)."""
        ...


class WindowsMounts:
    """Drive letters: removable ones, and fixed ones that came while the program was running.

    Each volume is asked again at each look, for a card goes and comes without its letter. It is
    asked in a thread, and what it said last counts until it answers.
    """

    def __init__(self, calls: Windows | None = None, patience: float = _PATIENCE) -> None:
        """`calls` are the system's own unless a test brings others; `patience` is in seconds."""
        self._calls = calls or _WindowsCalls()
        self._patience = patience
        self._first: set[str] | None = None
        self._slots: dict[str, _Slot] = {}
        self._one = Lock()

    def mounts(self) -> tuple[Mount, ...]:
        """Every stick and card that holds something, as far as was answered in time."""
        with self._one:
            return self._mounts()

    def _mounts(self) -> tuple[Mount, ...]:
        bits = self._calls.drives()
        here = {f"{chr(65 + n)}:\\" for n in range(26) if bits >> n & 1}
        kinds = {root: self._calls.kind(root) for root in sorted(here)}
        fixed = {root for root, kind in kinds.items() if kind == _FIXED}
        self._first = fixed if self._first is None else self._first & here
        loose = [
            root
            for root, kind in kinds.items()
            if kind == _REMOVABLE or (kind == _FIXED and root not in self._first)
        ]
        self._slots = {root: self._slots.get(root) or _Slot(self._calls, root) for root in loose}
        for slot in self._slots.values():
            slot.ask()
        end = time.monotonic() + self._patience
        for slot in self._slots.values():
            slot.wait(max(0.0, end - time.monotonic()))
        return tuple(one.mount for one in self._slots.values() if one.mount is not None)


class _Slot:
    """One letter: what lay in it when it answered last."""

    def __init__(self, calls: Windows, root: str) -> None:
        self.mount: Mount | None = None
        self._calls, self._root = calls, root
        self._asking: Thread | None = None
        self._waited = False

    def ask(self) -> None:
        """Ask, unless the answer to an earlier question still has to come."""
        if self._asking is None or not self._asking.is_alive():
            self._asking, self._waited = Thread(target=self._ask, daemon=True), False
            self._asking.start()

    def wait(self, seconds: float) -> None:
        """Until it has answered, or for so long; once for each question."""
        if self._asking is not None and not self._waited:
            self._asking.join(seconds)
            self._waited = True

    def _ask(self) -> None:
        volume = self._calls.volume(self._root)
        if volume is None:
            self.mount = None
            return
        serial, kind, flags = volume
        device = f"{self._root[0]}:{serial:08x}"
        self.mount = Mount(Path(self._root), device, kind, not flags & _READ_ONLY_VOLUME)


class _WindowsCalls:
    """The calls themselves; no window asks for a disk when a slot is empty."""

    def __init__(self) -> None:
        self._kernel: Any = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        self._kernel.SetErrorMode(self._kernel.SetErrorMode(0) | 1)

    def drives(self) -> int:
        """A bit for each letter in use."""
        return int(self._kernel.GetLogicalDrives())

    def kind(self, root: str) -> int:
        """The sort of a drive."""
        return int(self._kernel.GetDriveTypeW(ctypes.c_wchar_p(root)))

    def volume(self, root: str) -> tuple[int, str, int] | None:
        """(serial number, file system, flags), None for an empty slot."""
        serial, longest, flags = ctypes.c_uint32(), ctypes.c_uint32(), ctypes.c_uint32()
        system = ctypes.create_unicode_buffer(261)
        asked = (ctypes.byref(serial), ctypes.byref(longest), ctypes.byref(flags))
        done = self._kernel.GetVolumeInformationW(
            ctypes.c_wchar_p(root), None, 0, *asked, system, 261
        )
        return (serial.value, system.value.lower(), flags.value) if done else None


class MacMounts:
    """The table of `getfsstat`: local volumes under /Volumes."""

    def __init__(self, read: Callable[[], bytes] | None = None) -> None:
        """`read` gives the records of the system unless a test brings others."""
        self._read = read or _getfsstat

    def mounts(self) -> tuple[Mount, ...]:
        """Every volume that was plugged in."""
        raw = self._read()
        whole = len(raw) - len(raw) % _STATFS.size
        found = []
        for fields in _STATFS.iter_unpack(raw[:whole]):
            flags = fields[11]
            kind, place, device = (_text(field) for field in fields[13:16])
            if place.startswith("/Volumes/") and flags & _MNT_LOCAL:
                found.append(Mount(Path(place), device, kind, not flags & _MNT_RDONLY))
        return tuple(found)


def _text(field: bytes) -> str:
    return field.partition(b"\0")[0].decode("utf-8", "surrogateescape")


def _getfsstat() -> bytes:
    """The records as the system remembers them, without waiting for any disk."""
    libc = ctypes.CDLL(None)
    call = getattr(libc, "getfsstat$INODE64", None) or libc.getfsstat
    room = max(call(None, 0, _MNT_NOWAIT), 0) + 4
    buffer = ctypes.create_string_buffer(room * _STATFS.size)
    count = call(buffer, len(buffer), _MNT_NOWAIT)
    return buffer.raw[: max(count, 0) * _STATFS.size]


def this_pc(patience: float = _PATIENCE) -> MountTable:
    """The table of the system that this program runs on; a look waits `patience` seconds at most
    for a slow drive.
    """
    if sys.platform == "win32":
        return WindowsMounts(patience=patience)
    if sys.platform == "darwin":
        return MacMounts()
    return LinuxMounts()
