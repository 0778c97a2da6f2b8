"""Downloads that were paused, stopped or cut: what lies here of them, and how to throw it away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.library.errand import Errand
from milclicks.ui.library.work import Work
from milclicks.ui.page import Page, wrapped
from milclicks.ui.sizes import size_words
from milclicks.ui.widgets.buttons import PlainButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.columns import empty_layout
from milclicks.ui.widgets.text import body, subtitle

if TYPE_CHECKING:
    from milclicks.packs.travel.part import Begun
    from milclicks.ui.library.offer import Offer

THROW = N_("Throw away the {size} that came")
ASK = N_("Throw away the {size} that came of “{pack}”? To have it, they must be fetched again.")
THROWN = N_("Thrown away: {size} of “{pack}”.")
CAME = N_("Not finished: {done} of {size} of version {version} came.")


@dataclass(frozen=True, slots=True)
class Half:
    """So many bytes of what is called `title` came; `throw` deletes them, or raises.

    `name` tells its controls from others of the page.
    """

    done: int
    title: str
    name: str
    throw: Callable[[], None]


class ThrowAway(QWidget):
    """The button, and the question that follows it."""

    def __init__(self, context: Context, half: Half) -> None:
        super().__init__()
        self._context, self._half = context, half
        self._size = size_words(context.texts, half.done)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._button()

    def _button(self, *, focus: bool = False) -> None:
        empty_layout(self._column)
        throw = PlainButton(self._context.say(THROW, size=self._size), icon="trash")
        throw.setObjectName(f"throw-{self._half.name}")
        throw.setEnabled(Errand.of(self._context).task is None)
        throw.clicked.connect(lambda: QTimer.singleShot(0, self, self._ask))
        self._column.addWidget(wrapped(throw))
        if focus:
            throw.setFocus()

    def _ask(self) -> None:
        empty_layout(self._column)
        context, card = self._context, SunCard()
        card.setObjectName("throw-question")
        words = context.say(ASK, size=self._size, pack=self._half.title)
        card.add(body(words, strong=True))
        keep = SecondaryButton(context.say(N_("Keep")))
        keep.setObjectName("throw-no")
        keep.clicked.connect(lambda: QTimer.singleShot(0, self, lambda: self._button(focus=True)))
        yes = SecondaryButton(context.say(N_("Throw away")), icon="trash")
        yes.setObjectName("throw-yes")
        yes.clicked.connect(lambda: QTimer.singleShot(0, self, self._throw))
        card.add(wrapped(keep, yes))
        self._column.addWidget(card)
        keep.setFocus()

    def _throw(self) -> None:
        context, half = self._context, self._half
        page = self.parentWidget()
        while page is not None and not isinstance(page, Page):
            page = page.parentWidget()
        try:
            half.throw()
        except MilClicksError as error:
            context.notices.fail(error, context.texts)
        else:
            context.notices.tell(context.say(THROWN, size=self._size, pack=half.title))
        context.bus.tell(context.workspace.packs_changed())
        if page is not None:
            page.hold_focus(f"throw-{half.name}", f"get-{half.name}")


def unfinished(context: Context) -> tuple[Begun, ...]:
    """What was begun, is not whole, and is not being worked on in this window."""
    task = Errand.of(context).task
    own = task.key if task is not None else ""
    found = Work.of(context).begun()
    return tuple(one for one in found if one.done and one.expected.key != own)


def throw_away(context: Context, one: Begun, title: str, name: str = "") -> ThrowAway:
    """The button for a pack; `name` is its id where no other version stands on the page."""
    right = one.expected

    def throw() -> None:
        Work.of(context).throw_away(context.workspace.library, right.id, right.version)
        Errand.of(context).forget(right.key)

    return ThrowAway(context, Half(one.done, title, name or right.id, throw))


def unfinished_cards(
    context: Context, offered: dict[str, Offer], *, finding: bool
) -> Iterator[QWidget]:
    """A card for each that no other card of the page speaks of; `offered` are what can be had, by
    `mil.core@4`. `finding`: it is the page of places, where each of these has its card.
    """
    from milclicks.ui.library.offer import Taking  # it draws what this module has

    for one in unfinished(context):
        right = one.expected
        offer = offered.get(right.key)
        if offer is not None and (finding or offer.here):
            continue
        card, title = Card(), name_of(context, right.id)
        card.setObjectName(f"unfinished-{right.id}-{right.version}")
        card.add(subtitle(title))
        done, size = (size_words(context.texts, count) for count in (one.done, right.bytes))
        card.add(body(context.say(CAME, done=done, size=size, version=right.version)))
        if offer is not None:
            card.add(Taking(context, offer, finding=False))
        else:
            card.add(throw_away(context, one, title, f"{right.id}-{right.version}"))
        yield card


def name_of(context: Context, pack: str) -> str:
    """How a pack is called, by the catalogue or by what is here of it; else its id."""
    from milclicks.ui.library.offer import title_of

    library = context.workspace.library
    entry = library.trust.catalog.entry(pack)
    if entry is not None:
        return title_of(context, entry)
    here = (one.title for one in library.packs(context.texts.locale) if one.id == pack)
    return plain(next(here, "")) or pack
