"""Names on certificates and places on posters: any shipped script, mixed, very long, very short."""

from __future__ import annotations

import pytest

from milclicks.core.errors import BadInput
from milclicks.prints.certificate import FocusPlan, certificate_pdf
from milclicks.prints.poster import poster_pdf
from milclicks.prints.render import page_count
from milclicks.prints.typeset.coverage import NoGlyph
from tests.golden.prints.pictures import raster
from tests.golden.prints.reading import bare, has_poppler, poppler_text
from tests.golden.prints.samples import LONG, certificate, pact, poster, texts

pytestmark = pytest.mark.usefixtures("qapp")

NAMES = (
    "Ó",
    "Li",
    "Yara Diallo",
    "Đorđe Ljubičić-Žižić",
    "Ђорђе Љубичић",
    "Ελένη Παπαδοπούλου",
    "Nguyễn Thị Ánh Tuyết",
    "Ọláyínká Ṣọ́lá",
    "عبد الرحمن بن عليّ الأنصاري",
    "ليلى (Leïla)",
    "Leïla ليلى",
    LONG,
    "عبد الله محمد عبد الرحمن إبراهيم عبد العزيز عبد الوهّاب عبد الكريم عبد اللطيف",
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren",
)
LOCALES = ("en", "ar")


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_fits_on_one_page(name: str, locale: str) -> None:
    made = certificate_pdf(certificate(locale, name=name), texts(locale))
    assert page_count(made) == 1


@pytest.mark.skipif(not has_poppler(), reason="pdftotext (poppler-utils) is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_a_name_can_be_read_again(name: str) -> None:
    locale = "ar" if "\u0600" < name[0] < "\u06ff" else "en"
    read = bare(poppler_text(certificate_pdf(certificate(locale, name=name), texts(locale))))
    assert bare(name) in read


@pytest.mark.parametrize("name", NAMES)
def test_a_long_name_stays_inside_the_frame(name: str) -> None:
    picture = raster(certificate_pdf(certificate("en", name=name), texts("en")), dpi=72)
    frame = certificate_pdf(certificate("en", name="Ó"), texts("en"))
    right = picture.width - 50
    strip = (right, 60, right + 20, 520)
    assert picture.crop(strip).tobytes() == raster(frame, dpi=72).crop(strip).tobytes()


@pytest.mark.parametrize("name", [*NAMES[:10], "Library of the two rivers and the seven " * 2])
def test_a_place_fits_on_the_poster(name: str) -> None:
    assert page_count(poster_pdf(poster("fr", place=name), texts("fr"))) == 1


def test_a_bilingual_page_takes_long_plans() -> None:
    plans = (
        FocusPlan(3, "When " + "somebody tells me something " * 6, "I will " + "ask again " * 18),
        FocusPlan(10, "عندما " + "أسمع خبرًا جديدًا " * 10, "سوف " + "أسأل بلطف من قاله " * 9),
    )
    data = certificate("ar", plans=plans, words2=pact("fr"), name=LONG)
    assert page_count(certificate_pdf(data, texts("ar"), texts("fr"), paper="letter")) == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Kim 😀", "Grinning face"),
        ("प्रिया", "Devanagari"),
        ("山田", "Cjk unified"),
        ("a\x07b", "?"),
    ],
)
def test_a_sign_that_no_font_has_is_named(name: str, said: str) -> None:
    with pytest.raises(NoGlyph) as caught:
        certificate_pdf(certificate("en", name=name), texts("en"))
    assert said in str(caught.value)
    assert caught.value.remedy is not None


def test_a_name_beyond_all_sizes_gets_a_sentence() -> None:
    with pytest.raises(BadInput, match="too long"):
        certificate_pdf(certificate("en", name="x" * 161), texts("en"))


@pytest.mark.parametrize(("place", "said"), [("  ", "needs the name"), ("x" * 121, "too long")])
def test_a_place_that_cannot_be_printed_gets_a_sentence(place: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        poster_pdf(poster("en", place=place), texts("en"))


def test_a_name_cannot_turn_the_rest_of_the_page_around() -> None:
    plain = certificate_pdf(certificate("en", name="Yara Diallo"), texts("en"))
    turned = certificate_pdf(certificate("en", name="\u202eYara\u2066 Diallo"), texts("en"))
    assert plain == turned
