"""Data folders that are not as most are: a name that is no UTF-8, a folder that only reads."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from random import Random

import pytest

from milclicks.core import paths
from milclicks.core.errors import MilClicksError
from milclicks.core.folderlock import held
from milclicks.core.settings import Settings, SettingsStore
from milclicks.packs.trust import root as trust_root
from milclicks.prints.render import page_count
from milclicks.workspace import Workspace
from tests.fixtures.packs.forge import river_bytes
from tests.journeys.test_next_pc import Computers
from tests.support.packs_of_lessons import FERRY, build_test_pack
from tests.support.play import any_response
from tests.support.rot import rot
from tests.support.site import Site, pack
from tests.support.terminal import Terminal

pytestmark = [pytest.mark.real_clock, pytest.mark.strict_trust]
NOT_UTF8 = os.fsdecode(b"\xe9t\xe9")
linux = pytest.mark.skipif(os.name == "nt", reason="names are letters there")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that the app believes, with lessons, a pact and a small pack; nothing is bundled."""
    river = tmp_path / "river.milpack"
    river.write_bytes(river_bytes())
    (lessons,) = build_test_pack(tmp_path / "made").glob("*.milpack")
    built = Site.make(tmp_path / "town", [lessons, river, pack(tmp_path / "made")])
    monkeypatch.setattr(trust_root, "chain", lambda *_places: built.roots(1))
    monkeypatch.setattr(paths, "bundled_packs", lambda: tmp_path / "no packs")
    return built


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """The terminal of a computer whose data folder has a Latin-1 name."""
    return Terminal(tmp_path / NOT_UTF8 / "data", capsys)


# -- a name that is no UTF-8 ----------------------------------------------------------------------


@linux
@pytest.mark.usefixtures("qapp")
def test_everything_works_in_a_folder_whose_name_is_no_utf8(
    tmp_path: Path, line: Terminal, site: Site
) -> None:
    """Installed, fetched, played and gone on with, printed, put on a stick: all by that folder."""
    rough = line.data.parent
    code, answer = line.json("pack", "install", site.file("mil.test", 1))
    assert code == 0 and "\ufffd" in answer["pack"]["file"]
    assert line.json("pack", "fetch", "test.river", "--from", site.root)[0] == 0
    assert line.json("pack", "update", "--from", site.root)[0] == 0
    for _ in range(2):  # the second time from the index on the disk
        listed = line.json("pack", "list")[1]["packs"]
        assert {(one["id"], one["state"]) for one in listed} == {
            ("mil.test", "ready"),
            ("test.river", "ready"),
        }
    assert (line.data / "library.db").stat().st_size
    for file in (line.data / "packs").glob("*.milpack"):
        assert line.json("pack", "verify", file)[0] == 0
    assert line.json("pack", "repair", "mil.test")[0] == 0
    _a_lesson_goes_on(line.data)
    words = ("print", "certificate", "--name", "Yara", "--lang", "en", "-o", rough / "yara.pdf")
    assert line.type(*words)[0] == 0
    assert page_count((rough / "yara.pdf").read_bytes()) == 1
    stick = rough / "stick"
    stick.mkdir()
    code, made = line.json("stick", "make", stick)
    assert code == 0 and len(made["packs"]) == 2
    line.data = rough / "two"
    code, read = line.json("stick", "read", stick, "--add")
    assert code == 0 and len(read["added"]) == 2
    assert not list(line.data.rglob("log.txt"))


def _a_lesson_goes_on(data: Path) -> None:
    with Workspace.open(data) as workspace:
        yara = workspace.add_learner("Yara", "yara")[0].id
        session = workspace.start_lesson(yara, FERRY, "en")
        question = session.view().question
        assert question is not None
        session.choose(any_response(question.item, Random(1), whole=True))
        left = session.run
        device = workspace.records.store.device
        workspace.records.backup()
        assert workspace.library.search("ferry", "en")
    with Workspace.open(data) as workspace:
        assert workspace.records.store.device == device
        again = workspace.resume(yara)
        assert again is not None and again.run == left


@linux
def test_damage_is_noted_and_mended_in_such_a_folder(line: Terminal, site: Site) -> None:
    assert line.json("pack", "install", site.file("mil.test", 1))[0] == 0
    (file,) = (line.data / "packs").glob("*.milpack")
    rot(file, "texts/en/ferry.json")
    with Workspace.open(line.data) as workspace:
        with pytest.raises(MilClicksError):
            workspace.lesson(FERRY, "en")
        hurt = workspace.library.packs()[0].damaged
        assert hurt
    with Workspace.open(line.data) as workspace:  # as it was noted on the disk
        assert workspace.library.packs()[0].damaged == hurt
    assert line.json("pack", "repair", "mil.test", "--from", site.root)[1]["parts"]
    (file.parent / f"{NOT_UTF8}.milpack").write_bytes(b"no pack")
    for _ in range(2):
        states = [one["state"] for one in line.json("pack", "list")[1]["packs"]]
        assert sorted(states) == ["damaged", "ready"]


