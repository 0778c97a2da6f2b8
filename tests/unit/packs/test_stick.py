"""Finding and reading what lies on a stick, and bringing it in: bounded, by content, whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from milclicks.packs import guests
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel.bring import bring, looked_at
from milclicks.packs.travel.stick import FILES, look
from tests.support.site import Site, days, pack
from tests.support.sticks import library


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Two packs, signed."""
    made = [pack(tmp_path / "made", "test.tiny"), pack(tmp_path / "made", "test.other")]
    return Site.make(tmp_path, made)


def carried(site: Site, stick: Path) -> Path:
    """The site on a stick."""
    shutil.copytree(site.root, stick / "MILPACKS")
    return stick


def test_a_site_on_a_stick_is_read_and_brought_in(tmp_path: Path, site: Site) -> None:
    stick = carried(site, tmp_path / "stick")
    with library(tmp_path / "data", site.catalog(tmp_path / "data")) as lib:
        found = looked_at(stick, lib, "STICK")
        assert [(one.key, one.state) for one in found.packs] == [
            ("test.other@1", "new"),
            ("test.tiny@1", "new"),
        ]
        assert lib.trust.catalog.known is None, "looking keeps nothing"
        told: list[tuple[int, int]] = []
        brought = bring(found, found.useful, lib, "STICK", lambda *at: told.append(at))
        assert [one.id for one in brought.added] == ["test.other", "test.tiny"]
        assert not brought.refused and brought.news is not None
        assert brought.news.outcome == "newer"
        assert told[-1][0] == told[-1][1] and all(a <= b for a, b in told)
        assert told == sorted(told)
        again = looked_at(stick, lib, "STICK")
        assert {one.state for one in again.packs} == {"same"} and again.useful == ()


def test_only_the_newest_version_on_a_stick_is_worth_adding(tmp_path: Path, site: Site) -> None:
    site.publish([pack(tmp_path / "made", "test.tiny", 2)], now=days(1))
    stick = carried(site, tmp_path / "stick")
    with library(tmp_path / "data", site.catalog(tmp_path / "data", days(1))) as lib:
        found = looked_at(stick, lib, "STICK")
        states = {one.key: one.state for one in found.packs}
        assert states == {"test.tiny@1": "older", "test.tiny@2": "new", "test.other@1": "new"}
        lib.install(site.file("test.tiny", 1))
        found = looked_at(stick, lib, "STICK")
        assert {one.key: one.state for one in found.packs}["test.tiny@2"] == "newer"


@pytest.mark.strict_trust
def test_an_unsigned_and_a_damaged_pack_are_named_and_not_offered(
    tmp_path: Path, site: Site
) -> None:
    stick = carried(site, tmp_path / "stick")
    pack(stick, "test.nobody")
    whole = site.file("test.tiny", 1).read_bytes()
    (stick / "half.milpack").write_bytes(whole[:-30])
    with library(tmp_path / "data", site.catalog(tmp_path / "data")) as lib:
        found = looked_at(stick, lib, "STICK")
        refused = {one.key: one.error for one in found.packs if one.state == "refused"}
        assert set(refused) == {"test.nobody@1", "half.milpack"}
        assert refused["test.nobody@1"] is not None
        assert refused["test.nobody@1"].code == "trust.unsigned"
        assert len(found.useful) == 2


def test_loose_packs_of_an_internet_cafe_carry_their_own_proof(tmp_path: Path, site: Site) -> None:
    stick = tmp_path / "stick"
    (stick / "from the town").mkdir(parents=True)
    shutil.copy(site.file("test.tiny", 1), stick / "from the town" / "Lesson (1).milpack")
    with library(tmp_path / "data", site.catalog(tmp_path / "data")) as lib:
        found = looked_at(stick, lib, "STICK")
        assert [one.state for one in found.packs] == ["new"]
        assert len(bring(found, found.useful, lib, "STICK").added) == 1


