"""A version of the app from an address: what it costs, cuts, lies, limits, Stop, other places.

The server is a process of its own (`tests/support/loopback`); bytes are counted from its log.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import pytest

from milclicks.core.errors import DiskFull, MilClicksError
from milclicks.packs.disk import Disk
from milclicks.packs.progress import Progress, silent
from milclicks.packs.travel.appfetch import AppFetching
from milclicks.packs.travel.bundles import (
    BundleRefused,
    Offer,
    kept,
    newest_of,
    place_kept,
    take,
    this_system,
    unfinished,
)
from milclicks.packs.travel.fetching import Means
from milclicks.packs.travel.http import HttpSource
from milclicks.packs.travel.plan import Ledger, Paused, Rules, night
from milclicks.packs.travel.refusals import SourcePortal, SourceSlow
from milclicks.packs.travel.source import FolderSource, Source, SourceFailed, SourceMissing
from milclicks.packs.trust.inspect import site_problems
from milclicks.packs.trust.publish import Bundle
from tests.support.clock import FrozenClock
from tests.support.loopback import Loopback
from tests.support.site import Site, days
from tests.support.travel import QUICK, FixedLine, Halt, Naps, halting

pytestmark = pytest.mark.loopback
SIZE = 3_000_000
APP = "targets/app/"
SLACK = 4 * 1024 * 1024
"""Bytes that a cut may leave in the server's own buffers: sent by its log, and never come."""


@dataclass
class School:
    """A computer that believes a site with a version of the app, and the server of that site."""

    site: Site
    server: Loopback
    data: Path
    offer: Offer
    bytes: bytes
    clock: FrozenClock = field(default_factory=FrozenClock)
    line: FixedLine = field(default_factory=FixedLine)
    naps: Naps = field(default_factory=Naps)

    def source(self) -> HttpSource:
        """The server as a source."""
        return HttpSource(self.server.address, bounds=QUICK)

    def fetching(self, *sources: Source, rules: Rules | None = None, **more: Any) -> AppFetching:
        """What fetches from these places, or from the server."""
        means = Means(
            self.clock,
            self.line,
            sources or (self.source(),),
            rules or Rules(),
            sleep=self.naps,
            **more,
        )
        return AppFetching(self.data, means)

    def fetch(
        self,
        *sources: Source,
        progress: Progress = silent,
        rules: Rules | None = None,
        agreed: bool = False,
    ) -> Path:
        """Fetch the version; another program's run each time."""
        return self.fetching(*sources, rules=rules).fetch(self.offer, progress, agreed=agreed)

    def came(self) -> bool:
        """Whether the whole is here as it was signed, and nothing else is."""
        (file,) = self.files()
        return kept(self.offer, self.data) == file and file.read_bytes() == self.bytes

    def files(self) -> list[Path]:
        """All that lies in the folder of the app."""
        return [one for one in (self.data / "app").rglob("*") if one.is_file()]

    def held(self) -> int:
        """How many bytes are here for good, as a person is told."""
        return self.fetching().plan(self.offer).done

    def ranges(self) -> list[tuple[str, str, int]]:
        """What was asked of the file: range, If-Range, status."""
        return [(r["range"], r["if_range"], r["status"]) for r in self.server.requests(APP)]


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    """The computer, with an empty data folder."""
    site = Site.make(tmp_path)
    file = tmp_path / "milclicks-9.1-linux.tar.gz"
    file.write_bytes(b"\x1f\x8b" + os.urandom(SIZE - 2))
    site.publish(bundles=[Bundle("9.1", this_system(), file)], now=days(1))
    catalog = site.catalog(tmp_path / "home", days(1))
    catalog.refresh(site.source)
    offer = newest_of(catalog.known)
    assert offer is not None
    server = Loopback(site.root, tmp_path / "server.log")
    try:
        yield School(site, server, tmp_path / "home", offer, file.read_bytes())
    finally:
        server.close()


def refused(school: School, kind: type[MilClicksError], *sources: Source, **named: Any) -> Any:
    """Why it was not fetched; the app's folder has no whole file."""
    with pytest.raises(kind) as caught:
        school.fetch(*sources, **named)
    assert kept(school.offer, school.data) is None
    assert not place_kept(school.offer, school.data).exists()
    return caught.value


# -- what it costs, and a good line ----------------------------------------------------------


def test_mb_and_time_are_known_before_anything_is_asked(school: School) -> None:
    plan = school.fetching().plan(school.offer)
    assert (plan.bytes, plan.done, plan.seconds) == (SIZE, 0, None)
    assert plan.free > SIZE
    ledger = Ledger(school.data, school.clock)
    ledger.measured(1_000_000, 10_000)
    ledger.add(1)
    ledger.save()
    assert school.fetching().plan(school.offer).seconds == 30
    assert school.server.requests() == []


