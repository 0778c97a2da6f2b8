"""A pack that could be fetched: what it is or what it would change, what it takes, and the buttons.

Drawn as a card of its own on the page for finding packs, and as a part of the card of a pack that
is here already. Nothing is fetched before somebody presses a button that says how much it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.texts import N_, own_name
from milclicks.packs.locales import nearest
from milclicks.packs.versions import Difference, Listed, difference
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.jobs import Tell
from milclicks.ui.library import limits
from milclicks.ui.library.errand import ADDED, UPDATED, Errand, Task, Then, nothing
from milclicks.ui.library.unfinished import throw_away, unfinished
from milclicks.ui.library.work import Work
from milclicks.ui.packnames import PUBLISHED
from milclicks.ui.page import block, wrapped
from milclicks.ui.sizes import size_words, time_words
from milclicks.ui.widgets.buttons import PlainButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.columns import empty_layout
from milclicks.ui.widgets.text import body, small, subtitle

if TYPE_CHECKING:
    from milclicks.core.errors import MilClicksError
    from milclicks.packs.shelf import PackInfo
    from milclicks.packs.trust.listed import Entry

FACTS = N_("{lessons}. Version {version}. {size}.")
NEW = N_("New: {lessons}")
CHANGED = N_("Changed: {lessons}")
GONE = N_("No longer in it: {lessons}")
SAME = N_("The lessons are the same.")
CAN = N_("Version {version} is available. You have version {here}.")
AT_MOST = N_("At most {size} would be fetched.")
EXACTLY = N_("{size} would be fetched.")
PARTLY = N_("{done} of it is here already.")
NO_ROOM = N_("There is not enough room: {size} are needed and {free} are free.")
NOWHERE = N_("The app does not know yet where to look for packs.")
NAME_ONE = N_("Put in a stick that has it, or name a place.")
FETCHING = N_("Fetching, checking and adding the pack …")
KEPT = N_("Stopped. What came so far is kept, and the packs that are here stay.")


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry of the catalogue beside what is here; `here` is 0 when nothing of it is."""

    entry: Entry
    here: int = 0

    @property
    def key(self) -> str:
        """`mil.core@4`."""
        return f"{self.entry.id}@{self.entry.version}"

    @property
    def needed(self) -> bool:
        """Whether it is not here in this version."""
        return self.here < self.entry.version


def offers(context: Context) -> tuple[Offer, ...]:
    """What the catalogue on this computer lists: updates first, then new packs, then the rest."""
    library = context.workspace.library
    here = {
        one.id: max((v.version for v in library.versions(one.id) if not v.withdrawn), default=0)
        for one in library.packs()
        if one.version
    }
    found = [Offer(one, here.get(one.id, 0)) for one in library.trust.catalog.newest()]
    return tuple(sorted(found, key=lambda one: (not one.needed, not one.here)))


def told(words: Mapping[str, str], locale: str) -> str:
    """A text of the catalogue in the nearest locale; empty without any."""
    shown = nearest(locale, tuple(words), {}, "en")
    return plain(words[shown]) if shown else next((plain(one) for one in words.values()), "")


def title_of(context: Context, entry: Entry) -> str:
    """The title of a pack of the catalogue."""
    return told(entry.title, context.texts.locale) or entry.id


def changes_of(context: Context, offer: Offer, here: PackInfo) -> Difference:
    """What an update would change, lesson by lesson."""
    locale, entry = context.texts.locale, offer.entry
    before = context.workspace.library.listed(here.key, locale) if here.usable else {}
    after: dict[str, Listed] = {}
    for lesson, rev in entry.revs.items():
        title = told(entry.titles.get(lesson, {}), locale)
        after[lesson] = Listed(rev, title, *entry.marks_in(lesson, locale))
    return difference(before, after)


def difference_lines(context: Context, found: Difference) -> list[QWidget]:
    """What a version would change, by the names of the lessons."""
    texts = context.texts
    said = ((NEW, found.new), (CHANGED, found.changed), (GONE, found.gone))
    lines: list[QWidget] = [
        small(texts.say(words, lessons=texts.list([plain(one) for one in lessons])))
        for words, lessons in said
        if lessons
    ]
    return lines or [small(texts.say(SAME))]


