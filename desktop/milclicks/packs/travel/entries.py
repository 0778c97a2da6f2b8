"""The entries of a pack file that is being put together: which are right, and who else has them.

A blob's name is the hash of its content, so one look tells a right one from a wrong one, whoever
sent it; and the same blob in another version of the pack, or in any other file, is as good. Not
here: fetching (`download`).
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import msgspec
from msgspec import Struct

from milclicks.packs import limits, plain_files
from milclicks.packs.format import (
    DEFLATED,
    END,
    LOCAL,
    MIMETYPE,
    STORED,
    Container,
    Entry,
    local_header,
)
from milclicks.packs.pack import Pack
from milclicks.packs.progress import Progress, silent
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel.part import Expected, Part, Span

CONTENTS: Final = "contents"
"""The name of the directory at the end of a pack file, in findings."""
_FIRST: Final = local_header(
    Entry("mimetype", STORED, zlib.crc32(MIMETYPE), len(MIMETYPE), len(MIMETYPE), 0)
)
HEAD: Final = _FIRST + MIMETYPE
"""How every pack file begins."""
_MANIFEST: Final = b"manifest.json"


class Name(Struct, frozen=True):
    """What a manifest calls its pack."""

    id: str
    version: int


@dataclass(frozen=True, slots=True)
class Bad:
    """A stretch of a pack file that is not as it must be; `name` is its entry, or `CONTENTS`."""

    span: Span
    name: str


def contents_span(end_record: bytes, size: int) -> Span | None:
    """Where the directory of a pack file of `size` bytes lies, by its last 22 bytes."""
    if len(end_record) != END.size or end_record[:4] != b"PK\5\6":
        return None
    _, _, _, _, _, length, start, _ = END.unpack(end_record)
    return (start, size) if start + length + END.size == size else None


def examine(path: Path, expected: Expected, progress: Progress = silent) -> list[Bad]:
    """Every stretch of a whole pack file that is not as it must be."""
    try:
        container = Container(path)
    except PackRefused:
        return [_contents(path, expected.bytes), Bad((0, len(HEAD)), CONTENTS)]
    with container:
        manifest = container.entries["manifest.json"]
        if _right(container, manifest, expected) and not _fits(path):
            return [_contents(path, expected.bytes)]
        found = []
        done = 0
        for entry in container.entries.values():
            if not _right(container, entry, expected):
                found.append(Bad((entry.start, entry.end), entry.name))
            done += entry.packed
            progress(done, expected.bytes)
    return found


def _fits(path: Path) -> bool:
    """Whether the directory is of the blobs that the manifest names, each as long as it says."""
    try:
        Pack(path).close()
    except PackRefused:
        return False
    return True


def _contents(path: Path, size: int) -> Bad:
    with plain_files.reading(path, links=True) as file:
        file.seek(max(0, size - END.size))
        span = contents_span(file.read(END.size), size)
    return Bad(span or (max(0, size - END.size), size), CONTENTS)


def _right(container: Container, entry: Entry, expected: Expected) -> bool:
    digest = hashlib.sha256()
    limit = limits.VIDEO_BYTES if entry.name.startswith("b/") else limits.MANIFEST_BYTES
    try:
        for piece in container.stream(entry.name, limit=limit):
            digest.update(piece)
    except PackRefused:
        return False
    if entry.name == "manifest.json":
        return digest.hexdigest() == expected.manifest and _named(container, expected)
    return not entry.name.startswith("b/") or digest.hexdigest() == entry.name[2:]


def _named(container: Container, expected: Expected) -> bool:
    manifest = container.read("manifest.json", limit=limits.MANIFEST_BYTES)
    return name_in(manifest) == (expected.id, expected.version)


def manifest_in(part: Part) -> bytes | None:
    """The manifest of a file of which only the beginning is here, or None while it is not whole.

    Raises PackRefused when what is here is not the beginning of a pack.
    """
    start = len(HEAD)
    size = LOCAL.size + len(_MANIFEST)
    if not part.has((0, start + size)):
        return None
    if part.read((0, start)) != HEAD:
        raise PackRefused("file.not_pack", "mimetype")
    head = part.read((start, start + size))
    fields = LOCAL.unpack(head[: LOCAL.size])
    method, packed, extra = fields[3], fields[7], fields[10]
    if fields[0] != b"PK\3\4" or head[LOCAL.size :] != _MANIFEST or extra:
        raise PackRefused("file.not_pack", "manifest.json")
    if packed > limits.MANIFEST_BYTES:
        raise PackRefused("manifest.too_big", f"{packed} bytes")
    if not part.has((start + size, start + size + packed)):
        return None
    raw = part.read((start + size, start + size + packed))
    if method != DEFLATED:
        return raw
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, limits.MANIFEST_BYTES + 1)
    except zlib.error as error:
        raise PackRefused("zip.data", f"manifest.json: {error}") from error


def name_in(manifest: bytes) -> tuple[str, int]:
    """The id and version of a manifest; an empty id where it does not say them."""
    try:
        found = msgspec.json.decode(manifest, type=Name)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return "", 0
    return found.id, found.version


class Donors:
    """Pack files on this computer whose blobs may be used again."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Files that cannot be opened as packs are left out; close with `with`."""
        self._stack = ExitStack()
        self._found: dict[str, list[tuple[Container, Entry]]] = {}
        self.contents = 0
        """How long the longest directory of them is, in bytes; 0 when there is no donor."""
        for path in paths:
            try:
                container = self._stack.enter_context(Container(path))
            except PackRefused:
                continue
            last = max((one.end for one in container.entries.values()), default=0)
            self.contents = max(self.contents, path.stat().st_size - last)
            for name, entry in container.entries.items():
                if name.startswith("b/"):
                    self._found.setdefault(name, []).append((container, entry))

    def __enter__(self) -> Self:
        """The donors themselves."""
        return self

    def __exit__(self, *raised: object) -> None:
        """Let every file go."""
        self._stack.close()

    def pieces(self, entry: Entry) -> Iterator[bytes]:
        """An entry in pieces, header and all, from a donor that has it packed alike; or nothing."""
        for container, own in self._found.get(entry.name, ()):
            if local_header(own) != local_header(entry):
                continue
            made = []
            try:
                made = list(container.raw(own))
            except PackRefused:  # a bad sector; another donor may have it
                continue
            yield from made
            return
