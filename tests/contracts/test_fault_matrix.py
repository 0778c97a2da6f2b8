"""The table of faults (`faults.tsv`) against the tests that declare which row they hold.

A test declares its row by `@row(number, codes, doors=...)` (`tests/support/refusing.py`), which
holds each of its cases to it when it runs: the codes, the doors, the unchanged data folder, the
accepted control. Here the declarations together are held against the table. What is exempt, what
shares a code and what goes through other doors is named with its reason.
"""

from __future__ import annotations

import ast
import csv
import importlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from milclicks.core.errors import BadInput, Message
from milclicks.packs.library import Library
from tests.fixtures.packs.forge import forge, zipped
from tests.support import refusing
from tests.support.refusing import Row, Witness, hold, row, rows_of

TESTS = Path(__file__).resolve().parents[1]
ROWS = 108
MOST_EXEMPT = 8
EXEMPT: dict[int, str] = {}
"""Row: why no test of ours can show it."""
ELSEWHERE = {
    70: "crash/test_replay.py::test_row_70_every_state_that_a_power_cut_may_leave",
}
"""Rows that refuse nothing and are held by a suite with a way of its own to look."""
FAKED = {
    76: "the file systems of sticks are labels in a mount table",
    80: "Windows is a disk that lets nobody delete what is open",
    81: "the virus scanner is a disk that holds a new file",
    84: "where the tests run as administrator, the system refuses to open files for writing",
}
"""Held by labelled fakes, since this system has no such thing; not exempt."""
SHARED = {
    2: ("zip.header", "a link or device is a header that no pack has; rights alone are ignored"),
    32: ("media.type", "a gate that names what may come in has one code for all else"),
    33: ("media.type", "a page or program in a pack is of no kind that may come in"),
    36: ("media.type", "a font, document or archive is of no kind that may come in"),
    37: ("manifest.schema", "what is said of a sound is part of the table of contents"),
    53: ("trust.rollback", "whichever copy of the floor is left says the same as all of them"),
    58: ("trust.signature", "a key that counts no longer is a key that nobody knows"),
}
"""Refusing rows without a code of their own: the code, and why it is another row's too."""
UNASKED = {
    (46, 60, 62, 67): ("check", "the file is in order: whom this computer believes, verify asks"),
    (48, 50, 51, 52, 53, 54, 56, 58, 59): (
        "check install",
        "a catalogue is looked at and not installed; a pack that carries it is asked by verify",
    ),
    (61, 97, 98, 100): ("check install", "the pack comes in; it is opened, shown or removed"),
    (68, 72, 73, 81, 83, 84): ("check", "what is here and its disk are at fault and not the file"),
    (57, 86, 88, 90, 91, 92, 93, 102): ("check install", "no file comes that could be checked"),
    (94, 95): ("check install", "the next PC is refused before a file has come from it"),
    (74, 75, 76, 77): ("check install", "the stick is at fault, and the reader of sticks says so"),
    (101, 103, 107): ("install", "a source is checked and built; no pack comes of it"),
}
"""Refusing rows that lack one of the two doors of a pack file, and why."""
NAME = re.compile(r"test_(?:row|fault)_[0-9]{2,3}_[a-z0-9_]+")
NUMBERS = re.compile(r"(?:row|fault)_([0-9]{2,3})_")
Test = Callable[..., None]


@dataclass(frozen=True)
class Declared:
    """One declaration: where it stands and what it says."""

    module: ModuleType
    name: str
    row: Row


def table() -> dict[int, tuple[str, str]]:
    """Row -> (fault, outcome)."""
    with (TESTS / "contracts" / "faults.tsv").open(encoding="utf-8", newline="") as file:
        return {
            int(line["row"]): (line["fault"], line["outcome"])
            for line in csv.DictReader(file, delimiter="\t")
        }


