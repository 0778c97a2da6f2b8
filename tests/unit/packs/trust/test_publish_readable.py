"""What the makers sign is what an app can read: sizes, bounds and words, asked before the keys are.

A catalogue that no app could read would stop everybody who has it, so nothing of it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from milclicks.core.errors import BadInput
from milclicks.packs import limits
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust import publish as publishing
from milclicks.packs.trust.keyring import Keyring
from milclicks.packs.trust.publish import Bundle, Wish, publish
from tests.fixtures.packs.forge import Forge, Raw, forge, tiny, titled, zipped
from tests.support.refusing import hashes, plain
from tests.support.site import DAY, Site, pack

LONGEST = ".".join(["a" * 20, *["b" * 40] * 4])
MIB = 1 << 20


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with one pack."""
    return Site.make(tmp_path, [pack(tmp_path / "in", "mil.core")])


def _carrying(made: Forge, path: Path, *sizes: int) -> Path:
    """The pack with metadata of somebody's catalogue in it, packed as tight as zeros can be."""
    more = [Raw(b"tuf/%d.root.json" % n, bytes(size), 8) for n, size in enumerate(sizes, 1)]
    path.write_bytes(zipped([*made.entries(), *more]))
    return path


def _not_signed(site: Site, act: Callable[[], object], kind: type[Exception]) -> Exception:
    """Refused in a plain sentence, and every file of the site is as before."""
    before = hashes(site.root)
    with pytest.raises(kind) as caught:
        act()
    assert hashes(site.root) == before
    plain(caught.value.sentence, caught.value.remedy)  # type: ignore[attr-defined]
    return caught.value


def _listed(site: Site, folder: Path) -> dict[str, int]:
    """The bytes of each pack, as a client reads them."""
    catalog = site.catalog(folder)
    catalog.refresh(site.source)
    return {one.id: one.bytes for one in catalog.entries()}


def test_what_a_pack_carried_counts_as_it_lay_there(site: Site, tmp_path: Path) -> None:
    made = tiny()
    made.manifest["id"] = "org.packed"
    path = _carrying(made, tmp_path / "packed.milpack", *[3 * MIB] * 5)
    assert path.stat().st_size < 3 * MIB
    site.publish([path])
    found = _listed(site, tmp_path / "data")
    assert found["org.packed"] == site.file("org.packed", 1).stat().st_size
    assert found["mil.core"] == site.file("mil.core", 1).stat().st_size


def test_a_pack_with_a_flood_of_metadata_is_not_taken_in(site: Site, tmp_path: Path) -> None:
    path = _carrying(tiny(), tmp_path / "flood.milpack", *[4 * MIB] * 5)
    error = _not_signed(site, lambda: site.publish([path]), PackRefused)
    assert error.code == "blob.limit"  # type: ignore[attr-defined]
    site.publish([_carrying(tiny(), tmp_path / "fine.milpack", *[4 * MIB] * 4)])
    assert set(_listed(site, tmp_path / "data")) == {"mil.core", "test.tiny"}


def test_a_title_that_no_listing_can_hold_is_not_signed(site: Site, tmp_path: Path) -> None:
    """A lesson's title is a text, which may be longer than a line of the catalogue."""
    path = titled("x" * 301).write(tmp_path / "long.milpack")
    error = _not_signed(site, lambda: site.publish([path]), PackRefused)
    assert "test.river@3" in str(error.detail)  # type: ignore[attr-defined]
    site.publish([titled("x" * 300).write(tmp_path / "fits.milpack")])
    assert set(_listed(site, tmp_path / "data")) == {"mil.core", "test.river"}


def test_a_listing_that_no_app_could_read_is_not_signed(site: Site, tmp_path: Path) -> None:
    for name in ({"en": "x" * 301}, {"english\n": "x"}):
        wish = Wish(name=name)
        _not_signed(site, lambda wish=wish: publish(site.root, wish, site.ring(), DAY), BadInput)
    file = tmp_path / "milclicks 0.2.0.tar.gz"
    file.write_bytes(b"the app")
    bundles = [Bundle("0.2.0", "linux", file)]
    _not_signed(site, lambda: site.publish(bundles=bundles), BadInput)
    publish(site.root, Wish(name={"en": "x" * 300}), site.ring(), DAY)
    assert set(_listed(site, tmp_path / "data")) == {"mil.core"}


def test_nothing_is_asked_of_a_key_for_a_listing_that_cannot_be_read(site: Site) -> None:
    class NoKeys(Keyring):
        """Keys that nobody may use."""

        def signers(self, keyids: object) -> list[object]:
            raise AssertionError("a key was asked")

    wish = Wish(name={"en": "x" * 301})
    _not_signed(site, lambda: publish(site.root, wish, NoKeys([site.keys]), DAY), BadInput)


@pytest.mark.parametrize("bound", ["CARRIED", "CARRIED_BYTES", "RESERVED_BYTES"])
def test_what_every_pack_would_carry_fits_into_a_pack(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    """The chain of roots and the listing grow with the years."""
    new = pack(tmp_path / "in", "mil.more")
    with Pack(site.file("mil.core", 1)) as held:
        carried = held.carried().values()
        sizes = {
            "CARRIED": len(carried),
            "CARRIED_BYTES": sum(one.size for one in carried),
            "RESERVED_BYTES": max(one.size for one in carried),
        }
    with monkeypatch.context() as patched:
        patched.setattr(limits, bound, sizes[bound] - 1)
        _not_signed(site, lambda: site.publish([new]), BadInput)
    site.publish([new])
    assert set(_listed(site, tmp_path / "data")) == {"mil.core", "mil.more"}


def test_the_longest_id_is_published_and_fetched(site: Site, tmp_path: Path) -> None:
    site.publish([pack(tmp_path / "in", LONGEST)])
    found = _listed(site, tmp_path / "data")
    assert found[LONGEST] == site.file(LONGEST, 1).stat().st_size
    assert publishing.listing_of(site.root) is not None
    with Pack(site.file(LONGEST, 1)) as made:
        assert made.name == (LONGEST, 1)
    with site.source.open(f"packs/{LONGEST}-1.milpack") as reading:
        assert sum(map(len, reading)) == found[LONGEST]


def test_control_a_river_pack_is_published(site: Site, tmp_path: Path) -> None:
    site.publish([forge().write(tmp_path / "river.milpack")])
    assert "test.river" in _listed(site, tmp_path / "data")
