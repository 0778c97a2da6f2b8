"""Faces drawn from shared parts (resources/avatars/avatars.json): the cast and the learners.

A face stays the same face wherever it is shown. No photo ever stands in for one.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from milclicks.core import paths
from milclicks.ui.theme import Theme, current
from milclicks.ui.vector import path_of
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.paint import box, focus_ring, rounded

INK = "#1B2233"


@cache
def _data() -> dict[str, Any]:
    text = (paths.resources() / "avatars" / "avatars.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def learner_avatars() -> tuple[str, ...]:
    """The ids a learner can choose from."""
    return tuple(_data()["learners"])


def cast() -> tuple[str, ...]:
    """The ids of the eight people of Talora."""
    return tuple(_data()["cast"])


def known(avatar: str) -> bool:
    """Whether there is such a face."""
    return avatar in _data()["cast"] or avatar in _data()["learners"]


@cache
def _strokes(avatar: str) -> tuple[tuple[QPainterPath, str, bool], ...]:
    """Path, fill ("" = none) and whether it has the ink line, in drawing order."""
    data = _data()
    face = data["cast"].get(avatar) or data["learners"].get(avatar)
    if face is None:
        return ()
    colours = {"ink": INK, **face["colours"]}
    found = []
    for part in face["parts"]:
        for shape in data["parts"][part]:
            fill = shape.get("fill", "")
            found.append((path_of(shape), colours.get(fill, fill), shape.get("line", True)))
    return tuple(found)


def draw(painter: QPainter, avatar: str, rect: QRectF) -> None:
    """Paint a face, cut to a circle, into the square `rect`."""
    view = float(_data()["view"])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(rounded(rect, rect.width() / 2), Qt.ClipOperation.IntersectClip)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / view, rect.height() / view)
    pen = QPen(QColor(INK), float(_data()["stroke"]))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    for path, fill, line in _strokes(avatar):
        painter.setPen(pen if line else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
    painter.restore()


class AvatarView(QWidget):
    """A face with a thin ring; `name` is what a screen reader says."""

    def __init__(self, avatar: str, name: str = "", *, size: int = 40, ring: bool = True) -> None:
        super().__init__()
        self.theme: Theme = current()
        self._avatar, self._ring = avatar, ring
        self.setFixedSize(QSize(self.theme.px(size), self.theme.px(size)))
        self.setAccessibleName(name)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        draw(painter, self._avatar, rect)
        if self._ring:
            box(painter, rect, radius=999, line=self.theme.colour("ink"), width=2)


class AvatarButton(Button):
    """A face to choose, with a name under it. Checkable; `avatar` is the id."""

    picked = Signal(str)

    def __init__(self, avatar: str, name: str, *, size: int = 96, show_name: bool = True) -> None:
        self.avatar, self._side, self._named = avatar, size, show_name
        super().__init__(name if show_name else "", look="quiet", pad=8, size=15)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setObjectName(f"avatar-{avatar}")
        self.clicked.connect(lambda: self.picked.emit(self.avatar))

    def sizeHint(self) -> QSize:
        width = self.theme.px(self._side) + 24
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def heightForWidth(self, width: int) -> int:
        words = self._block.fit(max(width - 16, 1)) + 6 if self._named else 0
        return int(self.theme.px(self._side) + 20 + words)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        fill, line, ink = self.colours()
        line = theme.colour("ink") if self.isChecked() else line
        wide = theme.stroke("selected") if self.isChecked() else theme.stroke("control")
        box(painter, rect, radius=theme.radius("card"), fill=fill, line=line, width=wide)
        if self.hasFocus():
            focus_ring(painter, rect, theme, theme.radius("card"))
        side = theme.px(self._side)
        where = QRectF((rect.width() - side) / 2, 10, side, side)
        draw(painter, self.avatar, where)
        box(painter, where, radius=999, line=theme.colour("ink"), width=2)
        if self._named:
            width = rect.width() - 16
            self._block.fit(width)
            at = where.bottomLeft()
            at.setX(8)
            at.setY(at.y() + 5)
            self._block.paint(painter, at, ink)
