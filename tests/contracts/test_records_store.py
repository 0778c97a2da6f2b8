"""What every store of events must do, whatever journal its disk allows; what it must not import."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from milclicks.records import connection
from milclicks.records.events import KINDS, SUBJECTS, Event, EventDraft, Ref
from milclicks.records.records import Records
from tests.support.clock import FrozenClock
from tests.support.stories import answered, started

DESIGNED = (
    "device seq tick boot mono_ms at clock_ok kind run subject_kind subject ref round attempt "
    "response num den outcome truth verdict objective source by quality target data"
).split()
FULL = EventDraft(
    kind="answered", run="r", subject_kind="seat", subject="17",
    ref=Ref("mil.core", 3, "m2", "quiz", "i1", 2, "decide"), round=2, attempt=3, response='"a"',
    num=-1, den=2, outcome="partial", truth="sound", verdict="hold", objective="o1,o2",
    source="card", by="teacher", quality="blurred", target="0" * 36,
    data={"نص": ["ж", 1, None, {"deep": True}]}, note="mine: “ж”",
)  # fmt: skip


class NoWal(sqlite3.Connection):
    """A disk on which SQLite cannot share memory: it answers with the journal it keeps."""

    def execute(self, sql: str, *rest: Any) -> sqlite3.Cursor:
        return super().execute(sql.replace("journal_mode = wal", "journal_mode"), *rest)


Opened = Callable[[], Records]


@pytest.fixture(params=["wal", "delete"])
def opened(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    """Open the same folder again and again, with either journal."""
    real, clock, made = sqlite3.connect, FrozenClock(), list[Records]()
    if request.param == "delete":
        monkeypatch.setattr(
            connection.sqlite3, "connect", lambda *a, **k: real(*a, **{"factory": NoWal, **k})
        )

    def open_it() -> Records:
        made.append(Records.open(tmp_path / "d", clock, "1.0"))
        mode = made[-1].store.connection.execute("pragma journal_mode").fetchone()[0]
        assert mode == request.param
        return made[-1]

    yield open_it
    for records in made:
        records.store.connection.close()


def test_the_fields_are_those_of_the_design(opened: Opened) -> None:
    columns = opened().store.connection.execute("pragma table_info(event)").fetchall()
    assert [column[1] for column in columns] == DESIGNED
    assert [column[1] for column in columns if column[5]] == ["device", "seq"]
    assert {field.name for field in fields(Event)} == {*DESIGNED, "note"}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_comes_back(opened: Opened, kind: str) -> None:
    records = opened()
    written = records.append([EventDraft(kind=kind, subject_kind="learner", subject="x", data={})])
    records.close()
    assert opened().events(kind=kind) == written


@pytest.mark.parametrize("kind", sorted(SUBJECTS))
def test_every_subject_comes_back(opened: Opened, kind: str) -> None:
    records = opened()
    written = records.append([EventDraft(kind="tallied", subject_kind=kind, subject="x")])
    assert records.events(subject="x") == written


def test_every_field_comes_back_exactly(opened: Opened) -> None:
    records = opened()
    (written,) = records.append([FULL])
    for field in fields(EventDraft):
        assert getattr(written, field.name) == getattr(FULL, field.name)
    records.close()
    again = opened()
    assert again.events() == (written,)
    kept = again.store.connection.execute("select data from event").fetchone()
    assert kept == ('{"نص":["ж",1,null,{"deep":true}]}',)


def test_full_safety_is_asked_of_the_disk(opened: Opened) -> None:
    ask = opened().store.connection.execute
    assert ask("pragma synchronous").fetchone()[0] == 2
    assert ask("pragma secure_delete").fetchone()[0] == 1


def test_an_append_is_all_or_nothing(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    records = opened()
    records.append([started("r", "ada")])
    calls = []

    def breaks(_connection: sqlite3.Connection, event: Event) -> None:
        calls.append(event)
        if len(calls) == 2:
            raise RuntimeError("in the middle")

    monkeypatch.setattr(records.store, "_project", breaks)
    with pytest.raises(RuntimeError, match="in the middle"):
        records.append([answered("r", "ada"), answered("r", "ada"), answered("r", "ada")])
    monkeypatch.undo()
    assert len(records.events()) == 1
    assert records.append([answered("r", "ada")])[0].seq == 2


def test_what_an_event_is_about_is_stored_once(opened: Opened) -> None:
    records = opened()
    for _ in range(3):
        records.append([answered("r", "ada"), answered("r", "ada")])
    assert records.store.connection.execute("select count(*) from ref").fetchone() == (1,)


def test_the_public_id_is_derived_from_the_key(opened: Opened) -> None:
    one, two = opened().append([FULL, FULL])
    assert one.id != two.id and len(one.id) == 36 and one.id[14] == "5"


def test_opening_the_records_costs_none_of_the_dear_imports() -> None:
    dear = "sqlite_utils babel reportlab PySide6 msgspec cryptography platformdirs ssl asyncio"
    code = (
        "import sys; import milclicks.records.records, milclicks.community.pact,"
        " milclicks.community.clicks, milclicks.community.space;"
        f"print([name for name in {dear.split()!r} if name in sys.modules])"
    )
    desktop = Path(__file__).resolve().parents[2] / "desktop"
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=desktop, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
