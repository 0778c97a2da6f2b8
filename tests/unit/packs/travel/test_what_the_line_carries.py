"""The rules count what the line must carry, not what a folder or a stick has given already."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from milclicks.packs.travel.plan import MB, Ledger, Paused, Rules
from milclicks.packs.travel.source import FolderSource, Reading, SourceGone
from tests.support.heavy import heavy
from tests.support.travel import Town, make_town
from tests.unit.packs.travel.test_app_by_line import SIZE, School, school

__all__ = ["school"]  # the fixture
pytestmark = pytest.mark.loopback
HEAVY = "test.heavy"


class _Cut:
    """A reading that ends with its stick."""

    def __init__(self, reading: Reading, after: int, gone: Callable[[], object]) -> None:
        self._reading, self._after, self._gone = reading, after, gone
        self.total, self.start, self.tag = reading.total, reading.start, reading.tag

    def __enter__(self) -> _Cut:
        self._reading.__enter__()
        return self

    def __exit__(self, *raised: object) -> None:
        self._reading.__exit__(*raised)

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._reading:
            yield piece
            self._after -= len(piece)
            if self._after <= 0:
                self._gone()
                raise SourceGone("STICK")


class Pulled(FolderSource):
    """A stick that is pulled out after so many bytes of a file."""

    def __init__(self, root: Path, after: int) -> None:
        super().__init__(root, "STICK")
        self._after = after

    def open(self, path: str, start: int = 0, end: int | None = None, tag: str = "") -> Reading:
        return _Cut(super().open(path, start, end, tag), self._after, lambda: None)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """A pack of 2 MB can be had."""
    for made in make_town(tmp_path, [heavy(tmp_path / "heavy-1.milpack")]):
        made.fetching().look()
        made.server.forget()
        yield made


def test_a_damaged_copy_in_a_folder_leaves_one_part_to_the_line(town: Town, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shutil.copytree(town.site.root, shelf)
    copy = shelf / "packs" / town.site.file(HEAVY, 1).name
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(data)
    town.line.costs = True
    places = (FolderSource(shelf), town.source())
    with pytest.raises(Paused) as caught:
        town.fetching(*places, rules=Rules(quota_mb=1)).fetch(HEAVY, 1)
    assert caught.value.code == "fetch.metered"
    assert dict(caught.value.sentence.values) == {"needed": 1}, "not the whole pack"
    assert town.server.requests("packs/") == []
    town.fetching(*places, rules=Rules(quota_mb=1)).fetch(HEAVY, 1, agreed=True)
    assert 0 < Ledger(town.home, town.clock).spent < MB // 5


def test_a_pulled_stick_leaves_the_rest_to_the_line(town: Town) -> None:
    stick = Pulled(town.site.root, MB * 3 // 2)
    got = town.fetching(stick, town.source(), rules=Rules(quota_mb=1)).fetch(HEAVY, 1)
    assert got.usable and Ledger(town.home, town.clock).spent < MB


def test_of_the_app_too(school: School) -> None:
    stick = Pulled(school.site.root, SIZE - MB // 2)
    school.fetch(stick, school.source(), rules=Rules(quota_mb=1))
    assert school.came() and Ledger(school.data, school.clock).spent <= MB // 2


def test_control_all_of_it_over_the_line_is_held(town: Town, school: School) -> None:
    with pytest.raises(Paused) as caught:
        town.fetching(rules=Rules(quota_mb=1)).fetch(HEAVY, 1)
    assert caught.value.code == "fetch.quota"
    with pytest.raises(Paused):
        school.fetch(rules=Rules(quota_mb=1))
