"""Every kind of place gives the same bytes by the same names, and the same refusals.

A folder, a folder on a stick that turned letters into capitals, a zip (stored, packed, with a
folder around it), a site over HTTP. What a hostile zip may hold stands below.
"""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from milclicks.packs.travel.http import HttpSource
from milclicks.packs.travel.places import place
from milclicks.packs.travel.source import (
    FolderSource,
    Source,
    SourceFailed,
    SourceMissing,
    SourceTooLong,
)
from milclicks.packs.travel.zipped import FILES, SourceNotZip, ZipSource
from tests.support.loopback import Loopback

pytestmark = [pytest.mark.real_clock, pytest.mark.loopback]
BIG = bytes(range(256)) * 4000
CONTENT = {
    "metadata/timestamp.json": b"{}",
    "packs/a.one-1.milpack": BIG,
    "targets/app/x.tar.gz": b"app",
}


def _folder(root: Path, change: Callable[[str], str] = str) -> Path:
    for name, content in CONTENT.items():
        path = root / change(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def _zip(path: Path, method: int, inside: str = "", change: Callable[[str], str] = str) -> Path:
    with zipfile.ZipFile(path, "w", method) as made:
        for name, content in CONTENT.items():
            made.writestr(inside + change(name), content)
    return path


KINDS = ("folder", "capitals", "stored", "packed", "around", "zip capitals", "http")


@pytest.fixture(params=KINDS)
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Source]:
    """The same site as each kind of place."""
    kind, file = request.param, tmp_path / "site.zip"
    if kind == "http":
        server = Loopback(_folder(tmp_path / "site"), tmp_path / "log")
        made = HttpSource(server.address)
        yield made
        made.close()
        server.close()
        return
    match kind:
        case "folder":
            yield FolderSource(_folder(tmp_path / "site"))
            return
        case "capitals":
            yield FolderSource(_folder(tmp_path / "site", str.upper))
            return
        case "stored":
            _zip(file, zipfile.ZIP_STORED)
        case "packed":
            _zip(file, zipfile.ZIP_DEFLATED)
        case "around":
            _zip(file, zipfile.ZIP_STORED, "My sites/MILPACKS/")
        case "zip capitals":
            _zip(file, zipfile.ZIP_STORED, change=str.upper)
    zipped = place(str(file))
    assert isinstance(zipped, ZipSource)
    yield zipped
    zipped.close()
    assert zipped.read("metadata/timestamp.json", 10) == b"{}"  # opened again
    zipped.close()


def test_whole_files(source: Source) -> None:
    for name, content in CONTENT.items():
        assert source.read(name, len(content)) == content
    with pytest.raises(SourceTooLong):
        source.read("packs/a.one-1.milpack", len(BIG) - 1)


@pytest.mark.parametrize(("start", "end"), [(0, None), (0, 10), (7, 300_000), (999_999, None)])
def test_a_range_begins_where_it_says(source: Source, start: int, end: int | None) -> None:
    with source.open("packs/a.one-1.milpack", start, end) as reading:
        data = b"".join(reading)
        assert reading.start in (start, 0) and reading.total == len(BIG)
        meant = BIG[reading.start : end if reading.start == start else None]
    assert data == meant


def test_another_file_than_that_of_the_tag_comes_from_its_beginning(source: Source) -> None:
    with source.open("packs/a.one-1.milpack") as reading:
        tag = reading.tag
        assert tag and b"".join(reading) == BIG
    with source.open("packs/a.one-1.milpack", 5, None, tag) as reading:
        assert b"".join(reading) == BIG[reading.start :]
    with source.open("packs/a.one-1.milpack", 5, None, '"another"') as reading:
        assert reading.start == 0 and b"".join(reading) == BIG


def test_what_is_not_there_and_what_nobody_may_ask(source: Source) -> None:
    with pytest.raises(SourceMissing):
        source.read("metadata/1.root.json", 10)
    with pytest.raises(SourceMissing):
        source.open("packs/none.milpack")
    for path in ("../x", "/etc/passwd", "metadata/../../x", "A", ""):
        with pytest.raises(SourceMissing):
            source.read(path, 10)


# -- hostile zips ---------------------------------------------------------------------------------


def _refused(path: Path, name: str = "metadata/timestamp.json") -> None:
    source = place(str(path))
    with pytest.raises(SourceNotZip) as refused:
        source.read(name, 10)
    assert isinstance(refused.value, SourceFailed) and refused.value.remedy is not None
    assert isinstance(source, ZipSource)
    source.close()


@pytest.mark.parametrize("data", [b"", b"PK\5\6", b"Dear teacher" * 9, b"PK\3\4" + b"\0" * 99])
def test_what_is_no_zip(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "site.zip"
    file.write_bytes(data)
    _refused(file)


def test_a_directory_without_end_is_not_read(tmp_path: Path) -> None:
    file = _zip(tmp_path / "site.zip", zipfile.ZIP_STORED)
    data = bytearray(file.read_bytes())
    struct.pack_into("<2H", data, len(data) - 14, FILES + 1, FILES + 1)
    file.write_bytes(data)
    _refused(file)
    struct.pack_into("<2HL", data, len(data) - 14, 3, 3, 1 << 31)
    file.write_bytes(data)
    _refused(file)


def test_links_passwords_and_strange_packings(tmp_path: Path) -> None:
    file = tmp_path / "site.zip"
    link = zipfile.ZipInfo("metadata/timestamp.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(link, b"/etc/passwd")
    _refused(file)
    _refused(_zip(tmp_path / "bz.zip", zipfile.ZIP_BZIP2))
    closed = _zip(tmp_path / "closed.zip", zipfile.ZIP_STORED)
    data = bytearray(closed.read_bytes())
    at = data.index(b"PK\1\2")
    data[at + 8] |= 1
    closed.write_bytes(data)
    _refused(closed)


def test_of_two_files_with_one_name_neither_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "site.zip"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("metadata/timestamp.json", b"{}")
        made.writestr("metadata/1.root.json", b"one")
        made.writestr("metadata/1.ROOT.json", b"two")
    source = ZipSource(file)
    with pytest.raises(SourceMissing):
        source.read("metadata/1.root.json", 10)
    source.close()


def test_bytes_that_are_not_what_the_zip_says_are_a_sentence(tmp_path: Path) -> None:
    file = _zip(tmp_path / "site.zip", zipfile.ZIP_DEFLATED)
    data = bytearray(file.read_bytes())
    at = data.index(b"a.one-1.milpack") + 40
    data[at : at + 8] = b"\xff" * 8
    file.write_bytes(data)
    source = ZipSource(file)
    with pytest.raises(SourceFailed):
        source.read("packs/a.one-1.milpack", len(BIG))
    source.close()


def test_a_zip_that_claims_less_than_it_holds_gives_no_more(tmp_path: Path) -> None:
    file = _zip(tmp_path / "site.zip", zipfile.ZIP_DEFLATED)
    data = bytearray(file.read_bytes())
    at = data.index(b"packs/a.one", data.index(b"PK\1\2")) - 46
    struct.pack_into("<L", data, at + 24, 100)
    file.write_bytes(data)
    source = ZipSource(file)
    with pytest.raises(SourceFailed):
        source.read("packs/a.one-1.milpack", len(BIG))
    source.close()
