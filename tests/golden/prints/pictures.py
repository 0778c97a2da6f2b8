"""Rasters of prints and how far two of them may differ."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from milclicks.prints.render import page_image

FOLDER = Path(__file__).parent / "pictures"
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


def ink(picture: Image.Image) -> float:
    """Mean coverage by cyan, magenta, yellow and black together, from 0 to 4."""
    red, green, blue = picture.split()
    light = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    parts = [ImageChops.invert(light)]
    parts += [ImageChops.subtract(light, channel) for channel in (red, green, blue)]
    return sum(ImageStat.Stat(part).mean[0] for part in parts) / 255