def offer_card(context: Context, offer: Offer) -> QWidget:
    """A card for the page of finding: the pack, what it takes, the button."""
    texts, entry, card = context.texts, offer.entry, Card()
    card.setObjectName(f"offer-{entry.id}")
    card.add(subtitle(title_of(context, entry)))
    if not offer.needed:
        card.add(body(texts.say(N_("It is on this computer."))))
        return card
    if entry.description:
        card.add(body(told(entry.description, texts.locale)))
    lines: list[QWidget] = []
    if entry.maker:
        lines.append(small(texts.say(PUBLISHED, publisher=entry.maker)))
    count = texts.say_n("{n} lesson", "{n} lessons", entry.lessons)
    size = size_words(texts, entry.bytes)
    lines.append(small(texts.say(FACTS, lessons=count, version=entry.version, size=size)))
    names = texts.list([own_name(code) for code in entry.locales])
    if names:
        lines.append(small(texts.say(N_("Languages: {languages}"), languages=names)))
    card.add(block(*lines, gap=4))
    if offer.here:
        here = next(one for one in context.workspace.library.packs() if one.id == entry.id)
        card.add(update_part(context, offer, here, finding=True))
    else:
        card.add(Taking(context, offer, finding=True))
    return card


def update_part(
    context: Context, offer: Offer, here: PackInfo, *, finding: bool = False
) -> QWidget:
    """What an update would change, and: now, or after class; `finding`: on the page of places."""
    texts, card = context.texts, SunCard()
    card.setObjectName(f"update-of-{offer.entry.id}")
    words = texts.say(CAN, version=offer.entry.version, here=here.version)
    said = told(offer.entry.changes, texts.locale)
    lines = difference_lines(context, changes_of(context, offer, here))
    card.add(block(body(words, strong=True), *([body(said)] if said else []), *lines, gap=4))
    card.add(Taking(context, offer, finding=finding))
    return card


class Taking(QWidget):
    """What a pack takes and the buttons, or that nobody is known who has it and how to name one.

    `finding`: it stands on the page of places, so no way there is shown.
    """

    def __init__(self, context: Context, offer: Offer, *, finding: bool) -> None:
        super().__init__()
        self._context, self._offer, self._finding = context, offer, finding
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._known = (False, False)
        self._fill()
        context.sticks.changed.connect(self._sticks)

    def _sticks(self) -> None:
        """A stick that has it came or went."""
        if self._known != _places(self._context, self._offer):
            empty_layout(self._column)
            self._fill()

    def _fill(self) -> None:
        context, offer = self._context, self._offer
        asks, _ = self._known = _places(context, offer)
        parts = _taking(context, offer) if asks else _nowhere(context, offer, self._finding)
        for part in parts:
            self._column.addWidget(part)


def _places(context: Context, offer: Offer) -> tuple[bool, bool]:
    """Whether somebody can be asked for it, or nobody needs to be; and whether without a line."""
    work = Work.of(context)
    asks = work.asks(offer.key) or work.came(offer.entry.id, offer.entry.version)
    return asks, work.has(offer.key)


def _nowhere(context: Context, offer: Offer, finding: bool) -> Iterator[QWidget]:
    """Nobody is known who has it: the way to one; and a plan of before can be given up."""
    from milclicks.ui.library import atnight, planned  # they ask what this module offers

    entry, buttons = offer.entry, list[QWidget]()
    yield block(body(context.say(NOWHERE), strong=True), small(context.say(NAME_ONE)), gap=4)
    if not finding:
        find = SecondaryButton(context.say(N_("Name a place")), icon="search")
        find.setObjectName(f"find-{entry.id}")
        find.clicked.connect(lambda: context.go("packs_find"))
        buttons.append(find)
    if atnight.waits(context, offer):
        buttons.append(atnight.cancel(context, offer))
    elif any(one.key == offer.key for one in planned.waiting(context)):
        drop = PlainButton(context.say(N_("Cancel the update")), icon="close")
        drop.setObjectName(f"unplan-{entry.id}")
        drop.clicked.connect(
            lambda: QTimer.singleShot(0, drop, lambda: planned.drop(context, entry.id))
        )
        buttons.append(drop)
    if buttons:
        yield wrapped(*buttons)


