"""A newer version of the app on sticks and where packs are found: what the window says of it."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtWidgets import QWidget

from milclicks.packs.travel.bundles import this_system
from milclicks.packs.trust import root as trust_root
from milclicks.packs.trust.floor import Floor
from milclicks.packs.trust.publish import Bundle
from milclicks.ui.shell import Shell
from milclicks.ui.stick.newapp import newapp_card
from milclicks.ui.widgets.text import TextBlock
from tests.support.screens import Hand, find, there
from tests.support.site import Site, days, pack
from tests.support.sticks import Table
from tests.ui.test_sticks import calm, carried, opened, said


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A signed pack; the app believes this site."""
    built = Site.make(tmp_path, [pack(tmp_path / "made", "test.tiny", title="Tiny")])
    monkeypatch.setattr(trust_root, "chain", lambda *_: built.roots(1))
    monkeypatch.setattr(trust_root, "floor", Floor)
    return built


def released(site: Site, folder: Path, version: str, day: int) -> Path:
    """Publish a version of the app; its file."""
    bundle = folder / f"milclicks-{version}-linux.tar.gz"
    bundle.write_bytes(os.urandom(1_500_000))
    site.publish(bundles=[Bundle(version, this_system(), bundle)], now=days(day))
    return bundle


def shown(name: str) -> str:
    """All that a card says."""
    return read(find(name))


def read(card: QWidget) -> str:
    """The words of a card."""
    marks = dict.fromkeys((0x2068, 0x2069))
    return " ".join(one.text() for one in card.findChildren(TextBlock)).translate(marks)


def plugged(shell: Shell) -> None:
    """Let a stick be noticed."""
    shell.sticks.look()
    calm()


def placed(stick: Path, version: str) -> Path:
    """The bundle of a version on a stick."""
    (found,) = (stick / "MILPACKS" / "targets" / "app").rglob(f"*-{version}-*")
    return found


def test_a_newer_app_is_checked_copied_and_never_started(tmp_path: Path, site: Site) -> None:
    bundle = tmp_path / "milclicks-9.1-linux.tar.gz"
    bundle.write_bytes(os.urandom(2_000_000))
    site.publish(bundles=[Bundle("9.1", this_system(), bundle)], now=days(1))
    table = Table()
    table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        Hand().press("stick-look", "take-app")
        calm()
        assert shell.sticks.seen[0].app is not None
        taken = shell.sticks.apps.of(shell.sticks.seen[0].app)
        assert taken is not None and taken.read_bytes() == bundle.read_bytes()
        assert taken.is_relative_to(tmp_path / "data" / "app")
        assert not os.access(taken, os.X_OK), "nothing can start it by accident"
        assert there("open-app-folder") is not None


def test_an_altered_app_is_refused_and_not_kept(tmp_path: Path, site: Site) -> None:
    bundle = tmp_path / "milclicks-9.1-linux.tar.gz"
    bundle.write_bytes(os.urandom(2_000_000))
    site.publish(bundles=[Bundle("9.1", this_system(), bundle)], now=days(1))
    stick = carried(site, tmp_path / "STICK")
    placed = next((stick / "MILPACKS" / "targets" / "app").iterdir())
    placed.write_bytes(placed.read_bytes()[:-1] + b"x")
    table = Table()
    table.plug(stick)
    with opened(tmp_path, table):
        Hand().press("stick-look", "take-app")
        calm()
        assert "damaged or was changed" in said() and there("open-app-folder") is None
        assert not [one for one in (tmp_path / "data" / "app").rglob("*") if one.is_file()]


def test_what_was_checked_on_one_stick_is_not_said_of_another(tmp_path: Path, site: Site) -> None:
    released(site, tmp_path, "9.1", 1)
    table = Table()
    mount = table.plug(carried(site, tmp_path / "ONE"))
    released(site, tmp_path, "9.2", 2)
    two = carried(site, tmp_path / "TWO")
    placed(two, "9.2").write_bytes(b"E" * 1_500_000)
    with opened(tmp_path, table) as shell:
        Hand().press("stick-look", "take-app")
        calm()
        assert "Version 9.1 was checked" in shown("stick-app")
        table.pull(mount)
        table.plug(two)
        plugged(shell)
        assert "9.2" in shown("stick-app") and "checked" not in shown("stick-app")
        assert "9.1" not in shown("stick-app") and there("open-app-folder") is None
        Hand().press("take-app")
        calm()
        assert "damaged or was changed" in said() and there("open-app-folder") is None


