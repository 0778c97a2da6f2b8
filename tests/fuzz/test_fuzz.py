"""Rows 14, 24 to 31, 56: two thousand seeded cases for each reader of strangers' bytes.

The job of 100,000 is `build/dev.py fuzz`. A case is kept in `crashes/` once it did what no case may
do; here each is tried again for ever.
"""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest

from tests.fixtures.packs.forge import png, tiny
from tests.fuzz import run
from tests.fuzz.base import ACCEPTED, Target, chance_of
from tests.fuzz.metadata import MetadataTarget
from tests.fuzz.targets import LessonTarget, ManifestTarget, PictureTarget, ReaderTarget

CASES = 2000
ONE_STEP_IS_NO_LESSON = 7
"""Steps of the fixture lesson that ask for others beside them."""
KINDS = {
    kind.name: kind
    for kind in (ReaderTarget, ManifestTarget, LessonTarget, PictureTarget, MetadataTarget)
}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_two_thousand_cases(name: str, tmp_path: Path) -> None:
    outcome = run.run(KINDS[name](tmp_path), 41, 0, CASES)
    assert [(crash.number, crash.why) for crash in outcome.crashes] == []
    assert outcome.cases == CASES
    assert len(outcome.codes) >= 4, "the cases all end in the same place"
    assert outcome.codes[ACCEPTED] >= CASES // 100, "hardly any case gets through the first door"


@pytest.mark.parametrize("path", sorted(run.CRASHES.glob("*.bin")), ids=lambda path: path.stem)
def test_what_crashed_once_is_refused(path: Path, tmp_path: Path) -> None:
    outcome = run.Outcome()
    target = KINDS[path.name.partition("-")[0]](tmp_path)
    assert run.one(target, path.read_bytes(), outcome, measured=False) == ""
    assert outcome.codes.total() == 1


@pytest.mark.parametrize("name", sorted(KINDS))
def test_a_case_is_the_same_wherever_it_is_made(name: str, tmp_path: Path) -> None:
    folders = tmp_path / "a", tmp_path / "b"
    for folder in folders:
        folder.mkdir()
    first, second = (KINDS[name](folder) for folder in folders)
    for number in range(12):
        chance = chance_of(name, 3, number)
        assert first.case(chance) == second.case(chance_of(name, 3, number))


def test_control_what_is_not_bent_is_accepted(tmp_path: Path) -> None:
    assert ReaderTarget(tmp_path).read(tiny().bytes()) == ACCEPTED
    assert ManifestTarget(tmp_path).read(tiny().manifest_bytes()) == ACCEPTED
    assert PictureTarget(tmp_path).read(b"image/png\n" + png()) == ACCEPTED
    assert MetadataTarget(tmp_path).read(b'{"what": "root", "files": {}}') == ACCEPTED
    lessons = LessonTarget(tmp_path)
    whole = [lessons.whole(number) for number in range(lessons.seeds)]
    assert sum(lessons.read(one) == ACCEPTED for one in whole) >= len(whole) - ONE_STEP_IS_NO_LESSON


class Bad:
    """A reader that does what no reader may."""

    name = "bad"

    def __init__(self, harm: str) -> None:
        self._harm = harm

    def case(self, chance: Random) -> bytes:
        return chance.randbytes(4)

    def read(self, data: bytes) -> str:
        if self._harm == "raises":
            raise ValueError("not ready")
        if self._harm == "hangs":
            while True:
                time.process_time()
        held = bytes(3_000_000)
        return str(len(held))

    def bound(self, data: bytes) -> int:
        return 1_000_000


@pytest.mark.parametrize(
    ("harm", "told"), [("raises", "ValueError"), ("hangs", "Hang"), ("swells", "bytes of memory")]
)
def test_control_a_bad_reader_is_found(
    harm: str, told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "HANG_S", 0.02)
    bad: Target = Bad(harm)
    outcome = run.run(bad, 1, 0, 1)
    assert [crash.why.startswith(told) or told in crash.why for crash in outcome.crashes] == [True]
    kept = outcome.crashes[0].keep(tmp_path)
    assert kept.read_bytes() == outcome.crashes[0].data
