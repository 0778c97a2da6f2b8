"""A strict reader for our own SVG drawings: svg, g, path, rect, circle, ellipse and no more.

Inherited: fill, stroke, stroke-width, data-low. Lines are round, as all our drawings are. An
element or attribute that is not known raises ValueError, so a drawing cannot lose a part unseen.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from milclicks.prints.art.path_data import steps_of
from milclicks.prints.art.shapes import Drawing, Shape, Step, ellipse, rectangle

_SPACE = "{http://www.w3.org/2000/svg}"
_PAINT = {"fill", "stroke", "stroke-width", "data-low", "transform", "id"}
_IGNORED = {"stroke-linejoin", "stroke-linecap"}
_OWN = {
    "g": set(),
    "path": {"d"},
    "rect": {"x", "y", "width", "height", "rx"},
    "circle": {"cx", "cy", "r"},
    "ellipse": {"cx", "cy", "rx", "ry"},
}
_MOVE = re.compile(r"(translate|rotate|scale)\(([^)]*)\)")
_Matrix = tuple[float, float, float, float, float, float]
IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class _Paint:
    fill: str | None = "#000000"
    stroke: str | None = None
    weight: float = 1
    low: str = ""
    matrix: _Matrix = IDENTITY


@cache
def read(path: Path) -> Drawing:
    """Read a drawing from a file of ours."""
    return parse(path.read_text("utf-8"))


def parse(text: str) -> Drawing:
    """Read a drawing; raise ValueError for anything beyond the subset."""
    root = ElementTree.fromstring(text)
    box = [float(number) for number in root.attrib["viewBox"].split()]
    if root.tag != f"{_SPACE}svg" or box[:2] != [0, 0] or len(box) != 4:
        raise ValueError("a drawing begins with <svg viewBox='0 0 width height'>")
    shapes: list[Shape] = []
    for child in root:
        _take(child, _Paint(), shapes)
    return Drawing(box[2], box[3], tuple(shapes))


def _take(element: ElementTree.Element, above: _Paint, shapes: list[Shape]) -> None:
    name = element.tag.removeprefix(_SPACE)
    if name not in _OWN:
        raise ValueError(f"an element beyond the subset: {name}")
    unknown = set(element.attrib) - _PAINT - _IGNORED - _OWN[name]
    if unknown:
        raise ValueError(f"attributes beyond the subset: {sorted(unknown)} of {name}")
    paint = _painted(element, above)
    if name == "g":
        for child in element:
            _take(child, paint, shapes)
        return
    steps = tuple((verb, _moved(numbers, paint.matrix)) for verb, numbers in _steps(name, element))
    grown = math.sqrt(abs(paint.matrix[0] * paint.matrix[3] - paint.matrix[1] * paint.matrix[2]))
    shapes.append(Shape(steps, paint.fill, paint.stroke, paint.weight * grown, paint.low))


def _steps(name: str, element: ElementTree.Element) -> tuple[Step, ...]:
    if name == "path":
        return steps_of(element.attrib["d"])
    value = {key: float(element.attrib.get(key, 0)) for key in _OWN[name]}
    if name == "rect":
        return rectangle(value["x"], value["y"], value["width"], value["height"], value["rx"])
    if name == "circle":
        return ellipse(value["cx"], value["cy"], value["r"], value["r"])
    return ellipse(value["cx"], value["cy"], value["rx"], value["ry"])


def _painted(element: ElementTree.Element, above: _Paint) -> _Paint:
    given = element.attrib
    return replace(
        above,
        fill=_colour(given.get("fill"), above.fill),
        stroke=_colour(given.get("stroke"), above.stroke),
        weight=float(given.get("stroke-width", above.weight)),
        low=given.get("data-low", above.low),
        matrix=_times(above.matrix, _matrix(given.get("transform", ""))),
    )


def _colour(given: str | None, above: str | None) -> str | None:
    if given is None:
        return above
    if given == "none":
        return None
    if not re.fullmatch(r"#(?:[0-9A-Fa-f]{3}){1,2}", given):
        raise ValueError(f"a colour beyond the subset: {given}")
    short = given[1:]
    return "#" + (short if len(short) == 6 else "".join(c * 2 for c in short)).upper()


def _matrix(transform: str) -> _Matrix:
    if _MOVE.sub("", transform).strip():
        raise ValueError(f"a transform beyond the subset: {transform}")
    found = IDENTITY
    for name, given in _MOVE.findall(transform):
        numbers = [float(number) for number in re.split(r"[\s,]+", given.strip())]
        found = _times(found, _one(name, numbers))
    return found


def _one(name: str, numbers: list[float]) -> _Matrix:
    first, second = numbers[0], numbers[1] if len(numbers) > 1 else None
    if name == "translate":
        return (1, 0, 0, 1, first, second or 0)
    if name == "scale":
        return (first, 0, 0, first if second is None else second, 0, 0)
    angle = math.radians(first)
    turn: _Matrix = (math.cos(angle), math.sin(angle), -math.sin(angle), math.cos(angle), 0, 0)
    x, y = (numbers[1], numbers[2]) if len(numbers) == 3 else (0, 0)
    return _times(_times((1, 0, 0, 1, x, y), turn), (1, 0, 0, 1, -x, -y))


def _times(m: _Matrix, n: _Matrix) -> _Matrix:
    return (
        m[0] * n[0] + m[2] * n[1],
        m[1] * n[0] + m[3] * n[1],
        m[0] * n[2] + m[2] * n[3],
        m[1] * n[2] + m[3] * n[3],
        m[0] * n[4] + m[2] * n[5] + m[4],
        m[1] * n[4] + m[3] * n[5] + m[5],
    )


def _moved(numbers: tuple[float, ...], m: _Matrix) -> tuple[float, ...]:
    pairs = zip(numbers[::2], numbers[1::2], strict=True)
    return tuple(
        value
        for x, y in pairs
        for value in (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])
    )
