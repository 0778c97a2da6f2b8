"""Rows 74 to 79, 97 and 108 of the fault table: sticks that fail, lie, are full of other things.

Each has its accepted control, and the data folder is as before after a refusal.
"""

from __future__ import annotations

import errno
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from milclicks.core.errors import DiskFull, MilClicksError, NotWritable
from milclicks.packs import guests
from milclicks.packs.pack import Pack
from milclicks.packs.travel import courier, download
from milclicks.packs.travel.bring import Brought, bring, learn, looked_at
from milclicks.packs.travel.bundles import lies_in, newest_of, this_system
from milclicks.packs.travel.device import Stick
from milclicks.packs.travel.making import make
from milclicks.packs.travel.mounts import Mount
from milclicks.packs.travel.repair import NotMended
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.travel.stick import BROKEN, FILES, NAMES, SECONDS, look, proved
from milclicks.packs.travel.stick_faults import StickGone, StickLies
from milclicks.packs.trust.publish import Bundle
from tests.fixtures.packs.forge import forge
from tests.support.refusing import (
    NOTES,
    accepted_by,
    noted,
    plain,
    refused_by,
    row,
    unchanged,
)
from tests.support.site import Site, days, pack
from tests.support.sticks import Failing, Wrapping, library, stick


class School:
    """A computer that believes a site with the river pack, a stick that carries the site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        made = forge()
        self.name, self.version = made.manifest["id"], made.manifest["version"]
        self.site = Site.make(folder, [made.write(folder / "river.milpack")])
        self.data = folder / "data"
        self.mount = stick(folder)
        shutil.copytree(self.site.root, self.mount.path / "MILPACKS")
        self.library = library(self.data, self.site.catalog(self.data))
        learn(look(self.site.root), self.library.trust.catalog, "site")
        self.library.refresh()

    @property
    def file(self) -> Path:
        """The pack on the stick."""
        return self.mount.path / "MILPACKS" / "packs" / f"{self.name}-{self.version}.milpack"

    def bring(self, **more: object) -> Brought:
        """Add what the stick offers."""
        found = looked_at(self.mount.path, self.library, "STICK")
        return bring(
            found,
            found.useful,
            self.library,
            "STICK",
            data=self.data,
            **more,  # type: ignore[arg-type]
        )

    def taken(self, **more: object) -> Brought:
        """The control: the one pack of the stick comes in."""
        got = self.bring(**more)
        assert len(got.added) == 1 and got.refused == ()
        return accepted_by("stick", got)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    made = School(tmp_path)
    yield made
    made.library.close()


def not_brought(
    school: School, code: str, work: Callable[[], Brought], but: tuple[str, ...] = ()
) -> MilClicksError:
    """The one pack of the stick does not come in, and says why; nothing else is changed.

    The catalogue of the stick was believed, and the floor counts each one that is.
    """
    with unchanged(school.data, but=(*but, "trust/floor")):
        got = work()
    assert got.added == () and [one.error.code for one in got.refused] == [code]
    error = got.refused[0].error
    plain(error.sentence, error.remedy)
    noted("stick", code)
    return error


# -- 74: the stick is pulled out --------------------------------------------------------------


@row(74, "stick.gone", doors="stick")
def test_row_74_pulled_out_during_a_copy_and_put_in_again(school: School) -> None:
    found = looked_at(school.mount.path, school.library, "STICK")
    away = school.mount.path.with_name("away")
    taking = (found, found.useful, school.library, "STICK")

    def pull(done: int, total: int) -> None:
        if done > 0 and school.mount.path.exists():
            school.mount.path.rename(away)
            raise OSError(errno.ENODEV, "No such device")

    error = not_brought(school, "stick.gone", lambda: bring(*taking, pull, data=None))
    assert isinstance(error, StickGone) and "go on" in str(error.remedy)
    away.rename(school.mount.path)
    school.taken()


@row(74, "stick.gone", doors="stick")
def test_row_74_pulled_out_while_it_is_made(school: School) -> None:
    load = courier.load(school.mount.path, school.library, school.data, school.site.root)
    target = stick(school.folder, "TARGET")
    pieces = courier.pieces(load, load.packs, school.library, school.data, "")
    work = partial(make, target, pieces, device=Failing(2, errno.ENODEV))
    refused_by("stick", "stick.gone", school.data, work, kind=StickGone)
    assert accepted_by("stick", make(target, pieces)).files == len(pieces)


@row(74, doors="open")
def test_row_74_pulled_out_in_a_lesson_used_in_place(school: School) -> None:
    guests.use(school.library, school.file)
    card = school.library.lessons("en")[0]
    lesson = school.library.lesson(card.ref, "en")
    away = school.mount.path.with_name("away")
    school.mount.path.rename(away)
    assert guests.leave(school.library, school.mount.path) == (f"{school.name}@{school.version}",)
    assert lesson.title and school.library.lessons("en") == ()
    away.rename(school.mount.path)
    guests.use(school.library, school.file)
    assert accepted_by("open", school.library.lesson(card.ref, "en")) == lesson


# -- 75: one sector cannot be read -------------------------------------------------------------


def sick(school: School, monkeypatch: pytest.MonkeyPatch) -> tuple[list[int], str]:
    """The pack on the stick with a sector that cannot be read; tries, and the part's name."""
    with Pack(school.file) as held:
        part = max(held.resources, key=lambda one: one.bytes)
        entry = held._container.entries[f"b/{part.hash}"]
    data = bytearray(school.file.read_bytes())
    data[entry.data + 5] ^= 0xFF
    school.file.write_bytes(data)
    tried: list[int] = []
    real = download._read_patiently

    class Sector:
        """A file whose sick piece raises at each read."""

        def __init__(self, file: object) -> None:
            self.file, self.place = file, 0

        def seek(self, place: int) -> int:
            self.place = place
            return self.file.seek(place)  # type: ignore[attr-defined, no-any-return]

        def read(self, size: int) -> bytes:
            if self.place <= entry.data + 5 < self.place + size:
                tried.append(self.place)
                raise OSError(errno.EIO, "Input/output error")
            return self.file.read(size)  # type: ignore[attr-defined, no-any-return]

    def read(file: object, place: int, size: int) -> bytes:
        return real(Sector(file), place, size)  # type: ignore[arg-type]

    monkeypatch.setattr(download, "_read_patiently", read)
    return tried, part.path


