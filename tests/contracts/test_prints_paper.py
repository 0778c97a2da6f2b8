"""The same page everywhere: preview, file and printer; sheets put together and the whole poster."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest
from PIL import Image
from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from milclicks.prints.certificate import certificates_pdf
from milclicks.prints.pactsheet import pact_sheet_pdf
from milclicks.prints.paper import PAPERS
from milclicks.prints.poster import poster_pdf
from milclicks.prints.poster.tiles import MARGIN, tiling
from milclicks.prints.qr import bars
from milclicks.prints.render import page_count, page_image, page_size
from tests.golden.prints.course_samples import group
from tests.golden.prints.pictures import FAR, difference, raster
from tests.golden.prints.samples import CODE, certificate, poster, prints, texts

pytestmark = pytest.mark.usefixtures("qapp")


def printed(pdf: bytes, path: Path) -> bytes:
    """What a PDF printer makes of the first page."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(300)
    printer.setFullPage(True)
    wide, high = page_size(pdf, 0)
    lying = wide > high
    size = QPageSize(QSizeF(min(wide, high), max(wide, high)), QPageSize.Unit.Point)
    turn = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, turn, QMarginsF(0, 0, 0, 0)))
    page = page_image(pdf, 0, 300)
    shown = QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888)
    painter = QPainter(printer)
    whole = printer.paperRect(QPrinter.Unit.DevicePixel)
    painter.drawImage(QRectF(0, 0, whole.width(), whole.height()), shown)
    painter.end()
    return path.read_bytes()


