"""Rows 94 to 96 of the fault table: the next PC lies, is asked for what it must not give, swarms.

Each liar is a valid site with one thing wrong; beside it stands the same without the fault, which
is accepted. A refusal leaves every file of the data folder as it was, for looking and for taking.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from milclicks.core.errors import MilClicksError
from milclicks.lan.neighbours import MOST, Neighbours
from milclicks.packs.library import Library
from milclicks.packs.travel import peer
from milclicks.packs.travel.shared import LIST, Offers
from milclicks.records.records import Records
from tests.fixtures.packs.forge import state
from tests.support.clock import FrozenClock
from tests.support.loopback import Loopback
from tests.support.room import ask, request, serving, sharing, teaching
from tests.support.site import Site, days, pack
from tests.support.sticks import library

pytestmark = [pytest.mark.strict_trust, pytest.mark.loopback]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A catalogue with test.tiny 1 and 2."""
    made = [pack(tmp_path / "made", "test.tiny", number) for number in (1, 2)]
    return Site.make(tmp_path / "made", made)


@pytest.fixture
def teacher(site: Site, tmp_path: Path) -> Iterator[Library]:
    """The library of a computer with test.tiny 2, and with results of learners beside it."""
    data = tmp_path / "teacher"
    with closing(Records.open(data, FrozenClock(), "0")) as records:
        records.people.add("Amina", "fox")
    (data / "settings.json").write_text("{}", "utf-8")
    with teaching(site, data, ("test.tiny", 2)) as made:
        yield made


class Liar:
    """What a sharing computer gives, as files of a faulty server that a test bends."""

    def __init__(self, teacher: Library, folder: Path) -> None:
        self.folder = folder
        with sharing(teacher) as server:
            for path, shared in server.tree.items():
                file = folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                with shared.open() as given:
                    file.write_bytes(given.read())
        self.line = Loopback(folder, folder.with_name("log"))

    def list(self, **change: Any) -> None:
        """Change the first pack in the list."""
        raw = json.loads((self.folder / LIST).read_bytes())
        raw["packs"][0].update(change)
        (self.folder / LIST).write_text(json.dumps(raw), "utf-8")


@pytest.fixture
def liar(teacher: Library, tmp_path: Path) -> Iterator[Liar]:
    """A faulty server with everything that the teacher's computer gives."""
    made = Liar(teacher, tmp_path / "liar")
    yield made
    made.line.close()


def _take(site: Site, data: Path, address: str) -> str:
    """What taking the first pack ends with: a code, or the tier of what is here then."""
    with library(data, site.catalog(data, days(1))) as made:
        place = peer.source(address)
        before = state(data)
        try:
            found = peer.look(place, made)
            assert state(data) == before, "looking keeps nothing"
            info = peer.take(place, found.packs[0].offered, made, data, sleep=lambda _s: None)
        except MilClicksError as error:
            assert error.sentence.text.endswith(".") and error.remedy is not None
            assert made.packs() == () and state(data) == before
            return error.code
        finally:
            place.close()
        return info.standing.tier


def _endless(liar: Liar) -> None:
    (liar.folder / LIST).write_bytes(b" " * (peer.LIST_BYTES + 1))


def _other_keys(liar: Liar) -> None:
    """The catalogue of other makers, with a pack of theirs in the place of the right one."""
    other = liar.folder.with_name("other")
    changed = pack(other / "in", "test.tiny", 2, title="Not what you think")
    made = Site.make(other, [changed])
    for name in ("metadata", "targets"):
        shutil.rmtree(liar.folder / name)
        shutil.copytree(made.root / name, liar.folder / name)
    file = shutil.copy(made.file("test.tiny", 2), liar.folder / "packs")
    from milclicks.packs.pack import Pack

    with Pack(Path(file)) as found:
        liar.list(manifest=found.digest, bytes=Path(file).stat().st_size)


def _shorter(liar: Liar) -> None:
    file = next((liar.folder / "packs").iterdir())
    file.write_bytes(file.read_bytes()[:-1])


