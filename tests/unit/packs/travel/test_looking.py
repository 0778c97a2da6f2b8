"""Several places are looked at: each that is broken is told, the newest catalogue counts."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from milclicks.core.errors import MilClicksError
from milclicks.packs.library import Library
from milclicks.packs.travel.fetching import Fetching, Means
from milclicks.packs.travel.http import HttpSource
from milclicks.packs.travel.looking import PATIENCE_MS, NoneBelieved
from milclicks.packs.travel.source import FolderSource, Source
from milclicks.packs.trust.news import News
from milclicks.packs.trust.refusals import TrustRefused
from milclicks.packs.trust.standing import Trust
from tests.support.clock import FrozenClock
from tests.support.loopback import Loopback
from tests.support.site import Site, days, pack
from tests.support.travel import QUICK, FixedLine

pytestmark = pytest.mark.loopback
Break = Callable[[Path], object]


def _empty(root: Path) -> None:
    (root / "metadata/timestamp.json").write_bytes(b"")


def _page(root: Path) -> None:
    (root / "metadata/timestamp.json").write_text("<html>Please sign in</html>")


def _no_targets(root: Path) -> None:
    newest = max((root / "metadata").glob("*.targets.json"), key=lambda one: len(one.name))
    for one in (root / "metadata").glob("*.targets.json"):
        one.unlink()
    assert not newest.exists()


def _no_metadata(root: Path) -> None:
    for one in (root / "metadata").iterdir():
        one.unlink()
    (root / "metadata").rmdir()


def _bent(root: Path) -> None:
    path = root / "metadata/timestamp.json"
    path.write_bytes(path.read_bytes().replace(b'"version"', b'"Version"', 1))


def _no_listing(root: Path) -> None:
    for one in (root / "targets").glob("*.catalog.json"):
        one.unlink()


BREAKS: dict[str, Break] = {
    "empty": _empty,
    "page": _page,
    "no_targets": _no_targets,
    "no_metadata": _no_metadata,
    "bent": _bent,
    "no_listing": _no_listing,
}


class Maps:
    """A site in three states, each in a folder of its own, and a library that believes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = Site.make(folder / "town", [pack(folder, "test.ant", 1)])
        self.first = self.site.copied(folder / "first").root
        self.site.publish([pack(folder, "test.ant", 2)], now=days(1))
        self.second = self.site.copied(folder / "second").root
        self.site.publish([pack(folder, "test.ant", 3)], now=days(2))
        self.third = self.site.copied(folder / "third").root
        self.home = folder / "home"
        self.clock = FrozenClock(days(3))
        catalog = self.site.catalog(self.home, now=self.clock.now)
        self.library = Library.open(self.home, trust=Trust(self.home, catalog))

    def source(self, root: Path) -> FolderSource:
        """A folder as a place, called by its name."""
        return FolderSource(root, root.name)

    def fetching(self, *sources: Source) -> Fetching:
        """What fetches from these places."""
        return Fetching(self.home, self.library, Means(self.clock, FixedLine(), sources))

    def look(self, *roots: Path) -> News:
        """Look at these folders in turn."""
        return self.fetching(*map(self.source, roots)).look()

    @property
    def newest(self) -> int:
        """The version of the pack that is known to be newest; 0 for none."""
        entry = self.library.trust.catalog.entry("test.ant")
        return entry.version if entry else 0


@pytest.fixture
def maps(tmp_path: Path) -> Iterator[Maps]:
    made = Maps(tmp_path)
    yield made
    made.library.close()


def sentences(news: News) -> list[str]:
    return [str(message) for _, message in news.told()]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (0, 2)])
def test_the_newest_counts_wherever_it_stands(maps: Maps, order: tuple[int, ...]) -> None:
    all_three = (maps.first, maps.second, maps.third)
    news = maps.look(*(all_three[one] for one in order))
    assert (maps.newest, news.outcome) == (3, "newer")
    older = {f"{all_three[one].name} has an older catalogue." for one in order if one != 2}
    told = sentences(news)
    assert all(any(one.startswith(start) for one in told) for start in older), told
    assert not any(one.startswith("third") for one in told)
    again = maps.look(*(all_three[one] for one in order))
    assert (maps.newest, again.outcome) == (3, "same")
    assert [code for code, _ in again.told()].count("trust.older") == len(older)


@pytest.mark.parametrize("name", BREAKS)
@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_a_broken_place_is_told_and_the_others_are_asked(
    maps: Maps, name: str, first: bool
) -> None:
    BREAKS[name](maps.second)
    order = (maps.second, maps.third) if first else (maps.third, maps.second)
    news = maps.look(*order)
    assert (maps.newest, news.outcome) == (3, "newer")
    told = sentences(news)
    assert sum("second" in one for one in told) == 1, told
    assert len(told) == 2


def test_where_all_are_broken_each_is_told(maps: Maps) -> None:
    _empty(maps.second)
    _no_metadata(maps.third)
    with pytest.raises(NoneBelieved) as caught:
        maps.look(maps.second, maps.third)
    told = [str(one) for one in caught.value.told]
    assert len(told) == 2 and "second" in told[0] and "third" in told[1]
    assert caught.value.code == "trust.format" and caught.value.remedy is not None
    assert maps.newest == 0 and maps.library.trust.catalog.known is None


