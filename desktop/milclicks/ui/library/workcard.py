"""The card of the work that goes on: how much of it is done, how long it still takes, Stop.

When it did not end well the card says why and what to do, and offers to try again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from milclicks.core.errors import DiskFull, MilClicksError
from milclicks.core.texts import N_, Texts
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.library import limits
from milclicks.ui.library.errand import METERED, Errand
from milclicks.ui.library.offer import NO_ROOM
from milclicks.ui.library.work import Work
from milclicks.ui.makers import MakerQuestion
from milclicks.ui.page import wrapped
from milclicks.ui.sizes import left_words, size_words
from milclicks.ui.widgets.buttons import Button, PlainButton, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, SunCard, Warned
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import body, small, subtitle

if TYPE_CHECKING:
    from milclicks.packs.shelf import PackInfo

OF = N_("{done} of {size}")
MAKE_ROOM = N_("Choose what to remove")
SURE = N_("Stop at any time: this computer keeps what it had.")


def work_card(
    context: Context, free: int | None = None, make_room: Callable[[], None] | None = None
) -> QWidget | None:
    """The card to show now, or None when nothing goes on.

    `free` is how many bytes the disk has, where that is known; `make_room` leads to what can go.
    """
    errand = Errand.of(context)
    if errand.task is not None:
        return WorkCard(context, errand)
    if errand.problem is not None and errand.problem.code == "maker.unknown":
        return _maker(context, errand)
    if errand.problem is None:
        return None
    return _problem(context, errand, free, make_room)


def next_of(context: Context) -> tuple[str, ...]:
    """The names of what the card asks to be pressed next, none of which can cost anything."""
    errand = Errand.of(context)
    if errand.task is not None:
        return ("stop-install",)
    if errand.problem is None:
        return ()
    if errand.problem.code == "maker.unknown":
        return ("maker-not-now",)
    if errand.problem.code == METERED:
        return ("work-close",)
    return ("work-room", "work-again", "work-limits", "work-close")


def same_pack(name: str) -> tuple[str, ...]:
    """What whoever pressed `name` goes on with on the card of the same pack."""
    verb, _, pack = name.partition("-")
    if verb == "later":
        pack = pack.removeprefix("yes-").removeprefix("no-")
    held = ("unplan", "later", "get", "check", "details")
    return tuple(f"{one}-{pack}" for one in held) if verb in held else ()


def _maker(context: Context, errand: Errand) -> QWidget:
    """The question at the first pack of a teacher; a yes is remembered and the work done again."""
    from milclicks.packs.trust.pins import MakerUnknown

    unknown = errand.problem
    assert isinstance(unknown, MakerUnknown)
    question = MakerQuestion(context.texts, unknown)

    def add() -> None:
        context.workspace.library.trust.pins.compared(unknown.maker)
        errand.again(context)

    question.same.connect(add)
    question.not_now.connect(errand.put_away)
    return question


class WorkCard(SunCard):
    """Follows the errand as long as it is on show."""

    def __init__(self, context: Context, errand: Errand) -> None:
        super().__init__()
        assert errand.task is not None
        self.setObjectName("work")
        self._context, self._errand, self._size = context, errand, errand.task.size
        say = context.texts.say
        words = say(errand.task.words)
        self.add(subtitle(errand.task.title) if errand.task.title else body(words))
        if errand.task.title:
            self.add(small(words))
        self._bar = ThinBar(0.0, words)
        self.add(self._bar)
        self._told = small("")
        self._told.setObjectName("work-told")
        self.add(self._told)
        self.add(small(say(SURE)))
        stop = SecondaryButton(say(N_("Stop")), icon="stop")
        stop.setObjectName("stop-install")
        stop.clicked.connect(lambda: errand.stop(context))
        if errand.stopping:
            stop.setText(say(N_("Stopping …")))
            stop.setEnabled(False)
        self.add(wrapped(stop))
        errand.moved.connect(self._move)
        self._move()

    def _move(self) -> None:
        texts, errand = self._context.texts, self._errand
        if not errand.total:
            return  # nothing was told yet
        total = errand.total
        share = min(errand.at, total) / total
        percent = texts.percent(int(100 * share))
        self._bar.set_share(share, percent)
        parts = [percent]
        if self._size:
            done = size_words(texts, int(self._size * share))
            parts = [texts.say(OF, done=done, size=size_words(texts, self._size))]
        if errand.left is not None and errand.at < errand.total:
            parts.append(left_words(texts, errand.left))
        self._told.set_text(". ".join(parts))


def _problem(
    context: Context, errand: Errand, free: int | None, make_room: Callable[[], None] | None
) -> QWidget:
    """Why the work did not end well; it stays until it is put away."""
    texts, card, problem = context.texts, SunCard(), errand.problem
    assert problem is not None
    card.setObjectName("work-problem")
    told = body(_why(texts, problem, free), strong=True)
    lines = [told] if problem.remedy is None else [told, body(texts.message(problem.remedy))]
    card.add(Warned(*lines))
    agree = problem.code == METERED
    words = N_("Fetch it all the same") if agree else N_("Try again")
    buttons: list[Button] = []
    if make_room is not None and isinstance(problem, DiskFull):
        room = PrimaryButton(texts.say(MAKE_ROOM), icon="trash")
        room.setObjectName("work-room")
        room.clicked.connect(make_room)
        buttons.append(room)
    if not _still(context, errand):
        kind = SecondaryButton if buttons else PrimaryButton
        again = kind(texts.say(words), icon="replay")
        again.setObjectName("work-again")
        again.clicked.connect(lambda: errand.again(context))
        buttons.append(again)
    if limits.is_limit(problem):
        buttons.append(limits.to_settings(context, "work-limits", problem))
    away = PlainButton(texts.say(N_("Close")), icon="close")
    away.setObjectName("work-close")
    away.clicked.connect(errand.put_away)
    card.add(wrapped(*buttons, away))
    return card


def _why(texts: Texts, problem: MilClicksError, free: int | None) -> str:
    """What an error says; of a full disk how much is needed and how much is free, together."""
    named = problem.sentence.values.get("size")
    need = named * 1_000_000 if isinstance(named, int) else 0
    if isinstance(problem, DiskFull) and free is not None and free < need:
        return texts.say(NO_ROOM, size=size_words(texts, need), free=size_words(texts, free))
    return limits.sentence(texts, problem)


def _still(context: Context, errand: Errand) -> bool:
    """Whether the month still has too little: trying again would end at once."""
    if not limits.month(errand.problem) or errand.last is None or not errand.last.key:
        return False
    pack, _, version = errand.last.key.partition("@")
    library = context.workspace.library
    if library.trust.catalog.entry(pack, int(version)) is None:
        return False
    return limits.month(Work.of(context).held(library, pack, int(version)))


def added_card(context: Context, pack: PackInfo) -> QWidget:
    """The way on to the lessons of a pack that came."""
    card = Card()
    card.setObjectName("added")
    words = N_("“{pack}” is on this computer now.")
    card.add(subtitle(context.say(words, pack=plain(pack.title) or pack.id)))
    go = SecondaryButton(context.say(N_("Show its lessons")), icon="teacher")
    go.setObjectName("open-lessons")
    go.clicked.connect(lambda: context.go("teach"))
    card.add(wrapped(go))
    return card
