"""Space: what a declared place promises, how to declare this one, and the full-screen display."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.content import SpaceText, space_text
from milclicks.ui.context import Context
from milclicks.ui.page import Page, block, nothing_here
from milclicks.ui.printing.posters import poster_sheet
from milclicks.ui.space.display import Display
from milclicks.ui.space.slides import slides
from milclicks.ui.spaces import Space as Declared
from milclicks.ui.spaces import current_space
from milclicks.ui.widgets.buttons import PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import Eyebrow, body, small, subtitle, title


class Space(Page):
    """The page of the place."""

    topics = frozenset({"space", "packs", "settings"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, gap=14)
        self._primary: QWidget | None = None
        self._display: Display | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """Nothing is half done here."""
        return {}

    def first_focus(self) -> QWidget | None:
        """The next step."""
        return self._primary

    def fill(self) -> None:
        """The state of the place and the ten promises."""
        text = space_text(self.context.workspace.library, self.context.texts.locale)
        if text is None:
            sentence = N_("No pack on this computer has a Space declaration.")
            self.column.addWidget(nothing_here(self.context, "space", self.say(sentence)))
            return
        declared = current_space(self.context)
        if declared is None:
            self.column.addWidget(block(title(text.title), body(text.intro, marked=True)))
        else:
            self.column.addWidget(self._declared(declared))
        self._promises(text)
        self.column.addStretch(1)
        self._feet(declared)

    def _declared(self, declared: Declared) -> QWidget:
        texts = self.context.texts
        card = SunCard()
        card.setObjectName("declared")
        card.add(Eyebrow(self.say(N_("This is a MIL CLICKS Space"))))
        card.add(title(declared.form.name or self.say(N_("This place"))))
        when, renew = texts.date(declared.declared), texts.date(declared.renew)
        card.add(
            body(
                self.say(N_("Self-declared on {date}, to renew by {renew}"), date=when, renew=renew)
            )
        )
        return card

    def _promises(self, text: SpaceText) -> None:
        self.column.addWidget(subtitle(self.say(N_("What a Space promises"))))
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=self.context.theme.px(340), gap=10, columns=2)
        for number, (_, sentence) in enumerate(text.promises, 1):
            card = Card(row=True, pad=14)
            card.add(title(self.context.texts.number(number)))
            card.add(body(sentence, marked=True), 1)
            flow.addWidget(card)
        self.column.addWidget(grid)

    def _feet(self, declared: Declared | None) -> None:
        foot = self.with_foot()
        go = self.context.go
        look = PrimaryButton if declared is None else SecondaryButton
        words = N_("Declare this place") if declared is None else N_("Declare again")
        declare = look(self.say(words))
        declare.setObjectName("declare")
        declare.clicked.connect(lambda: go("space_declare"))
        if declared is not None:
            poster = PrimaryButton(self.say(N_("See the poster")), icon="print")
            poster.setObjectName("see-poster")
            poster.clicked.connect(
                lambda: go("preview", sheet=poster_sheet(self.context, declared))
            )
            foot.addWidget(poster)
            self._primary = poster
        else:
            self._primary = declare
        foot.addWidget(declare)
        show = PlainButton(self.say(N_("Start the display")), icon="play")
        show.setObjectName("start-display")
        show.clicked.connect(self._show)
        foot.addWidget(show)
        hint = small(
            self.say(N_("To leave the display, hold a corner or the Escape key for three seconds."))
        )
        self.beside_foot(hint)

    def _show(self) -> None:
        """Fill the screen with the loop; it closes itself."""
        cards = slides(self.context)
        if not cards:
            self.context.notices.tell(
                self.say(N_("There is nothing to show yet. Add a pack first."))
            )
            return
        self._display = Display(self.context.theme, cards, self.context.texts)
        self._display.finished.connect(self._shown)
        self._display.showFullScreen()

    def _shown(self) -> None:
        self._display = None
        if self._primary is not None:
            self._primary.setFocus()