def _taking(context: Context, offer: Offer) -> Iterator[QWidget]:
    """How many MB, how long, is there room; then the buttons."""
    texts, entry = context.texts, offer.entry
    work = Work.of(context)
    plan, done = work.plan(context.workspace.library, entry.id, entry.version)
    size = size_words(texts, plan.bytes)
    lines = [texts.say(EXACTLY if plan.exact else AT_MOST, size=size)]
    if plan.seconds is not None:
        lines.append(time_words(texts, plan.seconds))
    if done:
        lines.append(texts.say(PARTLY, done=size_words(texts, done)))
    yield small(" ".join(lines))
    room, month = plan.free > plan.bytes, limits.month(plan.held)
    if not room:
        free = size_words(texts, plan.free)
        yield body(texts.say(NO_ROOM, size=size, free=free), strong=True)
    yield from limits.said(context, plan)
    verb = N_("Update now") if offer.here else N_("Go on fetching") if done else N_("Get this pack")
    wait = limits.hours(plan.held)
    if wait:
        verb = N_("Update it in these hours") if offer.here else N_("Get it in these hours")
    get = SecondaryButton(texts.say(verb), icon="clock" if wait else "down")
    get.setObjectName(f"get-{entry.id}")
    get.setEnabled(room and not month and Errand.of(context).task is None)
    get.clicked.connect(lambda: fetch(context, offer))
    buttons = [get, *limits.ways(context, plan, f"limits-{entry.id}")]
    from milclicks.ui.library import atnight  # it asks what this module offers

    if atnight.waits(context, offer):
        yield from atnight.part(context, offer, plan, buttons)
    elif offer.here:
        from milclicks.ui.library.later import LaterPart  # it asks what this module offers

        yield LaterPart(context, offer, plan, buttons)
    else:
        yield wrapped(*buttons)
    for one in unfinished(context):
        if one.expected.key == offer.key:
            yield throw_away(context, one, title_of(context, entry))


def fetch(context: Context, offer: Offer) -> None:
    """Fetch a pack in the window's errand, or let it wait for the hours of the settings."""
    from milclicks.ui.library import atnight

    library, entry = context.workspace.library, offer.entry
    if limits.hours(Work.of(context).held(library, entry.id, entry.version)):
        atnight.keep(context, offer)
    else:
        begin(context, offer)


def begin(context: Context, offer: Offer, then: Then = nothing, *, agreed: bool = False) -> None:
    """Fetch a pack in the window's errand; where the hours end before it is here, it waits.

    `agreed`: somebody said yes to a line that costs; a yes that is given later waits with it.
    """
    from milclicks.ui.library import atnight

    entry, yes = offer.entry, agreed

    def prepare(agreed: bool) -> Callable[[Tell], PackInfo]:
        nonlocal yes
        yes, work = agreed, Work.of(context)
        return lambda tell: work.fetch(entry.id, entry.version, tell, agreed=agreed)

    def settled(error: MilClicksError) -> bool:
        return limits.hours(error) and atnight.keep(context, offer, agreed=yes)

    def ended(pack: PackInfo | None, error: MilClicksError | None) -> None:
        if pack is not None:
            atnight.came(context, offer)
        elif error is None and atnight.waits(context, offer):  # somebody said stop
            atnight.drop(context, offer)
        then(pack, error)

    task = Task(
        prepare,
        FETCHING,
        title_of(context, entry),
        entry.bytes,
        KEPT,
        UPDATED if offer.here else ADDED,
        then=ended,
        key=offer.key,
        settled=settled,
    )
    Errand.of(context).begin(context, task, agreed=agreed)
