"""The daily click: one thought, one question to talk about, and why it matters.

There is nothing to score. "Another one" walks through all clicks of the packs.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.packs.trust.label import claim
from milclicks.ui.content import Click, click_of_the_day, daily_clicks
from milclicks.ui.context import Context
from milclicks.ui.makers import chip, guests, stranger_card
from milclicks.ui.page import Page, nothing_here, wrapped
from milclicks.ui.widgets.buttons import PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, Chip, SunCard
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import Eyebrow, TextBlock, body, small, title
from milclicks.ui.widgets.tiles import strand_name


class Daily(Page):
    """`at` is the number of the click that is shown, `opened` whether the reason is shown."""

    topics = frozenset({"packs"})

    def __init__(self, context: Context, at: int | None = None, opened: bool = False) -> None:
        super().__init__(context, width=900, gap=16)
        self._at, self._opened = at, opened
        self._primary: QWidget | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """The click and whether its reason is open."""
        return {"at": self._at, "opened": self._opened}

    def first_focus(self) -> QWidget | None:
        """The button that goes on."""
        return self._primary

    def heading(self) -> tuple[str, str]:
        """The name of the page and the date."""
        now = self.context.workspace.clock.now()
        return self.say(N_("Daily click")), self.context.texts.date(now, length="weekday")

    def fill(self) -> None:
        """Write the click."""
        clicks = daily_clicks(self.context.workspace.library, self.context.texts.locale)
        if not clicks:
            sentence = N_("No pack on this computer has daily clicks.")
            self.column.addWidget(nothing_here(self.context, "list", self.say(sentence)))
            return
        if self._at is None:
            self._at = click_of_the_day(self.context, clicks)
        click = clicks[self._at % len(clicks)]
        self._thought(click)
        if self._opened:
            self._reason(click)
        self.column.addWidget(self._buttons(len(clicks)))
        self.column.addStretch(1)

    def _thought(self, click: Click) -> None:
        stranger = guests(self.context).get(click.pack)
        card = SunCard() if stranger is None else stranger_card()
        strand = Chip(
            strand_name(self.context.texts, click.strand),
            icon=click.strand,
            fill=f"strand.{click.strand}",
            ink="card",
        )
        if stranger is None:
            card.add(strand)
        else:
            card.add(wrapped(strand, chip(self.context.texts, stranger)))
            card.add(small(claim(self.context.texts, stranger)))
        card.add(TextBlock(click.text, size=28, strong=True, marked=True))
        if click.ask:
            card.add(Eyebrow(self.say(N_("Ask yourself, or ask someone"))))
            card.add(TextBlock(click.ask, size=20, marked=True))
        self.column.addWidget(card)

    def _reason(self, click: Click) -> None:
        if not click.why:
            return
        card = Card()
        card.setObjectName("daily-why")
        card.add(title(self.say(N_("Why it matters"))))
        card.add(body(click.why, marked=True))
        self.column.addWidget(card)

    def _buttons(self, count: int) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=12)
        if not self._opened:
            why = PrimaryButton(self.say(N_("Why it matters")))
            why.setObjectName("daily-open")
            why.clicked.connect(self._open)
            self._primary = why
        else:
            why = PrimaryButton(self.say(N_("Done")))
            why.setObjectName("daily-done")
            why.clicked.connect(lambda: self.context.go("today"))
            self._primary = why
        flow.addWidget(why)
        if count > 1:
            other = SecondaryButton(self.say(N_("Another one")))
            other.setObjectName("daily-next")
            other.clicked.connect(self._next)
            flow.addWidget(other)
        return holder

    def _open(self) -> None:
        self._opened = True
        clicks = daily_clicks(self.context.workspace.library, self.context.texts.locale)
        click = clicks[(self._at or 0) % len(clicks)]
        self.context.bus.tell(self.context.workspace.click_seen(click.id))
        self.refresh()
        if self._primary is not None:
            self._primary.setFocus()

    def _next(self) -> None:
        self._at = (self._at or 0) + 1
        self._opened = False
        self.refresh()
