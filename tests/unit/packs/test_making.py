"""Making a stick: everything is read back, a lying stick is found out, a stopped one stays good."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from milclicks.core.errors import DiskFull, MilClicksError, NotFound, NotWritable
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel import courier, wanted
from milclicks.packs.travel.bring import bring, learn, looked_at
from milclicks.packs.travel.device import Stick
from milclicks.packs.travel.making import Made, Piece, make
from milclicks.packs.travel.mounts import Mount
from milclicks.packs.travel.plugged import Plugged
from milclicks.packs.travel.stick import look
from milclicks.packs.travel.stick_faults import StickGone, StickLies
from milclicks.packs.trust.publish import Bundle
from tests.support.site import Site, days, pack
from tests.support.sticks import Failing, Wrapping, library, stick


class Office:
    """A computer with two signed packs, and a stick."""

    def __init__(self, folder: Path) -> None:
        made = [pack(folder / "made", "test.tiny"), pack(folder / "made", "test.other")]
        self.site = Site.make(folder, made)
        self.data = folder / "office"
        self.mount = stick(folder)
        self.library = library(self.data, self.site.catalog(self.data))
        learn(look(self.site.root), self.library.trust.catalog, "site")
        for name in ("test.tiny", "test.other"):
            self.library.install(self.site.file(name, 1))

    def pieces(self, *chosen: str) -> tuple[Piece, ...]:
        """What the chosen packs, or all, take on the stick."""
        load = courier.load(self.mount.path, self.library, self.data)
        names = chosen or tuple(load.packs)
        return courier.pieces(load, names, self.library, self.data, "School 3")

    def make(self, device: Stick | None = None, *chosen: str) -> Made:
        """Make the stick."""
        return make(self.mount, self.pieces(*chosen), device=device)


@pytest.fixture
def office(tmp_path: Path):
    made = Office(tmp_path)
    yield made
    made.library.close()


def tree(root: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        one.relative_to(root).as_posix(): one.read_bytes()
        for one in root.rglob("*")
        if one.is_file()
    }


def test_a_made_stick_brings_its_packs_to_another_computer(tmp_path: Path, office: Office) -> None:
    told: list[tuple[int, int]] = []
    pieces = office.pieces()
    made = make(office.mount, pieces, lambda *at: told.append(at))
    assert made.packs == ("packs/test.other-1.milpack", "packs/test.tiny-1.milpack")
    assert made.written == made.bytes and told[-1][0] == told[-1][1] and told == sorted(told)
    files = tree(office.mount.path / "MILPACKS")
    assert {"index.html", "metadata/timestamp.json", "metadata/1.root.json"} <= set(files)
    assert sum(name.startswith("targets/m/") for name in files) == 2
    assert all(name == name.lower() and name.isascii() for name in files)
    assert [one.place for one in pieces][-1] == "metadata/timestamp.json"
    data = tmp_path / "school"
    with library(data, office.site.catalog(data)) as lib:
        found = looked_at(office.mount.path, lib, "STICK")
        assert len(bring(found, found.useful, lib, "STICK").added) == 2


def test_making_it_again_writes_only_what_is_new(office: Office) -> None:
    office.make(None, "test.tiny")
    made = office.make()
    tiny = office.library.packs()[1].path.stat().st_size
    assert 0 < made.written < made.bytes - tiny + 1
    assert office.make().written == 0


def test_a_stick_that_holds_less_than_it_says_is_found_out(office: Office) -> None:
    (office.mount.path / "holiday.jpg").write_bytes(b"mine")
    size = sum(one.size for one in office.pieces())
    with pytest.raises(StickLies) as refused:
        office.make(Wrapping(size // 2))
    assert refused.value.code == "stick.read_back"
    assert tree(office.mount.path) == {"holiday.jpg": b"mine"}
    office.make(Wrapping(size + 1000))  # the control: one that has the room


@pytest.mark.parametrize("number", range(0, 12, 3))
def test_a_stick_that_breaks_off_is_as_before(office: Office, number: int) -> None:
    with pytest.raises(StickGone):
        office.make(Failing(number, errno.EIO))
    assert tree(office.mount.path) == {}
    office.make(None, "test.tiny")
    before = tree(office.mount.path)
    office.library.remove("test.other")
    with pytest.raises(StickGone):
        make(office.mount, (*office.pieces(), *more(number)), device=Failing(number, errno.EIO))
    assert tree(office.mount.path) == before
    office.make()


def more(count: int) -> tuple[Piece, ...]:
    """Files that are new on any stick, one more than `count`."""
    return tuple(Piece(f"more/{number}.txt", b"new", 3) for number in range(count + 1))


class Forgetful(Stick):
    """A stick that keeps one file wrongly: the first one read back whose name begins so."""

    def __init__(self, name: str) -> None:
        self.name_ = name

    def read_back(self, path: Path) -> Iterator[bytes]:
        """Zeros for that file."""
        for piece in super().read_back(path):
            yield bytes(len(piece)) if path.name.startswith(self.name_) else piece


@pytest.mark.parametrize("name", ["test.tiny-2", "index.html", "timestamp.json"])
def test_an_earlier_good_stick_stays_good_when_it_lies_for_a_new_file(
    tmp_path: Path, office: Office, name: str
) -> None:
    office.make()
    before = tree(office.mount.path)
    made = pack(tmp_path / "made", "test.tiny", 2, title="Newer")
    office.site.publish([made], now=days(1))
    learn(look(office.site.root), office.library.trust.catalog, "site")
    office.library.install(office.site.file("test.tiny", 2))
    with pytest.raises(StickLies):
        office.make(Forgetful(name))
    assert tree(office.mount.path) == before
    data = tmp_path / "school"
    with library(data, office.site.catalog(data)) as lib:
        found = looked_at(office.mount.path, lib, "STICK")
        assert len(bring(found, found.useful, lib, "STICK").added) == 2
    office.make()
    assert tree(office.mount.path) != before


def test_what_a_killed_making_left_is_no_pack_and_goes_with_the_next(office: Office) -> None:
    office.make()
    folder = office.mount.path / "MILPACKS"
    left = [folder / "packs" / "test.new-1.milpack.part", folder / "index.html.part"]
    for path in left:
        path.write_bytes(next((folder / "packs").iterdir()).read_bytes()[:-9])
    assert len(looked_at(office.mount.path, office.library, "STICK").packs) == 2
    office.make()
    assert not any(path.exists() for path in left)


def test_a_stop_leaves_no_half_file(office: Office) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done > total // 4:
            raise Stopped

    with pytest.raises(Stopped):
        make(office.mount, office.pieces(), stop)
    assert not list(office.mount.path.rglob("*.part"))
    office.make()


def test_a_full_stick_and_one_without_room_say_so(office: Office) -> None:
    with pytest.raises(DiskFull) as refused:
        office.make(Failing(99, free=1000))
    assert refused.value.sentence.values["free"] == 0
    assert tree(office.mount.path) == {}
    with pytest.raises(DiskFull):
        office.make(Failing(1, errno.ENOSPC))


@pytest.mark.parametrize(
    ("kind", "word"),
    [("ntfs3", "Windows"), ("fuseblk", "Windows"), ("vfat", "switch"), ("exfat", "switch")],
)
def test_a_locked_stick_is_read_but_not_written(office: Office, kind: str, word: str) -> None:
    office.make()
    locked = Mount(office.mount.path, "/dev/sdb1", kind, writable=False)
    with pytest.raises(NotWritable) as refused:
        make(locked, office.pieces())
    assert word in str(refused.value.remedy)
    assert len(looked_at(locked.path, office.library, "STICK").packs) == 2


@pytest.mark.parametrize("kind", ["vfat", "exfat", "msdos", "ext4", "ntfs3"])
def test_any_kind_of_stick_that_lets_us_write_will_do(tmp_path: Path, kind: str) -> None:
    office = Office(tmp_path)
    office.mount = stick(tmp_path, "OTHER", kind=kind)
    assert office.make().files > 5
    office.library.close()


def test_a_stick_that_is_gone_and_a_pack_that_is_not_here(tmp_path: Path, office: Office) -> None:
    with pytest.raises(NotFound):
        office.make(None, "test.nowhere")
    pieces = office.pieces()
    with pytest.raises(StickGone):
        make(Mount(tmp_path / "nothing", "/dev/sdx"), pieces)


def test_a_damaged_pack_is_not_passed_on(office: Office) -> None:
    path = office.library.packs()[0].path
    data = bytearray(path.read_bytes())
    data[data.index(b"b/") + 200] ^= 1
    path.write_bytes(data)
    with pytest.raises(PackRefused):
        office.make()
    assert tree(office.mount.path) == {}


def test_wishes_go_out_on_a_stick_and_come_back_as_packs(tmp_path: Path, office: Office) -> None:
    school = tmp_path / "school"
    with library(school, office.site.catalog(school)) as lib:
        learn(look(office.site.root), lib.trust.catalog, "site")
        lib.install(office.site.file("test.tiny", 1))
        wanted.choose(school, "test.other")
        mine = wanted.wishes_of(school, lib.packs(), lib.trust.catalog, "School 3", "linux")
        assert mine.packs == (wanted.Want(id="test.other", why="chosen"),)
        place = look(office.mount.path).wanted
        wanted.write(place, wanted.Wanted().with_(mine), Plugged(office.mount))
        load = courier.load(office.mount.path, office.library, office.data)
        assert load.wished == ("test.other",)
        office.make(None, *load.wished)
        found = looked_at(office.mount.path, lib, "STICK")
        assert [one.key for one in found.useful] == ["test.other@1"]
        bring(found, found.useful, lib, "STICK", data=school)
        assert wanted.read(place).packs() == {}, "what came is wished for no more"
        lib.remove("test.other")
        again = wanted.wishes_of(school, lib.packs(), lib.trust.catalog, "School 3", "linux")
        assert again.pc == mine.pc and again.packs == ()
        assert wanted.read(place).with_(again).packs() == {}


def test_a_newer_version_is_wished_for_and_nonsense_is_no_wish(
    tmp_path: Path, office: Office
) -> None:
    site = office.site
    site.publish([pack(tmp_path / "made", "test.tiny", 2)], now=days(1))
    catalog = site.catalog(office.data, days(1))
    learn(look(site.root), catalog, "site")
    mine = wanted.wishes_of(office.data, office.library.packs(), catalog, "", "linux")
    assert mine.packs == (wanted.Want(id="test.tiny", version=2, why="newer"),)
    other = msgspec.structs.replace(mine, pc="another-pc")
    left = wanted.Wanted(pcs=(mine, other)).without({"test.tiny": 2}, mine.pc)
    assert left == wanted.Wanted(pcs=(other,)), "what came here has not come to the other one"
    for raw in (b"", b"{", b'{"format":9}', b'{"pcs":[{"pc":"../x"}]}', b"\xff", b"[" * 9999):
        assert wanted.decode(raw) == wanted.Wanted()


NEWER = b'{"format": 2, "pcs": "otherwise"}'


@pytest.mark.parametrize("kept", [NEWER, b" " * (wanted.BYTES + 1)], ids=["newer", "long"])
def test_wishes_that_cannot_be_read_here_are_not_replaced(
    tmp_path: Path, office: Office, kept: bytes
) -> None:
    place = office.mount.path / "MILPACKS" / "wanted.json"
    place.parent.mkdir()
    place.write_bytes(kept)
    office.make()
    with pytest.raises(wanted.WishesKept):
        wanted.write(place, wanted.Wanted(), Plugged(office.mount))
    wanted.choose(office.data, "test.tiny")
    wanted.fulfil(place, office.data, {"test.tiny": 1})
    assert place.read_bytes() == kept
    place.write_bytes(b"nonsense")  # the control: what no version wrote gives way
    office.make()
    assert wanted.read(place) == wanted.Wanted() and place.read_bytes() != b"nonsense"


def test_more_wishes_than_the_file_may_hold_are_still_a_file_that_can_be_read() -> None:
    packs = tuple(wanted.Want(id=f"test.a-long-name-of-a-pack-{number}") for number in range(200))
    pcs = tuple(wanted.Wishes(pc=f"computer-{number}", packs=packs) for number in range(50))
    data = wanted.encode(wanted.Wanted(pcs=pcs))
    assert len(data) <= wanted.BYTES
    left = wanted.decode(data).pcs
    assert 1 < len(left) < 50 and left == pcs[: len(left)]


def test_versions_of_the_app_travel_with_the_packs(tmp_path: Path, office: Office) -> None:
    bundle = tmp_path / "milclicks-9.1-linux.tar.gz"
    bundle.write_bytes(os.urandom(3_000_000))
    office.site.publish(bundles=[Bundle("9.1", "linux", bundle)], now=days(1))
    catalog = office.site.catalog(office.data, days(1))
    with library(office.data, catalog) as lib:
        learn(look(office.site.root), catalog, "site")
        load = courier.load(office.mount.path, lib, office.data, office.site.root)
        assert [one.bundle.version for one, _ in load.apps] == ["9.1"]
        pieces = courier.pieces(load, load.packs, lib, office.data, "")
        make(office.mount, pieces)
        placed = office.mount.path / "MILPACKS" / load.apps[0][0].place
        assert placed.read_bytes() == bundle.read_bytes()
        bare = courier.pieces(load, load.packs, lib, office.data, "", apps=False)
        assert len(bare) == len(pieces) - 1


def test_every_fault_is_a_sentence_with_a_remedy(office: Office) -> None:
    for fault in (StickLies("x"), StickGone("y")):
        assert isinstance(fault, MilClicksError) and fault.remedy is not None
