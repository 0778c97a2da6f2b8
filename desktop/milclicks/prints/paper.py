"""Papers and documents: sizes in points, and a PDF that has the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

MM: Final = 72 / 25.4
EDGE: Final = 5 * MM  # nothing is printed nearer to the edge of a sheet
PAPERS: Final[dict[str, tuple[float, float]]] = {
    "a4": (210 * MM, 297 * MM),
    "letter": (612.0, 792.0),
    "a3": (297 * MM, 420 * MM),
    "a2": (420 * MM, 594 * MM),
    "a1": (594 * MM, 841 * MM),
    "a0": (841 * MM, 1189 * MM),
}


class Document:
    """A PDF being written; `canvas` is ReportLab's."""

    def __init__(self, size: tuple[float, float], *, title: str, locale: str) -> None:
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0  # plain bytes: a fifth smaller and written faster
        self._stream = BytesIO()
        self.canvas: Any = Canvas(
            self._stream,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            lang=locale.replace("_", "-"),
            pdfVersion=(1, 5),
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor("MIL CLICKS")
        self.canvas.setCreator("MIL CLICKS Desktop")

    def next_page(self) -> None:
        """End this page."""
        self.canvas.showPage()

    def bytes(self) -> bytes:
        """End the document; every page must have been ended."""
        self.canvas.save()
        return self._stream.getvalue()


def landscape(paper: str) -> tuple[float, float]:
    """The size of a paper lying on its long side."""
    width, height = PAPERS[paper]
    return height, width
