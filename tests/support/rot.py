"""A disk that loses a bit of a pack without a word: the file keeps its time and its size."""

from __future__ import annotations

import os
from pathlib import Path

from milclicks.packs.pack import Pack


def rot(path: Path, part: str) -> None:
    """Turn one byte of a part (`lessons/ferry.json`) of a pack file over."""
    with Pack(path) as pack:
        entry = next(entry for one, entry in pack.parts() if one.path == part)
    turn(path, entry.data + entry.packed // 2)


def turn(path: Path, at: int) -> None:
    """Turn the byte at a place over."""
    stat = path.stat()
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 0x10]))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
