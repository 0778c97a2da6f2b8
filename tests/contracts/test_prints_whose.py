"""Cards and papers of packs that are not from the makers of the app say so: cut out, cut apart."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from msgspec import structs

from milclicks.commands import print as print_
from milclicks.commands import print_course, print_test
from milclicks.core.texts import LOCALES, Texts
from milclicks.packs.library import Library
from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust import whose
from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.keys import OwnKey
from milclicks.packs.trust.label import label
from milclicks.packs.trust.standing import OFFICIAL, SHIPPED, Standing
from milclicks.prints import makerband
from milclicks.prints.certificate import CertificateData, blank_pair_pdf, certificate_pdf
from milclicks.prints.lesson import cutting, lesson_pdf
from milclicks.prints.makerband import TAG_AIR, TAG_SIDE, Band, Tag
from milclicks.prints.pactsheet import pact_sheet_pdf
from milclicks.prints.paper import EDGE
from milclicks.prints.peer import kit_pdf, peer_done_pdf
from milclicks.prints.poster import poster_pdf
from milclicks.prints.render import page_count, page_size, page_text
from milclicks.prints.testform import TestReport, form_pdf, key_pdf, report_pdf
from milclicks.ui.context import Context
from milclicks.ui.printing import (
    certificates,
    pactsheets,
    pathsheets,
    peersheets,
    posters,
    testsheets,
)
from milclicks.ui.printing.sheet import Options
from milclicks.workspace import Workspace
from tests.golden.prints.course_samples import done, group, track
from tests.golden.prints.pictures import raster
from tests.golden.prints.samples import certificate, pact, poster
from tests.support.clock import FrozenClock
from tests.support.earlier import noted_before
from tests.support.paper_lesson import bundled, ferry
from tests.support.pretest_groups import told
from tests.support.pretests import pretest
from tests.support.screens import quay_packs, window
from tests.support.teachers import lesson_pack, signed

pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.strict_trust]
TEACHER = Standing("teacher", "Amina Diallo")
UNSIGNED = Standing("unsigned")
DPI = 144
AIR = 1.0  # points around a label in which nothing else may stand
SMALLEST = 6.0  # points
Make = Callable[[str, Standing], bytes]


def _papers() -> dict[str, Make]:
    """Every paper that is made of a document of a pack, for a language and a standing."""
    return {
        "certificate": lambda c, s: certificate_pdf(replace(certificate(c), standing=s), Texts(c)),
        "took-part": lambda c, s: certificate_pdf(
            CertificateData(pact(c), kind="took_part", standing=s), Texts(c), low_ink=True
        ),
        "two-languages": lambda c, s: certificate_pdf(
            replace(certificate(c), words2=pact("fr"), standing=s), Texts(c), Texts("fr")
        ),
        "poster": lambda c, s: poster_pdf(replace(poster(c), standing=s), Texts(c)),
        "pact": lambda c, s: pact_sheet_pdf(group(c, "class", standing=s), Texts(c)),
        "pact-letter": lambda c, s: pact_sheet_pdf(
            group(c, "teacher", standing=s), Texts(c), paper="letter", low_ink=True
        ),
        "peer-done": lambda c, s: peer_done_pdf(done(c, standing=s), Texts(c)),
        "peer-kit": lambda c, s: kit_pdf(track(c), Texts(c), standing=s),
        "test-form": lambda c, s: form_pdf(pretest(c), "a", Texts(c), standing=s),
        "test-key": lambda c, s: key_pdf(pretest(c), "b", Texts(c), standing=s),
        "test-report": lambda c, s: report_pdf(
            TestReport(told(pretest(c)), "Riverside", date(2026, 11, 22)),
            pretest(c), Texts(c), standing=s,
        ),
    }  # fmt: skip


PAPERS = _papers()


@cache
def of_the_makers(name: str, locale: str) -> bytes:
    """The same paper of a pack that came with the app, which has no label: laid out once."""
    return PAPERS[name](locale, SHIPPED)


@dataclass(frozen=True)
class Seen:
    """Where a label belongs on its page, in points from the upper left corner of the paper."""

    page: int
    box: tuple[float, float, float, float]
    size: float


@pytest.fixture
def left_out(monkeypatch: pytest.MonkeyPatch) -> list[Seen]:
    """Labels are noted in place of being painted: their place must then be white."""
    noted: list[Seen] = []

    def note(made: Band | Tag, x: float, y: float) -> None:
        narrow = TAG_SIDE + TAG_AIR + made.words.width
        wide = narrow if isinstance(made, Tag) else made.width
        left = made.sheet.left(x, wide)
        page = made.sheet.canvas.getPageNumber() - 1
        box = (left, y, left + wide, y + made.height)
        noted.append(Seen(page, box, made.words.style.size))

    for each in (Band, Tag):
        monkeypatch.setattr(each, "paint", note)
    return noted


def assert_white(pdf: bytes, labels: list[Seen]) -> None:
    """Nothing stands where the labels belong, no line runs through, and none leaves the paper."""
    pictures = {one.page: raster(pdf, one.page, DPI).convert("L") for one in labels}
    for one in labels:
        wide, high = page_size(pdf, one.page)
        left, top, right, bottom = one.box
        assert left >= EDGE and top >= EDGE and right <= wide - EDGE and bottom <= high - EDGE
        grown = (left - AIR, top - AIR, right + AIR, bottom + AIR)
        part = pictures[one.page].crop(tuple(round(side * DPI / 72) for side in grown))
        assert part.getextrema()[0] > 250, one
        assert one.size >= SMALLEST


def pages(pdf: bytes) -> list[str]:
    steering = dict.fromkeys((0x2066, 0x2067, 0x2068, 0x2069))
    found = (page_text(pdf, number) for number in range(page_count(pdf)))
    return [" ".join(one.translate(steering).split()) for one in found]


# --- cards -------------------------------------------------------------------------------
@pytest.fixture
def cells(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, float, float, float, float]]:
    """The page, upper left corner and size of each card as it will be cut out."""
    cut: list[tuple[int, float, float, float, float]] = []
    plain = cutting._paint_cell

    def note(sheet: Any, row: Any, piece: Any, x: float, each: float) -> None:
        page = sheet.canvas.getPageNumber() - 1
        cut.append((page, sheet.left(x, each), row.y, each, row.height))
        plain(sheet, row, piece, x, each)

    monkeypatch.setattr(cutting, "_paint_cell", note)
    return cut


@pytest.mark.parametrize("standing", [TEACHER, UNSIGNED])
@pytest.mark.parametrize("locale", LOCALES)
def test_every_card_that_is_cut_out_has_a_label_of_its_own(
    locale: str, standing: Standing, left_out: list[Seen], cells: list[Any]
) -> None:
    data = replace(bundled("k2", locale, 60), standing=standing)
    pdf = lesson_pdf(data, Texts(locale), what="cards")
    tags = [one for one in left_out if one.size == makerband.TAG_SIZE]
    assert len(cells) == len(tags) > 12
    for (page, x, y, wide, high), one in zip(cells, tags, strict=True):
        left, top, right, bottom = one.box
        assert one.page == page
        assert x + 4 <= left and right <= x + wide - 4 and y + 4 <= top and bottom <= y + high - 4
    assert_white(pdf, left_out)


def test_all_kinds_of_cards_have_it_and_say_what_it_is(cells: list[Any]) -> None:
    texts = Texts("en")
    for standing in (TEACHER, UNSIGNED):
        cells.clear()
        found = pages(lesson_pdf(replace(ferry(), standing=standing), texts, what="cards"))
        said = sum(page.count(label(texts, standing)) for page in found)
        assert said == len(cells) + len(found), "each card, and the band of each page"


@pytest.mark.parametrize(("lesson", "count"), [("s2", 8), ("c2-2", 3)])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_empty_cards_and_frames_to_cut_have_it_too(
    lesson: str, count: int, locale: str, left_out: list[Seen]
) -> None:
    data = replace(bundled(lesson, locale, 60), standing=TEACHER)
    pdf = lesson_pdf(data, Texts(locale), what="cards")
    last = [one for one in left_out if one.page == page_count(pdf) - 1]
    assert len(last) == count + 1, "and the band of the page"
    assert_white(pdf, left_out)


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_cards_of_peer_educators_have_it(locale: str, times: int, left_out: list[Seen]) -> None:
    text = track(locale)
    full = [structs.replace(one, lines=one.lines * times) for one in text.scripts]
    text = structs.replace(text, scripts=full)
    pdf = kit_pdf(text, Texts(locale), parts=["cards"], standing=UNSIGNED)
    assert len(left_out) == len(full)
    assert_white(pdf, left_out)


@pytest.mark.parametrize("standing", [TEACHER, UNSIGNED])
def test_two_certificates_on_a_page_have_one_each(standing: Standing) -> None:
    data, texts = CertificateData(pact("en"), standing=standing), Texts("en")
    (page,) = pages(blank_pair_pdf(data, texts))
    assert page.count(label(texts, standing)) == 2


# --- papers ------------------------------------------------------------------------------
@pytest.mark.parametrize("standing", [TEACHER, UNSIGNED])
@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("name", PAPERS)
def test_every_sheet_has_a_place_of_its_own_for_the_label(
    name: str, locale: str, standing: Standing, left_out: list[Seen]
) -> None:
    pdf = PAPERS[name](locale, standing)
    assert {one.page for one in left_out} == set(range(page_count(pdf)))
    assert_white(pdf, left_out)
    assert page_count(pdf) == page_count(of_the_makers(name, locale)), "and grows by none"


@pytest.mark.parametrize("name", PAPERS)
def test_every_sheet_says_whose_it_is_and_the_makers_own_say_nothing(name: str) -> None:
    texts = Texts("en")
    for standing in (TEACHER, UNSIGNED):
        assert all(label(texts, standing) in page for page in pages(PAPERS[name]("en", standing)))
    own = of_the_makers(name, "en")
    assert own == PAPERS[name]("en", OFFICIAL)
    assert not any("teacher’s pack" in page or "Not signed" in page for page in pages(own))


# --- whose document it is ----------------------------------------------------------------
@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data folder with a course that an earlier version installed unsigned."""
    (built,) = quay_packs(tmp_path / "source").iterdir()
    packs = tmp_path / "home" / "packs"
    packs.mkdir(parents=True)
    noted_before(tmp_path / "home", built.rename(packs / "quay.milpack"))
    return tmp_path / "home"


