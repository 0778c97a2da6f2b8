"""Post, chat, SMS inbox and radio script: whatever somebody says to somebody."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from milclicks.items.artefact import Line, Post, Script
from milclicks.ui import avatars, icons
from milclicks.ui.artefacts.compose import Composer, Paint
from milclicks.ui.pictures import Media, draw_cover, image_of
from milclicks.ui.theme import Theme
from milclicks.ui.widgets.paint import box

BUBBLE = 14  # the radius of its corners
NAME_COLOURS = ("strand.literacy", "strand.intercultural", "strand.citizenship", "strand.critical")


def face(avatar: str, theme: Theme) -> Paint:
    """A painter for a face; an empty id gives a neutral one."""

    def paint(painter: QPainter, where: QRectF) -> None:
        if avatars.known(avatar):
            avatars.draw(painter, avatar, where)
        else:
            box(painter, where, radius=999, fill=theme.colour("soft"))
            icons.draw(painter, "person", where.adjusted(8, 8, -8, -8), theme.colour("ink_soft"))

    return paint


def picture(at: Composer, media: Media, name: str, *, tall: float = 0.52, inset: float = 0) -> None:
    """A picture across the artefact as part "picture"."""
    image = image_of(media, name)
    wide = at.width - 2 * inset
    height = min(wide * tall, at.theme.px(300))
    if not image.isNull():
        height = min(height, wide * image.height() / image.width())
    rect = QRectF(inset, at.y, wide, height)
    soft = at.theme.colour("soft")

    def paint(painter: QPainter, where: QRectF) -> None:
        painter.fillRect(where, soft)
        draw_cover(painter, image, where)

    at.shape(rect, paint, "picture", media.alt(name))
    at.y += height


def post(at: Composer, art: Post, media: Media) -> None:
    """A post or a forward: who, how it came, picture, words, how many."""
    theme = at.theme
    side = theme.px(40)
    at.gap(theme.space(2))
    top = at.y
    at.shape(QRectF(at.margin, top, side, side), face(art.avatar, theme))
    x = at.margin + side + theme.space(2)
    alone = art.meta is None and art.date is None and not at.least
    at.y = (
        top + (side - at.block(art.sender, 16, strong=True).fit(at.inner)) / 2 if alone else top - 3
    )
    at.text(art.sender, 16, part="sender", strong=True, x=x)
    if art.meta is not None:
        at.text(art.meta.text, 14, part="meta", colour="ink_soft", x=x)
    if art.date is not None:
        at.text(art.date.text, 14, part="date", colour="ink_soft", x=x)
    at.y = max(at.y, top + side) + theme.space(1) + 2
    if art.picture:
        picture(at, media, art.picture)
        at.gap(theme.space(1))
    at.gap(2)
    at.text(art.body, 17, part="body")
    at.gap(theme.space(2))
    if art.counts is not None:
        at.rule()
        at.gap(theme.space(1))
        at.text(art.counts.text, 14, part="counts", colour="ink_soft")
        at.gap(theme.space(1))


def chat(at: Composer, art: Script, media: Media) -> None:
    """A chat: bubbles from both sides under the name of the group."""
    theme = at.theme
    _head(at, art.title, "talk")
    at.gap(theme.space(2))
    names = list(dict.fromkeys(line.sender for line in art.lines if line.side == "in"))
    before = ""
    for line in art.lines:
        colour = NAME_COLOURS[names.index(line.sender) % 4] if line.sender in names else "ink"
        _bubble(at, line, colour, first=line.sender != before)
        before = line.sender
        at.gap(theme.space(1))
    at.gap(theme.space(1))


def _bubble(at: Composer, line: Line, colour: str, *, first: bool) -> None:
    theme, out = at.theme, line.side == "out"
    side, pad = theme.px(32), theme.space(2)
    lead = at.margin + (0 if out and not at.gutter else side + theme.space(1))
    most = at.width - lead - at.margin - (0 if at.gutter else theme.px(24))
    words = at.block(line.text, 16)
    name = at.block(line.sender, 14, strong=True, colour=colour) if first and not out else None
    date = at.block(line.date.text, 14, colour="ink_soft") if line.date else None
    each = [block for block in (name, words, date) if block is not None]
    wide = min(max(block.natural_width() for block in each) + 2 * pad + 2, most)
    wide = most if at.gutter else wide  # who points at it points at all of its row
    x = at.width - at.margin - wide if out else lead
    room = wide - 2 * pad - at.gutter
    top, index = at.y, len(at.pieces)
    tall = sum(block.fit(room) for block in each) + 2 * theme.space(1)
    at.y += theme.space(1) + max(at.least - tall, 0) / 2
    for block in each:
        at.y = at.place(block, x + pad, at.y, room, line.id).bottom()
    at.y += theme.space(1) + max(at.least - tall, 0) / 2
    ground = theme.colour("sun_soft" if out else "soft")
    edge = theme.colour("sun" if out else "line")
    rect = QRectF(x, top, wide, at.y - top)

    def paint(painter: QPainter, where: QRectF) -> None:
        box(painter, where, radius=BUBBLE, fill=ground, line=edge, width=1)

    at.under(index, rect, paint, line.id, ground=True)
    if first and not out:
        at.shape(QRectF(at.margin, top, side, side), face(line.avatar, theme))


def _head(at: Composer, title: str, icon: str, part: str = "title") -> None:
    """A soft strip with an icon and a title."""
    if not title:
        return
    theme, index, top = at.theme, len(at.pieces), at.y
    side, edge = theme.px(22), 0 if at.least else theme.space(2)
    at.gap(edge)
    x = at.margin + side + theme.space(2)
    rect = at.text(title, 16, part=part, strong=True, x=x)
    at.gap(edge)
    soft, ink = theme.colour("soft"), theme.colour("ink")
    strip = QRectF(0, top, at.width, at.y - top)
    at.under(index, strip, lambda painter, where: painter.fillRect(where, soft))
    middle = rect.y() + (rect.height() - side) / 2
    where = QRectF(at.margin, middle, side, side)
    at.shape(where, lambda painter, box_: icons.draw(painter, icon, box_, ink, rtl=theme.rtl))
    at.rule()


def sms(at: Composer, art: Script, media: Media) -> None:
    """An inbox: who, when, what, one under the other."""
    theme = at.theme
    _head(at, art.title, "phone")
    for number, line in enumerate(art.lines):
        if number:
            at.rule(inset=at.margin)
        at.gap(theme.space(2))
        with at.together(line.id):
            _message(at, line)
        at.gap(theme.space(2))


def _message(at: Composer, line: Line) -> None:
    """Sender and date in one row, the words below."""
    date = at.block(line.date.text, 14, colour="ink_soft") if line.date else None
    room = min(date.natural_width() + 2, at.inner * 0.45) if date else 0
    top = at.y
    at.text(line.sender, 16, part=line.id, strong=True, width=at.inner - room - 8)
    if date is not None:
        below = at.place(date, at.right - room, top + 1, room, line.id).bottom()
        at.y = max(at.y, below)
    at.text(line.text, 16, part=line.id)


def radio(at: Composer, art: Script, media: Media) -> None:
    """A radio script: a voice per line, as read out at the microphone."""
    theme = at.theme
    _head(at, art.title, "radio")
    at.gap(theme.space(2))
    for line in art.lines:
        top = at.y
        bar = theme.colour("sun")
        x = at.margin + 14
        with at.together(line.id):
            at.text(line.sender, 14, part=line.id, strong=True, colour="ink_soft", x=x)
            at.text(line.text, 17, part=line.id, x=x)
        rect = QRectF(at.margin, top + 3, 5, at.y - top - 6)
        at.shape(rect, _bar(bar))
        at.gap(theme.space(2))


def _bar(colour) -> Paint:
    return lambda painter, where: box(painter, where, radius=2.5, fill=colour)
