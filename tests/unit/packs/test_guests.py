"""A teacher's pack that is used from a stick is read whole first, as an install reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from milclicks.packs import guests
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.keys import OwnKey
from tests.fixtures.packs.forge import Forge, state
from tests.support.rot import rot
from tests.support.site import Site, pack
from tests.support.sticks import library
from tests.support.teachers import lesson_pack, signed, teacher_pack

pytestmark = pytest.mark.strict_trust
AMINA = OwnKey.new()


def _other_lesson(made: Forge) -> None:
    """A lesson that is none."""
    made.files[next(one for one in made.files if one.startswith("lessons/"))] = b'{"broken": 1}'


def _other_picture(made: Forge) -> None:
    """A drawing that calls itself a photograph."""
    path = next(one for one in made.files if one.endswith(".png"))
    made.files[path] = b"<svg onload='alert(1)'/>"


def _resealed(made: Forge) -> Forge:
    """The pack with the hashes of what it holds now."""
    for line in made.manifest["resources"]:
        raw = made.files[line["path"]]
        line["hash"], line["bytes"] = hashlib.sha256(raw).hexdigest(), len(raw)
    return made


def _sealed(harm: Callable[[Forge], None]) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        made = lesson_pack(AMINA)
        harm(made)
        path.write_bytes(signed(_resealed(made), AMINA))
        return path

    return write


def _rotten(path: Path) -> Path:
    teacher_pack(path, AMINA, maker="Amina")
    with Pack(path) as held:
        part = next(one.path for one in held.resources if one.path.endswith(".png"))
    rot(path, part)
    return path


def met(lib: Library) -> None:
    """Somebody compared Amina's six words."""
    lib.trust.pins.compared(Maker(AMINA.name, AMINA.public, "Amina"))


@pytest.mark.parametrize(
    ("write", "code"),
    [
        (_sealed(_other_lesson), "lesson"),
        (_sealed(_other_picture), "media"),
        (_rotten, "blob"),
    ],
    ids=["a lesson that is none", "a picture that is none", "a byte that turned over"],
)
def test_what_an_install_refuses_is_not_used_in_place_and_nothing_is_remembered(
    tmp_path: Path, write: Callable[[Path], Path], code: str
) -> None:
    (tmp_path / "stick").mkdir()
    file, data = write(tmp_path / "stick" / "river.milpack"), tmp_path / "data"
    with Library.open(data) as lib:
        met(lib)
        with pytest.raises(PackRefused) as installed:
            lib.install(file)
        before = state(data / "trust"), state(data / "packs")
        with pytest.raises(PackRefused) as used:
            guests.use(lib, file)
        assert used.value.code == installed.value.code and used.value.code.startswith(code)
        assert lib.guests == () and lib.packs() == ()
        assert lib.trust.pins.all() == {}
        assert (state(data / "trust"), state(data / "packs")) == before
        with Pack(file) as held:
            assert lib.trust.memory.of(held.digest) is None
        whole = teacher_pack(tmp_path / "stick" / "whole.milpack", AMINA, maker="Amina")
        guests.use(lib, whole)
        assert [one.usable for one in lib.packs()] == [True], "control: a pack in order"
        assert set(lib.trust.pins.all()) == {AMINA.name}


def test_it_is_read_whole_once_and_the_makers_packs_never(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site.make(tmp_path, [pack(tmp_path / "made", "test.tiny")])
    data, read = tmp_path / "data", list[str]()
    from milclicks.packs import verify as verifying

    real = verifying.verify
    monkeypatch.setattr(
        verifying, "verify", lambda pack, *more, **named: (read.append(pack.key), real(pack))
    )
    with library(data, site.catalog(data)) as lib:
        lib.trust.catalog.refresh(site.source)
        assert guests.use(lib, site.file("test.tiny", 1)) == "test.tiny@1" and read == []
        met(lib)
        key = guests.use(lib, teacher_pack(tmp_path / "one.milpack", AMINA))
        assert read == [key]
    again = teacher_pack(tmp_path / "other" / "two.milpack", AMINA)
    with library(data, site.catalog(data)) as lib:
        assert guests.use(lib, again) == key and read == [key], "the same manifest, read before"
        assert [one.standing.tier for one in lib.packs()] == ["teacher"]
