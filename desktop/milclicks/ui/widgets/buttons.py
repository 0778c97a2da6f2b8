"""Buttons that paint themselves: they wrap their words, show the focus ring, keep 48 px.

One primary (ink) button per screen. A button here is a QAbstractButton: click, Space and
accessible names work as Qt does them; Enter clicks too.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from milclicks.ui import icons
from milclicks.ui.inline import Block, Run, Style
from milclicks.ui.numerals import in_sentence_digits
from milclicks.ui.theme import Theme, current
from milclicks.ui.widgets.named import named
from milclicks.ui.widgets.paint import box, focus_ring


class Button(QAbstractButton):
    """The base: words in the middle, an icon before them, one of four looks.

    `look`: "primary" (ink), "secondary" (ink line), "quiet" (soft line), "plain" (words only);
    on the dark ground of the projector "wall" and "sun".
    """

    def __init__(
        self,
        text: str = "",
        *,
        look: str = "secondary",
        icon: str = "",
        size: float = 17,
        pad: int = 20,
        leading: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme: Theme = current()
        self.look, self.icon_name, self.leading = look, icon, leading
        self._size, self._pad = size, pad
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(text.replace("&", "&&"))
        self._words = text
        self.setAccessibleName(text)
        self._make()

    def words(self) -> str:
        """The words that are shown."""
        return self._words

    # --- parts that children change ------------------------------------------------------
    def colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Fill, line and ink for the state the button is in."""
        theme = self.theme
        if not self.isEnabled() and self.look != "wall":
            return theme.colour("soft"), theme.colour("line"), theme.colour("ink_soft")
        over = self.underMouse() or self.isDown()
        ink, card = theme.colour("ink"), theme.colour("card")
        if self.look == "primary":
            return (
                (theme.colour("ink_soft") if over and not theme.high_contrast else ink),
                ink,
                card,
            )
        if self.look == "secondary":
            return (theme.colour("sun_soft") if over or self.isChecked() else card), ink, ink
        if self.look == "quiet":
            fill = theme.colour("sun_soft") if over or self.isChecked() else theme.colour("card")
            return fill, theme.colour("line"), ink
        if self.look == "wall":
            return (theme.colour("ink_soft") if over else ink), theme.colour("ink_soft"), card
        if self.look == "sun":
            return theme.colour("sun_soft" if over else "sun"), theme.colour("sun"), ink
        return (theme.colour("soft") if over else None), None, ink

    def _make(self) -> None:
        theme = self.theme
        align = Qt.AlignmentFlag.AlignLeading if self.leading else Qt.AlignmentFlag.AlignHCenter
        style = Style(
            font=theme.font_px(self._size, strong=True),
            ink=self.colours()[2],
            link=theme.colour("focus"),
            line_height=theme.line_height if theme.locale.startswith("ar") else 1.25,
            align=align,
            rtl=theme.rtl,
        )
        self._block = Block((Run(in_sentence_digits(self._words)),), style)
        self.updateGeometry()
        self.update()

    # --- sizes ---------------------------------------------------------------------------
    def _icon_room(self) -> int:
        if not self.icon_name:
            return 0
        return self.theme.px(22) + (self.theme.px(10) if self._words else 0)

    def sizeHint(self) -> QSize:
        words = int(self._block.natural_width() + 1.999) if self._words else 0
        width = words + self._icon_room() + 2 * self._pad
        width = max(min(width, self.maximumWidth()), self.theme.target)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        words = self.theme.px(90) if self._words else 0
        least = min(self.sizeHint().width(), words + self._icon_room() + 2 * self._pad)
        return QSize(max(least, self.theme.target), self.theme.target)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = max(width - 2 * self._pad - self._icon_room(), 1)
        words = self._block.fit(room) if self._words else 0
        return max(int(words + 20.999), self.theme.target)

    # --- drawing -------------------------------------------------------------------------
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, line, ink = self.colours()
        theme, rect = self.theme, QRectF(self.rect())
        wide = theme.stroke("control")
        radius = theme.radius("control")
        box(painter, rect, radius=radius, fill=fill, line=line, width=wide)
        if self.hasFocus():
            focus_ring(painter, rect, theme, radius)
        self._draw_words(painter, rect, ink)

    def _draw_words(self, painter: QPainter, rect: QRectF, ink: QColor) -> None:
        theme = self.theme
        side, room = theme.px(22), self._icon_room()
        words = max(rect.width() - 2 * self._pad - room, 1) if self._words else 0
        height = self._block.fit(words) if self._words else 0
        used = self._block.used_width if self._words else 0
        start = self._pad if self.leading else (rect.width() - used - room) / 2
        if self.icon_name:
            x = rect.width() - start - side if theme.rtl else start
            where = QRectF(x, (rect.height() - side) / 2, side, side)
            icons.draw(painter, self.icon_name, where, ink, rtl=theme.rtl)
        if self._words:
            if self.leading or room:
                x = start + room
                left = rect.width() - x - words if theme.rtl else x
                shift = 0.0 if self.leading else (words - used) / 2
                left += shift if theme.rtl else -shift
            else:
                left = (rect.width() - words) / 2
            self._block.paint(painter, QPointF(left, (rect.height() - height) / 2), ink)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.EnabledChange):
            self.update()
        return super().event(event)


