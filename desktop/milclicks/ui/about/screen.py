"""About: what this is, what it is not, and the credits of each pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

import milclicks
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.credits import credit_lines
from milclicks.ui.page import Page
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.text import body, small, subtitle, title

if TYPE_CHECKING:
    from milclicks.packs.shelf import PackCredits

NEUTRAL = N_(
    "An independent project inspired by UNESCO's MIL CLICKS initiative. "
    "Not affiliated with, sponsored or endorsed by UNESCO."
)
PARTS = (
    N_("The program is free software under the MIT licence."),
    N_("The lessons of the bundled packs are under CC BY-SA 4.0."),
    N_("The Noto fonts are under the SIL Open Font License."),
    N_("The words of signing in are spoken by a synthetic voice, under CC BY-SA 4.0."),
    N_("This program uses a network only when you ask it to. It counts nobody."),
)


class About(Page):
    """Version, licences, credits."""

    topics = frozenset({"packs"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, width=860, gap=14)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setViewportMargins(6, 6, 6, 6)  # inside the ring of the focus
        self.area.setAccessibleName(self.say(N_("About")))
        self.fill()

    def first_focus(self) -> QWidget | None:
        """The text, so that keys scroll it."""
        return self.area

    def fill(self) -> None:
        """The program first, then each pack."""
        card = Card()
        card.add(title("MIL CLICKS Desktop"))
        card.add(small(self.say(N_("Version {version}"), version=milclicks.__version__)))
        for sentence in PARTS:
            card.add(body(self.say(sentence)))
        card.add(body(self.say(NEUTRAL)))
        self.column.addWidget(card)
        for credits in self.context.workspace.library.credits(self.context.texts.locale):
            self.column.addWidget(self._pack(credits))
        self.column.addStretch(1)

    def _pack(self, credits: PackCredits) -> Card:
        texts = self.context.texts
        card = Card()
        card.setObjectName(f"credits-{credits.pack}")
        card.add(subtitle(self.say(N_("Credits of “{pack}”"), pack=credits.title)))
        for line in credit_lines(texts, credits):
            card.add(line)
        return card
