"""The strict reader when the disk under it fails, and what it refuses to be asked."""

from __future__ import annotations

import os
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from milclicks.packs import format as reader
from milclicks.packs import limits, manifest, media, strict_json
from milclicks.packs.format import Container, content_in, content_of
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from tests.fixtures.packs.forge import Raw, forge, tiny, zipped


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A valid pack."""
    return tiny().write(tmp_path / "tiny.milpack")


def code_of(work: Any) -> str:
    """The code that `work` is refused with."""
    with pytest.raises(PackRefused) as caught:
        work()
    return caught.value.code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert code_of(lambda: Container(tmp_path / "none.milpack")) == "file.missing"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert code_of(lambda: Container(tmp_path)) == "file.unreadable"


def test_a_disk_that_fails_under_the_directory(path: Path, monkeypatch: Any) -> None:
    def failing(_file: Any) -> Any:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(reader, "_directory", failing)
    assert code_of(lambda: Container(path)) == "file.unreadable"


def test_a_disk_that_fails_under_an_entry(path: Path, monkeypatch: Any) -> None:
    def failing(_container: Any, _start: int, _size: int) -> bytes:
        raise OSError(5, "Input/output error")

    with Container(path) as container:
        monkeypatch.setattr(Container, "_at", failing)
        assert code_of(lambda: container.read("mimetype", limit=99)) == "file.unreadable"


def test_a_file_that_became_shorter_meanwhile(path: Path) -> None:
    with Container(path) as container:
        path.write_bytes(path.read_bytes()[:60])
        assert code_of(lambda: container.read("manifest.json", limit=9999)) == "zip.truncated"


def test_an_entry_that_is_not_there_and_one_that_is_too_long(path: Path) -> None:
    with Container(path) as container:
        assert code_of(lambda: container.read("signature.json", limit=99)) == "blob.missing"
        assert code_of(lambda: container.read("mimetype", limit=3)) == "blob.limit"


def test_another_mimetype(tmp_path: Path) -> None:
    made = tiny().entries()
    made[0] = Raw(b"mimetype", b"application/epub+zip")
    path = tmp_path / "book.milpack"
    path.write_bytes(zipped(made))
    assert code_of(lambda: Container(path)) == "file.not_pack"


def test_an_entry_as_it_lies_in_the_file(path: Path) -> None:
    data = path.read_bytes()
    with Container(path) as container:
        whole = b"".join(b"".join(container.raw(one)) for one in container.entries.values())
        assert data.startswith(whole)
        for one in container.entries.values():
            assert b"".join(container.packed(one)) == data[one.data : one.end]


def test_where_threads_must_take_turns_the_same_is_read(path: Path, monkeypatch: Any) -> None:
    with Container(path) as container:
        before = {name: container.read(name, limit=9999) for name in container.entries}
        monkeypatch.setattr(reader.sys, "platform", "win32")
        assert {name: container.read(name, limit=9999) for name in container.entries} == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"\xef\xbb\xbf <!DOCTYPE html><title>Sign in", "file.login_page"),
        (b"Dear teacher, here is the pack.", "file.not_pack"),
    ],
)
def test_row_15_what_is_no_pack(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.milpack"
    path.write_bytes(content)
    assert code_of(lambda: Container(path)) == code


def test_row_17_two_gigabytes_and_what_is_written_around_them(tmp_path: Path) -> None:
    path = tmp_path / "x.milpack"
    with path.open("wb") as file:
        file.truncate(limits.PACK_BYTES + 1)
    assert code_of(lambda: Container(path)) == "file.too_big"


def test_row_28_a_manifest_past_its_bounds() -> None:
    made = tiny()
    assert code_of(lambda: manifest.parse(b" " * (limits.MANIFEST_BYTES + 1))) == "manifest.too_big"
    values = b"[" + b"0," * limits.MANIFEST_VALUES + b"0]"
    assert code_of(lambda: manifest.parse(values)) == "manifest.too_many"
    made.manifest["resources"] = [0] * (limits.ENTRIES + 1)
    many = strict_json.encode(made.manifest)
    assert code_of(lambda: manifest.parse(many)) == "manifest.too_many"
    twice = forge()
    twice.manifest["lessons"] *= 2
    assert code_of(lambda: manifest.parse(twice.manifest_bytes())) == "manifest.twice"


def test_a_name_of_two_lines_is_not_written() -> None:
    whole = manifest.parse(tiny().manifest_bytes())[1]
    assert whole is not None
    assert manifest.encode(whole) == tiny().manifest_bytes()
    bent = replace(whole, label="one\ntwo")
    assert code_of(lambda: manifest.encode(bent)) == "manifest.line"


def test_a_catalogue_in_a_pack_is_bounded_and_named_as_one(tmp_path: Path) -> None:
    assert reader.carried_fault([1] * limits.CARRIED) == ""
    assert reader.carried_fault([1] * (limits.CARRIED + 1)) == "zip.too_many"
    path = tmp_path / "x.milpack"
    path.write_bytes(zipped([*tiny().entries(), Raw(b"tuf/1.root.json", b"{}")]))
    with Container(path) as container:
        assert container.read("tuf/1.root.json", limit=9) == b"{}"
    path.write_bytes(zipped([*tiny().entries(), Raw(b"tuf/notes.json", b"{}")]))
    assert code_of(lambda: Pack(path)) == "blob.extra"


def test_a_picture_that_ends_in_its_header_is_none() -> None:
    assert code_of(lambda: media.shape("image/webp", b"RIFF", "x")) == "media.mismatch"


def test_each_kind_of_medium_has_a_limit() -> None:
    assert media.limit_of("image/png") == limits.PICTURE_BYTES
    assert media.limit_of("audio/ogg") == limits.AUDIO_BYTES
    assert media.limit_of("video/webm") == limits.VIDEO_BYTES
    assert code_of(lambda: media.limit_of("text/html")) == "media.type"


def test_numbers_and_letters_that_the_short_way_cannot_judge() -> None:
    far = strict_json.encode({"a": "\U0001f600"})
    assert strict_json.canonical(strict_json.decode(far, depth=2, place="x"), far)
    wide = b'{"a":9007199254740993}'
    assert not strict_json.canonical(strict_json.decode(wide, depth=2, place="x"), wide)
    dear = b'{"a":NaN}'
    assert code_of(lambda: strict_json.decode(dear, depth=2, place="x")) == "json.constant"


def test_bytes_after_the_end_of_packed_data_do_not_hang(tmp_path: Path) -> None:
    made = tiny().entries()
    more = bytes(3_000_000)
    one = Raw(made[1].name, more, method=8)
    made[1] = Raw(one.name, b"", 8, packed_as=one.packed + b"x" * 1700, size=len(more), crc=0)
    path = tmp_path / "x.milpack"
    path.write_bytes(zipped(made))
    with Container(path) as container:
        assert code_of(lambda: container.read("manifest.json", limit=8 << 20)) == "zip.data"


def test_what_lies_in_a_span_is_as_it_is_read_alone(tmp_path: Path) -> None:
    path = tiny().write(tmp_path / "x.milpack")
    with Container(path) as container:
        entries = [*container.entries.values()]
        raw = container.span(0, entries[-1].end, memoryview(bytearray(1 << 20)), "all of it")
        for entry in entries:
            content = content_in(entry, raw[entry.start : entry.end])
            assert content == container.read(entry.name, limit=entry.size)
            pieces = [
                raw[at : min(at + 300, entry.end)] for at in range(entry.start, entry.end, 300)
            ]
            assert b"".join(content_of(entry, iter(pieces))) == content


def test_the_same_without_a_system_that_reads_at_a_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "preadv", raising=False)
    test_what_lies_in_a_span_is_as_it_is_read_alone(tmp_path)


def test_a_span_of_a_file_that_is_cut_or_bent_under_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tiny().write(tmp_path / "x.milpack")
    room = memoryview(bytearray(1 << 20))
    with Container(path) as container:
        entry = container.entries["mimetype"]
        data = bytearray(path.read_bytes())
        path.write_bytes(bytes([*data[:6], 1, *data[7:]]))
        again = partial(container.span, entry.start, entry.end, room, entry.name)
        bent = again()
        assert code_of(lambda: content_in(entry, bent)) == "zip.header"
        path.write_bytes(data[:20])
        assert code_of(again) == "zip.truncated"

        def failing(*_: Any) -> int:
            raise OSError("a bad sector")

        monkeypatch.setattr(os, "preadv", failing, raising=False)
        assert code_of(again) == "file.unreadable"


@pytest.mark.parametrize("most", [1, 700, 4_096, 1 << 20])
def test_runs_cover_the_whole_file_and_have_each_blob_once(tmp_path: Path, most: int) -> None:
    path = tiny().write(tmp_path / "x.milpack")
    with Pack(path) as pack:
        runs = [*pack.runs(pack.resources, most, whole=True)]
        bare = [*pack.runs(pack.resources, most, whole=False)]
    assert runs[0].start == 0 and runs[-1].end == path.stat().st_size
    assert all(one.end == other.start for one, other in pairwise(runs)), "no byte comes twice"
    assert [one for one in runs if one.blobs] == bare
    for run in bare:
        blobs = [entry for entry, _ in run.blobs]
        assert (run.start, run.end) == (blobs[0].start, blobs[-1].end)
        assert len(blobs) == 1 or run.end - run.start <= most
        assert len(blobs) == 1 or sum(entry.size for entry in blobs) <= most, "unpacked as well"
    names = [entry.name for run in runs for entry, _ in run.blobs]
    assert sorted(names) == sorted({f"b/{one.hash}" for one in pack.resources})


def test_brackets_in_words_and_behind_strokes_count_for_nothing() -> None:
    deep = {"a": ["[[[[", "]]", '\\"[', "\\\\"], "b": [{"c": []}] * 9}
    data = strict_json.encode(deep)
    assert strict_json.decode(data, depth=4, place="x") == deep
    assert code_of(lambda: strict_json.decode(data, depth=3, place="x")) == "json.depth"
    for wrong in (b'{"a":1.5}', b'{"a":12345678901234567}', b'{"a":1,"a":2}', b"[" * 900):
        assert code_of(lambda wrong=wrong: strict_json.decode(wrong, depth=3, place="x"))