def test_control_it_comes_in_one_request_and_is_counted(school: School) -> None:
    told: list[tuple[int, int]] = []
    assert school.fetch(progress=lambda done, total: told.append((done, total))).is_file()
    assert school.came() and told[-1] == (SIZE, SIZE)
    assert school.ranges() == [("", "", 200)] and school.server.bytes() == SIZE
    assert Ledger(school.data, school.clock).spent == SIZE
    school.server.forget()
    assert school.fetch() == place_kept(school.offer, school.data)
    assert school.server.requests() == [], "what is here is not fetched again"
    assert school.fetching().plan(school.offer).bytes == 0


# -- cuts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["cut", "reset"])
def test_cut_twice_it_goes_on_with_range_and_if_range(school: School, kind: str) -> None:
    tags = {one["tag"] for one in _probe(school)}
    school.server.plan({"kind": kind, "after": 400_000, "times": 2, "path": APP})
    school.fetch()
    assert school.came()
    first, second, third, *_ = asked = school.ranges()
    assert first == ("", "", 200) and second[0].startswith("bytes=") and third[2] == 206
    assert {tag for _, tag, _ in asked[1:]} == tags, "each goes on only while the file is the same"
    if kind == "cut":  # a reset throws away what the system had not taken in
        assert second[0].startswith("bytes=400000-") and third[0].startswith("bytes=800000-")
        assert school.server.bytes(APP) == SIZE, "no byte came twice"


def _probe(school: School) -> list[dict[str, str]]:
    """The tag that the server gives the file."""
    source = school.source()
    with source.open(school.offer.place) as reading:
        found = [{"tag": reading.tag}]
        for _ in reading:
            pass
    source.close()
    school.server.forget()
    return found


def test_a_cut_ends_one_run_and_the_next_goes_on(school: School) -> None:
    school.server.plan({"kind": "cut", "after": 1_000_000, "times": 1}, {"kind": "silent"})
    refused(school, SourceFailed)
    assert school.held() == 1_000_000
    plan = school.fetching().plan(school.offer)
    assert (plan.bytes, plan.done) == (SIZE - 1_000_000, 1_000_000)
    school.server.forget()
    school.server.plan()
    school.fetch()
    assert school.came() and school.server.bytes() == SIZE - 1_000_000
    assert school.ranges()[0][0].startswith("bytes=1000000-") and school.ranges()[0][1]


def test_another_file_under_the_name_begins_anew(school: School) -> None:
    school.server.plan({"kind": "cut", "after": 1_000_000, "times": 1, "tag": "older"})
    school.fetch()
    assert school.came()
    (_, first, _), *_ = school.ranges()
    assert [status for _, _, status in school.ranges()] == [200, 200]
    assert first == "" and school.ranges()[1][1] == '"older"'


def test_a_server_without_ranges_begins_anew(school: School) -> None:
    school.server.plan(
        {"kind": "cut", "after": 1_000_000, "times": 1}, {"kind": "no_range", "times": 1}
    )
    school.fetch()
    assert school.came() and school.server.bytes() == SIZE + 1_000_000


@pytest.mark.parametrize("kind", ["wrong_range", "unsatisfied", "gzip"])
def test_a_range_that_is_not_kept_to(school: School, kind: str) -> None:
    school.server.plan(
        {"kind": "cut", "after": 1_000_000, "times": 1}, {"kind": kind, "times": 1, "by": 7}
    )
    school.fetch()
    assert school.came()


def test_a_body_without_a_length_that_ends_too_soon(school: School) -> None:
    school.server.plan({"kind": "chunked_early", "after": 900_000, "times": 1})
    school.fetch()
    assert school.came() and school.ranges()[1][0].startswith("bytes=900000-")


def test_a_power_cut_loses_no_more_than_what_was_not_on_the_disk(school: School) -> None:
    school.server.plan({"kind": "cut", "after": 1_000_000, "times": 1}, {"kind": "silent"})
    refused(school, SourceFailed)
    part, state = unfinished(place_kept(school.offer, school.data))
    with part.open("ab") as file:
        file.write(b"\0" * 500_000)  # a tail that never was on the disk for good
    school.server.plan()
    school.server.forget()
    school.fetch()
    assert school.came() and school.server.bytes() == SIZE - 1_000_000
    shutil.rmtree(school.data / "app")
    school.server.plan({"kind": "cut", "after": 1_000_000, "times": 1}, {"kind": "silent"})
    refused(school, SourceFailed)
    state.write_bytes(b"{")
    assert school.held() == 0, "a damaged list is as none"
    school.server.plan()
    school.fetch()
    assert school.came()


