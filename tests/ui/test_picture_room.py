"""What the pictures of one lesson may take: of each, of those kept, of all that are shown."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image
from PySide6.QtGui import QImage

from milclicks.ui import cover, pictures
from milclicks.ui.pictures import MediaOf, decode
from tests.support.slow_pictures import chunk

PIXELS = pictures.WIDEST * pictures.WIDEST
MIB = 1024 * 1024


def png(width: int, height: int, *, depth: int = 8, kind: int = 0) -> bytes:
    """A whole black PNG; `kind` 0 is grey, 6 has colours and holes."""
    channels = {0: 1, 6: 4}[kind]
    row = bytes(1 + width * channels * depth // 8)
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([depth, kind, 0, 0, 0])
    packed = zlib.compress(row * height, 9)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", packed), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


TALL = png(960, 16_384)
WIDE = png(16_384, 960)


@pytest.mark.parametrize(
    "data", [TALL, WIDE, png(4_000, 4_000), png(16_384, 1), png(1, 16_384)], ids=len
)
def test_a_picture_is_no_larger_than_a_screen(qapp: object, data: bytes) -> None:
    image = decode(data)
    assert not image.isNull()
    assert image.width() <= pictures.WIDEST and image.width() * image.height() <= PIXELS
    assert image.sizeInBytes() <= 4 * PIXELS


def test_control_a_picture_of_a_screen_and_a_tall_one_keep_their_pixels(qapp: object) -> None:
    assert decode(png(1920, 1080)).size().toTuple() == (1920, 1080)
    assert decode(png(800, 4_000)).size().toTuple() == (800, 4_000)
    wide, high = decode(png(3840, 2160)).size().toTuple()
    assert (wide, high) == (1920, 1080)


def test_sixteen_bits_become_eight(qapp: object) -> None:
    image = decode(png(800, 600, depth=16, kind=6))
    assert not image.isNull() and image.depth() == 32


def test_ten_tall_pictures_of_one_lesson(qapp: object) -> None:
    """As the pages turn: each is let go by the page, and few are kept."""
    media = MediaOf(lambda name: TALL, lambda name: name)
    for number in range(10):
        assert not media.image(str(number)).isNull()
        assert media.live_bytes() <= pictures.KEPT_BYTES


def test_two_hundred_pictures_on_one_page(qapp: object) -> None:
    """All are shown at once: the later ones are small, and none is left out."""
    data = png(1920, 1920, kind=6)
    media = MediaOf(lambda name: data, lambda name: name)
    held = [media.image(str(number)) for number in range(200)]
    assert not any(image.isNull() for image in held)
    least = 4 * pictures.SMALLEST**2
    assert media.live_bytes() <= pictures.LIVE_BYTES + 200 * least < 160 * MIB
    assert held[0].width() == 1920 and held[-1].width() >= pictures.SMALLEST - 1
    assert media.image("0") is held[0] and media.image("199") is held[199]
    held.clear()
    assert media.live_bytes() <= pictures.KEPT_BYTES
    assert media.image("199").width() == 1920


def test_control_each_picture_of_a_page_is_decoded_once(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def data(name: str) -> bytes:
        asked.append(name)
        return png(960, 540)

    media = MediaOf(data, lambda name: name)
    for _ in range(3):
        shown = [media.image(name) for name in "abcdefgh"]
        assert all(image.size().toTuple() == (960, 540) for image in shown)
    assert asked == list("abcdefgh")


def test_what_cannot_be_read_is_asked_for_once(qapp: object) -> None:
    asked: list[str] = []

    def data(name: str) -> bytes:
        asked.append(name)
        return b""

    media = MediaOf(data, lambda name: name)
    assert media.image("x").isNull() and media.image("x").isNull() and asked == ["x"]


def test_the_picture_of_a_card_is_as_large_as_a_card(qapp: object) -> None:
    image = cover.read_image(png(4_000, 4_000))
    assert isinstance(image, QImage) and 0 < image.width() <= cover.WIDEST
    assert cover.read_image(png(960, 540)).size().toTuple() == (960, 540)
    assert cover.read_image(None).isNull() and cover.read_image(b"GIF89a").isNull()


def test_paper_keeps_few_pictures_ready() -> None:
    from milclicks.prints.lesson import photos
    from milclicks.prints.lesson.data import Shot

    out = io.BytesIO()
    Image.new("RGB", (2_000, 6_000), "red").save(out, "JPEG", quality=1)
    shots = {str(n): Shot(out.getvalue(), "x") for n in range(12)}
    shots["large"] = Shot(png(5_000, 5_000), "too large")
    ready = photos.Photos(shots, low_ink=False)
    for name in shots:
        assert ready.ratio(name) == (None if name == "large" else pytest.approx(3.0, rel=0.01))
    kept = [one for one in ready._ready.values() if one is not None]
    assert 0 < sum(one.width * one.height for one in kept) <= photos.KEPT
    assert all(one.width <= photos.WIDEST and one.height <= photos.ROOM[1] for one in kept)
