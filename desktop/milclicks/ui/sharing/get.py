"""The card for getting: computers that say that they share, an address to type, what one offers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_, own_name
from milclicks.lan.neighbours import Neighbour, Neighbours
from milclicks.packs.locales import nearest
from milclicks.packs.markup import line
from milclicks.packs.trust.keys import key_in
from milclicks.packs.trust.label import claim
from milclicks.packs.trust.standing import Standing
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.makers import chip
from milclicks.ui.packnames import PUBLISHED
from milclicks.ui.page import Page, block, wrapped
from milclicks.ui.sizes import size_words
from milclicks.ui.widgets.buttons import Button, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.columns import empty_layout
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, small, subtitle

if TYPE_CHECKING:
    from milclicks.lan.room import Room, Talk
    from milclicks.packs.travel.peer import PeerFound, PeerPack, State
    from milclicks.packs.travel.shared import Offered

LEAD = N_(
    "On the computer that has the packs, somebody switches sharing on. Then type the address that "
    "it shows. Every pack is checked by its signature before it is added."
)
ADDRESS = N_("Address of the other computer")
LISTENING = N_(
    "Computers that share appear here within a few seconds. Where the network hides them, type "
    "the address."
)
DEAF = N_(
    "This computer cannot look for others by itself. Type the address that the other one shows."
)
CALLED = N_("{name} · {address}")
FACTS = N_("{lessons}. Version {version}. {size}.")
GET, UPDATE = N_("Get it: {size}"), N_("Get version {version}: {size}")
EMPTY = N_("This computer shares no packs now.")
STATES: dict[State, str] = {
    "new": N_("New: it is not on this computer yet."),
    "newer": N_("A newer version than the one on this computer."),
    "same": N_("It is on this computer already."),
    "older": N_("There is a newer version on this computer or there."),
}
_LOOK_MS = 400


class Ears:
    """Who was heard of, from the moment somebody asks for it until the page goes."""

    def __init__(self, room: Room) -> None:
        self.found = Neighbours()
        self._room = room
        self._talks: list[Talk] = []

    @property
    def open(self) -> bool:
        """Whether it listens."""
        return bool(self._talks)

    @property
    def deaf(self) -> bool:
        """Whether nobody can be heard of here."""
        return not (self._room.hears() and all(one.works for one in self._talks))

    def listen(self) -> None:
        """Hear who is there."""
        if not self._talks:
            self._talks.append(self._room.search(self.found, _nothing))

    def close(self) -> None:
        """Listen no more."""
        for one in self._talks:
            one.close()
        self._talks.clear()


def _nothing() -> None:
    """The page looks by itself."""


class Around(QWidget):
    """Buttons for the computers that are heard of; `choose(address)` when one is pressed."""

    def __init__(self, context: Context, ears: Ears, choose: Callable[[str], None]) -> None:
        super().__init__()
        self._context, self._ears, self._choose = context, ears, choose
        self._shown: tuple[tuple[Neighbour, ...], bool] | None = None
        self._flow = FlowLayout(self, gap=8)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        if ears.open:
            self.listen()
        elif ears.deaf:
            self._flow.addWidget(small(context.say(DEAF)))
        else:
            self._ask()

    def _ask(self) -> None:
        words = self._context.say(N_("Look for computers that share"))
        button = SecondaryButton(words, icon="search")
        button.setObjectName("look-around")
        button.clicked.connect(self.listen)
        self._flow.addWidget(button)

    def listen(self) -> None:
        """Begin, or go on."""
        self._ears.listen()
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Show who was heard of; or that nobody can be, once that is known."""
        here, deaf = self._ears.found.here(), self._ears.deaf
        if (here, deaf) == self._shown:
            return
        self._shown = (here, deaf)
        focus = self.focusWidget()
        held = focus.objectName() if focus is not None and focus.hasFocus() else ""
        if focus is not None and held:
            focus.clearFocus()  # else Qt gives it to whatever comes next in the window
            self._hold_focus(held, "neighbour-0", "peer-address")
        empty_layout(self._flow)
        for number, one in enumerate(here):
            words = self._context.say(CALLED, name=one.name, address=one.address)
            button = Button(words if one.name else one.address, look="quiet", size=16, pad=16)
            button.setObjectName(f"neighbour-{number}")
            button.clicked.connect(lambda _=False, one=one: self._choose(one.address))
            self._flow.addWidget(button)
        if not here:
            self._flow.addWidget(small(self._context.say(DEAF if deaf else LISTENING)))

    def _hold_focus(self, *names: str) -> None:
        """Whoever pressed here goes on with the first of these."""
        page = self.parentWidget()
        while page is not None and not isinstance(page, Page):
            page = page.parentWidget()
        if page is not None:
            page.hold_focus(*names)


