"""Sharing in the settings: a switch for the next 60 minutes, the address while it is on.

Nothing of it is remembered: whoever starts the program again finds it off.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.page import wrapped
from milclicks.ui.sharing.give import HOW, LEAD, NO_NETWORK, getting_ready, trouble
from milclicks.ui.sharing.host import Sharing
from milclicks.ui.widgets.buttons import PlainButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.choice import Choice
from milclicks.ui.widgets.text import body, small, subtitle

SWITCHES = ("share-stop", "set-sharing-on", "set-sharing-off")
FORGOTTEN = N_("It ends by itself, and it is off whenever the program starts.")


def sharing_card(context: Context) -> QWidget:
    """The card as it stands now; it is written again when `Sharing` says that it changed."""
    sharing, say, card = Sharing.of(context), context.texts.say, Card()
    card.setObjectName("sharing")
    card.add(subtitle(say(N_("Give packs to other computers here"))))
    card.add(body(say(LEAD)))
    on, off = Choice(say(N_("On for 60 minutes"))), Choice(say(N_("Off")))
    for button, name, held in ((on, "set-sharing-on", True), (off, "set-sharing-off", False)):
        button.setObjectName(name)
        button.setChecked(held == (sharing.on or sharing.starting))
    on.clicked.connect(lambda: _switch_on(context, sharing))
    off.clicked.connect(sharing.stop)
    more = PlainButton(say(N_("The page for sharing")), icon="people")
    more.setObjectName("open-sharing")
    more.clicked.connect(lambda: context.go("packs_share"))
    card.add(wrapped(on, off, gap=8))
    for line in _state(context, sharing):
        card.add(line)
    card.add(wrapped(more))
    return card


def _switch_on(context: Context, sharing: Sharing) -> None:
    if sharing.on or sharing.starting:
        sharing.more()
        sharing.changed.emit()
    else:
        sharing.begin(context)


def _state(context: Context, sharing: Sharing) -> list[QWidget]:
    """What there is to know now."""
    texts = context.texts
    if sharing.problem is not None:
        return [trouble(context, sharing.problem)]
    if sharing.starting:
        return [getting_ready(context, sharing)]
    if not sharing.on:
        return [small(texts.say(FORGOTTEN))]
    if not sharing.addresses:
        return [body(texts.say(NO_NETWORK))]
    address = body(texts.isolate(sharing.addresses[0]), strong=True)
    address.setObjectName("sharing-address")
    left = sharing.minutes_left
    minutes = texts.say_n("{n} minute left", "{n} minutes left", left)
    return [small(texts.say(HOW)), address, small(minutes)]
