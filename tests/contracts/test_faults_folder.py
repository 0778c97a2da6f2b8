"""A folder of hostile packs, each built to break in by another door, added as a person would.

Through the command line file by file, as a stick, and by Add a pack: each gets its own sentence,
the data folder is as before to the last byte, and the good pack among them comes in.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from milclicks import cli
from milclicks.core import paths
from milclicks.core.errors import MilClicksError
from milclicks.packs.library import Library
from milclicks.packs.travel.bring import bring, looked_at
from milclicks.packs.travel.stick import look
from milclicks.packs.trust import root as trust_root
from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.keys import pack_id
from milclicks.packs.trust.standing import Trust
from milclicks.ui.library.work import Work
from milclicks.workspace import Workspace
from tests.contracts.test_fault_matrix import SHARED, by_row, declared
from tests.support.clock import FrozenClock
from tests.support.hostile import AMINA, GOOD, Hostile, site_of, written
from tests.support.refusing import data_of, hashes, plain, unchanged
from tests.support.site import DAY, Site, pack

pytestmark = [pytest.mark.strict_trust, pytest.mark.real_clock]
LEARNT = ("trust/clock", "trust/floor")
OFFLINE = 47
"""The last row of what can be wrong with a file as such."""


@dataclass
class Pc:
    """A computer that believes a site and knows Amina, and the folder."""

    home: Path
    site: Site
    folder: Path
    files: list[Hostile]

    def library(self) -> Library:
        """Its library."""
        return Library.open(self.home, trust=Trust(self.home, self.site.catalog(self.home)))

    def good_is_in(self) -> bool:
        """Whether the good pack is here, and no other than before."""
        with self.library() as library:
            here = {one.id: one.usable for one in library.packs()}
        return here == {"mil.core": True, pack_id(AMINA.name, "good"): True}


@pytest.fixture
def pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pc]:
    """The computer, used once before, and the folder beside it."""
    site = site_of(tmp_path)
    site.publish([pack(tmp_path / "in", "mil.core", 3)])
    monkeypatch.setattr(trust_root, "chain", lambda *_: site.roots(1))
    monkeypatch.setattr(paths, "bundled_packs", lambda: tmp_path / "none")
    made = Pc(tmp_path / "home", site, tmp_path / "hostile", written(tmp_path / "hostile", site))
    site.revoke("mil.gone", 1)
    with made.library() as library:
        library.trust.pins.add(Maker(AMINA.name, AMINA.public, "Amina"))
        library.trust.catalog.refresh(site.source)
        library.install(site.file("mil.core", 2))
    yield made


def typed(pc: Pc, capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """(exit code, output, complaint) of one command."""
    code = cli.run(["--data", str(pc.home), *map(str, words)])
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    return code, told.out, told.err


def test_every_refusing_row_that_a_file_can_carry_is_in_the_folder(pc: Pc) -> None:
    """And by a code that its tests declare."""
    held = by_row(declared())
    of_files = {
        number
        for number, mine in held.items()
        if number <= OFFLINE and any(one.row.codes and "install" in one.row.doors for one in mine)
    }
    elsewhere = {37, 45}  # a sound's form is row 27's; a second signature is refused as row 43
    assert {one.row for one in pc.files if one.row <= OFFLINE} == of_files - elsewhere
    for one in pc.files:
        codes = {code for declared_ in held[one.row] for code in declared_.row.codes}
        assert one.code in codes, one
        assert one.row not in SHARED or one.code == SHARED[one.row][0] or one.row > OFFLINE
    assert len({one.name for one in pc.files}) == len(pc.files) > 50


def test_file_by_file_on_the_command_line(pc: Pc, capsys: pytest.CaptureFixture[str]) -> None:
    """`pack verify`, `pack check` and `pack install` for each file of the folder: not one byte of
    the data folder is another one, also of the records."""
    typed(pc, capsys, "pack", "list")
    sentences: dict[str, str] = {}
    with Workspace.open(pc.home):
        pass  # what the first start of a day writes is written
    for one in pc.files:
        file = pc.folder / one.name
        with unchanged(pc.home):
            typed(pc, capsys, "pack", "verify", file)
            if one.checked:
                code, out, _ = typed(pc, capsys, "pack", "check", file, "--json")
                found = [problem["code"] for problem in json.loads(out)["problems"]]
                assert (code, one.code in found) == (1, True), (one, found)
            code, out, told = typed(pc, capsys, "pack", "install", file)
        assert (code, out) == (1, ""), one
        assert f"[{one.code}" in told and told.count("\n") == 1, (one, told)
        sentences[one.name] = told.partition(". ")[0]
    assert len(set(sentences.values())) > 15
    assert typed(pc, capsys, "pack", "check", pc.folder / GOOD)[0] == 0
    assert typed(pc, capsys, "pack", "install", pc.folder / GOOD)[0] == 0
    assert pc.good_is_in()


@pytest.mark.parametrize("layout", ["MILPACKS/packs", "loose"])
def test_as_a_stick(pc: Pc, layout: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each file that calls itself a pack says why it stays outside (017 is 2 GB and not copied)."""
    stick = pc.folder.with_name("stick")
    place = stick / layout if layout != "loose" else stick / "Downloads"
    shutil.copytree(pc.folder, place, ignore=shutil.ignore_patterns("017*"))  # 2 GB of nothing
    by_name = {one.name: one for one in pc.files}
    with pc.library() as library, unchanged(data_of(library), but=LEARNT):
        found = looked_at(stick, library, "STICK")
        told: dict[str, MilClicksError] = {
            one.path.name: one.error for one in found.packs if one.error is not None
        }
        tried = [one for one in found.packs if one.worth_adding and one.path.name != GOOD]
        names = {one.key: one.path.name for one in tried}
        brought = bring(found, tried, library, "STICK", data=pc.home)
        assert brought.added == ()
        told |= {names[one.name]: one.error for one in brought.refused}
        passed = set(by_name) - set(told) - {path.name for path in look(stick).packs}
        same = {one.path.name for one in found.packs if one.state in ("same", "older")}
    for name, error in told.items():
        plain(error.sentence, error.remedy)
        code = by_name[name].code
        mended = error.code in ("repair.no_donor", "file.unreadable")
        assert error.code == code or (mended and code.startswith(("zip.", "blob."))), (name, error)
    assert {by_name[name].row for name in passed} == {17}
    assert {by_name[name].row for name in same} == {68}
    assert set(told) | passed | same == set(by_name)
    code, out, _ = typed(pc, capsys, "stick", "read", stick, "--add")
    assert f"added: {pack_id(AMINA.name, 'good')}@3" in out and pc.good_is_in()


