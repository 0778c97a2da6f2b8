"""SIGKILL in a separate process while records are written: all that was acknowledged is there.

Named phases are the statements of one append, held until the kill comes; random moments are added.
Every acknowledged answer is there once, none is there by half, the projections agree.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from milclicks.records import projections
from milclicks.records.records import Records
from tests.support import appender
from tests.support.clock import FrozenClock

PROGRAM = str(appender.__file__)
ROUNDS = 5


def run(folder: Path, verb: str, *phase: str, moments: float = 0.0) -> list[str]:
    """Run the appender until it is held at a phase, or for some moments; kill it; what it said."""
    child = subprocess.Popen(
        [sys.executable, PROGRAM, str(folder), verb, *phase], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    said = []
    try:
        for line in child.stdout:
            said.append(line.strip())
            if line.startswith("at "):
                break
            if line.startswith("open") and not phase:
                time.sleep(moments)
                child.kill()
    finally:
        child.kill()
        child.wait()
        said += child.stdout.read().split("\n")
        child.stdout.close()
    return said


def told(said: list[str]) -> list[int]:
    """The numbers that the program acknowledged."""
    return [int(line.removeprefix("done ")) for line in said if line.startswith("done ")]


def answers(folder: Path) -> list[int]:
    """The whole answers in the store, after checking that there is no half one."""
    records = Records.open(folder, FrozenClock(), "test")
    events = records.events()
    groups: dict[str, list[str]] = {}
    for event in events:
        groups.setdefault(event.run, []).append(event.kind)
    assert all(kinds == ["run_started", "answered", "rated"] for kinds in groups.values())
    notes = {event.run: event.note for event in events if event.kind == "answered"}
    assert notes == {run: f"words {run[1:]}" for run in groups}
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    before = projections.tables(records.store.connection)
    records.rebuild()
    assert projections.tables(records.store.connection) == before
    records.close()
    return [int(run[1:]) for run in groups]


@pytest.mark.parametrize(
    "phase",
    ["begin", "insert into event", "insert or ignore into note", "insert into progress",
     "insert into review", "commit"],
)  # fmt: skip
def test_killed_in_the_middle_of_an_append(tmp_path: Path, phase: str) -> None:
    acknowledged: list[int] = []
    for attempt in range(ROUNDS):
        said = run(tmp_path / "d", "answer", phase, str(2 + 3 * attempt))
        assert f"at {phase}" in said
        acknowledged += told(said)
    assert acknowledged == answers(tmp_path / "d")
    assert acknowledged, "both outcomes must be seen: an answer kept, one not given"


def test_killed_after_the_commit_and_before_the_acknowledgement(tmp_path: Path) -> None:
    for stored in range(1, ROUNDS + 1):
        said = run(tmp_path / "d", "backup", "insert or replace into meta")
        assert "at insert or replace into meta" in said and told(said) == []
        assert len(answers(tmp_path / "d")) == stored


def test_killed_at_random_moments(tmp_path: Path) -> None:
    chance, acknowledged = Random(7), set[int]()
    for _ in range(8):
        acknowledged |= set(told(run(tmp_path / "d", "answer", moments=chance.random() * 0.2)))
    stored = answers(tmp_path / "d")
    assert len(stored) == len(set(stored)) and acknowledged <= set(stored)
    assert len(set(stored) - acknowledged) <= 8, "at most the one that was on its way each time"


def test_killed_while_a_backup_is_made(tmp_path: Path) -> None:
    for _ in range(4):
        run(tmp_path / "d", "backup", moments=0.05)
        assert answers(tmp_path / "d")
        assert not list((tmp_path / "d" / "backups").glob("*.part*"))
        for copy in (tmp_path / "d" / "backups").iterdir():
            assert copy in {one.path for one in Records.backups(tmp_path / "d")}


@pytest.mark.parametrize("phase", ["begin", "delete from note", "commit", "vacuum"])
def test_killed_while_a_person_is_forgotten(tmp_path: Path, phase: str) -> None:
    folder = tmp_path / "d"
    held = {"begin": 4, "delete from note": 1, "commit": 4, "vacuum": 1}
    said = run(folder, "forget", phase, str(held[phase]))
    assert f"at {phase}" in said
    records = Records.open(folder, FrozenClock(), "test")
    (event,) = records.events(kind="person_added")
    forgotten = bool(records.events(kind="forgotten"))
    assert forgotten == (phase == "vacuum")
    assert (event.subject in {who.id for who in records.people.learners()}) != forgotten
    records.close()
    left = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert (b"Secretname" in left, b"secretwords" in left) == (not forgotten, not forgotten)


@pytest.mark.parametrize("phase", ["insert into event", "delete from progress", "commit"])
def test_killed_while_folders_are_merged(tmp_path: Path, phase: str) -> None:
    other = Records.open(tmp_path / "other", FrozenClock(), "test")
    for number in range(4):
        appender.answer(other, number)
    other.close()
    assert f"at {phase}" in run(tmp_path / "d", "merge", phase, "1")
    records = Records.open(tmp_path / "d", FrozenClock(), "test")
    assert records.events() == ()
    assert records.merge(tmp_path / "other" / "records.db") == 12
    records.close()
