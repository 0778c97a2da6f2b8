"""The goldens on paper: how each is made, and where the picture lies that was accepted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from tests.golden.lessons import samples as lessons
from tests.golden.pretests import samples as pretests
from tests.golden.prints.pictures import raster
from tests.golden.prints.samples import prints

FOLDER = Path(__file__).parent


def goldens() -> dict[Path, Callable[[], Image.Image]]:
    """Every golden on paper by its picture: the prints, two lessons, the test."""
    first = {name: lambda make=make: raster(make()) for name, make in prints().items()}
    found = {"prints": first, "lessons": lessons.strips(), "pretests": pretests.strips()}
    return {
        FOLDER / kind / "pictures" / f"{name}.png": make
        for kind, made in found.items()
        for name, make in made.items()
    }
