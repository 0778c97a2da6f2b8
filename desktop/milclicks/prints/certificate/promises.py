"""The ten promises as two rows of five, the chosen two marked."""

from __future__ import annotations

from dataclasses import dataclass

from milclicks.prints.certificate.frame import Column
from milclicks.prints.certificate.sections import Setting, Stack
from milclicks.prints.sheet import Sheet
from milclicks.prints.typeset.block import Block

ACROSS = 5
GAP = 7.0
NUMBER = 21.0  # width of the column of numbers on A4


@dataclass(frozen=True, slots=True)
class Chip:
    """One promise: its number and its name in each language."""

    number: Block
    names: Stack
    chosen: bool


@dataclass(frozen=True, slots=True)
class Promises:
    """All chips, of one size."""

    chips: tuple[Chip, ...]
    cell: float
    inner: float
    scale: float

    @classmethod
    def of(cls, setting: Setting, chosen: frozenset[int]) -> Promises:
        """Lay the chips out in the largest size in which every word fits its chip."""
        width = chip_width(setting)
        size = 13.0
        while size > 8 and any(_too_wide(chip, width) for chip in _chips(setting, chosen, size)):
            size -= 0.5
        chips = _chips(setting, chosen, size)
        inner = max(chip.names.height for chip in chips) if chips else 0.0
        return cls(chips, inner + 13 * setting.scale, inner, setting.scale)

    @property
    def height(self) -> float:
        """All rows and the gaps between them."""
        rows = -(-len(self.chips) // ACROSS)
        return rows * self.cell + max(0, rows - 1) * GAP * self.scale

    def paint(self, sheet: Sheet, column: Column, y: float) -> None:
        """Paint the rows with the top at y."""
        gap = GAP * self.scale
        wide = (column.width - gap * (ACROSS - 1)) / ACROSS
        for place, chip in enumerate(self.chips):
            x = column.x + (place % ACROSS) * (wide + gap)
            top = y + (place // ACROSS) * (self.cell + gap)
            self._paint_chip(sheet, chip, x, top, wide)

    def _paint_chip(self, sheet: Sheet, chip: Chip, x: float, y: float, wide: float) -> None:
        look, s = sheet.look, self.scale
        sheet.box(
            x, y, wide, self.cell, radius=9 * s,
            fill=look.highlight if chip.chosen else None,
            stroke=look.ink if chip.chosen else look.edge,
            weight=(1.7 if chip.chosen else 1.1) * s,
        )  # fmt: skip
        middle = y + self.cell / 2
        sheet.text(chip.number, x + 8 * s, middle - chip.number.height / 2, NUMBER * s)
        start = x + (8 + NUMBER) * s
        width = wide - (8 + NUMBER + 6) * s
        chip.names.paint(sheet, start, middle - chip.names.height / 2, width)


def chip_width(setting: Setting) -> float:
    """The room for a name in a chip."""
    s = setting.scale
    return (setting.column.width - GAP * s * (ACROSS - 1)) / ACROSS - (8 + NUMBER + 6) * s


def _chips(setting: Setting, chosen: frozenset[int], size: float) -> tuple[Chip, ...]:
    width = chip_width(setting)
    first = setting.style(size, bold=True)
    second = setting.style(size * 0.82, soft=True)
    made = []
    for place, (number, _) in enumerate(setting.wordings[0].promises):
        names = [w.promises[place][1] for w in setting.wordings if place < len(w.promises)]
        blocks = setting.both(names, first, second, width)
        digits = setting.style(size * 0.96, bold=True, soft=True)
        shown = setting.sheet.lay(number, digits, NUMBER * setting.scale)
        made.append(Chip(shown, Stack(tuple(blocks)), place + 1 in chosen))
    return tuple(made)


def _too_wide(chip: Chip, width: float) -> bool:
    return any(block.width > width or len(block.lines) > 2 for block in chip.names.blocks)
