"""Hotspot: point at a place of a picture or a part of a mock artefact.

The places are buttons with a number; keys choose them too. Places of a picture are never
mirrored: the picture is the same in every language. A tap beside all places counts as one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.items.artefact import part_name
from milclicks.items.hotspot import ELSEWHERE
from milclicks.ui import icons
from milclicks.ui.artefacts import ArtefactView
from milclicks.ui.artefacts.charts import NUMBER
from milclicks.ui.artefacts.compose import air
from milclicks.ui.artefacts.messages import BUBBLE
from milclicks.ui.inline import plain
from milclicks.ui.items.base import ItemWidget
from milclicks.ui.items.pieces import Piece
from milclicks.ui.items.rows import MISSED, RIGHT, SIGNS, WRONG
from milclicks.ui.items.told import told_lines
from milclicks.ui.pictures import PictureView, image_of
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.paint import RING, box, focus_ring
from milclicks.ui.widgets.text import small

POINT_ONE = N_("Tap the place in the picture, or choose its number.")
POINT_MANY = N_("Tap {n} places, or choose their numbers.")
PLACE = N_("Place {n}: {words}")
BESIDE = N_("Somewhere else")
COLOURS = {
    "idle": "ink",
    "chosen": "ink",
    "right": "good",
    "wrong": "bad",
    "missed": "good",
    "rest": "ink_soft",
}


class Place(Button):
    """A place to point at: a frame and a numbered pin, in its corner or where `number` says.

    `over` draws the words of a card of its own (a bubble) on the ground of what is chosen.
    """

    def __init__(
        self,
        option: str,
        mark: str,
        parent: QWidget,
        *,
        number: str = "corner",
        over: Callable[[QPainter], None] | None = None,
    ) -> None:
        self.option, self._mark, self.state = option, mark, "idle"
        self._number, self._over = number, over
        super().__init__("", look="plain", pad=0, parent=parent)
        self.setObjectName(f"place-{option}")

    def show_as(self, state: str, name: str, *, locked: bool) -> None:
        """Take a state of a row."""
        self.state = state
        self.setEnabled(not locked)
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        ink = theme.colour(COLOURS[self.state])
        strong = self.state in ("chosen", "right", "wrong", "missed")
        frame = rect.adjusted(RING, RING, -RING, -RING)
        radius = BUBBLE if self._over is not None else 9
        if (self.isEnabled() and self.underMouse()) or self.state == "chosen":
            self._fill(painter, frame, radius)
        wide = 3.0 if strong else 2.0
        light = wide + 1.5 if strong else wide  # shows the frame on dark ground too
        box(painter, frame, radius=radius, line=theme.colour("card"), width=light)
        box(painter, frame, radius=radius, line=ink, width=wide, dashed=not strong)
        if self.hasFocus():
            focus_ring(painter, rect, theme, radius + RING)
        self._draw_pin(painter)

    def _fill(self, painter: QPainter, frame: QRectF, radius: float) -> None:
        """The ground of what is chosen: under its words, else over what lies there."""
        sun = self.theme.colour("sun_soft")
        painter.save()
        if self._over is None:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        box(painter, frame, radius=radius, fill=sun)
        if self._over is not None:
            painter.translate(-self.pos())
            self._over(painter)
        painter.restore()

    def pin(self) -> QRectF:
        """Where the number stands, never on the frame."""
        corner = self._number == "corner"  # a picture has no free room: not over what is pointed at
        side, edge, rtl = self.theme.px(NUMBER), RING + (2 if corner else 6), self.theme.rtl
        left, right = edge, self.width() - side - edge
        leading, trailing = (right, left) if rtl else (left, right)
        middle = (self.height() - side) / 2
        x, y = {
            "beside": (trailing, middle),
            "side": (leading, middle),
            "foot": ((self.width() - side) / 2, self.height() - side - edge),
        }.get(self._number, (leading, edge))
        return QRectF(x, y, side, side)

    def _draw_pin(self, painter: QPainter) -> None:
        theme, where = self.theme, self.pin()
        sign = SIGNS.get(self.state, "")
        fill = {"right": "good", "wrong": "bad", "missed": "card", "chosen": "ink"}.get(
            self.state, "card"
        )
        ink = "good" if self.state == "missed" else "card" if fill != "card" else "ink"
        edge = theme.colour(COLOURS[self.state])
        box(painter, where, radius=999, fill=theme.colour(fill), line=edge, width=2)
        if sign:
            inner = where.adjusted(5, 5, -5, -5)
            icons.draw(painter, sign, inner, theme.colour(ink))
            return
        painter.setFont(theme.font_px(13, strong=True))
        painter.setPen(theme.colour(ink))
        painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), self._mark)


class Ground(QWidget):
    """What is pointed at, with the places over it. `tapped` with an option id or ELSEWHERE."""

    tapped = Signal(str)

    def __init__(self, owner: ItemWidget) -> None:
        super().__init__()
        item = owner.state.item
        self._item = item
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if item.picture:
            media = owner.media
            most = owner.theme.px(460)
            self.view: QWidget = PictureView(
                image_of(media, item.picture), media.alt(item.picture), most=most
            )
        else:
            self.view = ArtefactView(item.stimulus, owner.texts, owner.media, pointed=True)
            self.view.changed.connect(self.place_all)
        column.addWidget(self.view)
        self.places: dict[str, Place] = {}
        for number, option in enumerate(item.options, start=1):
            place = self._made(option, owner.texts.number(number))
            place.clicked.connect(lambda _=False, key=option.id: self.tapped.emit(key))
            self.places[option.id] = place

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._column.activate()
        self.place_all()

    def place_all(self) -> None:
        """Put each place over its part or its rectangle, at least as big as a target."""
        for option in self._item.options:
            place = self.places[option.id]
            place.setGeometry(self._grown(self._rect(option), place.theme.target))
            place.raise_()
            place.show()

    def _made(self, option, mark: str) -> Place:
        if not isinstance(self.view, ArtefactView):
            return Place(option.id, mark, self.view)
        view, part = self.view, self._part(self.view, option)
        over = None if view.card_of(part).isEmpty() else partial(view.draw_words, part=part)
        return Place(option.id, mark, view, number=view.number_at(part), over=over)

    @staticmethod
    def _part(view: ArtefactView, option) -> str:
        return part_name(view.artefact, option.part) or option.part

    def _rect(self, option) -> QRectF:
        if isinstance(self.view, ArtefactView):
            return self._framed(self.view, self._part(self.view, option))
        if not isinstance(self.view, PictureView) or option.rect is None:
            return QRectF()
        ground = self.view.picture_rect()
        x, y, w, h = (part / 1000 for part in option.rect)
        left, top = ground.x() + x * ground.width(), ground.y() + y * ground.height()
        return QRectF(left, top, w * ground.width(), h * ground.height())

    def _framed(self, view: ArtefactView, part: str) -> QRectF:
        """A card to its edge; words together with the free room where their number stands."""
        card, number = view.card_of(part), view.number_at(part)
        if not card.isEmpty():
            return card.adjusted(-RING, -RING, RING, RING)
        rect, above = view.part_rect(part), air(view.theme)
        beside = max(2.5 * view.theme.space(0), RING + 5)  # the frame is never on the words
        if number == "foot":
            return rect.adjusted(0, -above, 0, 0)
        if number == "side":  # beside the line of the axis, not on it
            lead, line = (RING, beside) if view.theme.rtl else (beside, RING)
            return rect.adjusted(-lead, -above, line, above)
        rect = rect.adjusted(-beside, -RING, beside, RING)
        edge = view.theme.space(3) - beside
        if view.theme.rtl:
            rect.setLeft(edge)
        else:
            rect.setRight(view.width() - edge)
        return rect

    def _grown(self, rect: QRectF, least: int) -> QRect:
        more_x = max(least - rect.width(), 0) / 2
        more_y = max(least - rect.height(), 0) / 2
        grown = rect.adjusted(-more_x, -more_y, more_x, more_y)
        room = QRectF(self.view.rect())
        grown.moveLeft(max(min(grown.left(), room.right() - grown.width()), 0))
        grown.moveTop(max(min(grown.top(), room.bottom() - grown.height()), 0))
        return grown.toAlignedRect()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = QPointF(self.view.mapFrom(self, event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton and QRectF(self.view.rect()).contains(
            inside
        ):
            self.tapped.emit(ELSEWHERE)


class HotspotWidget(ItemWidget):
    """The picture is the stage; the numbers below it are the same places for keys and switches."""

    def build(self) -> None:
        item = self.state.item
        words = self.say(POINT_ONE) if item.pick == 1 else self.say(POINT_MANY, n=item.pick)
        self.hint = small(words)
        self.column.addWidget(self.hint)
        self.ground = Ground(self)
        self.ground.tapped.connect(self._tap)
        self.stage = self.ground
        holder = QWidget()
        row = FlowLayout(holder, gap=self.theme.space(1))
        self.numbers: dict[str, Piece] = {}
        for number, option in enumerate([o.id for o in item.options], start=1):
            piece = Piece(option, self.texts.number(number), head=True)
            piece.setObjectName(f"option-{option}")
            piece.clicked.connect(lambda _=False, key=option: self._tap(key))
            self.numbers[option] = piece
            row.addWidget(piece)
        self.beside = Piece(ELSEWHERE, self.say(BESIDE))
        self.beside.setObjectName(f"option-{ELSEWHERE}")
        self.beside.clicked.connect(lambda: self._tap(ELSEWHERE))
        row.addWidget(self.beside)
        self.column.addWidget(holder)
        self.told = told_lines(self)
        self.column.addWidget(self.told)
        self.move_among([*self.numbers.values(), self.beside])

    def _tap(self, option: str) -> None:
        if self.state.still:
            return
        item, picked = self.state.item, list(self.ids)
        if option in picked:
            picked.remove(option)
        elif item.pick == 1:
            picked = [option]
        else:
            picked = [*picked, option][-item.pick :]
        self.respond(tuple(sorted(picked)))

    def pick(self, number: int) -> None:
        keys = [*self.numbers, ELSEWHERE]
        if number <= len(keys):
            self._tap(keys[number - 1])

    def show_state(self) -> None:
        key, opened = self.state.key(), self.state.open
        item = self.state.item
        for number, option in enumerate(item.options, start=1):
            mine = option.id in self.ids
            state = "chosen" if mine else "idle"
            said = plain(option.body)
            if opened:
                state, word = pointed(mine, key[option.id].ok, self.missed)
                said = f"{said}. {self.say(word)}" if word else said
            name = self.say(PLACE, n=number, words=said)
            self.ground.places[option.id].show_as(state, name, locked=opened)
            self.numbers[option.id].show_as(state, locked=opened)
            self.numbers[option.id].setAccessibleName(name)
        beside = ELSEWHERE in self.ids
        self.beside.show_as(
            ("wrong" if opened else "chosen") if beside else ("rest" if opened else "idle"),
            self.say(WRONG) if opened and beside else "",
            locked=opened,
        )
        self.hint.setVisible(not opened)
        titles = {o.id: f"**{plain(o.body)}**" for o in item.options}
        titles[ELSEWHERE] = f"**{self.say(BESIDE)}**"
        missed = [t for t in key.values() if t.ok and t.option not in self.ids]
        words = {t.option: ("missed", self.say(self.missed)) for t in missed}
        self.told.tell(self.state, titles, words, [*self.state.feedback().values(), *missed])

    @property
    def missed(self) -> str:
        """The word for a place that was not picked: the right one, or one more of them."""
        return RIGHT if self.state.item.pick == 1 else MISSED


def pointed(mine: bool, right: bool, missed: str) -> tuple[str, str]:
    """Look and word of a place once the feedback is open."""
    if mine:
        return ("right", RIGHT) if right else ("wrong", WRONG)
    return ("missed", missed) if right else ("rest", "")
