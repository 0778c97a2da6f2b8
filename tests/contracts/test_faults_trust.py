"""Rows 48 to 56 of the fault table: catalogues that lie, lag or were cut short.

Each fixture is a valid signed site with one thing wrong, its signatures made right again by real
keys; beside it stands the same site without the fault, which is accepted. A refusal leaves every
file of the data folder as it was, for a look by the app and for `pack install` alike.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Timestamp

from milclicks.core import paths
from milclicks.packs.library import Library
from milclicks.packs.travel.source import FolderSource, Source
from milclicks.packs.trust.catalog import Catalog
from milclicks.packs.trust.floor import FloorFile
from milclicks.packs.trust.keyring import Keyring
from milclicks.packs.trust.refusals import TrustRefused
from tests.support.looking import installed, looked, not_installed, refused
from tests.support.refusing import noted, row, unchanged
from tests.support.site import DAY, Site, days, pack

pytestmark = pytest.mark.strict_trust


def signed_root(site: Site, *signing: Keyring) -> bytes:
    """The next root, with new root keys, signed by these alone."""
    folder = site.root.with_name("next")
    (folder / "metadata").mkdir(parents=True)
    shutil.copy(site.root / "metadata" / "1.root.json", folder / "metadata" / "1.root.json")
    other = Site(folder, Path(shutil.copytree(site.keys, folder / "keys")))
    other.rotate("root", sign=False)
    made = Metadata[Root].from_bytes((folder / "metadata" / "2.root.json").read_bytes())
    made.signatures.clear()
    rings = {"old": Keyring(other.old), "new": other.ring()}
    for name in ("old", "new"):
        if not signing or name in signing:
            for key in rings[name].keys("root"):
                for signer in rings[name].signers([key.keyid]):
                    made.sign(signer, append=True)
    return made.to_bytes()


@pytest.mark.parametrize("who", ["old", "new"])
@row(48, "trust.signature", doors="look", control="test_row_48_control_root_signed_by_both_sides")
@row(
    48,
    also="trust.unsigned",
    doors="verify install",
    control="test_row_48_control_root_signed_by_both_sides",
)
def test_row_48_root_signed_by_one_side_only(site: Site, home: Path, who: str) -> None:
    catalog = site.catalog(home)
    (site.root / "metadata" / "2.root.json").write_bytes(signed_root(site, who))  # type: ignore[arg-type]
    home.mkdir()
    refused(catalog, home, site.source, "trust.signature")
    not_installed(home, catalog, bent_pack(site, home.parent), "trust.unsigned")


def bent_pack(site: Site, folder: Path) -> Path:
    """A pack of the site that carries the site's metadata as they are now."""
    from milclicks.packs.writer import repacked

    files = {
        f"tuf/{path.name}": path.read_bytes()
        for place in ("metadata", "targets")
        for path in sorted((site.root / place).glob("*.json"))
        if not path.name.startswith("draft")
    }
    target = folder / "carried.milpack"
    repacked(site.file("mil.core", 2), target, files)
    return target


@row(48, doors="look verify install")
def test_row_48_control_root_signed_by_both_sides(site: Site, home: Path) -> None:
    (site.root / "metadata" / "2.root.json").write_bytes(signed_root(site))
    catalog = site.catalog(home)
    assert looked(catalog, site.source).outcome == "newer"
    assert catalog.known is not None and catalog.known.versions["root"] == 2
    assert installed(home, site.catalog(home / "b"), bent_pack(site, home)) == 2


@row(49, doors="look check verify install")
def test_row_49_root_chain_after_five_years(site: Site, home: Path) -> None:
    """Every key was replaced each year; a client that slept knows the first root alone."""
    catalog = site.catalog(home)
    catalog.refresh(site.source)
    for year in range(1, 6):
        site.rotate("root", "targets", "snapshot", "timestamp", now=days(365 * year))
    later = site.catalog(home, days(365 * 5 + 10))
    news = looked(later, site.source)
    assert (news.outcome, news.gap, news.stale) == ("newer", False, False)
    assert later.known is not None and later.known.versions["root"] == 6
    path = site.file("mil.core", 2)
    assert installed(home, later, path) == 2


