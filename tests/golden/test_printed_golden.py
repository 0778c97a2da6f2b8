"""All papers look as they were accepted. A missing picture fails; nothing is written here."""

from __future__ import annotations

from pathlib import Path

import pytest

from milclicks.prints.certificate import certificate_pdf
from tests.golden.lessons.samples import strip
from tests.golden.pretests.samples import report
from tests.golden.printed import FOLDER, goldens
from tests.golden.prints.pictures import FAR, apart, difference, raster
from tests.golden.prints.samples import certificate, texts

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("path", goldens(), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_paper_looks_as_accepted(path: Path) -> None:
    assert apart(goldens()[path](), path) <= FAR, "run tests.golden.accept and look at it"


def test_no_picture_is_left_over() -> None:
    assert set(FOLDER.glob("*/pictures/*.png")) == set(goldens())


def test_one_wrong_letter_is_seen() -> None:
    wrong = certificate_pdf(certificate("en", name="Yara Dialla"), texts("en"))
    assert apart(raster(wrong), FOLDER / "prints/pictures/certificate-en.png") > FAR


def test_another_language_is_seen() -> None:
    assert apart(strip("m2", "sr_Latn", "run"), FOLDER / "lessons/pictures/m2-run-en.png") > FAR


def test_another_place_is_seen() -> None:
    first, second = (raster(report("en", place=place)) for place in ("Riverside", "Hillside"))
    assert difference(first, second) > FAR
