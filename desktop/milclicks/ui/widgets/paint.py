"""The few strokes that all controls share: rounded boxes, the focus ring, stripes.

No shadows, gradients or blur: flat colour and one line.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from milclicks.ui.theme import Theme

RING = 3.0
DASH = 8.0


def box(
    painter: QPainter,
    rect: QRectF,
    *,
    radius: float,
    fill: QColor | None = None,
    line: QColor | None = None,
    width: float = 2.0,
    dashed: bool = False,
) -> None:
    """A rounded box whose line lies wholly inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = width / 2 if line is not None else 0.0
    inner = rect.adjusted(half, half, -half, -half)
    reach = min(radius, inner.height() / 2, inner.width() / 2)
    pen = QPen(line or Qt.GlobalColor.black, width)
    if dashed:
        pen.setDashPattern([DASH / width, DASH * 0.6 / width])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(inner, reach, reach)


def focus_ring(painter: QPainter, rect: QRectF, theme: Theme, radius: float) -> None:
    """The ring of 3 px in `focus`, with a light line inside it so that it shows on ink too."""
    box(painter, rect, radius=radius, line=theme.colour("focus"), width=RING)
    inner = rect.adjusted(RING, RING, -RING, -RING)
    box(painter, inner, radius=max(radius - RING, 2), line=theme.colour("card"), width=1.5)


def rounded(rect: QRectF, radius: float) -> QPainterPath:
    """A rounded box as a path, for clipping."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def stripes(painter: QPainter, rect: QRectF, dark: QColor, light: QColor, step: float) -> None:
    """Slanted stripes from edge to edge of `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, light)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(dark)
    lean = rect.height()
    x = rect.left() - lean
    while x < rect.right():
        path = QPainterPath()
        path.moveTo(x, rect.bottom())
        path.lineTo(x + lean, rect.top())
        path.lineTo(x + lean + step, rect.top())
        path.lineTo(x + step, rect.bottom())
        path.closeSubpath()
        painter.drawPath(path)
        x += 2 * step
    painter.restore()