class PrimaryButton(Button):
    """The one thing to do on a screen."""

    def __init__(self, text: str, *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, look="primary", icon=icon, pad=28, parent=parent)


class SecondaryButton(Button):
    """Another thing that can be done."""

    def __init__(self, text: str, *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, look="secondary", icon=icon, parent=parent)


class QuietButton(Button):
    """A thing on the side: a softer line."""

    def __init__(self, text: str, *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, look="quiet", icon=icon, pad=16, parent=parent)


class PlainButton(Button):
    """Words alone, as in "Print a card to pass on"."""

    def __init__(self, text: str, *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, look="plain", icon=icon, pad=12, parent=parent)


class IconButton(Button):
    """A square of at least 48 px with an icon; `name` is what a screen reader says."""

    def __init__(
        self, icon: str, name: str, *, look: str = "quiet", parent: QWidget | None = None
    ) -> None:
        super().__init__("", look=look, icon=icon, pad=10, parent=parent)
        named(self, name)

    def heightForWidth(self, width: int) -> int:
        """As high as a button with one line of words, so that a row of both is even."""
        letter = "ع" if self.theme.locale == "ar" else "A"
        words = Block((Run(letter),), self._block.style).fit(self.theme.px(200))
        return max(int(words + 20.999), self.theme.target)

    def sizeHint(self) -> QSize:
        """A square."""
        side = max(self.heightForWidth(0), self._icon_room() + 2 * self._pad)
        return QSize(side, side)


class NavButton(Button):
    """A row of the side bar: icon and word; ink when it is the page that is open."""

    def __init__(self, icon: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, look="plain", icon=icon, pad=16, leading=True, parent=parent)
        self.setCheckable(True)

    def tighten(self, tight: bool) -> None:
        """Stand closer to its edges in a small window."""
        pad = 12 if tight else 16
        if pad != self._pad:
            self._pad = pad
            self.updateGeometry()
            self.update()

    def minimumSizeHint(self) -> QSize:
        """As wide as the longest word: none is broken."""
        words = [Block((Run(word),), self._block.style) for word in self._words.split()]
        wide = max((block.natural_width() for block in words), default=0.0)
        return QSize(int(wide + 1.999) + self._icon_room() + 2 * self._pad, self.theme.target)

    def colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        theme = self.theme
        if self.isChecked():
            return theme.colour("ink"), None, theme.colour("card")
        fill = theme.colour("soft") if self.underMouse() else None
        return fill, None, theme.colour("ink_soft")