# -- lies ------------------------------------------------------------------------------------


def test_a_wrong_byte_is_refused_and_leaves_nothing(school: School) -> None:
    school.server.plan({"kind": "flip", "at": 1_234_567, "path": APP})
    error = refused(school, BundleRefused)
    assert error.code == "app.altered" and "was not kept" in error.sentence.text
    assert school.files() == [] and school.held() == 0
    assert school.server.bytes() == SIZE, "it is not asked again and again for the same lie"
    school.server.plan()
    school.fetch()
    assert school.came()


def test_a_wrong_byte_before_a_stop_is_found_after_it(school: School) -> None:
    other = FolderSource(school.site.root, "the folder")
    school.server.plan({"kind": "flip", "at": 5, "times": 1})
    with pytest.raises(Halt):
        school.fetch(progress=halting(1_000_000))
    assert school.held() >= 1_000_000
    school.fetch(other)
    assert school.came(), "what one sent wrong is no fault of the other"


@pytest.mark.parametrize("by", [-1, 1])
def test_a_listing_whose_bytes_differ_from_the_file_is_refused_before_they_come(
    school: School, by: int
) -> None:
    bundle = msgspec.structs.replace(school.offer.bundle, bytes=SIZE + by)
    school.offer = replace(school.offer, bundle=bundle)
    refused(school, BundleRefused)
    assert school.files() == [] and school.server.bytes() <= SLACK
    assert Ledger(school.data, school.clock).spent == 0, "not a byte of it was taken"
    with pytest.raises(BundleRefused):
        take(school.offer, school.site.source, school.data)
    assert school.files() == []


@pytest.mark.parametrize("kind", ["chunked_early", "endless"])
def test_a_length_that_nobody_says_is_counted(school: School, kind: str) -> None:
    bundle = msgspec.structs.replace(school.offer.bundle, bytes=SIZE - 1)
    school.offer = replace(school.offer, bundle=bundle)
    school.server.plan({"kind": kind, "after": SIZE, "path": APP})
    refused(school, BundleRefused)
    assert school.files() == []


def test_makers_are_told_of_a_file_that_is_not_as_long_as_listed(school: School) -> None:
    def codes() -> list[str]:
        found = site_problems(school.site.root, school.site.roots(), lambda: days(1))
        return [one.code for one in found if one.place.startswith("app/")]

    assert codes() == []
    path = school.site.root / school.offer.place
    path.write_bytes(school.bytes + b"x")
    assert codes() == ["trust.altered"]


def test_a_login_page_is_no_app(school: School) -> None:
    school.server.plan({"kind": "portal", "path": APP})
    refused(school, SourcePortal)
    assert school.files() == []


def test_places_in_turn_and_what_the_first_said(school: School, tmp_path: Path) -> None:
    empty, bad = tmp_path / "empty", tmp_path / "bad"
    empty.mkdir()
    shutil.copytree(school.site.root, bad)
    (bad / school.offer.place).write_bytes(bytes(SIZE))
    refused(school, SourceMissing, FolderSource(empty))
    refused(school, BundleRefused, FolderSource(bad))
    assert school.files() == []
    school.fetch(FolderSource(empty), FolderSource(bad), school.source())
    assert school.came() and school.server.bytes() == SIZE


def test_a_folder_first_costs_nothing(school: School) -> None:
    school.line.costs = True
    school.fetch(FolderSource(school.site.root), school.source(), rules=Rules(quota_mb=1))
    assert school.came() and school.server.requests() == []
    assert Ledger(school.data, school.clock).spent == 0


# -- limits ----------------------------------------------------------------------------------


def test_a_quota_is_asked_before_anything_starts(school: School) -> None:
    error = refused(school, Paused, rules=Rules(quota_mb=2))
    assert error.code == "fetch.quota"
    assert dict(error.sentence.values) == {"needed": 3, "left": 2, "quota": 2}
    assert school.server.requests() == [] and school.files() == []


