"""Rows 1 to 18 of the fault table: what can be wrong with the file as such.

Each fixture is a valid pack with one thing broken; the same pack without the fault is installed by
the control. A refusal leaves every file of the data folder as it was.
"""

from __future__ import annotations

import hashlib
import os
import random
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from milclicks.packs import strict_json
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.verify import verify
from tests.fixtures.packs.forge import End, Forge, Raw, bent, forge, state, tiny, zipped


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library with an older version of the river pack in it."""
    old = forge(version=2).write(tmp_path / "old.milpack")
    with Library.open(tmp_path / "home") as opened:
        opened.install(old)
        yield opened


def refused(library: Library, tmp_path: Path, data: bytes, code: str) -> None:
    """Installing `data` is refused with `code`, a sentence and a remedy; nothing has changed."""
    path = tmp_path / "new.milpack"
    path.write_bytes(data)
    home = tmp_path / "home"
    before = state(home)
    with pytest.raises(PackRefused) as caught:
        library.install(path)
    assert caught.value.code == code, caught.value.detail
    assert caught.value.sentence.text.endswith((".", "!"))
    assert caught.value.remedy is not None
    assert state(home) == before
    assert not list(home.rglob("*.part"))
    assert [one.version for one in library.packs()] == [2]


def test_control_the_pack_without_a_fault_is_installed(library: Library, tmp_path: Path) -> None:
    info = library.install(forge(version=3).write(tmp_path / "new.milpack"))
    assert (info.id, info.version, info.usable) == ("test.river", 3, True)
    assert [card.title for card in library.lessons("en")] == [
        "A rumour at school",
        "The village well",
    ]


def test_control_the_forge_writes_what_the_builder_writes(tmp_path: Path) -> None:
    with Pack(forge().write(tmp_path / "x.milpack")) as pack:
        verify(pack)
        assert pack.raw == strict_json.decode(
            forge().manifest_bytes(), depth=8, place="manifest.json"
        )


@pytest.mark.parametrize(
    "name", [b"../../x", b"/etc/x", rb"C:\x", rb"\\server\share", rb"b\x", b"x"]
)
def test_fault_01_entry_name_that_leaves_its_place(
    library: Library, tmp_path: Path, name: bytes
) -> None:
    entries = [*forge().entries(), Raw(name, b"x")]
    refused(library, tmp_path, zipped(entries), "zip.name")


def test_fault_02_mode_bits_of_a_link_on_an_entry_that_is_not_listed(
    library: Library, tmp_path: Path
) -> None:
    link = Raw(b"b/" + b"0" * 64, b"/etc/passwd", made_by=0x0314, outer=0o120777 << 16)
    refused(library, tmp_path, zipped([*forge().entries(), link]), "blob.extra")


def test_fault_02_mode_bits_on_a_listed_entry_are_ignored(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "new.milpack"
    entries = bent(forge().entries(), 2, made_by=0x0314, outer=0o120777 << 16)
    path.write_bytes(zipped(entries))
    assert library.install(path).version == 3


def test_fault_03_the_same_entry_twice(library: Library, tmp_path: Path) -> None:
    entries = forge().entries()
    refused(library, tmp_path, zipped([*entries, entries[-1]]), "zip.duplicate")


def test_fault_04_two_manifests(library: Library, tmp_path: Path) -> None:
    entries = forge().entries()
    refused(library, tmp_path, zipped([*entries[:2], entries[1], *entries[2:]]), "zip.duplicate")


@pytest.mark.parametrize("place", [1, 3])
def test_fault_04_two_headers_of_one_entry_differ(
    library: Library, tmp_path: Path, place: int
) -> None:
    entries = forge().entries()
    entries = bent(entries, place, local_name=entries[place].name[:-1] + b"!")
    refused(library, tmp_path, zipped(entries), "zip.header")


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (End(prefix=b"MZ\x90\0" + b"\0" * 60), "zip.prefix"),
        (End(suffix=b"%PDF-1.7 trailing"), "zip.suffix"),
        (End(comment=b"hello"), "zip.comment"),
    ],
    ids=["before", "after", "comment"],
)
def test_fault_05_something_around_the_pack(
    library: Library, tmp_path: Path, end: End, code: str
) -> None:
    refused(library, tmp_path, zipped(forge().entries(), end), code)


_ZIP64 = b"PK\6\7" + b"\0" * 16


@pytest.mark.parametrize(
    ("fields", "end", "code"),
    [
        ({}, End(before=_ZIP64), "zip.zip64"),
        ({}, End(disk=1), "zip.multidisk"),
        ({"disk": 1}, End(), "zip.multidisk"),
        ({"flags": 1}, End(), "zip.encrypted"),
        ({"flags": 8}, End(), "zip.descriptor"),
        ({"extra_central": b"\x01\0\0\0"}, End(), "zip.extra"),
        ({"extra_local": b"\x01\0\0\0"}, End(), "zip.gap"),
        ({"comment": b"x"}, End(), "zip.comment"),
        ({"stamp": (0, 0x5A21)}, End(), "zip.date"),
        ({"stamp": (1, 0x0021)}, End(), "zip.date"),
        ({"flags": 0x0800}, End(), "zip.header"),
        ({"needs": 45}, End(), "zip.header"),
        ({"method": 0, "size": 7}, End(), "zip.header"),
    ],
)
def test_fault_06_parts_of_zip_that_a_pack_never_has(
    library: Library, tmp_path: Path, fields: dict[str, Any], end: End, code: str
) -> None:
    refused(library, tmp_path, zipped(bent(forge().entries(), 2, **fields), end), code)


@pytest.mark.parametrize("method", [1, 9, 12, 14, 93, 98])
def test_fault_07_another_way_of_packing(library: Library, tmp_path: Path, method: int) -> None:
    refused(library, tmp_path, zipped(bent(forge().entries(), 2, method=method)), "zip.method")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"start": 0}, "zip.overlap"),
        ({"before": b"gap"}, "zip.gap"),
        ({"after": b"gap"}, "zip.gap"),
    ],
)
def test_fault_08_overlaps_and_gaps(
    library: Library, tmp_path: Path, fields: dict[str, Any], code: str
) -> None:
    refused(library, tmp_path, zipped(bent(forge().entries(), 4, **fields)), code)


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


def _memory_of(library: Library, tmp_path: Path, data: bytes, code: str) -> int:
    tracemalloc.start()
    try:
        refused(library, tmp_path, data, code)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_fault_09_a_bomb_that_says_its_size(library: Library, tmp_path: Path) -> None:
    data = _with_bomb(300 << 20, 300 << 20)
    assert _memory_of(library, tmp_path, data, "blob.limit") < 5_000_000 + len(data)


def test_fault_10_a_bomb_that_lies_about_its_size(library: Library, tmp_path: Path) -> None:
    data = _with_bomb(64 << 20, 1000)
    assert _memory_of(library, tmp_path, data, "blob.bomb") < 5_000_000 + len(data)


@pytest.mark.parametrize("count", [20_001, 65_535])
def test_fault_11_more_entries_than_a_pack_has(
    library: Library, tmp_path: Path, count: int
) -> None:
    data = zipped(forge().entries(), End(count=count))
    refused(library, tmp_path, data, "zip.too_many")


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (End(length=0), "zip.directory"),
        (End(length=10_000_000), "zip.directory"),
        (End(start=0), "zip.directory"),
        (End(start=0x7FFFFFFF), "zip.directory"),
        (End(start=0xFFFFFFFF), "zip.zip64"),
        (End(count=1), "zip.directory"),
        (End(count=2000), "zip.directory"),
        (End(count=0), "zip.directory"),
    ],
)
def test_fault_12_a_directory_that_lies(
    library: Library, tmp_path: Path, end: End, code: str
) -> None:
    refused(library, tmp_path, zipped(forge().entries(), end), code)


@pytest.mark.parametrize("start", [0x7FFFFFFF, 0xFFFFFFFE, 1])
def test_fault_12_an_entry_that_lies_about_its_place(
    library: Library, tmp_path: Path, start: int
) -> None:
    code = "zip.overlap" if start == 1 else "zip.gap"
    refused(library, tmp_path, zipped(bent(forge().entries(), 3, start=start)), code)


def _outcome(path: Path) -> str:
    """The code of the refusal, or nothing; any other exception fails the test."""
    try:
        with Pack(path) as pack:
            verify(pack)
    except PackRefused as error:
        return error.code
    return ""


def test_fault_13_cut_short_at_a_thousand_points(tmp_path: Path) -> None:
    data = forge().bytes()
    path = tmp_path / "cut.milpack"
    dice = random.Random(13)
    for _ in range(1000):
        path.write_bytes(data[: dice.randrange(len(data))])
        assert _outcome(path) in {"file.empty", "file.not_pack", "zip.truncated", "zip.suffix"}


def test_fault_13_cut_short_is_refused_by_the_library(library: Library, tmp_path: Path) -> None:
    data = forge().bytes()
    refused(library, tmp_path, data[: len(data) // 2], "zip.truncated")


def test_fault_14_ten_thousand_flipped_bytes(tmp_path: Path) -> None:
    made = tiny()
    data = made.bytes()
    path = tmp_path / "flip.milpack"
    dice = random.Random(14)
    refusals = 0
    for _ in range(10_000):
        place = dice.randrange(len(data))
        flipped = data[place] ^ (1 << dice.randrange(8))
        path.write_bytes(data[:place] + bytes([flipped]) + data[place + 1 :])
        if _outcome(path):
            refusals += 1
        else:
            with Pack(path) as pack:
                held = {one.path: pack.blob(one) for one in pack.resources}
                assert held == made.files
    assert refusals > 9_000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"Dear teacher, the pack is attached.\n" * 40, "file.not_pack"),
        (b"<!DOCTYPE html><html><body>Please sign in to Wi-Fi</body></html>", "file.login_page"),
        (b"\xef\xbb\xbf \r\n<HTML><HEAD><TITLE>Login</TITLE>", "file.login_page"),
        (b"\0" * 5000, "file.not_pack"),
    ],
    ids=["empty", "text", "login page", "login page with mark", "zeros"],
)
def test_fault_15_something_else_named_pack(
    library: Library, tmp_path: Path, data: bytes, code: str
) -> None:
    refused(library, tmp_path, data, code)


@pytest.mark.parametrize("name", ["river.milpack.zip", "river (1).milpack", "RIVER~1.MIL", "river"])
def test_fault_16_another_name_is_accepted_by_content(
    library: Library, tmp_path: Path, name: str
) -> None:
    assert library.install(forge().write(tmp_path / name)).version == 3


def test_fault_17_larger_than_two_gigabytes(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "new.milpack"
    before = state(tmp_path / "home")
    path.write_bytes(forge().bytes())
    os.truncate(path, 2**31)
    with pytest.raises(PackRefused) as caught:
        library.install(path)
    assert caught.value.code == "file.too_big"
    assert "split" in str(caught.value.remedy)
    assert state(tmp_path / "home") == before


def _swapped(made: Forge) -> bytes:
    """A pack in which one blob is another text of the same length under the old name."""
    entries = made.entries()
    place = max(range(2, len(entries)), key=lambda n: len(entries[n].content))
    changed = bytes(reversed(entries[place].content))
    return zipped(bent(entries, place, content=changed))


def test_fault_18_a_blob_that_is_not_its_hash(library: Library, tmp_path: Path) -> None:
    refused(library, tmp_path, _swapped(forge()), "blob.hash")
