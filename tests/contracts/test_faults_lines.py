"""Rows 56, 57 and 91 of the fault table: answers that never begin, and that lead to no place.

A server that only says that it will answer, or sends its head letter by letter, keeps no time-out
of a socket waiting; the whole of an answer's head has a bound of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from milclicks.packs.library import Library
from milclicks.packs.travel import mirrors
from milclicks.packs.travel.fetching import Fetching, Means
from milclicks.packs.travel.http import Bounds, HttpSource
from milclicks.packs.travel.refusals import SourceAstray, SourceBusy, SourceSlow
from milclicks.packs.travel.source import FolderSource, Reading, SourceFailed
from milclicks.packs.trust.refusals import TrustRefused
from milclicks.packs.trust.standing import Trust
from tests.support.clock import FrozenClock
from tests.support.heavy import expected, heavy
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
WORDS: dict[str, tuple[dict[str, object], str, int]] = {
    "HTTP/0.9": ({"kind": "line", "first": "hello there\n", "again": ""}, "source.failed", 3),
    "no number": ({"kind": "line", "first": "HTTP/1.1 abc OK\r\n\r\n", "again": ""},
                  "source.failed", 3),
    "two lengths": (
        {"kind": "line", "first": f"{OK}Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello",
         "again": ""}, "source.failed", 3),
    "nothing": ({"kind": "line", "first": "", "again": ""}, "source.failed", 6),
    "500": ({"kind": "status", "code": 500}, "source.busy", 6),
    "503": ({"kind": "status", "code": 503}, "source.busy", 6),
    "429": ({"kind": "status", "code": 429}, "source.busy", 6),
}  # fmt: skip
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


@pytest.mark.parametrize("name", WORDS)
@row(57, "source.busy", also="source.failed", doors="fetch")
def test_row_57_a_place_that_answers_nonsense_is_told_soon(road: Road, name: str) -> None:
    fault, code, least = WORDS[name]
    road.server.plan(fault)
    error = refused_by("fetch", code, road.home, road.download().run, kind=SourceFailed, but=NOTES)
    assert "try again" in f"{error.remedy}".lower()
    assert least <= len(road.server.requests()) <= 2 * mirrors._TRIES
    assert sum(road.naps.taken) <= mirrors.PATIENCE_S
    whole(road)


def test_when_a_place_wants_to_be_asked_again_is_kept_to(road: Road) -> None:
    busy = {"kind": "status", "code": 503, "times": 2}
    road.server.plan({**busy, "head": {"Retry-After": "9"}})
    assert road.came() == road.pack.read_bytes()
    assert 18 <= sum(road.naps.taken) <= 20
    tomorrow = {"Retry-After": "Tue, 24 Nov 2026 12:00:00 GMT"}  # a day on, by any clock
    road.server.plan({**busy, "head": tomorrow})
    road.naps.taken.clear()
    (road.home / "packs" / "coming").rename(road.home / "packs" / "gone")
    with pytest.raises(SourceBusy):
        road.download().run()
    assert not road.naps.taken


def test_a_small_file_is_waited_for_when_it_is_there_soon(road: Road) -> None:
    (road.root / "packs.json").write_bytes(b"[1]")
    busy = {"kind": "status", "code": 503, "times": 1, "path": "packs.json"}
    road.server.plan({**busy, "head": {"Retry-After": "2"}})
    source = road.source(sleep=road.naps)
    assert source.read("packs.json", 100) == b"[1]" and sum(road.naps.taken) >= 2
    for head in ({}, {"Retry-After": "600"}, {"Retry-After": "soon"}):
        road.server.plan({**busy, "head": head})
        with pytest.raises(SourceBusy):
            source.read("packs.json", 100)


def test_silence_at_every_try_ends_while_a_person_still_waits(road: Road) -> None:
    road.server.plan({"kind": "silent"})
    asked = lambda: Bounds().idle_s * len(road.server.requests())  # noqa: E731
    with pytest.raises(SourceSlow):
        road.download(road.source(bounds=SOON), now=asked).run()
    assert len(road.server.requests()) == 2 and asked() + sum(road.naps.taken) <= 45


@pytest.mark.parametrize("fault", ["cut", "stall"])
def test_a_thin_line_that_breaks_again_and_again_is_not_given_up(road: Road, fault: str) -> None:
    road.server.plan({"kind": fault, "after": 12_000})
    small = heavy(road.root / "packs" / "small-1.milpack", pictures=1, size=200_000)
    road.right = msgspec.structs.replace(expected(small), file="packs/small-1.milpack")
    thin = road.source(bounds=Bounds(connect_s=5, idle_s=0.1, rate=100, over_s=5))
    assert road.download(thin).run().read_bytes() == small.read_bytes()
    assert len(road.server.requests()) > mirrors._TRIES


def test_a_place_whose_file_is_another_one_at_each_ask(road: Road) -> None:
    """As it is where two servers take turns under one name; what comes is held against hashes."""
    road.server.plan({"kind": "turning", "after": 300_000})
    assert road.came() == road.pack.read_bytes()
    assert len(road.server.requests()) < 20


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
