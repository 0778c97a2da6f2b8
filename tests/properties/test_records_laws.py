"""The laws of the store: projections can be rebuilt; merging is a union where forgetting wins."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from milclicks.records import projections
from milclicks.records.events import EventDraft
from milclicks.records.records import Records
from tests.support.clock import FrozenClock
from tests.support.play import DRAFTS

STORY = st.lists(DRAFTS, max_size=12)


def made(folder: Path, name: str, drafts: list[EventDraft]) -> Records:
    records = Records.open(folder / name, FrozenClock(), "test")
    for draft in drafts:
        records.append([draft])
    return records


def state(records: Records) -> object:
    return (
        [event.order for event in records.events()],
        projections.tables(records.store.connection),
        sorted(records.store.connection.execute("select id from person").fetchall()),
    )


@settings(max_examples=60)
@given(STORY)
def test_incremental_equals_rebuilt(drafts: list[EventDraft]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        records = made(Path(folder), "a", drafts)
        before = projections.tables(records.store.connection)
        records.rebuild()
        assert projections.tables(records.store.connection) == before
        records.close()


@settings(max_examples=40)
@given(STORY, STORY, STORY)
def test_merge_is_commutative_associative_idempotent(
    one: list[EventDraft], two: list[EventDraft], three: list[EventDraft]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = {
            key: made(folder, key, story)
            for key, story in zip("abc", (one, two, three), strict=True)
        }
        for part in parts.values():
            part.close()
        states = []
        for number, order in enumerate(("abc", "cab", "bca", "aabbcc")):
            records = made(folder, f"m{number}", [])
            for key in order:
                records.merge(folder / key / "records.db")
            states.append(state(records))
            records.close()
        assert all(other == states[0] for other in states)


def test_forgotten_wins_whatever_the_order(tmp_path: Path) -> None:
    clock = FrozenClock()
    first = Records.open(tmp_path / "a", clock, "test")
    who = first.people.add("Yara", "yara")
    first.close()
    copy = Records.open(tmp_path / "b", clock, "test")
    copy.merge(tmp_path / "a" / "records.db")
    copy.forget(who.id)
    copy.close()
    again = Records.open(tmp_path / "a", clock, "test")
    again.merge(tmp_path / "b" / "records.db")
    assert again.people.learners() == ()
    again.close()
