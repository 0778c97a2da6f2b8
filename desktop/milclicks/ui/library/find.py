"""Find packs: look at a place, see what it has and what it takes, get it, go on to its lessons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.core.errors import Message, MilClicksError
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.jobs import Job
from milclicks.ui.library.errand import Errand
from milclicks.ui.library.newapp import app_offer
from milclicks.ui.library.offer import offer_card, offers
from milclicks.ui.library.unfinished import unfinished_cards
from milclicks.ui.library.work import Work, is_address
from milclicks.ui.library.workcard import added_card, next_of, same_pack, work_card
from milclicks.ui.packplaces import PlacesCard
from milclicks.ui.page import Link, Page, links, wrapped
from milclicks.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import SunCard
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import body, small

LOOKING = N_("Looking at {place} …")
LOOKING_AT_ALL = N_("Looking at all places …")
LOOK = N_("Look at {place}")
LOOK_AT_ALL = N_("Look at all places")
FIRST = N_("Look at a place to see which packs it has.")
LISTED = N_("The catalogue of {day} on this computer lists these packs.")
NEWEST = N_("Every pack on this computer that the catalogue lists is in its newest version.")
NONE = N_("The catalogue lists no pack yet.")
AS_OF = N_("As of {day} nothing newer was known.")


class FindPacks(Page):
    """`news` is what the last look brought; `changing`: the places are being changed;
    `looked`: that look went well.
    """

    topics = frozenset({"packs", "settings"})

    def __init__(
        self,
        context: Context,
        news: tuple[Message, ...] = (),
        problem: MilClicksError | None = None,
        typed: str | None = None,
        changing: bool = False,
        looked: bool = False,
    ) -> None:
        super().__init__(context, gap=12, shares=(5, 3), aside_first=True)
        self._news, self._problem, self._typed = news, problem, typed
        self._changing, self._looked_well = changing, looked
        self._job: Job[Any] | None = None
        self._place = ""
        self._card: PlacesCard | None = None
        self._first: QWidget | None = None
        self._pressed: tuple[str, ...] = ()
        self._errand = Errand.of(context)
        self._errand.turned.connect(self.refresh)
        context.sticks.changed.connect(self.refresh)
        self.fill()

    def kept(self) -> dict[str, Any]:
        """What was learnt and what is being typed."""
        typed = self._card.typed() if self._card is not None else None
        return {
            "news": self._news,
            "problem": self._problem,
            "typed": typed,
            "changing": self._changing,
            "looked": self._looked_well,
        }

    def first_focus(self) -> QWidget | None:
        """What the work asks for; else looking, or naming a place."""
        return self.named("stop-look", *next_of(self.context)) or self._first

    def next_focus(self) -> Sequence[str]:
        """The same, or the way on after something came."""
        came = ("open-app-folder", "open-lessons")
        return ("stop-look", *next_of(self.context), *came, *self._pressed)

    def refresh(self) -> None:
        """Write again; a half-typed address stays."""
        self._typed = self._card.typed() if self._card is not None else None
        focus = self.focusWidget()
        self._pressed = same_pack(focus.objectName()) if focus is not None else ()
        super().refresh()

    def fill(self) -> None:
        """The work, what was added, the places, what the catalogue lists."""
        self._first = self._card = None
        self._ways()
        work = work_card(self.context)
        if work is not None:
            self.column.addWidget(work)
        if self._errand.added is not None:
            self.column.addWidget(added_card(self.context, self._errand.added))
        places = self._places()
        if self._job is not None:
            self.column.addWidget(self._looking())
        elif places and not self._changing:
            self._ask(places)
        else:
            self._card = PlacesCard(self.context, typed=self._typed, kept=self._changed_place)
            self.column.addWidget(self._card)
            self._first = self._card.findChild(Button, "choose-folder")
        if self._problem is not None:
            self.column.addWidget(self._trouble(self._problem))
        for message in self._news:
            self.column.addWidget(small(self.context.texts.message(message)))
        card = app_offer(self.context) if self._job is None else None
        if card is not None:
            self.column.addWidget(card)
        self._offers()
        self.column.addStretch(1)
        if self._first is None:
            self._first = self.findChild(Button, "all-packs")

    # --- places --------------------------------------------------------------------------
    def _places(self) -> list[str]:
        now = self.context.workspace.settings
        return [one for one in (now.packs_folder, *now.packs_address.split()) if one]

    def _ways(self) -> None:
        """Back to the packs that are here; other places."""
        say, go = self.say, self.context.go
        near = say(N_("From another computer here"))
        entries = [
            Link("all-packs", "list", say(N_("All packs here")), partial(go, "packs")),
            Link("from-neighbour", "people", near, partial(go, "packs_share")),
        ]
        if self._places() and not self._changing:
            words = say(N_("Other places"))
            entries.append(Link("change-places", "settings", words, self._change))
        self.aside.addWidget(links(entries))

    def _ask(self, places: list[str]) -> None:
        """One button for all places as the one thing to do, and one for each of several."""
        buttons: list[Button] = []
        for place in ["", *places] if len(places) > 1 else places:
            calm = not self._first and not next_of(self.context)
            kind = PrimaryButton if calm else SecondaryButton
            words = self.say(LOOK, place=_short(place)) if place else self.say(LOOK_AT_ALL)
            look: Button = kind(words, icon="search")
            named = "look-address" if is_address(place) else "look-folder"
            look.setObjectName(named if place else "look-all")
            look.clicked.connect(lambda _=False, place=place: self._look(place))
            buttons.append(look)
            self._first = self._first or look
        if self.large_text:  # above what was found, however much that is
            self.column.addWidget(wrapped(*buttons))
            return
        foot = self.with_foot()
        for look in buttons:
            foot.addWidget(look)

    def _change(self) -> None:
        self._changing = True
        self.refresh()

    def _changed_place(self) -> None:
        self._changing, self._typed, self._card = False, None, None
        self._problem, self._news = None, ()
        self.refresh()
        if self._first is not None:
            self._first.setFocus()

    # --- looking -------------------------------------------------------------------------
    def _look(self, place: str) -> None:
        """Look at one place, or at all of them when none is named."""
        work = Work.of(self.context, place)
        self._place, self._problem, self._news = place, None, ()
        self._looked_well = False
        self._errand.added = None
        self._job = self.context.jobs.start(
            work.look, self._looked, failed=self._failed, owner=self
        )
        self.refresh()
        stop = self.findChild(Button, "stop-look")
        if stop is not None:
            stop.setFocus()

    def _looked(self, news: Any) -> None:
        self._job = None
        self._news = tuple(message for _, message in news.told())
        self._looked_well = True
        self.context.bus.tell(self.context.workspace.packs_changed())
        self._look_on()

    def _failed(self, error: MilClicksError) -> None:
        self._job, self._problem = None, error
        self.refresh()
        self._look_on()

    def _look_on(self) -> None:
        """The focus to what can be done next: the first pack that can be had, else looking."""
        buttons = [one for one in self.findChildren(Button) if one.objectName().startswith("get-")]
        first = next((one for one in buttons if one.isEnabled()), self._first)
        if first is not None and self._problem is None:
            first.setFocus()
        elif self._first is not None:
            self._first.setFocus()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None
        self.refresh()
        self._look_on()

    def _looking(self) -> QWidget:
        card, place = SunCard(), _short(self._place)
        words = self.say(LOOKING, place=place) if place else self.say(LOOKING_AT_ALL)
        card.setObjectName("looking")
        card.add(body(words, strong=True))
        card.add(ThinBar(0.1, words))
        stop = SecondaryButton(self.say(N_("Stop")), icon="stop")
        stop.setObjectName("stop-look")
        stop.clicked.connect(self._stop)
        card.add(wrapped(stop))
        return card

    def _trouble(self, error: MilClicksError) -> QWidget:
        card, texts = SunCard(), self.context.texts
        card.setObjectName("look-problem")
        card.add(body(texts.message(error.sentence), strong=True))
        for told in getattr(error, "told", ()):
            card.add(body(texts.message(told)))
        if error.remedy is not None:
            card.add(body(texts.message(error.remedy)))
        return card

    # --- packs ---------------------------------------------------------------------------
    def _offers(self) -> None:
        catalog = self.context.workspace.library.trust.catalog
        if catalog.issued is None:
            if self._card is None and self._job is None and self._problem is None:
                self.column.addWidget(body(self.say(FIRST)))
            return
        found = offers(self.context)
        words = self.say(LISTED, day=catalog.issued.date()) if found else self.say(NONE)
        newest = any(one.here for one in found) and not any(
            one.here and one.needed for one in found
        )
        if newest and self._looked_well:
            self.column.addWidget(body(self.say(NEWEST), strong=True))
        elif newest:
            self.column.addWidget(small(self.say(AS_OF, day=catalog.issued.date())))
        self.column.addWidget(small(words))
        wanted = {one.key: one for one in found if one.needed}
        for card in unfinished_cards(self.context, wanted, finding=True):
            self.column.addWidget(card)
        self.add_many([partial(offer_card, self.context, offer) for offer in found])


def _short(place: str) -> str:
    """A place as it is called on a button: a folder's name, an address without its kind."""
    return place.partition("://")[2] if is_address(place) else Path(place).name or place
