"""Every print looks as it was accepted. A missing picture fails; nothing is written here."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.golden.prints.pictures import FAR, FOLDER, difference, raster
from tests.golden.prints.samples import certificate, prints, texts

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("name", prints())
def test_print_looks_as_accepted(name: str) -> None:
    path = FOLDER / f"{name}.png"
    assert path.exists(), f"{path.name} is missing: run tests.golden.prints.accept and look at it"
    with Image.open(path) as stored:
        assert difference(raster(prints()[name]()), stored.convert("RGB")) <= FAR


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == set(prints())


def test_one_wrong_letter_is_seen() -> None:
    from milclicks.prints.certificate import certificate_pdf

    wrong = certificate_pdf(certificate("en", name="Yara Dialla"), texts("en"))
    with Image.open(FOLDER / "certificate-en.png") as stored:
        assert difference(raster(wrong), stored.convert("RGB")) > FAR
