"""Versions that their makers took back, beside others: what counts, what comes, what stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from milclicks.packs.disk import Disk
from milclicks.packs.library import Library
from milclicks.packs.refusals import PackRefused
from milclicks.packs.travel import courier, peer, wanted
from milclicks.packs.travel.asking import expected
from milclicks.packs.travel.bring import learn
from milclicks.packs.travel.part import Part, begun
from milclicks.packs.travel.stick import look
from milclicks.packs.withdrawn import all_packs, beside, versions_here
from tests.support.refusing import unchanged
from tests.support.room import sharing
from tests.support.site import Site, pack
from tests.support.sticks import library

WHY = "It had a wrong answer."


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A catalogue with versions 2 and 3 of a pack."""
    return Site.make(tmp_path, [pack(tmp_path / "made", version=number) for number in (2, 3)])


@pytest.fixture
def here(site: Site, tmp_path: Path) -> Iterator[Library]:
    """The library of a computer with version 3, which knows of no withdrawal."""
    data = tmp_path / "data"
    with library(data, site.catalog(data)) as made:
        learn(look(site.root), made.trust.catalog, "site")
        made.install(site.file("test.tiny", 3))
        yield made


def versions_of(made: Library) -> list[tuple[int, str]]:
    """What lies here of the pack, in the order in which it is listed."""
    return [(one.version, one.ready.state) for one in all_packs(made)]


def test_what_a_catalogue_takes_back_is_as_none_even_before_it_is_kept(
    site: Site, here: Library
) -> None:
    assert versions_here(here) == {"test.tiny": 3}
    site.revoke("test.tiny", 3, WHY)
    seen = here.trust.catalog.look(site.source).known
    assert versions_here(here, seen) == {"test.tiny": 0}
    assert versions_here(here) == {"test.tiny": 3}, "nothing was kept"
    here.trust.catalog.refresh(site.source)
    here.refresh()
    assert versions_here(here) == {"test.tiny": 0}
    (only,) = all_packs(here)
    assert only.withdrawn and WHY in str(only.reason) and beside(here, only) == ()
    here.install(site.file("test.tiny", 2))
    assert versions_here(here) == {"test.tiny": 2}
    assert versions_of(here) == [(2, "ready"), (3, "withdrawn")]
    here.tidy()
    assert versions_of(here) == [(2, "ready"), (3, "withdrawn")]


def test_an_unfinished_file_of_the_right_version_is_not_swept_away(
    site: Site, here: Library, tmp_path: Path
) -> None:
    """A cut download of version 2 goes on after version 3 was taken back."""
    site.revoke("test.tiny", 3, WHY)
    here.trust.catalog.refresh(site.source)
    here.refresh()
    part = Part(tmp_path / "data", expected(here.trust.catalog, "test.tiny"), Disk())
    with part.open():
        part.fill(0, b"PK", "the site")
        part.save()
    here.tidy()
    assert [one.expected.version for one in begun(tmp_path / "data")] == [2]


@pytest.mark.loopback
@pytest.mark.strict_trust
def test_the_next_pc_brings_the_withdrawal_and_the_right_version_at_once(
    site: Site, here: Library, tmp_path: Path
) -> None:
    site.revoke("test.tiny", 3, WHY)
    office = tmp_path / "office"
    with library(office, site.catalog(office)) as theirs:
        learn(look(site.root), theirs.trust.catalog, "site")
        theirs.install(site.file("test.tiny", 2))
        with sharing(theirs) as server, closing(peer.source(f"127.0.0.1:{server.port}")) as place:
            with unchanged(tmp_path / "data"):  # looking keeps nothing
                found = peer.look(place, here)
            assert [one.offered.version for one in found.useful] == [2]
            assert peer.beside(found, here).useful == found.useful
            info = peer.take(place, found.useful[0].offered, here, tmp_path / "data")
            assert info.version == 2
            assert peer.look(place, here).useful == ()
    assert versions_of(here) == [(2, "ready"), (3, "withdrawn")]


