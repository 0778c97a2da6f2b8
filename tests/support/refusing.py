"""The one way in which a fault of the table is asserted, and the witness that it was.

`@row(8, "zip.overlap zip.gap")` says which row a test holds, by which codes and which doors. The
test asks the doors by `refused`, `refused_by`, `accepted` and `accepted_by`; each of them notes
what it saw. When the test has ended, its row is held against the notes: a case that met no code of
its row, left out a door, or has no accepted control fails, whatever else it asserted.

A refusal through any door is one plain sentence with a full stop and a remedy; the hash of every
file of the data folder is as before, and no unfinished file is left.
"""

from __future__ import annotations

import functools
import hashlib
import json
import signal
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
import pytest

from milclicks.core.errors import Message, MilClicksError
from milclicks.core.texts import Texts
from milclicks.packs.check import check
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shelf import PackInfo
from milclicks.packs.verify import verify
from tests.fixtures.packs.forge import Forge, forge

DOORS: Final = {
    "check": "`pack check` of a file or a source folder",
    "verify": "`pack verify`: the check, and whether this computer would let the pack in",
    "install": "`pack install`, Add a pack",
    "build": "`pack build` of a source folder",
    "look": "looking at a catalogue",
    "fetch": "`pack fetch`, and reading from a site",
    "lan": "taking from the next PC, and asking what it shares",
    "stick": "`stick read`, `stick make`",
    "open": "opening what is installed",
    "remove": "removing what is installed",
    "sign": "`pack sign`: handing on",
    "repair": "`pack repair`",
    "show": "what a reader sees",
}
NOTES: Final = (
    "packs/coming/",
    "packs/wanted-now.json",
    "packs/fetched.json",
    "packs/damaged.json",
)
"""What a refused fetch or repair may write: bytes that wait for the next time, what is still to
come, how much the line gave, what was found damaged. Never a pack, trust, records or the index."""
_TOLD: Final = Texts("en")
Given = bytes | Path | Forge
Made = TypeVar("Made")
Test = Callable[..., None]


@dataclass(frozen=True)
class Row:
    """What a test says that it holds. Without codes nothing is refused: the doors accept."""

    number: int
    own: tuple[str, ...]
    """Codes that tell this fault from every other."""
    also: tuple[str, ...]
    """Codes of other faults that may be met on the way."""
    doors: tuple[str, ...]
    control: str = ""
    """The name of the accepted control, where it is a test of its own."""

    @property
    def codes(self) -> tuple[str, ...]:
        """All by which it may be refused."""
        return self.own + self.also


@dataclass
class Witness:
    """What the doors saw while one test ran."""

    refused: set[tuple[str, str]] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    twin: tuple[Library, Given] | None = None
    """The last refused fixture without its fault, which must be accepted in the end."""


_WITNESSES: Final[list[Witness]] = []
_RUNS: Final[Counter[Test]] = Counter()
_MET: Final[defaultdict[Test, set[str]]] = defaultdict(set)


def row(
    number: int,
    codes: str = "",
    *,
    also: str = "",
    doors: str = "check install",
    control: str = "",
) -> Any:
    """Declare what a test holds; codes and doors are words with spaces between them."""
    made = Row(number, tuple(codes.split()), tuple(also.split()), tuple(doors.split()), control)
    assert set(made.doors) <= set(DOORS), made

    def mark(test: Test) -> Test:
        held = test if hasattr(test, "rows") else _witnessed(test)
        held.rows = (*held.rows, made)  # type: ignore[attr-defined]
        return held

    return mark


def _witnessed(test: Test) -> Test:
    @functools.wraps(test)
    def run(*args: Any, **named: Any) -> None:
        witness = Witness()
        _WITNESSES.append(witness)
        try:
            test(*args, **named)
            if witness.twin is not None and "install" not in witness.accepted:
                accepted(*witness.twin)
        finally:
            _WITNESSES.remove(witness)
        hold(run.rows, witness)  # type: ignore[attr-defined]
        _RUNS[run] += 1
        _MET[run] |= {code for _, code in witness.refused}

    run.rows = ()  # type: ignore[attr-defined]
    return run


def hold(rows: Sequence[Row], witness: Witness) -> None:
    """Fail unless the doors saw what the rows say."""
    said = {code for one in rows for code in one.codes}
    more = {code for _, code in witness.refused} - said
    assert not more, f"codes that no row of this test declares: {sorted(more)}"
    for one in rows:
        if not one.codes:
            lacking = set(one.doors) - witness.accepted
            assert not lacking, f"row {one.number}: nothing was accepted through {lacking}"
            continue
        seen = {code for _, code in witness.refused if code in one.codes}
        assert seen, f"row {one.number}: no refusal by {one.codes}, only {witness.refused}"
        for code in seen:
            lacking = {door for door in one.doors if (door, code) not in witness.refused}
            assert not lacking, f"row {one.number}: {code} was not met through {lacking}"
        lacking = set(one.doors) - witness.accepted
        assert one.control or not lacking, f"row {one.number}: no accepted control: {lacking}"


def unmet(test: Test, cases: int) -> set[str]:
    """The own codes that no case of a test met, once all of its cases have run well."""
    if _RUNS[test] < cases:
        return set()
    return {code for one in rows_of(test) for code in one.own} - _MET[test]


def rows_of(test: Test) -> tuple[Row, ...]:
    """What a test declares."""
    found: tuple[Row, ...] = getattr(test, "rows", ())
    return found


