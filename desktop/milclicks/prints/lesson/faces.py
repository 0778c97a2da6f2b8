"""The faces of Talora on paper: the same parts that the windows draw, as paths."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from milclicks.core import paths
from milclicks.prints.art.path_data import steps_of
from milclicks.prints.art.shapes import Drawing, Shape, Step, ellipse, rectangle
from milclicks.prints.sheet import Sheet

INK = "#1B2233"


def paint_face(sheet: Sheet, avatar: str, x: float, y: float, side: float) -> None:
    """A face in a ring; nothing for a name that is not drawn."""
    drawn = _face(avatar)
    if drawn is None:
        return
    sheet.clip(x, y, side, side, side / 2)
    sheet.drawing(drawn, x, y, side, cell=4)
    sheet.unclip()
    sheet.box(x, y, side, side, radius=side / 2, stroke=sheet.look.ink, weight=0.9)


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (paths.resources() / "avatars" / "avatars.json").read_text("utf-8")
    )
    return found


@cache
def _face(avatar: str) -> Drawing | None:
    data = _data()
    face = data["cast"].get(avatar)
    if face is None:
        return None
    colours, shapes = {"ink": INK, **face["colours"]}, []
    for part in face["parts"]:
        for one in data["parts"][part]:
            fill = colours.get(one.get("fill", ""), one.get("fill", "")) or None
            line = INK if one.get("line", True) else None
            low = "ink" if one.get("fill") in ("ink", "hair") else ""
            shapes.append(Shape(_steps(one), fill, line, float(data["stroke"]), low))
    return Drawing(float(data["view"]), float(data["view"]), tuple(shapes))


def _steps(shape: dict[str, Any]) -> tuple[Step, ...]:
    if "d" in shape:
        return steps_of(shape["d"])
    if "circle" in shape:
        cx, cy, r = shape["circle"]
        return ellipse(cx, cy, r, r)
    if "ellipse" in shape:
        return ellipse(*shape["ellipse"])
    return rectangle(*shape["rect"])
