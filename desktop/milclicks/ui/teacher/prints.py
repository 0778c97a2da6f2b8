"""Print: certificates of those who made a pact, blank ones, the poster, the two notices."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.context import Context
from milclicks.ui.pacts import pact_of
from milclicks.ui.page import Page
from milclicks.ui.personchip import PersonChip
from milclicks.ui.printing.certificates import (
    blank_a5_sheet,
    blank_sheet,
    certificate_sheet,
    took_part_sheet,
)
from milclicks.ui.printing.lessonsheets import lesson_sheet
from milclicks.ui.printing.noticesheets import children_sheet, parents_sheet
from milclicks.ui.printing.peersheets import kit_sheet
from milclicks.ui.printing.posters import poster_sheet
from milclicks.ui.printing.sheet import Sheet
from milclicks.ui.spaces import current_space
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import small, title

Make = Callable[[Context], Sheet]


def _poster(context: Context) -> Sheet:
    return poster_sheet(context, current_space(context))


_ONE = N_("One on a page, to write the name by hand")
_HALF = N_("Two on a page, A5 each")
_INSTEAD = N_("For those who did not choose the pact")
_SIZES = N_("A4 to A0, whole or in tiles")
_KEPT = N_("What is stored, and what is not")
_RIGHTS = N_("My rights here, and whom to tell")
SHEETS: tuple[tuple[str, str, str, str, Make], ...] = (
    ("blank", "pact", N_("Blank certificate"), _ONE, blank_sheet),
    ("blank-a5", "pact", N_("Small blank certificates"), _HALF, blank_a5_sheet),
    ("took-part", "flag", N_("“I took part”"), _INSTEAD, took_part_sheet),
    ("poster", "space", N_("Poster of the Space"), _SIZES, _poster),
    ("parents", "home", N_("Notice for parents"), _KEPT, parents_sheet),
    ("children", "shield", N_("Notice for children"), _RIGHTS, children_sheet),
)
KIT = N_("Kit for peer educators")
_CUT = N_("Steps, cards to cut, questions, a log")
LESSON = N_("A lesson on paper")
_PARTS = N_("Run sheet, handout, cards to cut out")
COURSE = (
    (
        "paths",
        "flag",
        N_("Paths of lessons"),
        N_("One on a page, with boxes to tick"),
        "teach_paths",
    ),
    ("pacts", "pact", N_("The pact for groups"), N_("Class, family, teacher"), "teach_pact"),
    ("peers", "people", N_("Peer educators"), N_("What each of them has done"), "teach_peer"),
    ("tests", "pencil", N_("Before and after"), N_("Two forms of a test, and keys"), "teach_test"),
)


class Prints(Page):
    """Everything that can go onto paper."""

    topics = frozenset({"people", "pact", "space", "packs"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, gap=14)
        self._first: QWidget | None = None
        self.fill()

    def first_focus(self) -> QWidget | None:
        """The first sheet."""
        return self._first

    def fill(self) -> None:
        """Certificates first, then the other sheets."""
        context = self.context
        self.column.addWidget(title(self.say(N_("Certificates"))))
        self._certificates()
        self.column.addWidget(title(self.say(N_("For the course"))))
        self.column.addWidget(self._course())
        self.column.addWidget(title(self.say(N_("Other sheets"))))
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=context.theme.px(300), gap=12, columns=3)
        for key, icon, name, more, make in SHEETS:
            card = ChoiceCard(icon, self.say(name), self.say(more))
            card.setObjectName(f"print-{key}")
            card.clicked.connect(
                lambda _=False, make=make: context.go("preview", sheet=make(context))
            )
            flow.addWidget(card)
            self._first = self._first or card
        self.column.addWidget(grid)
        self.column.addStretch(1)

    def _course(self) -> QWidget:
        """Sheets that are chosen on a page of their own, and the kit."""
        grid = QWidget()
        flow = FlowLayout(grid, even=True, least=self.context.theme.px(300), gap=12, columns=3)
        for key, icon, name, more, route in COURSE:
            card = ChoiceCard(icon, self.say(name), self.say(more))
            card.setObjectName(f"print-{key}")
            card.clicked.connect(lambda _=False, route=route: self.context.go(route))
            flow.addWidget(card)
        kit = ChoiceCard("print", self.say(KIT), self.say(_CUT))
        kit.setObjectName("print-peer-kit")
        kit.clicked.connect(lambda: self.context.go("preview", sheet=kit_sheet(self.context)))
        flow.addWidget(kit)
        lesson = ChoiceCard("learn", self.say(LESSON), self.say(_PARTS))
        lesson.setObjectName("print-lesson")
        lesson.clicked.connect(lambda: self.context.go("preview", sheet=lesson_sheet(self.context)))
        flow.addWidget(lesson)
        return grid

    def _certificates(self) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, even=True, least=self.context.theme.px(220), gap=10, columns=4)
        count = 0
        self._first = None
        for learner in self.context.workspace.records.people.learners():
            pact = pact_of(self.context, learner.id)
            if pact is None:
                continue
            count += 1
            day = self.context.texts.date(pact.made)
            chip = PersonChip(learner.avatar, learner.nickname, day)
            chip.setObjectName(f"certificate-{learner.id}")
            chip.clicked.connect(
                lambda _=False, pact=pact, who=learner: self.context.go(
                    "preview",
                    sheet=certificate_sheet(self.context, pact, name=who.nickname, learner=who.id),
                )
            )
            flow.addWidget(chip)
            self._first = self._first or chip
        if count:
            self.column.addWidget(holder)
        else:
            words = N_("Nobody has made a pact yet. Blank certificates can be printed below.")
            self.column.addWidget(small(self.say(words)))
