"""Rows 72, 75, 86, 90, 93 and 102 of the fault table: fetching into a library that believes a site.

Also what the thin line reaches: bytes of an edit of one percent, from the server's log.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from milclicks.core.errors import DiskFull, MilClicksError, NotFound
from milclicks.packs.disk import Disk
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shelf import PackInfo
from milclicks.packs.travel.fetching import Fetching, Means
from milclicks.packs.travel.plan import Ledger, Paused, Rules, night
from milclicks.packs.travel.repair import NotMended
from milclicks.packs.travel.source import FolderSource, SourceFailed
from milclicks.packs.trust.standing import Trust
from milclicks.packs.verify import verify
from tests.fixtures.packs.forge import tiny
from tests.support.heavy import heavy, spans
from tests.support.refusing import NOTES, accepted, accepted_by, refused_by, row
from tests.support.site import pack as small
from tests.support.travel import FixedLine, Halt, Naps, Town, halting, make_town

pytestmark = pytest.mark.loopback
HEAVY = "test.heavy"


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two versions of a pack of 6 MB that differ in one percent, and three small packs."""
    folder = tmp_path_factory.mktemp("versions")
    big = {"pictures": 100, "size": 60_000}
    return [
        heavy(folder / "heavy-1.milpack", 1, **big),
        heavy(folder / "heavy-2.milpack", 2, **big, edited=[41]),
        *(small(folder, f"test.{name}") for name in ("ant", "bee", "cat")),
    ]


@pytest.fixture
def town(tmp_path: Path, versions: list[Path]) -> Iterator[Town]:
    """A signed site on the server, an empty library that believes it and has looked at it."""
    for made in make_town(tmp_path, versions):
        made.fetching().look()
        made.server.forget()
        yield made


def whole(town: Town, name: str) -> int:
    """The version of a pack that is here, after all of it was verified."""
    info = next(one for one in town.library.packs() if one.id == name)
    with Pack(info.path) as pack:
        verify(pack)
    return info.version


def refused(
    town: Town,
    door: str,
    kind: type[MilClicksError],
    code: str,
    act: Callable[[], object],
) -> MilClicksError:
    """Refused; packs and all else are as before, but for what came so far and waits."""
    error: MilClicksError = refused_by(door, code, town.home, act, kind=kind, but=NOTES)
    return error


def got(info: PackInfo) -> int:
    """The control: the version that was fetched."""
    return accepted_by("fetch", info).version


def test_control_a_pack_is_fetched_and_used(town: Town) -> None:
    told: list[tuple[int, int]] = []
    info = town.fetching().fetch(HEAVY, 1, lambda done, total: told.append((done, total)))
    assert (info.id, info.version, info.ready.state) == (HEAVY, 1, "ready")
    assert town.library.lesson(town.library.lessons("en")[0].ref, "en").title
    assert told[0][1] == town.site.file(HEAVY, 1).stat().st_size
    assert not list((town.home / "packs").rglob("*.part*"))
    assert town.fetching().left() == ()


def test_an_edit_of_one_percent_costs_little_more(town: Town) -> None:
    town.fetching().fetch(HEAVY, 1)
    town.server.forget()
    assert got(town.fetching().fetch(HEAVY, 2)) == 2
    size = town.site.file(HEAVY, 2).stat().st_size
    assert town.server.bytes() < 0.01 * size + 40_000  # one picture, the lists of 100 entries
    assert len(town.server.requests()) <= 4
    assert whole(town, HEAVY) == 2


def test_a_donor_that_has_rotted_is_no_harm(town: Town) -> None:
    town.fetching().fetch(HEAVY, 1)
    path = town.library.versions(HEAVY)[0].path
    place, _ = spans(path)["media/noise-0005.png"]
    rot(path, place + 50)
    town.server.forget()
    assert got(town.fetching().fetch(HEAVY, 2)) == 2
    assert whole(town, HEAVY) == 2
    assert town.server.bytes() < 250_000


@row(90, doors="fetch")
def test_row_90_a_mirror_that_lies_about_the_list_of_contents(town: Town) -> None:
    town.fetching().fetch(HEAVY, 1)
    size = town.site.file(HEAVY, 2).stat().st_size
    town.server.plan({"kind": "other", "path": "packs/", "start": size - 5000})
    good = FolderSource(town.site.root, "the folder")
    town.server.forget()
    assert got(town.fetching(town.source(), good).fetch(HEAVY, 2)) == 2
    assert whole(town, HEAVY) == 2
    assert town.server.bytes() < 250_000


