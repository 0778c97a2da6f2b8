"""Which place is asked next, and when nobody is asked any more: a person waits for some 40 seconds.

The line, the clock and the waits are simulated; what a try brings and takes is said by the test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milclicks.core.errors import MilClicksError
from milclicks.packs.travel.mirrors import LEAST, SOME, Mirror, Mirrors
from milclicks.packs.travel.refusals import (
    SourceBusy,
    SourceDate,
    SourceGarbled,
    SourcePortal,
    SourceRange,
    SourceSlow,
)
from milclicks.packs.travel.source import FolderSource, SourceFailed

Try = tuple[Exception | None, float, int]
"""What a try ends with, the seconds that it takes and the bytes that it brings."""


@dataclass
class Afternoon:
    """One file asked for until it is whole or nobody is asked any more."""

    answers: dict[str, Callable[[int], Try]]
    """By place: the outcome of its nth try, from 0."""
    size: int = 10_000_000
    at: float = 0.0
    done: int = 0
    asked: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def now(self) -> float:
        """Seconds since it began."""
        return self.at

    def wait(self, seconds: float) -> None:
        """So much later."""
        self.at += seconds

    def ask(self, mirror: Mirror) -> None:
        """One try of a place."""
        name = mirror.source.label
        self.times.append(self.at)
        error, took, came = self.answers[name](self.asked.count(name))
        self.asked.append(name)
        self.at += took
        self.done = min(self.size, self.done + came)
        if error is not None:
            raise error

    def run(self, most: int = 10_000) -> MilClicksError | None:
        """What it ends with: None when the file is whole."""
        mirrors = Mirrors([FolderSource(Path(one)) for one in self.answers], "x", self.now)
        while self.done < self.size:
            assert len(self.asked) < most, "it never ends"
            try:
                mirror = mirrors.best()
            except MilClicksError as error:
                return error
            with mirrors.asked(mirror, self.wait, lambda: self.done):
                self.ask(mirror)
        return None


def always(error: Exception | None, took: float, came: int = 0) -> Callable[[int], Try]:
    """The same at each try."""
    return lambda _: (error, took, came)


SLOW, FAILED = SourceSlow("a"), SourceFailed("a")


@pytest.mark.parametrize(
    ("error", "took", "least", "most"),
    [
        (SLOW, 20.0, 2, 42),  # silence, as the app waits for it
        (SLOW, 15.0, 2, 32),  # the next PC
        (SLOW, 30.0, 1, 42),  # bytes that trickle
        (FAILED, 15.0, 2, 32),  # no line can be made
        (FAILED, 0.01, 6, 32),  # refused at once: a line may come back meanwhile
        (SourceBusy("a"), 0.05, 6, 32),
        (SourceGarbled("a"), 0.05, 3, 5),
        (SourceDate("a"), 0.5, 3, 6),
        (SourcePortal("a"), 0.5, 1, 1),
    ],
)
def test_a_place_that_gives_nothing_is_told_soon(
    error: Exception, took: float, least: int, most: float
) -> None:
    waited = Afternoon({"a": always(error, took)})
    assert waited.run() is error
    assert least <= len(waited.asked) <= 10 and waited.at <= most


@pytest.mark.parametrize("places", [2, 3])
def test_each_of_several_silent_places_is_asked_and_none_for_long(places: int) -> None:
    names = [f"p{n}" for n in range(places)]
    waited = Afternoon({name: always(SourceSlow(name), 20.0) for name in names})
    assert isinstance(waited.run(), SourceSlow)
    assert set(waited.asked) == set(names) and waited.at <= max(62, 20 * places + 2)


@pytest.mark.parametrize(
    ("error", "took", "came"),
    [
        (FAILED, 0.1, 3_000),  # a cut after each 3 KB
        (FAILED, 0.0, 200),
        (FAILED, 28.0, 4_000),
        (FAILED, 3600.0, 1_200),  # the computer slept
        (SLOW, 20.0, 5_000),  # a bit, then silence
        (SLOW, 20.5, 300_000),
    ],
)
def test_a_thin_line_that_gives_some_bytes_is_never_given_up(
    error: Exception, took: float, came: int
) -> None:
    size = 600 * came
    waited = Afternoon({"a": always(error, took, came)}, size=size)
    assert waited.run() is None and len(waited.asked) == 600
    assert waited.at <= 600 * (took + 1)  # it is hardly waited for


@given(st.lists(st.tuples(st.floats(0.0, 20.0), st.integers(0, 60_000)), min_size=1, max_size=60))
def test_it_ends_after_silence_and_not_before(tries: list[tuple[float, int]]) -> None:
    """Whatever came before, once nothing comes any more it is over within 45 seconds."""
    last = len(tries)

    def answer(number: int) -> Try:
        took, came = tries[number] if number < last else (20.0, 0)
        return SLOW if came % 2 else FAILED, took, came

    waited = Afternoon({"a": answer}, size=10**9)
    assert waited.run() is not None
    asked = len(waited.asked)
    silent = waited.at - (waited.times[last] if asked > last else waited.at)
    assert silent <= 45
    if asked < last:  # given up early: less than the least came for all that while
        assert tries[asked - 1][1] < SOME
        assert tries[asked - 1][1] < LEAST * waited.at


def test_a_place_that_cannot_keep_ranges_is_not_asked_for_ever() -> None:
    whole = Afternoon({"a": lambda n: (SourceRange("a") if n == 0 else FAILED, 60.0, 0)})
    assert whole.run() is FAILED
    assert 5 <= len(whole.asked) <= 11


def test_a_place_says_when_it_wants_to_be_asked_again() -> None:
    soon = Afternoon({"a": always(SourceBusy("a", after=9.0), 0.1)})
    assert isinstance(soon.run(), SourceBusy) and soon.at <= 45
    gaps = [later - first for first, later in zip(soon.times, soon.times[1:], strict=False)]
    assert gaps and min(gaps) >= 9.0
    late = Afternoon({"a": always(SourceBusy("a", after=3600.0), 0.1)})
    assert isinstance(late.run(), SourceBusy) and late.asked == ["a"] and late.at < 1


def test_another_place_is_asked_while_one_is_busy() -> None:
    two = Afternoon(
        {"a": always(SourceBusy("a", after=3600.0), 0.1), "b": always(None, 1.0, 1_000_000)}
    )
    assert two.run() is None and two.asked == ["a"] + ["b"] * 10 and two.at < 15


def test_a_place_that_dribbles_does_not_keep_a_good_one_waiting() -> None:
    two = Afternoon({"a": always(FAILED, 0.1, 300), "b": always(None, 1.0, 1_000_000)})
    assert two.run() is None and two.asked.count("a") == 1