def modules() -> list[ModuleType]:
    """Every module of faults."""
    found = sorted((TESTS / "contracts").glob("test_faults_*.py"))
    return [importlib.import_module(f"tests.contracts.{path.stem}") for path in found]


def held_in(module: ModuleType) -> dict[str, Test]:
    """The tests of rows in a module, by name."""
    return {n: test for n, test in vars(module).items() if NAME.fullmatch(n) and callable(test)}


@cache
def declared() -> tuple[Declared, ...]:
    """The whole table of declarations."""
    return tuple(
        Declared(module, name, one)
        for module in modules()
        for name, test in held_in(module).items()
        for one in rows_of(test)
    )


def by_row(found: Iterable[Declared]) -> dict[int, list[Declared]]:
    """The declarations by their row."""
    made: defaultdict[int, list[Declared]] = defaultdict(list)
    for one in found:
        made[one.row.number].append(one)
    return dict(made)


def refuses(outcome: str) -> bool:
    """Whether the table wants something refused."""
    return "refused" in outcome


# -- what may be wrong with the declarations: each gives a list of findings ------------------------


def lacking(found: Iterable[Declared]) -> list[str]:
    """Rows that no test holds, or that the table wants refused and no test refuses."""
    held, told = by_row(found), []
    for number, (fault, outcome) in table().items():
        mine = held.get(number, [])
        if number in EXEMPT or number in ELSEWHERE:
            continue
        if not mine:
            told.append(f"{number}: no test: {fault}")
        elif refuses(outcome) and not any(one.row.codes for one in mine):
            told.append(f"{number}: no test refuses: {fault}")
    return told


def without_own_code(found: Iterable[Declared]) -> list[str]:
    """Refusing rows whose codes are all other rows', and own codes of two rows."""
    held, told = by_row(found), []
    owners: defaultdict[str, set[int]] = defaultdict(set)
    for number, mine in held.items():
        own = {code for one in mine for code in one.row.own}
        for code in own:
            owners[code].add(number)
        wanted = refuses(table()[number][1]) and number not in SHARED
        if wanted and not own:
            told.append(f"{number}: no code of its own")
        if number in SHARED and own:
            told.append(f"{number}: has a code of its own, and yet shares one")
        if number in SHARED and not any(SHARED[number][0] in one.row.also for one in mine):
            told.append(f"{number}: does not meet {SHARED[number][0]}")
    told += [f"{code}: of {sorted(rows)}" for code, rows in owners.items() if len(rows) > 1]
    return told


def without_door(found: Iterable[Declared]) -> list[str]:
    """Refusing rows that are not asked through check and install, and reasons without need."""
    told = []
    for number, mine in by_row(found).items():
        refusing_ones = [one.row for one in mine if one.row.codes]
        doors = {door for one in refusing_ones for door in one.doors}
        missing = {"check", "install"} - doors if refusing_ones else set()
        may = next((set(d.split()) for rows, (d, _) in UNASKED.items() if number in rows), set())
        if missing - may:
            told.append(f"{number}: not asked through {sorted(missing - may)}")
    return told


def without_control(found: Iterable[Declared]) -> list[str]:
    """Named controls that are not there, or that accept nothing through the same doors."""
    told = []
    for one in found:
        if not one.row.control:
            continue  # held when the test runs
        control = getattr(one.module, one.row.control, None)
        open_ = {door for held in rows_of(control) if not held.codes for door in held.doors}
        if not set(one.row.doors) <= open_:
            told.append(f"{one.name}: {one.row.control} does not accept through {one.row.doors}")
    return told


def undeclared(found: Iterable[ModuleType]) -> list[str]:
    """Tests of rows that declare another row than their name says, or none."""
    return [
        f"{module.__name__}.{name}"
        for module in found
        for name, test in held_in(module).items()
        if {int(n) for n in NUMBERS.findall(name)} != {one.number for one in rows_of(test)}
    ]


