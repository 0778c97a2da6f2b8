"""The three copies of the versions that may not go back, and the time below which it cannot be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milclicks.packs.trust.clock import BUILT, JUMP, Time
from milclicks.packs.trust.floor import Floor, FloorFile, Mark

MARKS = {"root": Mark(1, "aa"), "timestamp": Mark(7, "bb")}


def test_a_new_folder_has_the_floor_of_the_build(tmp_path: Path) -> None:
    kept = FloorFile(tmp_path).read()
    assert (kept.floor.seq, kept.floor.time, kept.lost) == (0, BUILT, False)
    assert not list(tmp_path.iterdir())


def test_the_slots_are_written_in_turn_and_the_highest_counts(tmp_path: Path) -> None:
    file = FloorFile(tmp_path)
    for number in (1, 2, 3):
        file.write(BUILT, {"root": Mark(number, "aa")})
    assert file.read().floor.marks["root"].version == 3
    slots = {path.name: path.read_bytes() for path in tmp_path.glob("floor-*.json")}
    assert len(slots) == 2 and len(set(slots.values())) == 2


@pytest.mark.parametrize("harm", [b"", b"\0" * 200, b"00000000 {}\n", b"\xff\xfe", b"12"])
def test_a_damaged_copy_is_passed_over(tmp_path: Path, harm: bytes) -> None:
    file = FloorFile(tmp_path)
    file.write(BUILT, MARKS)
    for name in ("floor-a.json", "floor-b.json"):
        (tmp_path / name).write_bytes(harm)
        assert file.read().floor.marks == MARKS
    (tmp_path / "floor.db").write_bytes(harm)
    kept = file.read()
    assert (kept.floor.seq, kept.lost) == (0, True)
    file.write(BUILT, MARKS)
    assert FloorFile(tmp_path).read().floor.marks == MARKS


def test_time_never_goes_back(tmp_path: Path) -> None:
    file = FloorFile(tmp_path)
    later = BUILT + timedelta(days=90)
    file.write(later, MARKS)
    file.write(BUILT, MARKS)
    assert file.read().floor.time == later


def test_new_keys_begin_their_numbers_anew_but_never_the_root() -> None:
    floor = Floor(1, BUILT, MARKS)
    assert floor.below({"root": Mark(1, "aa"), "timestamp": Mark(6, "bb")}) == "timestamp"
    assert floor.below({"root": Mark(1, "aa"), "timestamp": Mark(1, "cc")}) is None
    assert floor.below({"root": Mark(0, "zz"), "timestamp": Mark(9, "bb")}) == "root"
    assert floor.below({"root": Mark(1, "aa")}) == "timestamp"


moments = st.datetimes(datetime(1601, 1, 1), datetime(2400, 1, 1)).map(
    lambda one: one.replace(tzinfo=UTC)
)


@given(st.lists(moments, max_size=8), moments)
def test_the_floor_rises_slowly_whatever_the_clock_says(
    clocks: list[datetime], last: datetime
) -> None:
    floor = BUILT
    for now in [*clocks, last]:
        time = Time(now, floor)
        learnt = time.learnt()
        assert floor <= learnt <= floor + JUMP
        assert time.reference >= floor
        assert (learnt == now) == (time.sane and now >= floor)
        floor = learnt
