"""The makers' side: keys, roots, listings, partners, withdrawals, versions of the app."""

from __future__ import annotations

import shutil
import stat
import sys
from pathlib import Path

import pytest
from pytest import MonkeyPatch

from milclicks.core.errors import BadInput
from milclicks.packs import fingerprints
from milclicks.packs.fingerprints import of_lessons
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust import keyring
from milclicks.packs.trust.inspect_metadata import metadata_problems
from milclicks.packs.trust.keyring import Keyring
from milclicks.packs.trust.listed import Entry, Withdrawn
from milclicks.packs.trust.publish import Bundle, Wish, changed, listing_of, publish
from milclicks.packs.trust.repository import Repository
from milclicks.packs.verify import verify
from tests.fixtures.packs.forge import forge
from tests.support.site import DAY, Site, days, pack


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A site with one pack in two versions."""
    packs = [pack(tmp_path / "in", "mil.core", 1), pack(tmp_path / "in", "mil.core", 2)]
    return Site.make(tmp_path, packs, name={"en": "The test catalogue"})


def test_a_published_pack_is_whole_and_as_long_as_listed(site: Site, tmp_path: Path) -> None:
    catalog = site.catalog(tmp_path / "data")
    catalog.refresh(site.source)
    for entry in catalog.entries():
        path = site.root / entry.file
        assert path.stat().st_size == entry.bytes
        with Pack(path) as made:
            verify(made)
            assert made.digest == catalog.manifest_hash(entry.id, entry.version)
            assert [name for name in made.carried() if "timestamp" in name]


def test_a_pack_alone_carries_the_catalogue(site: Site, tmp_path: Path) -> None:
    catalog = site.catalog(tmp_path / "data")
    with Pack(site.file("mil.core", 2)) as made:
        source = made.catalogue()
        assert source is not None
        assert catalog.refresh(source).outcome == "newer"
    assert [one.version for one in catalog.entries()] == [1, 2]


def test_publishing_again_changes_no_file_that_was_there(site: Site, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    made = site.publish([pack(tmp_path / "in", "mil.core", 1), pack(tmp_path / "in", "mil.more")])
    assert made.added == ("mil.more@1",)
    changed = {path.name for path, raw in before.items() if path.read_bytes() != raw}
    assert changed == {"timestamp.json"}


def test_a_carried_copy_is_replaced_when_a_pack_is_published_elsewhere(
    site: Site, tmp_path: Path
) -> None:
    other = Site.make(tmp_path / "other", [site.file("mil.core", 1)])
    catalog = other.catalog(tmp_path / "data")
    catalog.refresh(other.source)
    (entry,) = catalog.entries()
    assert (other.root / entry.file).stat().st_size == entry.bytes
    with Pack(other.root / entry.file) as made:
        source = made.catalogue()
        assert source is not None
        assert catalog.refresh(source).outcome == "same"


def test_titles_and_revisions_are_listed_of_the_newest_version_alone(tmp_path: Path) -> None:
    packs = [forge(version=n).write(tmp_path / f"{n}.milpack") for n in (3, 4)]
    site = Site.make(tmp_path / "made", packs)
    catalog = site.catalog(tmp_path / "data")
    catalog.refresh(site.source)
    old, new = catalog.entries()
    assert old.titles == {}
    assert new.titles["rumour"]["en"] == "A rumour at school"
    assert new.revs == old.revs != {}


def test_a_withdrawn_version_leaves_the_site_and_cannot_come_back(
    site: Site, tmp_path: Path
) -> None:
    site.revoke("mil.core", 2)
    assert not site.file("mil.core", 2).exists()
    catalog = site.catalog(tmp_path / "data")
    catalog.refresh(site.source)
    assert [one.version for one in catalog.entries()] == [1]
    with pytest.raises(PackRefused) as caught:
        site.publish([pack(tmp_path / "in", "mil.core", 2)])
    assert caught.value.code == "trust.withdrawn"
    with pytest.raises(BadInput):
        site.revoke("mil.core", 9)


def test_a_version_of_the_app_is_a_signed_target(site: Site, tmp_path: Path) -> None:
    file = tmp_path / "milclicks-0.2.0.tar.gz"
    file.write_bytes(b"the app")
    site.publish(bundles=[Bundle("0.2.0", "linux", file)])
    catalog = site.catalog(tmp_path / "data")
    catalog.refresh(site.source)
    assert catalog.known is not None
    (line,) = catalog.known.listing.app
    digest = catalog.known.apps[line.file]
    assert (site.root / "targets" / "app" / f"{digest}.{file.name}").read_bytes() == b"the app"
    with pytest.raises(BadInput):
        site.publish(bundles=[Bundle("two", "linux", file)])


def test_a_partner_signs_its_own_packs_and_no_others(site: Site, tmp_path: Path) -> None:
    site.delegate("ng")
    site.publish([pack(tmp_path / "in", "ng.river"), pack(tmp_path / "in", "mil.more")])
    listing = site.repository().targets("ng")
    assert listing is not None
    assert list(listing.signed.targets) == ["m/ng.river/1.json"]
    catalog = site.catalog(tmp_path / "data")
    catalog.refresh(site.source)
    assert {one.id for one in catalog.entries()} == {"mil.core", "mil.more", "ng.river"}
    for name in ("mil", "t", "targets", "NG", "a.b"):
        with pytest.raises(BadInput):
            publish(site.root, Wish(partners={name: ()}), site.ring(), DAY)


def test_without_a_partners_key_its_listing_stays_as_it_is(site: Site, tmp_path: Path) -> None:
    site.delegate("ng")
    site.publish([pack(tmp_path / "in", "ng.river")])
    for path in site.keys.glob("ng-*.pem"):
        path.unlink()
    site.publish([pack(tmp_path / "in", "mil.more")])
    with pytest.raises(BadInput):
        site.publish([pack(tmp_path / "in", "ng.bridge")])
    catalog = site.catalog(tmp_path / "data")
    catalog.refresh(site.source)
    assert {one.id for one in catalog.entries()} == {"mil.core", "mil.more", "ng.river"}


def test_a_partner_is_named_by_the_public_half_and_begins_with_its_first_pack(
    site: Site, tmp_path: Path
) -> None:
    theirs, public = tmp_path / "theirs", tmp_path / "public"
    public.mkdir()
    shutil.copy(keyring.make(theirs, "ng")[1], public)
    ours = Keyring([site.keys, public])
    publish(site.root, Wish(partners={"ng": ours.keys("ng")}), ours, DAY)
    assert site.repository().partners() == {"ng": ours.keys("ng")}
    catalog = site.catalog(tmp_path / "data")
    catalog.refresh(site.source)
    course = pack(tmp_path / "in", "ng.course")
    with pytest.raises(BadInput):
        site.publish([course])
    publish(site.root, Wish(packs=[course]), Keyring([site.keys, theirs]), DAY)
    catalog.refresh(site.source)
    assert catalog.entry("ng.course") is not None
    assert list(metadata_problems(site.root)) == []


def test_a_partners_new_key_signs_what_the_old_one_signed(site: Site, tmp_path: Path) -> None:
    """By its public half alone it would leave packs that no app believes."""
    site.delegate("ng")
    site.publish([pack(tmp_path / "in", "ng.course")])
    for path in site.keys.glob("ng-*"):
        path.unlink()
    theirs = tmp_path / "theirs"
    secret, public = keyring.make(theirs, "ng")
    shutil.copy(public, site.keys)
    renewed = Wish(partners={"ng": site.ring().keys("ng")})
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    with pytest.raises(BadInput):
        publish(site.root, renewed, site.ring(), DAY)
    assert before == {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    publish(site.root, renewed, Keyring([site.keys, theirs]), DAY)
    catalog = site.catalog(tmp_path / "data")
    catalog.refresh(site.source)
    assert catalog.entry("ng.course") is not None and secret.exists()


def test_a_root_is_signed_at_two_tables(tmp_path: Path) -> None:
    """The owners of the root keys need not meet: the root waits as a draft for the second."""
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    keyring.make_all(mine, 1)
    secret, public = keyring.make(theirs, "root")
    (mine / public.name).write_bytes(public.read_bytes())
    repository = Repository(tmp_path / "site", DAY)
    step = repository.next_root(Keyring([mine]), [Keyring([mine])], 2)
    assert (step.version, step.missing, repository.roots()) == (1, 1, {})
    assert repository.sign_root([Keyring([mine])]).missing == 1
    assert repository.sign_root([Keyring([theirs])]).missing == 0
    assert list(repository.roots()) == [1]
    with pytest.raises(BadInput):
        repository.sign_root([Keyring([theirs])])
    assert secret.exists()


def test_too_few_keys_are_said(tmp_path: Path, site: Site) -> None:
    keyring.make(tmp_path / "few", "root")
    few = Keyring([tmp_path / "few"])
    with pytest.raises(BadInput):
        site.repository().next_root(few, [few], 2)
    before = sorted(site.root.rglob("*"))
    with pytest.raises(BadInput):
        publish(site.root, Wish(packs=[pack(tmp_path / "in", "mil.more")]), few, days(1))
    with pytest.raises(BadInput):
        publish(tmp_path / "nowhere", Wish(), site.ring(), DAY)
    assert sorted(site.root.rglob("*")) == before


def test_a_secret_key_is_its_owners_alone_and_may_be_locked(tmp_path: Path) -> None:
    secret, public = keyring.make(tmp_path, "root", b"seven brown foxes")
    assert b"ENCRYPTED" in secret.read_bytes()
    if sys.platform != "win32":
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    (key,) = Keyring([tmp_path], [b"six", b"seven brown foxes"]).keys("root")
    assert secret.name == f"root-{key.keyid[:8]}.pem" and public.stem == secret.stem
    for wrong in ((), (b"six",), (b"six", b"seven")):
        with pytest.raises(BadInput) as caught:
            Keyring([tmp_path], wrong)
        assert "passphrase" in str(caught.value)


@pytest.mark.parametrize("name", ["root-00000000.pem", "root-00000000.pub"])
def test_a_file_that_is_no_key_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("-----BEGIN NOTHING-----")
    with pytest.raises(BadInput):
        Keyring([tmp_path])
    with pytest.raises(BadInput):
        Keyring([tmp_path / "nowhere"])


def test_damaged_metadata_of_ones_own_are_said(site: Site) -> None:
    (site.root / "metadata" / "1.targets.json").write_text("{}")
    with pytest.raises(BadInput) as caught:
        site.publish()
    assert "1.targets.json" in str(caught.value)


def test_a_version_that_was_never_here_is_withdrawn_only_by_a_word_more(
    site: Site, tmp_path: Path
) -> None:
    """And a reason that was given before is mended by giving it again."""
    gone = Withdrawn(id="mil.core", version=2**31, reason={"en": "A theif signed it."})
    with pytest.raises(BadInput) as refused:
        publish(site.root, Wish(withdraw=(gone,)), site.ring(), DAY)
    assert "--unknown" in str(refused.value.remedy)
    publish(site.root, Wish(withdraw=(gone,), unknown=True), site.ring(), DAY)
    site.revoke("mil.core", 2)
    again = site.revoke("mil.core", 2**31, "A thief signed it.")
    assert [(one.version, one.reason["en"]) for one in again.listing.withdrawn] == [
        (2**31, "A thief signed it."),
        (2, "A wrong answer."),
    ]
    catalog = site.catalog(tmp_path / "data")
    catalog.refresh(site.source)
    assert catalog.withdrawn("mil.core", 2**31) is not None
    assert [one.version for one in catalog.entries()] == [1]


def test_a_reason_is_kept_in_every_language(site: Site, tmp_path: Path) -> None:
    reasons = {"en": "A wrong answer.", "ar": "إجابة خاطئة."}
    gone = Withdrawn(id="mil.core", version=1, reason=reasons)
    publish(site.root, Wish(withdraw=(gone,)), site.ring(), DAY)
    catalog = site.catalog(tmp_path / "data")
    catalog.refresh(site.source)
    assert catalog.withdrawn("mil.core", 1) == gone
    assert catalog.known is not None
    assert catalog.known.listing.name == {"en": "The test catalogue"}


def test_another_pack_of_a_published_version_is_refused(site: Site, tmp_path: Path) -> None:
    other = pack(tmp_path / "other", "mil.core", 2, "Another pack of that name")
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    with pytest.raises(PackRefused) as caught:
        site.publish([other])
    assert caught.value.code == "version.same"
    assert {p: p.read_bytes() for p in site.root.rglob("*") if p.is_file()} == before
    assert changed(site.root, [other])
    publish(site.root, Wish(packs=[other], over=True), site.ring(), DAY)
    assert not changed(site.root, [other])
    catalog = site.catalog(tmp_path / "data")
    catalog.refresh(site.source)
    with Pack(other) as made:
        assert catalog.manifest_hash("mil.core", 2) == made.digest
    (entry,) = (one for one in catalog.entries() if one.version == 2)
    assert site.file("mil.core", 2).stat().st_size == entry.bytes


def test_a_pack_with_the_id_of_a_teachers_key_is_not_signed(tmp_path: Path, site: Site) -> None:
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    for name in ("t." + "a" * 26 + ".quay", "t.quay"):
        with pytest.raises(BadInput) as refused:
            site.publish([pack(tmp_path / "in", name)])
        assert "teacher" in str(refused.value.sentence) and refused.value.remedy is not None
    assert before == {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    assert site.publish([pack(tmp_path / "in", "tt.quay")]).added == ("tt.quay@1",)


def test_marks_are_listed_of_the_newest_version_also_when_it_is_that_again(tmp_path: Path) -> None:
    packs = [forge(version=n).write(tmp_path / f"{n}.milpack") for n in (3, 4)]
    site = Site.make(tmp_path / "made", packs)

    def told() -> list[Entry]:
        listing = listing_of(site.root)
        assert listing is not None
        return list(listing.packs)

    old, new = told()
    with Pack(packs[1]) as made:
        assert new.marks == of_lessons(made.manifest)
    assert set(new.marks["rumour"]) >= {"en", "ar", "fr"} and old.marks == {}
    site.revoke(new.id, 4)
    (again,) = told()
    assert (again.version, again.marks, again.titles) == (3, new.marks, new.titles)


def test_a_catalogue_of_before_learns_the_marks(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(fingerprints, "of_lessons", lambda held: {})
        patch.setattr("milclicks.packs.trust.publish._told", lambda site, one: one)
        site = Site.make(tmp_path / "made", [forge().write(tmp_path / "3.milpack")])
    before = listing_of(site.root)
    assert before is not None and before.packs[0].marks == {}
    site.publish()
    after = listing_of(site.root)
    assert after is not None and set(after.packs[0].marks) == set(before.packs[0].revs)
    assert after.packs[0].bytes == before.packs[0].bytes
