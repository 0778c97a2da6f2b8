"""Paths: what each is for, what is done, and the next lesson of the one that is chosen.

The paths are cards to choose from, then chips above the one on show, so that its first meeting is
seen at once. To look at a path is not to choose it; Start chooses it and opens its next lesson.
Another path can be chosen at any time: what was done stays done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.content import lesson_cards
from milclicks.ui.notices import UNDO
from milclicks.ui.paths.page import PathPage
from milclicks.ui.paths.view import head, meetings
from milclicks.ui.pathways import Following, Walk, choose, following, walk
from milclicks.ui.widgets.buttons import PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.text import body, small

if TYPE_CHECKING:
    from milclicks.packs.shelf import LessonRef

WITH_CLASS = N_("This is the path of this place. You can also choose one for yourself.")
ENDED = N_("You have reached the end of this path.")
LEFT = N_("You have left the path. Everything you did is kept.")


class Paths(PathPage):
    """The learner's page; Start or Continue opens the next lesson."""

    topics = frozenset({"paths", "progress", "people", "packs"})
    HINT = N_(
        "A path is an order, not a duty. You can change it at any time; what is done stays done."
    )
    _next: QWidget | None = None

    def fill(self) -> None:
        """The paths, then the meetings of one."""
        self._primary = self._next = None
        known = self._ways()
        if not known:
            return
        now = following(self.context)
        chosen = now.walk.way.id if now else ""
        walks = [now.walk if now and way.id == chosen else walk(self.context, way) for way in known]
        mine = self._choices(walks, chosen)
        if mine is not None:
            self._meetings(mine, now)
            self.column.addWidget(small(self.say(self.HINT)))
            self._feet(mine, now)
        self.column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        """Scroll to the meeting that comes next."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._to_next)

    def _to_next(self) -> None:
        if self._next is not None:
            self.area.ensureWidgetVisible(self._next, 0, 12)

    def _show(self, path: str) -> None:
        super()._show(path)
        self.area.to_top()

    # --- one path ------------------------------------------------------------------------
    def _meetings(self, shown: Walk, now: Following | None) -> None:
        self.column.addWidget(head(self.context, shown))
        if now is not None and not now.own and now.walk.way.id == shown.way.id:
            self.column.addWidget(small(self.say(WITH_CLASS)))
        if shown.finished:
            self.column.addWidget(body(self.say(ENDED), strong=True))
        rows = meetings(self.context, shown, self._open)
        self.column.addWidget(rows)
        now_at = shown.sitting(shown.next) if shown.next is not None else None
        if now_at is not None and shown.count:
            self._next = rows.findChild(QWidget, f"sitting-{now_at.id}")

    def _feet(self, shown: Walk, now: Following | None) -> None:
        foot = self.with_foot()
        here = now is not None and now.walk.way.id == shown.way.id
        if shown.next is not None:
            words = N_("Continue") if shown.count else N_("Start")
            start = PrimaryButton(self.say(words), icon="play")
            start.setObjectName("path-start")
            start.clicked.connect(lambda: self._start(shown))
            foot.addWidget(start)
            self._primary = start
        foot.addWidget(self._paper(shown.way.id, SecondaryButton))
        if here and now is not None and now.own:
            leave = PlainButton(self.say(N_("Leave this path")))
            leave.setObjectName("path-leave")
            leave.clicked.connect(lambda: self._leave(shown.way.id))
            foot.addWidget(leave)

    def _start(self, shown: Walk) -> None:
        """Follow this path, if it is not the one that is followed, and open its next lesson."""
        now = following(self.context)
        if now is None or now.walk.way.id != shown.way.id:
            self.context.bus.tell(choose(self.context, shown.way.id))
        card = next((o for o in lesson_cards(self.context) if o.ref.lesson == shown.next), None)
        if card is not None:
            self._open(card.ref)

    def _open(self, ref: LessonRef) -> None:
        self.context.go("player", ref=ref)

    def _leave(self, path: str) -> None:
        self._shown = path
        self.context.bus.tell(choose(self.context, ""))
        self.context.notices.offer(self.say(LEFT), self.say(UNDO), lambda: self._again(path))

    def _again(self, path: str) -> None:
        self.context.bus.tell(choose(self.context, path))