@pytest.mark.parametrize("name", ["certificate-ar", "certificate-sr-en", "poster-low-ink-en"])
def test_preview_file_and_printer_show_the_same(name: str, tmp_path: Path) -> None:
    pdf = prints()[name]()
    paper = printed(pdf, tmp_path / "printed.pdf")
    file, print_ = raster(pdf, dpi=144), raster(paper, dpi=144)
    small = (file.width // 4, file.height // 4)
    assert abs(file.width - print_.width) <= 2
    assert abs(file.height - print_.height) <= 2
    assert difference(file.resize(small), print_.resize(small)) <= FAR


def joined(pdf: bytes, size: str, paper: str, dpi: int) -> Image.Image:
    """The sheets cut along their marks and laid over each other on a poster-sized page."""
    grid = tiling(size, paper)
    assert grid is not None
    scale = dpi / 72
    whole = Image.new("RGB", tuple(round(side * scale) for side in PAPERS[size]), "#888888")
    wide, high = (round(side * scale) for side in grid.window)
    margin = round(MARGIN * scale)
    for number, tile in enumerate(grid.tiles(), 1):
        sheet = raster(pdf, number, dpi=dpi)
        window = sheet.crop((margin, margin, margin + wide, margin + high))
        whole.paste(window, (round(tile.x * scale), round(tile.y * scale)))
    return whole


@pytest.mark.parametrize(
    ("size", "paper", "locale", "low_ink"),
    [("a3", "a4", "en", False), ("a2", "letter", "ar", True), ("a1", "a4", "sr_Latn", False)],
)
def test_sheets_cut_and_joined_are_the_poster(
    size: str, paper: str, locale: str, low_ink: bool
) -> None:
    voice, data = texts(locale), poster(locale)
    pdf = poster_pdf(data, voice, size=size, tile=paper, low_ink=low_ink)
    together = joined(pdf, size, paper, 144)
    whole = raster(poster_pdf(data, voice, size=size, low_ink=low_ink), dpi=144)
    small = (whole.width // 4, whole.height // 4)
    assert difference(together.resize(small), whole.resize(small)) <= 2 * FAR


@pytest.mark.parametrize(
    ("version", "size", "paper", "locale", "low_ink"),
    [
        ("class", "a3", "a4", "en", False),
        ("family", "a2", "letter", "ar", True),
        ("teacher", "a3", "letter", "ar", False),
    ],
)
def test_the_sheets_of_a_pact_cut_and_joined_are_the_pact(
    version: str, size: str, paper: str, locale: str, low_ink: bool
) -> None:
    voice, data = texts(locale), group(locale, version)
    pdf = pact_sheet_pdf(data, voice, paper=size, tile=paper, low_ink=low_ink)
    grid = tiling(size, paper)
    assert grid is not None
    assert page_count(pdf) == grid.columns * grid.rows + 1
    together = joined(pdf, size, paper, 144)
    whole = raster(pact_sheet_pdf(data, voice, paper=size, low_ink=low_ink), dpi=144)
    small = (whole.width // 4, whole.height // 4)
    assert difference(together.resize(small), whole.resize(small)) <= 2 * FAR


def test_a_pact_that_fits_its_paper_is_one_page() -> None:
    data = group("en", "class")
    for paper in ("a4", "letter"):
        assert page_count(pact_sheet_pdf(data, texts("en"), paper=paper, tile="a4")) == 1


def test_a_sheet_laid_wrong_is_seen() -> None:
    voice, data = texts("en"), poster("en")
    pdf = poster_pdf(data, voice, size="a3", tile="a4")
    together = joined(pdf, "a3", "a4", 144)
    part = together.crop((0, 0, 700, 700))
    together.paste(part, (10, 0))
    whole = raster(poster_pdf(data, voice, size="a3"), dpi=144)
    small = (whole.width // 4, whole.height // 4)
    assert difference(together.resize(small), whole.resize(small)) > 2 * FAR


@pytest.mark.parametrize(("size", "sheets"), [("a3", 4), ("a2", 8), ("a1", 15), ("a0", 25)])
def test_a_tiled_poster_has_a_map_and_all_sheets(size: str, sheets: int) -> None:
    grid = tiling(size, "a4")
    assert grid is not None
    assert grid.columns * grid.rows <= sheets
    pdf = poster_pdf(poster("en"), texts("en"), size=size, tile="a4")
    assert page_count(pdf) == grid.columns * grid.rows + 1


def test_a_poster_that_fits_its_paper_is_one_page() -> None:
    assert page_count(poster_pdf(poster("en"), texts("en"), size="a4", tile="a4")) == 1


def modules_of(picture: Image.Image, side: int, points: float, dpi: int) -> set[tuple[int, int]]:
    """The dark modules of the QR code that fills a picture's right lower part down to its end."""
    dark = picture.convert("L").point(lambda level: 255 if level < 128 else 0)
    box = dark.getbbox()
    assert box is not None
    unit = points / side * dpi / 72
    left, top = box[2] - side * unit, box[3] - side * unit
    places = [(x, y) for x in range(side) for y in range(side)]
    return {
        (x, y)
        for x, y in places
        if dark.getpixel((int(left + (x + 0.5) * unit), int(top + (y + 0.5) * unit)))
    }


def test_the_qr_code_holds_pack_code_and_day_only() -> None:
    side, dark = bars(f"mil.core {CODE} 2026-11-22")
    modules = {(x, y) for left, y, length in dark for x in range(left, left + length)}
    page = raster(prints()["certificate-en"](), dpi=360)
    around = page.crop(tuple(round(edge * 5) for edge in (718, 455, 800, 532)))
    assert modules_of(around, side, 66, 360) == modules


def test_a_batch_is_one_file_with_a_page_for_each() -> None:
    many = [certificate("en", name=f"Learner {n}") for n in range(5)]
    batch = certificates_pdf(many, texts("en"))
    assert page_count(batch) == 5
    alone = certificates_pdf([many[3]], texts("en"))
    assert difference(raster(batch, 3), raster(alone)) == 0
    assert len(batch) < 5 * len(alone)


def test_a_job_beside_the_window_makes_the_same_page() -> None:
    made: list[bytes] = []
    jobs = [Thread(target=lambda: made.append(prints()["certificate-ar-fr"]())) for _ in range(3)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    assert made == [prints()["certificate-ar-fr"]()] * 3