def by_command(workspace: Workspace) -> Iterator[bytes]:
    """Everything that the command line prints of documents."""
    yield print_.certificate_bytes(workspace, "Yara", "en", "ar")
    yield print_.poster_bytes(workspace, "Riverside", "en")
    yield print_course.pact_sheet_bytes(workspace, "class", "en")
    yield print_course.path_bytes(workspace, "short", "en")
    yield print_course.kit_bytes(workspace, "en")
    shown = {"lang": "en", "report": False, "paper": "a4", "low_ink": True}
    for key in (False, True):
        yield print_test.test_bytes(workspace, Namespace(**shown, form="a", key=key))


def by_window(context: Context) -> Iterator[bytes]:
    """Everything that the window prints of documents."""
    seated = SimpleNamespace(id="somebody", nickname="Yara")
    for sheet in (
        certificates.blank_sheet(context),
        certificates.blank_a5_sheet(context),
        certificates.took_part_sheet(context),
        posters.poster_sheet(context, None),
        pactsheets.pact_group_sheet(context, "family"),
        pathsheets.path_sheet(context, "short"),
        peersheets.kit_sheet(context),
        peersheets.peer_certificate_sheet(context, seated),  # type: ignore[arg-type]
        testsheets.test_sheet(context, "a"),
        testsheets.test_sheet(context, "b", key=True),
    ):
        yield sheet.prepare(Options("en", low_ink=True))()


