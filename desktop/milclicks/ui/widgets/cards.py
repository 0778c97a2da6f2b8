"""Boxes: cards, chips, the empty state."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from milclicks.ui import icons
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import PrimaryButton
from milclicks.ui.widgets.paint import box
from milclicks.ui.widgets.text import LINE_EM, TextBlock


class Card(QFrame):
    """A white box with a thin line; `tone` is a colour of the tokens, `frame` the line's.

    `dashed` is the frame of what was not made by the makers of the app.

    Add to `card.column` (vertical) or pass `row=True` for a horizontal one.
    """

    def __init__(
        self,
        *,
        tone: str = "card",
        frame: str = "line",
        width: float | None = None,
        radius: str = "card",
        pad: int | None = None,
        row: bool = False,
        dashed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = current()
        self._tone, self._frame, self._radius, self._dashed = tone, frame, radius, dashed
        self._line = width if width is not None else self.theme.stroke("card")
        room = self.theme.space(4) if pad is None else pad
        self.column: QBoxLayout = QHBoxLayout(self) if row else QVBoxLayout(self)
        self.column.setContentsMargins(room, room, room, room)
        self.column.setSpacing(self.theme.space(2))

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        """Add a widget and give it back."""
        self.column.addWidget(widget, stretch)
        return widget

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        box(
            painter,
            QRectF(self.rect()),
            radius=self.theme.radius(self._radius),
            fill=self.theme.colour(self._tone),
            line=self.theme.colour(self._frame),
            width=self._line,
            dashed=self._dashed,
        )


class HeroCard(Card):
    """A card that leads: ink line of 2 px."""

    def __init__(self, *, row: bool = False, pad: int | None = None, dashed: bool = False) -> None:
        wide = current().stroke("control")
        super().__init__(frame="ink", width=wide, row=row, pad=pad, dashed=dashed)


class SunCard(Card):
    """A card for "now": sun ground and line."""

    def __init__(self, *, row: bool = False) -> None:
        super().__init__(tone="sun_soft", frame="sun", row=row)


class Line(QFrame):
    """A thin line between two parts."""

    def __init__(self, *, upright: bool = False) -> None:
        super().__init__()
        theme = current()
        self._colour = theme.colour("line")
        thick = 2 if theme.high_contrast else 1
        if upright:
            self.setFixedWidth(thick)
        else:
            self.setFixedHeight(thick)

    def paintEvent(self, _: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._colour)


class Chip(QWidget):
    """A word in a pill, with an optional icon: where a lesson belongs, how far it is.

    `fill` and `ink` are colours of the tokens or "strand.<name>".
    """

    def __init__(
        self, text: str, *, icon: str = "", fill: str = "soft", ink: str = "ink", line: str = ""
    ) -> None:
        super().__init__()
        self.theme = current()
        self._icon, self._fill, self._line, self._ink = icon, fill, line, ink
        theme = self.theme
        self.words = TextBlock(text, size=14, strong=True, colour=theme.hex(ink))
        row = QHBoxLayout(self)
        left = theme.px(12) + (theme.px(24) if icon else 0)
        if theme.rtl:
            row.setContentsMargins(theme.px(12), 5, left, 5)
        else:
            row.setContentsMargins(left, 5, theme.px(12), 5)
        row.addWidget(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The word."""
        return self.words.text()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        line = theme.colour(self._line) if self._line else None
        box(painter, rect, radius=999, fill=theme.colour(self._fill), line=line, width=1.5)
        if self._icon:
            side = theme.px(18)
            x = rect.width() - theme.px(10) - side if theme.rtl else theme.px(10)
            where = QRectF(x, (rect.height() - side) / 2, side, side)
            icons.draw(painter, self._icon, where, theme.colour(self._ink), rtl=theme.rtl)


class IconPicture(QWidget):
    """An icon that says nothing by itself (a word stands beside it)."""

    def __init__(self, icon: str, *, size: int = 24, colour: str = "ink") -> None:
        super().__init__()
        self.theme = current()
        self.icon_name, self._colour = icon, colour
        side = self.theme.px(size)
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, _: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        icons.draw(
            painter, self.icon_name, QRectF(self.rect()), theme.colour(self._colour), rtl=theme.rtl
        )


class Warned(QWidget):
    """Lines beside the sign of a warning."""

    def __init__(self, *lines: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current().space(3))
        row.addWidget(IconPicture("warning"), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        for line in lines:
            column.addWidget(line)
        row.addLayout(column, 1)


class EmptyState(QWidget):
    """What a screen says when there is nothing yet, with the one next step."""

    def __init__(
        self, icon: str, sentence: str, action: str = "", do: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        theme = current()
        column = QVBoxLayout(self)
        column.setSpacing(theme.space(3))
        column.addStretch(1)
        column.addWidget(
            IconPicture(icon, size=56, colour="ink_soft"), 0, Qt.AlignmentFlag.AlignHCenter
        )
        self.sentence = TextBlock(sentence, size=18, centred=True, line_em=LINE_EM)
        column.addWidget(self.sentence)
        self.button: PrimaryButton | None = None
        if action and do is not None:
            self.button = PrimaryButton(action)
            self.button.setObjectName("empty-next")
            self.button.clicked.connect(do)
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
