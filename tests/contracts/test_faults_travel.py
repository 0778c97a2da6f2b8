"""Rows 56, 57, 71, 72, 75 and 87 to 92 of the fault table: one pack over a line that fails.

The server is a process of its own that does what a plan says; bytes are counted from its log.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest

import milclicks
from milclicks.core.errors import DiskFull, MilClicksError
from milclicks.packs.disk import Disk
from milclicks.packs.travel.download import SourceOther
from milclicks.packs.travel.http import (
    Bounds,
    HttpSource,
    SourcePortal,
    SourceRange,
    SourceSecure,
    SourceSlow,
)
from milclicks.packs.travel.part import Part, begun
from milclicks.packs.travel.refusals import SourceAstray
from milclicks.packs.travel.source import (
    FolderSource,
    Source,
    SourceFailed,
    SourceMissing,
    SourceTooLong,
)
from tests.support.heavy import heavy, spans
from tests.support.loopback import Loopback
from tests.support.refusing import NOTES, accepted_by, refused_by, row
from tests.support.travel import PACK, Halt, Road, halting, make_road

pytestmark = pytest.mark.loopback
ROOT = Path(__file__).resolve().parents[2]
CODE = Path(milclicks.__file__).resolve().parents[1]
WORKER = ROOT / "tests" / "fixtures" / "packs" / "fetch_worker.py"


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    """A pack of 2 MB on the server."""
    yield from make_road(tmp_path)


def refused(
    road: Road,
    kind: type[MilClicksError],
    code: str,
    act: Callable[[], object] | None = None,
    but: tuple[str, ...] = NOTES,
) -> MilClicksError:
    """The download ends with this error, and no pack came of it; what came waits out of sight."""
    error: MilClicksError = refused_by(
        "fetch", code, road.home, act or road.download().run, kind=kind, but=but
    )
    assert not list(road.home.rglob("*.milpack"))
    return error


def came(road: Road, *sources: Source, **named: Any) -> bytes:
    """The control: the file as it came from the server, or from these places."""
    return accepted_by("fetch", road.download(*sources, **named).run().read_bytes())


def test_control_the_whole_file_in_one_request(road: Road) -> None:
    assert came(road) == road.pack.read_bytes()
    assert [(one["status"], one["range"]) for one in road.server.requests()] == [(200, "")]
    assert road.server.bytes() == road.pack.stat().st_size


@row(56, doors="fetch")
def test_row_56_a_body_without_end_is_cut_at_its_bound(road: Road) -> None:
    road.server.plan({"kind": "endless"})
    assert came(road) == road.pack.read_bytes()
    assert road.server.bytes() < road.right.bytes + 16_000_000  # what stood in the line's buffers


@row(56, also="source.other", doors="fetch")
def test_row_56_another_body_without_end(road: Road) -> None:
    data = road.pack.read_bytes()
    road.pack.write_bytes(data[:900_000])
    road.server.plan({"kind": "endless"})
    refused(road, SourceOther, "source.other")
    assert all(path.stat().st_size <= road.right.bytes for path in road.home.rglob("*.part"))
    road.server.plan()
    road.pack.write_bytes(data)
    assert came(road) == data


@row(56, "source.too_long", doors="fetch")
def test_row_56_a_small_file_without_end_is_cut_at_its_limit(road: Road) -> None:
    (road.root / "metadata").mkdir()
    (road.root / "metadata" / "timestamp.json").write_text("{}")
    assert accepted_by("fetch", road.source().read("metadata/timestamp.json", 100)) == b"{}"
    road.server.plan({"kind": "endless"})
    path = "metadata/timestamp.json"
    refused(road, SourceTooLong, "source.too_long", lambda: road.source().read(path, 100_000), ())
    assert road.server.bytes("metadata") < 16_000_000  # what stood in the line's buffers


class Ticking:
    """A clock for rates that moves a second at each look."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1.0
        return self.seconds


@row(57, "source.slow", doors="fetch")
def test_row_57_bytes_that_trickle_are_given_up_and_gone_on_with_later(road: Road) -> None:
    road.server.plan({"kind": "slow", "pause": 0.001})
    ticks = Ticking()
    slow = road.source(now=ticks, bounds=Bounds(idle_s=5, rate=100, over_s=20))
    refused(road, SourceSlow, "source.slow", road.download(slow, now=ticks).run)
    assert road.held > 0
    road.server.plan()
    assert came(road) == road.pack.read_bytes()


