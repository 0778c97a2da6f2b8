"""Pictures of the pages of a PDF, for the preview and for the printer.

pdfium is not made for several threads at once: one lock guards it.
"""

from __future__ import annotations

from threading import Lock

from PySide6.QtGui import QImage

_ONE_AT_A_TIME = Lock()
POINTS_PER_INCH = 72


def page_count(pdf: bytes) -> int:
    """Number of pages."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_size(pdf: bytes, number: int) -> tuple[float, float]:
    """Width and height of a page in points."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            width, height = document[number].get_size()
            return float(width), float(height)
        finally:
            document.close()


def page_image(pdf: bytes, number: int, dpi: float) -> QImage:
    """One page as a picture at `dpi` dots per inch."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            bitmap = document[number].render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
            data = bytes(bitmap.buffer)
            form = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}
            shape = form.get(bitmap.n_channels, QImage.Format.Format_Grayscale8)
            image = QImage(data, bitmap.width, bitmap.height, bitmap.stride, shape)
            return image.copy()
        finally:
            document.close()