@row(72, "disk-full", doors="fetch")
def test_row_72_no_room_at_the_rename(town: Town) -> None:
    class NoRename(Disk):
        def replace(self, part: Path, path: Path) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    town.fetching().fetch(HEAVY, 1)
    trust = town.library.trust
    with Library.open(town.home, trust=trust, disk=NoRename()) as library:
        means = Means(town.clock, FixedLine(), [town.source()], sleep=Naps())
        fetching = Fetching(town.home, library, means)
        refused_by(
            "fetch",
            "disk-full",
            town.home,
            lambda: fetching.fetch(HEAVY, 2),
            kind=DiskFull,
            but=(*NOTES, "let_in.json", "trust/let_in.json"),  # what may come in is known before
        )
    town.server.forget()
    assert got(town.fetching().fetch(HEAVY, 2)) == 2
    assert town.server.requests() == []  # all of it was here


@row(93, "fetch.quota", doors="fetch")
def test_row_93_a_quota_is_asked_before_anything_starts(town: Town) -> None:
    fetching = town.fetching(rules=Rules(quota_mb=2))
    error = refused(town, "fetch", Paused, "fetch.quota", lambda: fetching.fetch(HEAVY, 1))
    assert dict(error.sentence.values) == {"needed": 7, "left": 2, "quota": 2}
    assert town.server.requests() == []
    assert fetching.left() == (f"{HEAVY}@1",)
    assert got(town.fetching(rules=Rules(quota_mb=9)).fetch(HEAVY, 1)) == 1


@row(93, "fetch.quota_reached", doors="fetch")
def test_row_93_a_quota_that_is_reached_pauses_and_loses_nothing(town: Town) -> None:
    town.fetching().fetch(HEAVY, 1)
    ledger = Ledger(town.home, town.clock)
    assert ledger.spent == town.server.bytes("packs/")
    ledger.add(6_980_000 - ledger.spent)
    ledger.save()
    town.server.forget()
    rules = Rules(quota_mb=7)
    for _ in range(2):  # what an update takes is not known beforehand
        fetching = town.fetching(rules=rules)
        paused = partial(fetching.fetch, HEAVY, 2)
        refused(town, "fetch", Paused, "fetch.quota_reached", paused)
    assert whole(town, HEAVY) == 1
    came = town.server.bytes()
    assert came > 20_000
    town.clock.move(days=31)
    assert got(town.fetching(rules=rules).fetch(HEAVY, 2)) == 2
    # what a cut left in the server's buffers was sent and never came: a few tens of KB of 7 MB
    assert town.server.bytes() < 160_000


@row(93, "fetch.metered", doors="fetch")
def test_row_93_a_dear_line_is_asked_about(town: Town) -> None:
    town.line.costs = True
    fetching = town.fetching()
    refused(town, "fetch", Paused, "fetch.metered", lambda: fetching.fetch(HEAVY, 1))
    assert town.server.requests() == []
    assert got(town.fetching().fetch("test.ant", agreed=True)) == 1


@row(93, doors="fetch")
def test_row_93_a_folder_costs_nothing(town: Town) -> None:
    town.line.costs = True
    folder = FolderSource(town.site.root, "a folder")
    assert got(town.fetching(folder, rules=Rules(quota_mb=1)).fetch(HEAVY, 1)) == 1
    assert town.server.requests() == []


@row(93, "fetch.window", doors="fetch")
def test_row_93_the_night_ends_in_the_middle(town: Town) -> None:
    town.clock.at = datetime(2026, 11, 22, 23, 0, tzinfo=UTC).astimezone().replace(hour=23)
    fetching = town.fetching(rules=Rules(night=night("22:00-06:00")))

    def dawn(done: int, total: int) -> None:
        if done > 2_000_000:
            town.clock.at = town.clock.at.replace(hour=6)

    error = refused(town, "fetch", Paused, "fetch.window", lambda: fetching.fetch(HEAVY, 1, dawn))
    assert dict(error.sentence.values) == {"start": "22:00", "end": "06:00"}
    held = fetching.begun()[0].done
    assert held > 2_000_000
    refused(town, "fetch", Paused, "fetch.window", lambda: fetching.fetch(HEAVY, 1))
    town.clock.at = town.clock.at.replace(hour=22)
    town.server.forget()
    assert got(town.fetching(rules=Rules(night=night("22:00-06:00"))).fetch(HEAVY, 1)) == 1
    assert town.server.bytes() == town.site.file(HEAVY, 1).stat().st_size - held