@row(49, doors="check verify install")
def test_row_49_a_pack_of_today_leads_a_client_of_five_years_ago(site: Site, home: Path) -> None:
    for year in range(1, 6):
        site.rotate("root", "timestamp", now=days(365 * year))
    site.publish([pack(home.parent / "in", "mil.core", 3)], now=days(365 * 5))
    assert installed(home, site.catalog(home, days(365 * 5)), site.file("mil.core", 3)) == 3


@row(50, "trust.gap", doors="look")
def test_row_50_root_chain_with_a_gap(site: Site, home: Path) -> None:
    catalog = site.catalog(home)
    catalog.refresh(site.source)
    site.rotate("root", "targets", "snapshot", "timestamp")
    site.rotate("root", "targets", "snapshot", "timestamp")
    stick = site.copied(home.parent / "stick")
    (stick.root / "metadata" / "2.root.json").unlink()
    refused(catalog, home, stick.source, "trust.gap")
    assert looked(catalog, site.source).outcome == "newer"


@row(50, doors="look")
def test_row_50_a_gap_that_changed_no_key_is_told(site: Site, home: Path) -> None:
    """The root alone was renewed: the catalogue holds, and is said to be incomplete."""
    site.rotate("root")
    stick = site.copied(home.parent / "stick")
    (stick.root / "metadata" / "2.root.json").unlink()
    news = looked(site.catalog(home), stick.source)
    assert "trust.gap" in dict(news.told())
    assert "trust.gap" not in dict(site.catalog(home / "b").refresh(site.source).told())


def older(catalog: Catalog, home: Path, place: Source) -> None:
    """A look at an older place says so by its news, keeps what is known and changes nothing."""
    known = catalog.known
    with unchanged(home):
        news = catalog.refresh(place)
    assert (news.outcome, news.place) == ("older", "the test site")
    assert news.told()[0][0] == "trust.older"
    assert str(news.told()[0][1]).endswith(".") and catalog.known == known
    noted("look", "trust.older")


@row(51, "trust.older", doors="look")
def test_row_51_older_stick_keeps_the_own_catalogue(site: Site, home: Path) -> None:
    stick = site.copied(home.parent / "stick")
    site.publish([pack(home.parent / "in", "mil.core", 3)])
    catalog = site.catalog(home)
    looked(catalog, site.source)
    older(catalog, home, stick.source)
    assert catalog.entry("mil.core", 3) is not None


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
@row(51, "trust.older", doors="look")
def test_row_51_one_role_goes_back(site: Site, home: Path, role: str) -> None:
    """A timestamp that is newer than ours points to older listings, signed by the real keys."""
    site.publish()
    catalog = site.catalog(home)
    looked(catalog, site.source)
    stick = site.copied(home.parent / "stick")
    ring, folder = site.ring(), stick.root / "metadata"
    if role == "timestamp":
        timestamp(stick, ring, version=1, snapshot=2)
    elif role == "snapshot":
        timestamp(stick, ring, version=3, snapshot=1)
    else:
        made = Metadata[Snapshot].from_bytes((folder / "2.snapshot.json").read_bytes())
        made.signed.version = 3
        made.signed.meta["targets.json"] = MetaFile(1)
        sign(made, ring, "snapshot")
        (folder / "3.snapshot.json").write_bytes(made.to_bytes())
        timestamp(stick, ring, version=3, snapshot=3)
    older(catalog, home, stick.source)
    assert site.catalog(home / "new").refresh(site.source).outcome == "newer"