@row(57, "source.slow", doors="fetch")
def test_row_57_a_line_that_falls_silent_is_given_up(road: Road) -> None:
    road.server.plan({"kind": "stall", "after": 300_000, "times": 2}, {"kind": "silent"})
    refused(road, SourceSlow, "source.slow")
    assert road.held > 300_000
    assert road.naps.taken
    road.server.plan()
    road.server.forget()
    assert came(road) == road.pack.read_bytes()
    assert road.server.bytes() < road.right.bytes - 300_000


@row(71, doors="fetch")
def test_row_71_what_a_crash_turned_to_zeros_comes_again(road: Road) -> None:
    with pytest.raises(Halt):
        road.came(progress=halting(1_500_000))
    part = Part(road.home, road.right, Disk())
    held = road.held
    data = bytearray(part.path.read_bytes())
    data[held - 120_000 :] = b"\0" * (len(data) - held + 120_000)  # and the list was believed
    part.path.write_bytes(data)
    road.server.forget()
    assert came(road) == road.pack.read_bytes()
    assert road.server.bytes() < road.right.bytes - held + 120_000 + 2 * 50_500


@row(71, doors="fetch")
def test_row_71_a_part_that_is_shorter_than_its_list(road: Road) -> None:
    with pytest.raises(Halt):
        road.came(progress=halting(1_500_000))
    part = Part(road.home, road.right, Disk())
    part.path.write_bytes(part.path.read_bytes()[:700_000])
    road.server.forget()
    assert came(road) == road.pack.read_bytes()
    assert road.server.bytes() == road.right.bytes - 700_000


@row(71, doors="fetch")
def test_row_71_only_what_was_synced_is_taken_for_granted(road: Road) -> None:
    synced: list[int] = []

    class Watching(Disk):
        def fsync(self, file: BinaryIO) -> None:
            super().fsync(file)
            synced.append(file.seek(0, 2))

    with pytest.raises(Halt):
        road.came(progress=halting(1_000_000), disk=Watching())
    assert begun(road.home)[0].done == synced[-1]
    state = next((road.home / "packs" / "coming").glob("*.json"))
    state.write_text("{not a list")
    assert begun(road.home) == ()
    assert came(road) == road.pack.read_bytes()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize(("sync", "least"), [(1, 0), (2, 1_000_000)])
@row(71, doors="fetch")
def test_row_71_a_killed_process_goes_on_from_what_was_listed(
    tmp_path: Path, sync: int, least: int
) -> None:
    for road in make_road(tmp_path, pictures=24, size=400_000):
        words = (road.home, road.pack, road.server.address, "fsync", sync)
        done = subprocess.run(
            [sys.executable, str(WORKER), *map(str, words)],
            env={**os.environ, "PYTHONPATH": f"{CODE}{os.pathsep}{ROOT}"},
            check=False,
        )
        assert done.returncode == -signal.SIGKILL
        listed = begun(road.home)
        held = listed[0].done if listed else 0
        assert held >= least
        assert bool(held) is bool(least)
        road.server.forget()
        assert came(road) == road.pack.read_bytes()
        assert road.server.bytes() == road.right.bytes - held


class FullDisk(Disk):
    """A disk without room: from the beginning, or after so many bytes."""

    def __init__(self, *, free: int | None = None, after: int | None = None) -> None:
        self.room = free
        self.left = after

    def free(self, folder: Path) -> int:
        return super().free(folder) if self.room is None else self.room

    def write(self, file: BinaryIO, data: bytes) -> None:
        if self.left is not None:
            self.left -= len(data)
            if self.left < 0:
                raise OSError(errno.ENOSPC, "No space left on device")
        super().write(file, data)


@row(72, "disk-full", doors="fetch")
def test_row_72_a_full_disk_is_said_before_the_first_byte(road: Road) -> None:
    full = road.download(disk=FullDisk(free=road.right.bytes))
    error = refused(road, DiskFull, "disk-full", full.run, ())
    assert "2" in str(error.sentence) or "3" in str(error.sentence)
    assert road.server.requests() == []
    assert came(road) == road.pack.read_bytes()


@row(72, "disk-full", doors="fetch")
def test_row_72_a_disk_that_fills_up_keeps_what_came(road: Road) -> None:
    refused(road, DiskFull, "disk-full", road.download(disk=FullDisk(after=1_000_000)).run)
    held = road.held
    assert 500_000 < held <= 1_000_000
    road.server.forget()
    assert came(road) == road.pack.read_bytes()
    assert road.server.bytes() == road.right.bytes - held


