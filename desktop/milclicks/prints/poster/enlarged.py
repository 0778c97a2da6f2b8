"""A page of A4's shape enlarged to a poster: on one large sheet, or on many to put together.

For every print that hangs on a wall; what stands on it is painted by whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from milclicks.core.texts import Texts
from milclicks.prints.look import Look
from milclicks.prints.paper import PAPERS, Document
from milclicks.prints.poster.pages import paint_map, paint_tile
from milclicks.prints.poster.tiles import Tiling, tiling
from milclicks.prints.sheet import Sheet

FORM = "poster"
Paint = Callable[[Sheet], None]


@dataclass(frozen=True, slots=True)
class Wall:
    """What a poster is called, its size, and the paper of its sheets ("" for one whole sheet)."""

    name: str
    size: str
    tile: str = ""


def enlarged_pdf(paint: Paint, texts: Texts, look: Look, wall: Wall) -> bytes:
    """The poster whole; with tiles a map page and then the sheets in reading order.

    Where one sheet of that paper is enough, it is printed whole.
    """
    grid = tiling(wall.size, wall.tile) if wall.tile else None
    if grid is not None:
        return _tiled(paint, texts, look, wall.name, grid)
    document = Document(PAPERS[wall.size], title=wall.name, locale=texts.locale)
    _scaled(document.canvas, paint, PAPERS[wall.size], texts, look)
    document.next_page()
    return document.bytes()


def _tiled(paint: Paint, texts: Texts, look: Look, name: str, grid: Tiling) -> bytes:
    document = Document(grid.paper, title=name, locale=texts.locale)
    canvas = document.canvas
    canvas.beginForm(FORM, 0, 0, *grid.poster)
    _scaled(canvas, paint, grid.poster, texts, look)
    canvas.endForm()
    sheet = Sheet(canvas, grid.paper, texts.direction, look)
    paint_map(sheet, grid, FORM, texts)
    document.next_page()
    for tile in grid.tiles():
        paint_tile(sheet, grid, tile, FORM, texts, name)
        document.next_page()
    return document.bytes()


def _scaled(canvas: Any, paint: Paint, size: tuple[float, float], texts: Texts, look: Look) -> None:
    """Paint a page at its size: the sheet is A4's and the page enlarges it."""
    factor = size[0] / PAPERS["a4"][0]
    canvas.saveState()
    canvas.scale(factor, factor)
    shape = (size[0] / factor, size[1] / factor)
    paint(Sheet(canvas, shape, texts.direction, look))
    canvas.restoreState()