@row(75, also="repair.no_donor", doors="stick")
def test_row_75_a_bad_sector_is_tried_three_times_and_named(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, part = sick(school, monkeypatch)
    with monkeypatch.context():
        error = not_brought(school, "repair.no_donor", school.bring, NOTES)
    assert len(tried) == 3
    assert isinstance(error, NotMended) and part in str(error.sentence)
    shutil.copy(next((school.site.root / "packs").iterdir()), school.file)
    school.taken()


@row(75, doors="stick")
def test_row_75_the_bad_part_comes_from_another_stick(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, _ = sick(school, monkeypatch)
    got = school.taken(others=(FolderSource(school.site.root, "OTHER"),))
    assert len(tried) == 3 and [one.id for one in got.added] == [school.name]
    assert not list((school.data / "packs").glob("*.part*"))


# -- 76: sticks that cannot be written ---------------------------------------------------------


@pytest.mark.parametrize("kind", ["vfat", "exfat", "msdos", "ntfs3", "fuseblk"])
@pytest.mark.parametrize("fault", ["locked", "full"])
@row(76, "not-writable", also="disk-full", doors="stick")
def test_row_76_a_locked_or_full_stick_gives_and_does_not_take(
    school: School, kind: str, fault: str
) -> None:
    """The file systems are labels here: what counts is what the mount table says of them."""
    mount = Mount(school.mount.path, "/dev/x", kind, writable=fault == "full")
    load = courier.load(mount.path, school.library, school.data, school.site.root)
    pieces = courier.pieces(load, load.packs, school.library, school.data, "new words")
    device = Failing(99, free=10) if fault == "full" else Stick()
    code, kind_of = ("disk-full", DiskFull) if fault == "full" else ("not-writable", NotWritable)
    work = partial(make, mount, pieces, device=device)
    refused_by("stick", code, [mount.path, school.data], work, kind=kind_of)
    school.taken()  # taking from it works
    good = Mount(mount.path, "/dev/x", kind)
    assert make(good, pieces).files == len(pieces)


# -- 77: fake capacity -------------------------------------------------------------------------


@row(77, "stick.read_back", doors="stick")
def test_row_77_a_stick_that_wraps_is_found_out(school: School) -> None:
    target = stick(school.folder, "FAKE")
    load = courier.load(target.path, school.library, school.data, school.site.root)
    pieces = courier.pieces(load, load.packs, school.library, school.data, "")
    size = sum(one.size for one in pieces)
    work = partial(make, target, pieces, device=Wrapping(size - 5000))
    refused_by("stick", "stick.read_back", school.data, work, kind=StickLies)
    assert not list(target.path.rglob("*.milpack")), "nothing stays that could be taken for good"
    made = make(target, pieces, device=Wrapping(size))
    assert accepted_by("stick", made).files == len(pieces)


# -- 78: what else lies on sticks --------------------------------------------------------------


@row(78, doors="stick")
def test_row_78_programs_and_a_million_names_are_left_alone(school: School) -> None:
    root = school.mount.path
    (root / "autorun.inf").write_text("[autorun]\nopen=setup.exe\n")
    (root / "setup.exe").write_bytes(b"MZ" + school.file.read_bytes())
    (root / "setup.exe").chmod(0o755)
    deep = root / "x1" / "x2" / "x3" / "x4"
    deep.mkdir(parents=True)
    shutil.copy(school.file, deep / "deep.milpack")
    for number in range(FILES * 2):
        (root / f"junk{number}.milpack").write_bytes(b"junk")
    found = looked_at(root, school.library, "STICK")
    assert found.look.cut
    good = [one.key for one in found.packs if one.state != "refused"]
    assert good == [f"{school.name}@{school.version}"] and len(found.packs) == 1 + BROKEN
    school.taken()


@row(78, doors="stick")
def test_row_78_a_folder_of_a_million_names_is_left_after_a_while(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its names, and by a clock: each look at it counts as a tenth of a second."""
    crowd = school.mount.path / "DCIM"
    crowd.mkdir()
    (crowd / "IMG_0001.JPG").write_bytes(b"\xff\xd8")
    real, told = os.scandir, [0]

    def scandir(folder: Path) -> object:
        return crowded() if str(folder) == str(crowd) else real(folder)

    @contextmanager
    def crowded() -> Iterator[Iterator[os.DirEntry[str]]]:
        def names() -> Iterator[os.DirEntry[str]]:
            with real(crowd) as found:
                one = next(found)
            for _ in range(1_000_000):
                told[0] += 1
                yield one

        yield names()

    monkeypatch.setattr(os, "scandir", scandir)
    found = look(school.mount.path)
    assert found.cut and len(found.packs) == 1 and told[0] <= NAMES + 1
    ticks, told[0] = itertools.count(0.0, 0.1), 0
    found = look(school.mount.path, lambda: next(ticks))
    assert found.cut and told[0] <= SECONDS * 10
    school.taken()


# -- 79: shortened names, capitals -------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["RIVERT~1.MIL", "ORG.RIVER-1.MILPACK", "Copy of river (2).milpack"]
)
@row(79, doors="stick")
def test_row_79_packs_are_found_by_what_is_in_them(school: School, name: str) -> None:
    shutil.move(school.file, school.mount.path / name)
    school.taken()


@row(79, doors="stick")
def test_row_79_a_catalogue_in_capitals_is_read(school: School) -> None:
    folder = school.mount.path / "MILPACKS"
    for path in sorted(folder.rglob("*"), key=lambda one: -len(one.parts)):
        path.rename(path.with_name(path.name.upper()))
    found = look(school.mount.path)
    assert found.site is not None and len(found.packs) == 1
    known = proved(found, school.library.trust.catalog, "STICK")
    assert accepted_by("stick", known) is not None
    other = school.folder / "textfile.milpack"
    other.write_text("not a pack")
    shutil.copy(other, school.mount.path)
    assert len(look(school.mount.path).packs) == 1


# -- 97, 108: a newer app ----------------------------------------------------------------------


def newer_pack(school: School, format_: int = 1) -> Path:
    """A signed pack that asks for app 9.1, and the app beside it on the stick."""
    made = forge(id="test.later")
    made.manifest["requires"]["app"] = "9.1"
    made.manifest["format"] = format_
    return made.write(school.folder / "later.milpack")


@row(97, doors="stick")
def test_row_97_the_app_that_a_pack_needs_lies_on_this_stick(school: School) -> None:
    bundle = school.folder / "milclicks-9.1.tar.gz"
    bundle.write_bytes(b"app" * 1000)
    new = [newer_pack(school)]
    school.site.publish(new, now=days(1), bundles=[Bundle("9.1", this_system(), bundle)])
    shutil.rmtree(school.mount.path / "MILPACKS")
    shutil.copytree(school.site.root, school.mount.path / "MILPACKS")
    found = looked_at(school.mount.path, school.library, "STICK")
    later = next(one for one in found.packs if one.record and one.record.id == "test.later")
    assert later.record is not None and later.record.grey is not None
    assert later.record.grey.code == "app.needed" and later.record.lessons == ()
    known = proved(found.look, school.library.trust.catalog, "STICK")
    offer = newest_of(known)
    assert offer is not None and offer.bundle.version == "9.1"
    assert lies_in(offer, FolderSource(school.mount.path / "MILPACKS"))
    assert newest_of(known, here="9.1") is None, "the control: who has it is offered none"
    accepted_by("stick", school.bring())
    info = next(one for one in school.library.packs() if one.id == "test.later")
    assert not info.usable and info.ready.code == "app.needed"


@row(108, doors="stick")
def test_row_108_packs_of_every_format_travel_on_a_stick(school: School) -> None:
    path = newer_pack(school)
    target = stick(school.folder, "TARGET")
    school.library.install(path)
    school.bring()
    load = courier.load(target.path, school.library, school.data)
    assert {"test.later", school.name} <= set(load.packs)
    made = make(target, courier.pieces(load, load.packs, school.library, school.data, ""))
    assert len(accepted_by("stick", made).packs) == 2
    found = looked_at(target.path, school.library, "TARGET")
    assert {one.state for one in found.packs} == {"same"}


@row(74, doors="stick")
def test_row_74_two_packs_one_left_is_found_again(tmp_path: Path, school: School) -> None:
    school.site.publish([pack(tmp_path / "made", "test.tiny")], now=days(1))
    shutil.rmtree(school.mount.path / "MILPACKS")
    shutil.copytree(school.site.root, school.mount.path / "MILPACKS")
    found = looked_at(school.mount.path, school.library, "STICK")

    class Stopped(Exception):
        """A stop after the first pack."""

    first = found.useful[0].path.stat().st_size

    def stop(done: int, total: int) -> None:
        if done > first:
            raise Stopped

    with pytest.raises(Stopped):
        bring(found, found.useful, school.library, "STICK", stop, data=school.data)
    left = looked_at(school.mount.path, school.library, "STICK").useful
    assert len(left) == 1 and len(school.library.packs()) == 1
    assert not list((school.data / "packs").glob("*.part"))
    school.taken()
