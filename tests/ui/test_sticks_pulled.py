"""A stick that is pulled out right after the press while its folder stays on the computer's disk.

Nothing is written there, "safe to remove" is never said, and the same press works when it is back.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from milclicks.packs.travel import courier, making, wanted
from milclicks.packs.travel.mounts import Mount
from milclicks.ui.shell import Shell
from milclicks.ui.widgets.text import TextBlock
from tests.support.pulled import Port, entries
from tests.support.screens import Hand, Keys, settle, there
from tests.support.site import Site
from tests.support.sticks import Table
from tests.ui.test_sticks_stop import Gate, carried, exchanged, opened, said, site, until

__all__ = ["site"]
GONE = "The stick was pulled out or does not answer. Put it in again and begin once more."


def told(shell: Shell) -> list[str]:
    """All that the window says, and has said in passing."""
    return [one.text() for one in shell.findChildren(TextBlock) if one.isVisible()]


class Empty:
    """A window at "Make a stick" with an empty stick in."""

    def __init__(self, tmp_path: Path, shell: Shell, table: Table, mount: Mount) -> None:
        exchanged(shell, table, mount, tmp_path / "NEW")
        self.shell, self.table, self.mount = shell, table, table.here[-1]
        self.notices: list[str] = []
        shell.notices.shown.connect(lambda notice: self.notices.append(notice.sentence))
        shell.seat.teacher = True
        shell.go("stick_make")
        until(lambda: there("write-stick") is not None)

    def gone(self, port: Port) -> None:
        """It is said so, nothing lies where the stick was, and it is put in again."""
        until(lambda: not self.shell.sticks.busy)
        until(lambda: there("stick-banner") is not None)
        assert said().startswith(GONE) and there("stick-made") is None
        assert not any("safe" in one for one in (*told(self.shell), *self.notices))
        self.shell.sticks.look()
        settle()
        assert port.leaves != "goes" or not port.path.exists()
        assert port.put_back() == {}

    def back(self) -> None:
        """The same stick is in again, and is made."""
        if self.mount not in self.table.here:
            self.table.here.append(self.mount)
        self.shell.sticks.look()
        settle()
        Hand().press("stick-close")
        until(lambda: there("write-stick") is not None)
        Hand().press("write-stick")
        until(lambda: there("stick-made") is not None)
        assert "packs" in {one.split("/")[1] for one in entries(self.mount.path) if "/" in one}


@pytest.mark.parametrize("hand", [Hand(), Keys()])
@pytest.mark.parametrize("leaves", ["stays", "goes"])
@pytest.mark.parametrize("listed", [True, False], ids=["mounted", "unmounted"])
def test_pulled_after_the_press(
    tmp_path: Path,
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    leaves: str,
    listed: bool,
    hand: Hand,
) -> None:
    """At once, before anything is on it; the table may not have noticed yet."""
    table = Table()
    mount = table.plug(carried(site, tmp_path / "STICK"))
    gate = Gate(monkeypatch, making, "make")
    with opened(tmp_path, table) as shell:
        page = Empty(tmp_path, shell, table, mount)
        hand.press("write-stick")
        assert gate.inside.wait(60)
        port = Port(page.mount, leaves)
        port.pull()
        if not listed:
            table.pull(page.mount)
        gate.go.set()
        page.gone(port)
        page.back()


def test_pulled_between_two_looks_and_then_pressed(tmp_path: Path, site: Site) -> None:
    """The window looks every two seconds; what it shows meanwhile is not there any more."""
    table = Table()
    mount = table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        page = Empty(tmp_path, shell, table, mount)
        port = Port(page.mount, "stays")
        port.pull()
        table.pull(page.mount)
        Hand().press("write-stick")
        page.gone(port)
        page.back()


def test_pulled_while_the_choice_is_read(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table()
    mount = table.plug(carried(site, tmp_path / "STICK"))
    with opened(tmp_path, table) as shell:
        page = Empty(tmp_path, shell, table, mount)
        shell.go("today")
        port, real = Port(page.mount, "stays"), courier.load

        def load(*args: Any, **more: Any) -> courier.Load:
            port.pull()
            table.pull(page.mount)
            return real(*args, **more)

        with monkeypatch.context() as patched:
            patched.setattr(courier, "load", load)
            shell.go("stick_make")
        until(lambda: any(GONE[:20] in one for one in told(shell)))
        assert there("write-stick") is None
        shell.sticks.look()
        settle()
        port.put_back()
        table.here.append(page.mount)
        shell.sticks.look()
        until(lambda: there("write-stick") is not None)


@pytest.mark.parametrize("listed", [True, False], ids=["mounted", "unmounted"])
def test_wishes_are_not_written_on_the_computers_own_disk(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, listed: bool
) -> None:
    table = Table()
    mount = table.plug(carried(site, tmp_path / "STICK"))
    wanted.choose(tmp_path / "data", "test.wished")
    gate = Gate(monkeypatch, wanted, "write")
    with opened(tmp_path, table) as shell:
        shell.go("stick")
        until(lambda: there("stick-wish") is not None)
        Hand().press("stick-wish")
        assert gate.inside.wait(60)
        port = Port(mount, "stays")
        port.pull()
        if not listed:
            table.pull(mount)
        gate.go.set()
        until(lambda: not shell.sticks.busy)
        assert said().startswith(GONE)
        before = entries(port.away)
        assert port.put_back() == {} and entries(mount.path) == before
        shell.sticks.look()
        if not listed:
            settle()
            table.here.append(mount)
            shell.sticks.look()
        until(lambda: there("stick-wish") is not None)
        Hand().press("stick-wish")
        until(lambda: not shell.sticks.busy)
        place = mount.path / "MILPACKS" / "wanted.json"
        assert wanted.read(place).packs() == {"test.wished": 1}
