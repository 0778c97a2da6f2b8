"""The path of this place, for the teacher: choose it, tick the meetings that were held.

A lesson on the projector leaves no results, so the teacher's tick says what the class has done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from milclicks.community import paths
from milclicks.core.texts import N_
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.notices import UNDO
from milclicks.ui.page import Page, nothing_here
from milclicks.ui.paths.view import head, meetings, ways_row
from milclicks.ui.pathways import Sitting, Walk, class_walk, place_path, ways
from milclicks.ui.printing.pathsheets import path_sheet
from milclicks.ui.widgets.buttons import Button, PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.text import small

if TYPE_CHECKING:
    from milclicks.packs.shelf import LessonRef

HINT = N_(
    "The path of this place is offered to everybody here who has not chosen another. "
    "Tick each meeting that you have held with the class."
)
HELD = N_("Held with the class")
NOBODYS = N_("This place has no path any more. All ticks are kept.")


class TeachPaths(Page):
    """`shown` is the path whose meetings are on show; without it that of this place."""

    topics = frozenset({"paths", "packs"})

    def __init__(self, context: Context, shown: str = "") -> None:
        super().__init__(context, gap=12)
        self._shown = shown
        self._primary: QWidget | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """The path that is on show."""
        return {"shown": self._shown}

    def first_focus(self) -> QWidget | None:
        """The next step, else the first path."""
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
        here = place_path(self.context)
        walks = [class_walk(self.context, way) for way in known]
        shown = next((one for one in walks if one.way.id == (self._shown or here)), None)
        if shown is None:
            self.column.addWidget(small(self.say(HINT)))
        self.column.addWidget(ways_row(self.context, walks, shown, self._show))
        if shown is not None:
            self._meetings(shown)
            self.column.addWidget(small(self.say(HINT)))
            self._feet(shown.way.id, here)
        self.column.addStretch(1)

    def _show(self, path: str) -> None:
        self._shown = path
        self.refresh()

    # --- one path ------------------------------------------------------------------------
    def _meetings(self, shown: Walk) -> None:
        self.column.addWidget(head(self.context, shown))
        rows = meetings(self.context, shown, self._open, lambda one: self._tick(shown, one))
        self.column.addWidget(rows)

    def _tick(self, shown: Walk, sitting: Sitting) -> Button:
        held = sitting.id in shown.held
        button = Button(
            self.say(HELD), look="secondary", icon="check" if held else "", size=15, pad=14
        )
        button.setObjectName(f"held-{sitting.id}")
        button.setAccessibleName(f"{self.say(HELD)}. {plain(sitting.title)}")
        button.setCheckable(True)
        button.setChecked(held)
        button.clicked.connect(lambda: self._hold(shown.way.id, sitting.id, on=not held))
        return button

    def _hold(self, path: str, session: str, *, on: bool) -> None:
        records = self.context.workspace.records
        self.context.bus.tell(paths.teach(records, path, session, on=on))

    def _feet(self, shown: str, here: str) -> None:
        foot = self.with_foot()
        if shown != here:
            use = PrimaryButton(self.say(N_("Use this path here")), icon="flag")
            use.setObjectName("path-use")
            use.clicked.connect(lambda: self._use(shown))
            foot.addWidget(use)
            self._primary = use
        paper = (SecondaryButton if shown != here else PrimaryButton)(
            self.say(N_("See it on paper")), icon="print"
        )
        paper.setObjectName("path-print")
        paper.clicked.connect(
            lambda: self.context.go("preview", sheet=path_sheet(self.context, shown))
        )
        foot.addWidget(paper)
        self._primary = self._primary or paper
        if shown == here:
            leave = PlainButton(self.say(N_("Use no path here")))
            leave.setObjectName("path-unuse")
            leave.clicked.connect(lambda: self._unuse(here))
            foot.addWidget(leave)

    def _use(self, path: str) -> None:
        self.context.bus.tell(paths.choose(self.context.workspace.records, None, path))
        self.context.notices.tell(self.say(N_("Saved.")))

    def _unuse(self, path: str) -> None:
        self._shown = path
        self.context.bus.tell(paths.choose(self.context.workspace.records, None, ""))
        self.context.notices.offer(self.say(NOBODYS), self.say(UNDO), lambda: self._use(path))

    def _open(self, ref: LessonRef) -> None:
        self.context.go("teach", ref=ref)
