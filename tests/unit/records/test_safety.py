"""What happens to records when a disk, a copy, a clock or a second program misbehaves."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from milclicks.core.errors import (
    BadInput,
    Busy,
    Damaged,
    DiskFull,
    NotFound,
    NotWritable,
    TooNew,
)
from milclicks.records import backup, connection, schema
from milclicks.records.records import Records
from tests.support.clock import FrozenClock
from tests.support.stories import answered, started, visited, wrote


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "d"


@pytest.fixture
def records(folder: Path, clock: FrozenClock) -> Iterator[Records]:
    opened = Records.open(folder, clock, "1.0")
    yield opened
    opened.close()


def everything(folder: Path) -> bytes:
    """All bytes of a data folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_two_programs_on_one_folder_never_take_the_same_key(
    records: Records, folder: Path, clock: FrozenClock
) -> None:
    second = Records.open(folder, clock, "1.0")
    assert second.store.device == records.store.device
    events = []
    for number in range(6):
        writer = (records, second)[number % 2]
        events += writer.append([answered("r", "ada", f"i{number}")])
    assert [event.seq for event in events] == [event.tick for event in events]
    assert records.events() == tuple(events)
    second.close()


def test_a_locked_file_is_busy_not_damaged(
    records: Records, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records.append([started("r", "ada")])
    records.store.connection.execute("pragma busy_timeout = 0")
    with closing(sqlite3.connect(folder / "records.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        with pytest.raises(Busy):
            records.append([answered("r", "ada")])
        other.execute("rollback")
    assert len(records.append([answered("r", "ada")])) == 1


def test_a_folder_that_cannot_be_opened_is_named_not_damaged(
    tmp_path: Path, clock: FrozenClock
) -> None:
    (tmp_path / "records.db").mkdir()
    with pytest.raises(NotWritable):
        Records.open(tmp_path, clock, "1.0")


def test_results_of_a_newer_app_are_left_alone(folder: Path, clock: FrozenClock) -> None:
    Records.open(folder, clock, "1.0").close()
    path = folder / "records.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"pragma user_version = {len(schema.STEPS) + 1}")
    before = path.read_bytes()
    with pytest.raises(TooNew):
        Records.open(folder, clock, "1.0")
    assert path.read_bytes() == before


def test_an_upgrade_that_is_cut_short_leaves_the_old_form(
    folder: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    Records.open(folder, clock, "1.0").close()
    broken = "create table later(x); insert into nowhere values(1);"
    monkeypatch.setattr(schema, "STEPS", [*schema.STEPS, broken])
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        Records.open(folder, clock, "1.1")
    monkeypatch.setattr(schema, "STEPS", [*schema.STEPS[:-1], "create table later(x);"])
    upgraded = Records.open(folder, clock, "1.1")
    assert upgraded.store.connection.execute("select count(*) from later").fetchone() == (0,)
    upgraded.close()


def test_a_copied_folder_takes_a_device_id_of_its_own(
    tmp_path: Path, folder: Path, clock: FrozenClock
) -> None:
    first = Records.open(folder, clock, "1.0")
    first.append([started("r", "ada")])
    device, site = first.store.device, first.store.site
    first.close()
    shutil.copytree(folder, tmp_path / "copy")
    copy = Records.open(tmp_path / "copy", clock, "1.0")
    assert copy.store.device != device and copy.store.site == site
    again = Records.open(folder, clock, "1.0")
    assert again.store.device == device
    copy.append([answered("r", "ada", "there")])
    again.append([answered("r", "ada", "here")])
    copy.close()
    assert again.merge(tmp_path / "copy" / "records.db") == 1
    items = {event.ref.item for event in again.events() if event.ref is not None}
    assert items >= {"here", "there"}
    again.close()


def test_records_put_back_in_place_take_a_new_device_id(
    tmp_path: Path, folder: Path, clock: FrozenClock
) -> None:
    first = Records.open(folder, clock, "1.0")
    device = first.store.device
    first.close()
    old = (folder / "records.db").read_bytes()
    second = Records.open(folder, clock, "1.0")
    second.append([started("r", "ada")])
    assert second.store.device == device
    second.close()
    with (folder / "records.db").open("rb+") as stream:
        stream.truncate()
        stream.write(old)
    third = Records.open(folder, clock, "1.0")
    assert third.store.device != device and third.events() == ()
    third.close()


def test_a_full_disk_stops_every_verb_with_a_sentence(records: Records) -> None:
    learner = records.people.add("Yara", "yara")
    ask = records.store.connection.execute
    ask(f"pragma max_page_count = {ask('pragma page_count').fetchone()[0]}")
    verbs = [
        lambda: records.append([wrote("r", "x" * 9000)]),
        lambda: records.people.change(learner.id, "Yara" * 10, "y" * 9000),
        lambda: records.gate.note("x" * 9000),
        lambda: records.note(records.events()[0], "x" * 9000),
    ]
    for verb in verbs:
        with pytest.raises(DiskFull):
            verb()
        assert not records.store.connection.in_transaction
    assert records.people.learners() == (learner,) and len(records.events()) == 1
    ask("pragma max_page_count = 100000")
    assert records.append([answered("r", learner.id)])[0].seq == 2


@pytest.mark.parametrize("new", [True, False])
def test_a_start_on_a_full_disk_says_so(
    folder: Path, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch, new: bool
) -> None:
    """A new folder cannot be begun; one with results opens, and keeps them when there is room."""
    if not new:
        before = Records.open(folder, clock, "1.0")
        before.append([started("r", "ada")])
        device = before.store.device
        before.close()

    class Full(sqlite3.Connection):
        def execute(self, sql: str, *rest: object) -> sqlite3.Cursor:  # type: ignore[override]
            if sql == "commit":
                super().execute("pragma max_page_count = 1")
                return super().execute("create table filler as select zeroblob(100000) as x")
            return super().execute(sql, *rest)  # type: ignore[arg-type]

    real = sqlite3.connect
    monkeypatch.setattr(connection.sqlite3, "connect", lambda *a, **k: real(*a, **k, factory=Full))
    if new:
        with pytest.raises(DiskFull):
            Records.open(folder, clock, "1.0")
        return
    full = Records.open(folder, clock, "1.0")
    assert full.store.full is not None and full.store.full.remedy is not None
    with pytest.raises(DiskFull):
        full.append([answered("r", "ada")])
    assert len(full.events()) == 1
    monkeypatch.setattr(Full, "execute", sqlite3.Connection.execute)
    full.store.connection.execute("pragma max_page_count = 100000")
    (event,) = full.append([answered("r", "ada")])
    assert full.store.full is None and event.device == device and event.seq == 2
    assert (event.boot,) in full.store.connection.execute("select id from boot").fetchall()
    full.close()
    monkeypatch.undo()
    again = Records.open(folder, clock, "1.0")
    assert again.store.device == device and len(again.events()) == 2
    again.close()


def test_a_damaged_file_and_its_journals_are_set_aside_together(
    folder: Path, clock: FrozenClock
) -> None:
    Records.open(folder, clock, "1.0").close()
    path = folder / "records.db"
    path.write_bytes(b"SQLite format 3\0" + b"\7" * 9000)
    (folder / "records.db-wal").write_bytes(b"rest")
    with pytest.raises(Damaged) as refused:
        Records.open(folder, clock, "1.0")
    assert "records.db" in str(refused.value) and refused.value.remedy is not None
    again = Records.start_again(folder, clock, "1.0", None)
    assert again.events() == ()
    names = sorted(path.name for path in folder.iterdir() if "damaged" in path.name)
    assert {"records.damaged-1.db", "records.damaged-1.db-wal"} <= set(names)
    again.close()


@pytest.mark.parametrize("seed", range(12))
def test_damage_anywhere_is_a_sentence_or_no_damage(
    folder: Path, clock: FrozenClock, seed: int
) -> None:
    records = Records.open(folder, clock, "1.0")
    records.append([answered(f"r{n}", "ada", f"i{n}", "x" * 40) for n in range(200)])
    records.close()
    path, chance = folder / "records.db", Random(seed)
    content = bytearray(path.read_bytes())
    if seed % 3 == 0:
        del content[chance.randrange(len(content)) :]
    else:
        start = chance.randrange(len(content) - 4096)
        content[start : start + 4096] = chance.randbytes(4096)
    path.write_bytes(content)
    try:
        Records.open(folder, clock, "1.0").close()
    except Damaged:
        (newest, *_) = Records.backups(folder)
        again = Records.start_again(folder, clock, "1.0", newest)
        assert len(again.events()) == 200
        again.close()


def test_a_good_file_that_is_only_in_use_is_sound(records: Records, folder: Path) -> None:
    records.append([started("r", "ada")])
    assert backup.sound(folder / "records.db")


def test_backups_are_made_by_themselves_once_a_day(
    records: Records, folder: Path, clock: FrozenClock
) -> None:
    assert records.backup_when_due() is None, "nothing has happened yet"
    records.append([started("r", "ada")])
    first = records.backup_when_due()
    assert first is not None and records.backup_when_due() is None
    clock.move(hours=1)
    records.append([answered("r", "ada")])
    assert records.backup_when_due() is None
    clock.move(hours=20)
    assert records.backup_when_due() not in (None, first)
    records.append([answered("r", "ada")])
    clock.at = clock.at.replace(year=2000)
    assert records.backup_when_due() is not None, "a clock set back is no reason to wait"
    assert [one.events for one in Records.backups(folder)] == [2, 1, 3]


def test_closing_and_starting_make_the_backup_that_is_due(folder: Path, clock: FrozenClock) -> None:
    first = Records.open(folder, clock, "1.0")
    first.append([started("r", "ada")])
    first.close()
    assert [one.events for one in Records.backups(folder)] == [1]
    cut = Records.open(folder, clock, "1.0")
    cut.append([answered("r", "ada")])
    cut.store.close()  # the power fails: no last backup
    clock.move(days=1)
    again = Records.open(folder, clock, "1.0")
    assert [one.events for one in Records.backups(folder)] == [2, 1]
    again.close()


def test_a_backup_that_cannot_be_read_is_not_offered(
    records: Records, folder: Path, clock: FrozenClock
) -> None:
    records.append([started("r", "ada")])
    records.backup()
    (folder / "backups" / "records-20270101-000000.db").write_bytes(b"junk" * 2000)
    assert [one.events for one in Records.backups(folder)] == [1]
    assert Records.backups(folder)[0].at == "2026-11-22T12:00:00+00:00"


def test_forgetting_reaches_backups_and_what_was_set_aside(
    records: Records, folder: Path, clock: FrozenClock
) -> None:
    yara = records.people.add("Yaraçelik", "yara")
    luka = records.people.add("Lukaçelik", "luka")
    for number in range(3):
        clock.move(hours=1)
        event = records.append([started(f"r{number}", yara.id)])[0]
        records.note(event, f"secret words {number}")
        records.backup()
    (folder / "backups" / "records-20200101-000000.db").write_bytes(b"Yarajunk" * 999)
    (folder / "records.damaged-1.db").write_bytes("Yaraçelik".encode() * 99)
    records.forget(yara.id)
    bytes_left = everything(folder)
    assert "Yaraçelik".encode() not in bytes_left and b"secret words" not in bytes_left
    assert b"Yarajunk" not in bytes_left
    assert [one.learners for one in Records.backups(folder)] == [1, 1, 1]
    assert records.people.learners() == (luka,)


def test_an_erasure_cut_short_is_finished_at_the_next_start(
    folder: Path, clock: FrozenClock
) -> None:
    records = Records.open(folder, clock, "1.0")
    yara = records.people.add("Yaraçelik", "yara")
    records.backup()
    records.store.append([started("r", yara.id)])
    from milclicks.records.people import draft

    records.store.append([draft("forgotten", yara.id)])
    records.store.connection.close()  # the power fails before the backups are cleaned
    assert "Yaraçelik".encode() in everything(folder / "backups")
    Records.open(folder, clock, "1.0").close()
    assert "Yaraçelik".encode() not in everything(folder)


def test_a_merge_that_brings_a_forgetting_cleans_the_backups_too(
    tmp_path: Path, folder: Path, clock: FrozenClock
) -> None:
    here = Records.open(folder, clock, "1.0")
    yara = here.people.add("Yaraçelik", "yara")
    here.backup()
    there = Records.open(tmp_path / "there", clock, "1.0")
    there.merge(folder / "records.db")
    there.forget(yara.id)
    there.close()
    here.merge(tmp_path / "there" / "records.db")
    assert "Yaraçelik".encode() not in everything(folder)
    here.close()


def test_a_guests_words_go_when_the_guest_goes(records: Records, folder: Path) -> None:
    records.append([visited("v", "run_started"), wrote("v", "my secret thought")])
    assert records.events(run="v")[1].note == "my secret thought"
    records.append([visited("v", "run_ended")])
    assert [event.note for event in records.events(run="v")] == ["", "", ""]
    assert b"my secret thought" not in (folder / "records.db").read_bytes()


def test_words_of_a_guest_who_left_without_ending_go_at_the_next_start(
    folder: Path, clock: FrozenClock
) -> None:
    records = Records.open(folder, clock, "1.0")
    records.append([visited("v1", "run_started"), wrote("v1", "first thought")])
    records.append([visited("v2", "run_started"), wrote("v2", "second thought")])
    records.close()
    again = Records.open(folder, clock, "1.0")
    assert [event.note for event in again.events(kind="noted")] == ["", "second thought"]
    assert again.open_run(None) == "v2"
    again.close()


def test_merging_what_is_no_records_file_changes_nothing(
    records: Records, tmp_path: Path, clock: FrozenClock
) -> None:
    records.append([started("r", "ada")])
    junk, empty, foreign = (tmp_path / name for name in ("junk.db", "empty.db", "foreign.db"))
    junk.write_bytes(b"junk" * 5000)
    empty.write_bytes(b"")
    with closing(sqlite3.connect(foreign)) as other:
        other.execute("create table event(x)")
        other.execute(f"pragma user_version = {len(schema.STEPS)}")
    for path in (junk, empty, foreign):
        with pytest.raises(BadInput):
            records.merge(path)
    with pytest.raises(NotFound):
        records.merge(tmp_path / "nowhere.db")
    assert len(records.events()) == 1


def test_own_words_are_stored_with_their_event_or_not_at_all(records: Records) -> None:
    event = records.append([wrote("r", "a thought")])[0]
    assert records.events() == (event,) and event.note == "a thought"
    row = records.store.connection.execute("select * from event").fetchone()
    assert "a thought" not in map(str, row)


def test_the_log_holds_no_names(
    folder: Path, clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(0):
        records = Records.open(folder, clock, "1.0")
        yara = records.people.add("Yaraçelik", "yara")
        records.people.change(yara.id, "Lukaçelik", "luka")
        with pytest.raises(BadInput):
            records.people.add("Lukaçelik", "luka")
        records.backup()
        records.forget(yara.id)
        records.close()
    assert "çelik" not in caplog.text
    with closing(sqlite3.connect(folder / "records.db")) as left:
        assert "çelik" not in str(left.execute("select * from audit").fetchall())
