"""Watches every change that code makes to files below one folder: to record, to kill, to fill up.

Inside `watched(root, watcher)` each file that is opened for writing below `root` is written without
a buffer, and a watcher hears of each change before and after it: `create`, `write`, `truncate`,
`fsync`, `rename`, `unlink`, `mkdir`, `fsync_folder`. SQLite writes by itself; it is told of by
`WatchedDisk` as `commit`. Reading is not watched.
"""

from __future__ import annotations

import io
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from unittest import mock

from milclicks.packs.disk import Disk

VERBS = (
    "create", "write", "truncate", "fsync", "rename", "unlink", "mkdir", "fsync_folder", "commit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Op:
    """One change: `path` and `to` are relative to the root; `data` goes to byte `place`."""

    verb: str
    path: str
    place: int = 0
    data: bytes = b""
    to: str = ""


class Watcher(Protocol):
    """Hears of changes; it may raise, or end the process."""

    def before(self, op: Op) -> None:
        """About to happen."""
        ...

    def after(self, op: Op) -> None:
        """Has happened."""
        ...


class _File:
    """A file open for writing, without a buffer of Python's own."""

    def __init__(self, real: Any, path: str, watch: Callable[[Op, Callable[[], Any]], Any]) -> None:
        self._real, self._path, self._watch = real, path, watch

    def write(self, data: Any) -> int:
        raw = bytes(data)
        op = Op("write", self._path, self._real.tell(), raw)

        def work() -> None:
            self._real.write(raw)
            self._real.flush()

        self._watch(op, work)
        return len(raw)

    def truncate(self, size: int | None = None) -> int:
        end = self._real.tell() if size is None else size
        self._watch(Op("truncate", self._path, end), lambda: self._real.truncate(end))
        return end

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_why: object) -> None:
        self._real.close()

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._real)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


@contextmanager
def watched(root: Path, watcher: Watcher) -> Iterator[None]:
    """Watch the files below `root`, which need not be there yet."""
    base = root.resolve()
    handles: dict[int, str] = {}
    real = {name: getattr(os, name) for name in ("replace", "rename", "unlink", "mkdir", "open")}
    real["remove"], real["fsync"], real["close"] = os.remove, os.fsync, os.close
    real_open = io.open

    def inside(path: Any, named: dict[str, Any] | None = None) -> str | None:
        beside = (named or {}).get("dir_fd") is not None
        if beside or not isinstance(path, (str, os.PathLike)):
            return None
        name = Path(path).absolute()
        return name.relative_to(base).as_posix() if base in name.parents else None

    def watch(op: Op, work: Callable[[], Any]) -> Any:
        watcher.before(op)
        made = work()
        watcher.after(op)
        return made

    def opened(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        name = inside(file)
        if name is None or not set(mode) & set("wxa+"):
            return real_open(file, mode, *rest, **named)
        new = not Path(file).exists() or "w" in mode
        op = Op("create", name)
        made = (
            watch(op, lambda: real_open(file, mode, *rest, **named))
            if new
            else real_open(file, mode, *rest, **named)
        )
        handles[made.fileno()] = name
        return _File(made, name, watch)

    def fsync(handle: Any) -> None:
        number = handle if isinstance(handle, int) else handle.fileno()
        name = handles.get(number)
        if name is None:
            real["fsync"](number)
        else:
            verb = "fsync_folder" if (base / name).is_dir() else "fsync"
            watch(Op(verb, name), lambda: None)

    def handle_of(path: Any, *rest: Any, **named: Any) -> int:
        made: int = real["open"](path, *rest, **named)
        name = inside(path, named)
        if isinstance(path, (str, os.PathLike)) and Path(path) == base:
            name = "."
        if name is not None and (base / name).is_dir():
            handles[made] = name
        else:
            handles.pop(made, None)
        return made

    def closed(handle: int) -> None:
        handles.pop(handle, None)
        real["close"](handle)

    def moved(old: Any, new: Any, **named: Any) -> None:
        first, second = inside(old), inside(new)
        if first is None or second is None:
            real["replace"](old, new, **named)
        else:
            watch(Op("rename", first, to=second), lambda: real["replace"](old, new, **named))

    def gone(path: Any, **named: Any) -> None:
        name = inside(path, named)
        if name is None or not os.path.lexists(path):
            real["unlink"](path, **named)
        else:
            watch(Op("unlink", name), lambda: real["unlink"](path, **named))

    def folder(path: Any, *rest: Any, **named: Any) -> None:
        name = inside(path, named)
        if name is None or Path(path).exists():
            real["mkdir"](path, *rest, **named)
        else:
            watch(Op("mkdir", name), lambda: real["mkdir"](path, *rest, **named))

    changes = {
        "replace": moved, "rename": moved, "unlink": gone, "remove": gone, "mkdir": folder,
        "fsync": fsync, "open": handle_of, "close": closed,
    }  # fmt: skip
    with mock.patch.object(io, "open", opened), mock.patch.multiple(os, **changes):
        yield


class WatchedDisk(Disk):
    """The real disk, whose commits of the index a watcher hears of too.

    It writes one piece after another: a write at a place of its own is not heard.
    """

    write_at = Disk.write_at_by_hand

    def __init__(self, watcher: Watcher) -> None:
        """`watcher` is the one that watches the folder."""
        self._watcher = watcher

    def commit(self, db: sqlite3.Connection) -> None:
        op = Op("commit", "library.db")
        self._watcher.before(op)
        super().commit(db)
        self._watcher.after(op)
