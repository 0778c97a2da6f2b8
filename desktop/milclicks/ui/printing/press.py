"""Sending a PDF to a printer, through a dialog that never blocks.

The pages that go to the printer are those of the PDF; nothing is laid out a second time.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from milclicks.prints.render import page_count, page_size
from milclicks.ui.printing.pages import page_image

MOST_DPI = 300


class Press(QObject):
    """Sends pages to a printer, one page per turn of the event loop."""

    progressed = Signal(int, int)
    finished = Signal()

    def __init__(self, pdf: bytes, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pdf, self._printer = pdf, printer
        self._pages = page_count(pdf)
        self._at = 0
        self._painter: QPainter | None = None

    def start(self) -> None:
        """Begin with the first page."""
        fit_page(self._printer, self._pdf, 0)
        self._painter = QPainter(self._printer)
        QTimer.singleShot(0, self._one)

    def _one(self) -> None:
        if self._painter is None:
            return
        if self._at > 0:
            fit_page(self._printer, self._pdf, self._at)
            self._printer.newPage()
        dpi = min(self._printer.resolution(), MOST_DPI)
        image = page_image(self._pdf, self._at, dpi)
        whole = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        self._painter.drawImage(QRectF(0, 0, whole.width(), whole.height()), image)
        self._at += 1
        self.progressed.emit(self._at, self._pages)
        if self._at < self._pages:
            QTimer.singleShot(0, self._one)
            return
        self._painter.end()
        self._painter = None
        self.finished.emit()


def fit_page(printer: QPrinter, pdf: bytes, number: int) -> None:
    """Give the printer the size and the direction of this page, without margins of its own."""
    width, height = page_size(pdf, number)
    wide = width > height
    size = QPageSize(
        QSizeF(min(width, height), max(width, height)),
        QPageSize.Unit.Point,
        "",
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )
    turn = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, turn, QMarginsF(0, 0, 0, 0)))


def ask_printer(parent: QWidget, pdf: bytes, chosen: Callable[[QPrinter], None]) -> QPrintDialog:
    """Open the system's print dialog; `chosen` is called with the printer."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(MOST_DPI)
    fit_page(printer, pdf, 0)
    dialog = QPrintDialog(printer, parent)
    dialog.setObjectName("print-dialog")
    dialog.setMinMax(1, page_count(pdf))
    dialog.accepted.connect(lambda: chosen(printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
    return dialog
