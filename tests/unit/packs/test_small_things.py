"""Small edges that the larger tests step over: an exact limit, a first word, a value left out."""

from __future__ import annotations

import io
import shutil
import struct
from pathlib import Path

import pytest

from milclicks.core.errors import DiskFull
from milclicks.packs import check_texts, media
from milclicks.packs.contents import manifest_of
from milclicks.packs.diagnosis import no_directory
from milclicks.packs.disk import Disk
from milclicks.packs.folder import PackFolder
from milclicks.packs.index import Index
from milclicks.packs.pack import Pack
from milclicks.packs.passages import snippet
from milclicks.packs.po import Catalogue
from milclicks.packs.records import record_of
from milclicks.packs.refusals import PackRefused
from milclicks.packs.source import read_source
from tests.fixtures.packs.forge import RIVER, forge, webp

MIB = 1024 * 1024
HEADER = webp(700, 500)[:30]


class SmallDisk(Disk):
    """A disk with so many free bytes."""

    def __init__(self, free: int) -> None:
        self._free = free

    def free(self, folder: Path) -> int:
        """The bytes it was made with."""
        return self._free


def installed(tmp_path: Path, spare: int) -> Path:
    """The river pack put on a disk that has room for it and `spare` bytes."""
    path = forge().write(tmp_path / "river.milpack")
    with Pack(path) as pack:
        head, digest = pack.head, pack.digest
    folder = PackFolder(tmp_path / "home", (), SmallDisk(path.stat().st_size + spare))
    return folder.install(path, head, digest, lambda _done, _of: None)


def test_a_pack_and_four_mebibytes_are_room_enough(tmp_path: Path) -> None:
    assert installed(tmp_path, 4 * MIB).read_bytes() == forge().bytes()


def test_a_byte_less_is_not_room_enough(tmp_path: Path) -> None:
    with pytest.raises(DiskFull):
        installed(tmp_path, 4 * MIB - 1)
    assert list((tmp_path / "home" / "packs").iterdir()) == []


@pytest.mark.parametrize(("app", "waiting"), [("0.1", 1), ("99.0", 0)])
def test_only_a_pack_that_can_be_used_waits_for_its_words(
    tmp_path: Path, app: str, waiting: int
) -> None:
    made = forge()
    made.manifest["requires"]["app"] = app
    index = Index(tmp_path / "library.db", Disk())
    with Pack(made.write(tmp_path / "x.milpack")) as pack:
        record = record_of(pack, False, "0.1")
        index.add(record, pack)
    assert index.records() == [record]
    assert index.unworded() == [record][:waiting]
    index.close()


@pytest.mark.parametrize(("left_out", "told"), [(0, []), (2, ["2"])])
def test_the_texts_that_have_no_translation_are_counted(left_out: int, told: list[str]) -> None:
    source = read_source(RIVER)
    entries = dict(list(source.catalogues["fr"].entries.items())[left_out:])
    rules = check_texts.LanguageRules(frozenset(), {})
    problems = check_texts.check_catalogue(Catalogue("fr", entries), list(source.texts()), rules)
    counts = [one.sentence.values["detail"] for one in problems if one.code == "po.missing"]
    assert counts == told


def test_a_header_of_thirty_bytes_tells_the_size() -> None:
    found = media.shape("image/webp", HEADER, "x")
    assert (found.width, found.height, found.whole) == (700, 500, False)
    with pytest.raises(PackRefused) as caught:
        media.shape("image/webp", HEADER[:-1], "x")
    assert caught.value.code == "media.mismatch"


def test_a_snippet_keeps_the_first_word() -> None:
    assert snippet("water from the well", ["water"]) == "water from the well"


def test_a_lesson_that_names_no_revision_is_in_its_first(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(RIVER, tmp_path / "river"))
    path = folder / "lessons" / "well.yaml"
    path.write_text(path.read_text("utf-8").replace("rev: 1\n", "", 1), encoding="utf-8")
    source = read_source(folder)
    assert "rev" not in source.lessons["well"].tree
    made = manifest_of(source, (), dict.fromkeys(source.lessons, ("en",)))
    assert {one.id: one.rev for one in made.lessons} == {"rumour": 1, "well": 1}


@pytest.mark.parametrize(("comment", "code"), [(b"", "zip.suffix"), (b"note", "zip.comment")])
def test_the_end_of_an_archive_at_the_first_byte_is_seen(comment: bytes, code: str) -> None:
    data = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0, 0, 0, 0, len(comment)) + comment + b"\n"
    assert no_directory(io.BytesIO(data), len(data)).code == code
