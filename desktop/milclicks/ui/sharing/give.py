"""The card for giving: a switch, the address to type, the minutes left, who took how much."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.page import block, wrapped
from milclicks.ui.sharing.host import Sharing
from milclicks.ui.sharing.mark import SHARES
from milclicks.ui.sizes import size_words
from milclicks.ui.telling import BusyCard, problem_card
from milclicks.ui.widgets.buttons import PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, HeroCard
from milclicks.ui.widgets.columns import empty_layout
from milclicks.ui.widgets.text import body, heading, small, subtitle

LEAD = N_(
    "For 60 minutes, other computers in this network can take the packs of this one. They get "
    "packs only: never names, results or anything that somebody wrote."
)
NO_NETWORK = N_(
    "This computer is in no network now. Connect both computers to the same Wi-Fi or cable; the "
    "internet is not needed."
)
HOW = N_("On the other computer, choose “From another computer here” and type this address:")
BROWSER = N_("A phone, or a computer without the app, can open {address} in its browser.")
OTHERS = N_("If it does not answer, try: {addresses}")
GIVEN = N_("{packs}, together {size}.")
TOOK = N_("{address}: {size} · {packs}")
LOOKED = N_("{address} looked at the list.")
NOBODY = N_("Nobody has taken anything yet.")
NOTHING = N_(
    "There is no pack here that another computer would accept. Packs from the catalogue or from a "
    "teacher who signed them can be shared."
)
_TAKERS = 12


def give_card(context: Context) -> QWidget:
    """The card as it stands now."""
    sharing = Sharing.of(context)
    return _On(context, sharing) if sharing.on else _off(context, sharing)


def _off(context: Context, sharing: Sharing) -> QWidget:
    say, card = context.texts.say, Card()
    card.setObjectName("give")
    card.add(subtitle(say(N_("Give packs to other computers here"))))
    card.add(body(say(LEAD)))
    if sharing.starting:
        card.add(getting_ready(context, sharing))
        return card
    if sharing.problem is not None:
        card.add(trouble(context, sharing.problem))
    button = PrimaryButton(say(N_("Share for 60 minutes")), icon="people")
    button.setObjectName("share-on")
    button.clicked.connect(lambda: sharing.begin(context))
    card.add(wrapped(button))
    return card


def getting_ready(context: Context, sharing: Sharing) -> QWidget:
    """What is to be shared is read; it can be stopped before anything is open."""
    texts = context.texts
    card = BusyCard(texts, texts.say(N_("Getting ready …")), "share-stop", sharing.stop)
    card.setObjectName("share-busy")
    return card


def trouble(context: Context, problem: MilClicksError) -> QWidget:
    """Why nothing is shared, and what to do."""
    card = problem_card(context.texts, problem)
    card.setObjectName("share-problem")
    return card


class _On(HeroCard):
    """While it lasts; the lines that change are written again, the buttons stay."""

    def __init__(self, context: Context, sharing: Sharing) -> None:
        super().__init__()
        self.setObjectName("give")
        self._context, self._sharing, self.say = context, sharing, context.texts.say
        self.add(subtitle(self.say(SHARES)))
        for line in self._where():
            self.add(line)
        self._left = body("", strong=True)
        self._left.setObjectName("share-left")
        self.add(self._left)
        stop = SecondaryButton(self.say(N_("Stop sharing")), icon="stop")
        stop.setObjectName("share-off")
        stop.clicked.connect(sharing.stop)
        more = PlainButton(self.say(N_("Start the 60 minutes again")), icon="clock")
        more.setObjectName("share-more")
        more.clicked.connect(sharing.more)
        self.add(wrapped(stop, more))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        holder = QWidget()
        self._rows.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(self._rows)
        self.add(holder)
        self._shown: tuple[str, ...] | None = None
        sharing.moved.connect(self._move)
        self._move()

    def _where(self) -> Iterator[QWidget]:
        """The address to type is always shown, whether or not others find it by themselves."""
        texts, sharing = self._context.texts, self._sharing
        if not sharing.addresses:
            yield body(self.say(NO_NETWORK))
        else:
            address = heading(sharing.addresses[0])
            address.setObjectName("share-address")
            yield block(body(self.say(HOW)), address)
            yield small(self.say(BROWSER, address=f"http://{sharing.addresses[0]}"))
        if sharing.addresses[1:]:
            yield small(self.say(OTHERS, addresses=texts.list(sharing.addresses[1:4])))
        packs = sharing.given.packs
        count = texts.say_n("{n} pack", "{n} packs", len(packs))
        size = size_words(texts, sharing.given.bytes)
        yield small(self.say(GIVEN, packs=count, size=size) if packs else self.say(NOTHING))

    def _move(self) -> None:
        texts, sharing = self._context.texts, self._sharing
        left = sharing.minutes_left
        self._left.set_text(texts.say_n("{n} minute left", "{n} minutes left", left))
        lines = tuple(self._takers())
        if lines != self._shown:
            self._shown = lines
            empty_layout(self._rows)
            for line in lines:
                self._rows.addWidget(small(line))

    def _takers(self) -> Iterator[str]:
        texts, takers = self._context.texts, self._sharing.takers
        if not takers:
            yield self.say(NOBODY)
        for one in takers[-_TAKERS:]:
            if one.names:
                packs = texts.list([plain(name) for name in one.names])
                size = size_words(texts, one.bytes)
                yield self.say(TOOK, address=one.address, size=size, packs=packs)
            else:
                yield self.say(LOOKED, address=one.address)
