"""What all item widgets share: the state, the way a response leaves, keys 1 to 9 and arrows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.texts import Texts
from milclicks.items.base import Value
from milclicks.items.registry import complete, type_of
from milclicks.ui.items.state import ItemState
from milclicks.ui.pictures import Media
from milclicks.ui.theme import current

ARROWS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
}


class ItemWidget(QWidget):
    """Shows one item. `responded(Response, complete)` leaves at every change, drafts too.

    `stage` is what belongs beside the question (a picture to point at), or None. A widget is made
    for one state; `show_view` brings the next state of the same item.
    """

    responded = Signal(object, bool)
    wanted_check = Signal()
    rated = Signal(dict)
    term = Signal(str)

    def __init__(self, state: ItemState, texts: Texts, media: Media) -> None:
        super().__init__()
        self.theme = current()
        self.state, self.texts, self.media = state, texts, media
        self.say = texts.say
        self.stage: QWidget | None = None
        self._moving: list[QWidget] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(self.theme.space(2))
        self.setObjectName(f"item-{state.item.id}")
        self.build()
        self.show_state()

    # --- for the kinds -------------------------------------------------------------------
    def build(self) -> None:
        """Make the controls (once)."""

    def show_state(self) -> None:
        """Bring the controls into line with `self.state`."""

    def pick(self, number: int) -> None:
        """Key `number` (from 1) was pressed."""

    def first_control(self) -> QWidget | None:
        """Where the focus belongs when the question appears."""
        return self._moving[0] if self._moving else None

    # --- for the player ------------------------------------------------------------------
    def show_view(self, state: ItemState) -> None:
        """Show another state of the same item."""
        self.state = state
        self.show_state()

    def respond(self, value: Value) -> None:
        """Send a response on its way (nothing is shown as done here)."""
        if self.state.open:
            return
        item = self.state.item
        response = type_of(item).response(item, value)
        self.responded.emit(response, complete(item, response))

    @property
    def placed(self) -> dict[str, str]:
        """The response as a mapping, empty at first."""
        given = self.state.response
        return dict(given.placed) if given is not None else {}

    @property
    def ids(self) -> tuple[str, ...]:
        """The response as a list of ids, empty at first."""
        given = self.state.response
        return given.ids if given is not None else ()

    @property
    def single(self) -> str:
        """The response as one id or text, empty at first."""
        given = self.state.response
        return given.single if given is not None else ""

    # --- keys ----------------------------------------------------------------------------
    def move_among(self, controls: Sequence[QWidget]) -> None:
        """Let the arrows move the focus among these controls, and 1 to 9 choose."""
        for control in self._moving:
            control.removeEventFilter(self)
        self._moving = list(controls)
        for control in self._moving:
            control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type() if isinstance(event, QEvent) else None  # see IdleSeat
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = ARROWS.get(Qt.Key(event.key()), 0)
            if step and watched in self._moving:
                self._walk(self._moving.index(watched), step, event.key())
                return True
        return kind is not None and super().eventFilter(watched, event)

    def _walk(self, at: int, step: int, key: int) -> None:
        sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        step = -step if sideways and self.theme.rtl else step
        able = [c for c in self._moving if c.isEnabled() and c.isVisible()]
        here = self._moving[at]
        if here in able and able:
            able[(able.index(here) + step) % len(able)].setFocus(Qt.FocusReason.TabFocusReason)
