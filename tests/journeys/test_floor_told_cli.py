"""When a person hears that the note of the newest catalogue was lost: when it was, and only then.

An app that carries the catalogue of its build knows its packs before any place was looked at.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import msgspec
import pytest

from milclicks.core import paths
from tests.support.site import Site
from tests.support.site import pack as small
from tests.support.terminal import Terminal

pytestmark = [pytest.mark.real_clock, pytest.mark.strict_trust]
PACK = "test.ant"
NOTES = ("floor-a.json", "floor-b.json", "floor.db")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site.make(tmp_path / "town", [small(tmp_path, PACK)])


@pytest.fixture
def terminal(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """An app that came with the root and the catalogue of the site, and without packs."""
    shipped = tmp_path / "shipped"
    for part in ("metadata", "targets"):
        shutil.copytree(site.root / part, shipped / "site" / part)
    for number, raw in site.roots(1).items():
        (shipped / f"{number}.root.json").write_bytes(raw)
    monkeypatch.setattr(paths, "bundled_packs", lambda: tmp_path / "bundled")
    monkeypatch.setattr(paths, "trust_roots", lambda: (shipped,))
    return Terminal(tmp_path / "data", capsys, "pack")


def installed(terminal: Terminal, site: Site) -> None:
    """A pack that the app's own catalogue knows comes in; no place was looked at."""
    code, answer = terminal.json("install", site.file(PACK, 1))
    assert (code, answer["pack"]["state"]) == (0, "ready")
    assert not any((terminal.data / "trust" / name).exists() for name in NOTES)


def looked(terminal: Terminal, site: Site) -> bool:
    """`pack update`: whether it says that the note was lost."""
    code, out, err = terminal.type("update", "--from", site.root)
    assert code == 0
    return "newest catalogue seen here was lost" in out + err


def test_where_nothing_was_seen_yet_nothing_was_lost(terminal: Terminal, site: Site) -> None:
    installed(terminal, site)
    assert not looked(terminal, site)
    assert not looked(terminal, site)


@pytest.mark.parametrize("more", [(), ("catalogue.json",)])
def test_what_was_seen_and_lost_is_said_once(
    terminal: Terminal, site: Site, more: tuple[str, ...]
) -> None:
    installed(terminal, site)
    assert not looked(terminal, site)
    for name in (*NOTES, *more):
        (terminal.data / "trust" / name).unlink(missing_ok=True)
    assert looked(terminal, site)
    assert not looked(terminal, site)


def test_a_data_folder_of_before_the_note_was_remembered_says_it(
    terminal: Terminal, site: Site
) -> None:
    """Then a pack of the makers was the only sign that a catalogue had been seen."""
    installed(terminal, site)
    for path in (terminal.data / "trust" / "let_in.json", terminal.data / "let_in.json"):
        old = msgspec.json.decode(path.read_bytes())
        del old["catalogue"]
        path.write_bytes(msgspec.json.encode(old))
    assert looked(terminal, site)


def test_a_memory_that_was_lost_too_does_not_hide_it(terminal: Terminal, site: Site) -> None:
    """The packs that come in again by the app's own catalogue are signs as they were before."""
    installed(terminal, site)
    assert not looked(terminal, site)
    for name in (*NOTES, "catalogue.json", "let_in.json"):
        (terminal.data / "trust" / name).write_bytes(b"")
    (terminal.data / "let_in.json").write_bytes(b"")
    assert terminal.type("list")[0] == 0
    assert looked(terminal, site)