def sign(made: Metadata, ring: Keyring, role: str) -> None:  # type: ignore[type-arg]
    """Sign with the keys of a role and no others."""
    made.signatures.clear()
    for signer in ring.signers([key.keyid for key in ring.keys(role)]):
        made.sign(signer, append=True)


def timestamp(site: Site, ring: Keyring, *, version: int, snapshot: int) -> None:
    """Write a timestamp that points to a snapshot, signed by the keys of the ring."""
    path = site.root / "metadata" / "timestamp.json"
    made = Metadata[Timestamp].from_bytes(path.read_bytes())
    made.signed.version = version
    made.signed.snapshot_meta = MetaFile(snapshot)
    sign(made, ring, "timestamp")
    path.write_bytes(made.to_bytes())


def gone(folder: Path) -> None:
    (folder / "catalogue.json").unlink()


def emptied(folder: Path) -> None:
    (folder / "catalogue.json").write_bytes(b"")


def zeroed(folder: Path) -> None:
    path = folder / "catalogue.json"
    path.write_bytes(b"\0" * path.stat().st_size)


@pytest.mark.parametrize("harm", [gone, emptied, zeroed])
@row(52, "trust.rollback", doors="look")
@row(
    52,
    also="trust.unsigned",
    doors="verify install",
    control="test_row_52_control_a_new_client_takes_the_old_stick",
)
def test_row_52_lost_cache_then_an_old_stick(
    site: Site, home: Path, harm: Callable[[Path], None]
) -> None:
    stick = site.copied(home.parent / "stick")
    site.publish([pack(home.parent / "in", "mil.core", 3)])
    site.catalog(home).refresh(site.source)
    harm(home / "trust")
    catalog = site.catalog(home)
    assert catalog.known is None
    refused(catalog, home, stick.source, "trust.rollback")
    not_installed(home, catalog, bent_pack(stick, home.parent), "trust.unsigned")
    assert looked(catalog, site.source).outcome == "newer"


@row(52, doors="look verify install")
def test_row_52_control_a_new_client_takes_the_old_stick(site: Site, home: Path) -> None:
    stick = site.copied(home.parent / "stick")
    site.publish([pack(home.parent / "in", "mil.core", 3)])
    assert looked(site.catalog(home), stick.source).outcome == "newer"
    assert installed(home / "b", site.catalog(home / "b"), bent_pack(stick, home.parent)) == 2


@pytest.mark.parametrize("left", ["floor-a.json", "floor-b.json", "floor.db"])
@row(53, also="trust.rollback", doors="look")
def test_row_53_one_whole_copy_of_the_floor_is_enough(site: Site, home: Path, left: str) -> None:
    stick = site.copied(home.parent / "stick")
    site.catalog(home).refresh(site.source)
    site.publish()
    site.catalog(home).refresh(site.source)
    site.catalog(home).refresh(site.source)
    for name in {"floor-a.json", "floor-b.json", "floor.db"} - {left}:
        (home / "trust" / name).write_bytes(b"\xff" * 300)
    emptied(home / "trust")
    refused(site.catalog(home), home, stick.source, "trust.rollback")
    assert looked(site.catalog(home), site.source).outcome == "newer"


@row(53, doors="look")
def test_row_53_all_copies_gone_begins_at_the_build_and_says_so(site: Site, home: Path) -> None:
    site.catalog(home).refresh(site.source)
    for name in ("floor-a.json", "floor-b.json", "floor.db"):
        (home / "trust" / name).write_bytes(b"")
    emptied(home / "trust")
    news = looked(site.catalog(home), site.source)
    assert "trust.floor" in dict(news.told())
    kept = FloorFile(home / "trust").read()
    assert (kept.floor.seq, kept.damaged) == (1, 1)
    assert "trust.floor" not in dict(site.catalog(home).refresh(site.source).told())


