"""The unfinished file: what is here and what is missing, held against a plain set of bytes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from milclicks.core.errors import Busy
from milclicks.packs.disk import Disk
from milclicks.packs.library import Library
from milclicks.packs.travel.part import Expected, Part, begun, let_go
from tests.fixtures.packs.forge import tiny

SIZE = 60
RIGHT = Expected(id="test.part", version=1, bytes=SIZE, manifest="0" * 64, file="packs/x.milpack")
SPANS = st.tuples(st.integers(0, SIZE), st.integers(0, SIZE)).map(lambda two: tuple(sorted(two)))
STEPS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "drop", "save", "again"]), SPANS), max_size=30
)


@given(STEPS)
def test_spans_are_a_set_of_bytes(steps: list[tuple[str, tuple[int, int]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        data = Path(name)
        here: dict[int, str] = {}
        part = Part(data, RIGHT, Disk())
        work = part.open()
        work.__enter__()
        for verb, (start, end) in steps:
            if verb in "ab":
                new = part.fill(start, bytes(range(start, end)), verb)
                assert new == sum(place not in here for place in range(start, end))
                here = {**dict.fromkeys(range(start, end), verb), **here}
            elif verb == "drop":
                part.drop((start, end))
                here = {place: by for place, by in here.items() if not start <= place < end}
            elif verb == "save":
                part.save()
            else:
                work.__exit__(None, None, None)
                part = Part(data, RIGHT, Disk())
                work = part.open()
                work.__enter__()
            missing = {place for gap in part.gaps() for place in range(*gap)}
            assert missing == set(range(SIZE)) - set(here)
            assert part.done == len(here)
            assert part.has((start, end)) == all(n in here for n in range(start, end))
            assert part.origins((start, end)) == {here[n] for n in range(start, end) if n in here}
            for place in here:
                assert part.read((place, place + 1)) == bytes([place])
        work.__exit__(None, None, None)


def test_another_expected_file_begins_anew(tmp_path: Path) -> None:
    part = Part(tmp_path, RIGHT, Disk())
    with part.open():
        part.fill(0, b"x" * 20, "a")
    assert [one.done for one in begun(tmp_path)] == [20]
    other = Expected(id="test.part", version=1, bytes=SIZE, manifest="1" * 64, file="p")
    with Part(tmp_path, other, Disk()).open() as _:
        pass
    assert [one.done for one in begun(tmp_path)] == [0]


def test_two_programs_never_write_one_part(tmp_path: Path) -> None:
    with (
        Part(tmp_path, RIGHT, Disk()).open(),
        pytest.raises(Busy) as caught,
        Part(tmp_path, RIGHT, Disk()).open(),
    ):
        pass
    assert caught.value.code == "busy"


@pytest.mark.parametrize(
    "have", ["[[10, 5, 'a']]", "[[0, 99, 'a']]", "[[0, 9, 'a'], [5, 12, 'a']]", "[[-1, 2, 'a']]"]
)
def test_a_list_that_cannot_be_is_not_believed(tmp_path: Path, have: str) -> None:
    part = Part(tmp_path, RIGHT, Disk())
    with part.open():
        part.fill(0, b"x" * 20, "a")
    state = part.path.with_name(part.path.name + ".json")
    text = state.read_text("utf-8")
    state.write_text(text.replace('[[0,20,"a"]]', have.replace("'", '"')), "utf-8")
    assert begun(tmp_path) == ()
    with part.open():
        pass
    assert Part(tmp_path, RIGHT, Disk()).path.exists()


def test_a_thin_line_is_saved_by_time(tmp_path: Path) -> None:
    seconds = iter(range(0, 1000, 9))
    part = Part(tmp_path, RIGHT, Disk(), lambda: float(next(seconds)))
    with part.open():
        saved = []
        for place in range(0, SIZE, 10):
            part.fill(place, bytes(10), "a")
            saved.append(begun(tmp_path)[0].done if begun(tmp_path) else 0)
    assert saved == [0, 0, 30, 30, 30, 60]


def unfinished(data: Path, version: int, pack: str = "test.tiny") -> Path:
    """A part of a pack of which half is here; returns its file."""
    part = Part(data, msgspec.structs.replace(RIGHT, id=pack, version=version), Disk())
    with part.open():
        part.fill(0, b"x" * 30, "a")
    return part.path


def lying(data: Path) -> list[tuple[str, int]]:
    """What is on its way; every file in the folder belongs to it."""
    found = [(one.expected.id, one.expected.version) for one in begun(data)]
    assert len(list((data / "packs" / "coming").glob("*.part*"))) == 2 * len(found)
    return found


def test_tidying_lets_the_parts_go_of_what_is_here_or_older(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Library.open(home) as library:
        for version in (1, 2, 3):
            unfinished(home, version)
        unfinished(home, 1, "test.other")
        library.tidy()
        assert len(lying(home)) == 4, "nothing of them is here"
        library.install(tiny(2).write(tmp_path / "2.milpack"))
        assert lying(home) == [("test.other", 1), ("test.tiny", 3)]


@pytest.mark.parametrize("end", [".part", ".part.json"])
def test_a_kill_while_a_part_is_dropped_leaves_nothing_for_ever(tmp_path: Path, end: str) -> None:
    home = tmp_path / "home"
    with Library.open(home) as library:
        library.install(tiny(2).write(tmp_path / "2.milpack"))
        path = unfinished(home, 2)
        path.with_name(path.stem + end).unlink()
        library.tidy()
        assert not list(path.parent.glob("*.part*"))


def test_a_part_that_mends_what_is_here_stays_until_it_is_whole(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Library.open(home) as library:
        info = library.install(tiny(2).write(tmp_path / "2.milpack"))
        unfinished(home, 2)
        library.damaged.found(info.path, ["lessons/x.json"])
        library.tidy()
        assert lying(home) == [("test.tiny", 2)]
        library.damaged.found(info.path, ())
        library.tidy()
        assert lying(home) == []


def test_a_pack_on_a_stick_is_not_here(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Library.open(home) as library:
        unfinished(home, 2)
        library.host((tiny(2).write(tmp_path / "2.milpack"),))
        library.tidy()
        assert [one.version for one in library.packs()] == [2]
        assert lying(home) == [("test.tiny", 2)]


def test_a_part_at_work_stays(tmp_path: Path) -> None:
    part = Part(tmp_path, RIGHT, Disk())
    with part.open():
        part.fill(0, b"x" * 20, "a")
        part.save()
        let_go(tmp_path, {RIGHT.id: 1})
        assert part.path.exists() and len(begun(tmp_path)) == 1
    let_go(tmp_path, {RIGHT.id: 0, "test.other": 9})
    assert part.path.exists()
    let_go(tmp_path, {RIGHT.id: 1})
    assert begun(tmp_path) == () and not part.path.exists()


def names(data: Path) -> list[str]:
    """The ends of the names of all that lies in the folder."""
    return sorted(one.name.partition(".")[2] for one in (data / "packs" / "coming").iterdir())


def test_a_lock_lies_there_only_while_somebody_works(tmp_path: Path) -> None:
    part = Part(tmp_path, RIGHT, Disk())
    with part.open():
        assert names(tmp_path) == ["lock", "part"]
        part.fill(0, b"x" * 20, "a")
    assert names(tmp_path) == ["part", "part.json"]
    let_go(tmp_path, {RIGHT.id: 1})
    assert names(tmp_path) == []


def test_work_in_passing_leaves_nothing_where_nothing_was(tmp_path: Path) -> None:
    part = Part(tmp_path, RIGHT, Disk())
    for _ in range(2):
        with part.open(passing=True):
            assert part.passing and part.done == 0
            part.fill(0, b"x" * 20, "a")
            part.fill(20, b"y" * 20, "")
            part.save()
            assert part.path.read_bytes() == b"x" * 20 + b"y" * 20
            assert (part.done, part.fetched) == (40, 20)
            assert begun(tmp_path) == ()
        assert names(tmp_path) == []


def test_work_in_passing_keeps_what_was_begun(tmp_path: Path) -> None:
    part = Part(tmp_path, RIGHT, Disk())
    with part.open():
        part.fill(0, b"x" * 20, "a")
    with pytest.raises(KeyError), part.open(passing=True):
        part.fill(20, b"y" * 20, "a")
        raise KeyError
    assert [one.done for one in begun(tmp_path)] == [40]
    assert names(tmp_path) == ["part", "part.json"]


def test_what_a_kill_left_that_nobody_could_go_on_from_goes(tmp_path: Path) -> None:
    path = unfinished(tmp_path, 3)
    path.with_name(f"{path.name}.json").unlink()
    for left in (path.with_suffix(".lock"), path.with_name("0" * 16 + "-7.lock")):
        left.touch()
    kept = unfinished(tmp_path, 4)
    let_go(tmp_path, {})
    assert [one.name for one in sorted(path.parent.iterdir())] == [kept.name, f"{kept.name}.json"]
