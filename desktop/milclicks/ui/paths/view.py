"""The parts that both pages of the paths share: a path in short, and its meetings one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.content import lesson_cards
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.packnames import IN_PACK, PackName, pack_names
from milclicks.ui.page import beside, block
from milclicks.ui.pathways import Sitting, Walk, Way
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.progress import DoneSign, ThinBar
from milclicks.ui.widgets.text import body, small, subtitle, title

if TYPE_CHECKING:
    from milclicks.packs.shelf import LessonRef

DONE_OF = N_("{done} of {all} lessons done")
MEETING = N_("{number}. {title}")
AWAY = N_("The lesson {name} is in no pack on this computer.")


def way_card(context: Context, walk: Walk) -> ChoiceCard:
    """A path to choose: what it is for, and how far one is."""
    note = done_of(context.texts, walk) if walk.count else length(context.texts, walk.way)
    name = pack_of(context, walk)
    return ChoiceCard(
        "flag",
        plain(walk.way.title),
        plain(walk.way.summary),
        note=context.texts.say(IN_PACK, lesson=note, pack=name.title) if name else note,
        sign="done" if walk.finished else "half" if walk.count else "",
    )


def pack_of(context: Context, walk: Walk) -> PackName | None:
    """The pack of the lessons of a path; None while there is one pack only."""
    packs = {card.ref.lesson: card.ref.pack for card in lesson_cards(context)}
    found = next((packs[lesson] for lesson in walk.lessons if lesson in packs), "")
    return pack_names(context).get(found)


def ways_row(
    context: Context, walks: Sequence[Walk], on_show: Walk | None, show: Callable[[str], None]
) -> QWidget:
    """Every path: a card each to choose from, or chips in one row while one of them is on show."""
    row = QWidget()
    if on_show is None:
        flow = FlowLayout(row, even=True, least=context.theme.px(320), gap=12, columns=2)
    else:
        flow = FlowLayout(row, gap=8)
    for walk in walks:
        chosen = on_show is not None and walk.way.id == on_show.way.id
        way = way_chip(walk, chosen=chosen) if on_show is not None else way_card(context, walk)
        way.setObjectName(f"path-{walk.way.id}")
        way.clicked.connect(lambda _=False, path=walk.way.id: show(path))
        flow.addWidget(way)
    return row


def way_chip(walk: Walk, *, chosen: bool) -> Button:
    """A path by its name alone; the chosen one is on show below."""
    chip = Button(plain(walk.way.title), look="quiet", icon="flag", size=15, pad=14)
    chip.setCheckable(True)
    chip.setChecked(chosen)
    return chip


def head(context: Context, walk: Walk) -> QWidget:
    """The path on show: its name (in a low window its chip says it), what for, how far one is."""
    about = block(body(plain(walk.way.summary)), progress_bar(context, walk))
    return about if context.low else block(title(plain(walk.way.title)), about)


def meetings(
    context: Context,
    walk: Walk,
    open_lesson: Callable[[LessonRef], None],
    tick: Callable[[Sitting], QWidget] | None = None,
) -> QWidget:
    """The meetings of a path, each with what `tick` puts beside its title."""
    grid = QWidget()
    flow = FlowLayout(grid, even=True, least=context.theme.px(340), gap=12, columns=2)
    for number, sitting in enumerate(walk.way.sessions, 1):
        beside_title = tick(sitting) if tick is not None else None
        flow.addWidget(
            sitting_card(context, walk, number, sitting, open_lesson, beside_title=beside_title)
        )
    return grid


def done_of(texts: Texts, walk: Walk) -> str:
    """How many lessons of a path are done."""
    return texts.say(DONE_OF, done=walk.count, all=len(walk.lessons))


def length(texts: Texts, way: Way) -> str:
    """How many lessons a path has."""
    every = sum(len(sitting.lessons) for sitting in way.sessions)
    return texts.say_n("{n} lesson", "{n} lessons", every)


def progress_bar(context: Context, walk: Walk) -> QWidget:
    """A thin bar with its words."""
    words = done_of(context.texts, walk)
    bar = ThinBar(walk.count / max(len(walk.lessons), 1), words)
    bar.setFixedWidth(min(420, context.theme.px(280)))
    return beside(bar, small(words))


def sitting_card(
    context: Context,
    walk: Walk,
    number: int,
    sitting: Sitting,
    open_lesson: Callable[[LessonRef], None],
    *,
    beside_title: QWidget | None = None,
) -> Card:
    """One meeting: its number and title, the minutes, a button for each lesson."""
    now = walk.next in sitting.lessons
    card = Card(tone="sun_soft" if now else "card", frame="sun" if now else "line", pad=16)
    card.setObjectName(f"sitting-{sitting.id}")
    say, texts = context.texts.say, context.texts
    name = subtitle(say(MEETING, number=number, title=plain(sitting.title)))
    name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    minutes = small(texts.say_n("{n} minute", "{n} minutes", sitting.minutes))
    minutes.setMinimumWidth(minutes.sizeHint().width())
    card.add(beside(name, minutes, stretch=False))
    row = QWidget()
    flow = FlowLayout(row, gap=8)
    known = {one.ref.lesson: one for one in lesson_cards(context)}
    for lesson in sitting.lessons:
        found = known.get(lesson)
        if found is None:
            card.add(small(say(AWAY, name=lesson)))
            continue
        button = Button(plain(found.title), look="quiet", icon=found.strand, size=15, pad=14)
        button.setObjectName(f"way-{lesson}")
        button.clicked.connect(lambda _=False, ref=found.ref: open_lesson(ref))
        done = walk.is_done(sitting, lesson)
        words = say(N_("done")) if done else say(N_("not yet"))
        button.setAccessibleName(f"{plain(found.title)}. {words}")
        flow.addWidget(beside(DoneSign("done" if done else "open", 18), button, gap=8))
    card.add(row)
    if beside_title is not None:
        card.add(beside_title)
    card.column.addStretch(1)
    return card