@row(53, doors="look")
def test_row_53_all_copies_and_the_catalogue_deleted_is_said(site: Site, home: Path) -> None:
    stick = site.copied(home.parent / "stick")
    Library.open(home).close()
    assert "trust.floor" not in dict(looked(site.catalog(home), stick.source).told())
    site.publish()
    site.catalog(home).refresh(site.source)
    for name in ("floor-a.json", "floor-b.json", "floor.db", "catalogue.json"):
        (home / "trust" / name).unlink()
    news = looked(site.catalog(home), stick.source)
    assert "trust.floor" in dict(news.told())
    assert "trust.floor" not in dict(site.catalog(home).refresh(stick.source).told())


@row(53, also="trust.rollback", doors="look")
def test_row_53_no_catalogue_is_older_than_the_apps_own(
    site: Site, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = site.copied(home.parent / "stick")
    site.publish()
    shipped = home.parent / "shipped"
    shutil.copytree(site.root / "metadata", shipped / "site" / "metadata")
    shutil.copytree(site.root / "targets", shipped / "site" / "targets")
    shutil.copy(site.root / "metadata" / "1.root.json", shipped)
    monkeypatch.setattr(paths, "trust_roots", lambda: (shipped,))
    own = Catalog(home / "trust", now=lambda: DAY)
    assert installed(home.parent / "fresh", own, stick.file("mil.core", 2)) == 2
    refused(own, home, stick.source, "trust.rollback")
    assert looked(own, site.source).outcome == "newer"
    for name in ("floor-a.json", "floor-b.json", "floor.db", "catalogue.json"):
        (home / "trust" / name).unlink(missing_ok=True)
    again = Catalog(home / "trust", now=lambda: DAY)
    refused(again, home, stick.source, "trust.rollback")
    assert "trust.floor" in dict(looked(again, site.source).told())


@pytest.mark.parametrize("part", ["targets", "snapshot"])
@pytest.mark.parametrize("how", ["missing", "renamed"])
@row(54, "trust.mixed", doors="look")
@row(54, also="trust.unsigned", doors="verify install")
def test_row_54_parts_of_two_catalogues(site: Site, home: Path, part: str, how: str) -> None:
    site.publish()
    stick = site.copied(home.parent / "stick")
    folder = stick.root / "metadata"
    (folder / f"2.{part}.json").unlink()
    if how == "renamed":
        shutil.copy(folder / f"1.{part}.json", folder / f"2.{part}.json")
    home.mkdir()
    refused(site.catalog(home), home, stick.source, "trust.mixed")
    not_installed(home, site.catalog(home), bent_pack(stick, home.parent), "trust.unsigned")
    good = Path(shutil.copy(bent_pack(site, home.parent), home.parent / "good.milpack"))
    assert installed(home.parent / "b", site.catalog(home.parent / "b"), good) == 2
    assert looked(site.catalog(home), site.source).outcome == "newer"


@row(54, "trust.mixed", doors="look")
def test_row_54_a_mixed_pair_without_hashes(site: Site, home: Path) -> None:
    """The makers' own timestamp names the next snapshot, without its hash; it is the old one."""
    stick = site.copied(home.parent / "stick")
    folder = stick.root / "metadata"
    shutil.copy(folder / "1.snapshot.json", folder / "2.snapshot.json")
    timestamp(stick, site.ring(), version=2, snapshot=2)
    home.mkdir()
    refused(site.catalog(home), home, stick.source, "trust.mixed")
    assert looked(site.catalog(home), site.source).outcome == "newer"


@row(54, "trust.mixed", doors="look")
def test_row_54_another_listing_of_the_same_length(site: Site, home: Path) -> None:
    stick = site.copied(home.parent / "stick")
    (path,) = (stick.root / "targets").glob("*.catalog.json")
    path.write_bytes(path.read_bytes().replace(b"mil.core", b"mil.cora"))
    home.mkdir()
    refused(site.catalog(home), home, stick.source, "trust.mixed")
    assert looked(site.catalog(home), site.source).outcome == "newer"


@row(55, doors="look check verify install")
def test_row_55_the_same_timestamp_for_fourteen_months(site: Site, home: Path) -> None:
    catalog = site.catalog(home)
    catalog.refresh(site.source)
    later = site.catalog(home, days(14 * 30.44 + 1))
    news = looked(later, site.source)
    assert (news.outcome, news.stale, news.months) == ("same", True, 14)
    assert dict(news.told())["trust.stale"].values == {"day": DAY.date()}
    assert installed(home, later, site.file("mil.core", 2)) == 2
    assert "trust.stale" not in dict(site.catalog(home / "b").refresh(site.source).told())


class Endless(FolderSource):
    """A place that never stops sending one of its files."""

    def __init__(self, root: Path, name: str) -> None:
        super().__init__(root, "the endless place")
        self.name = name
        self.limits: list[int] = []

    def read(self, path: str, limit: int) -> bytes:
        """As a folder whose file is longer than any limit."""
        if path.endswith(self.name):
            self.limits.append(limit)
            (self.root / path).write_bytes(b" " * (limit + 1))
        return super().read(path, limit)


@pytest.mark.parametrize(
    ("name", "bound"),
    [("timestamp.json", 16_384), ("1.snapshot.json", 2_000_000), ("1.targets.json", 5_000_000)],
)
@row(56, "trust.endless", doors="look")
def test_row_56_endless_metadata_are_cut_at_their_bound(
    site: Site, home: Path, name: str, bound: int
) -> None:
    home.mkdir()
    place = Endless(site.copied(home.parent / "stick").root, name)
    refused(site.catalog(home), home, place, "trust.endless")
    assert max(place.limits) <= bound
    assert looked(site.catalog(home), site.source).outcome == "newer"


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"signed": {}}', b"<html>"])
@pytest.mark.parametrize("name", ["timestamp.json", "1.snapshot.json", "1.targets.json"])
def test_metadata_that_are_none(site: Site, home: Path, name: str, content: bytes) -> None:
    stick = site.copied(home.parent / "stick")
    (stick.root / "metadata" / name).write_bytes(content)
    home.mkdir()
    with pytest.raises(TrustRefused) as caught:
        site.catalog(home).refresh(stick.source)
    assert caught.value.code in ("trust.format", "trust.mixed", "trust.gap")
    assert not list(home.rglob("*"))


