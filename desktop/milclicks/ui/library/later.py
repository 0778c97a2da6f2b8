"""The buttons of an update: now, or after class; and the question that goes with a line.

Over a line nothing comes after class but what was agreed to here: from that address, so many MB.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.packs.travel.plan import Later
from milclicks.ui.context import Context
from milclicks.ui.library import planned
from milclicks.ui.library.limits import month
from milclicks.ui.library.offer import Offer
from milclicks.ui.page import wrapped
from milclicks.ui.sizes import size_words, time_words
from milclicks.ui.widgets.buttons import Button, PlainButton, QuietButton, SecondaryButton
from milclicks.ui.widgets.columns import empty_layout
from milclicks.ui.widgets.text import body, small

if TYPE_CHECKING:
    from milclicks.packs.travel.plan import Plan

KEPT = N_(
    "It is kept for after class: it starts by itself when no lesson is open and nobody has touched "
    "the computer for five minutes, or when the window is closed."
)
LINE = N_("After class, at most {size} would be fetched from {place}. Is that all right?")
UNKNOWN = N_("How long that takes is not known yet.")


class LaterPart(QWidget):
    """`now` are the buttons for now, the one that fetches first; they stand first.

    Nothing is planned, nor said to come by itself, that the MB of the month would stop.
    """

    def __init__(self, context: Context, offer: Offer, plan: Plan, now: Sequence[Button]) -> None:
        super().__init__()
        self._context, self._offer, self._plan = context, offer, plan
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        used_up = month(plan.held)
        known = planned.waiting(context) if used_up else planned.askable(context)
        if any(one.key == offer.key for one in known):
            if not used_up:
                self._column.addWidget(small(context.say(KEPT)))
            drop = PlainButton(context.say(N_("Cancel the update")), icon="close")
            self._named(drop, "unplan", lambda: planned.drop(context, offer.entry.id))
            self._column.addWidget(wrapped(now[0], drop, *now[1:]))
        elif used_up:
            self._column.addWidget(wrapped(*now))
        else:
            later = QuietButton(context.say(N_("After class")), icon="clock")
            self._named(later, "later", self._plan_it)
            self._column.addWidget(wrapped(now[0], later, *now[1:]))

    def _named(self, button: Button, verb: str, do: Callable[[], None]) -> None:
        button.setObjectName(f"{verb}-{self._offer.entry.id}")
        button.clicked.connect(lambda: QTimer.singleShot(0, self, do))

    def _plan_it(self) -> None:
        """At once where nothing can cost; over a line after a yes to the MB."""
        if self._context.workspace.settings.packs_address:
            self._ask()
        else:
            planned.keep(self._context, [Later(self._offer.key)])

    def _ask(self) -> None:
        """How much, from where, how long; then yes or no."""
        context, texts = self._context, self._context.texts
        place = context.workspace.settings.packs_address
        size, seconds = size_words(texts, self._plan.bytes), self._plan.seconds
        empty_layout(self._column)
        shown = place.partition("://")[2]
        self._column.addWidget(body(texts.say(LINE, size=size, place=shown), strong=True))
        told = texts.say(UNKNOWN) if seconds is None else time_words(texts, seconds)
        self._column.addWidget(small(told))
        yes = SecondaryButton(context.say(N_("Yes, after class")), icon="clock")
        made = Later(self._offer.key, max(self._plan.bytes, 1), place)
        self._named(yes, "later-yes", lambda: planned.keep(context, [made]))
        no = PlainButton(context.say(N_("No")))
        self._named(no, "later-no", self._leave)
        self._column.addWidget(wrapped(yes, no))
        yes.setFocus()

    def _leave(self) -> None:
        """As it was."""
        self._context.bus.tell(self._context.workspace.packs_changed())
