"""Pictures that are small in bytes and pixels and would keep a decoder busy for minutes."""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from milclicks.packs import media, pictures
from milclicks.packs.refusals import PackRefused
from milclicks.ui.pictures import decode
from tests.fixtures.packs.forge import png, webp
from tests.support.slow_pictures import (
    chunk,
    chunked,
    chunks_of_webp,
    gradual,
    hidden,
    scans,
    swollen,
)

SEGMENT = b"\xff\xe5\0\2"
MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("mediatype", "data"),
    [
        ("image/jpeg", scans(pictures.SCANS + 1)),
        ("image/jpeg", scans(15_000)),
        ("image/jpeg", scans(15_000, fill=b"\xff" * 7)),
        ("image/jpeg", scans(3, fill=SEGMENT * pictures.PARTS)),
        ("image/png", chunked(chunk(b"IDAT", b"") * pictures.PARTS)),
        ("image/png", chunked(chunk(b"tEXt", b"a\0b") * pictures.PARTS)),
        ("image/png", chunked(swollen(MIB) * 5)),
        ("image/png", chunked(swollen(8 * MIB))),
        ("image/png", chunked(swollen(MIB, b"iTXt") * 5)),
        ("image/png", chunked(swollen(3 * MIB, b"iCCP"), swollen(MIB + 1))),
        ("image/png", chunked(chunk(b"zTXt", b"a\0\0no") * 2)),
        ("image/png", chunked(chunk(b"aBCd", b"", right=False), swollen(8 * MIB))),
        ("image/webp", chunks_of_webp(webp(), pictures.CHUNKS)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_picture_that_never_ends_is_refused(mediatype: str, data: bytes) -> None:
    assert len(data) < media.limit_of(mediatype)
    with pytest.raises(PackRefused) as caught:
        media.check(mediatype, data, "media/x")
    assert caught.value.code == "media.parts"
    assert "media/x" in str(caught.value.detail) and caught.value.remedy is not None


@pytest.mark.parametrize(
    ("mediatype", "data"),
    [
        ("image/jpeg", scans(pictures.SCANS)),
        ("image/jpeg", scans(2, fill=SEGMENT * 500)),
        ("image/png", chunked(swollen(MIB), swollen(MIB, b"iTXt"), swollen(MIB, b"iCCP"))),
        ("image/png", chunked(chunk(b"zTXt", b"a\0\0no"))),
        ("image/png", chunked(chunk(b"iTXt", b"a\0\0\0\0\0" + b"plain" * MIB))),
        ("image/webp", chunks_of_webp(webp(), 8)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_control_what_ends_is_let_in(mediatype: str, data: bytes) -> None:
    media.check(mediatype, data, "x")
    assert not media.torn(mediatype, data, "x")
    assert mediatype == "image/webp" or not decode(data).isNull()


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {"progressive": True, "optimize": True}),
        ("JPEG", {"quality": 100, "restart_marker_blocks": 1}),
        ("JPEG", {"exif": b"Exif\0\0" + b"\xff\xda" * 2000, "comment": b"\xff\xda" * 900}),
        ("PNG", {"compress_level": 0}),
        ("WEBP", {"lossless": True, "exif": b"Exif\0\0" + bytes(90)}),
    ],
)
def test_control_what_programs_write_is_let_in(kind: str, options: dict[str, object]) -> None:
    picture = Image.effect_noise((640, 480), 90).convert("RGB")
    out = io.BytesIO()
    picture.save(out, kind, **options)
    mediatype = f"image/{kind.lower()}"
    media.check(mediatype, out.getvalue(), "x")
    shape = media.shape(mediatype, out.getvalue(), "x")
    assert (shape.width, shape.height, shape.whole) == (640, 480, True)


def test_control_the_texts_of_a_photo_are_let_in() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Raw profile type exif", "00ff" * 20_000, zip=True)
    notes.add_itxt("XML:com.adobe.xmp", "<x/>" * 5_000, zip=True)
    out = io.BytesIO()
    Image.new("L", (9, 9)).save(out, "PNG", pnginfo=notes, icc_profile=bytes(600_000))
    media.check("image/png", out.getvalue(), "x")
    assert not media.torn("image/png", out.getvalue(), "x")


def test_a_second_picture_after_the_end_is_not_walked() -> None:
    """Telephones put a preview behind a photo; a decoder ends at the first end."""
    data = scans(1) + scans(200)
    media.check("image/jpeg", data, "x")
    assert not media.torn("image/jpeg", data, "x")


JUNK = b"\xff\x01no"
STARTS = [
    b"\xff",
    b"\xff\xff\xff",
    b"\xff\x01",
    b"\xff\xd0\xff\xd7",
    b"\xff\x01\xff\xff\xd3",
    JUNK,
]


def saved(width: int, height: int, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height)).save(out, "JPEG", quality=1, **options)
    return out.getvalue()


@pytest.mark.parametrize("start", STARTS, ids=bytes.hex)
def test_a_jpeg_has_the_size_that_its_decoder_reads(start: bytes) -> None:
    """Filling and markers without a length lead nobody into notes that hold another frame."""
    data = hidden(saved(640, 480), start)
    shape = media.shape("image/jpeg", data, "x")
    with Image.open(io.BytesIO(saved(640, 480))) as found:
        assert (shape.width, shape.height, shape.whole) == (*found.size, True)
    if start != JUNK:  # of which Qt speaks in the log
        assert decode(data).size().toTuple() == (640, 480)


@pytest.mark.parametrize("start", STARTS, ids=bytes.hex)
def test_a_jpeg_of_a_hundred_million_pixels_is_refused_however_it_begins(start: bytes) -> None:
    with pytest.raises(PackRefused) as caught:
        media.check("image/jpeg", hidden(saved(10_000, 10_000), start), "media/x")
    assert caught.value.code == "media.pixels"
    assert "10000 x 10000" in str(caught.value.detail)


def test_a_jpeg_with_two_frames_is_none() -> None:
    data = saved(8, 8)
    frame = data[data.index(b"\xff\xc0") :][:19]
    with pytest.raises(PackRefused) as caught:
        media.check("image/jpeg", data[:2] + frame + data[2:], "x")
    assert caught.value.code == "media.mismatch"
    media.check("image/jpeg", data, "x")


@pytest.mark.qt_log_ignore("Didn't expect more than one scan")
@pytest.mark.parametrize("scans_more", [1, 15_000])
def test_behind_a_scan_that_has_all_colours_a_decoder_takes_no_other_one(scans_more: int) -> None:
    """So nobody looks there: whatever follows, it is shown at once or, as here, not at all."""
    data = saved(64, 64)
    scan = data[data.index(b"\xff\xda") : -2]
    repeated = data[:-2] + scan * scans_more + b"\xff\xd9"
    shape = media.shape("image/jpeg", repeated, "x")
    assert (shape.width, shape.height, shape.whole) == (64, 64, True)
    assert decode(repeated).isNull()
    assert not decode(data).isNull()


LARGE = [
    ("image/png", png(5000, 5000)),
    ("image/png", chunked(side=5000)),
    ("image/webp", webp(5000, 5000)),
    ("image/jpeg", gradual(4000, 4000)),
    ("image/jpeg", saved(6000, 6000, progressive=True)),
]
SMALLER = [
    ("image/png", png(4000, 4000)),
    ("image/webp", webp(4000, 4000)),
    ("image/jpeg", gradual(3000, 3000)),
    ("image/jpeg", saved(4000, 3000, progressive=True)),
    ("image/jpeg", saved(6300, 6300)),
]


@pytest.mark.parametrize(
    ("mediatype", "data"), LARGE, ids=lambda v: v if isinstance(v, str) else ""
)
def test_what_a_decoder_must_hold_whole_is_shown_up_to_a_bound(mediatype: str, data: bytes) -> None:
    """It comes in, and its description is shown in its place; whoever checks the pack is told."""
    media.check(mediatype, data, "x")
    assert media.too_large(mediatype, data, "x")
    assert decode(data).isNull()


@pytest.mark.parametrize(
    ("mediatype", "data"), SMALLER, ids=lambda v: v if isinstance(v, str) else ""
)
def test_control_photos_of_telephones_are_shown(mediatype: str, data: bytes) -> None:
    assert not media.too_large(mediatype, data, "x")


def test_sixteen_bits_take_twice_the_room() -> None:
    deep = bytearray(png(3000, 3000))
    assert not media.too_large("image/png", bytes(deep), "x")
    deep[24] = 16
    assert media.too_large("image/png", bytes(deep), "x")
    assert not media.too_large("audio/wav", b"", "x")
