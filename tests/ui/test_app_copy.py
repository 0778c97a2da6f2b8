"""A checked copy of a newer app is shown until somebody uses it or throws it away."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import milclicks
from milclicks.packs.travel.bundles import this_system
from milclicks.packs.trust import root as trust_root
from milclicks.packs.trust.floor import Floor
from milclicks.packs.trust.publish import Bundle
from milclicks.ui.app import settle
from milclicks.ui.calm import Calm
from milclicks.ui.shell import Shell
from tests.support.screens import Hand, there
from tests.support.site import Site, days, pack
from tests.support.sticks import Table
from tests.ui.test_sticks import calm, carried, opened
from tests.ui.test_sticks_app import plugged, shown
from tests.ui.test_sticks_stop import until


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy of version 9.1 that a first window took from a stick and checked."""
    site = Site.make(tmp_path, [pack(tmp_path / "made", "test.tiny", title="Tiny")])
    monkeypatch.setattr(trust_root, "chain", lambda *_: site.roots(1))
    monkeypatch.setattr(trust_root, "floor", Floor)
    bundle = tmp_path / "milclicks-9.1-linux.tar.gz"
    bundle.write_bytes(os.urandom(1_500_000))
    site.publish(bundles=[Bundle("9.1", this_system(), bundle)], now=days(1))
    table = Table()
    mount = table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        Hand().press("stick-look", "take-app")
        calm()
        table.pull(mount)
        plugged(shell)
        assert "Version 9.1 was checked" in shown("copied-app"), "the stick is out, the words stay"
        taken = shell.sticks.apps.newest
        assert taken is not None
        copy = shell.sticks.apps.of(taken)
        assert copy is not None
        return copy


def settled(shell: Shell) -> None:
    """Let the first calm moments of a start pass, and the teacher sit down."""
    shell.seat.teacher = True
    settle(shell)
    until(lambda: shell.findChild(Calm) is None and not shell.jobs._running)
    calm()


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("route", ["packs", "stick"])
def test_it_is_known_again_after_a_start(
    tmp_path: Path, file: Path, route: str, locale: str
) -> None:
    with opened(tmp_path, Table(), locale=locale) as shell:
        shell.seat.teacher = True
        shell.go(route)
        calm()
        settled(shell)
        assert file.name in shown("copied-app")
        assert there("open-app-folder") is not None and there("take-app") is None
    with opened(tmp_path, Table(), locale=locale) as shell:
        settled(shell)
        shell.go("packs_find")
        calm()
        assert file.name in shown("found-app") and there("fetch-app") is None


def test_a_copy_that_was_harmed_goes_and_can_be_had_again(tmp_path: Path, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    with opened(tmp_path, Table()) as shell:
        shell.seat.teacher = True
        shell.go("packs_find")
        calm()
        settled(shell)
        assert not file.exists()
        shell.go("packs")
        calm()
        assert there("copied-app") is None
        shell.go("packs_find")
        calm()
        assert "1.50 MB would be fetched" in shown("found-app")
        assert there("fetch-app") is not None


def test_nothing_is_said_of_what_would_come_before_it_was_looked_at(
    tmp_path: Path, file: Path
) -> None:
    with opened(tmp_path, Table()) as shell:
        shell.seat.teacher = True
        shell.go("packs_find")
        calm()
        assert "0 KB" not in shown("found-app")
        assert there("fetch-app") is not None
    assert file.is_file()


def test_what_is_not_newer_than_this_version_goes(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(milclicks, "__version__", "9.1")
    with opened(tmp_path, Table()) as shell:
        settled(shell)
        shell.go("packs")
        calm()
        assert there("copied-app") is None
    assert not file.parent.exists()


def test_it_is_thrown_away_when_somebody_says_so(tmp_path: Path, file: Path) -> None:
    with opened(tmp_path, Table()) as shell:
        settled(shell)
        shell.go("packs")
        calm()
        hand = Hand()
        hand.press("throw-app", "throw-no")
        assert file.is_file() and there("copied-app") is not None
        hand.press("throw-app", "throw-yes")
        calm()
        assert not file.exists() and there("copied-app") is None
    with opened(tmp_path, Table()) as shell:
        settled(shell)
        shell.go("packs")
        calm()
        assert there("copied-app") is None