def test_a_quota_that_is_used_up_stops_it_and_it_goes_on_another_month(school: School) -> None:
    """Something else is fetched meanwhile, so what was left at the start is used up on the way."""
    rules = Rules(quota_mb=5)
    fetching = school.fetching(rules=rules)

    def tell(done: int, _total: int) -> None:
        if done >= 1_000_000 and fetching._ledger.spent < 4_900_000:
            fetching._ledger.add(4_900_000 - fetching._ledger.spent)

    with pytest.raises(Paused) as caught:
        fetching.fetch(school.offer, tell)
    error = caught.value
    assert error.code == "fetch.quota_reached" and "used up" in error.sentence.text
    assert "What came so far is kept" in str(error.remedy and error.remedy.text)
    held = school.held()
    assert 1_000_000 <= held < SIZE and not place_kept(school.offer, school.data).exists()
    school.server.forget()
    refused(school, Paused, rules=rules)
    assert school.server.requests() == [], "not before another month"
    assert school.held() == held
    school.clock.move(days=31)
    school.fetch(rules=rules)
    assert school.came() and school.server.bytes() == SIZE - held
    assert school.ranges()[0][0].startswith(f"bytes={held}-") and school.ranges()[0][1]


def test_a_quota_that_the_last_byte_uses_up_is_no_reason_to_wait(school: School) -> None:
    school.fetch(rules=Rules(quota_mb=3))
    assert school.came()


def test_a_line_that_costs_is_asked_about(school: School) -> None:
    school.line.costs = True
    error = refused(school, Paused)
    assert error.code == "fetch.metered" and dict(error.sentence.values) == {"needed": 3}
    assert school.server.requests() == []
    school.fetch(agreed=True)
    assert school.came()


def test_after_a_changed_copy_a_line_that_costs_is_asked_about_all_of_it(school: School) -> None:
    school.fetch()
    place_kept(school.offer, school.data).write_bytes(bytes(SIZE))
    school.line.costs = True
    error = refused(school, Paused)
    assert dict(error.sentence.values) == {"needed": 3}
    school.fetch(agreed=True)
    assert school.came()


def test_out_of_the_hours_of_the_night(school: School) -> None:
    local = school.clock.now().astimezone()
    hours = f"{(local.hour + 2) % 24:02}:00-{(local.hour + 4) % 24:02}:00"
    error = refused(school, Paused, rules=Rules(night=night(hours)))
    assert error.code == "fetch.window" and school.server.requests() == []
    school.clock.move(hours=3)
    school.fetch(rules=Rules(night=night(hours)))
    assert school.came()


# -- stop, disk ------------------------------------------------------------------------------


def test_stop_keeps_what_came(school: School) -> None:
    with pytest.raises(Halt):
        school.fetch(progress=halting(1_000_000))
    assert not place_kept(school.offer, school.data).exists()
    held = school.held()
    assert held >= 1_000_000
    school.server.forget()
    school.fetch()
    assert school.came() and school.server.bytes() == SIZE - held


@pytest.mark.parametrize("kind", ["stall", "silent"])
def test_stop_is_heard_on_a_silent_line(school: School, kind: str) -> None:
    school.server.plan({"kind": kind, "after": 500_000, "path": APP})
    waited = HttpSource(school.server.address)  # as patient as the app is: 20 s
    told: list[int] = []

    def tell(done: int, _total: int) -> None:
        told.append(done)
        if len(told) > 3 and len(set(told[-3:])) == 1:
            raise Halt

    with pytest.raises(Halt):
        school.fetch(waited, progress=tell)
    assert school.held() == (500_000 if kind == "stall" else 0)
    school.server.plan()
    school.fetch()
    assert school.came()


def test_a_line_that_falls_silent_for_good_is_said_soon(school: School) -> None:
    school.server.plan({"kind": "silent", "path": APP})
    with pytest.raises(SourceFailed):
        school.fetch()
    assert len(school.ranges()) == 7 and sum(school.naps.taken) == 1 + 2 + 4 + 3 * 7
    assert school.files() == []
    school.server.forget()
    school.server.plan({"kind": "stall", "after": 0, "path": APP})
    refused(school, SourceSlow)


class Full(Disk):
    """A disk that has room until so many bytes were written."""

    def __init__(self, room: int, free: int) -> None:
        self.room, self.told = room, free

    def free(self, folder: Path) -> int:
        """As it was told."""
        return self.told

    def write(self, file: BinaryIO, data: bytes | memoryview) -> None:
        """Write while there is room."""
        self.room -= len(data)
        if self.room < 0:
            raise OSError(errno.ENOSPC, "full")
        super().write(file, data)


def test_a_full_disk_is_said_before_and_on_the_way(school: School) -> None:
    full: Sequence[tuple[Full, int]] = [(Full(SIZE, 1_000_000), 0), (Full(1_000_000, 2**40), 1)]
    for disk, requests in full:
        with pytest.raises(DiskFull) as caught:
            school.fetching(disk=disk).fetch(school.offer)
        assert "needs {size} MB" in caught.value.sentence.text
        assert len(school.server.requests()) == requests
    assert not place_kept(school.offer, school.data).exists()
    school.fetch()
    assert school.came()
