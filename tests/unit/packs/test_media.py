"""The media gate: what a picture's header says, and whether its bytes are all there."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from milclicks.packs import drawings, limits, media
from milclicks.packs.refusals import PackRefused
from tests.fixtures.packs.forge import RIVER, jpeg, png, webp

LOSSY = b"VP8 " + struct.pack("<L", 20) + b"\0\0\0\x9d\x01\x2a" + struct.pack("<2H", 40, 30)
LOSSLESS = b"VP8L" + struct.pack("<L", 20) + b"\x2f" + struct.pack("<L", 39 | 29 << 14)


def riff(chunk: bytes) -> bytes:
    """A WebP file of one chunk, padded."""
    body = b"WEBP" + chunk.ljust(40, b"\0")
    return b"RIFF" + struct.pack("<L", len(body)) + body


@pytest.mark.parametrize(
    ("mediatype", "data", "size"),
    [
        ("image/png", png(7, 5), (7, 5)),
        ("image/jpeg", jpeg(), (4, 4)),
        ("image/webp", webp(700, 500), (700, 500)),
        ("image/webp", riff(LOSSY), (40, 30)),
        ("image/webp", riff(LOSSLESS), (40, 30)),
    ],
)
def test_size_and_wholeness(mediatype: str, data: bytes, size: tuple[int, int]) -> None:
    found = media.shape(mediatype, data, "x")
    assert ((found.width, found.height), found.whole) == (size, True)
    assert not media.torn(mediatype, data, "x")
    assert media.torn(mediatype, data[:-3], "x") or mediatype == "image/jpeg"


@pytest.mark.parametrize("length", [0, 1, 4, 9, 10])
@pytest.mark.parametrize(
    ("mediatype", "data"),
    [("image/png", png()), ("image/jpeg", jpeg()), ("image/webp", webp())],
)
def test_a_header_cut_short(mediatype: str, data: bytes, length: int) -> None:
    with pytest.raises(PackRefused) as caught:
        media.check(mediatype, data[:length], "x")
    assert caught.value.code == "media.mismatch"


@pytest.mark.parametrize(
    ("mediatype", "limit"),
    [
        ("application/json", limits.TEXT_BYTES),
        ("image/png", limits.PICTURE_BYTES),
        ("audio/ogg", limits.AUDIO_BYTES),
        ("video/webm", limits.VIDEO_BYTES),
    ],
)
def test_each_kind_has_its_limit(mediatype: str, limit: int) -> None:
    assert media.limit_of(mediatype) == limit


@pytest.mark.parametrize(
    ("mediatype", "head"),
    [
        ("audio/mpeg", b"ID3\4"),
        ("audio/mpeg", b"\xff\xfb\x90"),
        ("audio/ogg", b"OggS\0"),
        ("audio/wav", b"RIFF\0\0\0\0WAVE"),
        ("audio/flac", b"fLaC"),
        ("video/mp4", b"\0\0\0\x20ftypisom"),
        ("video/webm", b"\x1a\x45\xdf\xa3"),
    ],
)
def test_sounds_and_films_by_their_first_bytes(mediatype: str, head: bytes) -> None:
    media.check(mediatype, head.ljust(64, b"\0"), "x")
    with pytest.raises(PackRefused):
        media.check(mediatype, b"MZ".ljust(64, b"\0"), "x")


def test_a_drawing_becomes_the_same_picture_each_time() -> None:
    svg = (RIVER / "media" / "river.svg").read_text("utf-8")
    assert list(drawings.faults(svg)) == []
    first = drawings.png(svg)
    assert first == drawings.png(svg)
    assert media.shape("image/png", first, "x") == media.Shape(960, 540, True)
    with pytest.raises(ValueError, match=r".+"):
        drawings.png("<svg")


PARTS = '<svg xmlns="x"><defs><g id="hat"><rect width="1" height="1"/></g></defs></svg>'


def test_shared_parts_are_put_into_the_drawing(tmp_path: Path) -> None:
    (tmp_path / "parts.svg").write_text(PARTS)
    svg = '<svg viewBox="0 0 1 1"><use href="parts.svg#hat"/><use href="#own"/></svg>'
    made = drawings.inlined(svg, tmp_path)
    assert made == (
        '<svg viewBox="0 0 1 1"><defs><g id="hat"><rect width="1" height="1"/></g></defs>'
        '<use href="#hat"/><use href="#own"/></svg>'
    )
    assert list(drawings.faults(made)) == []
    assert drawings.inlined("<svg><g/></svg>", tmp_path) == "<svg><g/></svg>"


@pytest.mark.parametrize("link", ["parts.svg#shoe", "other.svg#hat"])
def test_a_shared_part_that_is_not_there(tmp_path: Path, link: str) -> None:
    (tmp_path / "parts.svg").write_text(PARTS)
    with pytest.raises(ValueError, match="has no"):
        drawings.inlined(f'<svg><use href="{link}"/></svg>', tmp_path)
