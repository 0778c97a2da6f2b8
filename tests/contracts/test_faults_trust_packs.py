"""Rows 58 to 68 of the fault table: stolen keys, withdrawn packs, partners, clocks, old sticks.

Each fixture is a valid signed site with one thing wrong, its signatures made right again by real
keys; beside it stands the same without the fault, which is accepted. A refusal leaves every file of
the data folder as it was.
"""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tuf.api.metadata import Metadata, MetaFile, Snapshot, Targets, Timestamp
from tuf.api.serialization.json import JSONSerializer

from milclicks.core.errors import NotFound
from milclicks.packs.format import Container
from milclicks.packs.library import LessonRef, Library
from milclicks.packs.trust.clock import BUILT
from milclicks.packs.trust.floor import FloorFile
from milclicks.packs.trust.keyring import Keyring
from milclicks.packs.trust.listed import Withdrawn
from milclicks.packs.trust.publish import Wish, publish
from milclicks.packs.trust.standing import Trust
from milclicks.packs.writer import repacked
from milclicks.workspace import Workspace
from tests.fixtures.packs.forge import forge
from tests.support.clock import FrozenClock
from tests.support.earlier import earlier_life
from tests.support.looking import installed, looked, not_installed, refused
from tests.support.refusing import accepted, accepted_by, refused_by, row
from tests.support.site import DAY, Site, days, pack

pytestmark = pytest.mark.strict_trust


def thief(site: Site, tmp_path: Path, *roles: str) -> Site:
    """A copy of the site with the keys of these roles, as somebody has who stole them."""
    keys = tmp_path / "stolen"
    keys.mkdir()
    for role in roles:
        for path in site.keys.glob(f"{role}-*"):
            shutil.copy(path, keys)
    return Site(site.copied(tmp_path / "hostile").root, keys)


COMPACT = JSONSerializer(compact=True)
ONLINE = ("targets", "snapshot", "timestamp")


@row(58, also="trust.signature", doors="look")
@row(58, also="trust.unsigned", doors="verify install")
def test_row_58_stolen_targets_key_and_a_client_with_a_newer_root(
    site: Site, home: Path, tmp_path: Path
) -> None:
    hostile = thief(site, tmp_path, *ONLINE)
    hostile.publish([pack(tmp_path / "bad", "mil.evil")])
    site.rotate(*ONLINE)
    catalog = site.catalog(home)
    looked(catalog, site.source)
    refused(catalog, home, hostile.source, "trust.signature")
    not_installed(home, catalog, hostile.file("mil.evil", 1), "trust.unsigned")
    assert installed(home, catalog, site.file("mil.core", 2)) == 2


@row(58, also="trust.mixed", doors="look")
def test_row_58_stolen_targets_key_alone_is_not_enough(
    site: Site, home: Path, tmp_path: Path
) -> None:
    """Listings are chained: without the snapshot's key a stolen targets key lists nothing."""
    hostile = site.copied(tmp_path / "hostile")
    made = Metadata[Targets].from_bytes((site.root / "metadata/1.targets.json").read_bytes())
    target = made.signed.targets["m/mil.core/2.json"]
    target.hashes["sha256"] = hashlib.sha256(b"another manifest").hexdigest()
    sign(made, site.ring(), "targets")
    (hostile.root / "metadata/1.targets.json").write_bytes(made.to_bytes(COMPACT))
    home.mkdir()
    refused(site.catalog(home), home, hostile.source, "trust.mixed")
    assert looked(site.catalog(home), site.source).outcome == "newer"


@row(59, also="trust.signature", doors="look")
def test_row_59_stolen_online_keys_that_count_far_ahead(
    site: Site, home: Path, tmp_path: Path
) -> None:
    catalog = site.catalog(home)
    catalog.refresh(site.source)
    hostile = thief(site, tmp_path, *ONLINE)
    folder = hostile.root / "metadata"
    for role in ("targets", "snapshot"):  # the next number is one more than the highest here
        (folder / f"1.{role}.json").rename(folder / f"999998.{role}.json")
    path = folder / "timestamp.json"
    made = Metadata.from_bytes(path.read_bytes())
    made.signed.version = 999_998
    path.write_bytes(made.to_bytes())
    hostile.publish([pack(tmp_path / "bad", "mil.evil")])
    assert catalog.refresh(hostile.source).outcome == "newer"
    assert catalog.known is not None and catalog.known.versions["timestamp"] == 999_999
    assert site.catalog(home).refresh(site.source).outcome == "older"
    site.rotate(*ONLINE)
    assert looked(site.catalog(home), site.source).outcome == "newer"
    recovered = site.catalog(home)
    assert recovered.entry("mil.evil") is None and recovered.entry("mil.core") is not None
    floor = FloorFile(home / "trust").read().floor
    assert {role: mark.version for role, mark in floor.marks.items()} == {
        "root": 2,
        "timestamp": 2,
        "snapshot": 2,
        "targets": 2,
    }
    refused(recovered, home, hostile.source, "trust.signature")


