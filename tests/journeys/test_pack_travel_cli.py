"""From an empty library to a pack in use, by the command line: from a site and from a folder.

Each verb once well and once badly: exit codes, plain sentences without a traceback, and --json by
the published schemas.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from milclicks.commands import patience
from milclicks.core import paths
from milclicks.core.settings import Settings, SettingsStore
from tests.contracts.test_faults_fetching import rot
from tests.support.heavy import heavy, spans
from tests.support.loopback import Loopback
from tests.support.site import Site
from tests.support.site import pack as small
from tests.support.terminal import Terminal

pytestmark = [pytest.mark.real_clock, pytest.mark.loopback]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A signed site with a heavy pack and a small one."""
    made = [heavy(tmp_path / "heavy.milpack", 1), small(tmp_path, "test.ant")]
    return Site.make(tmp_path / "town", made)


@pytest.fixture
def server(site: Site, tmp_path: Path) -> Iterator[Loopback]:
    """The site on loopback."""
    made = Loopback(site.root, tmp_path / "log")
    yield made
    made.close()


@pytest.fixture
def terminal(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Terminal:
    """A terminal of an app that came with the site's root and without packs."""
    roots = tmp_path / "roots"
    roots.mkdir()
    for number, raw in site.roots(1).items():
        (roots / f"{number}.root.json").write_bytes(raw)
    monkeypatch.setattr(paths, "bundled_packs", lambda: tmp_path / "bundled")
    monkeypatch.setattr(paths, "trust_roots", lambda: (roots,))
    return Terminal(tmp_path / "data", capsys, "pack")


def test_from_an_empty_library_over_loopback(terminal: Terminal, server: Loopback) -> None:
    assert terminal.type("list")[1] == ""
    code, answer = terminal.json("fetch", "test.heavy", "--from", server.address, "--plan")
    assert (code, answer["plan"]["requests"]) == (0, 1)
    assert server.bytes("packs/") == 0
    size = answer["plan"]["bytes"]
    code, answer = terminal.json("fetch", "test.heavy", "--from", server.address)
    assert (code, answer["pack"]["version"], answer["pack"]["state"]) == (0, 1, "ready")
    assert server.bytes("packs/") == size
    assert "test.heavy 1 ready" in terminal.type("list")[1]


def test_from_an_empty_library_from_a_folder_or_a_stick(
    terminal: Terminal, site: Site, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    site.copied(stick / "MILPACKS")
    assert terminal.json("fetch", "test.ant", "--from", site.root)[0] == 0
    assert terminal.json("fetch", "test.heavy", "--from", stick)[0] == 0
    assert terminal.type("list")[1].count(" ready ") == 2


def test_from_where_the_settings_say(terminal: Terminal, server: Loopback) -> None:
    terminal.data.mkdir()
    SettingsStore(terminal.data).write(Settings(packs_address=server.address))
    assert terminal.json("fetch", "test.ant")[0] == 0


def test_fetch_without_a_place_or_from_a_wrong_one(terminal: Terminal, server: Loopback) -> None:
    code, _, err = terminal.type("fetch", "test.ant")
    assert (code, "does not know yet where to look" in err) == (1, True)
    code, answer = terminal.json("fetch", "test.ant", "--from", "ftp://example.org")
    assert (code, answer["error"]["code"]) == (1, "bad-input")
    code, answer = terminal.json("fetch", "test.dog", "--from", server.address)
    assert (code, answer["error"]["code"]) == (1, "not-found")
    server.plan({"kind": "portal"})
    code, answer = terminal.json("fetch", "test.dog", "--from", server.address)
    assert code == 1


def test_a_login_page_is_said_at_the_first_look(terminal: Terminal, server: Loopback) -> None:
    server.plan({"kind": "portal"})
    code, answer = terminal.json("fetch", "test.ant", "--from", server.address)
    assert (code, answer["error"]["code"]) == (1, "source.portal")
    assert "sign in" in answer["error"]["remedy"]


def test_update_brings_what_is_newer(
    terminal: Terminal, site: Site, server: Loopback, tmp_path: Path
) -> None:
    place = ("--from", server.address)
    assert terminal.json("fetch", "test.heavy", *place)[0] == 0
    assert terminal.json("update", *place)[1]["added"] == []
    site.publish([heavy(tmp_path / "new.milpack", 2, edited=[3])])
    code, answer = terminal.json("update", *place, "--plan")
    assert (code, [one["version"] for one in answer["plans"]]) == (0, [2])
    assert list((terminal.data / "packs" / "coming").iterdir()) == []
    server.forget()
    code, answer = terminal.json("update", *place)
    assert (code, [one["version"] for one in answer["added"]]) == (0, [2])
    assert server.bytes("packs/") < 90_000
    server.plan({"kind": "status", "code": 404})
    code, answer = terminal.json("update", *place)
    assert code == 1


def test_repair_mends_from_a_site_and_from_a_file(
    terminal: Terminal, site: Site, server: Loopback, tmp_path: Path
) -> None:
    place = ("--from", server.address)
    assert terminal.json("fetch", "test.heavy", *place)[0] == 0
    path = next((terminal.data / "packs").glob("*.milpack"))
    right = path.read_bytes()
    assert terminal.json("repair", "test.heavy", *place)[1]["parts"] == []
    rot(path, spans(path)["media/noise-0009.png"][0] + 70)
    code, answer = terminal.json("repair", "test.heavy", "--from", small(tmp_path, "test.bee"))
    assert (code, answer["error"]["code"]) == (1, "repair.no_donor")
    code, answer = terminal.json("repair", "test.heavy", *place)
    assert (code, answer["parts"]) == (0, ["media/noise-0009.png"])
    assert path.read_bytes() == right
    rot(path, spans(path)["media/noise-0009.png"][0] + 70)
    code, answer = terminal.json("repair", "test.heavy", "--from", site.file("test.heavy", 1))
    assert (code, path.read_bytes() == right) == (0, True)


def test_repair_of_what_is_not_here(terminal: Terminal) -> None:
    code, answer = terminal.json("repair", "test.dog")
    assert (code, answer["error"]["code"]) == (1, "not-found")


@pytest.mark.parametrize(
    "listed", ['["x"]', '["x@"]', '["test.ant"]', "[null, 3]", "[" * 100_000, '["\\ud800@1"]']
)
def test_a_list_of_what_is_wanted_that_names_no_pack(
    terminal: Terminal, server: Loopback, listed: str
) -> None:
    (terminal.data / "packs").mkdir(parents=True)
    (terminal.data / "packs" / "wanted-now.json").write_text(listed)
    assert terminal.json("fetch", "test.ant", "--from", server.address)[0] == 0
    code, answer = terminal.json("update", "--from", server.address)
    assert (code, answer["left"]) == (0, [])


def test_what_takes_long_says_meanwhile_what_it_waits_for(
    terminal: Terminal, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "FIRST_S", 0.0)
    place = server.address.removeprefix("http://")
    code, out, err = terminal.type("fetch", "test.ant", "--from", server.address, "--json")
    assert code == 0 and json.loads(out)["pack"]["id"] == "test.ant"
    assert f"so far, from {place}." in err and "Ctrl+C" in err


class Ticking:
    """A clock that moves two seconds at each look."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 2.0
        return self.seconds


def test_a_look_at_a_silent_place_names_it_now_and_then() -> None:
    told: list[str] = []
    clock = Ticking()
    waits = patience.Patience("the first", clock, told.append)
    waits.waiting()
    assert told == []
    while not told:
        waits.waiting()
    assert told == ["Waiting for the first. Ctrl+C stops it."]
    assert patience.FIRST_S <= clock.seconds <= 2 * patience.FIRST_S
    waits.waiting()
    assert len(told) == 1
    waits.asking("the second")
    waits.waiting()
    assert len(told) == 1, "the seconds begin anew"
    while len(told) < 2:
        waits.waiting()
    assert "the second" in told[1]
