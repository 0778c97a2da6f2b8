"""The page of a case file: looks that cost, a budget too small for all, the path, the decision."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.lessons.views import InvestigateView, LookView, StepView
from milclicks.ui.artefacts import artefact_view
from milclicks.ui.items import ItemState
from milclicks.ui.items.rows import OptionRow
from milclicks.ui.player.ask import connect_panel
from milclicks.ui.player.page import Page
from milclicks.ui.player.read import entries
from milclicks.ui.player.split import fill
from milclicks.ui.widgets.cards import Card, IconPicture, Line, SunCard
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import Eyebrow, TextBlock

LEFT = N_("{unit} left: {left} of {budget}")
TOO_DEAR = N_("{cost}. That is more than you have left.")
SEEN = N_("You looked")
PATH = N_("Your path")
NO_PATH = N_("You decided without a look.")
LOOKS = N_("What do you look at?")
ENOUGH = N_("You need not spend all of it. Decide when you know enough.")
DEBRIEF = N_("Looking back")
HINT = N_("Each look costs time · decide when you know enough · saved as you go")


class InvestigatePage(Page):
    """The artefact stands beside the looks; the decision is below them."""

    def build(self) -> None:
        case = self.view.investigate
        assert case is not None
        self.hint = self.say(HINT)
        self.rows: dict[str, OptionRow] = {}
        self.shown: dict[str, QWidget] = {}
        self.purse = Card(pad=self.theme.space(3))
        self.left = TextBlock("", size=17, strong=True)
        self.left.setObjectName("budget")
        self.bar = ThinBar(1.0, "")
        line = QHBoxLayout()
        line.addWidget(IconPicture("clock", size=22))
        line.addWidget(self.left, 1)
        self.purse.column.addLayout(line)
        self.purse.add(self.bar)
        main: list[QWidget] = [self.heading(), self.words(case.step.intro), self.purse]
        main.append(self.words(self.say(LOOKS), strong=True))
        main.append(self.words(self.say(ENOUGH), size=15))
        for look in case.looks:
            main.extend(self._look(look))
        self.panel = connect_panel(self, ItemState(case.decide))
        self.after = QWidget()
        self.path = Card()
        self.debrief = SunCard()
        main.extend([Line(), self.panel, self.path, self.debrief])
        self.split.with_aside()
        shown = artefact_view(case.step.artefact, self.texts, self.media)
        fill(self.split.aside, self.eyebrow(), shown)
        fill(self.split.main, *main)
        self._ended = False
        self._show(case)

    def _look(self, view: LookView) -> list[QWidget]:
        look = view.look
        row = OptionRow(look.id, look.label, f"icon:{look.finger or 'eye'}")
        row.setObjectName(f"look-{look.id}")
        row.clicked.connect(lambda _=False, key=look.id: self.do("look", key))
        self.rows[look.id] = row
        if look.artefact is None:
            return [row]
        self.shown[look.id] = artefact_view(look.artefact, self.texts, self.media)
        return [row, self.shown[look.id]]

    def _show(self, case: InvestigateView) -> None:
        unit = case.step.unit
        said = self.say(LEFT, left=case.left, budget=case.budget, unit=unit.beside(case.budget))
        self.left.set_text(said)
        self.bar.set_share(case.left / max(case.budget, 1), said)
        for view in case.looks:
            look, row = view.look, self.rows[view.look.id]
            if view.seen:
                row.show_as("seen", self.say(SEEN), look.finding, locked=True)
            else:
                dear = not view.affordable and not case.locked
                cost = unit.counted(self.texts, look.cost)
                word = self.say(TOO_DEAR, cost=cost) if dear else cost
                row.show_as("idle" if view.affordable else "rest", word, locked=not view.affordable)
            if look.id in self.shown:
                self.shown[look.id].setVisible(view.seen)
        self.panel.show_state(ItemState(case.decide))
        self.path.setVisible(bool(case.debrief))
        self.debrief.setVisible(bool(case.debrief))
        if case.debrief and not self._ended:
            self._end(case)

    def _end(self, case: InvestigateView) -> None:
        self._ended = True
        self.path.add(Eyebrow(self.say(PATH)))
        if case.path:
            self.path.add(entries(self, [look.label for look in case.path], numbered=True))
        else:
            self.path.add(self.words(self.say(NO_PATH)))
        self.debrief.add(Eyebrow(self.say(DEBRIEF), "ink"))
        self.debrief.add(self.words(case.debrief, size=18))

    def show_view(self, view: StepView) -> bool:
        self.view = view
        if view.investigate is None:
            return False
        self._show(view.investigate)
        return True

    def flush(self) -> None:
        self.panel.flush()

    def pick(self, number: int) -> None:
        case = self.view.investigate
        if case is None or case.locked:
            return
        focus = self.focusWidget()
        if focus is not None and self.panel.isAncestorOf(focus):
            self.panel.pick(number)
        elif number <= len(case.looks):
            self.do("look", case.looks[number - 1].look.id)

    def first_control(self) -> QWidget | None:
        return next((row for row in self.rows.values() if not row.locked), None)
