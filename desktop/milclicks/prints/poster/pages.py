"""The pages of a tiled poster: the map of the sheets, and each sheet with its marks and label."""

from __future__ import annotations

from milclicks.core.texts import N_, Texts
from milclicks.prints.look import GREY
from milclicks.prints.paper import EDGE, MM
from milclicks.prints.poster.tiles import MARGIN, OVERLAP, Tile, Tiling
from milclicks.prints.sheet import Sheet
from milclicks.prints.typeset.block import Style
from milclicks.prints.typeset.layout import lay

STEPS = (
    N_("Print all sheets at 100 %, without fitting them to the page."),
    N_("On every sheet, cut off the left and the upper white edge along the marks."),
    N_("Lay the sheets as on this map. Each covers the strip that its neighbour shows twice."),
    N_("Glue them, or tape them from behind."),
)
_FROM, _TO = EDGE, MARGIN - 1.5  # a crop mark reaches from here to here, from the paper's edge


def paint_tile(sheet: Sheet, grid: Tiling, tile: Tile, form: str, texts: Texts, place: str) -> None:
    """One sheet: its part of the poster, crop marks, overlap marks, label and a small map."""
    canvas = sheet.canvas
    wide, high = grid.window
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(MARGIN, MARGIN, wide, high)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.translate(MARGIN - tile.x, MARGIN + high + tile.y - grid.poster[1])
    canvas.doForm(form)
    canvas.restoreState()
    _paint_marks(sheet, grid, tile)
    _paint_label(sheet, grid, tile, texts, place)


def _paint_marks(sheet: Sheet, grid: Tiling, tile: Tile) -> None:
    """Solid marks at the window's corners; dotted ones where the next sheet will begin."""
    width, height = grid.paper
    for x in (MARGIN, width - MARGIN):
        _vertical(sheet, x, ())
    for y in (MARGIN, height - MARGIN):
        _horizontal(sheet, y, ())
    if tile.column < grid.columns - 1:
        _vertical(sheet, width - MARGIN - OVERLAP, (1.2, 1.6))
    if tile.row < grid.rows - 1:
        _horizontal(sheet, height - MARGIN - OVERLAP, (1.2, 1.6))


def _vertical(sheet: Sheet, x: float, dash: tuple[float, ...]) -> None:
    at = sheet.width - x if sheet.rtl else x
    for y in (_FROM, sheet.height - _TO):
        sheet.line(at, y, at, y + _TO - _FROM, weight=0.5, dash=dash)


def _horizontal(sheet: Sheet, y: float, dash: tuple[float, ...]) -> None:
    for x in (_FROM, sheet.width - _TO):
        sheet.line(x, y, x + _TO - _FROM, y, weight=0.5, dash=dash)


def _paint_label(sheet: Sheet, grid: Tiling, tile: Tile, texts: Texts, place: str) -> None:
    number = tile.row * grid.columns + tile.column + 1
    said = texts.say(
        N_("Sheet {sheet}: {number} of {all}"),
        sheet=tile.label, number=number, all=grid.rows * grid.columns,
    )  # fmt: skip
    width = grid.window[0] - OVERLAP - 60
    block = sheet.lay(
        f"{said} · {texts.isolate(place)}", Style(7.5, colour=sheet.look.soft_ink), width, "never"
    )
    top = sheet.height - MARGIN + 3.5
    start = MARGIN + 36
    sheet.clip(start, top, width, MARGIN - EDGE - 4)
    sheet.text(block, start, top, width)
    sheet.unclip()
    _paint_small_map(sheet, grid, tile, top + 1)


def _paint_small_map(sheet: Sheet, grid: Tiling, tile: Tile, top: float) -> None:
    cell = min((MARGIN - EDGE - 6) / grid.rows, 26 / grid.columns, 5.0)
    left = MARGIN + 4
    for row in range(grid.rows):
        for column in range(grid.columns):
            x = left + column * cell
            at = sheet.width - x - cell if sheet.rtl else x
            here = (row, column) == (tile.row, tile.column)
            sheet.box(
                at, top + row * cell, cell, cell, fill=sheet.look.ink if here else None,
                stroke=GREY, weight=0.3,
            )  # fmt: skip