def idle(test: Test) -> bool:
    """Whether a test never runs."""
    marks = [mark.name for mark in getattr(test, "pytestmark", [])]
    return "skip" in marks or "xfail" in marks


# -- the matrix ------------------------------------------------------------------------------------


def test_the_table_is_whole() -> None:
    rows = table()
    assert list(rows) == list(range(1, ROWS + 1))
    assert all(fault and outcome for fault, outcome in rows.values())
    assert len(set(rows.values())) == ROWS


def test_every_row_has_a_test_that_does_what_the_table_says() -> None:
    assert lacking(declared()) == []
    assert {one.row.number for one in declared()} <= set(table())


def test_every_refusing_row_has_a_code_of_its_own_or_says_whose_it_shares() -> None:
    assert without_own_code(declared()) == []


def test_every_refusing_row_goes_through_check_and_install_or_says_why_not() -> None:
    assert without_door(declared()) == []
    named = [number for rows in UNASKED for number in rows]
    assert len(named) == len(set(named)) and set(named) <= set(by_row(declared()))
    assert all(len(reason) > 20 for _, reason in UNASKED.values())


def test_every_control_that_stands_apart_accepts() -> None:
    assert without_control(declared()) == []


def test_every_test_of_a_row_declares_it_and_runs() -> None:
    assert undeclared(modules()) == []
    assert [n for module in modules() for n, t in held_in(module).items() if idle(t)] == []


def test_few_rows_are_exempt_and_each_says_why() -> None:
    assert len(EXEMPT) <= MOST_EXEMPT
    for reasons in (EXEMPT, FAKED, {n: why for n, (_, why) in SHARED.items()}):
        assert all(n in table() and len(reason) > 20 for n, reason in reasons.items())
    assert not set(EXEMPT) & set(by_row(declared())), "exempt, and yet there is a test"
    assert set(FAKED) <= set(by_row(declared())), "a fake that holds nothing"


def test_what_is_held_elsewhere_is_there_and_asserts() -> None:
    for number, place in ELSEWHERE.items():
        file, _, name = place.partition("::")
        tree = ast.parse((TESTS / file).read_text("utf-8"))
        (test,) = (n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name)
        assert NUMBERS.findall(name) == [str(number)]
        assert any(isinstance(one, ast.Assert) for one in ast.walk(test))


# -- controls: each finding is found, each lie of a test is caught ---------------------------------


def test_control_the_matrix_misses_what_is_taken_away() -> None:
    whole = declared()
    for number in (8, 54, 69):
        left = [one for one in whole if one.row.number != number]
        assert [told.partition(":")[0] for told in lacking(left)] == [str(number)]
    silent = [one for one in whole if not (one.row.number == 8 and one.row.codes)]
    silent.append(Declared(modules()[0], "test_row_08_x", Row(8, (), (), ("check",))))
    assert lacking(silent) == [f"8: no test refuses: {table()[8][0]}"]


@pytest.mark.parametrize(
    ("made", "finding", "told"),
    [
        (Row(7, ("zip.name",), (), ("check", "install")), without_own_code, "zip.name: of [1, 7]"),
        (Row(2, ("new.code",), (), ("check", "install")), without_own_code, "2: has a code"),
        (Row(7, ("zip.method",), (), ("install",), "no_such_test"), without_control, "test_x: no_"),
    ],
)
def test_control_the_matrix_finds_a_false_declaration(
    made: Row, finding: Callable[[Iterable[Declared]], list[str]], told: str
) -> None:
    false = Declared(modules()[0], "test_x", made)
    assert [one for one in finding([*declared(), false]) if one.startswith(told)]


def test_control_the_matrix_finds_a_row_without_its_door() -> None:
    alone = Declared(modules()[0], "test_x", Row(7, ("zip.method",), (), ("install",)))
    others = [one for one in declared() if one.row.number != 7]
    assert without_door([*others, alone]) == ["7: not asked through ['check']"]
    bare = Declared(modules()[0], "test_x", Row(7, (), ("zip.name",), ("check", "install")))
    assert without_own_code([*others, bare]) == ["7: no code of its own"]


