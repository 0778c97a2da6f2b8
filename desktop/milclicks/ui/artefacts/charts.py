"""A bar chart as a mock artefact: its axis may begin above zero, which is often the point."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from milclicks.core.texts import Texts
from milclicks.items.artefact import Chart
from milclicks.ui.artefacts.compose import Composer

NUMBER = 26  # px at 100 %: the number of what is pointed at
BARS = ("strand.literacy", "strand.critical", "strand.citizenship", "strand.intercultural")


def chart(at: Composer, art: Chart, texts: Texts) -> None:
    """Title, axis with its two ends and unit, a bar per entry with its value, small print."""
    theme = at.theme
    at.gap(theme.space(2))
    at.text(art.title, 18, part="title", strong=True)
    at.gap(2 * at.air if at.gutter else 0)
    unit = at.block(texts.unit(art.unit.name), 14, colour="ink_soft")
    wide = min(unit.natural_width() + 2 + (at.air if at.gutter else 0), at.inner)
    at.y = at.place(unit, at.margin, at.y, wide, "axis").bottom() + theme.space(1)
    room = theme.px(190)
    ends = [at.block(texts.number(n), 14, colour="ink_soft") for n in (art.axis_to, art.axis_from)]
    number = theme.px(NUMBER) if at.gutter else 0
    lead = at.margin + max(number, *(block.natural_width() for block in ends)) + 10
    top = at.y + theme.px(22)
    area = QRectF(lead, top, at.width - lead - at.margin, room)
    wide = lead - at.margin - 8
    at.place(ends[0], at.margin, area.top() - 10, wide + 2, "axis")
    at.place(ends[1], at.margin, area.bottom() - 12, wide + 2, "axis")
    at.shape(area, _axes(at))
    at.y = area.bottom() + 4
    _bars(at, art, area, texts)
    if art.small_print is not None:
        at.gap(theme.space(1))
        at.text(art.small_print.text, 14, part="small_print", colour="ink_soft")
    at.gap(theme.space(2))


def _axes(at: Composer):
    ink, soft, rtl = at.theme.colour("ink"), at.theme.colour("line"), at.theme.rtl

    def paint(painter: QPainter, where: QRectF) -> None:
        painter.setPen(QPen(soft, 1))
        for step in range(4):
            y = where.top() + where.height() * step / 4
            painter.drawLine(int(where.left()), int(y), int(where.right()), int(y))
        painter.setPen(QPen(ink, 2))
        painter.drawLine(where.bottomLeft(), where.bottomRight())
        edge = where.right() if rtl else where.left()
        painter.drawLine(int(edge), int(where.top() - 6), int(edge), int(where.bottom()))

    return paint


def _bars(at: Composer, art: Chart, area: QRectF, texts: Texts) -> None:
    theme = at.theme
    each = area.width() / max(len(art.bars), 1)
    below = at.y
    for number, bar in enumerate(art.bars):
        share = (bar.value - art.axis_from) / (art.axis_to - art.axis_from)
        tall = max(area.height() * share, 2)
        x = area.left() + number * each
        rect = QRectF(x + each * 0.2, area.bottom() - tall, each * 0.6, tall)
        colour = theme.colour(BARS[number % len(BARS)])
        at.shape(rect, _bar(colour, theme.colour("ink")), bar.id)
        value = at.block(texts.number(bar.value), 15, strong=True, centred=True)
        at.place(value, x, rect.top() - value.fit(each) + 1, each, bar.id)
        label = at.block(bar.label, 14, centred=True)
        below = max(below, at.place(label, x + 2, at.y, each - 4, bar.id).bottom())
    if at.gutter:
        foot = QRectF(area.left(), below, each, theme.px(NUMBER) + theme.space(2))
        for number, bar in enumerate(art.bars):
            at.room(foot.translated(number * each, 0), bar.id)
        below = foot.bottom()
    at.y = below


def _bar(fill, ink):
    def paint(painter: QPainter, where: QRectF) -> None:
        painter.setPen(
            QPen(ink, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin)
        )
        painter.setBrush(fill)
        painter.drawRect(where.adjusted(1, 1, -1, 0))

    return paint