@row(60, "trust.withdrawn", doors="verify install")
def test_row_60_withdrawn_version_on_a_stick(site: Site, home: Path, tmp_path: Path) -> None:
    stick = site.copied(tmp_path / "stick")
    reasons = {"en": "Its second answer is wrong.", "fr": "Sa deuxième réponse est fausse."}
    gone = Withdrawn(id="mil.core", version=2, reason=reasons)
    publish(site.root, Wish(withdraw=(gone,)), site.ring(), DAY)
    catalog = site.catalog(home)
    catalog.refresh(site.source)
    error = not_installed(home, catalog, stick.file("mil.core", 2), "trust.withdrawn")
    assert "Its second answer is wrong." in str(error)
    assert installed(home, catalog, stick.file("mil.core", 1)) == 1


@row(60, "trust.withdrawn", doors="verify install")
def test_row_60_the_pack_itself_brings_the_news_of_a_withdrawal(
    site: Site, home: Path, tmp_path: Path
) -> None:
    """A newer catalogue inside another copy of the same pack counts as well."""
    old = Path(shutil.copy(site.file("mil.core", 2), tmp_path))
    site.revoke("mil.core", 2)
    newer = pack(tmp_path / "in", "mil.other")
    site.publish([newer])
    with Container(site.file("mil.other", 1)) as other:
        carried = {n: other.read(n, limit=1 << 20) for n in other.entries if n.startswith("tuf/")}
        repacked(old, tmp_path / "mixed.milpack", carried)
    not_installed(home, site.catalog(home), tmp_path / "mixed.milpack", "trust.withdrawn")
    assert installed(home, site.catalog(home), site.file("mil.core", 1)) == 1


@row(61, also="trust.withdrawn", doors="open")
def test_row_61_an_installed_pack_is_withdrawn(site: Site, home: Path, tmp_path: Path) -> None:
    """Greyed with its reason in the reader's language; the file and the results stay."""
    site.publish([forge(id="mil.river", version=3).write(tmp_path / "river.milpack")])
    clock = FrozenClock()
    trust = Trust(home, site.catalog(home))
    with Workspace.open(home, clock=clock, bundled=[], trust=trust) as workspace:
        workspace.library.install(site.file("mil.river", 3))
        ref = LessonRef("mil.river", 3, "rumour")
        accepted_by("open", workspace.library.lesson(ref, "en"))
        session = workspace.start_lesson(None, ref, "en")
        events = workspace.records.events()
        assert session.ref == ref and events
        reasons = {"en": "Its second answer is wrong.", "ar": "إجابتها الثانية خاطئة."}
        gone = Withdrawn(id="mil.river", version=3, reason=reasons)
        publish(site.root, Wish(withdraw=(gone,)), site.ring(), DAY)
        files = sorted((home / "packs").iterdir())
        news, changes = workspace.trust.catalog.refresh(site.source), workspace.packs_changed()
        assert news.outcome == "newer" and "packs" in changes
        for locale, reason in reasons.items():
            (info,) = workspace.library.packs(locale)
            assert (info.ready.state, info.ready.code) == ("withdrawn", "trust.withdrawn")
            assert reason in str(info.reason)
            assert info.standing.tier == "revoked"
        assert workspace.library.lessons("en") == ()
        opening = workspace.library.lesson
        error = refused_by("open", "trust.withdrawn", home, lambda: opening(ref, "en"))
        assert reasons["en"] in str(error)
        assert workspace.records.events() == events
        assert sorted((home / "packs").iterdir()) == files


@row(61, doors="open")
def test_row_61_an_earlier_version_takes_its_place(site: Site, home: Path, tmp_path: Path) -> None:
    site.publish([forge(version=n).write(tmp_path / f"{n}.milpack") for n in (3, 4)])
    trust = Trust(home, site.catalog(home))
    with Library.open(home, trust=trust) as library:
        library.keep = lambda _pack, _version: True
        for number in (3, 4):
            library.install(site.file("test.river", number))
        assert {card.ref.version for card in library.lessons("en")} == {4}
        site.revoke("test.river", 4)
        trust.catalog.refresh(site.source)
        library.refresh()
        assert {card.ref.version for card in library.lessons("en")} == {3}
        accepted_by("open", library.lesson(library.lessons("en")[0].ref, "en"))
        assert library.packs()[0].version == 3
        assert len(list((home / "packs").iterdir())) == 2


