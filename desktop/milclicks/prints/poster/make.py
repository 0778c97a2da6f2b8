"""Posters as PDF bytes: one page of any size, or a map and the sheets to put together."""

from __future__ import annotations

from dataclasses import replace

from milclicks.core.errors import N_, BadInput, Message
from milclicks.core.texts import Texts
from milclicks.prints.certificate.data import cleaned
from milclicks.prints.look import Look, look
from milclicks.prints.paper import PAPERS, Document
from milclicks.prints.poster.data import PosterData, cleaned_place
from milclicks.prints.poster.pages import paint_map, paint_tile
from milclicks.prints.poster.scene import paint_poster
from milclicks.prints.poster.tiles import Tiling, tiling
from milclicks.prints.poster.wording import PosterWording, poster_wording
from milclicks.prints.sheet import Sheet

FORM = "poster"
SIZES = ("a4", "a3", "a2", "a1", "a0")


def poster_pdf(
    data: PosterData,
    texts: Texts,
    *,
    size: str = "a4",
    tile: str = "",
    low_ink: bool = False,
) -> bytes:
    """A poster; with `tile` ("a4" or "letter") a map page and then the sheets in reading order.

    Raises BadInput for a size that does not exist or a name that does not fit, NoGlyph for a
    sign that no font has.
    """
    if size not in SIZES or tile not in ("", "a4", "letter"):
        raise BadInput(
            Message(N_("There is no such size of poster.")),
            Message(N_("Choose a size from A4 to A0, and A4 or Letter for the sheets.")),
        )
    clean = replace(data, place=cleaned_place(data.place), locality=cleaned(data.locality))
    said = poster_wording(clean, texts)
    grid = tiling(size, tile) if tile else None
    if grid is None:
        return _whole(said, texts, size, look(low_ink))
    return _tiled(said, texts, grid, look(low_ink))


def _whole(said: PosterWording, texts: Texts, size: str, shown: Look) -> bytes:
    document = Document(PAPERS[size], title=said.place, locale=texts.locale)
    _paint_scaled(document, PAPERS[size], said, texts, shown)
    document.next_page()
    return document.bytes()


def _tiled(said: PosterWording, texts: Texts, grid: Tiling, shown: Look) -> bytes:
    document = Document(grid.paper, title=said.place, locale=texts.locale)
    canvas = document.canvas
    canvas.beginForm(FORM, 0, 0, *grid.poster)
    _paint_scaled(document, grid.poster, said, texts, shown)
    canvas.endForm()
    sheet = Sheet(canvas, grid.paper, texts.direction, shown)
    paint_map(sheet, grid, FORM, texts)
    document.next_page()
    for tile in grid.tiles():
        paint_tile(sheet, grid, tile, FORM, texts, said.place)
        document.next_page()
    return document.bytes()


def _paint_scaled(
    document: Document, size: tuple[float, float], said: PosterWording, texts: Texts, shown: Look
) -> None:
    """Paint the poster at its size: the sheet is A4's and the page enlarges it."""
    factor = size[0] / PAPERS["a4"][0]
    canvas = document.canvas
    canvas.saveState()
    canvas.scale(factor, factor)
    sheet = Sheet(canvas, (size[0] / factor, size[1] / factor), texts.direction, shown)
    paint_poster(sheet, said)
    canvas.restoreState()
