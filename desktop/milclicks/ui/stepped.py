"""A page that goes step by step, with Next and sometimes Back in its foot."""

from __future__ import annotations

from collections.abc import Callable

from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.page import Page
from milclicks.ui.widgets.buttons import PrimaryButton, SecondaryButton


class Stepped(Page):
    """`step` is the one on show; the names of the two buttons begin with `NAME`."""

    NAME = ""

    def __init__(self, context: Context, step: str, *, gap: int) -> None:
        super().__init__(context, width=1000, gap=gap)
        self._step = step
        self._next: PrimaryButton | None = None

    def _to(self, step: str) -> None:
        self._step = step
        self.refresh()
        self.area.to_top()
        first = self.first_focus()
        if first is not None:
            first.setFocus()

    def _feet(self, words: str, do: Callable[[], object], back: str = "") -> None:
        foot = self.with_foot()
        if back:
            before = SecondaryButton(self.say(N_("Back")))
            before.setObjectName(f"{self.NAME}-back")
            before.clicked.connect(lambda: self._to(back))
            foot.addWidget(before)
        self._next = PrimaryButton(words)
        self._next.setObjectName(f"{self.NAME}-next")
        self._next.clicked.connect(do)
        foot.addWidget(self._next)
