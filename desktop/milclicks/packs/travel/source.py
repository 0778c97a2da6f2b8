"""A place that packs come from, seen as relative paths and bytes; it is never trusted.

A site, a stick, a folder, the next PC and the copy of the metadata inside a pack all look the same
to whoever reads them. What the bytes are worth is decided by `packs.trust` alone. Not here: the
network (`http`), what to read (`download`).
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, Protocol, Self

from milclicks.core.errors import N_, Message, MilClicksError
from milclicks.packs import limits, plain_files
from milclicks.packs.format import Container
from milclicks.packs.refusals import PackRefused

PIECE: Final = 256 * 1024
_NAMES: Final = 20_000
"""Names of a folder that are looked through for one in capitals."""


class SourceFailed(MilClicksError):
    """The place could not be read just now; what was fetched so far is kept."""

    code = "source.failed"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(
            Message(N_("{place} cannot be read right now."), {"place": label}),
            Message(
                N_(
                    "Look at the cable, the stick or the network, then try again. "
                    "What is here stays."
                )
            ),
            detail,
        )


class SourceGone(SourceFailed):
    """The folder, or the stick that it lay on, is not there."""

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the folder."""
        super().__init__(label, detail)
        self.sentence = Message(N_("“{place}” is not there."), {"place": label})
        self.remedy = Message(
            N_("Put the stick in, or choose the place again. The packs here stay.")
        )


class SourceMissing(MilClicksError):
    """The place has no such file."""

    code = "source.missing"

    def __init__(self, label: str, path: str) -> None:
        """`path` is what was asked for."""
        super().__init__(
            Message(N_("{place} does not have this file."), {"place": label}),
            Message(N_("Choose another place, or ask the person who looks after this one.")),
            path,
        )


class SourceTooLong(MilClicksError):
    """The place sends more than the file may be long; reading was stopped there."""

    code = "source.too_long"

    def __init__(self, label: str, path: str) -> None:
        """`path` is what was asked for."""
        super().__init__(
            Message(
                N_("{place} sends more than it should. Reading was stopped."), {"place": label}
            ),
            Message(N_("Use another place. Nothing was changed.")),
            path,
        )


class SourceNotPlain(SourceFailed):
    """A link, a pipe or a device lies where a file belongs; it was not opened."""

    code = "source.not_plain"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.sentence = Message(
            N_("In {place} a link or a device lies where a file belongs. It was not opened."),
            {"place": label},
        )
        self.remedy = Message(N_("Use another place. What is here stays."))


class Reading(Protocol):
    """An open file of a source. `start` is where its bytes really begin: 0 when the source does
    not know ranges. `total` is the whole file's length where the source says it; `tag` changes
    whenever the file does, or is empty.
    """

    total: int | None
    start: int
    tag: str

    def __enter__(self) -> Self:
        """The reading itself."""
        ...

    def __exit__(self, *raised: object) -> None:
        """Let the file or the connection go."""
        ...

    def __iter__(self) -> Iterator[bytes]:
        """The bytes in pieces; raises SourceFailed when they stop too early."""
        ...


class Source(Protocol):
    """A place that packs come from. Raises SourceMissing, SourceFailed, SourceTooLong."""

    @property
    def label(self) -> str:
        """How people call this place."""
        ...

    def read(self, path: str, limit: int) -> bytes:
        """A whole small file of at most `limit` bytes."""
        ...

    def open(self, path: str, start: int = 0, end: int | None = None, tag: str = "") -> Reading:
        """A file from byte `start` to before `end`; with `tag`, only while the file is that one."""
        ...


def checked(path: str, label: str) -> str:
    """`path` when the source `label` may be asked for it; else it has no such file.

    A stranger may have said it: a listing, a role, a neighbour. Raises SourceMissing.
    """
    if not limits.FILE.fullmatch(path):
        raise SourceMissing(label, repr(path[:80]))
    return path


