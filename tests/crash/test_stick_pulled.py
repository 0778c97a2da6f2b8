"""A stick that is pulled while it is made, at every call of the disk: never "safe to remove".

Nothing lands on the computer's own disk, whether the folder of the stick goes, stays, or holds what
an earlier mistake has left there; what was on the stick is still good, and it can be made again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from milclicks.packs.travel import courier, wanted
from milclicks.packs.travel.bring import bring, learn, looked_at
from milclicks.packs.travel.making import Piece, guarded, make
from milclicks.packs.travel.mounts import Mount
from milclicks.packs.travel.plugged import Plugged
from milclicks.packs.travel.stick import look, proved
from milclicks.packs.travel.stick_faults import StickGone
from milclicks.packs.trust.publish import Bundle
from tests.support.pulled import STAYS, Counting, Port, PulledAt, PulledStick, entries
from tests.support.site import Site, days, pack
from tests.support.sticks import Table, library, stick
from tests.support.watched_disk import watched


class Office:
    """A computer with two packs and a version of the app, and an empty stick."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = Site.make(folder, [pack(folder / "made", "test.tiny")])
        bundle = folder / "milclicks-9.1-linux.tar.gz"
        bundle.write_bytes(bytes(range(256)) * 30)
        made = [pack(folder / "made", "test.other")]
        self.site.publish(made, bundles=[Bundle("9.1", "linux", bundle)], now=days(1))
        self.data, self.mount = folder / "data", stick(folder)
        self.library = library(self.data, self.site.catalog(self.data, days(2)))
        learn(look(self.site.root), self.library.trust.catalog, "site")
        for name in ("test.tiny", "test.other"):
            self.library.install(self.site.file(name, 1))

    def pieces(self) -> tuple[Piece, ...]:
        """Everything that this computer has."""
        load = courier.load(self.mount.path, self.library, self.data, self.site.root)
        assert load.apps
        return courier.pieces(load, tuple(load.packs), self.library, self.data, "School 3")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # no power is cut here
    made = Office(tmp_path)
    yield made
    made.library.close()


def old(office: Office) -> Path:
    """What an earlier mistake has left in the folder of the stick: all of it, half of it older."""
    make(office.mount, office.pieces())
    left = shutil.copytree(office.mount.path, office.folder / "left")
    for number, path in enumerate(sorted(left.rglob("*"))):
        if path.is_file() and number % 2:
            path.write_bytes(path.read_bytes()[:-1])
    shutil.rmtree(office.mount.path)
    office.mount.path.mkdir()
    return left


def gone(port: Port, work: Callable[[], object]) -> None:
    """The work says that the stick is gone, and the computer's own disk is as it was."""
    with pytest.raises(StickGone):
        work()
    assert port.pulled
    assert port.leaves != "goes" or not port.path.exists(), "nobody makes the folder of a stick"
    left = port.put_back()
    was = entries(port.old) if port.leaves == "old" and port.old is not None else {}
    assert left == was, "nothing stays where no stick is"


@pytest.mark.parametrize("leaves", STAYS)
def test_a_stick_pulled_at_any_change_is_never_safe_to_remove(office: Office, leaves: str) -> None:
    port = Port(office.mount, leaves, old(office))
    pieces, root = office.pieces(), office.mount.path
    counting = Counting()
    with watched(root, counting):
        make(office.mount, pieces)
    verbs = [op.verb for op in counting.ops]
    assert {"mkdir", "create", "write", "fsync", "rename", "fsync_folder"} <= set(verbs)
    for at in range(1, len(verbs) + 1):
        shutil.rmtree(root)
        root.mkdir()
        with watched(root, PulledAt(port, at)):
            gone(port, partial(make, office.mount, pieces))
        if at <= verbs.index("rename"):
            names = (one.name for one in root.rglob("*") if one.is_file())
            assert all(name.endswith(".part") for name in names), "nothing has its name yet"
    make(office.mount, pieces)
    assert not list(root.rglob("*.part"))


