"""Teach: choose a lesson, choose the minutes, start. Three clicks to a lesson on the projector."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.packs.trust.label import BY, label
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.content import lesson_cards
from milclicks.ui.context import Context
from milclicks.ui.inline import plain
from milclicks.ui.library.planned import waiting
from milclicks.ui.makers import guests
from milclicks.ui.packnames import by_pack, in_language, pack_heading, pack_names
from milclicks.ui.page import Page, block, nothing_here, wrapped
from milclicks.ui.printing.lessonsheets import lesson_sheet
from milclicks.ui.spoilt import damaged_lessons, repair_card
from milclicks.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import HeroCard
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, small, subtitle, title
from milclicks.ui.widgets.tiles import strand_name

CUTS = (20, 40, 60)


class Teach(Page):
    """`ref` is the lesson that was chosen, `cut` the minutes."""

    topics = frozenset({"packs"})

    def __init__(self, context: Context, ref: Any = None, cut: int = 40) -> None:
        super().__init__(context, gap=12)
        self._ref, self._cut = ref, cut
        self._start: PrimaryButton | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """The lesson and the minutes."""
        return {"ref": self._ref, "cut": self._cut}

    def first_focus(self) -> QWidget | None:
        """Start, or the first lesson."""
        if self._start is not None:
            return self._start
        cards = self.findChildren(ChoiceCard)
        return cards[0] if cards else None

    def fill(self) -> None:
        """The lessons, or the one that was chosen."""
        cards = lesson_cards(self.context)
        if not cards:
            sentence = N_("There are no lessons on this computer yet.")
            self.column.addWidget(nothing_here(self.context, "list", self.say(sentence)))
            return
        chosen = next((card for card in cards if card.ref == self._ref), None)
        if chosen is None:
            self._lessons(cards)
        else:
            self._one(chosen)
        self.column.addStretch(1)

    def _lessons(self, cards: tuple[Any, ...]) -> None:
        self._start = None
        mend = repair_card(self.context)
        if mend is not None:
            self.column.addWidget(mend)
        self.column.addWidget(self._ways())
        self.column.addWidget(subtitle(self.say(N_("Choose a lesson to teach"))))
        names = pack_names(self.context)
        for name, members in by_pack(names, ((card, card) for card in cards)):
            if name is not None:
                self.column.addWidget(pack_heading(self.context, name))
            self.column.addWidget(self._grid(members))
        spoilt = damaged_lessons(self.context)
        if spoilt is not None:
            self.column.addWidget(spoilt)

    def _grid(self, cards: list[Any]) -> QWidget:
        """A card for each lesson of one pack."""
        grid, texts, strangers = QWidget(), self.context.texts, guests(self.context)
        flow = FlowLayout(grid, even=True, least=self.context.theme.px(320), gap=12, columns=3)
        for card in cards:
            minutes = texts.say_n("{n} minute", "{n} minutes", card.minutes)
            note = in_language(texts, minutes, card.locale)
            standing = strangers.get(card.ref.pack)
            if standing is not None:
                note = texts.say(BY, label=label(texts, standing), maker=note)
            button = ChoiceCard(
                card.strand,
                plain(card.title),
                plain(card.summary),
                strand=card.strand,
                note=note,
                dashed=standing is not None,
            )
            button.setObjectName(f"teach-{card.ref.lesson}")
            button.clicked.connect(lambda _=False, card=card: self._choose(card.ref))
            flow.addWidget(button)
        return grid

    def _ways(self) -> QWidget:
        """What leads beyond one lesson."""
        paths = SecondaryButton(self.say(N_("Paths of lessons")), icon="flag")
        paths.setObjectName("open-paths")
        paths.clicked.connect(lambda: self.context.go("teach_paths"))
        peer = SecondaryButton(self.say(N_("Peer educators")), icon="people")
        peer.setObjectName("open-peer")
        peer.clicked.connect(lambda: self.context.go("teach_peer"))
        pact = SecondaryButton(self.say(N_("The pact for groups")), icon="pact")
        pact.setObjectName("open-pacts")
        pact.clicked.connect(lambda: self.context.go("teach_pact"))
        test = SecondaryButton(self.say(N_("Before and after")), icon="pencil")
        test.setObjectName("open-pretest")
        test.clicked.connect(lambda: self.context.go("teach_test"))
        return wrapped(*self._waiting(), paths, peer, pact, test)

    def _waiting(self) -> list[Button]:
        """The way to updates that were put off until after class."""
        count = len(waiting(self.context))
        if not count:
            return []
        words = self.context.texts.say_n(
            "{n} update waits for the end of class", "{n} updates wait for the end of class", count
        )
        button = SecondaryButton(words, icon="clock")
        button.setObjectName("open-waiting")
        button.clicked.connect(lambda: self.context.go("packs"))
        return [button]

    def _choose(self, ref: Any) -> None:
        self._ref = ref
        self.refresh()
        if self._start is not None:
            self._start.setFocus()

    def _one(self, card: Any) -> None:
        hero = HeroCard()
        strand = strand_name(self.context.texts, card.strand)
        name = pack_names(self.context).get(card.ref.pack)
        words = f"{strand} · {name.whole(self.context.texts)}" if name is not None else strand
        hero.add(small(in_language(self.context.texts, words, card.locale)))
        hero.add(title(plain(card.title), size=26))
        hero.add(body(card.summary, marked=True))
        row = QWidget()
        flow = FlowLayout(row, gap=10)
        for minutes in CUTS:
            words = self.context.texts.say_n("{n} minute", "{n} minutes", minutes)
            button = Button(words, look="quiet", size=18, pad=22)
            button.setObjectName(f"minutes-{minutes}")
            button.setCheckable(True)
            button.setChecked(minutes == self._cut)
            button.clicked.connect(lambda _=False, minutes=minutes: self._take(minutes, row))
            flow.addWidget(button)
        hero.add(block(subtitle(self.say(N_("How much time is there?"))), row))
        self.column.addWidget(hero)
        hint = N_(
            "Space bar or Page Down goes on. Nothing that is shown is stored about a learner."
        )
        self.column.addWidget(small(self.say(hint)))
        foot = self.with_foot()
        self._start = PrimaryButton(self.say(N_("Start")), icon="play")
        self._start.setObjectName("start-lesson")
        self._start.clicked.connect(self._go)
        other = SecondaryButton(self.say(N_("Another lesson")))
        other.setObjectName("other-lesson")
        other.clicked.connect(lambda: self._choose(None))
        paper = SecondaryButton(self.say(N_("Print this lesson")), icon="print")
        paper.setObjectName("print-lesson")
        paper.clicked.connect(
            lambda: self.context.go(
                "preview", sheet=lesson_sheet(self.context, self._ref, self._cut)
            )
        )
        for button in (self._start, paper, other):
            foot.addWidget(button)

    def _take(self, minutes: int, row: QWidget) -> None:
        self._cut = minutes
        for button in row.findChildren(Button):
            button.setChecked(button.objectName() == f"minutes-{minutes}")

    def _go(self) -> None:
        self.context.go("present", ref=self._ref, cut=self._cut)