def test_the_plan_is_told_in_bytes_requests_and_time(town: Town) -> None:
    size = town.site.file(HEAVY, 1).stat().st_size
    plan = town.fetching().plan(HEAVY, 1)
    assert (plan.bytes, plan.requests, plan.seconds, plan.exact) == (size, 1, None, True)
    assert town.server.requests() == []
    town.fetching().fetch(HEAVY, 1)
    most = town.fetching().plan(HEAVY, 2)
    assert (most.bytes >= size, most.exact) == (True, False)
    assert most.seconds
    town.server.forget()
    plan = town.fetching().plan(HEAVY, 2, measure=True)
    assert plan.exact and 60_000 <= plan.bytes < 0.01 * size + 40_000
    before = town.server.bytes()
    town.fetching().fetch(HEAVY, 2)
    assert town.server.bytes() == before + plan.bytes
    assert len(town.server.requests()) - 2 == plan.requests


def test_a_plan_leaves_nothing_but_what_was_begun_before(town: Town) -> None:
    town.fetching().fetch(HEAVY, 1)
    coming = town.home / "packs" / "coming"
    town.fetching().plan(HEAVY, 2, measure=True)
    assert list(coming.iterdir()) == [] and town.fetching().begun() == ()
    with pytest.raises(Halt):
        town.fetching().fetch(HEAVY, 2, halting(2_000_000))
    (begun,) = town.fetching().begun()
    first = town.fetching().plan(HEAVY, 2, measure=True)
    (still,) = town.fetching().begun()
    assert still.done >= begun.done and len(list(coming.iterdir())) == 2
    town.server.forget()
    again = town.fetching().plan(HEAVY, 2, measure=True)
    assert (again.bytes, again.requests) == (first.bytes, first.requests)
    assert town.server.requests() == [], "its list of contents is here"
    assert got(town.fetching().fetch(HEAVY, 2)) == 2
    assert town.server.bytes() == first.bytes
    assert list(coming.iterdir()) == []


@pytest.mark.parametrize("fault", [{"kind": "status", "code": 404}, {"kind": "portal"}])
def test_a_plan_that_fails_leaves_nothing(town: Town, fault: dict[str, object]) -> None:
    town.fetching().fetch(HEAVY, 1)
    town.server.plan(fault)
    with pytest.raises(MilClicksError):
        town.fetching().plan(HEAVY, 2, measure=True)
    assert list((town.home / "packs" / "coming").iterdir()) == []


@row(102, doors="fetch")
def test_row_102_three_packs_and_the_power_goes_after_two(town: Town) -> None:
    keys = ("test.ant@1", "test.bee@1", "test.cat@1")
    sizes = [town.site.file(key[:8], 1).stat().st_size for key in keys]
    with pytest.raises(Halt):
        town.fetching().fetch_all(keys, halting(sizes[0] + sizes[1] + 1))
    town.library.close()
    trust = Trust(town.home, town.site.catalog(town.home, now=town.clock.now))
    with Library.open(town.home, trust=trust) as library:  # the next start
        fetching = Fetching(town.home, library, Means(town.clock, FixedLine(), [town.source()]))
        assert [one.id for one in library.packs()] == ["test.ant", "test.bee"]
        assert fetching.left() == ("test.cat@1",)
        found = fetching.fetch_all(fetching.left())
        assert ([one.id for one in found.added], found.left) == (["test.cat"], ())
        accepted_by("fetch", found)


@row(102, also="source.other", doors="fetch")
def test_row_102_one_that_is_refused_does_not_hold_up_the_others(town: Town) -> None:
    town.site.file("test.bee", 1).write_bytes(tiny(9).bytes().ljust(10))
    keys = ("test.ant@1", "test.cat@1")
    found = town.fetching().fetch_all(keys)
    assert len(found.added) == 2
    accepted_by("fetch", found)
    bee = town.fetching()
    refused(town, "fetch", SourceFailed, "source.other", lambda: bee.fetch("test.bee"))


def rot(path: Path, at: int, size: int = 1) -> None:
    """Turn bits of a file over; its time and size stay, as on a bad disk."""
    import os

    stat = path.stat()
    with path.open("r+b") as file:
        file.seek(at)
        data = file.read(size)
        file.seek(at)
        file.write(bytes(byte ^ 0x10 for byte in data))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.fixture
def rotten(town: Town) -> Path:
    """Version 1 is here, and a picture of it has rotted."""
    town.fetching().fetch(HEAVY, 1)
    path = town.library.versions(HEAVY)[0].path
    rot(path, spans(path)["media/noise-0005.png"][0] + 50)
    town.library.refresh()
    town.server.forget()
    return path


@row(86, also="blob.hash zip.data", doors="open")
@row(86, doors="repair")
def test_row_86_only_the_damaged_picture_is_blocked_and_mended(town: Town, rotten: Path) -> None:
    assert town.library.picture(HEAVY, "noise-0005", "en").data in (None, b"")
    assert accepted_by("open", town.library.picture(HEAVY, "noise-0006", "en").data)
    reading = town.library.media
    refused(town, "open", PackRefused, "blob.hash", lambda: reading(HEAVY, "noise-0005"))
    assert town.library.lesson(town.library.lessons("en")[0].ref, "en").title
    found = accepted_by("repair", town.fetching().repair(HEAVY))
    assert found is not None and found.parts == ("media/noise-0005.png",)
    assert town.server.bytes() == found.bytes < 61_000
    assert whole(town, HEAVY) == 1
    assert town.library.picture(HEAVY, "noise-0005", "en").data
    assert town.fetching().repair(HEAVY) is None


