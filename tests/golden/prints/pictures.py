"""Rasters of prints and how far two of them may differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from milclicks.prints.render import page_image

DPI = 60
CELL = 10  # pixels of the side of a cell that is compared as a whole
FAR = 14.0  # levels of 255 by which a cell may differ: edges are smoothed a little differently


def raster(pdf: bytes, number: int = 0, dpi: float = DPI) -> Image.Image:
    """One page as a picture."""
    page = page_image(pdf, number, dpi)
    return Image.frombytes("RGB", (page.width, page.height), page.rgb)


def difference(first: Image.Image, second: Image.Image) -> float:
    """The mean difference (0 to 255) of the cell that differs most; 255 for different sizes.

    Cell by cell, so that one wrong letter counts as much on a poster as on a small slip.
    """
    if first.size != second.size:
        return 255.0
    apart = ImageChops.difference(first, second).convert("L")
    return float(apart.reduce(CELL).getextrema()[1])


def apart(now: Image.Image, path: Path) -> float:
    """The difference from the picture that was accepted; 255 when there is none."""
    if not path.exists():
        return 255.0
    with Image.open(path) as stored:
        return difference(now, stored.convert(now.mode))


def side_by_side(pages: Sequence[Image.Image]) -> Image.Image:
    """All pages in one strip."""
    whole = Image.new("RGB", (sum(page.width for page in pages), pages[0].height), "white")
    left = 0
    for page in pages:
        whole.paste(page, (left, 0))
        left += page.width
    return whole


def ink(picture: Image.Image) -> float:
    """Mean coverage by cyan, magenta, yellow and black together, from 0 to 4."""
    red, green, blue = picture.split()
    light = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    parts = [ImageChops.invert(light)]
    parts += [ImageChops.subtract(light, channel) for channel in (red, green, blue)]
    return sum(ImageStat.Stat(part).mean[0] for part in parts) / 255
