"""The test on paper looks as it was accepted. A missing strip fails; nothing is written."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.golden.pretests.samples import FOLDER, report, strips
from tests.golden.prints.pictures import FAR, difference, raster

pytestmark = pytest.mark.usefixtures("qapp")
PICTURES = FOLDER / "pictures"


@pytest.mark.parametrize("name", strips())
def test_test_looks_as_accepted(name: str) -> None:
    path = PICTURES / f"{name}.png"
    assert path.exists(), f"{path.name} is missing: run tests.golden.pretests.accept and look at it"
    with Image.open(path) as stored:
        assert difference(strips()[name](), stored.convert("RGB")) <= FAR


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in PICTURES.glob("*.png")} == set(strips())


def test_another_place_is_seen() -> None:
    first, second = (raster(report("en", place=place)) for place in ("Riverside", "Hillside"))
    assert difference(first, second) > FAR