@row(72, "disk-full", doors="fetch")
def test_row_72_without_room_even_for_the_list_nothing_stays(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("milclicks.packs.travel.part.write_atomic", full)
        refused(road, DiskFull, "disk-full", road.download(disk=FullDisk(after=1_000_000)).run)
    assert not list((road.home / "packs" / "coming").glob("*.part*"))
    assert came(road) == road.pack.read_bytes()


@pytest.mark.parametrize("kind", ["cut", "stall"])
@row(87, doors="fetch")
def test_row_87_cut_fifty_times_costs_less_than_one_percent(road: Road, kind: str) -> None:
    times = 50 if kind == "cut" else 3
    road.server.plan({"kind": kind, "after": road.right.bytes // (times + 5), "times": times})
    assert came(road) == road.pack.read_bytes()
    assert len(road.server.requests()) == times + 1
    assert road.server.bytes() < 1.01 * road.right.bytes


@row(87, doors="fetch")
def test_row_87_two_stops_cost_less_than_one_percent(road: Road) -> None:
    for at in (700_000, 1_400_000):
        with pytest.raises(Halt):
            road.came(progress=halting(at))
    before = road.held
    road.server.forget()
    assert came(road) == road.pack.read_bytes()
    assert road.server.bytes() == road.right.bytes - before
    asked = road.server.requests()[0]
    assert asked["range"] == f"bytes={before}-{road.right.bytes - 1}"
    assert asked["if_range"].startswith('"')


def stopped_at(road: Road, at: int = 700_000) -> None:
    with pytest.raises(Halt):
        road.came(progress=halting(at))
    road.server.forget()


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "no_range"},
        {"kind": "wrong_range", "by": 512},
        {"kind": "wrong_range", "by": -512},
        {"kind": "unsatisfied"},
    ],
)
@row(88, doors="fetch")
def test_row_88_a_server_that_keeps_no_ranges_gives_the_whole_file(
    road: Road, fault: dict[str, object]
) -> None:
    stopped_at(road)
    road.server.plan({**fault, "from": 1})
    assert came(road) == road.pack.read_bytes()
    assert road.server.requests()[-1]["status"] == 200


@row(88, "source.range", doors="fetch")
def test_row_88_a_range_that_is_packed_is_never_taken(road: Road) -> None:
    road.server.plan({"kind": "gzip"})
    refused(road, SourceRange, "source.range")
    road.server.plan()
    assert came(road) == road.pack.read_bytes()


@row(88, doors="fetch")
def test_row_88_or_the_next_mirror(road: Road) -> None:
    stopped_at(road)
    road.server.plan({"kind": "unsatisfied", "from": 1}, {"kind": "status", "code": 500})
    other = FolderSource(road.root, "the other")
    assert came(road, road.source(), other) == road.pack.read_bytes()


@row(88, also="source.other", doors="fetch")
def test_row_88_a_length_that_is_not_the_signed_one(road: Road) -> None:
    right = road.pack.read_bytes()
    heavy(road.pack, pictures=39)
    refused(road, SourceOther, "source.other")
    road.pack.write_bytes(right)
    assert came(road) == right


@row(89, doors="fetch")
def test_row_89_the_file_changed_on_the_server(road: Road) -> None:
    stopped_at(road)
    old = road.pack.read_bytes()
    road.server.plan({"kind": "changed", "tag": "another"})
    assert came(road) == old
    asked = road.server.requests()
    assert asked[0]["status"] == 200
    assert [one["status"] for one in asked[1:]] == [206]


@row(89, doors="fetch")
def test_row_89_what_does_not_fit_the_new_file_comes_again(road: Road) -> None:
    place, end = spans(road.pack)["media/noise-0007.png"]
    road.server.plan({"kind": "flip", "at": place + 60})
    stopped_at(road, end)
    road.server.plan()
    assert came(road) == road.pack.read_bytes()


@row(90, doors="fetch")
def test_row_90_a_mirror_with_other_bytes_is_left_for_another(road: Road, tmp_path: Path) -> None:
    road.server.plan({"kind": "other", "start": 1_000_000})
    second = Loopback(road.root, tmp_path / "second.log")
    try:
        good = HttpSource(second.address)
        assert came(road, road.source(), good) == road.pack.read_bytes()
        assert second.bytes() < road.right.bytes - 900_000
        assert second.bytes() > road.right.bytes - 1_100_000
    finally:
        second.close()


