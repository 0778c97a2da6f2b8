"""SIGKILL while a stick is made anew over a good one: the old or the new catalogue is always good.

Thirty seeded moments over all changes of the stick, before, after and in the middle of a write; at
each of them a computer takes what the stick offers, and the stick is then made again.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from milclicks.packs.travel import courier
from milclicks.packs.travel.bring import bring, learn, looked_at
from milclicks.packs.travel.making import Piece, make
from milclicks.packs.travel.stick import look, proved
from tests.crash.worker import Killer
from tests.support.site import Site, days, pack
from tests.support.sticks import library, stick
from tests.support.watched_disk import Op, watched

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
KILLS = 30
VERBS = {"create", "write", "fsync", "rename", "fsync_folder", "mkdir"}


class Office:
    """A computer with a newer version and a second pack, and a stick with the older one."""

    def __init__(self, folder: Path) -> None:
        self.site = Site.make(folder, [pack(folder / "made", "test.tiny")])
        self.data, self.mount, self.folder = folder / "data", stick(folder), folder
        self.library = library(self.data, self.site.catalog(self.data, days(2)))
        self.take("test.tiny", 1)
        make(self.mount, self.pieces())
        newer = [pack(folder / "made", "test.tiny", 2), pack(folder / "made", "test.other")]
        self.site.publish(newer, now=days(1))
        self.take("test.tiny", 2)
        self.take("test.other", 1)
        self.good = shutil.copytree(self.mount.path, folder / "good")

    def take(self, name: str, version: int) -> None:
        """Learn what the site says and install a pack of it."""
        learn(look(self.site.root), self.library.trust.catalog, "site")
        self.library.install(self.site.file(name, version))

    def pieces(self) -> tuple[Piece, ...]:
        """Everything that this computer has."""
        load = courier.load(self.mount.path, self.library, self.data)
        return courier.pieces(load, tuple(load.packs), self.library, self.data, "")

    def restore(self) -> None:
        """The good earlier stick."""
        shutil.rmtree(self.mount.path)
        shutil.copytree(self.good, self.mount.path)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.library.close()


class Listening:
    """Counts the changes."""

    def __init__(self) -> None:
        self.ops: list[Op] = []

    def before(self, op: Op) -> None:
        """Nothing yet."""

    def after(self, op: Op) -> None:
        """Remember it."""
        self.ops.append(op)


def killed(office: Office, pieces: tuple[Piece, ...], at: int, when: str) -> str:
    """Make the stick in a process that dies at its change number `at`; the verb of it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with watched(office.mount.path, Killer(at, when, writing, office.mount.path)):
            make(office.mount, pieces)
        os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        where = pipe.read().decode()
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    return where.partition(" ")[0]


def offered(office: Office, number: int) -> int:
    """A computer that believes the makers takes what the stick offers; the packs in its catalogue.

    Nothing is refused, and every pack that the catalogue speaks of is there.
    """
    data = office.folder / f"school{number}"
    with library(data, office.site.catalog(data, days(2))) as lib:
        found = looked_at(office.mount.path, lib, "STICK")
        known = proved(found.look, lib.trust.catalog, "STICK")
        assert known is not None, "the catalogue on the stick is whole and believed"
        listed = {f"{one.id}@{one.version}" for one in known.listing.packs}
        assert {one.key for one in found.packs} >= listed
        assert {one.state for one in found.packs} <= {"new", "older"}
        got = bring(found, found.useful, lib, "STICK", data=data)
        assert got.refused == () and got.catalogue is None and got.added
        return len(listed)


def test_a_stick_killed_while_it_is_made_anew_is_the_old_or_the_new_one(office: Office) -> None:
    pieces = office.pieces()
    listening = Listening()
    with watched(office.mount.path, listening):
        make(office.mount, pieces)
    ops = listening.ops
    assert {op.verb for op in ops} >= VERBS
    assert offered(office, 0) == 3
    random, seen, verbs = Random(20261122), set(), set()
    renames = [number for number, op in enumerate(ops, 1) if op.verb == "rename"]
    others = [number for number in range(1, len(ops) + 1) if number not in renames]
    moments = [*random.sample(renames, min(10, len(renames))), renames[-1]]
    moments += random.sample(others, KILLS - len(moments))
    for count, at in enumerate(moments, 1):
        office.restore()
        half = ops[at - 1].verb == "write" and random.random() < 0.5
        when = "half" if half else random.choice(["before", "after"])
        when = "after" if at == renames[-1] else when
        verbs.add(killed(office, pieces, at, when))
        seen.add(offered(office, count))
        make(office.mount, pieces)
        assert not list(office.mount.path.rglob("*.part")), "what was left goes with the next"
    assert seen == {1, 3}, "some kills left the old stick, some the new one"
    assert {"write", "rename", "fsync"} <= verbs
