"""A screen whose content scrolls, with an optional foot that stays in view.

Large text and small windows never cut anything: what does not fit is reached by scrolling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.screen import Screen
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import Button, SecondaryButton
from milclicks.ui.widgets.cards import Card, EmptyState
from milclicks.ui.widgets.columns import BAR, WIDE, ScrollColumn, Sides, empty_layout
from milclicks.ui.widgets.flow import FlowLayout

EDGE = 2
"""Pixels around a page for the ring of the focus."""
FOOT_SCROLLS_FROM = 150
MANY = 24
"""Cards of a long list that are built at once, so that the window never stands still for them."""


class Page(Screen):
    """A column of blocks; `with_foot()` gives a row below it that does not scroll.

    `fill` writes the page; it is called when the page is built and again by `refresh`. With
    `large_text` the foot scrolls with the page, at its end: a long list has its buttons above.

    With `shares` the page takes all the room, and what is added to `aside` stands beside `column`
    where there is room for both (see `Sides`), else below it or, if `aside_first`, above. What is
    added to `top` stands above both.
    """

    def __init__(
        self,
        context: Context,
        *,
        width: int = 0,
        gap: int = 14,
        centred: bool = False,
        shares: tuple[int, int] | None = None,
        aside_first: bool = False,
    ) -> None:
        super().__init__(context)
        self._many = MANY
        self._cards_left: Sequence[Callable[[], QWidget]] = ()
        self._to_show: QWidget | None = None
        self._wanted: tuple[str, ...] = ()
        self.large_text = context.theme.text_size >= FOOT_SCROLLS_FROM
        self.area = ScrollColumn(width=width, centred=centred, margins=(EDGE, EDGE))
        self.area.setObjectName("page-scroll")
        self.area.column.setSpacing(gap)
        self.column = self.top = self.aside = _column(gap)
        if shares is None:
            self.area.column.addLayout(self.column, 1)
        else:
            self.top, self.aside = _column(gap), _column(gap)
            self.area.column.addLayout(self.top)
            main, beside, both = QWidget(), QWidget(), QWidget()
            main.setLayout(self.column)
            beside.setLayout(self.aside)
            wide = gap + context.theme.space(1)
            Sides(both, main, beside, shares=shares, aside_first=aside_first, gap=wide)
            self.area.column.addWidget(both, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        if width and not centred:  # the scroll bar stands beside what it scrolls
            self.area.setMaximumWidth(context.theme.px(width) + 2 * EDGE + BAR)
            row = QHBoxLayout()
            row.addWidget(self.area, 1000)
            row.addStretch(1)
            outer.addLayout(row, 1)
        else:
            outer.addWidget(self.area, 1)
        self._foot = QWidget()
        self.foot = FlowLayout(self._foot, gap=12)
        self._foot.hide()
        if self.large_text:
            self.area.column.addWidget(self._foot)
        else:
            outer.addWidget(self._foot)

    def fill(self) -> None:
        """Write the blocks of the page."""

    def next_focus(self) -> Sequence[str]:
        """The names of what whoever was in the page goes on with when it is written again and what
        had the focus is gone or cannot be pressed; the first that is there counts.
        """
        return ()

    def refresh(self) -> None:
        """Write the page again; whoever was in it stays in it."""
        where, self._to_show = self.area.verticalScrollBar().value(), None
        focus, inside = self.focusWidget(), self.focused()
        name = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        if focus is not None and inside:
            focus.clearFocus()  # else Qt gives it to whatever comes next in the window
        for part in (self.top, self.column, self.aside, self.foot):
            empty_layout(part)
        self._foot.hide()
        self.fill()
        self.area.verticalScrollBar().setValue(where)
        again = self.findChild(QWidget, name) if name else None
        if again is not None:
            again.setFocus()
        if inside:
            self.hold_focus(*self.next_focus())

    def add_many(self, cards: Sequence[Callable[[], QWidget]], at_least: int = 0) -> None:
        """Add the first cards of a long list, and a button that adds as many again."""
        self._many = max(self._many, at_least)
        for make in cards[: self._many]:
            self.column.addWidget(make())
        self._cards_left = cards[self._many :]
        if self._cards_left:
            more = SecondaryButton(self.say(N_("Show more packs")), icon="down")
            more.setObjectName("show-more")
            holder = wrapped(more)
            more.clicked.connect(lambda: self._show_more(holder))
            self.column.addWidget(holder)

    def _show_more(self, holder: QWidget) -> None:
        """As many again in front of the button; whoever pressed it goes on at the first."""
        cards = [make() for make in self._cards_left[:MANY]]
        self._cards_left = self._cards_left[MANY:]
        self._many += MANY
        for card in cards:
            self.column.insertWidget(self.column.indexOf(holder), card)
            card.show()
        controls = [one for card in cards for one in _controls(card)]
        for before, control in pairwise([holder, *controls]):
            QWidget.setTabOrder(before, control)
        if not self._cards_left:
            self.column.removeWidget(holder)
            holder.hide()
            holder.deleteLater()
        if controls:
            controls[0].setFocus()
            self._show_laid_out(controls[0])
        self.hold_focus()

    def _show_laid_out(self, control: QWidget) -> None:
        """Bring a control into view as soon as it has a place: the page has another height then."""
        self._to_show, ranged = control, self.area.verticalScrollBar().rangeChanged

        def show() -> None:
            ranged.disconnect(show)
            shown, self._to_show = self._to_show, None
            if shown is not None and shown.hasFocus():
                self.area.ensureWidgetVisible(shown, 0, self.area.height() // 3)

        ranged.connect(show)

    def when_laid_out(self, do: Callable[[], None]) -> None:
        """Do something once what was just written has its place."""
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, do))

    def focused(self) -> bool:
        """Whether the focus is in this page."""
        focus = self.focusWidget()
        return focus is not None and focus.hasFocus()

    def hold_focus(self, *names: str) -> None:
        """What had the focus is gone: give it to the first of `names` that can be pressed, or to
        `first_focus`, so that an Enter too many leads nowhere else. The names told last count.
        """
        self._wanted = names or self._wanted
        QTimer.singleShot(0, self, self._give_focus)

    def _give_focus(self) -> None:
        names, self._wanted = self._wanted, ()
        first = self.named(*names) or self.first_focus()
        if first is not None and not self.focused():
            first.setFocus()

    def named(self, *names: str) -> QWidget | None:
        """The first of these that is in the page and can be pressed."""
        found = (one for name in names for one in self.findChildren(QWidget, name))
        return next((one for one in found if one.isEnabled()), None)

    def beside_foot(self, words: QWidget) -> None:
        """Small words at the end of the foot, in the middle of its height."""
        self.foot.addWidget(words)

    def with_foot(self) -> FlowLayout:
        """Show the foot and give its row."""
        self._foot.show()
        return self.foot


def _column(gap: int) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    return made


def _controls(card: QWidget) -> list[QWidget]:
    """What of a card Tab leads to, in its order."""
    tab = Qt.FocusPolicy.TabFocus
    return [
        one for one in card.findChildren(QWidget) if one.focusPolicy() & tab and one.isEnabled()
    ]


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


def pairs(*cards: Card, gap: int = 12) -> QWidget:
    """Cards side by side, two in a row where there is room, else one below the other."""
    holder = QWidget()
    flow = FlowLayout(holder, gap=gap, even=True, least=current().px(WIDE // 2 - gap), columns=2)
    for card in cards:
        card.column.addStretch(1)
        flow.addWidget(card)
    return holder


@dataclass(frozen=True, slots=True)
class Link:
    """A way to somewhere else: the name of its button, an icon, the words, what a press does."""

    name: str
    icon: str
    words: str
    do: Callable[[], None]


def links(entries: Iterable[Link]) -> QWidget:
    """Ways to elsewhere: in one row where all fit, else in even columns."""
    holder = QWidget()
    flow = FlowLayout(holder, gap=4, whole=True)
    for one in entries:
        button = Button(one.words, look="plain", icon=one.icon, size=16, pad=12, leading=True)
        button.setObjectName(one.name)
        button.clicked.connect(lambda _=False, do=one.do: do())
        flow.addWidget(button)
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
