"""What is packed in a file: the members of zip and tar archives, the content of gzip, bzip2 and xz.

For looking for what must not be there, so broken archives are read as far as they go, a zip by the
heads of its members, wherever these lie. Nothing is written; who asks says how much may come out.
What is closed with a password, and other kinds of archives, cannot be looked into.
"""

from __future__ import annotations

import bz2
import io
import lzma
import re
import struct
import tarfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any

_ZIP = re.compile(rb"PK\x03\x04")
_HEAD = struct.Struct("<4s5H3L2H")
_STREAMS: dict[bytes, Callable[[], Any]] = {
    b"\x1f\x8b\x08": lambda: zlib.decompressobj(31),
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\x00": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ),
}
_METHODS: dict[int, Callable[[], Any]] = {
    8: lambda: zlib.decompressobj(-15),
    12: bz2.BZ2Decompressor,
}
_BROKEN = (zlib.error, OSError, EOFError, ValueError, lzma.LZMAError, tarfile.TarError)


def parts(content: bytes, most: int) -> Iterator[tuple[str, bytes]]:
    """(name, content) of each thing packed in `content`, each of at most `most` + 1 bytes."""
    yield from _zipped(content, most)
    for magic, opened in _STREAMS.items():
        if content.startswith(magic):
            yield "", _stream(opened, content, most)
    if content[257:262] == b"ustar":
        yield from _tarred(content, most)


def _zipped(content: bytes, most: int) -> Iterator[tuple[str, bytes]]:
    for found in _ZIP.finditer(content):
        if found.start() + _HEAD.size > len(content):
            return
        head = _HEAD.unpack_from(content, found.start())
        method, packed, named, extra = head[3], head[7], head[9], head[10]
        start = found.start() + _HEAD.size
        name = content[start : start + named].decode(errors="replace")
        start += named + extra
        if method == 0:
            yield name, content[start : start + min(packed, most + 1)]
        elif method in _METHODS:
            yield name, _opened(_METHODS[method](), content, start, most)[0]
        else:
            yield name, b""


def _stream(opened: Callable[[], Any], content: bytes, most: int) -> bytes:
    """A compressed stream and those that follow it in the same file."""
    made, start = b"", 0
    while start < len(content) and len(made) <= most:
        more, end = _opened(opened(), content, start, most - len(made))
        made += more
        if end <= start:
            break
        start = end
    return made


def _opened(machine: Any, content: bytes, start: int, most: int) -> tuple[bytes, int]:
    """What a stream holds, as far as it can be read, and where it ended."""
    made = io.BytesIO()
    at = start
    try:
        while at < len(content) and made.tell() <= most and not machine.eof:
            piece = content[at : at + 65536]
            at += len(piece)
            while made.tell() <= most and not machine.eof:
                room = most + 1 - made.tell()
                more = machine.decompress(piece, room)
                made.write(more)
                piece = getattr(machine, "unconsumed_tail", b"")
                if not piece and (getattr(machine, "needs_input", True) or not more):
                    break
    except _BROKEN:
        return made.getvalue(), len(content)
    return made.getvalue(), at - len(machine.unused_data) if machine.eof else len(content)


def _tarred(content: bytes, most: int) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isreg() else None
                yield member.name, file.read(most + 1) if file is not None else b""
    except _BROKEN:
        return
