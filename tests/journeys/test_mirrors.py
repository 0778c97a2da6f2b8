"""Several places that packs come from: the newest catalogue counts, what is broken is told.

By `pack fetch|update --from A --from B` and by the window, whose settings name a folder and an
address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from milclicks.core import paths
from milclicks.core.settings import Settings, SettingsStore
from milclicks.packs.travel import line as system_line
from milclicks.packs.trust import root as trust_root
from milclicks.ui.jobs import Job, Jobs
from milclicks.ui.shell import Shell
from tests.journeys.test_find_packs import once, opened, said
from tests.support.loopback import Loopback
from tests.support.screens import Hand, find, settle, there
from tests.support.site import Site, pack
from tests.support.terminal import Terminal
from tests.support.travel import FixedLine
from tests.support.ways import WAYS, Way

pytestmark = [
    pytest.mark.real_clock,
    pytest.mark.loopback,
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


class Places:
    """One site as it was when it had one version, and as it is with three."""

    def __init__(self, folder: Path) -> None:
        self.site = Site.make(folder / "town", [pack(folder, "test.ant", 1)])
        self.old = self.site.copied(folder / "old").root
        self.site.publish([pack(folder, "test.ant", 2)])
        self.site.publish([pack(folder, "test.ant", 3)])
        self.new = self.site.root
        self.broken = self.site.copied(folder / "broken").root
        (self.broken / "metadata/timestamp.json").write_bytes(b"")


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    made = Places(tmp_path / "places")
    monkeypatch.setattr(trust_root, "chain", lambda *_: made.site.roots(1))
    return made


@pytest.fixture
def terminal(
    tmp_path: Path,
    places: Places,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Terminal:
    """A terminal whose data folder has the first version of the pack."""
    monkeypatch.setattr(paths, "bundled_packs", lambda: tmp_path / "bundled")
    made = Terminal(tmp_path / "data", capsys, "pack")
    assert made.json("fetch", "test.ant", "--from", places.old)[0] == 0
    return made


@pytest.fixture
def server(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """The newest state on loopback, over a line that costs nothing."""
    monkeypatch.setattr(system_line, "SystemLine", FixedLine)
    made = Loopback(places.new, tmp_path / "mirror.log")
    yield made
    made.close()


def added(answer: dict) -> list[int]:
    return [one["version"] for one in answer["added"]]


def test_a_stale_mirror_hides_nothing(terminal: Terminal, places: Places) -> None:
    code, answer = terminal.json("update", "--from", places.old, "--from", places.new)
    assert (code, added(answer)) == (0, [3])
    assert any(one.startswith("old has an older catalogue.") for one in answer["news"])


@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_a_broken_mirror_is_told_and_the_next_is_asked(
    terminal: Terminal, places: Places, first: bool
) -> None:
    named = [places.broken, places.new] if first else [places.new, places.broken]
    words = [word for one in named for word in ("--from", one)]
    code, answer = terminal.json("update", *words)
    assert (code, added(answer)) == (0, [3])
    told = [one for one in answer["news"] if "broken" in one]
    assert told == ["The catalogue of broken is not written as it must be."]
    assert "The catalogue of broken" in terminal.said("update", *words)[1]


def test_a_site_with_a_login_page_and_one_where_nobody_is(
    terminal: Terminal, places: Places, server: Loopback
) -> None:
    server.plan({"kind": "portal"})
    code, answer = terminal.json(
        "update", "--from", server.address, "--from", "http://127.0.0.1:1", "--from", places.new
    )
    assert (code, added(answer)) == (0, [3])
    told = " ".join(answer["news"])
    assert "perhaps a login page" in told and "127.0.0.1:1 cannot be read" in told


def test_where_all_are_broken_each_is_told(
    terminal: Terminal, places: Places, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    named = ("--from", places.broken, "--from", tmp_path / "empty")
    code, answer = terminal.json("update", *named)
    assert (code, answer["error"]["code"]) == (1, "trust.format")
    assert len(answer["news"]) == 2 and "empty has no catalogue of packs." in answer["news"]
    told = terminal.refused("update", *named)
    assert "None of the places" in told and "empty has no catalogue" in told


def test_where_nobody_answers_what_is_known_serves(terminal: Terminal, places: Places) -> None:
    named = ("--from", "http://127.0.0.1:1", "--from", "http://127.0.0.1:2")
    code, answer = terminal.json("update", *named)
    assert (code, len(answer["news"])) == (0, 2)


def test_a_pack_comes_from_the_mirror_that_has_it(
    terminal: Terminal, places: Places, tmp_path: Path
) -> None:
    bare = places.site.copied(tmp_path / "bare").root
    for one in (bare / "packs").iterdir():
        one.unlink()
    code, answer = terminal.json("update", "--from", bare, "--from", places.new)
    assert (code, added(answer)) == (0, [3])


def test_the_settings_address_and_folder_are_both_asked(
    terminal: Terminal, places: Places, server: Loopback
) -> None:
    kept = Settings(packs_folder=str(places.old), packs_address=server.address)
    SettingsStore(terminal.data).write(kept)
    code, answer = terminal.json("update")
    assert (code, added(answer)) == (0, [3])


# --- the window --------------------------------------------------------------------------------
def looked(hand: Hand, shell: Shell) -> int:
    """Look at all places; the newest version that is listed then, 0 for none."""
    hand.press("find-packs", "look-all")
    once("look-all")
    entry = shell.workspace.library.trust.catalog.entry("test.ant")
    return entry.version if entry else 0


def shown(shell: Shell) -> str:
    """All words of the window, without marks of direction."""
    words = [one.accessibleName() for one in shell.findChildren(QWidget)]
    return "\n".join(words).translate({0x2068: None, 0x2069: None})


def test_the_window_asks_the_folder_and_the_address(
    qapp: object, tmp_path: Path, places: Places, server: Loopback, way: Way
) -> None:
    named = {"packs_folder": str(places.old), "packs_address": server.address}
    with opened(way, tmp_path, **named) as (shell, hand):
        assert looked(hand, shell) == 3
        assert there("look-problem") is None and server.requests("packs/") == []
        assert find("get-test.ant").isEnabled()
        if way.locale == "en":
            assert "old has an older catalogue." in shown(shell)


def test_the_window_tells_of_a_broken_folder_and_goes_on(
    qapp: object, tmp_path: Path, places: Places, server: Loopback
) -> None:
    named = {"packs_folder": str(places.broken), "packs_address": server.address}
    with opened(WAYS[0], tmp_path, **named) as (shell, hand):
        assert looked(hand, shell) == 3
        assert "The catalogue of broken is not written as it must be." in shown(shell)
        hand.press("get-test.ant")
        once("open-lessons")
        assert [one.version for one in shell.workspace.library.packs()] == [3]


def test_the_window_tells_what_is_wrong_with_each(
    qapp: object, tmp_path: Path, places: Places, server: Loopback
) -> None:
    server.plan({"kind": "portal"})
    named = {"packs_folder": str(places.broken), "packs_address": server.address}
    with opened(WAYS[0], tmp_path, **named) as (shell, hand):
        assert looked(hand, shell) == 0
        told = said("look-problem")
        assert "The catalogue of broken" in told and "perhaps a login page" in told


def test_who_looks_at_all_places_has_stop_under_the_finger(
    qapp: object, tmp_path: Path, places: Places
) -> None:
    class Endless(Jobs):
        def _launch(self, job: Job[object]) -> None:
            """It takes as long as it likes."""

    named = {"packs_folder": str(places.old), "packs_address": "http://packs.example.org"}
    with opened(WAYS[1], tmp_path, **named) as (shell, hand):
        shell.context = replace(shell.context, jobs=Endless(shell))
        shell.go("packs_find")
        settle()
        hand.press("look-all")
        assert find("stop-look").hasFocus() and "Looking at all places" in shown(shell)
        hand.press("stop-look")
        assert find("look-all").isEnabled()
        assert shell.workspace.library.trust.catalog.known is None


def test_looking_at_one_place_asks_no_other(
    qapp: object, tmp_path: Path, places: Places, server: Loopback
) -> None:
    named = {"packs_folder": str(places.broken), "packs_address": server.address}
    with opened(WAYS[0], tmp_path, **named) as (_, hand):
        hand.press("find-packs", "look-folder")
        once("look-problem")
        assert server.requests() == []
