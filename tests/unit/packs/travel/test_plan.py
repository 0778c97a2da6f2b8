"""Quota, night and line: when fetching may begin and when it pauses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milclicks.core.errors import BadInput
from milclicks.packs.travel.http import address
from milclicks.packs.travel.line import SystemLine
from milclicks.packs.travel.plan import MB, Allowance, Ledger, Paused, Rules, night, seconds
from tests.support.clock import FrozenClock
from tests.support.travel import FixedLine


def allowance(data: Path, rules: Rules, clock: FrozenClock, costs: bool | None) -> Allowance:
    return Allowance(rules, Ledger(data, clock), clock, FixedLine(costs))


@pytest.mark.parametrize(
    ("text", "found"),
    [("", None), ("22:00-06:00", (1320, 360)), ("9:05 - 17:30", (545, 1050))],
)
def test_a_night_is_two_times_of_day(text: str, found: object) -> None:
    assert night(text) == found


@pytest.mark.parametrize("text", ["22-6", "24:00-06:00", "22:60-06:00", "at night"])
def test_what_is_no_night_is_said(text: str) -> None:
    with pytest.raises(BadInput):
        night(text)


@given(st.integers(0, 1439), st.integers(0, 1439), st.integers(0, 1439))
def test_a_minute_is_in_the_night_or_in_the_day(start: int, end: int, minute: int) -> None:
    clock = FrozenClock(datetime(2026, 11, 22, minute // 60, minute % 60, tzinfo=UTC).astimezone())
    local = clock.now().astimezone()
    at = local.hour * 60 + local.minute

    def open_(window: tuple[int, int]) -> bool:
        try:
            allowance(Path("nowhere"), Rules(night=window), clock, False).begin(0)
        except Paused as error:
            assert error.code == "fetch.window"
            return False
        return True

    if start != end:
        assert open_((start, end)) != open_((end, start))
        walked = {(start + step) % 1440 for step in range((end - start) % 1440)}
        assert open_((start, end)) == (at in walked)


def test_a_line_that_does_not_say_is_no_reason_to_ask(tmp_path: Path, clock: FrozenClock) -> None:
    for costs, raises in ((None, False), (False, False), (True, True)):
        asked = allowance(tmp_path, Rules(), clock, costs)
        asked.begin(5, agreed=True)
        asked.begin(0)
        if raises:
            with pytest.raises(Paused) as caught:
                asked.begin(5)
            assert caught.value.code == "fetch.metered"
        else:
            asked.begin(5)


def test_a_month_begins_anew_and_a_damaged_ledger_too(tmp_path: Path, clock: FrozenClock) -> None:
    ledger = Ledger(tmp_path, clock)
    ledger.add(9_000_000)
    ledger.measured(4_000_000, 2000)
    ledger.save()
    assert (Ledger(tmp_path, clock).spent, Ledger(tmp_path, clock).rate) == (9_000_000, 2_000_000)
    clock.move(days=30)
    assert (Ledger(tmp_path, clock).spent, Ledger(tmp_path, clock).rate) == (0, 2_000_000)
    (tmp_path / "packs" / "fetched.json").write_text("{")
    assert Ledger(tmp_path, clock).rate == 0


def test_time_is_rounded_up_and_unknown_without_a_rate() -> None:
    assert (seconds(1, 1000), seconds(2001, 1000), seconds(5, 0)) == (1, 3, None)


CONNECTED = "GENERAL.STATE:100 (connected)\nGENERAL.METERED:{}\n\n"
OFF = "GENERAL.STATE:30 (disconnected)\nGENERAL.METERED:yes\n"


@pytest.mark.parametrize(
    ("system", "told", "found"),
    [
        ("linux", CONNECTED.format("yes"), True),
        ("linux", CONNECTED.format("yes (guessed)"), True),
        ("linux", CONNECTED.format("no (guessed)") + OFF, False),
        ("linux", CONNECTED.format("unknown"), None),
        ("linux", "", None),
        ("win32", "Unrestricted\r\n", False),
        ("win32", "Fixed\r\n", True),
        ("win32", "Unknown\r\n", None),
        ("win32", "", None),
        ("darwin", "Variable", None),
    ],
)
def test_what_the_systems_say_of_their_line(system: str, told: str, found: bool | None) -> None:
    words: list[Sequence[str]] = []

    def tell(asked: Sequence[str]) -> str:
        words.append(asked)
        return told

    assert SystemLine(system, tell).metered() is found
    assert len(words) == (system != "darwin")


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("192.168.1.7:8123", "http://192.168.1.7:8123"),
        (" https://example.org/packs/ ", "https://example.org/packs"),
        ("http://[::1]:80/a b", None),
        ("ftp://example.org", None),
        ("http://", None),
        ("http://u:p@example.org", None),
        ("http://example.org/?q=1", None),
        ("http://example.org:99999", None),
        ("", None),
    ],
)
def test_an_address_is_made_whole_or_refused(typed: str, whole: str | None) -> None:
    if whole is None:
        with pytest.raises(BadInput):
            address(typed)
    else:
        assert address(typed) == whole


def test_no_more_comes_than_was_agreed_on(tmp_path: Path) -> None:
    clock = FrozenClock()
    ledger = Ledger(tmp_path, clock)
    rules = Rules(most=2 * MB)
    allowance = Allowance(rules, ledger, clock, FixedLine(True))
    with pytest.raises(Paused) as caught:
        allowance.begin(3 * MB, agreed=True)
    assert caught.value.code == "fetch.more"
    allowance.begin(2 * MB, agreed=True)
    allowance.spend(2 * MB)
    with pytest.raises(Paused) as caught:
        allowance.spend(MB)
    assert caught.value.code == "fetch.more"
    Allowance(Rules(), ledger, clock, FixedLine(False)).spend(9 * MB)