@row(61)
def test_row_61_control_another_version_is_withdrawn(site: Site, home: Path) -> None:
    trust = Trust(home, site.catalog(home))
    with Library.open(home, trust=trust) as library:
        accepted(library, site.file("mil.core", 2))
        site.revoke("mil.core", 1)
        trust.catalog.refresh(site.source)
        library.refresh()
        assert library.packs()[0].usable


@row(62, "trust.unsigned", doors="verify install")
@row(62, doors="look")
def test_row_62_a_partner_signs_a_pack_that_is_not_its_own(
    site: Site, home: Path, tmp_path: Path
) -> None:
    site.delegate("ng")
    site.publish([pack(tmp_path / "in", "ng.river"), pack(tmp_path / "in", "mil.more")])
    folder, ring = site.root / "metadata", site.ring()
    makers = Metadata[Targets].from_bytes((folder / "3.targets.json").read_bytes())
    partner = Metadata[Targets].from_bytes((folder / "2.ng.json").read_bytes())
    partner.signed.targets["m/mil.more/1.json"] = makers.signed.targets.pop("m/mil.more/1.json")
    snapshot = Metadata[Snapshot].from_bytes((folder / "3.snapshot.json").read_bytes())
    for name, made in (("targets", makers), ("ng", partner)):
        made.signed.version = 4
        sign(made, ring, name)
        (folder / f"4.{name}.json").write_bytes(made.to_bytes())
        snapshot.signed.meta[f"{name}.json"] = MetaFile(4)
    snapshot.signed.version = 4
    sign(snapshot, ring, "snapshot")
    (folder / "4.snapshot.json").write_bytes(snapshot.to_bytes())
    timestamp = Metadata[Timestamp].from_bytes((folder / "timestamp.json").read_bytes())
    timestamp.signed.version, timestamp.signed.snapshot_meta = 4, MetaFile(4)
    sign(timestamp, ring, "timestamp")
    (folder / "timestamp.json").write_bytes(timestamp.to_bytes())
    catalog = site.catalog(home)
    assert looked(catalog, site.source).outcome == "newer"
    assert {one.id for one in catalog.entries()} == {"mil.core", "ng.river"}
    assert installed(home, catalog, site.file("ng.river", 1)) == 1
    bare = tmp_path / "bare.milpack"
    repacked(site.file("mil.more", 1), bare, {})
    not_installed(home, catalog, bare, "trust.unsigned")


def sign(made: Metadata, ring: Keyring, role: str) -> None:  # type: ignore[type-arg]
    """Sign with the keys of a role and no others."""
    made.signatures.clear()
    for signer in ring.signers([key.keyid for key in ring.keys(role)]):
        made.sign(signer, append=True)


YEARS = [1601, 1970, 2000, 2026, 2030, 2099]


@pytest.mark.parametrize("year", YEARS)
@row(63, doors="look check verify install")
@row(64, doors="look check verify install")
def test_row_64_and_row_63_whatever_year_the_clock_says(site: Site, home: Path, year: int) -> None:
    now = datetime(year, 12, 1, tzinfo=UTC) + timedelta(days=1)
    catalog = site.catalog(home, now)
    news = looked(catalog, site.source)
    said = {1601: True, 1970: True, 2000: True, 2026: False, 2030: False, 2099: True}[year]
    assert ("trust.clock" in dict(news.told())) is said
    assert news.clock == ("behind" if year < 2026 else "ahead" if year == 2099 else "right")
    assert installed(home, catalog, site.file("mil.core", 2)) == 2
    floor = FloorFile(home / "trust").read().floor
    assert floor.time == (now if year in (2026, 2030) else DAY)


@row(64, doors="look")
def test_row_64_a_jump_of_ten_years_is_not_learnt(site: Site, home: Path) -> None:
    """The clock is wrong for a day; afterwards a fresh catalogue does not look expired."""
    site.catalog(home, days(1)).refresh(site.source)
    wrong = site.catalog(home, days(3652))
    news = looked(wrong, site.source)
    assert (news.clock, news.stale, news.months) == ("ahead", False, 0)
    assert wrong.time().floor == days(1)
    site.publish(now=days(2))
    news = site.catalog(home, days(3)).refresh(site.source)
    assert (news.outcome, news.clock, news.stale) == ("newer", "right", False)


@row(64, doors="look")
def test_row_64_control_a_jump_of_two_years_is_learnt(site: Site, home: Path) -> None:
    catalog = site.catalog(home, days(730))
    assert looked(catalog, site.source).stale
    assert catalog.time().floor == days(730) > BUILT