def test_by_add_a_pack(pc: Pc) -> None:
    """What the button of the library page does in its job."""
    trust = Trust(pc.home, pc.site.catalog(pc.home))
    with Workspace.open(pc.home, clock=FrozenClock(DAY), bundled=[], trust=trust) as workspace:
        settings, none = workspace.settings, frozenset[tuple[str, int]]()
        work = Work(pc.home, (), trust, workspace.clock, settings, none)
        before = hashes(pc.home)
        for one in pc.files:
            with pytest.raises(MilClicksError) as caught:
                work.add(pc.folder / one.name, lambda _done, _total: None)
            assert caught.value.code == one.code, one
            plain(caught.value.sentence, caught.value.remedy)
            assert hashes(pc.home) == before, one
        assert work.add(pc.folder / GOOD, lambda _done, _total: None).usable
    assert pc.good_is_in()


def test_thrown_into_the_folder_of_packs_by_hand(pc: Pc) -> None:
    """Nothing of them is shown; the app starts, says what is damaged, and deletes nothing."""
    for one in pc.files:
        if one.row != 17:
            shutil.copy(pc.folder / one.name, pc.home / "packs")
    for _ in range(2):
        with pc.library() as library:
            assert {card.ref.pack for card in library.lessons("en")} == set()
            assert {one.id for one in library.packs() if one.usable} == {"mil.core"}
            for one in library.packs():
                assert one.usable or str(one.reason).endswith(".")
    assert len(list((pc.home / "packs").glob("0*.milpack"))) == len(pc.files) - 1
