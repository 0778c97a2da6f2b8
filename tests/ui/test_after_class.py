"""An update that waits for the end of class: it starts by itself, or is asked about at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from milclicks.packs.library import Library
from milclicks.packs.travel.plan import Later, planned
from milclicks.packs.trust import root
from milclicks.ui.library.afterclass import IN_CLASS, QUIET_MS
from milclicks.ui.shell import Shell
from tests.fixtures.packs.forge import forge
from tests.support.loopback import Loopback
from tests.support.screens import find, settle, there
from tests.support.site import Site
from tests.support.ways import WAYS, Way
from tests.unit.packs.test_versions import titled

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
PACK = "test.river"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Version 3 of the river pack is here and 4 can be had; the app believes the site."""
    made = Site.make(tmp_path / "s", [forge().write(tmp_path / "river.milpack")])
    monkeypatch.setattr(root, "chain", lambda places=None: made.roots(1))
    with Library.open(tmp_path / "d") as library:
        library.trust.catalog.refresh(made.source)
        library.install(made.file(PACK, 3))
        made.publish([titled(4, "A rumour, again").write(tmp_path / "four.milpack")])
        library.trust.catalog.refresh(made.source)
    return made


@contextmanager
def teacher(way: Way, folder: Path, **settings: Any) -> Iterator[Shell]:
    """The window of a teacher on the page of packs, watched for the end of class."""
    (folder / "none").mkdir(exist_ok=True)
    with way.window(folder / "d", folder / "none", **settings) as shell:
        shell.seat.teacher = True
        shell.go("packs")
        assert shell.after_class is not None
        calm()
        yield shell


def calm() -> None:
    """Let a job arrive, what follows from it be built, and that be shown."""
    for _ in range(6):
        settle()


def quiet(shell: Shell, monkeypatch: pytest.MonkeyPatch, quiet_ms: int = QUIET_MS) -> None:
    """Nobody has touched the computer for so long; then somebody looks at the clock."""
    monkeypatch.setattr(shell.idle, "quiet_ms", lambda: quiet_ms)
    shell.after_class.look()
    calm()


def version(shell: Shell) -> int:
    """The version that counts."""
    return next(one.version for one in shell.workspace.library.packs() if one.id == PACK)


def said(name: str) -> str:
    """Everything that a part of the page says, without marks of direction."""
    widget = find(name)
    words = [one.accessibleName() for one in [widget, *widget.findChildren(QWidget)]]
    return "\n".join(words).translate({0x2068: None, 0x2069: None})


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_it_starts_by_itself_is_said_and_taken_back(
    qapp: object, tmp_path: Path, site: Site, way: Way, monkeypatch: pytest.MonkeyPatch
) -> None:
    with teacher(way, tmp_path, packs_folder=str(site.root)) as shell:
        way.hand().press(f"later-{PACK}")
        calm()
        assert there(f"unplan-{PACK}") is not None
    with teacher(way, tmp_path) as shell:  # the choice outlives a restart
        hand = way.hand()
        quiet(shell, monkeypatch, QUIET_MS - 1)
        assert version(shell) == 3, "somebody was there a moment ago"
        quiet(shell, monkeypatch)
        assert version(shell) == 4
        assert there("notice-action") is not None
        assert shell.workspace.settings.packs_after_class == ""
    with teacher(way, tmp_path) as shell:
        hand = way.hand()
        if way.locale == "en":
            assert "was updated to version 4" in said(f"came-{PACK}")
        hand.press(f"came-back-{PACK}")
        calm()
        assert version(shell) == 3 and there(f"came-{PACK}") is None


