"""Rows 56, 57 and 91 of the fault table: answers that never begin, and that lead to no place.

A server that only says that it will answer, or sends its head letter by letter, keeps no time-out
of a socket waiting; the whole of an answer's head has a bound of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from milclicks.packs.library import Library
from milclicks.packs.travel import mirrors
from milclicks.packs.travel.fetching import Fetching, Means
from milclicks.packs.travel.http import Bounds, HttpSource
from milclicks.packs.travel.looking import PATIENCE_MS
from milclicks.packs.travel.refusals import SourceAstray, SourceSlow
from milclicks.packs.travel.source import FolderSource, Reading
from milclicks.packs.trust.refusals import TrustRefused
from milclicks.packs.trust.standing import Trust
from tests.support.clock import FrozenClock
from tests.support.loopback import Loopback
from tests.support.refusing import NOTES, accepted_by, refused_by, row
from tests.support.site import Site, days, pack
from tests.support.travel import PACK, FixedLine, Naps, Road, make_road

pytestmark = pytest.mark.loopback
SOON = Bounds(connect_s=5, idle_s=0.5, rate=100, over_s=0.5)
OK = "HTTP/1.1 200 OK\r\n"
WAIT = "HTTP/1.1 100 Continue\r\n\r\n"
LINES: dict[str, dict[str, object]] = {
    "continue": {"first": "", "again": WAIT * 1000},
    "continue now and then": {"first": "", "again": WAIT, "slowly": True},
    "head letter by letter": {"first": f"{OK}X: ", "again": "a", "slowly": True},
    "chunk letter by letter": {
        "first": f"{OK}Transfer-Encoding: chunked\r\n\r\n1;",
        "again": "a",
        "slowly": True,
    },
}
NOWHERE = (
    "http://[",
    "http://[::1",
    "http://",
    "http://a:99999/x",
    "http://127.0.0.1:0/",
    "file:///etc/passwd",
    "gopher://x",
    "data:,x",
    "//[",
    f"/{PACK}",
)


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    """A pack of 2 MB on the server."""
    yield from make_road(tmp_path)


def whole(road: Road) -> None:
    """The control: the same server without a fault."""
    road.server.plan()
    assert accepted_by("fetch", road.download().run().read_bytes()) == road.pack.read_bytes()


@pytest.mark.parametrize("name", LINES)
@row(57, "source.slow", doors="fetch")
def test_row_57_an_answer_that_never_begins_is_left_alone(road: Road, name: str) -> None:
    road.server.plan({"kind": "line", **LINES[name]})
    slow = road.source(bounds=SOON)
    error = refused_by(
        "fetch", "source.slow", road.home, road.download(slow).run, kind=SourceSlow, but=NOTES
    )
    assert slow.label in str(error.sentence)
    whole(road)


@pytest.mark.parametrize("name", LINES)
@row(56, also="source.slow", doors="fetch")
def test_row_56_a_small_file_that_never_begins(road: Road, name: str) -> None:
    road.server.plan({"kind": "line", **LINES[name]})
    slow = road.source(bounds=SOON)
    act = lambda: slow.read("metadata/timestamp.json", 1000)  # noqa: E731
    refused_by("fetch", "source.slow", road.home, act, kind=SourceSlow, but=())
    (road.root / "metadata").mkdir()
    (road.root / "metadata" / "timestamp.json").write_text("{}")
    road.server.plan()
    assert slow.read("metadata/timestamp.json", 1000) == b"{}"  # the same source, on a new line
    whole(road)


def test_silence_at_every_try_ends_within_the_bound_of_a_look(road: Road) -> None:
    road.server.plan({"kind": "silent"})
    with pytest.raises(SourceSlow):
        road.download(road.source(bounds=SOON)).run()
    tries = mirrors._TRIES
    assert len(road.server.requests()) == tries
    assert 1000 * (sum(road.naps.taken) + tries * Bounds().idle_s) < PATIENCE_MS


@pytest.mark.parametrize("to", NOWHERE)
@row(91, "source.astray", doors="fetch")
def test_row_91_a_redirect_that_leads_nowhere(road: Road, to: str) -> None:
    road.server.plan({"kind": "redirect", "to": to})
    act = road.download().run
    refused_by("fetch", "source.astray", road.home, act, kind=SourceAstray, but=NOTES)
    assert not road.naps.taken and len(road.server.requests()) <= Bounds().redirects + 1
    with pytest.raises(SourceAstray):
        road.source().read("metadata/timestamp.json", 1000)
    whole(road)


def test_a_look_at_two_places_goes_on_when_one_never_begins(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "town", [pack(tmp_path, "test.ant", 1)])
    home, clock, server = tmp_path / "home", FrozenClock(days(1)), None
    server = Loopback(site.root, tmp_path / "log")
    trust = Trust(home, site.catalog(home, now=clock.now))
    try:
        server.plan({"kind": "line", **LINES["continue"]})
        bad = HttpSource(server.address, "the bad one", bounds=SOON)
        good = FolderSource(site.root, "the good one")
        with Library.open(home, trust=trust) as library:
            means = Means(clock, FixedLine(), (bad, good), sleep=Naps())
            fetching = Fetching(home, library, means)
            asked: list[str] = []
            news = fetching.look(asking=asked.append)
            assert asked == ["the bad one", "the good one"]
            assert any("the bad one" in str(told) for _, told in news.told())
            assert fetching.fetch("test.ant").version == 1
    finally:
        server.close()


class Turning(FolderSource):
    """Says something else of its timestamp after the first time."""

    def __init__(self, root: Path, later: bytes) -> None:
        super().__init__(root, "turning")
        self.later, self.asked = later, 0

    def read(self, path: str, limit: int) -> bytes:
        """The signature of the first answer is wrong."""
        if path != "metadata/timestamp.json":
            return super().read(path, limit)
        self.asked += 1
        if self.asked > 1:
            return self.later
        made = json.loads(super().read(path, limit))
        made["signatures"][0]["sig"] = "00" * 64
        return json.dumps(made).encode()

    def open(self, path: str, start: int = 0, end: int | None = None, tag: str = "") -> Reading:
        """As the folder has it."""
        return super().open(path, start, end, tag)


@pytest.mark.parametrize(
    "later",
    [
        b'{"signed":{"x-root":1e999}}',
        b'{"signed":{"x-root":-1e999}}',
        b'{"signed":{"x-root":NaN}}',
        b'{"signed":{"x-root":"9"}}',
        b'{"signed":{"x-root":[]}}',
        b'{"signed":[]}',
        b"[" * 15_000,
        b"\xff",
        b"",
    ],
    ids=lambda later: repr(later[:30]),
)
def test_the_reason_of_a_wrong_signature_is_read_in_bounds(tmp_path: Path, later: bytes) -> None:
    site = Site.make(tmp_path / "town", [pack(tmp_path, "test.ant", 1)])
    catalog = site.catalog(tmp_path / "home", now=FrozenClock(days(1)).now)
    with pytest.raises(TrustRefused) as caught:
        catalog.look(Turning(site.root, later))
    assert caught.value.code == "trust.signature"
    assert catalog.look(FolderSource(site.root)).known.versions["timestamp"] >= 1
