"""A version of the app on a stick: offered and written only when it is what was signed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from milclicks.packs.library import Library
from milclicks.packs.travel import bundles, courier, making
from milclicks.packs.travel.bring import learn
from milclicks.packs.travel.bundles import BundleRefused, Offer, found_on, offers, take
from milclicks.packs.travel.mounts import Mount
from milclicks.packs.travel.source import FolderSource
from milclicks.packs.travel.stick import look
from milclicks.packs.trust.publish import Bundle
from tests.support.site import Site, days, pack
from tests.support.sticks import library, stick

SIZE = 300_000


@dataclass
class Office:
    """A computer that believes a site with one pack and one version of the app."""

    site: Site
    library: Library
    data: Path
    mount: Mount
    bytes: bytes

    @property
    def offer(self) -> Offer:
        """The version of the app."""
        (one,) = offers(self.library.trust.catalog.known)
        return one

    def placed(self) -> Path:
        """Where the bundle lies in the site."""
        return self.site.root / self.offer.place

    def load(self, site: Path | None = None) -> courier.Load:
        """What could go on the stick."""
        return courier.load(self.mount.path, self.library, self.data, site)

    def pieces(self, load: courier.Load) -> tuple[making.Piece, ...]:
        """The files for it."""
        return courier.pieces(load, load.packs, self.library, self.data, "")

    def on_stick(self) -> list[Path]:
        """Every file of the app on the stick."""
        folder = self.mount.path / "MILPACKS" / "targets" / "app"
        return list(folder.rglob("*")) if folder.exists() else []


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A computer, its site, an empty stick."""
    site = Site.make(tmp_path, [pack(tmp_path / "in", "test.tiny")])
    bundle = tmp_path / "in" / "milclicks-9.1-linux.tar.gz"
    bundle.write_bytes(os.urandom(SIZE))
    site.publish(bundles=[Bundle("9.1", bundles.this_system(), bundle)], now=days(1))
    data = tmp_path / "office"
    with library(data, site.catalog(data, days(1))) as made:
        learn(look(site.root), made.trust.catalog, "site")
        made.install(site.file("test.tiny", 1))
        yield Office(site, made, data, stick(tmp_path), bundle.read_bytes())


def changed(path: Path) -> None:
    """Other bytes of the same length."""
    path.write_bytes(bytes(255 - one for one in path.read_bytes()))


def test_changed_bytes_of_the_same_length_are_left_out_of_a_stick(office: Office) -> None:
    good = office.load(office.site.root)
    assert [one.bundle.version for one, _ in good.apps] == ["9.1"] and not good.damaged
    changed(office.placed())
    load = office.load(office.site.root)
    assert load.apps == () and load.damaged == (office.offer,)
    assert "9.1" in str(courier.left_out(load.damaged[0]).values)
    making.make(office.mount, office.pieces(load))
    assert office.on_stick() == []


def test_a_changed_kept_copy_is_left_out_and_a_good_one_elsewhere_goes(office: Office) -> None:
    kept = take(office.offer, FolderSource(office.site.root), office.data)
    assert [path for _, path in office.load().apps] == [kept]
    changed(kept)
    assert bundles.kept(office.offer, office.data) is None
    assert office.load().apps == () and office.load().damaged == (office.offer,)
    both = office.load(office.site.root)
    assert [path for _, path in both.apps] == [office.placed()] and not both.damaged
    making.make(office.mount, office.pieces(both))
    assert office.on_stick()[0].read_bytes() == office.bytes


def test_the_writer_refuses_what_changed_after_it_was_offered(office: Office) -> None:
    load = office.load(office.site.root)
    pieces = office.pieces(load)
    (piece,) = [one for one in pieces if one.place == office.offer.place]
    assert piece.sha256 == office.offer.sha256
    changed(office.placed())
    with pytest.raises(BundleRefused):
        making.make(office.mount, pieces)
    assert office.on_stick() == [] and not list(office.mount.path.rglob("*.part"))
    assert not list(office.mount.path.rglob("timestamp.json"))


@pytest.mark.parametrize("where", ["", "MILPACKS", "Downloads/app"])
def test_a_loose_file_is_known_by_its_content(office: Office, where: str) -> None:
    folder = office.mount.path / where
    folder.mkdir(parents=True, exist_ok=True)
    loose = folder / "MilClicks 9.1 (1).tar.gz"
    shutil.copy(office.placed(), loose)
    seen = look(office.mount.path)
    place = found_on(office.offer, seen, "STICK")
    assert place == loose
    assert take(office.offer, place, office.data).read_bytes() == office.bytes
    changed(loose)
    assert found_on(office.offer, look(office.mount.path), "STICK") is None
    with pytest.raises(BundleRefused):
        take(office.offer, loose, office.data)
    assert bundles.kept(office.offer, office.data) is not None, "the good copy stays"


def test_a_link_or_a_folder_is_no_loose_file(office: Office) -> None:
    (office.mount.path / "app.tar.gz").symlink_to(office.placed())
    (office.mount.path / "app.zip").mkdir()
    assert look(office.mount.path).loose == ()
    assert found_on(office.offer, look(office.mount.path), "STICK") is None


def test_a_loose_file_of_a_folder_goes_on_to_the_next_stick(tmp_path: Path, office: Office) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    shutil.copy(office.placed(), folder / "app(2).tar.gz")
    load = office.load(folder)
    assert [path for _, path in load.apps] == [folder / "app(2).tar.gz"]
    making.make(office.mount, office.pieces(load))
    assert office.on_stick()[0].name == f"{office.offer.sha256}.{office.offer.name}"
