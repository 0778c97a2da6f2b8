"""Today: the lesson to go on with, the daily click, the pact, the seven strands.

One primary button: go on, begin, or, on the very first day in a class, teach lesson 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.ui.content import daily_click, lesson_cards
from milclicks.ui.context import Context
from milclicks.ui.cover import CoverPicture
from milclicks.ui.inline import plain
from milclicks.ui.makers import chip, guests, stranger_card
from milclicks.ui.packnames import IN_PACK, in_language, pack_names
from milclicks.ui.page import Page, beside, nothing_here, wrapped
from milclicks.ui.people import learner_of
from milclicks.ui.progress import Standing, next_lesson, path_of, standings
from milclicks.ui.today.pactcard import pact_card
from milclicks.ui.today.tiles import strand_tiles
from milclicks.ui.widgets.buttons import PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, HeroCard, SunCard
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import Eyebrow, small, subtitle, title
from milclicks.ui.widgets.tiles import strand_name

if TYPE_CHECKING:
    from milclicks.ui.pathways import Walk

HELLO = N_("Hello, {name}")
WELCOME = N_("Welcome")
STEP_OF = N_("{strand} · step {step} of {steps}")
HERO = ((300, 176), (400, 236), (600, 340))
DONE_OF = N_("{done} of {all} lessons done")
ON_PATH = N_("Your path: {title} · lesson {place} of {all}")


class Today(Page):
    """The first page of the day."""

    topics = frozenset({"progress", "people", "packs", "pact", "clicks", "paths"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, gap=10 if context.low else 16)
        self._primary: QWidget | None = None
        self._path: Walk | None = None
        self.fill()

    def heading(self) -> tuple[str, str]:
        """The greeting and the date."""
        learner = learner_of(self.context)
        now = self.context.workspace.clock.now()
        day = self.context.texts.date(now, length="weekday")
        words = self.say(HELLO, name=learner.nickname) if learner else self.say(WELCOME)
        return words, day

    def first_focus(self) -> QWidget | None:
        """The one primary button."""
        return self._primary

    def fill(self) -> None:
        """Write the page."""
        cards = lesson_cards(self.context)
        if not cards:
            sentence = N_("There are no lessons on this computer yet.")
            self.column.addWidget(nothing_here(self.context, "list", self.say(sentence)))
            return
        stand = standings(self.context, cards)
        now = next_lesson(stand)
        self._path = path_of(self.context)
        if now.status != "open" and self._path is not None:
            wanted = self._path.next
            now = next((one for one in stand if one.card.ref.lesson == wanted), now)
        self.column.addWidget(self._lesson(now, stand))
        self.column.addWidget(self._pair())
        self._strands(stand)
        self.column.addStretch(1)

    def _pair(self) -> QWidget:
        """The daily click and the pact: side by side, or one below the other in large type."""
        holder = QWidget()
        large = self.context.theme.text_size >= 150
        row = QVBoxLayout(holder) if large else QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10 if self.context.low else 16)
        click = daily_click(self.context)
        if click is not None:
            row.addWidget(self._click(click), 2)
        row.addWidget(pact_card(self.context), 1)
        return holder

    # --- the lesson ----------------------------------------------------------------------
    def _lesson(self, now: Standing, stand: tuple[Standing, ...]) -> QWidget:
        stranger = guests(self.context).get(now.card.ref.pack)
        card = HeroCard(row=True, pad=2, dashed=stranger is not None)
        card.setObjectName("lesson-card")
        card.column.setSpacing(0)
        theme = self.context.theme
        if now.card.picture and theme.text_size < 160:
            picture = self._picture(now)
            wide, high = HERO[self.context.room]
            picture.setFixedWidth(wide)
            card.column.addWidget(picture)
            card.setMinimumHeight(high)
        words = QVBoxLayout()
        edge = 10 if self.context.low else 20
        words.setContentsMargins(24, edge, 24, edge)
        words.setSpacing(4 if self.context.low else 8)
        fresh = not any(one.status != "none" for one in stand)
        eyebrow: QWidget = Eyebrow(self._eyebrow(now, fresh))
        if stranger is not None:
            eyebrow = wrapped(eyebrow, chip(self.context.texts, stranger))
        words.addWidget(eyebrow)
        words.addWidget(title(now.card.title, size=26))
        words.addWidget(small(self._place(now)))
        if now.status == "open":
            bar = ThinBar(now.share, self._place(now))
            bar.setFixedWidth(min(420, theme.px(300)))
            words.addWidget(beside(bar))
        else:
            words.addWidget(small(now.card.summary))
        words.addSpacing(6)
        words.addStretch(1)
        words.addWidget(self._buttons(now, fresh))
        card.column.addLayout(words, 1)
        return card

    def _picture(self, now: Standing) -> QWidget:
        library, ref = self.context.workspace.library, now.card.ref
        found = library.picture(ref.pack_key, now.card.picture, self.context.texts.locale)
        return CoverPicture(self.context.theme, found.data, found.alt)

    def _eyebrow(self, now: Standing, fresh: bool) -> str:
        if now.status == "open":
            return self.say(N_("Your lesson"))
        if self._path is not None and now.card.ref.lesson == self._path.next:
            every = self._path.lessons
            place = every.index(now.card.ref.lesson) + 1
            way = plain(self._path.way.title)
            return self.say(ON_PATH, title=way, place=place, all=len(every))
        return self.say(N_("Your first lesson")) if fresh else self.say(N_("Your next lesson"))

    def _place(self, now: Standing) -> str:
        texts = self.context.texts
        strand = strand_name(texts, now.card.strand)
        name = pack_names(self.context).get(now.card.ref.pack)
        if now.status == "open":
            words = self.say(STEP_OF, strand=strand, step=now.step + 1, steps=now.steps)
        else:
            words = texts.say_n(
                "{strand} · about {n} minute",
                "{strand} · about {n} minutes",
                now.card.minutes,
                strand=strand,
            )
        if name is not None:
            words = self.say(IN_PACK, lesson=words, pack=name.title)
        return in_language(texts, words, now.card.locale)

    def _buttons(self, now: Standing, fresh: bool) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, gap=12)
        settings = self.context.workspace.settings
        guest = self.context.seat.learner is None
        first_day = fresh and guest and settings.place_use != "space"
        begin = SecondaryButton if first_day else PrimaryButton
        words = N_("Go on") if now.status == "open" else N_("Begin")
        learn = begin(self.say(N_("Try it myself") if first_day else words))
        learn.setObjectName("go-on")
        learn.clicked.connect(lambda: self._learn(now))
        buttons: list[Any] = [learn]
        if guest and settings.place_use != "space":
            teach = PrimaryButton if first_day else SecondaryButton
            name = N_("Teach lesson 1 now") if first_day else N_("Teach this lesson")
            other = teach(self.say(name))
            other.setObjectName("teach-now")
            other.clicked.connect(lambda: self.context.go("teach", ref=now.card.ref))
            buttons.insert(0 if first_day else 1, other)
        for button in buttons:
            button.setMinimumWidth(self.context.theme.px(180))
            flow.addWidget(button)
        self._primary = buttons[0]
        return holder

    def _learn(self, now: Standing) -> None:
        self.context.go("player", ref=now.card.ref)

    def _slim(self, card: Card) -> Card:
        """A card with less air in a low window."""
        if self.context.low:
            card.column.setContentsMargins(16, 12, 16, 12)
            card.column.setSpacing(6)
        return card

    # --- the daily click -----------------------------------------------------------------
    def _click(self, click: Any) -> QWidget:
        stranger = guests(self.context).get(click.pack)
        card = self._slim(SunCard() if stranger is None else stranger_card())
        card.setObjectName("daily-card")
        eyebrow: QWidget = Eyebrow(self.say(N_("Daily click")))
        if stranger is not None:
            eyebrow = wrapped(eyebrow, chip(self.context.texts, stranger))
        card.add(eyebrow)
        card.add(subtitle(click.text, marked=True))
        card.column.addStretch(1)
        row = QHBoxLayout()
        look = SecondaryButton(self.say(N_("Check it")))
        look.setObjectName("open-daily")
        look.clicked.connect(lambda: self.context.go("daily"))
        row.addWidget(look)
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    # --- the strands ---------------------------------------------------------------------
    def _strands(self, stand: tuple[Standing, ...]) -> None:
        done = sum(1 for one in stand if one.status == "done")
        line = QHBoxLayout()
        line.addWidget(subtitle(self.say(N_("Seven strands"))))
        line.addStretch(1)
        count = small(self.say(DONE_OF, done=done, all=len(stand)))
        count.setObjectName("done-count")
        line.addWidget(count, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(line)
        tiles = strand_tiles(self.context, {one.card.strand for one in stand})
        self.column.addWidget(tiles)
