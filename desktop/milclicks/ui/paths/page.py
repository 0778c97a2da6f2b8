"""What the two pages of paths share: the paths to choose from, and the one on show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.context import Context
from milclicks.ui.page import Page, nothing_here
from milclicks.ui.paths.view import ways_row
from milclicks.ui.pathways import Walk, ways
from milclicks.ui.printing.pathsheets import path_sheet
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.text import small

if TYPE_CHECKING:
    from milclicks.community.paths import Way


class PathPage(Page):
    """`shown` is the path whose meetings are on show; without it the one that is followed."""

    HINT = ""

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
        return self._primary or self.findChild(ChoiceCard)

    def _ways(self) -> Sequence[Way]:
        """The paths that are here; without one the page says so."""
        known = ways(self.context)
        if not known:
            sentence = N_("No pack on this computer has paths.")
            self.column.addWidget(nothing_here(self.context, "list", self.say(sentence)))
        return known

    def _choices(self, walks: Sequence[Walk], followed: str) -> Walk | None:
        """The row of all paths; the one on show, or nothing but the hint."""
        shown = next((one for one in walks if one.way.id == (self._shown or followed)), None)
        if shown is None:
            self.column.addWidget(small(self.say(self.HINT)))
        self.column.addWidget(ways_row(self.context, walks, shown, self._show))
        return shown

    def _show(self, path: str) -> None:
        self._shown = path
        self.refresh()

    def _paper(self, path: str, kind: type[Button]) -> QWidget:
        """The button that shows a path on paper."""
        paper = kind(self.say(N_("See it on paper")), icon="print")
        paper.setObjectName("path-print")
        paper.clicked.connect(
            lambda: self.context.go("preview", sheet=path_sheet(self.context, path))
        )
        self._primary = self._primary or paper
        return paper
