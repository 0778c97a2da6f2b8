"""The pact, the Space and the daily click over real records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from milclicks.community import clicks, pact, space
from milclicks.community.pact import Plan
from milclicks.community.space import SpaceForm
from milclicks.core.errors import BadInput
from milclicks.core.ids import verify_code
from milclicks.records.records import Records
from tests.support.clock import FrozenClock

PLANS = (
    Plan("p1", "a message makes me angry", "wait one breath"),
    Plan("p2", "someone tells me news", "ask kindly who said it first"),
)


@pytest.fixture
def records(tmp_path: Path, clock: FrozenClock) -> Iterator[Records]:
    opened = Records.open(tmp_path / "d", clock, "1.0")
    yield opened
    opened.close()


def test_a_pact_is_made_checked_and_renewed(records: Records, clock: FrozenClock) -> None:
    yara = records.people.add("Yara", "yara").id
    assert pact.current(records, yara) is None
    pact.make(records, yara, PLANS)
    made = pact.current(records, yara)
    assert made is not None and made.plans == PLANS
    assert (made.renew.year, made.renew.day) == (2027, 22)
    assert pact.due(made, clock.now()) is None
    clock.move(days=7)
    assert pact.due(made, clock.now()) == 7
    pact.check(records, yara, made, 7, ["came_kept", "not_yet"])
    made = pact.current(records, yara)
    assert made is not None and made.checked == (7,) and pact.due(made, clock.now()) is None
    clock.move(days=30)
    assert pact.due(made, clock.now()) == 30


def test_a_late_first_check_stands_for_both(records: Records, clock: FrozenClock) -> None:
    yara = records.people.add("Yara", "yara").id
    pact.make(records, yara, PLANS)
    clock.move(days=40)
    made = pact.current(records, yara)
    assert made is not None and pact.due(made, clock.now()) == 30
    pact.check(records, yara, made, 30, ["came_slipped", "came_kept"])
    made = pact.current(records, yara)
    assert made is not None and pact.due(made, clock.now()) is None


def test_plans_are_erased_with_the_person(records: Records) -> None:
    yara = records.people.add("Yara", "yara").id
    pact.make(records, yara, PLANS)
    records.forget(yara)
    assert pact.current(records, yara) is None
    (made,) = records.events(kind="pact_made")
    assert [plan.when for plan in pact.plans_of(made)] == ["", ""]


def test_a_guests_words_are_not_stored(records: Records) -> None:
    pact.make(records, None, PLANS)
    (made,) = records.events()
    assert (made.subject_kind, made.note) == ("visitor", "")
    assert made.data == {"promises": ["p1", "p2"]}


def test_a_new_pact_begins_its_checks_again(records: Records, clock: FrozenClock) -> None:
    yara = records.people.add("Yara", "yara").id
    pact.make(records, yara, PLANS)
    first = pact.current(records, yara)
    clock.move(days=8)
    assert first is not None
    pact.check(records, yara, first, 7, ["came_kept", "came_kept"])
    pact.make(records, yara, PLANS[::-1])
    pact.check(records, yara, first, 30, ["not_yet", "not_yet"])
    second = pact.current(records, yara)
    assert second is not None and second.plans == PLANS[::-1] and second.checked == ()


def test_only_the_two_known_days_and_answers_are_check_ins(records: Records) -> None:
    yara = records.people.add("Yara", "yara").id
    pact.make(records, yara, PLANS)
    made = pact.current(records, yara)
    assert made is not None
    for day, answers in ((8, ["came_kept"]), (7, ["great"])):
        with pytest.raises(ValueError, match="no such check-in"):
            pact.check(records, yara, made, day, answers)


def test_a_clock_set_back_asks_for_no_check_in(records: Records, clock: FrozenClock) -> None:
    yara = records.people.add("Yara", "yara").id
    pact.make(records, yara, PLANS)
    made = pact.current(records, yara)
    clock.at = clock.at.replace(year=2000)
    assert made is not None and pact.due(made, clock.now()) is None


@pytest.mark.parametrize(
    "plans",
    [PLANS[:1], (PLANS[0], PLANS[0]), (PLANS[0], Plan("p2", "x" * 161, "y"))],
    ids=["one", "twice", "long"],
)
def test_a_pact_has_two_promises_with_short_plans(
    records: Records, plans: tuple[Plan, ...]
) -> None:
    with pytest.raises(BadInput):
        pact.make(records, None, plans)
    assert records.events() == ()


def test_a_certificate_code_holds(records: Records) -> None:
    code = pact.issue_certificate(records, None)
    assert verify_code(code) == code
    assert records.events()[0].data == {"code": code}


def test_leap_day_renews_on_the_28th() -> None:
    day = datetime(2028, 2, 29, tzinfo=UTC)
    assert pact.same_day_next_year(day).date().isoformat() == "2029-02-28"


def test_a_space_is_declared_for_a_year(records: Records) -> None:
    form = SpaceForm("  Riverside   Library ", "library", "Talora", "librarian", ("en", "ar"))
    space.declare(records, form, {"q1": True, "q2": False}, ["q1", "q2"])
    now = space.current(records)
    assert now is not None and now.form.name == "Riverside Library"
    assert now.form.languages == ("en", "ar") and now.answers["q2"] is False
    assert now.renew.year == now.declared.year + 1


@pytest.mark.parametrize(
    ("name", "answers"), [("", {"q1": True}), ("x" * 81, {"q1": True}), ("L", {})]
)
def test_a_space_needs_a_name_and_every_answer(
    records: Records, name: str, answers: dict[str, bool]
) -> None:
    with pytest.raises(BadInput):
        space.declare(records, SpaceForm(name), answers, ["q1"])
    assert space.current(records) is None


def test_every_click_is_seen_once_before_one_returns(records: Records, clock: FrozenClock) -> None:
    names = ["d1", "d2", "d3"]
    shown = []
    for _ in range(4):
        click = clicks.today(records, names, clock.now())
        assert click is not None
        clicks.seen(records, click)
        clicks.seen(records, click)
        assert clicks.today(records, names, clock.now()) == click
        shown.append(click)
        clock.move(days=1)
    assert shown == ["d1", "d2", "d3", "d1"]
    assert len(records.events(kind="click_seen")) == 4
    assert clicks.today(records, [], clock.now()) is None


def test_a_dead_clock_still_shows_another_click_at_each_start(
    tmp_path: Path, clock: FrozenClock
) -> None:
    clock.at = datetime(2000, 1, 1, tzinfo=UTC)
    shown = []
    for _ in range(3):
        opened = Records.open(tmp_path / "dead", clock, "1.0")
        click = clicks.today(opened, ["d1", "d2", "d3"], clock.now())
        assert click is not None
        clicks.seen(opened, click)
        assert clicks.today(opened, ["d1", "d2", "d3"], clock.now()) == click
        shown.append(click)
        opened.close()
    assert shown == ["d1", "d2", "d3"]


def test_clicks_of_a_pack_that_went_away_do_not_matter(records: Records) -> None:
    clicks.seen(records, "old")
    assert clicks.today(records, ["d1", "d1", "d2"], records.clock.now()) == "d1"