@pytest.mark.loopback
@pytest.mark.strict_trust
def test_a_next_pc_that_has_not_heard_of_it_is_not_believed_about_the_bad_one(
    site: Site, tmp_path: Path
) -> None:
    """It offers 2 and 3; here it is known that 3 was taken back: 2 is the best of the two."""
    office, data = tmp_path / "office", tmp_path / "data"
    with library(office, site.catalog(office)) as theirs, library(data, site.catalog(data)) as ours:
        learn(look(site.root), theirs.trust.catalog, "site")
        for number in (2, 3):
            theirs.install(site.file("test.tiny", number))
        site.revoke("test.tiny", 3, WHY)
        ours.trust.catalog.refresh(site.source)
        with sharing(theirs) as server, closing(peer.source(f"127.0.0.1:{server.port}")) as place:
            found = {one.offered.version: one for one in peer.look(place, ours).packs}
            assert found[2].worth_taking
            with pytest.raises(PackRefused, match=WHY):
                peer.take(place, found[3].offered, ours, data)
            assert peer.take(place, found[2].offered, ours, data).version == 2


def test_a_stick_is_filled_from_a_site_with_the_right_version(
    site: Site, here: Library, tmp_path: Path
) -> None:
    site.revoke("test.tiny", 3, WHY)
    here.trust.catalog.refresh(site.source)
    here.refresh()
    load = courier.load(tmp_path / "stick", here, tmp_path / "data", site.root)
    assert load.versions == {"test.tiny": 2}
    mine = wanted.wishes_of(tmp_path / "data", here.packs(), here.trust.catalog, "", "linux")
    assert mine.packs == (wanted.Want(id="test.tiny", version=2, why="newer"),)


# -- wishes that strangers wrote ------------------------------------------------------------------

EVIL = "Room \x1b[31m7\u202e3\n\u200b of the school"


def test_a_place_is_read_as_one_clean_line_and_written_so(tmp_path: Path) -> None:
    raw = msgspec.json.encode({"format": 1, "pcs": [{"pc": "other-pc", "place": EVIL}]})
    (one,) = wanted.decode(raw).pcs
    assert one.place == "Room [31m73 of the school"
    again = wanted.encode(wanted.decode(raw).with_(wanted.Wishes(pc="own-of-here")))
    assert not any(mark in again.decode() for mark in ("\\u001b", "\x1b", "\u202e", "\u200b"))
    (long,) = wanted.decode(
        msgspec.json.encode({"pcs": [{"pc": "other-pc", "place": "a" * 200}]})
    ).pcs
    assert len(long.place) == 80


def test_a_wish_for_what_no_pack_is_called_goes_and_the_others_stay() -> None:
    good = {"id": "org.radio.rumours", "version": 3, "why": "newer"}
    bad = [
        {"id": "../../etc/passwd"},
        {"id": "mil.core\x1b[2J"},
        {"id": "MIL.CORE"},
        {"id": "mil"},
        {"id": "mil.core", "version": 0},
        {"id": "mil.core", "why": "\u202e"},
        {"id": 7},
        "mil.core",
        None,
    ]
    entries = [
        {"pc": "other-pc", "packs": [bad[0], good, *bad[1:]]},
        {"pc": "../x", "packs": [good]},
        {"pc": "third-pc-", "system": "\x1b", "packs": [good]},
        {"pc": "fourth-pc", "packs": 7},
        {"pc": "fifth-pc-", "place": 7},
        ["pc"],
        {"pc": "sixth-pc-", "packs": [good]},
    ]
    read = wanted.decode(msgspec.json.encode({"format": 1, "pcs": entries}))
    want = wanted.Want(id="org.radio.rumours", version=3, why="newer")
    assert [(one.pc, one.packs) for one in read.pcs] == [
        ("other-pc", (want,)),
        ("sixth-pc-", (want,)),
    ]
    assert wanted.decode(wanted.encode(read)) == read


def test_no_more_is_read_than_may_stand_there() -> None:
    packs = [{"id": f"test.pack-{number}"} for number in range(300)]
    pcs = [{"pc": f"computer-{number}", "packs": packs[:3]} for number in range(60)]
    read = wanted.decode(msgspec.json.encode({"pcs": [{"pc": "the-first", "packs": packs}, *pcs]}))
    assert len(read.pcs) == 50 and len(read.pcs[0].packs) == 200


def test_the_name_of_this_place_is_written_clean(here: Library, tmp_path: Path) -> None:
    mine = wanted.wishes_of(tmp_path / "data", (), here.trust.catalog, EVIL, "linux")
    assert mine.place == "Room [31m73 of the school"