def test_control_the_matrix_finds_an_undeclared_test() -> None:
    made = ModuleType("made")
    made.test_row_07_x = lambda: None  # type: ignore[attr-defined]
    made.test_row_08_x = row(9, "zip.name")(lambda: None)  # type: ignore[attr-defined]
    made.test_row_09_x = row(9, "zip.name")(lambda: None)  # type: ignore[attr-defined]
    assert undeclared([made]) == ["made.test_row_07_x", "made.test_row_08_x"]


BOTH = ("check", "install")
SEEN = {("check", "zip.name"), ("install", "zip.name")}


@pytest.mark.parametrize(
    ("refused", "accepted", "good"),
    [
        (SEEN, {"check", "install"}, True),
        (set(), {"check", "install"}, False),
        ({("install", "zip.name")}, {"check", "install"}, False),
        (SEEN, {"install"}, False),
        (SEEN | {("install", "zip.gap")}, {"check", "install"}, False),
        ({("check", "zip.gap"), ("install", "zip.gap")}, {"check", "install"}, False),
    ],
    ids=["right", "nothing", "a door", "the control", "another code", "only another code"],
)
def test_control_a_case_is_held_to_its_row(
    refused: set[tuple[str, str]], accepted: set[str], good: bool
) -> None:
    rows, witness = [Row(1, ("zip.name",), (), BOTH)], Witness(refused, accepted)
    if good:
        hold(rows, witness)
        return
    with pytest.raises(AssertionError):
        hold(rows, witness)


@pytest.fixture
def library(tmp_path: Path) -> Any:
    """An empty library."""
    with Library.open(tmp_path / "home") as opened:
        yield opened


def test_control_a_test_that_asks_no_door_fails(library: Library) -> None:
    @row(3, "zip.duplicate")
    def asks_nothing() -> None:
        assert library.packs() == ()

    @row(3, "zip.duplicate")
    def asks_and_accepts() -> None:
        entries = forge().entries()
        refusing.refused(library, zipped([*entries, entries[-1]]), "zip.duplicate")

    with pytest.raises(AssertionError, match="no refusal"):
        asks_nothing()
    asks_and_accepts()
    assert [one.version for one in library.packs()] == [3], "its control came in by itself"


def test_control_what_is_accepted_or_refused_otherwise_is_no_refusal(library: Library) -> None:
    with pytest.raises(AssertionError):
        refusing.refused(library, forge(), "zip.name")
    with pytest.raises(AssertionError, match=r"file\.empty"):
        refusing.refused(library, b"", "zip.name")
    assert library.packs() == ()


def test_control_a_refusal_that_writes_or_is_silent_is_found(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    good, rest = Message("It was refused."), Message("Try another.")

    def act(sentence: Message, remedy: Message | None, name: str = "") -> Callable[[], None]:
        def work() -> None:
            if name:
                (home / name).write_text("left")
            raise BadInput(sentence, remedy)

        return work

    refusing.refused_by("install", "bad-input", home, act(good, rest))
    for work in (
        act(good, None),
        act(Message("No full stop"), rest),
        act(good, rest, "new.milpack.part"),
        act(good, rest, "library.db"),
        lambda: None,
    ):
        with pytest.raises((AssertionError, pytest.fail.Exception)):
            refusing.refused_by("install", "bad-input", home, work)
    with pytest.raises(AssertionError):
        refusing.refused_by("install", "other", home, act(good, rest))


def test_control_a_code_that_no_case_meets_is_found(library: Library) -> None:
    @row(15, "file.empty file.not_pack")
    def half() -> None:
        refusing.refused(library, b"", "file.empty")

    half()
    assert refusing.unmet(half, cases=1) == {"file.not_pack"}
    assert refusing.unmet(half, cases=2) == set(), "not all of its cases have run"