def test_a_stick_is_looked_at_only_so_far(tmp_path: Path, site: Site) -> None:
    stick = tmp_path / "stick"
    deep = stick / "a" / "b" / "c"
    deep.mkdir(parents=True)
    for place in (stick, stick / "a", stick / "a" / "b", deep):
        shutil.copy(site.file("test.tiny", 1), place / "one.milpack")
    (stick / "autorun.inf").write_text("[autorun]\nopen=evil.exe")
    (stick / "evil.exe").write_bytes(site.file("test.tiny", 1).read_bytes())
    (stick / ".hidden").mkdir()
    shutil.copy(site.file("test.tiny", 1), stick / ".hidden" / "one.milpack")
    (stick / "loop").symlink_to(stick)
    found = look(stick)
    assert [str(one.relative_to(stick)) for one in found.packs] == [
        "one.milpack",
        "a/one.milpack",
        "a/b/one.milpack",
    ]
    assert not found.cut


def test_many_files_and_a_slow_stick_end_the_look(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for number in range(FILES + 20):
        (stick / f"{number:04}.milpack").write_bytes(b"not a pack")
    assert look(stick).cut

    def slow() -> Iterator[float]:
        at = 0.0
        while True:
            yield at
            at += 0.1

    clock = slow()
    assert look(stick, lambda: next(clock)).cut, "three seconds are over after thirty names"
    for path in stick.glob("00[0-9][0-9].milpack"):
        path.unlink()
    assert not look(stick).cut


def test_a_stick_that_is_gone_holds_nothing(tmp_path: Path) -> None:
    found = look(tmp_path / "nowhere")
    assert (found.packs, found.site, found.cut) == ((), None, False)


def test_a_pack_is_used_where_it_lies_and_goes_with_its_stick(tmp_path: Path, site: Site) -> None:
    stick = carried(site, tmp_path / "stick")
    before = {one: one.read_bytes() for one in stick.rglob("*") if one.is_file()}
    data = tmp_path / "data"
    with library(data, site.catalog(data)) as lib:
        found = looked_at(stick, lib, "STICK")
        tiny = next(one for one in found.packs if one.key == "test.tiny@1")
        assert guests.use(lib, tiny.path) == "test.tiny@1"
        info = next(one for one in lib.packs() if one.id == "test.tiny")
        assert info.usable and info.in_place and not info.bundled
        assert not list((data / "packs").glob("*.milpack"))
        with pytest.raises(PackRefused) as refused:
            lib.remove("test.tiny")
        assert refused.value.code == "library.in_place"
        lib.tidy()
        assert guests.leave(lib, tmp_path / "elsewhere") == ()
        assert guests.leave(lib, stick) == ("test.tiny@1",)
        assert lib.packs() == ()
    assert {one: one.read_bytes() for one in before} == before, "nothing on the stick was changed"


def test_a_newer_pack_on_a_stick_counts_only_while_the_stick_is_in(
    tmp_path: Path, site: Site
) -> None:
    site.publish([pack(tmp_path / "made", "test.tiny", 2)], now=days(1))
    stick = carried(site, tmp_path / "stick")
    data = tmp_path / "data"
    with library(data, site.catalog(data, days(1))) as lib:
        lib.install(site.file("test.tiny", 1))
        guests.use(lib, site_pack(stick, "test.tiny", 2))
        lib.tidy()
        assert [(one.version, one.in_place) for one in lib.packs()] == [(2, True)]
        guests.leave(lib, stick)
        assert [(one.version, one.in_place) for one in lib.packs()] == [(1, False)]


@pytest.mark.strict_trust
def test_an_unsigned_pack_is_not_used_in_place_either(tmp_path: Path, site: Site) -> None:
    loose = pack(tmp_path / "stick", "test.nobody")
    data = tmp_path / "data"
    with library(data, site.catalog(data)) as lib:
        with pytest.raises(PackRefused) as refused:
            guests.use(lib, loose)
        assert refused.value.code == "trust.unsigned" and lib.packs() == ()


def site_pack(stick: Path, name: str, version: int) -> Path:
    """A pack of the site on a stick."""
    return stick / "MILPACKS" / "packs" / f"{name}-{version}.milpack"
