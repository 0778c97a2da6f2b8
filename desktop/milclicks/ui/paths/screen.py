"""Paths: what each is for, what is done, and the next lesson of the one that is chosen.

To look at a path is not to choose it; Start chooses it and opens its next lesson. Another path can
be chosen at any time: what was done stays done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.content import lesson_cards
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.notices import UNDO
from milclicks.ui.page import Page, block, nothing_here
from milclicks.ui.paths.view import meetings, progress_bar, way_grid
from milclicks.ui.pathways import Following, Walk, choose, following, walk, ways
from milclicks.ui.printing.pathsheets import path_sheet
from milclicks.ui.widgets.buttons import PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.text import body, small, title

if TYPE_CHECKING:
    from milclicks.packs.shelf import LessonRef

HINT = N_("A path is an order, not a duty. You can change it at any time; what is done stays done.")
WITH_CLASS = N_("This is the path of this place. You can also choose one for yourself.")
ENDED = N_("You have reached the end of this path.")
LEFT = N_("You have left the path. Everything you did is kept.")


class Paths(Page):
    """`shown` is the path whose meetings are on show; without it the one that is followed."""

    topics = frozenset({"paths", "progress", "people", "packs"})

    def __init__(self, context: Context, shown: str = "") -> None:
        super().__init__(context, gap=12)
        self._shown = shown
        self._primary: QWidget | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """The path that is on show."""
        return {"shown": self._shown}

    def first_focus(self) -> QWidget | None:
        """Start or Continue, else the first path."""
        if self._primary is not None:
            return self._primary
        cards = self.findChildren(ChoiceCard)
        return cards[0] if cards else None

    def fill(self) -> None:
        """The paths, then the meetings of one."""
        self._primary = None
        known = ways(self.context)
        if not known:
            sentence = N_("No pack on this computer has paths.")
            self.column.addWidget(nothing_here(self.context, "list", self.say(sentence)))
            return
        now = following(self.context)
        chosen = now.walk.way.id if now else ""
        self.column.addWidget(small(self.say(HINT)))
        walks = [now.walk if now and way.id == chosen else walk(self.context, way) for way in known]
        on_show = self._shown or chosen
        self.column.addWidget(way_grid(self.context, walks, on_show, self._show))
        mine = next((one for one in walks if one.way.id == on_show), None)
        if mine is not None:
            self._meetings(mine, now)
            self._feet(mine, now)
        self.column.addStretch(1)

    def _show(self, path: str) -> None:
        self._shown = path
        self.refresh()

    # --- one path ------------------------------------------------------------------------
    def _meetings(self, shown: Walk, now: Following | None) -> None:
        head = block(title(plain(shown.way.title)), progress_bar(self.context, shown))
        self.column.addWidget(head)
        if now is not None and not now.own and now.walk.way.id == shown.way.id:
            self.column.addWidget(small(self.say(WITH_CLASS)))
        if shown.finished:
            self.column.addWidget(body(self.say(ENDED), strong=True))
        self.column.addWidget(meetings(self.context, shown, self._open))

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
        paper = SecondaryButton(self.say(N_("See it on paper")), icon="print")
        paper.setObjectName("path-print")
        paper.clicked.connect(
            lambda: self.context.go("preview", sheet=path_sheet(self.context, shown.way.id))
        )
        foot.addWidget(paper)
        self._primary = self._primary or paper
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