def _another_file(liar: Liar) -> None:
    file = next((liar.folder / "packs").iterdir())
    file.write_bytes(b"MZ" + bytes(len(file.read_bytes()) - 2))


LIES: dict[str, tuple[Callable[[Liar], Any], str]] = {
    "an id that climbs": (lambda one: one.list(id="../../x"), "peer.odd"),
    "an id with a slash": (lambda one: one.list(id="mil.core/../x"), "peer.odd"),
    "a size of nothing": (lambda one: one.list(bytes=0), "peer.odd"),
    "a size past all bounds": (lambda one: one.list(bytes=2**31), "peer.odd"),
    "a size that is not so": (lambda one: one.list(bytes=77), "source.other"),
    "a wrong hash": (lambda one: one.list(manifest="0" * 64), "trust.altered"),
    "a version that nobody signed": (lambda one: one.list(version=9), "source.missing"),
    "a name of two kilometres": (lambda one: one.list(label="x" * 2000), "peer.odd"),
    "a list without end": (_endless, "peer.odd"),
    "a list that is a page": (lambda one: one.line.plan({"kind": "portal"}), "peer.odd"),
    "headers without end": (lambda one: one.line.plan({"kind": "long_headers"}), "peer.away"),
    "a way out of the room": (
        lambda one: one.line.plan({"kind": "redirect", "to": "http://192.0.2.1/"}),
        "peer.away",
    ),
    "a catalogue of other makers": (_other_keys, "trust.unsigned"),
    "a file that ends early": (_shorter, "source.other"),
    "a program in place of a pack": (_another_file, "source.other"),
}


@pytest.mark.parametrize("lie", LIES)
def test_row_94_a_lan_peer_lies(site: Site, liar: Liar, tmp_path: Path, lie: str) -> None:
    bend, code = LIES[lie]
    assert _take(site, tmp_path / "control", liar.line.address) == "official"
    bend(liar)
    assert _take(site, tmp_path / "home", liar.line.address) == code
    outside = {one.name for one in tmp_path.iterdir()}
    assert outside <= {"made", "teacher", "liar", "log", "control", "home", "other", "share"}


def test_row_94_a_peer_that_lies_leaves_what_is_here(
    site: Site, liar: Liar, tmp_path: Path
) -> None:
    data = tmp_path / "home"
    with teaching(site, data, ("test.tiny", 1)) as made:
        before = state(data)
        liar.list(manifest="0" * 64)
        place = peer.source(liar.line.address)
        (found,) = peer.look(place, made).packs
        assert found.state == "newer"
        with pytest.raises(MilClicksError) as caught:
            peer.take(place, found.offered, made, data)
        assert caught.value.code == "trust.altered"
        place.close()
        assert state(data) == before


PRIVATE = (
    "/records.db",
    "/records.db-wal",
    "/settings.json",
    "/library.db",
    "/packs/",
    "/packs",
    "/",
    "/index.html",
    "/backups/",
    "/trust/catalogue.json",
    "/packs/../records.db",
    "/packs/..%2frecords.db",
    "/%2e%2e/records.db",
    "/../../etc/passwd",
    "//etc/passwd",
    "/packs/test.tiny-2.milpack/",
    "/packs/test.tiny-2.milpack?x",
    "/packs/test.tiny-2.milpack%00",
    "/packs/TEST.TINY-2.MILPACK",
    "/packs/test.tiny-1.milpack",
    "/metadata/../records.db",
    "\\records.db",
    "C:\\records.db",
    "http://127.0.0.1/records.db",
)


@pytest.mark.parametrize("path", PRIVATE)
def test_row_95_nothing_but_packs_has_a_name(teacher: Library, path: str) -> None:
    with sharing(teacher) as server:
        assert request(server, path)[0] == 404
        assert request(server, path, "HEAD")[0] == 404
        assert request(server, "/packs/test.tiny-2.milpack")[0] == 200


