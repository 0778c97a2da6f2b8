"""The parts of a certificate from the name to the plans: each knows its height and paints itself.

Sizes are points on A4 times a scale; `Setting` carries what all parts share.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from milclicks.prints.certificate.data import CertificateData
from milclicks.prints.certificate.frame import Column
from milclicks.prints.certificate.wording import Wording
from milclicks.prints.sheet import Sheet, direction_of
from milclicks.prints.typeset.block import Block, Style
from milclicks.prints.typeset.layout import Break

LARGEST, LEAST_IN_ONE_LINE = 46.0, 26.0  # points of a name on A4
NAME_LEADING = {"ltr": 1.18, "rtl": 1.5}


@dataclass(frozen=True, slots=True)
class Setting:
    """The sheet, the column, the scale and the wordings (one or two) of one certificate."""

    sheet: Sheet
    column: Column
    scale: float
    wordings: tuple[Wording, ...]

    def style(self, size: float, *, bold: bool = False, soft: bool = False) -> Style:
        """A style of so many points on A4."""
        look = self.sheet.look
        return Style(size * self.scale, bold=bold, colour=look.soft_ink if soft else look.ink)

    def both(self, texts: list[str], first: Style, second: Style, width: float) -> list[Block]:
        """The same sentence in each language, the second one set in its own style."""
        styles = (first, second)
        return [
            self.sheet.lay_own(text, style, width)
            for text, style in zip(texts, styles, strict=False)
            if text
        ]


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks one under the other."""

    blocks: tuple[Block, ...]
    gap: float = 0.0

    @property
    def height(self) -> float:
        """Their heights and the gaps."""
        return sum(b.height for b in self.blocks) + self.gap * max(0, len(self.blocks) - 1)

    def paint(self, sheet: Sheet, x: float, y: float, width: float) -> None:
        """Paint them with the top at y."""
        for block in self.blocks:
            sheet.text(block, x, y, width)
            y += block.height + self.gap


@dataclass(frozen=True, slots=True)
class Name:
    """The name, large; without one a line to write it on."""

    block: Block | None
    label: Stack
    scale: float

    @classmethod
    def of(cls, setting: Setting, name: str) -> Name:
        """The largest size that fits in one line, then in two, then in three."""
        soft = setting.style(10.5, soft=True)
        labels = [wording.name for wording in setting.wordings]
        label = Stack((setting.sheet.lay(" · ".join(labels), soft, setting.column.width),))
        return cls(fitted_name(setting, name) if name else None, label, setting.scale)

    @property
    def height(self) -> float:
        """Height of the name or of the line with its label."""
        return self.block.height if self.block else 54 * self.scale + self.label.height

    def paint(self, sheet: Sheet, column: Column, y: float) -> None:
        """Paint the name or the line."""
        if self.block:
            sheet.text(self.block, column.x, y, column.width)
            return
        rule = y + 48 * self.scale
        sheet.line(column.x, rule, column.x + column.width * 0.72, rule, weight=1.2)
        self.label.paint(sheet, column.x, rule + 2 * self.scale, column.width)


def fitted_name(setting: Setting, name: str) -> Block:
    """A name in the largest size that fits: in one line, then in two, then in three."""
    leading = NAME_LEADING[direction_of(name) or setting.sheet.direction]
    look, wide = setting.sheet.look, setting.column.width

    def laid(size: float, wrap: Break) -> Block:
        style = Style(size * setting.scale, bold=True, colour=look.ink, leading=leading)
        return setting.sheet.lay_own(name, style, wide, wrap)

    whole = laid(LARGEST, "never")
    if whole.width <= wide:
        return whole
    size = math.floor(LARGEST * wide / whole.width * 2) / 2
    if size >= LEAST_IN_ONE_LINE:
        return laid(size, "never")
    for most, start, least in ((2, 27.0, 19.0), (3, 20.0, 13.0)):
        size = start
        while size >= least:
            block = laid(size, "words")
            if block.width <= wide and len(block.lines) <= most:
                return block
            size -= 1.0
    return laid(15, "anywhere")


def intro(setting: Setting) -> Stack:
    """What the named person takes up."""
    texts = [wording.intro for wording in setting.wordings]
    styles = (setting.style(15, soft=True), setting.style(12, soft=True))
    return Stack(tuple(setting.both(texts, *styles, setting.column.width)))


def closing(setting: Setting) -> Stack:
    """The pact's last sentence."""
    texts = [wording.closing for wording in setting.wordings]
    styles = (setting.style(13, soft=True), setting.style(11, soft=True))
    return Stack(tuple(setting.both(texts, *styles, setting.column.width)))


def heading(setting: Setting) -> Stack:
    """The line over the two plans."""
    texts = [wording.heading for wording in setting.wordings]
    styles = (setting.style(14.5, bold=True), setting.style(11.5, soft=True))
    return Stack(tuple(setting.both(texts, *styles, setting.column.width)))


def focus_numbers(data: CertificateData) -> frozenset[int]:
    """The numbers of the promises that are shown as chosen."""
    return frozenset(plan.number for plan in data.plans)
