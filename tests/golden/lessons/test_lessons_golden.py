"""Two lessons look on paper as they were accepted. A missing strip fails; nothing is written."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.golden.lessons.samples import FOLDER, strip, strips
from tests.golden.prints.pictures import FAR, difference

pytestmark = pytest.mark.usefixtures("qapp")
PICTURES = FOLDER / "pictures"


@pytest.mark.parametrize("name", strips())
def test_lesson_looks_as_accepted(name: str) -> None:
    path = PICTURES / f"{name}.png"
    assert path.exists(), f"{path.name} is missing: run tests.golden.lessons.accept and look at it"
    with Image.open(path) as stored:
        assert difference(strips()[name](), stored.convert("L")) <= FAR


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in PICTURES.glob("*.png")} == set(strips())


def test_another_language_is_seen() -> None:
    with Image.open(PICTURES / "m2-run-en.png") as stored:
        assert difference(strip("m2", "sr_Latn", "run"), stored.convert("L")) > FAR