@row(86, "repair.no_donor", doors="repair")
def test_row_86_mended_from_the_previous_version_without_any_place(
    town: Town, rotten: Path, versions: list[Path]
) -> None:
    means = Means(town.clock, FixedLine())
    fetching = Fetching(town.home, town.library, means)
    work = partial(fetching.repair, HEAVY)
    error = refused(town, "repair", NotMended, "repair.no_donor", work)
    assert "noise-0005" in str(error.sentence)
    assert accepted_by("repair", fetching.repair(HEAVY, donors=[versions[1]])) is not None
    assert whole(town, HEAVY) == 1
    assert town.server.requests() == []


@row(86, doors="repair")
def test_row_86_a_list_of_contents_that_has_rotted(town: Town, rotten: Path) -> None:
    rot(rotten, rotten.stat().st_size - 400)
    town.library._held.index.clear()
    town.library.refresh()
    assert town.library.packs()[0].ready.state == "damaged"
    assert accepted_by("repair", town.fetching().repair(HEAVY)) is not None
    assert town.server.bytes() < 120_000
    assert whole(town, HEAVY) == 1


@row(86)
def test_row_86_the_same_pack_from_a_stick_mends_it_too(
    town: Town, rotten: Path, versions: list[Path]
) -> None:
    accepted(town.library, town.site.file(HEAVY, 1))
    assert whole(town, HEAVY) == 1


@row(86, "repair.no_donor", doors="repair")
def test_row_86_a_lying_donor_mends_nothing(town: Town, rotten: Path) -> None:
    place = spans(town.site.file(HEAVY, 1))["media/noise-0005.png"][0]
    town.server.plan({"kind": "flip", "path": "packs/", "at": place + 9})
    work = partial(town.fetching().repair, HEAVY)
    error = refused(town, "repair", NotMended, "repair.no_donor", work)
    assert "source.other" in error.detail
    town.server.plan()
    assert accepted_by("repair", town.fetching().repair(HEAVY)) is not None


@row(75, doors="repair")
def test_row_75_a_bad_sector_is_tried_three_times_and_fetched_elsewhere(
    town: Town, rotten: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []
    from milclicks.packs.travel import download

    real = download._read_patiently

    class Sector:
        """A file whose third piece cannot be read."""

        def __init__(self, file: object) -> None:
            self.file = file
            self.place = 0

        def seek(self, place: int) -> int:
            self.place = place
            return self.file.seek(place)  # type: ignore[attr-defined, no-any-return]

        def read(self, size: int) -> bytes:
            if self.place == 2 * 65536:
                tried.append(self.place)
                raise OSError(errno.EIO, "Input/output error")
            return self.file.read(size)  # type: ignore[attr-defined, no-any-return]

    monkeypatch.setattr(
        download, "_read_patiently", lambda file, place, size: real(Sector(file), place, size)
    )
    assert accepted_by("repair", town.fetching().repair(HEAVY)) is not None
    assert tried == [2 * 65536] * 3
    assert whole(town, HEAVY) == 1
    assert town.server.bytes() < 65536 + 61_000 + 30_000


def test_a_pack_that_is_not_listed(town: Town) -> None:
    with pytest.raises(NotFound):
        town.fetching().fetch("test.dog")


def test_an_older_version_than_what_is_here(town: Town) -> None:
    town.fetching().fetch(HEAVY, 2)
    with pytest.raises(PackRefused) as caught:
        town.fetching().fetch(HEAVY, 1)
    assert caught.value.code == "version.older"


def test_a_withdrawn_version_is_not_fetched(town: Town) -> None:
    town.site.revoke("test.ant", 1)
    town.fetching().look()
    for version in (1, None):
        with pytest.raises(PackRefused) as caught:
            town.fetching().fetch("test.ant", version)
        assert caught.value.code == "trust.withdrawn"


def test_a_download_that_is_not_wanted_any_more(town: Town) -> None:
    with pytest.raises(Halt):
        town.fetching().fetch(HEAVY, 1, halting(2_000_000))
    assert [one.expected.key for one in town.fetching().begun()] == [f"{HEAVY}@1"]
    town.fetching().drop(HEAVY, 1)
    assert (town.fetching().begun(), town.fetching().left()) == ((), ())
    assert not list(town.home.rglob("*.part"))