def _note(door: str, code: str = "") -> None:
    assert door in DOORS, door
    for witness in _WITNESSES:
        if code:
            witness.refused.add((door, code))
        else:
            witness.accepted.add(door)


# -- what is the same through every door ---------------------------------------------------------


def hashes(folder: Path) -> dict[str, str]:
    """The hash of every file of a data folder, the index and what was learnt with them.

    Left out are locks (empty files) and SQLite's shared memory, which reading changes too.
    """
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith((".lock", "-shm")):
            name = path.relative_to(folder).as_posix()
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


@contextmanager
def unchanged(*folders: Path, but: tuple[str, ...] = ()) -> Iterator[None]:
    """Every file of these folders is as before, and no unfinished one came.

    `but`: how the names begin that may differ: `NOTES`, or nothing.
    """
    before = [hashes(folder) for folder in folders]
    yield
    for folder, held in zip(folders, before, strict=True):
        now = hashes(folder)
        differ = {name for name in {*held, *now} if held.get(name) != now.get(name)}
        changed = sorted(name for name in differ if not name.startswith(but))
        assert not changed, f"changed by a refusal: {changed}"


def plain(sentence: Message, remedy: Message | None) -> None:
    """A sentence for a person, and what to do."""
    assert remedy is not None, sentence
    for message in (sentence, remedy):
        told = _TOLD.message(message).replace("\u2068", "").replace("\u2069", "").strip()
        assert told and told.endswith((".", "!", "?")), told
        assert "Traceback" not in told and "\n" not in told, told


def refused_by(
    door: str,
    code: str,
    folder: Path | Sequence[Path],
    act: Callable[[], object],
    *,
    kind: type[MilClicksError] = MilClicksError,
    but: tuple[str, ...] = (),
) -> Any:
    """`act` is refused through a door with this code; the folders are as before. The error."""
    folders = [folder] if isinstance(folder, Path) else folder
    with unchanged(*folders, but=but), pytest.raises(kind) as caught:
        act()
    error = caught.value
    assert error.code == code, f"{error.code} in place of {code}: {error.detail}"
    plain(error.sentence, error.remedy)
    _note(door, code)
    return error


def noted(door: str, code: str) -> None:
    """A refusal that a door gives in its answer and does not raise was seen by the test itself."""
    _note(door, code)


def accepted_by(door: str, made: Made) -> Made:
    """A control: `made` came through this door without an error. It is handed back."""
    _note(door)
    return made


# -- a pack file ---------------------------------------------------------------------------------


def data_of(library: Library) -> Path:
    """The data folder of a library."""
    return library._folder.data


def file_of(library: Library, given: Given) -> Path:
    """A pack as a file beside the data folder."""
    if isinstance(given, Path):
        return given
    path = data_of(library).parent / "new.milpack"
    path.write_bytes(given.bytes() if isinstance(given, Forge) else given)
    return path


def refused(
    library: Library,
    given: Given,
    code: str,
    *,
    twin: Given | None = None,
    doors: str = "check install",
    alone: bool = False,
) -> Any:
    """A pack file is refused with `code` by a check and by an install alike. The error.

    `twin` is the same without the fault (the whole river pack where nothing is said); it is
    accepted through the same doors when the test has ended, unless the test does so itself
    (`alone`), since its library is open no longer. What only this computer can know
    (who is believed, what is here) is asked through the doors "verify install".
    """
    path, home = file_of(library, given), data_of(library)
    here = library.packs()
    with unchanged(home):
        if "check" in doors:
            _checked(path, code)
        if "verify" in doors:
            refused_by("verify", code, home, lambda: verified(library, path), kind=PackRefused)
        error = refused_by("install", code, home, lambda: library.install(path), kind=PackRefused)
    assert library.packs() == here
    for witness in () if alone else _WITNESSES:
        witness.twin = (library, forge() if twin is None else twin)
    return error


def _checked(path: Path, code: str) -> None:
    problems = [one for one in check(path) if one.severity == "error"]
    found = [one for one in problems if one.code == code]
    assert found, f"a check finds {[one.code for one in problems]} in place of {code}"
    for one in problems:
        assert one.place
        plain(one.sentence, one.remedy)
    _note("check", code)


def verified(library: Library, path: Path) -> None:
    """What `pack verify` does."""
    with Pack(path) as pack:
        verify(pack)
        library.trust.admit(pack)


def accepted(library: Library, given: Given) -> PackInfo:
    """The control: a check finds no error, and the pack comes in."""
    path = file_of(library, given)
    problems = [one for one in check(path) if one.severity == "error"]
    assert problems == [], problems
    _note("check")
    verified(library, path)
    _note("verify")
    info = library.install(path)
    _note("install")
    return info


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """A guard against work that never ends; generous, since other things run on the same PC."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        raise AssertionError(f"not done after {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Parsed:
    """Stands for the standard parser of JSON and remembers what it was given."""

    def __init__(self) -> None:
        self.texts: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(json, name)

    def loads(self, text: str, **named: Any) -> Any:
        """As the parser, which calls itself for each bracket."""
        self.texts.add(text)
        return json.loads(text, **named)

    def decode(self, data: bytes) -> Any:
        """As the quick parser, which calls itself too."""
        self.texts.add(data.decode())
        return msgspec.json.decode(data)