class FolderSource:
    """A folder: a site carried home, a stick, a share."""

    def __init__(self, root: Path, label: str = "") -> None:
        """`root` holds `metadata/`, `targets/` and `packs/`."""
        self.root = root
        self._label = label or root.name or str(root)

    @property
    def label(self) -> str:
        """How people call this place."""
        return self._label

    def read(self, path: str, limit: int) -> bytes:
        """A whole small file of at most `limit` bytes."""
        try:
            with plain_files.reading(self._found(path)) as file:
                data = file.read(limit + 1)
        except OSError as error:
            raise self._failed(path, error) from error
        if len(data) > limit:
            raise SourceTooLong(self.label, path)
        return data

    def open(self, path: str, start: int = 0, end: int | None = None, tag: str = "") -> Reading:
        """A file from byte `start`; from the beginning when it is not the file of `tag`."""
        try:
            return _span(self._found(path), start, end, tag, self.label)
        except OSError as error:
            raise self._failed(path, error) from error

    def _found(self, path: str) -> Path:
        """The file of a path; sticks may have turned its letters into capitals."""
        place = self.root
        for part in checked(path, self.label).split("/"):
            exact = place / part
            if not os.path.lexists(exact) and place.is_dir():
                names = itertools.islice(place.iterdir(), _NAMES)
                exact = next((one for one in names if one.name.lower() == part), exact)
            place = exact
        plain_files.check_folders(self.root, place)
        return place

    def _failed(self, path: str, error: OSError) -> MilClicksError:
        if isinstance(error, plain_files.NotPlain):
            return SourceNotPlain(self.label, f"{path}: {error}")
        gone = isinstance(error, (FileNotFoundError, NotADirectoryError, IsADirectoryError))
        if gone and self.root.is_dir():
            return SourceMissing(self.label, path)
        away = gone and not os.path.lexists(self.root)
        return (SourceGone if away else SourceFailed)(self.label, f"{path}: {error}")


def _span(path: Path, start: int, end: int | None, tag: str, label: str) -> SpanReading:
    """A part of a file of a folder; all of it when the file is another one than `tag` says."""
    file = plain_files.reading(path)
    total = file.seek(0, 2)
    made = f"{total}-{os.fstat(file.fileno()).st_mtime_ns}"
    span = (start, end) if tag in ("", made) else (0, None)
    return SpanReading(file, total, made, span, path.name, label)


class SpanReading:
    """A part of an open file of `total` bytes; it ends there, or with a SourceFailed."""

    faults: tuple[type[Exception], ...] = (OSError,)
    """What reading the file may raise."""

    def __init__(
        self,
        file: IO[bytes],
        total: int,
        tag: str,
        span: tuple[int, int | None],
        name: str,
        label: str,
    ) -> None:
        self._file, self._name, self._label = file, name, label
        self.total: int | None = total
        self.tag = tag
        start, end = span
        self.start = min(start, total)
        self._end = total if end is None else min(end, total)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[bytes]:
        left = self._end - self.start
        try:
            self._file.seek(self.start)
            while left > 0:
                piece = self._file.read(min(left, PIECE))
                if not piece:
                    raise SourceFailed(self._label, f"{self._name}: ended {left} bytes early")
                left -= len(piece)
                yield piece
        except self.faults as error:
            raise SourceFailed(self._label, f"{self._name}: {error}") from error


class PackSource:
    """The copy of the catalogue's metadata that an official pack carries in its `tuf/` entries."""

    def __init__(self, container: Container, label: str) -> None:
        """`container` stays the caller's to close."""
        self._container = container
        self._label = label

    @property
    def label(self) -> str:
        """How people call this place."""
        return self._label

    def read(self, path: str, limit: int) -> bytes:
        """A file of `metadata/`, or the listing, at most `limit` bytes."""
        name = f"tuf/{checked(path, self._label).rpartition('/')[2]}"
        if name not in self._container.entries:
            raise SourceMissing(self._label, path)
        if self._container.entries[name].size > limit:
            raise SourceTooLong(self._label, path)
        try:
            return self._container.read(name, limit=limit)
        except PackRefused as error:
            raise SourceFailed(self._label, f"{path}: {error.detail}") from error

    def open(self, path: str, start: int = 0, end: int | None = None, tag: str = "") -> Reading:
        """Nothing large lies here."""
        raise SourceMissing(self._label, path)