def test_the_banner_says_packs_and_app_and_goes_on_offering_the_app(
    tmp_path: Path, site: Site
) -> None:
    released(site, tmp_path, "9.1", 1)
    table = Table()
    table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table):
        assert said().startswith("On the stick STICK: 1 new pack, and version 9.1 of the app.")
        Hand().press("stick-add")
        calm()
        assert "Tiny" in said() and "Version 9.1 of the app is on the stick STICK." in said()
        assert there("stick-look") is not None
        Hand().press("stick-show")
        calm()
        assert said() == "Version 9.1 of the app is on the stick STICK."
        assert there("stick-add") is None
        Hand().press("stick-look", "take-app")
        calm()
        assert there("stick-banner") is None and find("open-app-folder").hasFocus()


def test_the_banner_is_closed_for_the_app_too(tmp_path: Path, site: Site) -> None:
    released(site, tmp_path, "9.1", 1)
    table = Table()
    table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table):
        Hand().press("stick-close")
        calm()
        assert there("stick-banner") is None


@pytest.mark.parametrize(
    ("system", "unpack"),
    [("windows", "Extract All"), ("macos", "double-click"), ("linux", "unpacks it")],
)
def test_what_to_click_is_said_in_the_order_of_doing_it(
    tmp_path: Path, site: Site, system: str, unpack: str
) -> None:
    released(site, tmp_path, "9.1", 1)
    table = Table()
    table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        Hand().press("stick-look", "take-app")
        calm()
        offer = shell.sticks.seen[0].app
        assert offer is not None
        other = replace(offer, bundle=structs.replace(offer.bundle, system=system))
        card = newapp_card(shell.context, other, lambda: None)
        words = read(card)
        order = [words.index(one) for one in ("Open the folder", unpack, "close this window")]
        assert order == sorted(order) and "milclicks-9.1-linux.tar.gz" in words
        assert "stay where they are" in words


def test_a_stick_with_only_the_app(tmp_path: Path, site: Site) -> None:
    released(site, tmp_path, "9.1", 1)
    stick = carried(site, tmp_path / "STICK")
    shutil.rmtree(stick / "MILPACKS" / "packs")
    table = Table()
    table.plug(stick)
    with opened(tmp_path, table):
        assert said() == "Version 9.1 of the app is on the stick STICK."
        Hand().press("stick-look")
        calm()
        texts = [one.text() for one in find("page-scroll").findChildren(TextBlock)]
        assert not any("No stick with packs" in one for one in texts)
        assert "There is no pack on it." in texts


def test_an_app_that_was_taken_goes_on_to_the_next_stick(tmp_path: Path, site: Site) -> None:
    bundle = released(site, tmp_path, "9.1", 1)
    table = Table()
    mount = table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        Hand().press("stick-look", "take-app")
        calm()
        table.pull(mount)
        (tmp_path / "NEXT").mkdir()
        table.plug(tmp_path / "NEXT")
        plugged(shell)
        shell.seat.teacher = True
        shell.go("stick_make")
        calm()
        assert there("give-app") is not None
        Hand().press("write-stick")
        calm()
        assert placed(tmp_path / "NEXT", "9.1").read_bytes() == bundle.read_bytes()


def test_a_changed_kept_copy_is_said_and_not_offered(tmp_path: Path, site: Site) -> None:
    released(site, tmp_path, "9.1", 1)
    table = Table()
    table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        Hand().press("stick-look", "take-app")
        calm()
        (kept,) = (tmp_path / "data" / "app").rglob("*.tar.gz")
        kept.write_bytes(b"E" * 1_500_000)
        shell.seat.teacher = True
        shell.go("stick_make")
        calm()
        texts = " ".join(one.text() for one in find("page-scroll").findChildren(TextBlock))
        assert "was left out" in texts and there("give-app") is None


def test_a_loose_file_on_a_stick_is_offered(tmp_path: Path, site: Site) -> None:
    bundle = released(site, tmp_path, "9.1", 1)
    one = tmp_path / "ONE"
    stick = carried(site, one)
    shutil.rmtree(stick / "MILPACKS" / "targets" / "app")
    shutil.copy(bundle, stick / "App for school.tar.gz")
    table = Table()
    table.plug(stick)
    with opened(tmp_path, table):
        Hand().press("stick-look", "take-app")
        calm()
        assert there("open-app-folder") is not None


def test_the_app_is_fetched_from_a_folder_when_asked(tmp_path: Path, site: Site) -> None:
    bundle = released(site, tmp_path, "9.1", 1)
    with opened(tmp_path, Table(), packs_folder=str(site.root)) as shell:
        shell.seat.teacher = True
        shell.go("packs_find")
        calm()
        assert there("found-app") is None
        Hand().press("look-folder")
        calm()
        assert "Version 9.1 of the app is there: 1.50 MB." in shown("found-app")
        assert not (tmp_path / "data" / "app").exists(), "nothing is fetched unasked"
        Hand().press("fetch-app")
        calm()
        assert "Version 9.1 was checked" in shown("found-app")
        (kept,) = (tmp_path / "data" / "app").rglob("*.tar.gz")
        assert kept.read_bytes() == bundle.read_bytes()
