"""The line at the foot of the window that shows one notice at a time."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.notices import Notice
from milclicks.ui.widgets.buttons import IconButton, SecondaryButton
from milclicks.ui.widgets.paint import box
from milclicks.ui.widgets.text import body

SHOWN_MS = 9000


class NoticeBar(QWidget):
    """Shows the newest notice; plain ones go by themselves, errors stay."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._theme = context.theme
        self._notice: Notice | None = None
        self._words = body("")
        self._words.setObjectName("notice-words")
        self._action = SecondaryButton("")
        self._action.setObjectName("notice-action")
        self._action.clicked.connect(self._act)
        close = IconButton("close", context.texts.say(N_("Close this message")), look="plain")
        close.setObjectName("notice-close")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        # Margins are not mirrored by Qt.
        left, right = (8, 20) if context.theme.rtl else (20, 8)
        row.setContentsMargins(left, 8, right, 8)
        row.setSpacing(12)
        row.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._action)
        row.addWidget(close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        context.notices.over.connect(self._take_back)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show this one in place of whatever was there."""
        self._notice = notice
        self._words.set_text(notice.sentence)
        self.setAccessibleName(notice.sentence)
        self._action.setVisible(notice.do is not None)
        if notice.do is not None:
            self._action.setText(notice.action)
        self.show()
        if notice.error:
            self._timer.stop()
        else:
            self._timer.start(SHOWN_MS)

    def _take_back(self, sentence: str) -> None:
        if self._notice is not None and self._notice.sentence == sentence:
            self.hide()

    def _act(self) -> None:
        notice, self._notice = self._notice, None
        self.hide()
        if notice is not None and notice.do is not None:
            notice.do()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sun-soft box, with the colour of errors where it tells of one."""
        error = self._notice is not None and self._notice.error
        painter = QPainter(self)
        box(
            painter,
            QRectF(self.rect()),
            radius=self._theme.radius(),
            fill=self._theme.colour("bad_soft" if error else "sun_soft"),
            line=self._theme.colour("bad" if error else "ink"),
        )
