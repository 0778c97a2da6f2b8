"""Rows 1 to 8 and 12 to 18 of the fault table: what can be wrong with the file as such.

Each fixture is a valid pack with one thing broken; a check and an install both refuse it, and the
same pack without the fault comes in through both afterwards (`tests/support/refusing.py`).
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from milclicks.packs import strict_json
from milclicks.packs.check import check
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.verify import verify
from tests.fixtures.packs.forge import End, Forge, Raw, bent, forge, tiny, zipped
from tests.support.refusing import (
    accepted,
    accepted_by,
    hashes,
    noted,
    plain,
    refused,
    row,
    unchanged,
    within,
)

PARTS = "zip.zip64 zip.multidisk zip.encrypted zip.descriptor zip.extra zip.date"
FLIPPED = (
    "zip.header zip.name blob.bomb blob.missing blob.size zip.directory zip.gap zip.multidisk "
    "zip.date zip.overlap zip.comment zip.extra zip.method zip.prefix zip.truncated zip.descriptor "
    "zip.encrypted manifest.too_big file.not_pack blob.hash blob.hash"
)


def test_control_the_pack_without_a_fault_is_installed(library: Library) -> None:
    info = accepted(library, forge(version=3))
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
@row(1, "zip.name")
def test_fault_01_entry_name_that_leaves_its_place(library: Library, name: bytes) -> None:
    entries = [*forge().entries(), Raw(name, b"x")]
    refused(library, zipped(entries), "zip.name")


STRANGE = {
    "link": 0o120777 << 16,
    "block device": 0o060660 << 16,
    "character device": 0o020666 << 16,
    "pipe": 0o010644 << 16,
    "socket": 0o140755 << 16,
    "folder": 0o040755 << 16,
    "folder of Windows": 0x10,
    "link of Windows": 0x400,
}
PLAIN = {"setuid program": 0o104755 << 16, "read only": 0o100444 << 16, "no kind": 0o777 << 16}


@pytest.mark.parametrize("made_by", [0x0314, 0x0014])
@pytest.mark.parametrize("outer", STRANGE.values(), ids=STRANGE)
@row(2, also="zip.header")
def test_fault_02_mode_bits_of_a_link_or_device_on_any_entry(
    library: Library, outer: int, made_by: int
) -> None:
    """We ignore them, but `unzip`, which a teacher may use, makes what they say."""
    link = Raw(b"b/" + b"0" * 64, b"/etc/passwd", made_by=made_by, outer=outer)
    refused(library, zipped([*forge().entries(), link]), "zip.header")
    entries = bent(forge().entries(), 2, made_by=made_by, outer=outer)
    refused(library, zipped(entries), "zip.header")


@pytest.mark.parametrize("outer", PLAIN.values(), ids=PLAIN)
@row(2, also="blob.extra")
def test_fault_02_rights_on_an_entry_that_is_not_listed(library: Library, outer: int) -> None:
    more = Raw(b"b/" + b"0" * 64, b"/etc/passwd", made_by=0x0314, outer=outer)
    refused(library, zipped([*forge().entries(), more]), "blob.extra")


@pytest.mark.parametrize("outer", PLAIN.values(), ids=PLAIN)
@row(2)
def test_fault_02_rights_on_a_listed_entry_are_ignored(library: Library, outer: int) -> None:
    entries = bent(forge().entries(), 2, made_by=0x0314, outer=outer)
    info = accepted(library, zipped(entries))
    assert info.version == 3 and info.path.is_file() and not info.path.is_symlink()
    assert not info.path.stat().st_mode & 0o6111


@row(3, "zip.duplicate")
def test_fault_03_the_same_entry_twice(library: Library) -> None:
    entries = forge().entries()
    refused(library, zipped([*entries, entries[-1]]), "zip.duplicate")


@row(4, also="zip.duplicate")
def test_fault_04_two_manifests(library: Library) -> None:
    entries = forge().entries()
    refused(library, zipped([*entries[:2], entries[1], *entries[2:]]), "zip.duplicate")


@pytest.mark.parametrize("place", [1, 3])
@row(4, "zip.header")
def test_fault_04_two_headers_of_one_entry_differ(library: Library, place: int) -> None:
    entries = forge().entries()
    entries = bent(entries, place, local_name=entries[place].name[:-1] + b"!")
    refused(library, zipped(entries), "zip.header")


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (End(prefix=b"MZ\x90\0" + b"\0" * 60), "zip.prefix"),
        (End(suffix=b"%PDF-1.7 trailing"), "zip.suffix"),
        (End(comment=b"hello"), "zip.comment"),
    ],
    ids=["before", "after", "comment"],
)
@row(5, "zip.prefix zip.suffix zip.comment")
def test_fault_05_something_around_the_pack(library: Library, end: End, code: str) -> None:
    refused(library, zipped(forge().entries(), end), code)


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
@row(6, PARTS, also="zip.gap zip.comment zip.header")
def test_fault_06_parts_of_zip_that_a_pack_never_has(
    library: Library, fields: dict[str, Any], end: End, code: str
) -> None:
    refused(library, zipped(bent(forge().entries(), 2, **fields), end), code)


@pytest.mark.parametrize("method", [1, 9, 12, 14, 93, 98])
@row(7, "zip.method")
def test_fault_07_another_way_of_packing(library: Library, method: int) -> None:
    refused(library, zipped(bent(forge().entries(), 2, method=method)), "zip.method")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"start": 0}, "zip.overlap"),
        ({"before": b"gap"}, "zip.gap"),
        ({"after": b"gap"}, "zip.gap"),
    ],
)
@row(8, "zip.overlap zip.gap")
def test_fault_08_overlaps_and_gaps(library: Library, fields: dict[str, Any], code: str) -> None:
    refused(library, zipped(bent(forge().entries(), 4, **fields)), code)


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
@row(12, "zip.directory", also="zip.zip64")
def test_fault_12_a_directory_that_lies(library: Library, end: End, code: str) -> None:
    refused(library, zipped(forge().entries(), end), code)


@pytest.mark.parametrize("start", [0x7FFFFFFF, 0xFFFFFFFE, 1])
@row(12, also="zip.overlap zip.gap")
def test_fault_12_an_entry_that_lies_about_its_place(library: Library, start: int) -> None:
    code = "zip.overlap" if start == 1 else "zip.gap"
    refused(library, zipped(bent(forge().entries(), 3, start=start)), code)


CUT = "file.empty file.not_pack zip.suffix"


@row(13, "zip.truncated", also=CUT)
def test_fault_13_cut_short_at_a_thousand_points(library: Library, tmp_path: Path) -> None:
    """Through check and install at each point; nothing but a refusal comes out of either."""
    data, path = forge().bytes(), tmp_path / "cut.milpack"
    dice = random.Random(13)
    met: Counter[str] = Counter()
    with unchanged(tmp_path / "home"):
        for place in [0, 1, len(data) - 1, *(dice.randrange(len(data)) for _ in range(1000))]:
            path.write_bytes(data[:place])
            code = met_by_both(library, path)
            assert code in ("zip.truncated", *CUT.split()), (place, code)
            met[code] += 1
    assert met["zip.truncated"] > 900
    accepted(library, data)


def met_by_both(library: Library, path: Path) -> str:
    """The code by which check and install both refuse a file, or nothing; noted for the row."""
    with within(10):
        found = [one.code for one in check(path) if one.severity == "error"]
        try:
            library.install(path)
        except PackRefused as error:
            assert error.code in found, (error.code, found)
            plain(error.sentence, error.remedy)
            noted("check", error.code)
            noted("install", error.code)
            return error.code
    assert found == []
    return ""


@row(13, "zip.truncated")
def test_fault_13_cut_short_in_the_middle(library: Library) -> None:
    data = forge().bytes()
    refused(library, data[: len(data) // 2], "zip.truncated")


@row(14, "zip.data", also=FLIPPED, doors="check")
def test_fault_14_ten_thousand_flipped_bytes(tmp_path: Path) -> None:
    """A check of each; none may crash, or hang: the guard is generous, the cases take 2 ms."""
    made = tiny()
    data = made.bytes()
    path = tmp_path / "flip.milpack"
    dice = random.Random(14)
    refusals = 0
    for _ in range(10_000):
        place = dice.randrange(len(data))
        flipped = data[place] ^ (1 << dice.randrange(8))
        path.write_bytes(data[:place] + bytes([flipped]) + data[place + 1 :])
        with within(10):
            found = [one.code for one in check(path) if one.severity == "error"]
        if found:
            refusals += 1
            noted("check", found[0])
        else:
            accepted_by("check", path)
            with Pack(path) as pack:
                held = {one.path: pack.blob(one) for one in pack.resources}
                assert held == made.files
    assert refusals > 9_000


@row(14, "zip.data", also=FLIPPED)
def test_fault_14_flipped_bytes_are_refused_by_check_and_install_alike(tmp_path: Path) -> None:
    data, path = tiny(2).bytes(), tmp_path / "flip.milpack"
    dice = random.Random(41)
    with Library.open(tmp_path / "home") as library:
        library.install(tiny(1).write(tmp_path / "old.milpack"))
        home = tmp_path / "home"
        for _ in range(400):
            place = dice.randrange(len(data))
            flipped = data[place] ^ (1 << dice.randrange(8))
            path.write_bytes(data[:place] + bytes([flipped]) + data[place + 1 :])
            before = hashes(home)
            if met_by_both(library, path):
                assert hashes(home) == before
            elif library.packs()[0].version == 2:
                library.remove("test.tiny")
        accepted(library, tiny(3))


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
@row(15, "file.empty file.not_pack file.login_page")
def test_fault_15_something_else_named_pack(library: Library, data: bytes, code: str) -> None:
    refused(library, data, code)


@pytest.mark.parametrize("name", ["river.milpack.zip", "river (1).milpack", "RIVER~1.MIL", "river"])
@row(16)
def test_fault_16_another_name_is_accepted_by_content(
    library: Library, tmp_path: Path, name: str
) -> None:
    assert accepted(library, forge().write(tmp_path / name)).version == 3


@row(17, "file.too_big")
def test_fault_17_larger_than_two_gigabytes(library: Library, tmp_path: Path) -> None:
    path = forge().write(tmp_path / "new.milpack")
    os.truncate(path, 2**31)
    error = refused(library, path, "file.too_big")
    assert "split" in str(error.remedy)


def _swapped(made: Forge) -> bytes:
    """A pack in which one blob is another text of the same length under the old name."""
    entries = made.entries()
    place = max(range(2, len(entries)), key=lambda n: len(entries[n].content))
    changed = bytes(reversed(entries[place].content))
    return zipped(bent(entries, place, content=changed))


@row(18, "blob.hash")
def test_fault_18_a_blob_that_is_not_its_hash(library: Library) -> None:
    refused(library, _swapped(forge()), "blob.hash")
