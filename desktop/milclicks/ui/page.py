"""A screen whose content scrolls, with an optional foot that stays in view.

Large text and small windows never cut anything: what does not fit is reached by scrolling.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.screen import Screen
from milclicks.ui.widgets.buttons import SecondaryButton
from milclicks.ui.widgets.cards import EmptyState
from milclicks.ui.widgets.columns import ScrollColumn, empty_layout
from milclicks.ui.widgets.flow import FlowLayout

FOOT_SCROLLS_FROM = 150
MANY = 24
"""Cards of a long list that are built at once, so that the window never stands still for them."""


class Page(Screen):
    """A column of blocks; `with_foot()` gives a row below it that does not scroll.

    `fill` writes the page; it is called when the page is built and again by `refresh`.
    """

    def __init__(
        self, context: Context, *, width: int = 0, gap: int = 14, centred: bool = False
    ) -> None:
        super().__init__(context)
        self._many = MANY
        self.area = ScrollColumn(width=width, centred=centred, margins=(2, 2))
        self.area.setObjectName("page-scroll")
        self.column = QVBoxLayout()
        self.column.setSpacing(gap)
        self.area.column.setSpacing(gap)
        self.area.column.addLayout(self.column, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.area, 1)
        self._foot = QWidget()
        self.foot = FlowLayout(self._foot, gap=12)
        self._foot.hide()
        if context.theme.text_size >= FOOT_SCROLLS_FROM:
            self.area.column.addWidget(self._foot)
        else:
            outer.addWidget(self._foot)

    def fill(self) -> None:
        """Write the blocks of the page."""

    def refresh(self) -> None:
        """Write the page again."""
        where = self.area.verticalScrollBar().value()
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        empty_layout(self.column)
        empty_layout(self.foot)
        self._foot.hide()
        self.fill()
        self.area.verticalScrollBar().setValue(where)
        again = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()

    def add_many(self, cards: Sequence[Callable[[], QWidget]], at_least: int = 0) -> None:
        """Add the first cards of a long list, and a button that adds as many again."""
        self._many = max(self._many, at_least)
        for make in cards[: self._many]:
            self.column.addWidget(make())
        if len(cards) > self._many:
            more = SecondaryButton(self.say(N_("Show more packs")), icon="down")
            more.setObjectName("show-more")
            more.clicked.connect(self._show_more)
            self.column.addWidget(wrapped(more))

    def _show_more(self) -> None:
        self._many += MANY
        self.refresh()
        self.hold_focus("show-more")

    def focused(self) -> bool:
        """Whether the focus is in this page."""
        focus = self.focusWidget()
        return focus is not None and focus.hasFocus()

    def hold_focus(self, *names: str) -> None:
        """What had the focus is gone: give it to the first of `names` that is here, or to
        `first_focus`, so that an Enter too many leads nowhere else.
        """

        def give() -> None:
            found = (self.findChild(QWidget, name) for name in names)
            first = next((one for one in found if one is not None), None) or self.first_focus()
            if first is not None and not self.focused():
                first.setFocus()

        QTimer.singleShot(0, self, give)

    def beside_foot(self, words: QWidget) -> None:
        """Small words at the end of the foot, in the middle of its height."""
        self.foot.addWidget(words)

    def with_foot(self) -> FlowLayout:
        """Show the foot and give its row."""
        self._foot.show()
        return self.foot


def block(*widgets: QWidget, gap: int = 6) -> QWidget:
    """Widgets one below the other, as one block."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for widget in widgets:
        column.addWidget(widget)
    return holder


def wrapped(*widgets: QWidget, gap: int = 12) -> QWidget:
    """Widgets side by side that wrap like words when there is no room."""
    holder = QWidget()
    flow = FlowLayout(holder, gap=gap)
    for widget in widgets:
        flow.addWidget(widget)
    return holder


def beside(*widgets: QWidget, gap: int = 12, stretch: bool = True) -> QWidget:
    """Widgets side by side, as one block; the rest of the row stays free if `stretch`."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap)
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch(1)
    return holder


def nothing_here(context: Context, icon: str, sentence: str) -> EmptyState:
    """An empty page whose next step is adding a pack; `sentence` is in the reader's language."""
    action = context.texts.say(N_("Add a pack"))
    return EmptyState(icon, sentence, action, lambda: context.go("packs"))
