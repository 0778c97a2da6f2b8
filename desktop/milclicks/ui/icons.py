"""The icons: our own paths of resources/icons/icons.json, drawn in any colour and size.

Strand icons, letter marks and signs come from here, so that a strand has the same picture on
every screen. An icon alone never carries a meaning: a word stands beside it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from milclicks.core import paths
from milclicks.ui.vector import path_of

MARKS = ("triangle", "circle", "square", "star", "diamond", "cross_shape")


@cache
def _data() -> dict[str, Any]:
    text = (paths.resources() / "icons" / "icons.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(_data()["icons"])


@cache
def _paths(name: str) -> tuple[tuple[QPainterPath, bool], ...]:
    shapes = _data()["icons"][name]
    return tuple((path_of(shape), bool(shape.get("fill"))) for shape in shapes)


def draw(painter: QPainter, name: str, rect: QRectF, colour: QColor, *, rtl: bool = False) -> None:
    """Paint icon `name` into the square `rect`; the few with a direction turn when `rtl`."""
    view = float(_data()["view"])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / view, rect.height() / view)
    if rtl and name in _data()["mirrored"]:
        painter.translate(view, 0)
        painter.scale(-1, 1)
    pen = QPen(colour, float(_data()["stroke"]))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    for path, filled in _paths(name):
        painter.setPen(Qt.PenStyle.NoPen if filled else pen)
        painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
    painter.restore()