def paint_map(sheet: Sheet, grid: Tiling, form: str, texts: Texts) -> None:
    """The first page: what to do, and the small poster with the sheets drawn over it.

    On an upright page the map stands under the words, on a lying one beside them.
    """
    edge = 18 * MM
    lying = sheet.width > sheet.height
    width = (sheet.width - 2 * edge) * (0.42 if lying else 1.0)
    bottom = _paint_advice(sheet, grid, texts, edge, width)
    if lying:
        left = edge + width + 24
        _paint_grid(sheet, grid, form, (left, edge, sheet.width - edge - left))
    else:
        _paint_grid(sheet, grid, form, (edge, bottom + 8, width))


def _paint_advice(sheet: Sheet, grid: Tiling, texts: Texts, start: float, width: float) -> float:
    """Paint the words; return where they end."""
    look, y = sheet.look, 16 * MM
    strong, soft = Style(20, bold=True, colour=look.ink), Style(11, colour=look.soft_ink)
    heads = (
        (texts.say(N_("How to put the poster together")), strong),
        (_facts(grid, texts), soft),
    )
    for text, style in heads:
        block = sheet.lay(text, style, width)
        sheet.text(block, start, y, width)
        y += block.height + 5
    for number, step in enumerate(STEPS, 1):
        y = _paint_step(sheet, texts.number(number), texts.say(step), start, y, width)
    return y


def _facts(grid: Tiling, texts: Texts) -> str:
    wide, high = (round(side / MM / 10) for side in grid.poster)
    return texts.say(
        N_("{all} sheets: {columns} across and {rows} down. The poster is {wide} × {high} cm."),
        all=grid.rows * grid.columns, columns=grid.columns, rows=grid.rows, wide=wide, high=high,
    )  # fmt: skip


def _paint_step(
    sheet: Sheet, number: str, step: str, start: float, y: float, width: float
) -> float:
    first = sheet.lay(number, Style(12, bold=True, colour=sheet.look.ink), 20)
    block = sheet.lay(step, Style(12, colour=sheet.look.ink), width - 22)
    sheet.text(first, start, y, 20)
    sheet.text(block, start + 22, y, width - 22)
    return y + block.height + 2


def _paint_grid(sheet: Sheet, grid: Tiling, form: str, room: tuple[float, float, float]) -> None:
    """The small poster in the room (x, top, width) that reaches down to the page's margin."""
    spread = [(t.x, t.y, t.x + grid.window[0], t.y + grid.window[1]) for t in grid.tiles()]
    left, upper = min(s[0] for s in spread), min(s[1] for s in spread)
    whole = (max(s[2] for s in spread) - left, max(s[3] for s in spread) - upper)
    start, top, width = room
    factor = min(width / whole[0], (sheet.height - top - 14 * MM) / whole[1])
    x0 = sheet.left(start, width) + (width - whole[0] * factor) / 2
    canvas = sheet.canvas
    canvas.saveState()
    canvas.translate(x0 - left * factor, sheet.height - top - (grid.poster[1] - upper) * factor)
    canvas.scale(factor, factor)
    canvas.doForm(form)
    canvas.restoreState()
    for tile in grid.tiles():
        _paint_cell(sheet, grid, tile, factor, x0 + (tile.x - left) * factor,
                    top + (tile.y - upper) * factor)  # fmt: skip


def _paint_cell(sheet: Sheet, grid: Tiling, tile: Tile, factor: float, x: float, y: float) -> None:
    wide, high = grid.window[0] * factor, grid.window[1] * factor
    at = sheet.width - x - wide if sheet.rtl else x
    sheet.box(at, y, wide, high, stroke=sheet.look.ink, weight=0.8, dash=(3, 2))
    size = min(24.0, high * 0.4, wide * 0.4)
    middle = (x + wide / 2, y + high / 2)
    disc = sheet.width - middle[0] - size / 2 if sheet.rtl else middle[0] - size / 2
    sheet.box(
        disc, middle[1] - size / 2, size, size, radius=size / 2, fill="#FFFFFF",
        stroke=sheet.look.ink, weight=1,
    )  # fmt: skip
    style = Style(size * 0.44, bold=True, colour=sheet.look.ink, align="centre")
    label = lay(tile.label, style, size * 2, "ltr")
    mid = sheet.width - middle[0] - size if sheet.rtl else middle[0] - size
    sheet.text(label, mid, middle[1] - label.height / 2, size * 2)
