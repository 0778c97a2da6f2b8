"""Rows 18, 63 and 65 of the fault table: rot under an installed pack, clocks that are wrong.

The whole process under a faked system clock is in `tests/journeys/test_clocks.py`.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random

import pytest

from milclicks.lessons.session import LessonSession
from milclicks.packs.format import Container
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.shelf import LessonRef
from milclicks.packs.travel.plan import Ledger, Rules, night
from milclicks.packs.trust.standing import Trust
from milclicks.packs.verify import verify
from milclicks.records.records import Records
from tests.fixtures.packs.forge import forge
from tests.support.clock import FrozenClock
from tests.support.lessons import fixture_lesson
from tests.support.play import one_command
from tests.support.refusing import NOTES, accepted, accepted_by, refused, refused_by, row
from tests.support.site import Site, days
from tests.support.travel import Town, make_town

RIVER = "test.river"
REF = LessonRef("mil.test", 1, "ferry")


# -- row 18: installed content that is not its hash ----------------------------------------------


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """The river pack on a site, and here."""
    for made in make_town(tmp_path, [forge().write(tmp_path / "river.milpack")]):
        made.fetching().look()
        made.fetching().fetch(RIVER)
        made.server.forget()
        yield made


def other_words(path: Path, name: str) -> None:
    """Put other words into a text of an installed pack; lengths, CRC and headers are right again.

    Only the hash in the manifest tells. Time and size of the file stay as they were.
    """
    with Pack(path) as pack:
        resource = pack.resource(name)
        words = pack.blob(resource)
    with Container(path) as container:
        entry = container.entries[f"b/{resource.hash}"]
    for number in range(26 * 26):  # other letters until the packed text is as long as before
        letters = bytes([97 + number // 26, 97 + number % 26])
        bent = words.replace(b"er", letters)
        squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = squeezer.compress(bent) + squeezer.flush() if entry.method else bent
        if bent != words and len(bent) == len(words) and len(packed) == entry.packed:
            break
    else:
        raise AssertionError("no other words of the same length were found")
    stat, data = path.stat(), bytearray(path.read_bytes())
    data[entry.data : entry.end] = packed
    old, new = (zlib.crc32(one).to_bytes(4, "little") for one in (words, bent))
    central = data.rindex(entry.name.encode()) - 46
    for place in (entry.start + 14, central + 16):
        assert data[place : place + 4] == old
        data[place : place + 4] = new
    path.write_bytes(data)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


@pytest.mark.loopback
@row(18, "lesson.damaged", also="zip.header", doors="open")
@row(18, doors="repair")
def test_row_18_installed_words_that_are_not_their_hash_are_blocked_and_mended(town: Town) -> None:
    path = town.library.versions(RIVER)[0].path
    other_words(path, "texts/en/rumour.json")
    opening = partial(town.library.lesson, LessonRef(RIVER, 3, "rumour"), "en")
    home = town.home
    refused_by("open", "zip.header", home, opening, but=NOTES)  # not as the library remembers it
    town.library._held.index.clear()
    town.library.refresh()
    refused_by("open", "lesson.damaged", home, opening, but=NOTES)  # it is known now
    assert accepted_by("open", town.library.lesson(LessonRef(RIVER, 3, "well"), "en")).title
    fetching = town.fetching()
    found = fetching.damage(RIVER)
    assert found is not None and found.parts == ("texts/en/rumour.json",)
    assert accepted_by("repair", fetching.repair(RIVER)) == found
    size = path.stat().st_size
    assert found.bytes < town.server.bytes("packs/") < size / 4, "and the list of contents"
    with Pack(town.library.versions(RIVER)[0].path) as pack:
        verify(pack)
    assert town.library.lesson(LessonRef(RIVER, 3, "rumour"), "en").title


@pytest.mark.loopback
@row(18, "blob.hash")
def test_row_18_the_same_file_is_not_let_in_anew(town: Town, tmp_path: Path) -> None:
    bent = tmp_path / "bent.milpack"
    bent.write_bytes(town.site.file(RIVER, 3).read_bytes())
    other_words(bent, "texts/en/rumour.json")
    new = tmp_path / "new"
    with Library.open(new, trust=Trust(new)) as library:
        refused(library, bent, "blob.hash", alone=True)
        assert not list(new.rglob("*.milpack*"))
        accepted(library, town.site.file(RIVER, 3))


@pytest.mark.loopback
@row(18, doors="open")
def test_row_18_control_whole_words_are_neither_blocked_nor_fetched(town: Town) -> None:
    assert accepted_by("open", town.library.lesson(LessonRef(RIVER, 3, "rumour"), "en")).title
    assert town.fetching().damage(RIVER) is None
    assert town.fetching().repair(RIVER) is None
    assert town.server.requests() == []


# -- row 63: a clock that is years behind --------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with the river pack."""
    return Site.make(tmp_path / "made", [forge().write(tmp_path / "river.milpack")])


