"""The ways back from the pages of sticks: to all packs, and from making one to the sticks."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.page import wrapped
from milclicks.ui.widgets.buttons import PlainButton

_KNOWN: Final = {
    "packs": ("all-packs", "list", N_("All packs here")),
    "stick": ("open-sticks", "stick", N_("Sticks")),
}


def ways(context: Context, *routes: str) -> QWidget:
    """A row of plain buttons, one for each of these routes."""
    buttons = []
    for route in routes:
        name, icon, words = _KNOWN[route]
        button = PlainButton(context.say(words), icon=icon)
        button.setObjectName(name)
        button.clicked.connect(lambda _=False, route=route: context.go(route))
        buttons.append(button)
    return wrapped(*buttons)
