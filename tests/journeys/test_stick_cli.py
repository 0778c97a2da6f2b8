"""`milclicks stick make|read`: exit codes, plain sentences, --json by the published schemas."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from milclicks.commands.pack_outputs import as_file
from milclicks.commands.stick import published
from milclicks.core import paths
from milclicks.packs.travel import courier, making
from milclicks.packs.trust import root as trust_root
from tests.support.pulled import Port
from tests.support.site import Site, pack
from tests.support.sticks import stick
from tests.support.terminal import SCHEMAS, Terminal


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Two signed packs; the app believes this site; no packs come with it."""
    built = Site.make(tmp_path, [pack(tmp_path / "made"), pack(tmp_path / "made", "test.other")])
    monkeypatch.setattr(trust_root, "chain", lambda *_: built.roots(1))
    monkeypatch.setattr(paths, "bundled_packs", lambda: tmp_path / "no packs")
    return built


@pytest.mark.parametrize("name", sorted(published()))
def test_the_published_schemas_are_those_of_the_structs(name: str) -> None:
    assert (SCHEMAS / name).read_text("utf-8") == as_file(published()[name])


@pytest.mark.real_clock
def test_from_a_site_over_a_stick_to_another_computer(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    office, school = (
        Terminal(tmp_path / "office", capsys, "stick"),
        Terminal(tmp_path / "school", capsys, "stick"),
    )
    stick = tmp_path / "stick"
    stick.mkdir()
    code, made = office.json("make", stick, "--from", site.root)
    assert code == 0 and len(made["packs"]) == 2 and made["written"] == made["bytes"]
    assert office.json("make", stick, "--from", site.root)[1]["written"] == 0
    code, read = school.json("read", stick)
    assert code == 0 and {one["state"] for one in read["packs"]} == {"new"} and not read["added"]
    code, added = school.json("read", stick, "--add")
    assert code == 0 and added["added"] == ["test.other@1", "test.tiny@1"]
    assert {one["state"] for one in school.json("read", stick)[1]["packs"]} == {"same"}
    assert "safe to remove" in office.said("make", stick, "--from", site.root)[1]


@pytest.mark.real_clock
def test_what_cannot_be_done_is_a_sentence_and_exit_code_one(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    line = Terminal(tmp_path / "data", capsys, "stick")
    code, told = line.json("make", tmp_path / "nowhere")
    assert code == 1 and told["error"]["code"] == "not-found"
    code, told = line.json("read", tmp_path / "nowhere")
    assert code == 1 and told["error"]["code"] == "not-found"
    stick = tmp_path / "stick"
    stick.mkdir()
    code, told = line.json("make", stick, "--pack", "test.away", "--from", site.root)
    assert code == 1 and told["error"]["code"] == "not-found"
    assert list(stick.iterdir()) == []
    assert line.said("read", tmp_path / "nowhere")[0] == 1


@pytest.mark.real_clock
@pytest.mark.parametrize("leaves", ["goes", "stays"])
def test_a_stick_that_is_pulled_is_never_safe_to_remove(
    tmp_path: Path,
    site: Site,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    leaves: str,
) -> None:
    line, mount = Terminal(tmp_path / "data", capsys, "stick"), stick(tmp_path)
    port, real = Port(mount, leaves), courier.pieces

    def pieces(*args: Any, **more: Any) -> tuple[making.Piece, ...]:
        port.pull()
        return real(*args, **more)

    with monkeypatch.context() as patched:
        patched.setattr(courier, "pieces", pieces)
        code, told = line.json("make", mount.path, "--from", site.root)
    assert code == 1 and told["error"]["code"] == "stick.gone"
    assert mount.path.exists() is (leaves == "stays") and port.put_back() == {}
    assert line.json("make", mount.path, "--from", site.root)[0] == 0


@pytest.mark.strict_trust
@pytest.mark.real_clock
def test_adding_an_unsigned_pack_adds_nothing(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    pack(tmp_path / "stick", "test.nobody")
    code, told = Terminal(tmp_path / "data", capsys, "stick").json(
        "read", tmp_path / "stick", "--add"
    )
    assert code == 0 and told["added"] == []
    assert told["packs"][0]["error"]["code"] == "trust.unsigned"


@pytest.mark.real_clock
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_stick_with_a_link_and_pipes_is_refused_and_read_without_waiting(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    line, stick = Terminal(tmp_path / "data", capsys, "stick"), tmp_path / "STICK"
    elsewhere = tmp_path / "elsewhere"
    stick.mkdir()
    elsewhere.mkdir()
    (elsewhere / "index.html").write_text("mine")
    (stick / "MILPACKS").symlink_to(elsewhere)
    code, told = line.json("make", stick, "--from", site.root)
    assert code == 1 and told["error"]["code"] == "stick.not_plain"
    assert [one.name for one in elsewhere.iterdir()] == ["index.html"]
    assert (elsewhere / "index.html").read_text() == "mine"
    (stick / "MILPACKS").unlink()
    assert line.json("make", stick, "--from", site.root)[0] == 0
    for name in ("wanted.json", "metadata/2.root.json"):
        (stick / "MILPACKS" / name).unlink(missing_ok=True)
        os.mkfifo(stick / "MILPACKS" / name)
    code, told = line.json("read", stick)
    assert code == 0 and len(told["packs"]) == 2 and told["wanted"] == []
    code, told = line.said("make", stick, "--from", site.root)
    assert code == 1 and "wanted.json is not a plain file" in told


@pytest.mark.real_clock
@pytest.mark.parametrize("broken", [b"", b"PK\3\4 no more of it", b"a", b"PK\3\4" + b"x" * 70_000])
def test_a_stick_without_a_pack_is_said_and_what_is_only_called_one_is_named(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str], broken: bytes
) -> None:
    line, stick = Terminal(tmp_path / "data", capsys, "stick"), tmp_path / "stick"
    stick.mkdir()
    said = "No pack was found on this stick.\n"
    assert line.said("read", stick) == line.said("read", stick, "--add") == (0, said)
    (stick / "broken.milpack").write_bytes(broken)
    (stick / "._broken.milpack").write_bytes(b"left by another system")
    for more in ((), ("--add",)):
        code, told = line.said("read", stick, *more)
        assert code == 0 and "No pack" not in told
        first, reason = told.splitlines()
        assert first == "broken.milpack refused" and reason.startswith("  ") and ". " in reason
        code, answer = line.json("read", stick, *more)
        (one,) = answer["packs"]
        assert code == 0 and one["state"] == "refused" and one["file"].endswith("broken.milpack")
        assert one["error"]["sentence"] and one["error"]["remedy"]
    assert "No pack" not in line.said("make", stick, "--from", site.root)[1]
    code, told = line.said("read", stick)
    assert code == 0 and "broken.milpack refused" in told and "test.tiny 1 new" in told
    assert "No pack" not in line.said("read", tmp_path / "nowhere")[1]


@pytest.mark.real_clock
@pytest.mark.parametrize("start", ['{"x":', '{"pcs":', '{"pcs":[{"packs":', '{"format":', ""])
def test_wishes_that_go_too_deep_hold_up_no_stick(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str], start: str
) -> None:
    line, stick = Terminal(tmp_path / "data", capsys, "stick"), tmp_path / "stick"
    (stick / "MILPACKS").mkdir(parents=True)
    (stick / "MILPACKS" / "wanted.json").write_text(start + "[" * 100_000)
    assert line.said("read", stick)[0] == 0
    code, told = line.said("make", stick, "--from", site.root)
    assert code == 0 and "safe to remove" in told
