"""Two columns where there is room (what is shown, what is asked), one above the other elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from milclicks.ui.theme import current
from milclicks.ui.widgets.columns import ScrollColumn

WIDEST = 1280
LONE = 760
TURN = 880


class SplitPage(ScrollColumn):
    """`aside` holds what is shown, `main` what is asked. Without an aside one column is left."""

    def __init__(self) -> None:
        theme = current()
        super().__init__(width=WIDEST, centred=True, margins=(theme.space(5), theme.space(3)))
        holder = QWidget()
        self.row: QBoxLayout = QHBoxLayout(holder)
        self.row.setContentsMargins(0, 0, 0, 0)
        self._left, self._right, self._stay = QWidget(), QWidget(), QWidget()
        under = QVBoxLayout(self._left)
        under.setContentsMargins(0, 0, 0, 0)
        under.addWidget(self._stay)
        under.addStretch(1)
        self.aside, self.main = QVBoxLayout(self._stay), QVBoxLayout(self._right)
        self.verticalScrollBar().valueChanged.connect(self._follow)
        self._left.installEventFilter(self)
        for box in (self.aside, self.main):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(theme.space(2))
        self.row.addWidget(self._left, 42)
        self.row.addWidget(self._right, 58)
        self.column.addWidget(holder)
        self.column.addStretch(1)
        self._left.hide()
        self._lone()

    def with_aside(self) -> None:
        """Use the column of what is shown."""
        self._left.show()
        self.inner.setMaximumWidth(current().px(WIDEST))
        self._turn(self.width())

    def _lone(self) -> None:
        self.inner.setMaximumWidth(current().px(LONE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if not self._left.isHidden():
            self._turn(event.size().width())
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """After the layout has spoken, put what is shown back into sight."""
        kind = event.type() if isinstance(event, QEvent) else None  # see IdleSeat
        moved = kind in (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
        if moved and watched is getattr(self, "_left", None):
            QTimer.singleShot(0, self, lambda: self._follow(self.verticalScrollBar().value()))
        return kind is not None and super().eventFilter(watched, event)

    def _follow(self, value: int) -> None:
        """Keep what is shown in sight while the question scrolls."""
        if self._left.isHidden():
            return
        wide = self.row.direction() != QBoxLayout.Direction.TopToBottom
        fits = self._stay.height() <= self.viewport().height()
        most = max(self._left.height() - self._stay.height(), 0)
        page = self.widget()
        top = self._left.mapTo(page, QPoint(0, 0)).y() if page is not None else 0
        offset = min(max(value - top + current().space(3), 0), most) if wide and fits else 0
        self._stay.move(self._stay.x(), offset)

    def _turn(self, width: int) -> None:
        theme = current()
        wide = width >= theme.px(TURN)
        sideways = QBoxLayout.Direction.LeftToRight
        self.row.setDirection(sideways if wide else QBoxLayout.Direction.TopToBottom)
        roomy = width >= theme.px(1100)
        self.row.setSpacing((40 if roomy else 24) if wide else theme.space(3))
        self._left.setMaximumWidth(16_777_215 if wide else theme.px(560))
        policy = QSizePolicy.Policy
        self._left.setSizePolicy(policy.Ignored if wide else policy.Preferred, policy.Preferred)
        self._right.setSizePolicy(policy.Ignored if wide else policy.Preferred, policy.Preferred)
        side = (56 if roomy else 28) if wide else 20
        top = 24 if roomy else 14
        page = self.widget()
        layout = page.layout() if page is not None else None
        if layout is not None:
            layout.setContentsMargins(side, top, side, top)


def fill(box: QVBoxLayout, *widgets: QWidget) -> None:
    """Add widgets from the top and leave the rest free."""
    for widget in widgets:
        box.addWidget(widget)
    box.addStretch(1)
