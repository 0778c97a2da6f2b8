"""Preview, Save PDF and Print: one PDF, shown, saved and sent as it is; nothing blocks."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest

from milclicks.core.errors import MilClicksError
from milclicks.prints.render import page_count, page_size
from milclicks.ui.printing.pactsheets import pact_group_sheet
from milclicks.ui.printing.pages import page_image
from milclicks.ui.printing.press import Press, fit_page
from milclicks.ui.printing.sheet import Options
from milclicks.ui.saving import save
from tests.support.screens import Hand, find, quay_packs, settle, window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("printing"))


def open_certificate(hand: Hand) -> None:
    """A guest's pact, up to its preview."""
    hand.press("nav-pact", "choose-two", "choose-p1", "choose-p2", "pact-next")
    hand.press("plan-p1-a", "plan-p2-a", "pact-next")
    hand.write("sign-name", "Yara")
    hand.press("pact-next", "pact-next")
    for _ in range(100):
        settle(20)
        if find("print").isEnabled():
            return


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_what_is_saved_is_what_was_shown(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs, place="Riverside School") as shell:
        hand = Hand()
        open_certificate(hand)
        target = tmp_path / "out.pdf"
        hand.press("save-pdf")
        field = find("fileNameEdit")
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, str(target))
        for _ in range(5):
            if target.is_file():
                break
            QTest.keyClick(field, Qt.Key.Key_Return)
            settle(100)
        assert target.read_bytes() == shell.screen_._pdf
        words = text_of(target.read_bytes())
        assert "Yara" in words
        assert "Riverside School" in words
        assert target.name in find("notice-words").text()


def test_the_choices_make_the_paper_again(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        open_certificate(Hand())
        first = shell.screen_._pdf
        box = find("choice-paper")
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Down)
        for _ in range(100):
            settle(20)
            if find("print").isEnabled():
                break
        assert page_size(shell.screen_._pdf, 0) != page_size(first, 0)
        assert shell.workspace.settings.paper == "letter"


@pytest.mark.parametrize("version", ["class", "family", "teacher"])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_every_pact_of_a_group_is_a_poster_in_tiles(
    qapp: object, tmp_path: Path, packs: Path, version: str, locale: str
) -> None:
    with window(tmp_path / "d", packs, locale=locale) as shell:
        shell.go("preview", sheet=pact_group_sheet(shell.context, version))
        pages = []
        for name in ("", "size", "tile"):
            if name:
                box = find(f"choice-{name}")
                box.setFocus()
                QTest.keyClick(box, Qt.Key.Key_Down)
            for _ in range(300):
                settle(20)
                if find("print").isEnabled():
                    break
            pages.append((page_count(shell.screen_._pdf), page_size(shell.screen_._pdf, 0)))
        assert [count for count, _ in pages[:2]] == [1, 1]
        assert pages[1][1] > pages[0][1]
        assert pages[2][0] == 5


def test_the_certificate_keeps_its_code_however_often_it_is_shown(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs) as shell:
        hand = Hand()
        hand.press("who", "join", "join-now")
        open_certificate(hand)
        hand.press("nav-pact", "see-certificate")
        assert len(shell.workspace.records.events(kind="certificate_issued")) == 1
        assert "Yara" not in str(shell.workspace.records.events())


def test_print_and_preview_agree(qapp: object, tmp_path: Path, packs: Path) -> None:
    with window(tmp_path / "d", packs) as shell:
        open_certificate(Hand())
        pdf = shell.screen_._pdf
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(150)
    fit_page(printer, pdf, 0)
    press, done = Press(pdf, printer), []
    press.finished.connect(lambda: done.append(True))
    press.start()
    for _ in range(200):
        settle(10)
        if done:
            break
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert page_count(printed) == page_count(pdf)
    for mine, theirs in zip(page_size(printed, 0), page_size(pdf, 0), strict=True):
        assert abs(mine - theirs) < 1.5
    one, other = page_image(pdf, 0, 36), page_image(printed, 0, 36)
    width = min(one.width(), other.width()) - 1
    height = min(one.height(), other.height()) - 1
    apart = sum(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness())
        for x in range(0, width, 3)
        for y in range(0, height, 3)
    ) / ((width // 3) * (height // 3))
    assert apart < 6


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(MilClicksError) as error:
        save(b"%PDF", tmp_path / "file" / "x.pdf")
    assert "could not be written" in str(error.value.sentence)
    assert error.value.remedy is not None


@pytest.mark.parametrize(
    "name",
    ["blank", "blank-a5", "took-part", "poster", "parents", "children", "peer-kit"],
)
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_every_sheet_of_the_print_page_can_be_made(
    qapp: object, tmp_path: Path, packs: Path, name: str, locale: str
) -> None:
    with window(tmp_path / "d", packs, locale=locale, place="Riverside") as shell:
        shell.seat.teacher = True
        shell.go("prints")
        settle()
        Hand().press(f"print-{name}")
        for _ in range(150):
            settle(20)
            if find("print").isEnabled():
                break
        assert shell.screen_._pdf.startswith(b"%PDF")
        made = shell.screen_._sheet.prepare(Options(locale, low_ink=True))()
        assert made.startswith(b"%PDF")
        assert find("nav-prints")


def test_print_opens_the_dialog_of_the_system_without_blocking(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with window(tmp_path / "d", packs):
        hand = Hand()
        open_certificate(hand)
        hand.press("print")
        dialog = find("print-dialog")
        assert isinstance(dialog, QPrintDialog)
        dialog.reject()
        settle()
        assert find("print").isEnabled()
