"""Packs that were asked for out of the hours of the settings: they wait, and begin by themselves.

Nothing is fetched but the very version that somebody pressed. The settings keep it, so that it
outlives a restart. The clock of this computer says when the hours are, at each look anew: one that
was put right counts at once. A line that costs is asked about as after any press.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.packs.travel.plan import Later
from milclicks.packs.travel.plan import planned as read
from milclicks.ui.context import Context
from milclicks.ui.library import limits
from milclicks.ui.library.errand import METERED, Errand
from milclicks.ui.library.planned import store
from milclicks.ui.library.work import Work
from milclicks.ui.page import wrapped
from milclicks.ui.widgets.buttons import Button, PlainButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.text import small, subtitle

if TYPE_CHECKING:
    from milclicks.core.changes import Changes
    from milclicks.core.settings import Settings
    from milclicks.packs.shelf import PackInfo
    from milclicks.packs.travel.plan import Plan
    from milclicks.ui.library.offer import Offer

WAITS = N_(
    "It waits for the permitted hours. It starts by itself then, while this window is open and no "
    "lesson is going on."
)
_LOOK_MS: Final = 30_000
AGAIN_MS: Final = 30 * 60_000
"""What did not come, such as over a line that is away, is tried again after so long."""


def waiting(context: Context) -> tuple[tuple[Offer, Later], ...]:
    """The packs that wait and are still wanted, in the order in which they were pressed."""
    kept = {one.key: one for one in _kept(context)}
    if not kept:
        return ()
    from milclicks.ui.library.offer import offers

    found = {one.key: one for one in offers(context) if one.needed}
    return tuple((found[key], one) for key, one in kept.items() if key in found)


def _kept(context: Context) -> tuple[Later, ...]:
    return read(context.workspace.settings.packs_at_night)


def waits(context: Context, offer: Offer) -> bool:
    """Whether this version waits, and is not on its way."""
    task = Errand.of(context).task
    going = task is not None and task.key == offer.key
    return not going and any(one.key == offer.key for one in _kept(context))


def keep(context: Context, offer: Offer, *, agreed: bool = False) -> bool:
    """Let a version wait, and no other one of its pack; False, after a notice, when the disk does
    not take that. `agreed`: a person said yes to its MB over the line of the address of now.
    """
    place = context.workspace.settings.packs_address if agreed else ""
    alone = len(place.split()) == 1  # one word is kept
    made = Later(offer.key, offer.entry.bytes, place) if alone else Later(offer.key)
    if not agreed and waits(context, offer):
        return True
    others = (one for each, one in waiting(context) if each.entry.id != offer.entry.id)
    return store(context, _with(context, [*others, made]))


def drop(context: Context, offer: Offer) -> None:
    """Let it wait no more; it can be had by hand as before."""
    store(context, _without(context, offer))


def came(context: Context, offer: Offer) -> None:
    """It is here. Where the disk takes nothing more, it is read off what is here all the same."""
    with suppress(MilClicksError):
        context.workspace.store_settings(_without(context, offer))


def _without(context: Context, offer: Offer) -> Settings:
    return _with(context, [one for one in _kept(context) if one.key != offer.key])


def _with(context: Context, kept: Iterable[Later]) -> Settings:
    words = " ".join(one.text for one in kept)
    return replace(context.workspace.settings, packs_at_night=words)


def part(context: Context, offer: Offer, plan: Plan, now: Sequence[Button]) -> Iterator[QWidget]:
    """What the card of a pack that waits says, and the way to cancel; `now` are its buttons, the
    one that fetches first.
    """
    if not limits.month(plan.held):
        yield small(context.say(WAITS))
    fetch, *others = now
    yield wrapped(*([fetch] if plan.held is None else []), cancel(context, offer), *others)


def cancel(context: Context, offer: Offer) -> Button:
    """The button that lets it wait no more."""
    words = N_("Cancel the update") if offer.here else N_("Do not fetch it")
    button = PlainButton(context.say(words), icon="close")
    button.setObjectName(f"unplan-{offer.entry.id}")
    button.clicked.connect(lambda: QTimer.singleShot(0, button, lambda: drop(context, offer)))
    return button


def waiting_cards(context: Context) -> Iterator[QWidget]:
    """A card for each new pack that waits and of which nothing came yet: no other card of the page
    of packs tells of it.
    """
    from milclicks.ui.library.offer import Taking, title_of

    half = {one.expected.key for one in Work.of(context).begun() if one.done}
    for offer, _ in waiting(context):
        if not offer.here and offer.key not in half and waits(context, offer):
            card = Card()
            card.setObjectName(f"waits-{offer.entry.id}")
            card.add(subtitle(title_of(context, offer.entry)))
            card.add(Taking(context, offer, finding=False))
            yield card


class AtNight(QObject):
    """Begins what waits once its hours are there, one after the other."""

    def __init__(
        self, parent: QObject, context: Callable[[], Context], over: Callable[[], bool]
    ) -> None:
        """`over`: whether no class and no other work is going on."""
        super().__init__(parent)
        self._context, self._over = context, over
        self._later: dict[str, float] = {}
        """When what did not come may be tried again, in ms of the clock that never goes back."""
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        context().bus.changed.connect(self._told)
        self._wake()

    def _told(self, changes: Changes) -> None:
        if "settings" in changes:
            self._wake()

    def _wake(self) -> None:
        """Nothing wakes the computer while nothing waits."""
        if not self._context().workspace.settings.packs_at_night:
            self._timer.stop()
        else:
            if not self._timer.isActive():
                self._timer.start()
            QTimer.singleShot(0, self, self.look)  # their hours may be now

    def look(self) -> None:
        """Begin the first that may come now."""
        context = self._context()
        work, library = Work.of(context), context.workspace.library
        now = context.workspace.clock.mono_ms()
        for offer, kept in waiting(context):
            pack, version = offer.entry.id, offer.entry.version
            limit = work.held_back(library, pack, version)
            if limits.hours(limit):
                self._later.pop(offer.key, None)  # the next hours are another try
            free = limit is None and self._later.get(offer.key, now) <= now
            asks = work.asks(offer.key) or work.came(pack, version)
            if free and asks and self._over():
                self._begin(context, offer, kept)
                return

    def _begin(self, context: Context, offer: Offer, kept: Later) -> None:
        from milclicks.ui.library.offer import begin

        agreed = kept.most > 0 and kept.place == context.workspace.settings.packs_address

        def then(pack: PackInfo | None, error: MilClicksError | None) -> None:
            clock = context.workspace.clock
            if error is not None:  # a question waits for whoever reads it
                asked = error.code == METERED
                self._later[offer.key] = float("inf") if asked else clock.mono_ms() + AGAIN_MS
            elif pack is not None:
                QTimer.singleShot(0, self, self.look)

        begin(context, offer, then=then, agreed=agreed)
