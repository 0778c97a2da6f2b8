"""Our own drawings as paths: icons and faces are data, this turns them into QPainterPath.

A shape is one of {"d": absolute M L C Z}, {"circle": [cx, cy, r]}, {"ellipse": [cx, cy, rx, ry]}
or {"rect": [x, y, w, h, radius]}. It is no SVG reader and never will be.
"""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtGui import QPainterPath

_TOKEN = re.compile(r"[MLCZ]|-?\d+(?:\.\d+)?")
_TAKES = {"M": 2, "L": 2, "C": 6, "Z": 0}


def path_of(shape: dict[str, Any]) -> QPainterPath:
    """The path of one shape."""
    path = QPainterPath()
    if "circle" in shape:
        cx, cy, r = shape["circle"]
        path.addEllipse(cx - r, cy - r, 2 * r, 2 * r)
    elif "ellipse" in shape:
        cx, cy, rx, ry = shape["ellipse"]
        path.addEllipse(cx - rx, cy - ry, 2 * rx, 2 * ry)
    elif "rect" in shape:
        x, y, w, h, radius = shape["rect"]
        path.addRoundedRect(x, y, w, h, radius, radius)
    else:
        _follow(path, shape["d"])
    return path


def _follow(path: QPainterPath, data: str) -> None:
    words = _TOKEN.findall(data)
    at, verb = 0, "M"
    while at < len(words):
        if words[at] in _TAKES:
            verb = words[at]
            at += 1
        numbers = [float(word) for word in words[at : at + _TAKES[verb]]]
        at += len(numbers)
        if verb == "M":
            path.moveTo(numbers[0], numbers[1])
        elif verb == "L":
            path.lineTo(numbers[0], numbers[1])
        elif verb == "C":
            path.cubicTo(*numbers)
        else:
            path.closeSubpath()
