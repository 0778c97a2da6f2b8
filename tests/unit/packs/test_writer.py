"""The container as other programs see it: a plain ZIP with nothing of the machine in it."""

from __future__ import annotations

import io
import zipfile

from milclicks.packs.format import MIMETYPE
from milclicks.packs.writer import Blob, container
from tests.fixtures.packs.forge import river_bytes


def test_any_unzip_opens_it() -> None:
    blobs = [Blob(b"text " * 200, squeeze=True), Blob(b"\x89PNG picture", squeeze=False)]
    with zipfile.ZipFile(io.BytesIO(container(b"{}", blobs, MIMETYPE))) as held:
        assert held.testzip() is None
        assert held.namelist() == [
            "mimetype",
            "manifest.json",
            *sorted(f"b/{blob.hash}" for blob in blobs),
        ]
        for blob in blobs:
            assert held.read(f"b/{blob.hash}") == blob.content
        for entry in held.infolist():
            plain = (entry.create_version, entry.extract_version, entry.create_system)
            assert plain == (20, 20, 0)
            assert (entry.date_time, entry.external_attr) == ((1980, 1, 1, 0, 0, 0), 0)
            assert (entry.extra, entry.comment, entry.flag_bits) == (b"", b"", 0)
        packed = {entry.filename: entry.compress_type for entry in held.infolist()}
        assert packed[f"b/{blobs[0].hash}"] == zipfile.ZIP_DEFLATED
        assert packed[f"b/{blobs[1].hash}"] == packed["mimetype"] == zipfile.ZIP_STORED
        assert packed["manifest.json"] == zipfile.ZIP_STORED  # deflated it would be longer


def test_the_type_can_be_read_at_a_fixed_place() -> None:
    assert river_bytes()[30:38] + b" " + river_bytes()[38 : 38 + len(MIMETYPE)] == (
        b"mimetype " + MIMETYPE
    )


def test_the_same_blob_twice_is_held_once() -> None:
    data = container(b"{}", [Blob(b"x", squeeze=False)] * 3, MIMETYPE)
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        assert len(held.namelist()) == 3
