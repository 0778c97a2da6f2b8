"""The outline of a glyph as path operators of a PDF page."""

from __future__ import annotations

from functools import lru_cache

import uharfbuzz as hb

from milclicks.prints.typeset.faces import Face

_Step = tuple[str, tuple[float, ...]]


def outline(face: Face, glyph: int, x: float, y: float, size: float) -> str:
    """Path operators that draw a glyph at (x, y); the caller fills them."""
    scale = size / face.upem
    return " ".join(
        " ".join(
            f"{(y if place % 2 else x) + value * scale:.3f}" for place, value in enumerate(numbers)
        )
        + f" {verb}"
        for verb, numbers in _steps(face, glyph)
    )


@lru_cache(maxsize=512)
def _steps(face: Face, glyph: int) -> tuple[_Step, ...]:
    steps: list[_Step] = []
    pen = hb.DrawFuncs()
    pen.set_move_to_func(lambda x, y, _: steps.append(("m", (x, y))))
    pen.set_line_to_func(lambda x, y, _: steps.append(("l", (x, y))))
    pen.set_cubic_to_func(lambda a, b, c, d, x, y, _: steps.append(("c", (a, b, c, d, x, y))))
    pen.set_quadratic_to_func(lambda a, b, x, y, _: steps.append(_cubic(steps, a, b, x, y)))
    pen.set_close_path_func(lambda _: steps.append(("h", ())))
    face.hb_font.draw_glyph(glyph, pen, None)
    return tuple(steps)


def _cubic(steps: list[_Step], a: float, b: float, x: float, y: float) -> _Step:
    """A quadratic curve as the cubic one that PDF knows."""
    at = next(numbers for verb, numbers in reversed(steps) if verb != "h")[-2:]
    first = (at[0] + (a - at[0]) * 2 / 3, at[1] + (b - at[1]) * 2 / 3)
    second = (x + (a - x) * 2 / 3, y + (b - y) * 2 / 3)
    return ("c", (*first, *second, x, y))
