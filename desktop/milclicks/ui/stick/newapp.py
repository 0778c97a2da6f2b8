"""The card of a newer version of the app: have it checked, then what to click, step by step.

The same on the page of the sticks and where packs are found. The app never replaces itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

import milclicks
from milclicks.core import paths
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.page import wrapped
from milclicks.ui.sizes import size_words
from milclicks.ui.widgets.buttons import Button, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.text import body

if TYPE_CHECKING:
    from milclicks.packs.travel.bundles import Offer

ON_STICK = N_("Version {version} of the app is on this stick. You use version {own}.")
THERE = N_("Version {version} of the app is there: {size}. You use version {own}.")
CHECKED = N_(
    "Version {version} was checked: it comes from the makers of the app and is whole. "
    "It lies on this computer now and was not started."
)
_STEPS: Final = {
    "windows": N_(
        "Press “Open the folder”, click the file {file} with the right mouse button and choose "
        "“Extract All…”. Then close this window, open the new folder and start milclicks in it."
    ),
    "macos": N_(
        "Press “Open the folder” and double-click the file {file}, which unpacks it. "
        "Then close this window and open the new MIL CLICKS that lies beside it."
    ),
}
_UNPACK: Final = N_(
    "Press “Open the folder”, click the file {file} with the right mouse button and choose the "
    "line that unpacks it. Then close this window, open the new folder and start milclicks in it."
)
_STAY: Final = N_("Your results and packs stay where they are; the new version uses them.")
_PORTABLE: Final = N_(
    "Your results and packs lie in the folder “data” beside this program. Before you start the new "
    "version, copy that folder and the file portable.txt beside the new program."
)


def _none(_context: Context, _offer: Offer) -> tuple[Sequence[QWidget], bool]:
    """Nothing more to say of a version that lies at hand."""
    return (), True


def copy_card(context: Context, offer: Offer, card: Card, name: str) -> Card:
    """Say on a card what to click, for a version whose checked copy lies here."""
    say, taken = context.say, context.sticks.apps.of(offer)
    card.setObjectName(name)
    card.add(body(say(CHECKED, version=offer.bundle.version), strong=True))
    if taken is not None:
        portable = (paths.program_folder() / "portable.txt").exists()
        card.add(body(say(_STEPS.get(offer.bundle.system, _UNPACK), file=taken.name)))
        card.add(body(say(_PORTABLE if portable else _STAY)))
        show = SecondaryButton(say(N_("Open the folder")))
        card.add(wrapped(_named(show, "open-app-folder", partial(_open, taken))))
    return card


def newapp_card(
    context: Context,
    offer: Offer,
    take: Callable[[], object],
    *,
    on_stick: bool = True,
    agree: bool = False,
    facts: Callable[[Context, Offer], tuple[Sequence[QWidget], bool]] = _none,
) -> QWidget:
    """Offer a version, or say what to click once a checked copy lies here.

    `take` has it copied or fetched and checked; `agree`: a line that costs was asked about;
    `facts` has what to say above the button, and whether it can be pressed.
    """
    sticks, say, version = context.sticks, context.say, offer.bundle.version
    name = "stick-app" if on_stick else "found-app"
    if sticks.apps.of(offer) is not None:
        return copy_card(context, offer, SunCard(), name)
    card = SunCard()
    card.setObjectName(name)
    size = size_words(context.texts, offer.bundle.bytes)
    words = ON_STICK if on_stick else THERE
    card.add(body(say(words, version=version, own=milclicks.__version__, size=size), strong=True))
    if not sticks.busy:
        told, room = facts(context, offer)
        for one in told:
            card.add(one)
        fetch = N_("Fetch it all the same") if agree else N_("Fetch it")
        verb = N_("Check it and copy it") if on_stick else fetch
        name = "take-app" if on_stick else "fetch-app"
        button = _named(SecondaryButton(say(verb)), name, take)
        button.setEnabled(room)
        card.add(wrapped(button))
    return card


def _open(taken: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(taken.parent)))


def _named(button: Button, name: str, do: Callable[[], object]) -> Button:
    button.setObjectName(name)
    button.clicked.connect(lambda: do())
    return button
