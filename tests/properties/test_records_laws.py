"""The laws of the store: projections can be rebuilt; merging is a union where forgetting wins."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from milclicks.core.errors import BadInput
from milclicks.records import projections
from milclicks.records.events import EventDraft
from milclicks.records.records import Records
from tests.support.clock import FrozenClock
from tests.support.stories import DRAFTS, LEARNERS

Named = tuple[str, str]  # a learner's id and a nickname
STORY = st.lists(DRAFTS, max_size=12)
NAMES = st.tuples(st.sampled_from(LEARNERS), st.sampled_from(("Ada", "Bo", "Яра", "أمينة")))
FULL_STORY = st.lists(st.one_of(DRAFTS, NAMES), max_size=10)
REST = ("person", "note", "boot")


def made(folder: Path, name: str, story: list[EventDraft | Named]) -> Records:
    records = Records.open(folder / name, FrozenClock(), "test")
    for act in story:
        if isinstance(act, EventDraft):
            records.append([act])
        else:
            name_learner(records, *act)
    return records


def name_learner(records: Records, learner: str, nickname: str) -> None:
    """Name a known id, as two PCs with the same class list both do; taken names are refused."""
    from milclicks.records.people import Learner

    gone = records.store.connection.execute("select 1 from gone where subject=?", (learner,))
    if gone.fetchone() is not None:
        return
    try:
        checked = records.people._checked(nickname, learner)
    except BadInput:
        return
    records.people._write("person_changed", Learner(learner, checked, "yara"))


def state(records: Records) -> object:
    ask = records.store.connection.execute
    return (
        records.events(),
        projections.tables(records.store.connection),
        {name: sorted(ask(f"select * from {name}").fetchall()) for name in REST},
    )


@settings(max_examples=80)
@given(STORY)
def test_incremental_equals_rebuilt(drafts: list[EventDraft]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        records = made(Path(folder), "a", list(drafts))
        before = state(records)
        records.rebuild()
        assert state(records) == before
        records.close()


@settings(max_examples=20)
@given(FULL_STORY, FULL_STORY, FULL_STORY)
def test_merge_is_commutative_associative_idempotent(
    one: list[EventDraft | Named], two: list[EventDraft | Named], three: list[EventDraft | Named]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for key, story in zip("abc", (one, two, three), strict=True):
            made(folder, key, story).close()
        states = []
        for number, order in enumerate(("abc", "cab", "bca", "aabbcc", "(ab)c", "a(bc)")):
            states.append(merged(folder, f"m{number}", order))
        assert all(other == states[0] for other in states[1:])


def merged(folder: Path, name: str, order: str) -> object:
    """The state after merging in this order; a pair in brackets is merged on its own first."""
    records = Records.open(folder / name, FrozenClock(), "test")
    own = records.store.boot
    pair = order[order.index("(") + 1 : order.index(")")] if "(" in order else ""
    if pair:
        other = Records.open(folder / f"{name}-pair", FrozenClock(), "test")
        for key in pair:
            other.merge(folder / key / "records.db")
        other.close()
    for key in order.replace(f"({pair})", "*"):
        records.merge(folder / (f"{name}-pair" if key == "*" else key) / "records.db")
    events, tables, rest = state(records)  # type: ignore[misc] # a triple
    starts = {str(event.boot) for event in records.events()}
    rest["boot"] = [row for row in rest["boot"] if row[0] != own and row[0] in starts]
    records.close()
    return events, tables, rest


@settings(max_examples=30)
@given(FULL_STORY, FULL_STORY, st.sampled_from(LEARNERS), st.booleans())
def test_forgetting_wins_every_merge(
    one: list[EventDraft | Named],
    two: list[EventDraft | Named],
    who: str,
    other_way: bool,
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = made(folder, "a", one), made(folder, "b", two)
        first.forget(who)
        first.close()
        second.close()
        into, other = ("b", "a") if other_way else ("a", "b")
        records = Records.open(folder / into, FrozenClock(), "test")
        records.merge(folder / other / "records.db")
        assert who not in {learner.id for learner in records.people.learners()}
        assert records.notes(who) == () and records.progress(who) == {}
        assert records.pact(who) is None and records.certificates(who) == ()
        assert all(event.note == "" for event in records.events(subject=who))
        records.close()


def test_the_later_nickname_stands_wherever_it_was_given(tmp_path: Path) -> None:
    clock = FrozenClock()
    first = Records.open(tmp_path / "a", clock, "test")
    who = first.people.add("Yara", "yara")
    first.close()
    second = Records.open(tmp_path / "b", clock, "test")
    second.merge(tmp_path / "a" / "records.db")
    second.people.change(who.id, "Yara D", "mara")
    second.close()
    again = Records.open(tmp_path / "a", clock, "test")
    assert again.merge(tmp_path / "b" / "records.db") == 1
    assert again.people.learner(who.id).nickname == "Yara D"
    again.close()
