"""Records on a real folder: what is kept, what is refused, what a damaged file leads to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from milclicks.core.errors import BadInput, Damaged, DiskFull, Locked, NotFound
from milclicks.records.records import Records
from tests.support.clock import FrozenClock
from tests.support.stories import answered, ended, entered, started


@pytest.fixture
def records(tmp_path: Path, clock: FrozenClock) -> Iterator[Records]:
    opened = Records.open(tmp_path / "d", clock, "1.0")
    yield opened
    opened.store.connection.close()


def test_events_come_back_as_written_in_order(records: Records) -> None:
    drafts = [started("r", "ada"), entered("r", "ada", 1), answered("r", "ada")]
    written = records.append(drafts)
    assert records.events(run="r") == written
    assert [event.tick for event in written] == [1, 2, 3]
    assert written[2].ref is not None and written[2].ref.item == "i1"
    assert len({event.id for event in written}) == 3


def test_the_disk_is_asked_for_full_safety(records: Records) -> None:
    ask = records.store.connection.execute
    assert ask("pragma journal_mode").fetchone()[0] == "wal"
    assert ask("pragma synchronous").fetchone()[0] == 2
    assert ask("pragma secure_delete").fetchone()[0] == 1


def test_counters_go_on_after_a_restart(
    tmp_path: Path, clock: FrozenClock, records: Records
) -> None:
    records.append([started("r", "ada")])
    records.close()
    again = Records.open(tmp_path / "d", clock, "1.1")
    event = again.append([answered("r", "ada")])[0]
    assert (event.seq, event.tick) == (2, 2)
    assert event.boot != again.events()[0].boot
    again.close()


def test_a_wrong_clock_is_noted_and_changes_no_order(records: Records, clock: FrozenClock) -> None:
    first = records.append([started("r", "ada")])[0]
    clock.at = clock.at.replace(year=2000)
    second = records.append([answered("r", "ada")])[0]
    assert (first.clock_ok, second.clock_ok) == (True, False)
    assert records.events() == (first, second)


def test_an_unknown_kind_is_a_mistake_of_ours_and_stores_nothing(records: Records) -> None:
    from milclicks.records.events import EventDraft

    with pytest.raises(ValueError, match="no such event"):
        records.append([started("r", "ada"), EventDraft(kind="danced")])
    assert records.events() == ()


def test_progress_and_open_run(records: Records) -> None:
    records.append([started("r", "ada"), entered("r", "ada", 3)])
    progress = records.progress("ada")["m2"]
    assert (progress.step_index, progress.steps, progress.status) == (3, 5, "started")
    assert records.open_run("ada") == "r"
    assert records.open_run(None) is None
    assert records.runs_in_use() == {("mil.core", 1)}
    records.append([ended("r", "ada")])
    done = records.progress("ada")["m2"]
    assert (done.status, done.kept, done.kept_of, done.caught, done.times_done) == (
        "done",
        1,
        2,
        2,
        1,
    )
    assert records.open_run("ada") is None


def test_people_join_change_and_are_forgotten(records: Records, tmp_path: Path) -> None:
    yara = records.people.add("  Yara  Di ", "yara")
    assert yara.nickname == "Yara Di"
    records.people.change(yara.id, "Яра", "yara")
    event = records.append([started("r", yara.id)])[0]
    records.note(event, "my secret thought")
    records.forget(yara.id)
    assert records.people.learners() == () and records.progress(yara.id) == {}
    with pytest.raises(NotFound):
        records.people.learner(yara.id)
    bytes_left = b"".join(path.read_bytes() for path in (tmp_path / "d").iterdir())
    assert "Яра".encode() not in bytes_left and b"my secret thought" not in bytes_left


@pytest.mark.parametrize("name", ["", "   ", "x" * 41, "YARA"])
def test_a_nickname_is_short_and_its_own(records: Records, name: str) -> None:
    records.people.add("Yara", "yara")
    with pytest.raises(BadInput):
        records.people.add(name, "luka")


def test_about_shows_all_that_is_stored(records: Records) -> None:
    yara = records.people.add("Yara", "yara")
    event = records.append([started("r", yara.id), answered("r", yara.id)])[1]
    records.note(event, "a thought")
    about = records.about(yara.id)
    assert (about["nickname"], about["notes"], about["answers"]) == ("Yara", ("a thought",), 1)


def chosen(records: Records, pin: str) -> str:
    """Put a PIN into force; its recovery code."""
    new = records.gate.propose(pin)
    records.gate.set_pin(new)
    return new.code


def test_a_proposed_pin_counts_only_when_it_is_set(records: Records) -> None:
    first = records.gate.propose("4711")
    assert not records.gate.is_set()
    records.gate.set_pin(first)
    other = records.gate.propose("0815")
    assert records.gate.opens("4711") and records.gate.recovers(first.code)
    assert not records.gate.opens("0815") and not records.gate.recovers(other.code)


def test_the_gate_opens_pauses_and_recovers(records: Records, clock: FrozenClock) -> None:
    assert not records.gate.is_set()
    code = chosen(records, "4711")
    assert records.gate.opens("4711") and not records.gate.opens("0000")
    for _ in range(4):
        records.gate.opens("1234")
    with pytest.raises(Locked):
        records.gate.opens("4711")
    clock.at += timedelta(seconds=31)
    assert records.gate.recovers(code.lower())
    assert records.gate.opens("4711")
    assert [line.what for line in records.gate.audit()] == ["too many wrong tries", "pin set"]


def test_the_pause_survives_a_restart_and_a_turned_clock(
    records: Records, clock: FrozenClock, tmp_path: Path
) -> None:
    chosen(records, "4711")
    for _ in range(6):
        try:
            records.gate.opens("0000")
        except Locked:
            break
    records.close()
    again = Records.open(tmp_path / "d", clock, "1")
    with pytest.raises(Locked):
        again.gate.opens("4711")
    clock.at -= timedelta(days=9000)
    assert again.gate.opens("4711"), "a clock set back by years must not lock the teacher out"
    again.close()


def test_each_further_miss_doubles_the_pause_up_to_an_hour(
    records: Records, clock: FrozenClock
) -> None:
    chosen(records, "4711")
    for _ in range(4):
        assert not records.gate.opens("0000")
    for pause in (30, 60, 120, 240, 480, 960, 1920, 3600, 3600):
        assert not records.gate.opens("0000")
        clock.at += timedelta(seconds=pause - 1)
        with pytest.raises(Locked) as refused:
            records.gate.opens("4711")
        assert refused.value.sentence.values == {"minutes": 1}
        clock.at += timedelta(seconds=1)
    assert records.gate.opens("4711")
    assert not records.gate.opens("0000"), "the right PIN forgives the misses"


def test_a_new_pin_takes_the_place_of_the_old_one_and_of_its_code(records: Records) -> None:
    old = chosen(records, "4711")
    new = chosen(records, "١٢٣٤٥")
    assert records.gate.opens("12345") and records.gate.opens("۱۲۳۴۵")
    assert not records.gate.opens("4711") and not records.gate.recovers(old)
    assert records.gate.recovers(new)
    kept = records.store.connection.execute("select * from gate").fetchone()
    assert b"12345" not in b"".join(part for part in kept if isinstance(part, bytes))


@pytest.mark.parametrize("pin", ["", "12", "123456789", "12ab", "²²²²"])
def test_a_pin_is_four_to_eight_digits(records: Records, pin: str) -> None:
    with pytest.raises(BadInput):
        records.gate.propose(pin)


def test_damage_is_set_aside_and_a_backup_comes_back(tmp_path: Path, clock: FrozenClock) -> None:
    folder = tmp_path / "d"
    records = Records.open(folder, clock, "1")
    records.people.add("Yara", "yara")
    records.append([started("r", "ada")])
    device = records.store.device
    records.backup()
    records.close()
    (folder / "records.db").write_bytes(b"SQLite format 3\0" + b"\7" * 5000)
    with pytest.raises(Damaged):
        Records.open(folder, clock, "1")
    (newest,) = Records.backups(folder)
    assert (newest.learners, newest.events) == (1, 2)
    again = Records.start_again(folder, clock, "1", newest)
    assert [who.nickname for who in again.people.learners()] == ["Yara"]
    assert again.store.device != device
    assert again.set_aside is not None and again.set_aside.exists()
    assert again.append([answered("r", "ada")])[0].tick == 3
    again.close()


def test_seven_backups_are_kept(records: Records, clock: FrozenClock, tmp_path: Path) -> None:
    for _ in range(9):
        clock.move(hours=1)
        records.backup()
    assert len(list((tmp_path / "d" / "backups").iterdir())) == 7


def test_a_full_disk_keeps_everything_before(records: Records) -> None:
    records.append([started("r", "ada")])
    pages = records.store.connection.execute("pragma page_count").fetchone()[0]
    records.store.connection.execute(f"pragma max_page_count = {pages}")
    with pytest.raises(DiskFull):
        for number in range(5000):
            records.append([answered("r", "ada", f"item-{number}" + "x" * 200)])
    stored = len(records.events())
    records.store.connection.execute("pragma max_page_count = 100000")
    event = records.append([answered("r", "ada")])[0]
    assert event.seq == stored + 1, "a refused answer leaves no gap and no half"


def test_a_folder_without_wal_works_with_a_journal(tmp_path: Path, clock: FrozenClock) -> None:
    from milclicks.records import store

    class NoWal(sqlite3.Connection):
        def execute(self, sql: str, *rest: object) -> sqlite3.Cursor:
            return super().execute(sql.replace("journal_mode = wal", "journal_mode"), *rest)

    real = sqlite3.connect
    store.sqlite3.connect = lambda path, **kw: real(path, factory=NoWal, **kw)  # type: ignore[assignment]
    try:
        records = Records.open(tmp_path, clock, "1")
        records.append([started("r", "ada")])
        assert len(records.events()) == 1
        records.close()
    finally:
        store.sqlite3.connect = real  # type: ignore[assignment]
