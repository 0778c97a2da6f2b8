"""Whoever deletes or harms a file of the data folder lets no unsigned pack in by that."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from milclicks.packs.library import Library
from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.keys import OwnKey
from milclicks.workspace import Workspace
from tests.fixtures.packs.forge import forge
from tests.support.earlier import earlier_life
from tests.support.teachers import teacher_pack

pytestmark = [pytest.mark.real_clock, pytest.mark.strict_trust]
AMINA = OwnKey.new()


def states(home: Path) -> dict[str, str]:
    """What each pack is greyed with, by id."""
    with Library.open(home) as library:
        return {one.id: one.ready.code for one in library.packs()}


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:23])


HARMS: tuple[Callable[[Path], None], ...] = (Path.unlink, emptied, cut)


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("names", [["trust/let_in.json"], ["let_in.json"]])
def test_one_harmed_copy_changes_nothing(
    home: Path, harm: Callable[[Path], None], names: list[str]
) -> None:
    earlier_life(home, "test.before")
    assert states(home) == {"test.before": ""}
    forge(id="test.later").write(home / "packs" / "later.milpack")
    for name in names:
        harm(home / name)
    for _ in range(2):
        assert states(home) == {"test.before": "", "test.later": "trust.unsigned"}
    assert (home / "trust/let_in.json").read_bytes() == (home / "let_in.json").read_bytes()


@pytest.mark.parametrize("harm", HARMS)
def test_with_both_copies_harmed_nobody_comes_in_whom_nobody_signed(
    home: Path, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    with Library.open(home) as library:
        library.trust.pins.add(Maker(AMINA.name, AMINA.public, "Amina"))
        library.install(teacher_pack(tmp_path / "a.milpack", AMINA))
    forge(id="test.later").write(home / "packs" / "later.milpack")
    for name in ("trust/let_in.json", "let_in.json"):
        harm(home / name)
    taught = f"t.{AMINA.name}.river"
    assert states(home) == {taught: "", "test.later": "trust.unsigned"}
    with Workspace.open(home, bundled=[]) as workspace:
        told = workspace.trust.memory.told()
        assert told is not None and "was lost" in str(told)
        assert workspace.trust.memory.told() is None


def test_without_any_trust_the_index_of_a_version_with_signatures_is_no_witness(
    home: Path,
) -> None:
    states(home)
    (home / "packs").mkdir(exist_ok=True)
    forge(id="test.later").write(home / "packs" / "later.milpack")
    assert states(home) == {"test.later": "trust.unsigned"}
    shutil.rmtree(home / "trust")
    (home / "let_in.json").unlink()
    assert states(home) == {"test.later": "trust.unsigned"}


def test_packs_copied_into_a_new_data_folder_are_not_let_in(home: Path) -> None:
    (home / "packs").mkdir(parents=True)
    forge(id="test.copied").write(home / "packs" / "copied.milpack")
    assert states(home) == {"test.copied": "trust.unsigned"}


def test_beside_packs_of_an_earlier_version_a_copied_or_changed_one_is_not_let_in(
    home: Path,
) -> None:
    _, other = earlier_life(home, "test.before", "test.other")
    forge(id="test.copied").write(home / "packs" / "copied.milpack")
    forge(id="test.longer").write(other)
    assert states(home) == {
        "test.before": "",
        "test.copied": "trust.unsigned",
        "test.longer": "trust.unsigned",
    }
