"""Newspaper or web page, notice on a board, label of a product, picture with its caption."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from milclicks.items.artefact import Frame, Page, Picture, Sheet
from milclicks.ui.artefacts.compose import Composer
from milclicks.ui.artefacts.messages import picture as put_picture
from milclicks.ui.pictures import Media, draw_cover, image_of
from milclicks.ui.widgets.paint import box

NARROW = 520


def page(at: Composer, art: Page, media: Media) -> None:
    """A masthead between two rules, a headline, and the story (in two columns where wide)."""
    theme = at.theme
    at.gap(theme.space(2))
    at.text(art.title, 26, part="title", strong=True, centred=True)
    at.gap(4)
    at.rule("ink", 2, at.margin)
    at.gap(4)
    at.text(art.place_line, 14, part="place_line", colour="ink_soft", centred=True)
    at.gap(4)
    at.rule("ink", 1, at.margin)
    at.gap(theme.space(2))
    if art.tag is not None:
        with at.together(art.tag.id):
            _tag(at, art.tag.text, art.tag.id)
        at.gap(theme.space(1))
    at.text(art.headline.text, 20, part=art.headline.id, strong=True)
    at.gap(theme.space(1))
    if art.picture:
        put_picture(at, media, art.picture, tall=0.42, inset=at.margin)
        at.gap(theme.space(2))
    _story(at, art)
    at.gap(theme.space(3))


def _tag(at: Composer, text: str, part: str) -> None:
    block = at.block(text, 14, colour="ink_soft")
    wide = min(block.natural_width() + 18, at.inner)
    index = len(at.pieces)
    inside = at.place(block, at.margin + 8, at.y + 2, wide - 16, part)
    rect = QRectF(at.margin, at.y, wide, inside.height() + 4)
    line = at.theme.colour("ink_soft")
    at.under(
        index, rect, lambda painter, where: box(painter, where, radius=4, line=line, width=1), part
    )
    at.y = rect.bottom()


def _story(at: Composer, art: Page) -> None:
    blocks = art.body_blocks
    if at.width < at.theme.px(NARROW) or len(blocks) < 2 or at.least:
        for number, block in enumerate(blocks):
            at.gap(at.theme.space(1) if number else 0)
            at.text(block.text, 16, part=block.id)
        return
    gutter = at.theme.space(4)
    each = (at.inner - gutter) / 2
    laid = [(block, at.block(block.text, 16)) for block in blocks]
    half = sum(text.fit(each) for _, text in laid) / 2
    top, below, x = at.y, at.y, at.margin
    for block, text in laid:
        if x == at.margin and at.y > top and at.y - top + text.fit(each) / 2 > half:
            x, at.y = at.margin + each + gutter, top
        at.y = at.place(text, x, at.y, each, block.id).bottom() + at.theme.space(1)
        below = max(below, at.y)
    at.y = below


def notice(at: Composer, art: Sheet, media: Media) -> None:
    """A sheet on a board: a pin, a title, lines, a stamp, a date."""
    theme = at.theme
    pin = QRectF(at.margin + at.inner / 2 - 9, at.y + theme.space(2), 18, 18)
    at.shape(
        pin,
        lambda painter, where: box(
            painter, where, radius=9, fill=theme.colour("bad"), line=theme.colour("ink")
        ),
    )
    at.gap(theme.space(2) + 18 + theme.space(1))
    at.text(art.title, 20, part="title", strong=True, centred=True)
    at.gap(theme.space(1))
    for line in art.body_lines:
        at.text(line.text, 17, part=line.id, centred=True)
        at.gap(4)
    at.gap(theme.space(1))
    top = at.y
    if art.stamp is not None:
        _stamp(at, art.stamp.text)
    if art.date is not None:
        _foot(at, art.date.text, "date", top)
    if art.small_print is not None:
        at.gap(4)
        at.text(art.small_print.text, 14, part="small_print", colour="ink_soft")
    at.gap(theme.space(3))


def _foot(at: Composer, text: str, part: str, top: float) -> None:
    """A date at the leading foot, beside the stamp where there is room."""
    block = at.block(text, 14, colour="ink_soft")
    room = at.inner * 0.5
    if at.y > top and block.natural_width() <= room and not at.least:
        at.place(block, at.margin, at.y - block.fit(room) - 6, room, part)
        return
    at.text(text, 14, part=part, colour="ink_soft")


def _stamp(at: Composer, text: str) -> None:
    """A slanted stamp at the trailing side."""
    theme = at.theme
    block = at.block(text, 15, strong=True, colour="strand.mil", centred=True)
    wide = min(block.natural_width() + 28, at.inner * 0.8)
    tall = block.fit(wide - 24) + 12
    rect = QRectF(at.right - wide - 6, at.y + 8, wide, tall)
    colour = theme.colour("strand.mil")

    def paint(painter: QPainter, where: QRectF) -> None:
        painter.save()
        painter.translate(where.center())
        painter.rotate(4 if theme.rtl else -4)
        own = QRectF(-where.width() / 2, -where.height() / 2, where.width(), where.height())
        box(painter, own, radius=6, line=colour, width=2.5)
        block.fit(where.width() - 24)
        block.draw(painter, QPointF(own.x() + 12, own.y() + 6))
        painter.restore()

    at.shape(rect, paint, "stamp", text)
    if at.least:  # it leans
        at.room(rect.adjusted(0, -at.air, 0, at.air), "stamp")
    at.y = rect.bottom() + 10


def label(at: Composer, art: Sheet, media: Media) -> None:
    """The label of a product: a coloured head, what it says, and the small print."""
    theme = at.theme
    index, top = len(at.pieces), at.y
    at.gap(theme.space(3))
    at.text(art.title, 22, part="title", strong=True, colour="card", centred=True)
    at.gap(theme.space(3))
    colour = theme.colour("strand.sustainability")
    head = QRectF(0, top, at.width, at.y - top)
    at.under(index, head, lambda painter, where: painter.fillRect(where, colour))
    at.gap(theme.space(2))
    for line in art.body_lines:
        at.text(line.text, 17, part=line.id, centred=True, strong=True)
        at.gap(4)
    for note, part in ((art.stamp, "stamp"), (art.date, "date")):
        if note is not None:
            at.text(note.text, 15, part=part, centred=True)
    if art.small_print is not None:
        at.gap(theme.space(1))
        _dashes(at)
        at.gap(theme.space(1))
        at.text(art.small_print.text, 14, part="small_print", colour="ink_soft", centred=True)
    at.gap(theme.space(2))


def _dashes(at: Composer) -> None:
    ink = at.theme.colour("line_control")
    rect = QRectF(at.margin, at.y, at.width - 2 * at.margin, 2)

    def paint(painter: QPainter, where: QRectF) -> None:
        painter.setPen(QPen(ink, 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(where.topLeft(), where.topRight())

    at.shape(rect, paint)
    at.y += 2


def picture(at: Composer, art: Picture, media: Media, shown: float = 1.0) -> None:
    """A picture and its caption; `shown` from 0 (the frame alone) to 1 (all of it)."""
    image = image_of(media, art.picture)
    ratio = image.height() / image.width() if image.width() else 0.56
    rect = QRectF(0, at.y, at.width, at.width * ratio)
    part = cut(art.frame, shown, image.width(), image.height())
    soft = at.theme.colour("soft")

    def paint(painter: QPainter, where: QRectF) -> None:
        painter.fillRect(where, soft)
        draw_cover(painter, image, where, part)

    at.shape(rect, paint, "picture", media.alt(art.picture))
    at.y = rect.bottom() + at.theme.space(2)
    at.text(art.caption, 17, part="caption")
    at.gap(at.theme.space(2))


def cut(frame: Frame | None, shown: float, wide: int, tall: int) -> QRectF | None:
    """The visible part in pixels, between the frame and the whole picture."""
    if frame is None or not wide:
        return None
    small = QRectF(
        frame.x * wide / 1000, frame.y * tall / 1000, frame.w * wide / 1000, frame.h * tall / 1000
    )

    def between(start: float, end: float) -> float:
        return start + (end - start) * shown

    left, top = between(small.left(), 0), between(small.top(), 0)
    right, bottom = between(small.right(), wide), between(small.bottom(), tall)
    return QRectF(left, top, right - left, bottom - top)