def test_one_place_alone_says_its_own_error(maps: Maps) -> None:
    _no_metadata(maps.third)
    with pytest.raises(TrustRefused) as caught:
        maps.look(maps.third)
    assert caught.value.code == "trust.none"
    with pytest.raises(MilClicksError, match="does not know yet where to look"):
        maps.look()


def test_a_place_signed_by_others_changes_nothing(maps: Maps, tmp_path: Path) -> None:
    other = Site.make(tmp_path / "others", [pack(tmp_path / "o", "test.ant", 9)], now=days(2))
    news = maps.look(other.root, maps.third)
    assert maps.newest == 3 and len(sentences(news)) == 2


def test_a_pack_comes_from_whoever_has_it(maps: Maps) -> None:
    """The first has the catalogue and no packs, the second is old and has one."""
    for one in (maps.third / "packs").iterdir():
        one.unlink()
    kept = maps.site.root
    fetching = maps.fetching(maps.source(maps.third), maps.source(maps.first), maps.source(kept))
    fetching.look()
    assert fetching.fetch("test.ant").version == 3


def test_a_withdrawal_on_the_second_place_is_learnt(maps: Maps) -> None:
    maps.look(maps.third)
    maps.site.revoke("test.ant", 3, now=days(3))
    maps.look(maps.third, maps.site.root)
    assert maps.newest == 2


class Halt(Exception):
    """Somebody pressed Stop."""


def test_stop_between_places_keeps_what_was_believed(maps: Maps) -> None:
    asked: list[str] = []

    class Told(FolderSource):
        def read(self, path: str, limit: int) -> bytes:
            asked.append(self.label)
            return super().read(path, limit)

    def halt() -> None:
        if asked:
            raise Halt

    fetching = maps.fetching(Told(maps.first, "first"), Told(maps.third, "third"))
    with pytest.raises(Halt):
        fetching.look(halt)
    assert set(asked) == {"first"} and maps.newest == 1


@contextmanager
def listening() -> Iterator[tuple[str, socket.socket]]:
    """An address that takes connections in and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        yield f"http://127.0.0.1:{deaf.getsockname()[1]}", deaf


def test_stop_within_a_silent_place(maps: Maps) -> None:
    asked = 0

    def halt() -> None:
        nonlocal asked
        asked += 1
        if asked > 2:
            raise Halt

    with listening() as (address, _):
        place = HttpSource(address)
        try:
            with pytest.raises(Halt):
                maps.fetching(place, maps.source(maps.third)).look(halt)
        finally:
            place.close()
    assert maps.newest == 0


def test_a_silent_place_costs_one_time_out(maps: Maps) -> None:
    with listening() as (address, deaf):
        place = HttpSource(address, "mirror", bounds=QUICK)
        try:
            news = maps.fetching(place, maps.source(maps.third)).look()
        finally:
            place.close()
        deaf.settimeout(0.2)
        deaf.accept()[0].close()
        with pytest.raises(TimeoutError):
            deaf.accept()
    assert maps.newest == 3
    assert any("mirror" in one for one in sentences(news))


def test_a_place_that_trickles_is_left_after_a_while(maps: Maps, tmp_path: Path) -> None:
    """Each file comes in time, all of them never do."""
    server = Loopback(maps.second, tmp_path / "log")
    slow = HttpSource(server.address, "mirror", bounds=QUICK)

    class Trickling(FrozenClock):
        def mono_ms(self) -> int:
            self.ms += PATIENCE_MS // 3
            return self.ms

    means = Means(Trickling(days(3)), FixedLine(), (slow, maps.source(maps.third)))
    try:
        news = Fetching(maps.home, maps.library, means).look()
    finally:
        slow.close()
        server.close()
    assert maps.newest == 3
    assert any(one.startswith("Nearly nothing comes from") for one in sentences(news))


def test_a_login_page_at_the_first_address(maps: Maps, tmp_path: Path) -> None:
    server = Loopback(maps.third, tmp_path / "log")
    server.plan({"kind": "portal"})
    captive = HttpSource(server.address, "cafe", bounds=QUICK)
    try:
        news = maps.fetching(captive, maps.source(maps.third)).look()
    finally:
        captive.close()
        server.close()
    assert maps.newest == 3 and any("cafe" in one for one in sentences(news))


def test_the_broken_ones_are_asked_last_for_packs(maps: Maps, tmp_path: Path) -> None:
    server = Loopback(maps.third, tmp_path / "log")
    server.plan({"kind": "status", "code": 500})
    away = HttpSource(server.address, "away", bounds=QUICK)
    fetching = maps.fetching(away, maps.source(maps.third))
    try:
        fetching.look()
        server.forget()
        assert fetching.fetch("test.ant").version == 3
        assert server.requests() == [], "nobody asked it again"
    finally:
        fetching.close()
        server.close()
