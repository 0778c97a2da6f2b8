"""The bar above a lesson (leave, where one is, text size, language) and the one below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.ui.player.strip import FootPart
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import Button, PrimaryButton, QuietButton, SecondaryButton
from milclicks.ui.widgets.language import LanguageButton
from milclicks.ui.widgets.progress import ProgressSegments
from milclicks.ui.widgets.text import hint_line

LEAVE = N_("Leave")
LEAVE_SAYS = N_("Leave the lesson. Everything is saved.")
STEP = N_("Step {n} of {total}")
BIGGER = N_("Text size")
LANGUAGE = N_("Language")
BACK = N_("Back")
NEXT = N_("Next")
FINISH = N_("Finish")
NARROW = 700
EDGE = 28
HIGH = 54
LINE = 220  # the shortest line of the hint
_TURNED = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent)


class Strip(QWidget):
    """A strip with a thin line at one edge."""

    def __init__(self, *, ground: str, line_on_top: bool) -> None:
        super().__init__()
        self.theme = current()
        self._ground, self._top = ground, line_on_top

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, rect = QPainter(self), self.rect()
        painter.fillRect(rect, self.theme.colour(self._ground))
        thick = 2 if self.theme.high_contrast else 1
        y = 0 if self._top else rect.height() - thick
        painter.fillRect(0, y, rect.width(), thick, self.theme.colour("line"))


class TopBar(Strip):
    """One row; on narrow or large-type screens the segments take a row of their own."""

    leave = Signal()
    bigger = Signal()
    language = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__(ground="paper", line_on_top=False)
        self.say = texts.say
        self.leave_button = SecondaryButton(self.say(LEAVE), icon="close")
        self.leave_button.setObjectName("leave")
        self.leave_button.setAccessibleName(self.say(LEAVE_SAYS))
        self.leave_button.clicked.connect(self.leave)
        self.segments = ProgressSegments()
        self.segments.setObjectName("segments")
        self.size_button = QuietButton("", icon="text_size")
        self.size_button.setObjectName("text-size")
        self.size_button.setAccessibleName(self.say(BIGGER))
        self.size_button.setToolTip(self.say(BIGGER))
        self.size_button.clicked.connect(self.bigger)
        self.language_button = LanguageButton(texts.locale, self.say(LANGUAGE))
        self.language_button.chosen.connect(self.language)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(28, 8, 28, 9)
        self._column.setSpacing(6)
        self._row = QHBoxLayout()
        self._row.setSpacing(self.theme.space(4))
        self._row.addWidget(self.leave_button)
        self._row.addWidget(self.segments, 1)
        self._row.addWidget(self.size_button)
        self._row.addWidget(self.language_button)
        self._column.addLayout(self._row)
        for button in (self.leave_button, self.size_button, self.language_button):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def put(self, button: QWidget) -> None:
        """Put another small control before the size of the text."""
        self._row.insertWidget(self._row.indexOf(self.size_button), button)

    def show_at(self, index: int, count: int) -> None:
        """Show which step it is."""
        self.segments.show_at(index, count, self.say(STEP, n=min(index + 1, count), total=count))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tall = self.window().height() >= 700
        side, above = (28, 14) if tall else (20, 8)
        self._column.setContentsMargins(side, above, side, above)


class FootBar(Strip):
    """The hint, Back and Next. Next is the one ink button when the question is done."""

    back = Signal()
    forward = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(ground="card", line_on_top=True)
        self.say = texts.say
        theme = self.theme
        self._held: QWidget | None = None
        self._moved = False
        self.hint = hint_line()
        self.hint.setObjectName("foot-hint")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.hint.setSizePolicy(policy)
        self.back_button: Button = QuietButton(self.say(BACK))
        self.next_button: Button = PrimaryButton(self.say(NEXT))
        self.back_button.setObjectName("back")
        self.next_button.setObjectName("next")
        for button, signal in ((self.back_button, self.back), (self.next_button, self.forward)):
            button.setMinimumWidth(theme.px(130))
            button.clicked.connect(signal)
            button.installEventFilter(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(56, 14, 56, 14)
        self._row.setSpacing(theme.space(4))
        self._row.addWidget(self.hint, 100, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        self._row.addWidget(self.back_button)
        self._row.addWidget(self.next_button)

    def hold(self, ways: QWidget) -> None:
        """Take what opens the feedback to the leading side, if it fits in one row beside Back.

        Never where Next appears, and the second half of a double tap presses nothing that came
        into its place: nobody goes on before the reasons were read. A strip of the page (a
        `FootPart`) has all the room beside Back while it is shown, and the foot has its colour.
        """
        if self._held is ways or self._free(ways) < 0:
            return
        self._held, hidden = ways, ways.isHidden()
        ways.installEventFilter(self)
        if isinstance(ways, FootPart):
            ways.merge()
        stretch = 1000 if isinstance(ways, FootPart) else 0
        self._row.insertWidget(0, ways, stretch, Qt.AlignmentFlag.AlignVCenter)
        ways.setVisible(not hidden)
        self._dress()

    def crowded(self) -> bool:
        """Whether a strip of the page has no longer room here."""
        return isinstance(self._held, FootPart) and self._free(self._held) < 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type() if isinstance(event, QEvent) else None  # see IdleSeat
        if watched is self._held and kind in _TURNED:
            self._dress()
        if kind == QEvent.Type.Hide and watched is self._held:
            self._moved = True
        elif kind == QEvent.Type.MouseButtonPress:
            self._moved = False
        elif kind == QEvent.Type.MouseButtonDblClick and watched is not self._held:
            return self._moved
        return kind is not None and super().eventFilter(watched, event)

    def _free(self, ways: QWidget | None) -> int:
        """The room for the hint beside these buttons and Back; below 0 they do not fit."""
        held = ways.sizeHint().width() if ways is not None else 0
        held = ways.least() if isinstance(ways, FootPart) else held
        back = self.back_button
        side = max(back.sizeHint().width(), back.minimumWidth()) + 2 * self._row.spacing()
        return self.window().width() - 2 * EDGE - side - held

    def _dress(self) -> None:
        """A foot that is a strip of the page is lower, and a Back that leads nowhere goes."""
        held = self._held if self._held is not None and not self._held.isHidden() else None
        strip, tall = isinstance(held, FootPart), self.window().height() >= 700
        self._ground = "sun_soft" if strip else "card"
        side, above = 56 if self.width() >= 1150 else EDGE, 14 if tall else 6 if strip else 8
        self._row.setContentsMargins(side, above, side, above)
        for button in (self.back_button, self.next_button):
            button.setMinimumHeight(self.theme.target if strip else HIGH)
        self.back_button.setVisible(not strip or self.back_button.isEnabled())
        self._show_hint(held)
        self.update()

    def _show_hint(self, held: QWidget | None) -> None:
        """A hint of few words a line helps nobody: where it has no room it goes."""
        wide = self.width() >= self.theme.px(NARROW) and self.theme.text_size <= 150
        room = held is None or self._free(held) >= self.theme.px(LINE)
        self.hint.setVisible(wide and room and not isinstance(held, FootPart))

    def drop(self) -> None:
        """Be rid of what was held, with its page."""
        held, self._held = self._held, None
        if held is not None:
            self._row.removeWidget(held)
            held.hide()
            held.deleteLater()
        self._dress()

    def show_state(self, hint: str, *, can_back: bool, can_next: bool, last: bool) -> None:
        """Show what can be done."""
        self.hint.set_text(hint)
        self.back_button.setEnabled(can_back)
        self._dress()
        self.next_button.setText(self.say(FINISH if last else NEXT))
        self.next_button.setEnabled(can_next)
        self.next_button.setVisible(can_next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._dress()
