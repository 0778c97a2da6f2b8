"""Packs that are dear to read: each is read, or refused, soon and in little memory."""

from __future__ import annotations

import threading
import tracemalloc
from pathlib import Path

import pytest

from milclicks.packs import blobs, strict_json, verify
from milclicks.packs.names import twin
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from tests.fixtures.packs.forge import Forge, Raw, forge, tiny, zipped
from tests.fuzz.run import limited

SOON = 2.0
MIB = 1 << 20


def noisy(made: Forge, size: int) -> Forge:
    """With a sound of so many bytes that pack to nothing."""
    return made.add("media/long.mp3", b"ID3" + bytes(size), "audio/mpeg", "audio")


def stored(made: Forge, path: Path) -> Path:
    """The pack with nothing packed."""
    path.write_bytes(zipped([Raw(one.name, one.content) for one in made.entries()]))
    return path


@pytest.mark.parametrize("mark", [b'\\"', b'"', b"\\", b"\\\\", b'"\\', b"[", b'["', b"1"])
def test_many_of_one_mark_are_refused_soon(mark: bytes) -> None:
    for data in (b'["' + mark * 300_000, mark * 300_000, b'{"a":"' + mark * 300_000 + b'"'):
        with limited(SOON), pytest.raises(PackRefused) as caught:
            strict_json.decode(data, depth=24, place="x")
        assert caught.value.code.startswith("json.")


def test_the_twin_among_many_names_is_found_soon() -> None:
    names = [f'"n{number}":0' for number in range(200_000)]
    data = "{" + ",".join([*names, names[-1]]) + "}"
    with limited(2 * SOON), pytest.raises(PackRefused) as caught:
        strict_json.decode(data.encode(), depth=2, place="x")
    assert caught.value.code == "json.duplicate_key"
    assert twin(["a", "b", "b", "a"]) == "b"
    assert twin(["a", "b"]) == ""


def test_a_directory_whose_last_line_stands_twice_is_refused_soon(tmp_path: Path) -> None:
    made = tiny().entries()
    many = [Raw(b"b/" + f"{number:064x}".encode(), b"") for number in range(9_000)]
    path = tmp_path / "x.milpack"
    path.write_bytes(zipped([*made[:2], *many, many[-1]]))
    with limited(SOON), pytest.raises(PackRefused) as caught:
        Pack(path)
    assert caught.value.code == "zip.duplicate"


def test_a_sound_that_swells_is_read_in_pieces(tmp_path: Path) -> None:
    path = noisy(forge(), 40 * MIB).write(tmp_path / "long.milpack")
    assert path.stat().st_size < MIB
    with Pack(path) as pack:
        tracemalloc.start()
        try:
            verify.verify(pack)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert peak < 10 * MIB


def test_a_stop_is_heard_in_the_middle_of_a_large_blob(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stop(Exception):
        pass

    path = stored(noisy(forge(), 30 * MIB), tmp_path / "long.milpack")
    monkeypatch.setattr(blobs, "_TELL_S", 0.01)
    told, kept = threading.Event(), []

    def keep(start: int, raw: bytes | memoryview) -> None:
        if len(raw) == blobs._ROOM:
            kept.append(start)
            told.wait()

    def tell() -> None:
        if kept:
            told.set()
            raise Stop

    with Pack(path) as pack, pytest.raises(Stop):
        verify.unharmed(pack, tell, keep)
    assert 1 <= len(kept) < 14


def test_a_blob_with_many_names_is_read_once(tmp_path: Path) -> None:
    made = forge()
    sound = b"ID3" + bytes(3 * MIB)
    for number in range(50):
        made.add(f"media/s{number}.mp3", sound, "audio/mpeg", "audio")
    path = made.write(tmp_path / "many.milpack")
    kept: list[tuple[int, int]] = []
    with Pack(path) as pack:
        verify.unharmed(pack, lambda: None, lambda at, raw: kept.append((at, len(raw))))
    leads = 4_096 * len(kept)  # each piece begins with a sector
    assert 0 <= sum(size for _, size in kept) - path.stat().st_size <= leads


def test_a_damaged_blob_is_told_by_each_of_its_names(tmp_path: Path) -> None:
    made = forge()
    for number in range(2):
        made.add(f"media/s{number}.mp3", b"ID3" + bytes(900), "audio/mpeg", "audio")
    path = stored(made, tmp_path / "twice.milpack")
    with Pack(path) as pack:
        entry = next(e for r, e in pack.parts() if r.path == "media/s0.mp3")
    data = bytearray(path.read_bytes())
    data[entry.data + 50] ^= 1
    path.write_bytes(data)
    hurt: list[str] = []
    with Pack(path) as pack:
        pack.hurt = hurt.append
        found = [*blobs.refusals(pack, pack.resources, lambda _done: None)]
    assert [one.code for one in found] == ["blob.hash"]
    assert sorted(hurt) == ["media/s0.mp3", "media/s1.mp3"]


def test_no_more_is_copied_than_was_there_when_it_was_opened(tmp_path: Path) -> None:
    path = forge().write(tmp_path / "river.milpack")
    size = path.stat().st_size
    kept = []
    with Pack(path) as pack:
        with path.open("ab") as file:
            file.write(bytes(5 * MIB))
        verify.unharmed(pack, lambda: None, lambda at, raw: kept.append(at + len(raw)))
    assert max(kept) == size