@row(90, "source.other", doors="fetch")
def test_row_90_another_pack_is_known_by_its_first_bytes(road: Road) -> None:
    heavy(road.pack, version=2)
    assert road.pack.stat().st_size == road.right.bytes
    refused(road, SourceOther, "source.other")
    assert begun(road.home) == () or begun(road.home)[0].done == 0
    heavy(road.pack)
    assert came(road) == road.pack.read_bytes()


@row(90, "source.other", doors="fetch")
def test_row_90_a_single_mirror_that_always_lies(road: Road) -> None:
    place, _ = spans(road.pack)["media/noise-0007.png"]
    road.server.plan({"kind": "flip", "at": place + 60})
    refused(road, SourceOther, "source.other")
    assert road.server.bytes() < 1.2 * road.right.bytes
    road.server.plan()
    assert came(road) == road.pack.read_bytes()


@pytest.mark.parametrize(
    "kind", ["text/html; charset=utf-8", "text/plain", "application/octet-stream", ""]
)
@row(91, "source.portal", doors="fetch")
def test_row_91_a_login_page_is_known(road: Road, kind: str) -> None:
    road.server.plan({"kind": "portal", "type": kind})
    refused(road, SourcePortal, "source.portal")
    road.server.plan()
    assert came(road) == road.pack.read_bytes()


@row(91, "source.portal", doors="fetch")
def test_row_91_a_login_page_as_long_as_the_pack(road: Road) -> None:
    right = road.pack.read_bytes()
    page = b"<!DOCTYPE html><title>Sign in</title>"
    road.pack.write_bytes(page.ljust(road.right.bytes))
    refused(road, SourcePortal, "source.portal")
    road.pack.write_bytes(right)
    assert came(road) == right


@row(91, "source.portal", doors="fetch")
def test_row_91_a_login_page_elsewhere(road: Road) -> None:
    road.server.plan(
        {"kind": "redirect", "to": "/login", "times": 1},
        {"kind": "portal", "path": "login"},
    )
    refused(road, SourcePortal, "source.portal")
    road.server.plan()
    assert came(road) == road.pack.read_bytes()


@row(91, "source.astray", doors="fetch")
def test_row_91_a_ring_of_redirects_ends(road: Road) -> None:
    road.server.plan({"kind": "redirect", "to": f"/{PACK}"})
    refused(road, SourceAstray, "source.astray")
    assert not road.naps.taken  # it is not asked again and again
    road.server.plan()
    assert came(road) == road.pack.read_bytes()


@row(91, doors="fetch")
def test_row_91_a_redirect_to_the_file_is_followed(road: Road) -> None:
    road.server.plan({"kind": "redirect", "to": f"/{PACK}", "times": 2})
    assert came(road) == road.pack.read_bytes()


@row(91, "source.secure", doors="fetch")
def test_row_91_a_secure_line_that_fails_says_what_else_there_is(road: Road) -> None:
    secure = HttpSource(road.server.address.replace("http:", "https:"))
    error = refused(road, SourceSecure, "source.secure", road.download(secure).run)
    assert "http:" in str(error.remedy)
    assert came(road, secure, road.source()) == road.pack.read_bytes()


@row(92, doors="fetch")
def test_row_92_chunks_that_end_too_soon_are_noticed(road: Road) -> None:
    road.server.plan({"kind": "chunked_early", "after": 400_000, "times": 2})
    assert came(road) == road.pack.read_bytes()
    assert len(road.server.requests()) > 1


@row(92, "source.failed", doors="fetch")
def test_row_92_a_small_file_that_ends_too_soon(road: Road) -> None:
    road.server.plan({"kind": "cut", "after": 1000})
    read = road.source().read
    error = refused(road, SourceFailed, "source.failed", lambda: read(PACK, 10_000_000), ())
    assert "early" in error.detail or "roken" in error.detail
    road.server.plan()
    assert accepted_by("fetch", read(PACK, 10_000_000)) == road.pack.read_bytes()


def test_control_a_file_that_is_not_there(road: Road) -> None:
    with pytest.raises(SourceMissing):
        road.source().read("metadata/9.root.json", 100)


def test_heads_without_bound_are_refused(road: Road) -> None:
    road.server.plan({"kind": "long_headers"})
    refused(road, SourceFailed, "source.failed")