@pytest.mark.parametrize("verb", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_row_95_nothing_can_be_sent(teacher: Library, tmp_path: Path, verb: str) -> None:
    with sharing(teacher) as server:
        before = state(tmp_path / "teacher")
        for path in ("/packs/test.tiny-2.milpack", "/packs.json", "/new"):
            status, head, _ = request(server, path, verb, "Content-Length: 0")
            assert (status, head["allow"]) == (405, "GET, HEAD")
        assert request(server, "/packs.json", "GET", "Content-Length: 9")[0] == 413
        assert request(server, "/packs.json", "GET", "Transfer-Encoding: chunked")[0] == 413
        assert request(server, "/packs.json")[0] == 200
        assert state(tmp_path / "teacher") == before


def test_row_95_a_page_elsewhere_cannot_rebind_a_name(teacher: Library) -> None:
    with sharing(teacher) as server:
        own = f"127.0.0.1:{server.port}"
        for host in (
            "evil.example",
            f"evil.example:{server.port}",
            f"localhost:{server.port}",
            "127.0.0.1",
            f"127.0.0.1:{server.port}.evil.example",
            f"192.168.1.1:{server.port}",
            f"0.0.0.0:{server.port}",
            f"user@{own}",
        ):
            assert request(server, "/packs.json", host=host)[0] == 421, host
        assert ask(server, b"GET /packs.json HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 400")
        assert ask(server, b"GET /packs.json HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 421")
        twice = f"GET /packs.json HTTP/1.1\r\nHost: {own}\r\nHost: evil.example\r\n\r\n"
        assert ask(server, twice.encode()).startswith(b"HTTP/1.1 400")
        assert request(server, "/packs.json", host=own)[0] == 200


def test_row_95_no_word_of_a_learner_is_in_anything_that_is_given(
    teacher: Library, tmp_path: Path
) -> None:
    with sharing(teacher, "Riverside") as server:
        given = {path: request(server, f"/{path}")[2] for path in server.tree}
        assert b"Amina" in b"".join(one.read_bytes() for one in (tmp_path / "teacher").glob("rec*"))
        assert not any(b"Amina" in body for body in given.values())
        listed = msgspec.json.decode(given[LIST], type=Offers)
        assert [one.key for one in listed.packs] == ["test.tiny@2"]
        assert {path.split("/")[0] for path in given} == {"metadata", "targets", "packs", LIST}


def test_row_96_a_swarm_of_neighbours_is_capped_and_a_typed_address_works(
    site: Site, teacher: Library, tmp_path: Path
) -> None:
    found = Neighbours()
    for number in range(500):
        found.saw(f"fake-{number}", f"Fake {number}", "10.0.0.7", 1 + number)
    assert len(found.here()) == MOST == 20
    found.gone("fake-3")
    found.saw("late", "Late", "10.0.0.8", 8420)
    assert [one.name for one in found.here()].count("Late") == 1
    with sharing(teacher) as server:
        typed = f"  127.0.0.1:{server.port} "
        assert _take(site, tmp_path / "home", typed) == "official"


def test_row_94_what_a_neighbour_says_of_itself_is_bounded() -> None:
    found = Neighbours()
    for name, address, port in (
        ("far away", "8.8.8.8", 80),
        ("no port", "192.168.1.5", 0),
        ("a port past all", "192.168.1.5", 70_000),
        ("no address", "evil.example", 8420),
        ("a path", "192.168.1.5/../x", 8420),
    ):
        found.saw(name, name, address, port)
    assert found.here() == ()
    found.saw("long", "\u202eUNESCO\n" + "x" * 500, "192.168.1.5", 8420)
    (one,) = found.here()
    assert one.address == "192.168.1.5:8420"
    assert one.name.startswith("UNESCO x") and len(one.name) <= 60 and one.name.isprintable()


def test_the_liars_server_is_as_good_as_ours(teacher: Library, liar: Liar) -> None:
    """So that what the tests of lies see is the lie and not the server."""
    with sharing(teacher) as server, serving(server.tree) as again:
        assert {f for f in server.tree if request(again, f"/{f}")[0] != 200} == set()
        given = {one.relative_to(liar.folder).as_posix() for one in liar.folder.rglob("*.*")}
        assert given >= set(server.tree)
