"""Pages of a PDF as pictures, for the preview and for the printer: what is seen is what is saved.

pdfium does not work in several threads at once; one lock guards it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

POINTS_PER_INCH: Final = 72
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as rows of pixels, three bytes each (red, green, blue), without padding."""

    width: int
    height: int
    rgb: bytes


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with _document(pdf) as document:
        return len(document)


def page_size(pdf: bytes, number: int) -> tuple[float, float]:
    """Width and height of a page in points; pages count from 0."""
    with _document(pdf) as document:
        width, height = document[number].get_size()
        return float(width), float(height)


def page_image(pdf: bytes, number: int, dpi: float) -> PageImage:
    """One page on white at so many dots per inch; pages count from 0."""
    with _document(pdf) as document:
        bitmap = document[number].render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        channels, data = bitmap.n_channels, bytes(bitmap.buffer)
        bitmap.close()
    rows = (data[row * stride : row * stride + width * channels] for row in range(height))
    return PageImage(width, height, b"".join(_three(row, channels) for row in rows))


def page_text(pdf: bytes, number: int) -> str:
    """The text of a page as pdfium takes it out."""
    with _document(pdf) as document:
        page = document[number].get_textpage()
        try:
            return str(page.get_text_range())
        finally:
            page.close()


def _three(row: bytes, channels: int) -> bytes:
    """A row of pixels in three bytes each, from one, three or four."""
    if channels == 3:
        return row
    wide = bytearray(len(row) // channels * 3)
    for place in range(3):
        wide[place::3] = row[min(place, channels - 1) :: channels]
    return bytes(wide)


@contextmanager
def _document(pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()
