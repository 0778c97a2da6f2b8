"""What is refused on the command line leaves the whole data folder as it was: packs, trust, index,
settings and what was learnt. The folder is one that a class has used."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from milclicks.core import paths
from milclicks.packs.trust import root as trust_root
from milclicks.records.events import EventDraft, Ref
from milclicks.workspace import Workspace
from tests.contracts.test_faults_lan import Liar
from tests.support.refusing import unchanged
from tests.support.room import teaching
from tests.support.site import Site, pack
from tests.support.terminal import Terminal

pytestmark = [pytest.mark.real_clock, pytest.mark.strict_trust]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Three versions of a pack; the app believes this site, and nothing is bundled."""
    made = [pack(tmp_path / "made", version=number) for number in (1, 2, 3)]
    built = Site.make(tmp_path / "town", made)
    monkeypatch.setattr(trust_root, "chain", lambda *_: built.roots(1))
    monkeypatch.setattr(paths, "bundled_packs", lambda: tmp_path / "none")
    return built


@pytest.fixture
def terminal(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A computer with all three, of which the first stays for the lesson that is open in it."""
    made = Terminal(tmp_path / "data", capsys)
    with Workspace.open(made.data) as workspace:
        yara = workspace.add_learner("Yara", "yara")[0].id
        about = {"subject_kind": "learner", "subject": yara, "ref": Ref("test.tiny", 1, "tiny")}
        begun = EventDraft(kind="run_started", run="run", data={"steps": 1}, **about)
        workspace.records.append([begun])
    for number in (1, 2, 3):
        assert made.json("pack", "install", site.file("test.tiny", number))[0] == 0
    assert len(list((made.data / "packs").glob("*.milpack"))) == 3
    return made


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """Two packs: one that nobody signed, and one that says it is the makers' next version."""
    folder = tmp_path / "strange"
    pack(folder, "test.other")
    pack(folder, "test.tiny", 4, "Not what you think")
    (folder / "broken.milpack").write_bytes(b"PK\x03\x04 and nothing more")
    return folder


@pytest.mark.parametrize("verb", ["check", "verify", "install", "info"])
def test_a_file(terminal: Terminal, strange: Path, verb: str) -> None:
    for file in sorted(strange.iterdir()):
        with unchanged(terminal.data):
            code, _ = terminal.said("pack", verb, file)
        sound = verb in ("check", "info") and file.stem != "broken"
        assert code == (0 if sound else 1), (verb, file)


@pytest.mark.parametrize("words", [(), ("--add",)])
def test_a_stick(terminal: Terminal, strange: Path, words: tuple[str, ...]) -> None:
    with unchanged(terminal.data):
        code, answer = terminal.json("stick", "read", strange, *words)
    states = {Path(one["file"]).name: one["state"] for one in answer["packs"]}
    assert set(states.values()) == {"refused"} and len(states) == 3, states
    assert code == 0 and answer["added"] == []


@pytest.mark.loopback
def test_a_computer_in_the_room(terminal: Terminal, site: Site, tmp_path: Path) -> None:
    """It shares the makers' version 4, and gives another pack of that name."""
    site.publish([pack(tmp_path / "made", version=4)])
    with teaching(site, tmp_path / "teacher", ("test.tiny", 4)) as teacher:
        lies = Liar(teacher, tmp_path / "liar")
    (file,) = (lies.folder / "packs").iterdir()
    shutil.copy(pack(tmp_path / "thief", "test.tiny", 4, "Not what you think"), file)
    try:
        with unchanged(terminal.data):
            code, answer = terminal.json("pack", "receive", f"127.0.0.1:{lies.line.port}")
    finally:
        lies.line.close()
    assert code == 1 and len(answer["refused"]) == 1, answer


@pytest.mark.parametrize("verb", ["fetch", "update"])
def test_a_site(terminal: Terminal, site: Site, tmp_path: Path, verb: str) -> None:
    """Signed by others: nothing of it is believed."""
    thief = Site.make(tmp_path / "thief", [pack(tmp_path / "thief", "test.tiny", 9)])
    words = ("test.tiny",) if verb == "fetch" else ()
    with unchanged(terminal.data):
        code, answer = terminal.json("pack", verb, *words, "--from", thief.root)
    assert (code, answer["error"]["code"]) == (1, "trust.signature")


def test_what_cannot_be_asked_of_damaged_records_stays(
    terminal: Terminal, site: Site, tmp_path: Path
) -> None:
    """A pack comes in; no version goes that an open lesson may point at, and the damage is left for
    the window to tell."""
    site.publish([pack(tmp_path / "made", version=4)])
    records = terminal.data / "records.db"
    records.write_bytes(b"not a database any more" * 500)
    before = records.read_bytes()
    assert terminal.json("pack", "install", site.file("test.tiny", 4))[0] == 0
    assert len(list((terminal.data / "packs").glob("*.milpack"))) == 4
    assert records.read_bytes() == before
    code, answer = terminal.json("pack", "remove", "test.tiny", "--version", "4")
    assert (code, answer["error"]["code"]) == (1, "damaged")
