"""The two promises to begin with and their plans; without plans, lines to write them on."""

from __future__ import annotations

from dataclasses import dataclass

from milclicks.prints.certificate.data import CertificateData, FocusPlan
from milclicks.prints.certificate.frame import Column
from milclicks.prints.certificate.sections import Setting, Stack
from milclicks.prints.sheet import Sheet
from milclicks.prints.typeset.block import Block

GAP = 13.0
PADDING = 13.0
LEAST = 62.0  # height of a box on A4, so that a short plan does not look lost


@dataclass(frozen=True, slots=True)
class Card:
    """One plan: the promise's name over the sentence, or two labels of lines to fill in."""

    name: Block | None
    body: Stack

    @property
    def height(self) -> float:
        """The text's height."""
        return (self.name.height if self.name else 0.0) + self.body.height


@dataclass(frozen=True, slots=True)
class Plans:
    """Two cards side by side."""

    cards: tuple[Card, Card]
    blank: bool
    high: float
    scale: float

    @classmethod
    def of(cls, setting: Setting, data: CertificateData) -> Plans:
        """Lay out the plans, or the lines for them."""
        s = setting.scale
        width = card_width(setting) - 2 * PADDING * s
        blank = len(data.plans) < 2
        if blank:
            card = _blank(setting, width, labels=data.kind == "pact")
            return cls((card, card), True, 76 * s, s)
        first, second = (_card(setting, plan, width) for plan in data.plans[:2])
        high = max(LEAST * s, max(first.height, second.height) + 1.7 * PADDING * s)
        return cls((first, second), False, high, s)

    @property
    def height(self) -> float:
        """The height of both cards."""
        return self.high

    def paint(self, sheet: Sheet, column: Column, y: float) -> None:
        """Paint both cards with the top at y."""
        gap = GAP * self.scale
        wide = (column.width - gap) / 2
        for place, card in enumerate(self.cards):
            self._paint_card(sheet, card, column.x + place * (wide + gap), y, wide)

    def _paint_card(self, sheet: Sheet, card: Card, x: float, y: float, wide: float) -> None:
        look, s = sheet.look, self.scale
        sheet.box(
            x, y, wide, self.high, radius=11 * s, fill=look.highlight,
            stroke=look.ink if look.low else None, weight=0.9,
        )  # fmt: skip
        inner = wide - 2 * PADDING * s
        if self.blank:
            self._paint_lines(sheet, card, x + PADDING * s, y, inner)
            return
        top = y + (self.high - max(each.height for each in self.cards)) / 2
        if card.name:
            sheet.text(card.name, x + PADDING * s, top, inner)
            top += card.name.height
        card.body.paint(sheet, x + PADDING * s, top, inner)

    def _paint_lines(self, sheet: Sheet, card: Card, x: float, y: float, inner: float) -> None:
        s = self.scale
        for row in range(2):
            rule = y + (34 + 30 * row) * s
            start = x
            if row < len(card.body.blocks):
                label = card.body.blocks[row]
                sheet.text(label, x, rule - label.pitch * 0.5 - label.style.size * 0.4, inner)
                start += label.width + 6 * s
            sheet.line(start, rule, x + inner, rule, weight=0.8, colour=sheet.look.soft_ink)


def card_width(setting: Setting) -> float:
    """The width of one card."""
    return (setting.column.width - GAP * setting.scale) / 2


def _card(setting: Setting, plan: FocusPlan, width: float) -> Card:
    wording = setting.wordings[0]
    names = {place: f"{shown}  {name}" for place, (shown, name) in enumerate(wording.promises, 1)}
    small = setting.style(11, bold=True, soft=True)
    name = names.get(plan.number)
    sentence = setting.sheet.lay_own(wording.plan(plan), setting.style(14.5), width, "anywhere")
    return Card(setting.sheet.lay_own(name, small, width) if name else None, Stack((sentence,)))


def _blank(setting: Setting, width: float, *, labels: bool) -> Card:
    wording = setting.wordings[0]
    style = setting.style(12.5, soft=True)
    shown = (wording.when, wording.will) if labels else ()
    return Card(None, Stack(tuple(setting.sheet.lay(text, style, width) for text in shown)))
