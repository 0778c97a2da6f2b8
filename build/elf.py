"""Reads and shortens shared libraries of 64-bit Linux (ELF), with the standard library alone.

Two questions: which libraries does a file ask for, and what lies under a name in it. One change: a
table of constants under a name is replaced by a shorter one, and the file becomes shorter by whole
memory pages. All that lies behind the table keeps its address, so nothing has to be relocated.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_MAGIC = b"\x7fELF\x02\x01"  # 64 bits, little endian
_LOAD, _DYNAMIC = 1, 2  # kinds of segments
_NEEDED, _STRINGS = 1, 5  # tags of the dynamic table
_SYMBOL_TABLES = (2, 11)  # kinds of sections: of the link editor, of the loader
_PAGE = 0x1000


class NotElf(ValueError):
    """The file is no library of 64-bit Linux, or its table cannot be replaced."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """A table in the file: where its rows begin, their size in bytes, how many there are."""

    start: int
    size: int
    count: int

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.start, self.start + self.size * self.count, self.size))


@dataclass(frozen=True, slots=True)
class Table:
    """Constants under a name: where they lie in the file, and how many bytes they are."""

    name: str
    start: int
    size: int


def is_elf(content: bytes) -> bool:
    """Whether a file is a library or program of 64-bit Linux."""
    return content.startswith(_MAGIC)


def needed(content: bytes) -> list[str]:
    """The file names of the libraries that the loader brings for this one."""
    segments, _ = _tables(content)
    loads = [row for row in segments if _kind(content, row) == _LOAD]
    found, strings = [], 0
    for row in segments:
        if _kind(content, row) != _DYNAMIC:
            continue
        start, size = _number(content, row + 8), _number(content, row + 32)
        for at in range(start, start + size, 16):
            tag, value = struct.unpack_from("<QQ", content, at)
            if tag == 0:
                break
            if tag == _NEEDED:
                found.append(value)
            elif tag == _STRINGS:
                strings = _place(content, loads, value)
    return [_word(content, strings + offset) for offset in found]


def table(content: bytes, name: str) -> Table:
    """The constants under a name; raise NotElf when there are none."""
    for row, names in _symbols(content):
        if _word(content, names + _short(content, row)) == name:
            segments, _ = _tables(content)
            loads = [each for each in segments if _kind(content, each) == _LOAD]
            address, size = struct.unpack_from("<QQ", content, row + 8)
            return Table(name, _place(content, loads, address), size)
    raise NotElf(f"the library has no table {name}")


def with_shorter(content: bytes, old: Table, new: bytes) -> bytes:
    """The library with other constants under the name; they may not be longer than the old ones."""
    if len(new) > old.size:
        raise NotElf(f"the new {old.name} is longer than the old one")
    less = (old.size - len(new)) // _PAGE * _PAGE
    end = old.start + old.size
    made = bytearray(content[: old.start] + new.ljust(old.size - less, b"\0") + content[end:])
    segments, sections = _tables(content)
    for row in segments:
        start, size = _number(content, row + 8), _number(content, row + 32)
        if start >= end:
            _less(made, row + 8, less)
        elif start + size >= end:
            _less(made, row + 32, less)
            _less(made, row + 40, less)
    moved = less if sections.start >= end else 0
    for row in sections:
        _shorten_section(content, made, row, old, less, moved)
    for row, names in _symbols(content):
        if _word(content, names + _short(content, row)) == old.name:
            _less(made, row + 16 - (less if row >= end else 0), less)
    if moved:
        _less(made, 40, less)
    return bytes(made)


def _shorten_section(
    content: bytes, made: bytearray, row: int, old: Table, less: int, moved: int
) -> None:
    """Move a section that lies behind the table, shorten the one that holds it."""
    end = old.start + old.size
    address, start, size = struct.unpack_from("<QQQ", content, row + 16)
    if start >= end:
        _less(made, row + 24 - moved, less)
        if size == 0 and address:  # an empty one at the end of the first segment
            _less(made, row + 16 - moved, less)
    elif start <= old.start and start + size >= end:
        _less(made, row + 32 - moved, less)


def _tables(content: bytes) -> tuple[_Rows, _Rows]:
    """The rows of segments and of sections."""
    if not is_elf(content):
        raise NotElf("this is no library of 64-bit Linux")
    segments, sections = struct.unpack_from("<QQ", content, 32)
    sizes = struct.unpack_from("<HHHH", content, 54)
    return _Rows(segments, *sizes[:2]), _Rows(sections, *sizes[2:])


def _symbols(content: bytes) -> Iterator[tuple[int, int]]:
    """Each symbol's row, and where the strings of its table begin."""
    _, sections = _tables(content)
    for row in sections:
        if struct.unpack_from("<I", content, row + 4)[0] in _SYMBOL_TABLES:
            start, size = struct.unpack_from("<QQ", content, row + 24)
            (link,) = struct.unpack_from("<I", content, row + 40)
            names = _number(content, sections.start + sections.size * link + 24)
            for at in range(start, start + size, 24):
                yield at, names


def _place(content: bytes, loads: list[int], address: int) -> int:
    """Where in the file lies what will lie at an address."""
    for row in loads:
        start, lies = struct.unpack_from("<QQ", content, row + 8)
        if lies <= address < lies + _number(content, row + 32):
            return int(start + address - lies)
    raise NotElf("an address lies in no segment")


def _kind(content: bytes, row: int) -> int:
    return _short(content, row)


def _short(content: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", content, at)[0])


def _number(content: bytes | bytearray, at: int) -> int:
    return int(struct.unpack_from("<Q", content, at)[0])


def _less(made: bytearray, at: int, less: int) -> None:
    struct.pack_into("<Q", made, at, _number(made, at) - less)


def _word(content: bytes, at: int) -> str:
    return content[at : content.index(b"\0", at)].decode("ascii")