class AskCard(Card):
    """`asked(address)` is called when somebody chose or typed one; `problem`: why not the last."""

    def __init__(
        self,
        context: Context,
        ears: Ears,
        typed: str,
        asked: Callable[[str], None],
        problem: MilClicksError | None,
    ) -> None:
        super().__init__()
        self.setObjectName("get")
        say = context.say
        self.add(subtitle(say(N_("Get packs from another computer here"))))
        self.add(body(say(LEAD)))
        if problem is not None:
            self.add(_trouble(context, problem))
        self.field = QLineEdit(typed)
        self.field.setObjectName("peer-address")
        self.field.setAccessibleName(say(ADDRESS))
        self.field.setPlaceholderText("192.168.1.20:8420")
        self.field.setMaxLength(80)
        self.field.returnPressed.connect(lambda: asked(self.field.text()))
        look = SecondaryButton(say(N_("See what it shares")), icon="forward")
        look.setObjectName("peer-look")
        look.clicked.connect(lambda: asked(self.field.text()))
        self.add(block(small(say(ADDRESS)), self.field))
        self.add(wrapped(look))
        self.add(Around(context, ears, asked))


def _trouble(context: Context, error: MilClicksError) -> QWidget:
    """Why a computer could not be looked at, and what to do."""
    card, texts = SunCard(), context.texts
    card.setObjectName("peer-problem")
    card.add(body(texts.message(error.sentence), strong=True))
    if error.remedy is not None:
        card.add(body(texts.message(error.remedy)))
    return card


def offer_card(
    context: Context, one: PeerPack, busy: bool, take: Callable[[PeerPack], None]
) -> QWidget:
    """One pack of the other computer."""
    texts, offered = context.texts, one.offered
    by_teacher = key_in(offered.id) is not None
    card = Card(frame="line_control" if by_teacher else "line", dashed=by_teacher)
    card.setObjectName(f"peer-{offered.key}")
    standing = Standing("teacher", line(offered.maker))
    if by_teacher:
        card.add(chip(texts, standing))
    card.add(subtitle(title_of(context, offered)))
    lines: list[QWidget] = []
    if by_teacher:
        lines.append(small(claim(texts, standing)))
    elif offered.maker:
        lines.append(small(texts.say(PUBLISHED, publisher=plain(offered.maker))))
    count = texts.say_n("{n} lesson", "{n} lessons", offered.lessons)
    size = size_words(texts, offered.bytes)
    lines.append(small(texts.say(FACTS, lessons=count, version=offered.version, size=size)))
    if offered.locales:
        names = texts.list([own_name(code) for code in offered.locales])
        lines.append(small(texts.say(N_("Languages: {languages}"), languages=names)))
    card.add(block(*lines, gap=4))
    card.add(body(texts.say(STATES[one.state]), strong=one.worth_taking))
    if one.worth_taking:
        words = UPDATE if one.here else GET
        button = SecondaryButton(texts.say(words, version=offered.version, size=size), icon="down")
        button.setObjectName(f"take-{offered.id}")
        button.setEnabled(not busy)
        button.clicked.connect(lambda: take(one))
        card.add(wrapped(button))
    return card


def title_of(context: Context, offered: Offered) -> str:
    """The title that the other computer tells, in the nearest locale."""
    shown = nearest(context.texts.locale, tuple(offered.title), {}, "en")
    told = offered.title[shown] if shown else next(iter(offered.title.values()), "")
    return plain(told) or offered.id


def name_of(context: Context, found: PeerFound) -> str:
    """How the other computer is called."""
    if not found.name:
        return found.address
    return context.say(CALLED, name=found.name, address=found.address)
