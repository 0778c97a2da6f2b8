"""The peer track: evidence, ticks, the log, and where the words lie."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from milclicks.community import peer
from milclicks.community.peer import Given
from milclicks.core.errors import BadInput
from milclicks.core.ids import verify_code
from milclicks.records.records import Records
from tests.golden.prints.course_samples import track
from tests.support.clock import FrozenClock

DAY = date(2026, 11, 20)
TEXT = track("en")
STEPS = {step.id: step for step in TEXT.steps}
LEADER, HELPER = STEPS["leader"], STEPS["helper"]
GIVEN = Given({"e1": DAY}, {"e2": 5}, (), {"e3": "  They   knew much. "})


@pytest.fixture
def records(tmp_path: Path, clock: FrozenClock) -> Iterator[Records]:
    opened = Records.open(tmp_path / "d", clock, "1.0")
    yield opened
    opened.close()


@pytest.fixture
def yara(records: Records) -> str:
    return records.people.add("Yara", "yara").id


def state(records: Records, learner: str | None, step: str) -> str:
    """Where a learner stands in a step."""
    stand = peer.standings(records, learner, TEXT)
    return next(one.state for one in stand if one.step.id == step)


def test_a_step_is_written_down_then_ticked_by_the_teacher(records: Records, yara: str) -> None:
    assert state(records, yara, "leader") == "open"
    peer.note(records, yara, LEADER, GIVEN)
    assert state(records, yara, "leader") == "waiting"
    peer.tick(records, yara, LEADER, ["t1"])
    assert state(records, yara, "leader") == "waiting"
    peer.tick(records, yara, LEADER, ["t2", "t1", "strange"])
    assert state(records, yara, "leader") == "done"
    assert records.events(kind="peer_ticked")[-1].data["ticks"] == ["t1", "t2"]
    assert records.events(kind="peer_ticked")[-1].by == "teacher"
    peer.tick(records, yara, LEADER, [])
    assert state(records, yara, "leader") == "waiting"


def test_ticks_alone_make_no_step(records: Records, yara: str) -> None:
    peer.tick(records, yara, LEADER, ["t1", "t2"])
    assert state(records, yara, "leader") == "open"


def test_a_pair_ticks_for_itself_and_a_learner_cannot_tick_for_the_teacher(
    records: Records, yara: str
) -> None:
    both = Given(GIVEN.dates, GIVEN.counts, ("t1",), GIVEN.words)
    peer.note(records, yara, HELPER, both)
    assert state(records, yara, "helper") == "begun"
    both = Given(GIVEN.dates, GIVEN.counts, ("t1", "t2"), GIVEN.words)
    peer.note(records, yara, HELPER, both)
    assert state(records, yara, "helper") == "done"
    peer.note(records, yara, LEADER, both)
    assert state(records, yara, "leader") == "waiting"
    assert records.events(kind="peer_noted")[-1].data["ticks"] == []


def test_what_was_written_later_stands(records: Records, yara: str, clock: FrozenClock) -> None:
    peer.note(records, yara, LEADER, GIVEN)
    clock.move(days=1)
    peer.note(records, yara, LEADER, Given({"e1": DAY}, {"e2": 7}, (), {"e3": "More."}))
    one = next(o for o in peer.standings(records, yara, TEXT) if o.step.id == "leader")
    assert one.given == Given({"e1": DAY}, {"e2": 7}, (), {"e3": "More."})
    assert one.day is not None and one.day.day == clock.now().day


def test_own_words_lie_in_the_note_and_go_with_the_person(records: Records, yara: str) -> None:
    peer.note(records, yara, LEADER, GIVEN)
    peer.log(records, yara, TEXT.log, row())
    for event in records.events(subject=yara):
        assert "knew" not in str(event.data) and "asked" not in str(event.data)
    assert any("They knew much." in note for note in records.notes(yara))
    records.forget(yara)
    assert records.notes(yara) == ()
    (noted,) = records.events(kind="peer_noted")
    assert peer.given_in(noted) == Given({"e1": DAY}, {"e2": 5}, (), {})


def row(**words: str) -> Given:
    """A full row of the log."""
    said = {"g4": "Who asked?", "g5": "Much.", "g6": "Wait longer.", **words}
    return Given({"g1": DAY}, {"g2": 6, "g3": 2}, (), said)


def test_the_log_keeps_rows_and_a_row_can_be_taken_out(records: Records, yara: str) -> None:
    for words in ("One?", "Two?"):
        peer.log(records, yara, TEXT.log, row(g4=words))
    first, second = peer.rows(records, yara)
    assert first.given == row(g4="One?")
    assert "peer" in peer.take_out(records, yara, first.event)
    assert peer.rows(records, yara) == (second,)
    assert not any("One?" in note for note in records.notes(yara))
    assert not peer.take_out(records, yara, "nothing")
    assert peer.rows(records, None) == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Given(), "still empty"),
        (Given({"e1": DAY}, {}, (), {"e3": "x"}), "still empty"),
        (Given({"e1": DAY}, {"e2": 5}, (), {"e3": "  "}), "still empty"),
        (Given({"e1": DAY}, {"e2": -1}, (), {"e3": "x"}), "between 0 and"),
        (Given({"e1": DAY}, {"e2": 10_001}, (), {"e3": "x"}), "between 0 and"),
        (Given({"e1": DAY}, {"e2": 1}, (), {"e3": "x" * 301}), "at most"),
    ],
)
def test_evidence_that_is_not_whole_gets_a_sentence(
    records: Records, yara: str, given: Given, said: str
) -> None:
    with pytest.raises(BadInput, match=said) as caught:
        peer.note(records, yara, LEADER, given)
    assert caught.value.remedy is not None
    assert records.events(kind="peer_noted") == ()


def test_fields_that_the_step_does_not_have_are_not_kept(records: Records, yara: str) -> None:
    strange = Given({"e1": DAY, "x": DAY}, {"e2": 1, "y": 2}, ("z",), {"e3": "a", "w": "b"})
    peer.note(records, yara, LEADER, strange)
    (event,) = records.events(kind="peer_noted")
    assert peer.given_in(event) == Given({"e1": DAY}, {"e2": 1}, (), {"e3": "a"})


def test_a_guest_stands_before_the_first_step(records: Records) -> None:
    assert {one.state for one in peer.standings(records, None, TEXT)} == {"open"}


def test_the_sheet_of_what_was_done_has_a_code(records: Records, yara: str) -> None:
    peer.note(records, yara, LEADER, GIVEN)
    code = peer.certificate_code(records, yara)
    assert verify_code(code) == code
    assert peer.certificate_code(records, yara) == code
    assert records.certificates(yara) == (code,)
    peer.tick(records, yara, LEADER, ["t1", "t2"])
    other = peer.certificate_code(records, yara)
    assert other != code and peer.certificate_code(records, yara) == other