def test_an_empty_folder_is_no_catalogue(site: Site, home: Path) -> None:
    home.mkdir()
    empty = home.parent / "empty"
    empty.mkdir()
    with pytest.raises(TrustRefused) as caught:
        site.catalog(home).refresh(FolderSource(empty))
    assert caught.value.code == "trust.none"


def test_an_app_without_a_root_believes_nothing(site: Site, home: Path) -> None:
    home.mkdir()
    catalog = Catalog(home / "trust", {}, lambda: DAY)
    refused(catalog, home, site.source, "trust.no_root")
    not_installed(home, catalog, site.file("mil.core", 2), "trust.unsigned")


def test_a_listing_of_a_later_format_is_said(site: Site, home: Path) -> None:
    from milclicks.packs.trust import listed

    raw = json.dumps({"format": listed.FORMAT + 1, "packs": "another shape"}).encode()
    republish(site, raw)
    home.mkdir()
    refused(site.catalog(home, DAY + timedelta(days=1)), home, site.source, "trust.later")


def republish(site: Site, listing: bytes) -> None:
    """Sign another listing with the real keys."""
    import hashlib

    from tuf.api.metadata import TargetFile

    repository = site.repository()
    info = TargetFile.from_data("catalog.json", listing, ["sha256"])
    place = site.root / "targets" / f"{hashlib.sha256(listing).hexdigest()}.catalog.json"
    place.write_bytes(listing)
    repository.write(repository.release({"catalog.json": info}, site.ring(), {}))
