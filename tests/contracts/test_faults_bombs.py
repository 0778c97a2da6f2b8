"""Rows 8 to 11 of the fault table: bombs, and directories without end, by the work that they cost.

Nothing of a bomb is inflated that its limit or its declared size forbids, and no directory is read
that has too many lines; counted in bytes, and once by the memory of a process of its own.
"""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

import milclicks
from milclicks.packs import limits, strict_json
from milclicks.packs.library import Library
from milclicks.packs.travel.entries import CONTENTS, examine
from milclicks.packs.travel.part import Expected
from tests.fixtures.packs.forge import Forge, Raw, forge, zipped
from tests.support.refusing import accepted, accepted_by, data_of, noted, refused, row

ROOT = Path(__file__).resolve().parents[2]
CODE = Path(milclicks.__file__).resolve().parents[1]
_ZIP64 = b"PK\6\7" + b"\0" * 16


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with an older version of the river pack in it."""
    old = forge(version=2).write(tmp_path / "old.milpack")
    with Library.open(tmp_path / "home") as opened:
        opened.install(old)
        yield opened


class Inflated:
    """Stands for zlib in the reader of packs and counts what it inflates."""

    def __init__(self) -> None:
        self.bytes = self.most = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(zlib, name)

    def decompressobj(self, *args: Any) -> Any:
        """One that tells how much it gave."""
        real, count, mine = zlib.decompressobj(*args), self, 0

        class Counting:
            def __getattr__(self, name: str) -> Any:
                return getattr(real, name)

            def decompress(self, *args: Any) -> bytes:
                nonlocal mine
                made = real.decompress(*args)
                mine += len(made)
                count.bytes += len(made)
                count.most = max(count.most, mine)
                return made

        return Counting()


@pytest.fixture
def inflated(monkeypatch: pytest.MonkeyPatch) -> Inflated:
    """What the reader of packs inflates in this test."""
    counting = Inflated()
    monkeypatch.setattr("milclicks.packs.format.zlib", counting)
    return counting


def test_control_inflating_is_counted(library: Library, inflated: Inflated) -> None:
    accepted(library, forge(version=3))
    assert inflated.bytes > inflated.most > 1000


@row(8, "zip.overlap")
def test_fault_08_overlapping_bombs_are_refused_before_anything_is_inflated(
    library: Library, inflated: Inflated
) -> None:
    """Two hundred entries that all lie in the same packed bytes: Fifield's way to a huge bomb."""
    made = forge().entries()
    packed, _, crc = _bomb(8 << 20)
    start = sum(30 + len(one.name) + len(one.packed) for one in made)
    same = {"method": 8, "size": 8 << 20, "crc": crc, "packed_as": packed, "start": start}
    bombs = [Raw(b"b/" + b"%064x" % number, b"", **same) for number in range(200)]
    refused(library, zipped([*made, *bombs]), "zip.overlap")
    assert inflated.bytes == 0


def _bomb(size: int) -> tuple[bytes, bytes, int]:
    """(deflated zeros, their sha256, their crc) of `size` zeros, made without holding them."""
    squeezer, digest, crc = zlib.compressobj(1, zlib.DEFLATED, -15), hashlib.sha256(), 0
    piece, parts = b"\0" * (1 << 20), []
    for _ in range(size >> 20):
        parts.append(squeezer.compress(piece))
        digest.update(piece)
        crc = zlib.crc32(piece, crc)
    return b"".join([*parts, squeezer.flush()]), digest.hexdigest().encode(), crc


def _with_bomb(size: int, declared: int, claimed: bytes | None = None) -> bytes:
    """A pack with one blob that inflates to `size` and says `declared`."""
    squeezed, digest, crc = _bomb(size)
    digest = claimed or digest
    made = forge()
    made.add("media/bomb.json", b"", "application/json", "bomb")
    line = made.line("media/bomb.json")
    manifest = made.manifest_bytes()
    line["hash"], line["bytes"] = digest.decode(), declared
    manifest = strict_json.encode(made.manifest)
    del made.files["media/bomb.json"]
    bomb = Raw(b"b/" + digest, b"", method=8, size=declared, crc=crc, packed_as=squeezed)
    return zipped([*made.entries(manifest), bomb])


