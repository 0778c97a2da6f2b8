"""Whatever places do, a download ends as the signed pack, or with a sentence and can go on."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Self

from hypothesis import example, given, settings
from hypothesis import strategies as st

from milclicks.packs.pack import Pack
from milclicks.packs.travel.download import Download
from milclicks.packs.travel.part import begun
from milclicks.packs.travel.source import (
    Reading,
    SourceFailed,
    SourceMissing,
    SourceTooLong,
)
from milclicks.packs.verify import verify
from tests.fixtures.packs.forge import tiny
from tests.support.heavy import expected

MOODS = st.lists(
    st.tuples(
        st.sampled_from(["good", "cut", "lie", "whole", "early", "gone", "other", "changed"]),
        st.integers(1, 4000),
    ),
    max_size=12,
)


class Moody:
    """A place that does at each request what its list says, and then is good for ever."""

    def __init__(self, label: str, data: bytes, moods: list[tuple[str, int]]) -> None:
        self.label = label
        self.data = data
        self.moods = list(moods)

    def read(self, path: str, limit: int) -> bytes:
        raise SourceMissing(self.label, path)

    def open(self, path: str, start: int = 0, end: int | None = None, tag: str = "") -> Reading:
        mood, number = self.moods.pop(0) if self.moods else ("good", 0)
        if mood == "gone":
            raise SourceFailed(self.label, "gone")
        if mood == "whole" or (mood == "changed" and tag):
            start, end = 0, None
        return Read(self, mood, number, start, end)


class Read:
    """One answer of a moody place."""

    def __init__(self, place: Moody, mood: str, number: int, start: int, end: int | None) -> None:
        self.place, self.mood, self.number = place, mood, number
        self.start = start
        self.end = len(place.data) if end is None else end
        self.total: int | None = len(place.data) + (number if mood == "other" else 0)
        self.tag = f"tag {number if mood == 'changed' else 0}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        """Nothing to let go."""

    def __iter__(self) -> Iterator[bytes]:
        data = bytearray(self.place.data[self.start : self.end])
        if self.mood == "lie" and data:
            data[self.number % len(data)] ^= 0xFF
        stop = self.number if self.mood in ("cut", "early") else len(data)
        for at in range(0, min(stop, len(data)), 700):
            yield bytes(data[at : min(at + 700, stop)])
        if self.mood == "cut" and stop < len(data):
            raise SourceFailed(self.place.label, "cut")


@cache
def _files() -> tuple[bytes, bytes]:
    return tiny(1).bytes(), tiny(2).bytes()


def alike(made: Path, right: Path) -> bool:
    """Whether every byte that somebody signed is right, and lies where it should.

    What `unzip` reads and this app does not, such as the program that a directory names as its
    maker, nobody signs; a place may lie about it.
    """
    with Pack(made) as one, Pack(right) as other:
        verify(one)
        return one.same(other) and made.stat().st_size == right.stat().st_size


@given(MOODS, MOODS, st.booleans())
@example([("other", 1)], [("cut", 1), ("cut", 1), ("cut", 1), ("lie", 879)], True)
@settings(max_examples=150)
def test_the_right_pack_or_a_sentence(
    first: list[tuple[str, int]], second: list[tuple[str, int]], donor: bool
) -> None:
    old, new = _files()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "old.milpack").write_bytes(old)
        (folder / "new.milpack").write_bytes(new)
        right = expected(folder / "new.milpack")
        donors = [folder / "old.milpack"] if donor else []
        sources = [Moody("one", new, first), Moody("two", new, second)]
        for _ in range(2):
            made = Download(folder, right, sources, donors=donors, sleep=lambda _: None)
            try:
                path = made.run()
            except (SourceFailed, SourceMissing, SourceTooLong) as error:
                assert error.sentence and error.remedy
                assert [one.expected for one in begun(folder)] in ([], [right])
                for source in sources:
                    source.moods.clear()
                continue
            assert alike(path, folder / "new.milpack")
            return
        raise AssertionError("good places and no pack")