@pytest.mark.strict_trust
@pytest.mark.parametrize("year", [1601, 1970, 2000])
@row(63, doors="look check verify install")
def test_row_63_a_clock_years_behind_hinders_nothing(site: Site, tmp_path: Path, year: int) -> None:
    home = tmp_path / "home"
    catalog = site.catalog(home, datetime(year, 1, 1, tzinfo=UTC))
    news = accepted_by("look", catalog.refresh(site.source))
    assert (news.outcome, news.clock, news.stale, news.months) == ("newer", "behind", False, 0)
    assert [code for code, _ in news.told()] == ["trust.newer", "trust.clock"]
    with Library.open(home, trust=Trust(home, catalog)) as library:
        info = accepted(library, site.file(RIVER, 3))
        assert (info.standing.tier, info.ready.state) == ("official", "ready")
        assert library.lesson(library.lessons("en")[0].ref, "en").title


@pytest.mark.strict_trust
@row(63, doors="look")
def test_row_63_control_a_right_clock_is_not_mentioned(site: Site, tmp_path: Path) -> None:
    catalog = site.catalog(tmp_path / "home", days(3))
    news = accepted_by("look", catalog.refresh(site.source))
    assert (news.clock, [code for code, _ in news.told()]) == ("right", ["trust.newer"])


# -- row 65: a clock that goes back while the app runs -------------------------------------------


class Falling(FrozenClock):
    """A clock that goes back hours or years at any reading, the monotonic one too."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._rng = Random(seed)

    def now(self) -> datetime:
        """The wall time, mostly a little later, now and then much earlier."""
        step = self._rng.choice([1, 1, 1, 40, -3_600, -86_400 * 400])
        self.at = max(self.at + timedelta(seconds=step), datetime(1980, 1, 2, tzinfo=UTC))
        return self.at

    def mono_ms(self) -> int:
        """As a PC that slept or a broken driver tells it: at times less than before."""
        self.ms += self._rng.choice([5, 900, 40_000, -70_000])
        return self.ms


@pytest.mark.parametrize("seed", range(6))
@row(65, doors="show")
def test_row_65_a_lesson_while_the_clock_falls(tmp_path: Path, seed: int) -> None:
    clock, rng, lesson = Falling(seed), Random(seed), fixture_lesson()
    with closing(Records.open(tmp_path / "data", clock, "test")) as records:
        session = LessonSession.begin(
            lesson, REF, run_id="r", learner=None, records=records, cut=60, clock=clock
        )
        for _ in range(250):
            moved = one_command(session.run, rng)
            if not moved[0].ended:
                session._move(moved)
        for page in ("start", *(step.start for step in lesson.steps if hasattr(step, "start"))):
            session.open(page)
        events = list(records.events(run="r"))
        assert len(events) > 50
        assert all(one.mono_ms >= 0 for one in events)
        assert all(one.data.get("ms", 0) >= 0 for one in events)
        ticks = [one.tick for one in events]
        assert ticks == sorted(set(ticks)), "the order is that of the answers, not of the clock"
        before = records.events(run="r")
        records.rebuild()
        assert list(records.events(run="r")) == list(before)
        accepted_by("show", events)


@pytest.mark.strict_trust
@row(65, doors="look check verify install")
def test_row_65_a_catalogue_and_a_pack_while_the_clock_falls(site: Site, tmp_path: Path) -> None:
    now, home = [days(3)], tmp_path / "home"
    catalog = site.catalog(home, lambda: now[0])
    assert catalog.refresh(site.source).clock == "right"
    now[0] = days(-4_000)
    assert accepted_by("look", catalog.refresh(site.source)).outcome == "same"
    assert (catalog.months(), catalog.time().clock) == (0, "behind")
    assert catalog.time().floor == days(3), "what was learnt is not forgotten"
    with Library.open(home, trust=Trust(home, catalog)) as library:
        info = accepted(library, site.file(RIVER, 3))
        now[0] = days(-9_000)
        library.refresh()
        assert library.packs()[0].standing == info.standing
        assert info.standing.tier == "official"
    now[0] = days(4)
    assert site.catalog(home, lambda: now[0]).refresh(site.source).clock == "right"


@row(65, doors="fetch")
def test_row_65_a_download_while_the_clock_falls(tmp_path: Path) -> None:
    clock = FrozenClock()
    ledger = Ledger(tmp_path, clock)
    ledger.measured(3_000_000, 1_500)
    ledger.measured(3_000_000, -9_000)
    assert ledger.rate == 2_000_000, "a time that ran backwards is no measure"
    ledger.add(5_000_000)
    clock.at -= timedelta(days=90)
    assert accepted_by("fetch", ledger.spent) >= 0
    assert Rules(night=night("22:00-06:00")).night == (22 * 60, 6 * 60)
