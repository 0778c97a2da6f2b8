"""Drawings as data: closed and open paths with a fill, a line and a place."""

from __future__ import annotations

from dataclasses import dataclass

Step = tuple[str, tuple[float, ...]]  # M x y | L x y | C six numbers | Z
ARC = 0.5522847498  # the handle of a quarter circle drawn as a cubic curve


@dataclass(frozen=True, slots=True)
class Shape:
    """One path. `low` is what fills it in low ink: a pattern's name, "ink", "none" or ""."""

    steps: tuple[Step, ...]
    fill: str | None
    stroke: str | None
    weight: float
    low: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a canvas of so many units; y grows downwards."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def ellipse(cx: float, cy: float, rx: float, ry: float) -> tuple[Step, ...]:
    """An ellipse as four curves."""
    a, b = rx * ARC, ry * ARC
    return (
        ("M", (cx + rx, cy)),
        ("C", (cx + rx, cy + b, cx + a, cy + ry, cx, cy + ry)),
        ("C", (cx - a, cy + ry, cx - rx, cy + b, cx - rx, cy)),
        ("C", (cx - rx, cy - b, cx - a, cy - ry, cx, cy - ry)),
        ("C", (cx + a, cy - ry, cx + rx, cy - b, cx + rx, cy)),
        ("Z", ()),
    )


def rectangle(x: float, y: float, w: float, h: float, r: float = 0) -> tuple[Step, ...]:
    """A rectangle with round corners of radius r."""
    right, low, k = x + w, y + h, r * (1 - ARC)
    if r <= 0:
        corners = ((x, y), (right, y), (right, low), (x, low))
        return (("M", corners[0]), *(("L", corner) for corner in corners[1:]), ("Z", ()))
    return (
        ("M", (x + r, y)),
        ("L", (right - r, y)),
        ("C", (right - k, y, right, y + k, right, y + r)),
        ("L", (right, low - r)),
        ("C", (right, low - k, right - k, low, right - r, low)),
        ("L", (x + r, low)),
        ("C", (x + k, low, x, low - k, x, low - r)),
        ("L", (x, y + r)),
        ("C", (x, y + k, x + k, y, x + r, y)),
        ("Z", ()),
    )


def bounds(steps: tuple[Step, ...]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a path's points."""
    xs = [value for _, numbers in steps for value in numbers[::2]]
    ys = [value for _, numbers in steps for value in numbers[1::2]]
    return min(xs), min(ys), max(xs), max(ys)
