"""Packs between computers in one room: give this one's for an hour, get another one's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.jobs import Job, Tell
from milclicks.ui.library.errand import ADDED, UPDATED, Errand, Task
from milclicks.ui.library.workcard import added_card, next_of, work_card
from milclicks.ui.page import Page, wrapped
from milclicks.ui.sharing.get import EMPTY, AskCard, Ears, name_of, offer_card, title_of
from milclicks.ui.sharing.give import give_card
from milclicks.ui.sharing.host import Sharing
from milclicks.ui.sharing.work import Place, look, take
from milclicks.ui.widgets.buttons import Button, PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import body, subtitle

if TYPE_CHECKING:
    from milclicks.packs.shelf import PackInfo
    from milclicks.packs.travel.peer import PeerFound, PeerPack

LOOKING = N_("Asking {place} what it shares …")
FETCHING = N_("Fetching from the other computer, checking and adding …")
KEPT = N_("Stopped. What came so far is kept, and the packs that are here stay.")
ALL = N_("All new packs are on this computer now.")
_SWITCHES = ("share-off", "share-stop", "share-on")
THERE = N_("What {name} shares")


class SharePacks(Page):
    """`typed` is an address, `found` what the computer there offers."""

    topics = frozenset({"packs"})

    def __init__(
        self,
        context: Context,
        typed: str = "",
        found: PeerFound | None = None,
        problem: MilClicksError | None = None,
    ) -> None:
        super().__init__(context, gap=12, shares=(1, 1))
        self._typed, self._found, self._problem = typed, found, problem
        self._job: Job[Any] | None = None
        self._ask: AskCard | None = None
        self._switching = False
        self._errand, self._sharing = Errand.of(context), Sharing.of(context)
        self._errand.turned.connect(self._turned)
        self._ears = ears = Ears(self._sharing.room)
        self.destroyed.connect(ears.close)
        self._sharing.changed.connect(self._switched)
        self.fill()

    def kept(self) -> dict[str, Any]:
        """The address and what was found there."""
        self._take_typed()
        return {"typed": self._typed, "found": self._found, "problem": self._problem}

    def first_focus(self) -> QWidget | None:
        """What the work asks for, else sharing, or ending it."""
        return self.named(*next_of(self.context), *_SWITCHES)

    def refresh(self) -> None:
        """Write again; a half-typed address stays."""
        self._take_typed()
        super().refresh()

    def _switched(self) -> None:
        """Sharing went on or off; the focus stays on its switch."""
        focus = self.focusWidget()
        name = focus.objectName() if focus is not None else ""
        self.refresh()
        if name in _SWITCHES or self._switching:
            self._focus(*_SWITCHES)
        self._switching = self._sharing.starting and (name in _SWITCHES or self._switching)

    def _take_typed(self) -> None:
        if self._ask is not None:
            self._typed = self._ask.field.text()

    def fill(self) -> None:
        """The work that goes on, giving, getting."""
        self._ask = None
        back = PlainButton(self.say(N_("All packs here")), icon="list")
        back.setObjectName("all-packs")
        back.clicked.connect(lambda: self.context.go("packs"))
        self.top.addWidget(wrapped(back))
        work = work_card(self.context)
        if work is not None:
            self.top.addWidget(work)
        if self._errand.added is not None:
            self.top.addWidget(added_card(self.context, self._errand.added))
        if self._job is not None:
            self.column.addWidget(self._looking())
        elif self._found is not None:
            self._offers(self._found)
        beside = self.aside if self._job is not None or self._found is not None else self.column
        beside.addWidget(give_card(self.context))
        if self._job is None and self._found is None:
            self._ask = AskCard(self.context, self._ears, self._typed, self._look, self._problem)
            self.aside.addWidget(self._ask)
        self.column.addStretch(1)

    # --- looking -------------------------------------------------------------------------
    def _look(self, address: str) -> None:
        place = Place.of(self.context)
        self._typed, self._problem, self._found = address.strip(), None, None
        self._ask, typed = None, self._typed
        self._errand.added = None
        self._ears.close()
        self._job = self.context.jobs.start(
            lambda tell: look(place, typed, tell), self._saw, failed=self._failed, owner=self
        )
        self.refresh()
        self._focus("stop-look")

    def _saw(self, found: PeerFound) -> None:
        self._job, self._found = None, found
        self.refresh()
        wanted = [f"take-{one.offered.id}" for one in found.useful] or ["other-computer"]
        self._focus(*wanted)

    def _failed(self, error: MilClicksError) -> None:
        self._job, self._problem = None, error
        self.refresh()
        self._focus("peer-address")

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None
        self.refresh()
        self._focus("peer-address")

    def _other(self) -> None:
        """Back to choosing a computer."""
        self._found = self._problem = None
        self.refresh()
        self._focus("peer-address")

    def _focus(self, *names: str) -> None:
        found = next((one for name in names if (one := self.findChild(QWidget, name))), None)
        if found is not None:
            found.setFocus()

    def _looking(self) -> QWidget:
        card, words = SunCard(), self.say(LOOKING, place=self._typed)
        card.setObjectName("peer-looking")
        card.add(body(words, strong=True))
        card.add(ThinBar(0.1, words))
        stop = SecondaryButton(self.say(N_("Stop")), icon="stop")
        stop.setObjectName("stop-look")
        stop.clicked.connect(self._stop)
        card.add(wrapped(stop))
        return card

    # --- taking --------------------------------------------------------------------------
    def _offers(self, found: PeerFound) -> None:
        card = Card()
        card.setObjectName("peer-found")
        name = name_of(self.context, found)
        card.add(subtitle(self.say(THERE, name=name)))
        if not found.packs:
            card.add(body(self.say(EMPTY)))
        other = PlainButton(self.say(N_("Another computer")), icon="search")
        other.setObjectName("other-computer")
        other.clicked.connect(self._other)
        buttons: list[Button] = [other]
        if len(found.useful) > 1:
            words = self.context.texts.say_n(
                "Get {n} new pack", "Get {n} new packs", len(found.useful)
            )
            every = PrimaryButton(words, icon="down")
            every.setObjectName("take-all")
            every.setEnabled(self._errand.task is None)
            every.clicked.connect(lambda: self._take(found, found.useful))
            buttons.insert(0, every)
        card.add(wrapped(*buttons))
        self.column.addWidget(card)
        busy = self._errand.task is not None
        for one in found.packs:
            self.column.addWidget(
                offer_card(self.context, one, busy, lambda one: self._take(found, (one,)))
            )

    def _take(self, found: PeerFound, wanted: Sequence[PeerPack]) -> None:
        context, packs = self.context, tuple(wanted)

        def prepare(_agreed: bool) -> Callable[[Tell], PackInfo]:
            place = Place.of(context)
            return lambda tell: take(place, found.address, packs, tell)

        single = len(packs) == 1
        title = title_of(context, packs[0].offered) if single else name_of(context, found)
        size = sum(one.offered.bytes for one in packs)
        done = (UPDATED if packs[0].here else ADDED) if single else ALL
        self._errand.begin(context, Task(prepare, FETCHING, title, size, KEPT, done))

    def _turned(self) -> None:
        """Work began or ended: what is offered is held beside what is here now."""
        found = self._found
        if found is not None and self._errand.task is None:
            self._found = again(self.context, found)
        self.refresh()
        self._focus(*next_of(self.context), "open-lessons")


def again(context: Context, found: PeerFound) -> PeerFound:
    """What was found, beside what is here now; nobody is asked."""
    from milclicks.packs.travel.peer import beside

    return beside(found, context.workspace.library)
