"""The path of this place, for the teacher: choose it, tick the meetings that were held.

A lesson on the projector leaves no results, so the teacher's tick says what the class has done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from milclicks.community import paths
from milclicks.core.texts import N_
from milclicks.ui.inline import plain
from milclicks.ui.notices import UNDO
from milclicks.ui.paths.page import PathPage
from milclicks.ui.paths.view import head, meetings
from milclicks.ui.pathways import Sitting, Walk, class_walk, place_path
from milclicks.ui.widgets.buttons import Button, PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.text import small

if TYPE_CHECKING:
    from milclicks.packs.shelf import LessonRef

HELD = N_("Held with the class")
NOBODYS = N_("This place has no path any more. All ticks are kept.")


class TeachPaths(PathPage):
    """The path that is followed here is that of this place."""

    topics = frozenset({"paths", "packs"})
    HINT = N_(
        "The path of this place is offered to everybody here who has not chosen another. "
        "Tick each meeting that you have held with the class."
    )

    def fill(self) -> None:
        """The paths, then the meetings of one."""
        self._primary = None
        known = self._ways()
        if not known:
            return
        here = place_path(self.context)
        shown = self._choices([class_walk(self.context, way) for way in known], here)
        if shown is not None:
            self._meetings(shown)
            self.column.addWidget(small(self.say(self.HINT)))
            self._feet(shown.way.id, here)
        self.column.addStretch(1)

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
        foot.addWidget(self._paper(shown, SecondaryButton if shown != here else PrimaryButton))
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
