"""Compares what is drawn with what was drawn before; goldens are written by hand, never by a test.

Geometry may differ by two pixels and a picture by a little smoothing: fonts are rasterised a bit
differently from machine to machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

NEAR = 2  # pixels of geometry
SMALL = 320  # width at which pictures are compared


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two pictures are apart: the mean per channel and the share of far pixels."""

    mean: float
    far: float

    @property
    def near(self) -> bool:
        """Whether no more than fonts are rasterised differently."""
        return self.mean < 2.5 and self.far < 0.01


def outline(widget: QWidget) -> list[list[Any]]:
    """Every visible named control: its name, its place, what it says."""
    found = []
    for child in widget.findChildren(QWidget):
        if child.objectName() and child.isVisible() and not child.objectName().startswith("qt_"):
            corner = child.mapTo(widget, child.rect().topLeft())
            box = [corner.x(), corner.y(), child.width(), child.height()]
            found.append([child.objectName(), box, child.accessibleName()])
    return sorted(found, key=lambda row: (row[0], row[1]))


def strayed(now: list[list[Any]], before: list[list[Any]]) -> list[str]:
    """What is missing, new, elsewhere, or says something else."""
    names = [row[0] for row in now], [row[0] for row in before]
    if names[0] != names[1]:
        return [f"controls changed: {sorted(set(names[0]) ^ set(names[1]))}"]
    problems = []
    for (name, box, said), (_, old_box, old_said) in zip(now, before, strict=True):
        if said != old_said:
            problems.append(f"{name} says {said!r}, said {old_said!r}")
        if any(abs(a - b) > NEAR for a, b in zip(box, old_box, strict=True)):
            problems.append(f"{name} is at {box}, was at {old_box}")
    return problems


def small(image: QImage) -> QImage:
    """A picture at the size of a golden."""
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaledToWidth(SMALL, smooth).convertToFormat(QImage.Format.Format_RGB888)


def difference(now: QImage, before: QImage) -> Difference:
    """Compare two pictures of one size."""
    if now.size() != before.size():
        return Difference(255.0, 1.0)
    a, b = _bytes(now), _bytes(before)
    apart = [abs(x - y) for x, y in zip(a, b, strict=True)]
    return Difference(sum(apart) / len(apart), sum(1 for x in apart if x > 48) / len(apart))


def _bytes(image: QImage) -> bytes:
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    wide, line = rgb.width() * 3, rgb.bytesPerLine()
    data = bytes(rgb.constBits())
    return b"".join(data[y * line : y * line + wide] for y in range(rgb.height()))