@pytest.mark.parametrize("months", [6, 12, 36])
@row(66, doors="look check verify install")
def test_row_66_months_without_a_network(site: Site, home: Path, months: int) -> None:
    """An old PC and an old stick meet after a long time: everything works, the age is shown."""
    site.catalog(home, DAY).refresh(site.source)
    later = site.catalog(home, days(months * 30.44 + 1))
    news = looked(later, site.source)
    assert (news.outcome, news.stale, news.months, news.clock) == ("same", True, months, "right")
    assert installed(home, later, site.file("mil.core", 2)) == 2


@row(67, doors="check verify install")
def test_row_67_older_stick_with_a_version_that_is_still_listed(
    site: Site, home: Path, tmp_path: Path
) -> None:
    stick = site.copied(tmp_path / "stick")
    site.publish([pack(tmp_path / "in", "mil.core", 3)])
    catalog = site.catalog(home)
    catalog.refresh(site.source)
    assert catalog.refresh(stick.source).outcome == "older"
    before = (home / "trust" / "catalogue.json").read_bytes()
    assert installed(home, catalog, stick.file("mil.core", 2)) == 2
    assert (home / "trust" / "catalogue.json").read_bytes() == before


@row(67, "trust.altered", doors="verify install")
def test_row_67_a_version_that_only_looks_like_a_listed_one(
    site: Site, home: Path, tmp_path: Path
) -> None:
    catalog = site.catalog(home)
    catalog.refresh(site.source)
    other = pack(tmp_path / "other", "mil.core", 2, "Another pack of that name")
    not_installed(home, catalog, other, "trust.altered")
    assert installed(home, catalog, site.file("mil.core", 2)) == 2


@row(68, "version.older", doors="install")
def test_row_68_older_stick_than_the_installed_version(
    site: Site, home: Path, tmp_path: Path
) -> None:
    stick = site.copied(tmp_path / "stick")
    site.publish([pack(tmp_path / "in", "mil.core", 3)])
    catalog = site.catalog(home)
    assert installed(home, catalog, site.file("mil.core", 3)) == 3
    not_installed(home, catalog, stick.file("mil.core", 2), "version.older", "install")
    with Library.open(home, trust=Trust(home, catalog)) as library, pytest.raises(NotFound):
        library.lesson(LessonRef("mil.core", 2, "rumour"), "en")


def test_unsigned_packs_are_refused(site: Site, home: Path, tmp_path: Path) -> None:
    not_installed(home, site.catalog(home), pack(tmp_path / "x"), "trust.unsigned")


def test_packs_of_an_earlier_version_of_the_app_stay(
    site: Site, home: Path, tmp_path: Path
) -> None:
    """What lay there unsigned before is labelled and works; what is put there later does not."""
    earlier_life(home, "test.before")
    with Library.open(home) as library:
        (info,) = library.packs()
        assert (info.usable, info.standing.tier) == (True, "unsigned")
        assert library.lessons("en")
    forge(id="test.later").write(home / "packs" / "later.milpack")
    for _ in range(2):
        with Library.open(home) as library:
            found = {one.id: (one.ready.state, one.ready.code) for one in library.packs()}
            assert found == {
                "test.before": ("ready", ""),
                "test.later": ("unsigned", "trust.unsigned"),
            }
            assert {card.ref.pack for card in library.lessons("en")} == {"test.before"}


def test_an_unsigned_file_never_stands_before_a_pack_of_the_app(home: Path, tmp_path: Path) -> None:
    bundled = tmp_path / "bundled"
    bundled.mkdir()
    forge(version=3).write(bundled / "river.milpack")
    with Library.open(home, [bundled]) as library:
        assert library.packs()[0].standing.tier == "shipped"
    (home / "packs").mkdir()
    forge(version=9).write(home / "packs" / "river.milpack")
    with Library.open(home, [bundled]) as library:
        assert {card.ref.version for card in library.lessons("en")} == {3}


def test_an_official_pack_outlives_the_catalogue(site: Site, home: Path) -> None:
    with Library.open(home, trust=Trust(home, site.catalog(home))) as library:
        library.install(site.file("mil.core", 2))
    (home / "trust" / "catalogue.json").unlink()
    with Library.open(home) as library:
        (info,) = library.packs()
        assert (info.usable, info.standing.tier) == (True, "official")


def test_a_lost_memory_does_not_let_a_stick_in(home: Path, tmp_path: Path) -> None:
    """What is used in place was never installed, so it is not remembered as if it were."""
    stick = forge(id="test.stick").write(tmp_path / "stick.milpack")
    earlier_life(home, "test.before")
    with Library.open(home) as library:
        (home / "trust" / "let_in.json").unlink()
        library.host((stick,))
        library.refresh()
        found = {one.id: one.ready.code for one in library.packs()}
        assert found == {"test.before": "", "test.stick": "trust.unsigned"}
