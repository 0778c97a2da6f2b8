"""The small card about the pact on the first page: the one next step, whatever it is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.pacts import current_pact, due_check
from milclicks.ui.widgets.buttons import SecondaryButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.text import small, subtitle


def pact_card(context: Context) -> QWidget:
    """Make a pact, look back at it, or read it again."""
    say = context.texts.say
    card = Card()
    card.setObjectName("pact-card")
    if context.low:
        card.column.setContentsMargins(16, 12, 16, 12)
        card.column.setSpacing(6)
    pact = current_pact(context)
    if pact is None:
        words, more = N_("The pact"), N_("Two promises to begin with")
        action, route = N_("Read the pact"), "pact"
    elif due_check(context, pact):
        words, more = N_("How is your pact going?"), N_("Three short questions.")
        action, route = N_("Look back"), "pact_check"
    else:
        words, more = N_("You have made your pact"), N_("You can read and print it again.")
        action, route = N_("My pact"), "pact"
    card.add(subtitle(say(words)))
    card.add(small(say(more)))
    card.column.addStretch(1)
    button = SecondaryButton(say(action))
    button.setObjectName("open-pact")
    button.clicked.connect(lambda: context.go(route))
    card.add(button)
    return card
