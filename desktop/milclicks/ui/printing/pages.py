"""Pictures of the pages of a PDF, for the preview and for the printer."""

from __future__ import annotations

from PySide6.QtGui import QImage

from milclicks.prints import render


def page_image(pdf: bytes, number: int, dpi: float) -> QImage:
    """One page as a picture at `dpi` dots per inch."""
    page = render.page_image(pdf, number, dpi)
    form = QImage.Format.Format_RGB888
    return QImage(page.rgb, page.width, page.height, 3 * page.width, form).copy()