@row(9, "blob.limit")
def test_fault_09_a_bomb_that_says_its_size(library: Library, inflated: Inflated) -> None:
    data = _with_bomb(300 << 20, 300 << 20)
    honest = sum(len(one.content) for one in forge().entries())
    refused(library, data, "blob.limit")
    assert inflated.bytes < 4 * honest + 100_000, "nothing of the bomb"


def _carrying(count: int, size: int, method: int = 8) -> bytes:
    """The river pack with so many entries of a catalogue's metadata, of so many zeros each."""
    more = [Raw(b"tuf/%d.root.json" % n, bytes(size), method) for n in range(1, count + 1)]
    return zipped([*forge().entries(), *more])


MIB = 1 << 20
METADATA = {
    "much in all": (limits.CARRIED_BYTES // (2 * MIB) + 1, 2 * MIB, 8, "blob.limit"),
    "much that is stored": (limits.CARRIED_BYTES // (2 * MIB) + 1, 2 * MIB, 0, "blob.limit"),
    "much in one": (1, limits.RESERVED_BYTES + 1, 8, "blob.limit"),
    "many": (limits.CARRIED + 1, 0, 8, "zip.too_many"),
}


@pytest.mark.parametrize("case", METADATA)
@row(9, also="blob.limit zip.too_many")
def test_fault_09_metadata_of_a_catalogue_without_bounds(
    library: Library, inflated: Inflated, case: str
) -> None:
    """Nobody signs what a pack carries of a catalogue, so anybody can add to it."""
    count, size, method, code = METADATA[case]
    honest = sum(len(one.content) for one in forge().entries())
    least = _carrying(count - 1, size, method) if count > 1 else _carrying(1, size - 1)
    refused(library, _carrying(count, size, method), code, twin=least)
    assert inflated.bytes < 4 * honest + 100_000, "nothing of the metadata"


def _expected(made: Forge, data: bytes) -> Expected:
    digest = hashlib.sha256(made.manifest_bytes()).hexdigest()
    return Expected(id="test.river", version=3, bytes=len(data), manifest=digest, file="packs/a")


def test_a_blob_that_no_manifest_names_is_not_inflated_while_a_pack_comes(
    tmp_path: Path, inflated: Inflated
) -> None:
    """What comes over a line is looked at entry by entry, by its own name: this one's is right."""
    made, zeros = forge(), bytes(64 << 20)
    bomb = Raw(b"b/" + hashlib.sha256(zeros).hexdigest().encode(), zeros, 8)
    data = zipped([*made.entries(), bomb])
    path = tmp_path / "a.milpack"
    path.write_bytes(data)
    (bad,) = examine(path, _expected(made, data))
    assert (bad.name, bad.span[1]) == (CONTENTS, len(data))
    assert inflated.bytes < 1 << 20
    good = made.bytes()
    path.write_bytes(good)
    assert examine(path, _expected(made, good)) == []


@pytest.mark.parametrize("other", [{"id": "test.other"}, {"version": 7}], ids=["id", "version"])
def test_a_whole_file_of_another_name_is_not_what_was_asked_for(
    tmp_path: Path, other: dict[str, Any]
) -> None:
    """Also one that lay here from before, of which nothing came anew."""
    made = forge()
    path = made.write(tmp_path / "a.milpack")
    expected = _expected(made, made.bytes())
    (bad,) = examine(path, replace(expected, **other))
    assert bad.name == "manifest.json"
    assert examine(path, expected) == []


@row(10, "blob.bomb")
def test_fault_10_a_bomb_that_lies_about_its_size(library: Library, inflated: Inflated) -> None:
    data = _with_bomb(64 << 20, 1000)
    honest = sum(len(one.content) for one in forge().entries())
    refused(library, data, "blob.bomb")
    assert inflated.most <= honest and inflated.bytes < 6 * honest + 100_000


CHILD = """
import sys
from pathlib import Path
from milclicks.packs.check import check
from milclicks.packs.library import Library
from milclicks.packs.refusals import PackRefused
from tests.support.refusing import hashes
from tests.support.unsigned import let_in

def status(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(one for one in lines if one.startswith(name)).split()[1])

let_in()
home, good, bad, code = sys.argv[1:]
with Library.open(Path(home)) as library:
    check(Path(good))
    library.install(Path(good))
    Path("/proc/self/clear_refs").write_text("5")
    before = status("VmRSS")
    held = hashes(Path(home))
    assert [one.code for one in check(Path(bad))] == [code]
    try:
        library.install(Path(bad))
    except PackRefused as error:
        assert error.code == code
    else:
        raise AssertionError
    assert hashes(Path(home)) == held
    print(status("VmHWM") - before)
"""


@pytest.mark.parametrize(
    ("size", "declared", "code"),
    [(300 << 20, 300 << 20, "blob.limit"), (300 << 20, 1000, "blob.bomb")],
    ids=["honest", "lying"],
)
@row(10, "blob.bomb", also="blob.limit")
def test_fault_10_a_bomb_costs_the_process_less_than_five_megabytes(
    tmp_path: Path, size: int, declared: int, code: str
) -> None:
    """The resident memory of a process of its own, after the same work with a good pack."""
    if not Path("/proc/self/clear_refs").exists():
        pytest.skip("NOT TRIED: this system does not tell a process its highest memory")
    good = forge(version=2).write(tmp_path / "good.milpack")
    bad = tmp_path / "bad.milpack"
    bad.write_bytes(_with_bomb(size, declared))
    done = subprocess.run(
        [sys.executable, "-c", CHILD, tmp_path / "home", good, bad, code],
        env={**os.environ, "PYTHONPATH": f"{CODE}{os.pathsep}{ROOT}"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert int(done.stdout) < 5_000, "kB more than before"
    for door in ("check", "install"):  # the child saw both
        noted(door, code)
        accepted_by(door, good)


@pytest.mark.parametrize("count", [20_001, 65_535])
@row(11, "zip.too_many")
def test_fault_11_more_entries_than_a_pack_has(library: Library, count: int) -> None:
    """A directory of that many lines is there; its megabytes are not read."""
    data = _with_directory(count)
    tracemalloc.start()
    try:
        refused(library, library_file(library, data), "zip.too_many")
        assert tracemalloc.get_traced_memory()[1] < len(data) // 2
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(("zip64", "code"), [(False, "zip.directory"), (True, "zip.zip64")])
@row(11, also="zip.directory zip.zip64")
def test_fault_11_a_million_entries(library: Library, zip64: bool, code: str) -> None:
    """So many cannot be said without zip64; what is left of the number does not fit its lines."""
    data = _with_directory(1_000_000, _ZIP64 if zip64 else b"")
    path = library_file(library, data)
    del data
    tracemalloc.start()
    try:
        refused(library, path, code)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000, "of a directory of 46 MB"
    finally:
        tracemalloc.stop()


def library_file(library: Library, data: bytes) -> Path:
    """The file, so that its bytes are counted neither when it is written nor when it is hashed."""
    path = data_of(library).parent / "many.milpack"
    path.write_bytes(data)
    return path


def _with_directory(count: int, before: bytes = b"") -> bytes:
    """A pack with a directory of `count` lines, all like that of its last entry."""
    entries = forge().entries()
    whole = zipped(entries)
    start = int.from_bytes(whole[-6:-2], "little")
    line = whole[-22 - 46 - len(entries[-1].name) : -22]
    lines = line * count
    last = struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, count & 0xFFFF, count & 0xFFFF, len(lines), start, 0
    )
    return whole[:start] + lines + before + last