@linux
def test_a_folder_of_packs_whose_name_is_no_utf8_stays_in_the_settings(tmp_path: Path) -> None:
    wanted = Settings(packs_folder=f"/media/{NOT_UTF8}", place="Škola")
    SettingsStore(tmp_path).write(wanted)
    again = SettingsStore(tmp_path)
    assert again.read() == wanted and again.set_aside is None
    raw = (tmp_path / "settings.json").read_text("utf-8")
    assert raw.isascii()


@linux
def test_a_path_is_written_down_and_read_again() -> None:
    for path in (Path("a b/é"), Path(f"/x/{NOT_UTF8}"), Path("/نص")):
        text = paths.as_text(path)
        assert text.encode() and paths.of_text(text) == path


@linux
@pytest.mark.loopback
def test_packs_are_shared_out_of_a_folder_whose_name_is_no_utf8(tmp_path: Path, site: Site) -> None:
    """Data and program lie there, and a file name of it goes through a pipe as JSON."""
    room = Computers(site, tmp_path / NOT_UTF8)
    assert room.json("one", "install", site.file("test.tiny", 1))[0] == 0
    with room.sharing("one") as shared:
        (address,) = shared["addresses"]
        code, answer = room.json("two", "receive", address)
        assert code == 0 and answer["added"] == ["test.tiny@1"]
    (listed,) = room.json("two", "list")[1]["packs"]
    assert listed["state"] == "ready" and "\ufffd" in listed["file"]


# -- a folder that only reads ---------------------------------------------------------------------

READ_ONLY = """
import os, subprocess, sys
folder, *words = sys.argv[1:]
for more in (["--bind"], ["-o", "remount,bind,ro"]):
    subprocess.run(["mount", *more, folder, folder], check=True)
os.execvp(words[0], words)
"""


class Closed(Computers):
    """Computers whose data folder is on a medium that cannot be written."""

    closed = False

    def line(self, data: str, *words: object) -> list[str]:
        """The words of a process, in mounts of its own."""
        folder, typed = str(self.folder / data), [*map(str, words)]
        start = [sys.executable, "-m", "milclicks", "--data", folder, *typed]
        if not self.closed:
            return start
        alone = ["unshare", "--user", "--map-root-user", "--mount", sys.executable, "-c"]
        return [*alone, READ_ONLY, folder, *start]


@pytest.fixture
def closed(tmp_path: Path, site: Site) -> Closed:
    """A computer with a pack of lessons and its index, whose folder then cannot be written."""
    room = Closed(site, tmp_path)
    assert room.run("one", "pack", "install", site.file("mil.test", 1))[0] == 0
    room.closed = True
    code, _, told = room.run("one", "pack", "install", site.file("test.river", 3))
    if "mount" in told or "unshare" in told:
        pytest.skip(f"no mounts of its own for a process here: {told.strip()[-200:]}")
    assert code == 1 and "allow this for one: Read-only" in told
    return room


@linux
def test_what_only_reads_works_in_a_folder_that_only_reads(
    tmp_path: Path, closed: Closed, site: Site
) -> None:
    code, out, told = closed.run("one", "stick", "read", site.root)
    assert code == 0 and "mil.test 1 same" in out and "test.river 3 new" in out, told
    stick = tmp_path / "stick"
    stick.mkdir()
    code, out, told = closed.run("one", "stick", "make", stick)
    assert code == 0 and "safe to remove" in out and not told
    assert len(list(stick.rglob("*.milpack"))) == 1
    code, out, told = closed.run("one", "pack", "repair", "mil.test", "--from", site.root)
    assert (code, out, told) == (0, "Nothing is damaged.\n", "")


@linux
def test_what_cannot_be_noted_is_said(tmp_path: Path, closed: Closed, site: Site) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    code, out, _ = closed.run("one", "stick", "make", stick, "--from", site.root)
    assert code == 0 and "could not be noted" in out and "safe to remove" in out
    assert len(list(stick.rglob("*.milpack"))) == 3
    for words in (("stick", "read", site.root, "--add"), ("pack", "update", "--from", site.root)):
        code, out, told = closed.run("one", *words)
        assert code == 1 and "cannot be kept on this computer" in told, words


@linux
def test_a_look_at_a_stick_leaves_the_folder_to_the_window(line: Terminal, site: Site) -> None:
    line.data = line.data.parent
    line.data.mkdir()
    window = held(line.data)
    assert line.said("stick", "read", site.root)[0] == 0
    assert "already open" in line.refused("stick", "read", site.root, "--add")
    window.release()
