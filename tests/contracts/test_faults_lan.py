"""Rows 94 to 96 of the fault table: the next PC lies, is asked for what it must not give, swarms.

Each liar is a valid site with one thing wrong; beside it stands the same without the fault, which
is accepted. A refusal leaves every file of the data folder as it was, for looking and for taking.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from milclicks.lan.neighbours import MOST, Neighbours
from milclicks.lan.server import Bounds
from milclicks.packs.library import Library
from milclicks.packs.travel import peer
from milclicks.packs.travel.http import HttpSource
from milclicks.packs.travel.shared import LIST, Offers, tree
from milclicks.records.records import Records
from tests.support.clock import FrozenClock
from tests.support.loopback import Loopback
from tests.support.refusing import accepted_by, noted, refused_by, row, unchanged
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
                if not path:
                    continue  # the page at the address alone is the index
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


def _taken(site: Site, data: Path, address: str) -> str:
    """The control: the tier of the first pack of a computer, after it was looked at and taken."""
    with library(data, site.catalog(data, days(1))) as made, closing(peer.source(address)) as place:
        with unchanged(data):  # looking keeps nothing
            found = peer.look(place, made)
        info = peer.take(place, found.packs[0].offered, made, data, sleep=lambda _s: None)
        return accepted_by("lan", info).standing.tier


def _refused(site: Site, data: Path, address: str, code: str) -> None:
    """Looking at a computer, or taking its first pack, is refused; nothing comes of it."""
    with library(data, site.catalog(data, days(1))) as made, closing(peer.source(address)) as place:

        def take() -> None:
            found = peer.look(place, made)
            peer.take(place, found.packs[0].offered, made, data, sleep=lambda _s: None)

        refused_by("lan", code, data, take)
        assert made.packs() == () and not list(data.rglob("*.part*"))


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


LONGEST = ".".join(["a" * 20, *["b" * 40] * 4])


def _another_name(liar: Liar) -> None:
    """A signed pack of the site under the name of one that nobody knows."""
    file = next((liar.folder / "packs").iterdir())
    file.rename(file.with_name("test.other-2.milpack"))
    liar.list(id="test.other")


def _another_version(liar: Liar) -> None:
    file = next((liar.folder / "packs").iterdir())
    file.rename(file.with_name("test.tiny-7.milpack"))
    liar.list(version=7)


LIES: dict[str, tuple[Callable[[Liar], Any], str]] = {
    "an id that climbs": (lambda one: one.list(id="../../x"), "peer.odd"),
    "an id with a slash": (lambda one: one.list(id="mil.core/../x"), "peer.odd"),
    "an id with a line break": (lambda one: one.list(id="test.tiny\n"), "peer.odd"),
    "a hash with a line break": (lambda one: one.list(manifest="0" * 64 + "\n"), "peer.odd"),
    "the longest id": (lambda one: one.list(id=LONGEST), "source.missing"),
    "another pack than offered": (_another_name, "source.renamed"),
    "another version than offered": (_another_version, "source.renamed"),
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
@row(
    94,
    "peer.odd peer.away",
    also="source.other source.renamed trust.altered source.missing trust.unsigned",
    doors="lan",
)
def test_row_94_a_lan_peer_lies(site: Site, liar: Liar, tmp_path: Path, lie: str) -> None:
    bend, code = LIES[lie]
    assert _taken(site, tmp_path / "control", liar.line.address) == "official"
    bend(liar)
    _refused(site, tmp_path / "home", liar.line.address, code)
    outside = {one.name for one in tmp_path.iterdir()}
    assert outside <= {"made", "teacher", "liar", "log", "control", "home", "other", "share"}


@row(94, also="trust.altered", doors="lan")
def test_row_94_a_peer_that_lies_leaves_what_is_here(
    site: Site, liar: Liar, tmp_path: Path
) -> None:
    data, truth = tmp_path / "home", (liar.folder / LIST).read_bytes()
    liar.list(manifest="0" * 64)
    with (
        teaching(site, data, ("test.tiny", 1)) as made,
        closing(peer.source(liar.line.address)) as place,
    ):
        (found,) = peer.look(place, made).packs
        assert found.state == "newer"
        take = partial(peer.take, place, found.offered, made, data)
        refused_by("lan", "trust.altered", data, take)
        assert [one.version for one in made.packs()] == [1]
        (liar.folder / LIST).write_bytes(truth)
        (found,) = peer.look(place, made).packs
        assert accepted_by("lan", peer.take(place, found.offered, made, data)).version == 2


PAGE = re.compile(r"|index(-[a-z-]+)?\.html|pictures/[a-z0-9-]+\.[a-z]+")
"""What a browser may see: the list of packs in a language, and a picture of one."""


def answered(status: int) -> int:
    """A status of the sharing computer, noted: a person sees none of them, only another program."""
    if status < 400:
        return accepted_by("lan", status)
    noted("lan", f"http.{status}")
    return status


PRIVATE = (
    "/records.db",
    "/records.db-wal",
    "/settings.json",
    "/library.db",
    "/packs/",
    "/packs",
    "/index.html/",
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
@row(95, "http.404", doors="lan")
def test_row_95_nothing_but_packs_has_a_name(teacher: Library, tmp_path: Path, path: str) -> None:
    with sharing(teacher) as server:
        with unchanged(tmp_path / "teacher"):
            assert answered(request(server, path)[0]) == 404
            assert answered(request(server, path, "HEAD")[0]) == 404
        assert answered(request(server, "/packs/test.tiny-2.milpack")[0]) == 200


@pytest.mark.parametrize("verb", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
@row(95, "http.405 http.413", doors="lan")
def test_row_95_nothing_can_be_sent(teacher: Library, tmp_path: Path, verb: str) -> None:
    with sharing(teacher) as server, unchanged(tmp_path / "teacher"):
        for path in ("/packs/test.tiny-2.milpack", "/packs.json", "/new"):
            status, head, _ = request(server, path, verb, "Content-Length: 0")
            assert (answered(status), head["allow"]) == (405, "GET, HEAD")
        for body in ("Content-Length: 9", "Transfer-Encoding: chunked"):
            assert answered(request(server, "/packs.json", "GET", body)[0]) == 413
        assert answered(request(server, "/packs.json")[0]) == 200


@row(95, "http.421", doors="lan")
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
            assert answered(request(server, "/packs.json", host=host)[0]) == 421, host
        assert ask(server, b"GET /packs.json HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 400")
        assert ask(server, b"GET /packs.json HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 421")
        twice = f"GET /packs.json HTTP/1.1\r\nHost: {own}\r\nHost: evil.example\r\n\r\n"
        assert ask(server, twice.encode()).startswith(b"HTTP/1.1 400")
        assert answered(request(server, "/packs.json", host=own)[0]) == 200


@row(95, doors="lan")
def test_row_95_no_word_of_a_learner_is_in_anything_that_is_given(
    teacher: Library, tmp_path: Path
) -> None:
    with sharing(teacher, "Riverside") as server:
        given = {path: request(server, f"/{path}")[2] for path in server.tree}
        accepted_by("lan", given)
        assert b"Amina" in b"".join(one.read_bytes() for one in (tmp_path / "teacher").glob("rec*"))
        assert not any(b"Amina" in body for body in given.values())
        listed = msgspec.json.decode(given[LIST], type=Offers)
        assert [one.key for one in listed.packs] == ["test.tiny@2"]
        places = {path.split("/")[0] for path in given if not PAGE.fullmatch(path)}
        assert places == {"metadata", "targets", "packs", LIST}


@row(96, doors="lan")
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
        assert _taken(site, tmp_path / "home", typed) == "official"


@row(94, doors="lan")
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
    (one,) = accepted_by("lan", found.here())
    assert one.address == "192.168.1.5:8420"
    assert one.name.startswith("UNESCO x") and len(one.name) <= 60 and one.name.isprintable()


def test_the_liars_server_is_as_good_as_ours(teacher: Library, liar: Liar) -> None:
    """So that what the tests of lies see is the lie and not the server."""
    with sharing(teacher) as server, serving(server.tree) as again:
        assert {f for f in server.tree if request(again, f"/{f}")[0] != 200} == set()
        given = {one.relative_to(liar.folder).as_posix() for one in liar.folder.rglob("*.*")}
        assert given >= set(server.tree) - {""}


@pytest.mark.skipif(sys.platform == "darwin", reason="it has one loopback address alone")
@row(94, doors="lan")
def test_row_94_a_neighbour_who_says_nothing_holds_up_nobody(
    site: Site, teacher: Library, tmp_path: Path
) -> None:
    """All seats are held by lines that say nothing; the app waits as long as it is told to."""
    now, asked = [1000.0], []

    def later(seconds: float) -> None:
        now[0] += seconds
        asked.append(seconds)

    with (
        serving(tree(teacher, "Riverside"), Bounds(visits=2), now=lambda: now[0]) as server,
        socket.create_connection(("127.0.0.1", server.port), 20, ("127.0.0.2", 0)),
        socket.create_connection(("127.0.0.1", server.port), 20, ("127.0.0.3", 0)),
    ):
        while server.busy < 2:
            assert server.on
        place = HttpSource(f"127.0.0.1:{server.port}", costs=False, sleep=later)
        with closing(library(tmp_path / "home", site.catalog(tmp_path / "home", days(1)))) as own:
            (found,) = accepted_by("lan", peer.look(place, own)).packs
        assert found.state == "new" and 0 < sum(asked) <= 3
        place.close()
