"""Small cards of the packs page: what came by itself, and packs whose stick is away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.library import planned
from milclicks.ui.library.afterclass import CAME, go_back
from milclicks.ui.page import wrapped
from milclicks.ui.widgets.buttons import PlainButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.text import body

if TYPE_CHECKING:
    from milclicks.packs.records import PackRecord

AWAY = N_("“{pack}” is used from a stick that is not in now. It comes back with its stick.")


def came_cards(context: Context) -> Iterator[QWidget]:
    """One card for each update that came after class, until somebody has seen it."""
    packs = {one.id: one for one in context.workspace.library.packs(context.texts.locale)}
    for one in planned.updated(context.workspace.settings):
        pack = packs.get(one.pack)
        if pack is None or pack.version != one.version:
            continue
        card = SunCard()
        card.setObjectName(f"came-{one.pack}")
        words = context.say(CAME, pack=plain(pack.title) or pack.id, version=one.version)
        card.add(body(words, strong=True))
        buttons: list[QWidget] = []
        held = context.workspace.library.versions(one.pack)
        if any(each.version == one.before and not each.withdrawn for each in held):
            words = context.say(N_("Go back to version {version}"), version=one.before)
            back = SecondaryButton(words, icon="replay")
            back.setObjectName(f"came-back-{one.pack}")
            back.clicked.connect(lambda _=False, one=one: go_back(context, one.pack, one.before))
            buttons.append(back)
        close = PlainButton(context.say(N_("Close")), icon="close")
        close.setObjectName(f"came-close-{one.pack}")
        close.clicked.connect(lambda _=False, one=one: planned.seen(context, one.pack))
        card.add(wrapped(*buttons, close))
        yield card


def away_cards(context: Context) -> Iterator[QWidget]:
    """One card for each pack that is used from a stick which is not in."""
    here = {one.digest for one in _guests(context)}
    for digest, chosen in context.sticks.chosen.items():
        if digest in here:
            continue
        card = Card()
        card.setObjectName(f"away-{chosen.key}")
        name = plain(chosen.title) or chosen.key.partition("@")[0]
        card.add(body(context.say(AWAY, pack=name)))
        forget = PlainButton(context.say(N_("Use it from the stick no more")), icon="close")
        forget.setObjectName(f"forget-away-{chosen.key}")
        forget.clicked.connect(lambda _=False, digest=digest: context.sticks.forget(digest))
        card.add(wrapped(forget))
        yield card


def _guests(context: Context) -> Iterator[PackRecord]:
    """The records of the packs that are used in place now."""
    library = context.workspace.library
    for info in library.packs():
        yield from (one for one in library.copies(info.id) if info.in_place)