def test_papers_of_a_course_that_an_earlier_version_had_unsigned(home: Path) -> None:
    with Workspace.open(home, clock=FrozenClock(), bundled=()) as workspace:
        for name in ("pact", "space", "peer", "test"):
            assert whose.of_document(workspace.library, name, "en").tier == "unsigned"
        for pdf in by_command(workspace):
            assert all("Not signed" in page for page in pages(pdf))


def test_the_window_prints_them_with_the_label(home: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with window(home, tmp_path / "none") as shell:
        for pdf in by_window(shell.context):
            assert all("Not signed" in page for page in pages(pdf))


def test_the_same_course_from_the_makers_of_the_app_has_none(home: Path, tmp_path: Path) -> None:
    with window(tmp_path / "other", home / "packs") as shell:
        for pdf in (*by_command(shell.workspace), *by_window(shell.context)):
            assert not any("Not signed" in page for page in pages(pdf))


@pytest.mark.parametrize("name", ["pact", "space", "peer", "test"])
def test_no_pack_of_a_teacher_has_what_such_papers_are_made_of(tmp_path: Path, name: str) -> None:
    key = OwnKey.new()
    made = lesson_pack(key)
    made.add(f"documents/{name}.json", b"{}", "application/json", "document")
    file = tmp_path / "hers.milpack"
    file.write_bytes(signed(made, key))
    with Library.open(tmp_path / "home") as library:
        library.trust.pins.add(Maker(key.name, key.public, "Amina"))
        with pytest.raises(PackRefused) as caught:
            library.install(file)
    assert caught.value.code == "power.document"
