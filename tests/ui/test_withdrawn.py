"""A version that its makers took back, in the window: the right one comes by one click, the other
greys with its reason until a person removes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from milclicks.packs.trust import root as trust_root
from milclicks.packs.trust.catalog import Catalog
from milclicks.ui.shell import Shell
from tests.support.screens import Hand, Keys, find, settle, there, window
from tests.support.site import Site, pack
from tests.support.sticks import Table, library
from tests.ui.test_library_screen import said

WHY = "It had a wrong answer."


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Versions 2 and 3 of a pack; the app believes this site."""
    made = [pack(tmp_path / "made", version=number, title="Radio") for number in (2, 3)]
    built = Site.make(tmp_path, made)
    monkeypatch.setattr(trust_root, "chain", lambda *_: built.roots(1))
    with library(tmp_path / "data", Catalog(tmp_path / "data" / "trust")) as here:
        here.trust.catalog.refresh(built.source)
        here.install(built.file("test.tiny", 3))
    return built


@contextmanager
def opened(tmp_path: Path, table: Table) -> Iterator[Shell]:
    """A teacher's window with a mount table, and no packs but the added one."""
    (tmp_path / "none").mkdir(exist_ok=True)
    with window(tmp_path / "data", tmp_path / "none") as shell:
        shell.seat.teacher = True
        shell.sticks.watch(table)
        calm()
        yield shell


def calm() -> None:
    """Let a job arrive and what follows from it be shown."""
    for _ in range(4):
        settle()


def held(shell: Shell) -> list[tuple[int, str]]:
    """The versions that lie here, the newest first."""
    return [(one.version, one.ready.state) for one in shell.workspace.library.versions("test.tiny")]


@pytest.mark.real_clock
@pytest.mark.parametrize("hand", [Hand, Keys])
def test_one_click_on_the_banner_brings_the_right_version(
    tmp_path: Path, site: Site, hand: type[Hand]
) -> None:
    site.revoke("test.tiny", 3, WHY)
    table = Table()
    with opened(tmp_path, table) as shell:
        table.plug(site.copied(tmp_path / "STICK" / "MILPACKS").root.parent)
        shell.sticks.look()
        calm()
        assert "Radio" in find("stick-banner").accessibleName()
        hand().press("stick-add")
        calm()
        assert held(shell) == [(3, "withdrawn"), (2, "ready")]
        (counts,) = shell.workspace.library.packs()
        assert (counts.version, counts.usable) == (2, True)


@pytest.mark.real_clock
def test_the_page_of_the_sticks_says_the_right_version_is_worth_adding(
    tmp_path: Path, site: Site
) -> None:
    site.revoke("test.tiny", 3, WHY)
    table = Table()
    table.plug(site.copied(tmp_path / "STICK" / "MILPACKS").root.parent)
    with opened(tmp_path, table) as shell:
        (seen,) = shell.sticks.seen
        assert [one.key for one in seen.found.useful] == ["test.tiny@2"]
        shell.go("stick")
        settle()
        shell.sticks.add(seen, seen.found.useful)
        calm()
        assert held(shell) == [(3, "withdrawn"), (2, "ready")]


@pytest.mark.real_clock
@pytest.mark.parametrize("hand", [Hand, Keys])
def test_it_stands_grey_below_its_pack_until_somebody_removes_it(
    tmp_path: Path, site: Site, hand: type[Hand]
) -> None:
    site.revoke("test.tiny", 3, WHY)
    with opened(tmp_path, Table()) as shell:
        shell.workspace.trust.catalog.refresh(site.source)
        shell.workspace.packs_changed()
        shell.workspace.library.install(site.file("test.tiny", 2))
        shell.go("packs")
        settle(20)
        grey = said("withdrawn-test.tiny-3")
        assert "Version 3 is on this computer too, but is not used." in grey and WHY in grey
        assert there("use-test.tiny") is None, "nobody is led to it"
        assert "You went back" not in said("pack-test.tiny")
        assert there("remove-test.tiny") is not None, "version 2 was added too"
        press = hand()
        press.press("drop-test.tiny-3")
        assert "Remove version 3 of “Radio” from this computer?" in said("withdrawn-test.tiny-3")
        shell.rebuild()
        settle(20)
        press.press("remove-no")
        assert held(shell) == [(3, "withdrawn"), (2, "ready")]
        press.press("drop-test.tiny-3", "remove-yes")
        assert held(shell) == [(2, "ready")]
        assert there("withdrawn-test.tiny-3") is None


@pytest.mark.real_clock
def test_beside_the_version_of_the_app_it_has_the_one_button_that_removes(
    tmp_path: Path, site: Site
) -> None:
    (tmp_path / "none").mkdir()
    site.file("test.tiny", 2).rename(tmp_path / "none" / "tiny.milpack")
    site.revoke("test.tiny", 3, WHY)
    with opened(tmp_path, Table()) as shell:
        shell.workspace.trust.catalog.refresh(site.source)
        shell.workspace.packs_changed()
        shell.go("packs")
        settle(20)
        assert WHY in said("withdrawn-test.tiny-3")
        assert there("drop-test.tiny-3") is not None and there("remove-test.tiny") is None


@pytest.mark.real_clock
def test_the_right_version_is_offered_where_only_the_other_lies(tmp_path: Path, site: Site) -> None:
    """Find packs: version 2 is no older one, though 3 lies here."""
    site.revoke("test.tiny", 3, WHY)
    with opened(tmp_path, Table()) as shell:
        named = replace(shell.workspace.settings, packs_folder=str(site.root))
        shell.workspace.store_settings(named)
        shell.workspace.trust.catalog.refresh(site.source)
        shell.workspace.packs_changed()
        shell.go("packs_find")
        settle(20)
        assert there("get-test.tiny") is not None
        shell.go("packs")
        settle(20)
        assert WHY in said("pack-test.tiny")
        assert there("get-test.tiny") is not None