@pytest.mark.parametrize("leaves", STAYS)
def test_a_stick_pulled_at_anything_it_is_asked_is_never_safe_to_remove(
    office: Office, leaves: str
) -> None:
    port = Port(office.mount, leaves, old(office))
    pieces, root, told = office.pieces(), office.mount.path, PulledStick()
    make(office.mount, pieces, device=told)
    assert told.asked > 4 * len(pieces)
    for at in range(1, told.asked + 1):
        shutil.rmtree(root)
        root.mkdir()
        gone(port, partial(make, office.mount, pieces, device=PulledStick(port, at)))


def test_an_earlier_stick_stays_good_when_it_is_pulled(office: Office) -> None:
    first = Piece("packs/older.txt", b"older", 5)
    make(office.mount, (first, *office.pieces()))
    good = shutil.copytree(office.mount.path, office.folder / "good")
    pieces = (*office.pieces(), Piece("more/new.txt", b"new", 3))
    told = PulledStick()
    make(office.mount, pieces, device=told)
    for at in range(1, told.asked + 1, 3):
        shutil.rmtree(office.mount.path)
        shutil.copytree(good, office.mount.path)
        port = Port(office.mount, "stays")
        pulled = PulledStick(port, at)
        gone(port, partial(make, office.mount, pieces, device=pulled))
        data = office.folder / f"school{at}"
        with library(data, office.site.catalog(data, days(2))) as lib:
            found = looked_at(office.mount.path, lib, "STICK")
            assert proved(found.look, lib.trust.catalog, "STICK") is not None
            assert len(bring(found, found.useful, lib, "STICK").added) == 2


@pytest.mark.parametrize("leaves", STAYS)
def test_wishes_are_not_written_where_no_stick_is(office: Office, leaves: str) -> None:
    left = old(office)
    wanted.choose(office.data, "test.wished")
    mine = wanted.wishes_of(
        office.data, office.library.packs(), office.library.trust.catalog, "School 3", "linux"
    )
    root = office.mount.path
    path = root / "MILPACKS" / "wanted.json"

    def wish() -> None:
        chosen = Plugged(office.mount)
        guarded(chosen, lambda: wanted.write(path, wanted.read(path).with_(mine), chosen))

    counting = Counting()
    with watched(root, counting):
        wish()
    assert len(counting.ops) > 5
    for at in range(1, len(counting.ops) + 1):
        shutil.rmtree(root)
        root.mkdir()
        port = Port(office.mount, leaves, left)
        with watched(root, PulledAt(port, at)):
            gone(port, wish)
    wish()
    assert wanted.read(path).packs() == {"test.wished": 1}


@pytest.mark.parametrize("leaves", STAYS)
def test_a_stick_that_went_before_the_press_is_not_written_on(office: Office, leaves: str) -> None:
    table = Table(office.mount)
    port = Port(office.mount, leaves, old(office))
    pieces = office.pieces()
    chosen = Plugged(office.mount, table)
    port.pull()
    table.pull(office.mount)
    gone(port, partial(make, office.mount, pieces, chosen=chosen))
    table.here.append(office.mount)
    assert make(office.mount, pieces, chosen=Plugged(office.mount, table)).files == len(pieces)


class Going(Table):
    """A mount table that has lost its stick at the n-th look."""

    def __init__(self, mount: Mount, at: int) -> None:
        super().__init__(mount)
        self.at, self.looks = at, 0

    def mounts(self) -> tuple[Mount, ...]:
        """What is plugged in, and what it costs to ask."""
        self.looks += 1
        return tuple(self.here) if not self.at or self.looks < self.at else ()


def test_the_mount_table_alone_is_enough(office: Office) -> None:
    """The device in the folder seems the same, as it may to the number of a drive."""
    pieces, told = office.pieces(), Going(office.mount, 0)
    make(office.mount, pieces, chosen=Plugged(office.mount, told))
    assert told.looks > 2 * len(pieces)
    for at in range(1, told.looks + 1):
        shutil.rmtree(office.mount.path)
        office.mount.path.mkdir()
        with pytest.raises(StickGone):
            make(office.mount, pieces, chosen=Plugged(office.mount, Going(office.mount, at)))
