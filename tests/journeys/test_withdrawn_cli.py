"""A version that its makers took back, by the command line: it greys and never goes by itself, the
right version comes at once, and whoever asks for it by number hears why it cannot be had.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from milclicks.core import paths
from milclicks.packs.pack import Pack
from milclicks.packs.trust import root as trust_root
from tests.support.site import Site, pack
from tests.support.terminal import Terminal

pytestmark = pytest.mark.real_clock

WHY = "It had a wrong answer."


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Three versions of a pack; the app believes this site and came with the first."""
    made = [pack(tmp_path / "made", version=number, title="Radio") for number in (1, 2, 3)]
    built = Site.make(tmp_path, made)
    (tmp_path / "bundled").mkdir()
    made[0].rename(tmp_path / "bundled" / made[0].name)
    monkeypatch.setattr(trust_root, "chain", lambda *_: built.roots(1))
    monkeypatch.setattr(paths, "bundled_packs", lambda: tmp_path / "bundled")
    return built


@pytest.fixture
def terminal(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A computer with version 3 of the pack."""
    made = Terminal(tmp_path / "data", capsys)
    assert made.json("pack", "update", "--from", site.root)[0] == 0
    assert here(made) == [3]
    return made


def here(terminal: Terminal) -> list[int]:
    """The versions of the pack whose files lie in the data folder."""
    found = [info_of(path) for path in (terminal.data / "packs").glob("*.milpack")]
    return sorted(version for name, version in found if name == "test.tiny")


def info_of(path: Path) -> tuple[str, int]:
    """Id and version of a pack file."""
    with Pack(path) as opened:
        return opened.head.id, opened.head.version


def listed(terminal: Terminal) -> list[tuple[int, str, bool]]:
    """Version, state and whether the reason is said, of each line of the list."""
    code, answer = terminal.json("pack", "list")
    assert code == 0
    return [(one["version"], one["state"], WHY in one["reason"]) for one in answer["packs"]]


def test_an_update_greys_a_withdrawn_version_and_only_a_person_deletes_it(
    terminal: Terminal, site: Site, tmp_path: Path
) -> None:
    site.revoke("test.tiny", 3, WHY)
    code, answer = terminal.json("pack", "update", "--from", site.root)
    assert (code, [one["version"] for one in answer["added"]]) == (0, [2])
    greyed = [(2, "ready", False), (3, "withdrawn", True)]
    assert listed(terminal) == greyed
    assert terminal.json("pack", "update", "--from", site.root)[1]["added"] == []
    site.publish([pack(tmp_path / "made", "test.other")])
    assert terminal.json("pack", "fetch", "test.other", "--from", site.root)[0] == 0
    assert set(greyed) <= set(listed(terminal))
    site.publish([pack(tmp_path / "made", version=4), pack(tmp_path / "made", version=5)])
    for number in (4, 5):
        words = ("pack", "fetch", "test.tiny", "--version", number, "--from", site.root)
        assert terminal.json(*words)[0] == 0
    assert here(terminal) == [3, 4, 5], "4 is the one to go back to"
    told = terminal.said("pack", "list")[1]
    said = "test.tiny 3 withdrawn Radio The makers have withdrawn this version of the pack."
    assert f"{said} {WHY}" in told
    assert terminal.refused("pack", "remove", "test.tiny", "--version", "7")
    assert terminal.json("pack", "remove", "test.tiny", "--version", "3")[0] == 0
    assert here(terminal) == [4, 5]
    assert terminal.json("pack", "remove", "test.tiny")[0] == 0
    assert here(terminal) == []


def test_only_the_withdrawn_version_is_here_and_the_right_one_comes(
    terminal: Terminal, site: Site, tmp_path: Path
) -> None:
    """Without the copy that came with the app, no number below 3 may count as old."""
    (tmp_path / "bundled" / "test.tiny-1.milpack").unlink()
    site.revoke("test.tiny", 3, WHY)
    code, answer = terminal.json(
        "pack", "fetch", "test.tiny", "--version", "1", "--from", site.root
    )
    assert (code, answer["pack"]["version"]) == (0, 1), answer
    code, answer = terminal.json("pack", "update", "--from", site.root)
    assert (code, [one["version"] for one in answer["added"]]) == (0, [2])
    assert listed(terminal) == [(2, "ready", False), (3, "withdrawn", True)]


@pytest.mark.parametrize("bundled", [True, False], ids=["bundled", "alone"])
def test_a_stick_brings_the_withdrawal_and_the_right_version_at_once(
    terminal: Terminal, site: Site, tmp_path: Path, bundled: bool
) -> None:
    if not bundled:
        (tmp_path / "bundled" / "test.tiny-1.milpack").unlink()
    site.revoke("test.tiny", 3, WHY)
    stick = site.copied(tmp_path / "STICK" / "MILPACKS").root.parent
    code, answer = terminal.json("stick", "read", stick)
    states = {one["version"]: one["state"] for one in answer["packs"]}
    assert (code, states) == (0, {1: "same" if bundled else "older", 2: "newer"})
    code, answer = terminal.json("stick", "read", stick, "--add")
    assert (code, answer["added"]) == (0, ["test.tiny@2"])
    assert listed(terminal) == [(2, "ready", False), (3, "withdrawn", True)]
    code, answer = terminal.json("stick", "read", stick, "--add")
    assert (code, answer["added"]) == (0, [])


def test_an_older_stick_says_nothing_of_what_is_known_here(
    terminal: Terminal, site: Site, tmp_path: Path
) -> None:
    """The stick was made before the withdrawal: it has the bad version only as a refused one."""
    stick = site.copied(tmp_path / "STICK" / "MILPACKS").root.parent
    site.revoke("test.tiny", 3, WHY)
    assert terminal.json("pack", "update", "--from", site.root)[0] == 0
    code, answer = terminal.json("stick", "read", stick, "--add")
    assert (code, answer["added"]) == (0, [])
    states = {one["version"]: one["state"] for one in answer["packs"]}
    assert states == {1: "older", 2: "same", 3: "refused"}
    assert listed(terminal) == [(2, "ready", False), (3, "withdrawn", True)]


def test_a_version_is_asked_for_by_number_and_the_truth_is_said(
    terminal: Terminal, site: Site, tmp_path: Path
) -> None:
    site.revoke("test.tiny", 3, WHY)
    ask = ("pack", "fetch", "test.tiny", "--from", site.root)
    for plan in ((), ("--plan",)):
        code, answer = terminal.json(*ask, "--version", "3", *plan)
        assert (code, answer["error"]["code"]) == (1, "trust.withdrawn")
        assert WHY in answer["error"]["sentence"]
        code, answer = terminal.json(*ask, "--version", "7", *plan)
        assert (code, answer["error"]["code"]) == (1, "not-found")
        assert "does not list version 7" in answer["error"]["sentence"]
        assert "1, 2" in answer["error"]["remedy"]
    away = terminal.refused("pack", "fetch", "test.away", "--version", "2", "--from", site.root)
    assert "does not list the pack test.away" in away
    for number in (1, 2):
        site.revoke("test.tiny", number, f"Reason {number}.")
    code, answer = terminal.json(*ask)
    assert (code, answer["error"]["code"]) == (1, "trust.withdrawn"), "all are: why the newest is"
    assert WHY in answer["error"]["sentence"]


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5", "99999999999", ""])
@pytest.mark.parametrize("verb", ["fetch", "remove"])
def test_a_number_that_no_version_has_is_wrong_input(
    terminal: Terminal, number: str, verb: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        terminal.type("pack", verb, "test.tiny", f"--version={number}")
    assert ended.value.code == 2
    assert "is not the number of a version, such as 1 or 12" in terminal.capsys.readouterr().err


def test_what_was_left_to_fetch_and_then_withdrawn_holds_nothing_up(
    terminal: Terminal, site: Site, tmp_path: Path
) -> None:
    """An update that was cut leaves its version on the list; then its makers take that back."""
    left = terminal.data / "packs" / "wanted-now.json"
    left.write_text('["test.tiny@4", "test.tiny@9"]')
    site.publish([pack(tmp_path / "made", version=4)])
    site.revoke("test.tiny", 4, WHY)
    site.publish([pack(tmp_path / "made", version=5)])
    code, answer = terminal.json("pack", "update", "--from", site.root)
    assert code == 1 and [one["version"] for one in answer["added"]] == [5]
    refused = {one["pack"]: one["error"]["code"] for one in answer["refused"]}
    assert refused == {"test.tiny@4": "trust.withdrawn", "test.tiny@9": "not-found"}
    assert terminal.json("pack", "update", "--from", site.root)[0] == 0


def test_a_stick_that_brings_a_pack_is_not_asked_for_it(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office, stick = Terminal(tmp_path / "office", capsys), tmp_path / "STICK"
    stick.mkdir()
    site.publish([pack(tmp_path / "made", "test.other")])
    words = ("stick", "make", stick, "--from", site.root)
    assert office.json(*words)[0] == 0
    assert office.json("stick", "read", stick)[1]["wanted"] == []
    assert office.json(*words, "--pack", "test.other")[0] == 0
    wanted = office.json("stick", "read", stick)[1]["wanted"]
    assert wanted == [{"id": "test.tiny", "version": 3}], "it does not put that one on"
    told = json.loads((stick / "MILPACKS" / "wanted.json").read_bytes())
    assert [one["why"] for one in told["pcs"][0]["packs"]] == ["newer"]
