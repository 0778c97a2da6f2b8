"""What a disk may hold after a power cut: recorded changes, some of which never reached it.

A file is its lasting content and the writes since its last fsync; a folder is its lasting names and
the changes of names since its own fsync. At a cut each of these may be there or not: writes whole,
torn at a sector, or as zeros where only the length was kept; names in order, or any of them. SQLite
writes by itself, so its files are taken as they were at an earlier moment, or torn between two.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.support.watched_disk import Op

SECTOR = 512
DATABASES = ("library.db", "trust/floor.db")


@dataclass
class _File:
    """One file, by whatever names."""

    lasting: bytes = b""
    pending: list[Op] = field(default_factory=list)


@dataclass
class _State:
    """Everything below the root; `names` are the lasting ones."""

    names: dict[str, _File]
    folders: set[str]
    pending: list[tuple[str, Op, _File | None]] = field(default_factory=list)
    """Changes of names that are not for good yet: the folder, the change, a new file."""
    now: dict[str, _File] = field(default_factory=dict)
    """Names as the running system sees them."""


@dataclass
class Recording:
    """The changes of one act in order, and the files of SQLite before each of them."""

    root: Path
    ops: list[Op] = field(default_factory=list)
    databases: list[dict[str, bytes]] = field(default_factory=list)

    def before(self, op: Op) -> None:
        """Nothing: what was not done is not there."""

    def after(self, op: Op) -> None:
        """Remember a change and how the databases stand."""
        self.ops.append(op)
        self.databases.append(databases(self.root))


def databases(root: Path) -> dict[str, bytes]:
    """The files of SQLite below a root; the shared memory is made anew after a cut."""
    found = {}
    for name in DATABASES:
        for path in (root / name, root / f"{name}-wal", root / f"{name}-journal"):
            if path.is_file():
                found[path.relative_to(root).as_posix()] = path.read_bytes()
    return found


def _begin(root: Path) -> _State:
    """The data folder before the act: all of it has lasted."""
    files = {
        path.relative_to(root).as_posix(): _File(path.read_bytes())
        for path in root.rglob("*")
        if path.is_file() and not _of_sqlite(path.relative_to(root).as_posix())
    }
    folders = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir()}
    return _State(files, folders, now=dict(files))


def _of_sqlite(name: str) -> bool:
    return any(name.startswith(one) for one in DATABASES)


def _apply(state: _State, op: Op) -> None:
    """One change, as far as it is known to have lasted."""
    folder = str(Path(op.path).parent.as_posix())
    if op.verb == "create":
        made = _File()
        if op.path in state.now:  # written anew: the old content may go at any time
            made = state.now[op.path]
            made.pending.append(Op("truncate", op.path, 0))
        else:
            state.pending.append((folder, op, made))
        state.now[op.path] = made
    elif op.verb in ("write", "truncate"):
        state.now[op.path].pending.append(op)
    elif op.verb == "fsync":
        file = state.now[op.path]
        file.lasting, file.pending = _written(file.lasting, file.pending), []
    elif op.verb == "rename":
        state.now[op.to] = state.now.pop(op.path)
        there = Path(op.to).parent.as_posix()
        state.pending.append((there, op, state.now[op.to]))
        if there != folder:  # the new name may last before the old one goes, never after
            state.pending.append((folder, Op("leave", op.path, to=op.to), None))
    elif op.verb == "unlink":
        state.now.pop(op.path, None)
        state.pending.append((folder, op, None))
    elif op.verb == "mkdir":
        state.pending.append((folder, op, None))
    elif op.verb == "fsync_folder":
        for where, change, file in state.pending:
            if where == op.path:
                _name(state.names, state.folders, change, file)
        state.pending = [one for one in state.pending if one[0] != op.path]


def _name(names: dict[str, _File], folders: set[str], op: Op, file: _File | None) -> None:
    if op.verb == "mkdir":
        folders.add(op.path)
    elif op.verb == "create" and file is not None:
        names[op.path] = file
    elif op.verb == "rename" and file is not None:
        if Path(op.path).parent == Path(op.to).parent:
            names.pop(op.path, None)
        names[op.to] = file
    elif op.verb == "unlink" or (op.verb == "leave" and op.to in names):
        names.pop(op.path, None)


def _written(content: bytes, ops: list[Op]) -> bytes:
    made = bytearray(content)
    for op in ops:
        if op.verb == "truncate":
            made[op.place :] = bytes(max(0, op.place - len(made)))
        else:
            made.extend(bytes(max(0, op.place - len(made))))
            made[op.place : op.place + len(op.data)] = op.data
    return bytes(made)


def _survived(file: _File, chance: Random) -> bytes:
    """The content after the cut: each pending write there, gone, torn, or as zeros."""
    ops: list[Op] = []
    for op in file.pending:
        how = chance.randrange(4)
        if how == 0:
            ops.append(op)
        elif how == 1 and op.verb == "write":
            whole = chance.randrange(len(op.data) // SECTOR + 1) * SECTOR
            ops.append(Op("write", op.path, op.place, op.data[:whole]))
        elif how == 2 and op.verb == "write":
            ops.append(Op("write", op.path, op.place, bytes(len(op.data))))
    return _written(file.lasting, ops)


def cut(recording: Recording, before: Path, at: int, chance: Random) -> dict[str, bytes]:
    """The files that a power cut after `at` changes may leave, by their names."""
    state = _begin(before)
    for op in recording.ops[:at]:
        _apply(state, op)
    names, folders = dict(state.names), set(state.folders)
    in_order = chance.random() < 0.5
    kept = chance.randrange(len(state.pending) + 1) if in_order else len(state.pending)
    for _, op, file in state.pending[:kept]:
        if in_order or chance.random() < 0.5:
            _name(names, folders, op, file)
    reached = {
        name: _survived(file, chance)
        for name, file in names.items()
        if all(parent.as_posix() in folders for parent in list(Path(name).parents)[:-1])
    }
    early = recording.databases[chance.randrange(at)] if at else {}
    late = recording.databases[at - 1] if at else {}
    return {**reached, **_torn(early, late, chance)}


def _torn(early: dict[str, bytes], late: dict[str, bytes], chance: Random) -> dict[str, bytes]:
    """SQLite's files as they were earlier, as they are, none, or sectors of both."""
    how = chance.randrange(4)
    if how < 2:
        return dict((early, late)[how])
    if how == 2:
        return {}
    made = {}
    for name, content in late.items():
        old = early.get(name, b"").ljust(len(content), b"\0")
        made[name] = b"".join(
            chance.choice((old, content))[place : place + SECTOR]
            for place in range(0, len(content), SECTOR)
        )
    return made


def built(files: dict[str, bytes], target: Path) -> Path:
    """These files as a data folder."""
    target.mkdir(parents=True)
    for name, content in files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return target


def known(files: dict[str, bytes]) -> int:
    """A number for a state, to count those that differ."""
    return hash(tuple(sorted(files.items())))