@pytest.mark.parametrize("route", sorted(IN_CLASS - {"first_run", "closing", "preview", "test"}))
def test_nothing_starts_in_class(
    qapp: object, tmp_path: Path, site: Site, route: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with teacher(WAYS[0], tmp_path, packs_folder=str(site.root)) as shell:
        WAYS[0].hand().press(f"later-{PACK}")
        ref = shell.workspace.library.lessons("en")[0].ref
        shell.go(route, **({"ref": ref} if route in ("player", "present") else {}))
        calm()
        quiet(shell, monkeypatch)
        assert version(shell) == 3
        shell.go("teach")
        quiet(shell, monkeypatch)
        assert version(shell) == 4


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_closing_asks_updates_and_closes(
    qapp: object, tmp_path: Path, site: Site, way: Way
) -> None:
    with teacher(way, tmp_path, packs_folder=str(site.root)) as shell:
        hand = way.hand()
        hand.press(f"later-{PACK}")
        shell.close()
        calm()
        assert shell.isVisible() and shell.route == "closing"
        hand.press("close-stay")
        assert shell.route == "packs" and version(shell) == 3
        shell.close()
        calm()
        hand.press("close-update")
        calm()
        assert not shell.isVisible()
        assert version(shell) == 4


def test_not_today_closes_and_is_not_asked_again_before_tomorrow(
    qapp: object, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with teacher(WAYS[0], tmp_path, packs_folder=str(site.root)) as shell:
        hand = WAYS[0].hand()
        hand.press(f"later-{PACK}")
        shell.close()
        calm()
        hand.press("close-not-today")
        assert not shell.isVisible()
    with teacher(WAYS[0], tmp_path) as shell:
        quiet(shell, monkeypatch)
        assert version(shell) == 3
        shell.close()
        assert not shell.isVisible()
    with teacher(WAYS[0], tmp_path) as shell:
        now = shell.workspace.settings
        shell.workspace.store_settings(replace(now, packs_not_today="2001-01-01"))
        quiet(shell, monkeypatch)
        assert version(shell) == 4


def test_closing_twice_closes(qapp: object, tmp_path: Path, site: Site) -> None:
    with teacher(WAYS[0], tmp_path, packs_folder=str(site.root)) as shell:
        WAYS[0].hand().press(f"later-{PACK}")
        shell.close()
        calm()
        shell.close()
        assert not shell.isVisible() and version(shell) == 3


def test_what_cannot_come_is_said_and_waits_on(
    qapp: object, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with teacher(WAYS[0], tmp_path, packs_folder=str(site.root)) as shell:
        hand = WAYS[0].hand()
        hand.press(f"later-{PACK}")
        site.root.rename(tmp_path / "away")
        quiet(shell, monkeypatch)
        assert version(shell) == 3 and there("work-problem") is not None
        hand.press("work-close")
        quiet(shell, monkeypatch)
        assert there("work-problem") is None, "not again before somebody was there"
        quiet(shell, monkeypatch, 0)
        (tmp_path / "away").rename(site.root)
        quiet(shell, monkeypatch)
        assert version(shell) == 4


def test_a_plan_can_be_given_up(
    qapp: object, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with teacher(WAYS[0], tmp_path, packs_folder=str(site.root)) as shell:
        WAYS[0].hand().press(f"later-{PACK}")
        calm()
        WAYS[0].hand().press(f"unplan-{PACK}")
        calm()
        quiet(shell, monkeypatch)
        assert version(shell) == 3 and there(f"later-{PACK}") is not None


@pytest.mark.loopback
def test_over_a_line_nothing_comes_but_what_was_agreed_to(
    qapp: object, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Loopback(site.root, tmp_path / "site.log")
    try:
        with teacher(WAYS[0], tmp_path, packs_address=server.address) as shell:
            hand = WAYS[0].hand()
            hand.press(f"later-{PACK}")
            calm()
            assert "After class, at most" in said(f"update-of-{PACK}")
            hand.press(f"later-no-{PACK}")
            calm()
            quiet(shell, monkeypatch)
            assert shell.workspace.settings.packs_after_class == ""
            hand.press(f"later-{PACK}")
            calm()
            hand.press(f"later-yes-{PACK}")
            calm()
            (kept,) = planned(shell.workspace.settings.packs_after_class)
            assert (
                kept.place == server.address and 0 < kept.most <= site.file(PACK, 4).stat().st_size
            )
            now = shell.workspace.settings  # another address now than the one agreed to
            shell.workspace.store_settings(replace(now, packs_address="http://127.0.0.1:9"))
            quiet(shell, monkeypatch, 0)
            quiet(shell, monkeypatch)
            assert version(shell) == 3 and server.requests() == []
            shell.workspace.store_settings(replace(now, packs_after_class=kept.text))
            quiet(shell, monkeypatch, 0)
            quiet(shell, monkeypatch)
            assert version(shell) == 4 and server.requests() != []
    finally:
        server.close()


def test_what_the_settings_keep_is_read_again() -> None:
    kept = (Later("mil.core@4"), Later("org.radio@2", 3_200_000, "https://packs.example.org/x"))
    text = " ".join(one.text for one in kept)
    assert planned(text) == kept
    assert (kept[1].pack, kept[1].version) == ("org.radio", 2)
    assert planned("nothing mil.core@x mil.core@4=5 mil.core@4=5=ftp://x") == ()
