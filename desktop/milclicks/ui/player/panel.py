"""One question with all that belongs to it: stem, hint, item, how sure or Check, the verdict."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.ui.artefacts import artefact_view
from milclicks.ui.inline import plain
from milclicks.ui.items import ItemState, item_widget
from milclicks.ui.pictures import Media
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from milclicks.ui.widgets.cards import Card, IconPicture
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import TextBlock, body, small

HOW_SURE = N_("How sure?")
LEVELS = {"hunch": N_("A hunch"), "fairly": N_("Fairly sure"), "very": N_("Very sure")}
WERE = {
    "hunch": N_("You had a hunch."),
    "fairly": N_("You were fairly sure."),
    "very": N_("You were very sure."),
}
TYPED = ("short", "open", "cloze-text", "number-field")
TYPING_MS = 400
CHECK = N_("Check")
SEND = N_("Send")
HINT = N_("Show a hint")
COUNT = N_("Question {n} of {total}")
OUTCOMES = {
    "right": ("check", "good", N_("Right.")),
    "partial": ("check", "ink", N_("Partly right. Look at the reasons.")),
    "wrong": ("cross", "bad", N_("Not this time. Look at the reasons.")),
    "past": ("cross", "bad", N_("This one got past you. Look at the reasons.")),
    "held": ("hand", "ink", N_("You hold it. Not sure is an answer.")),
    "thanks": ("check", "ink", N_("Thank you. There is no right answer here.")),
    "ungraded": ("pencil", "ink", N_("Compare your answer with this one.")),
}


class ItemPanel(QWidget):
    """Shows a question and passes on what is done with it. `stage` belongs beside it."""

    responded = Signal(object, bool)
    level = Signal(str)
    check = Signal()
    points = Signal(dict)
    term = Signal(str)

    def __init__(
        self, state: ItemState, texts: Texts, media: Media, *, compact: bool = False
    ) -> None:
        super().__init__()
        self.texts, self.say, self.state = texts, texts.say, state
        theme = current()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        view = state.view
        if view.total > 1:
            column.addWidget(small(self.say(COUNT, n=view.number, total=view.total)))
        self.stem = TextBlock(state.item.stem, size=22 if compact else 26, strong=True, marked=True)
        self.stem.setObjectName("stem")
        self.stem.term.connect(self.term)
        column.addWidget(self.stem)
        self.item = item_widget(state, texts, media)
        self.stage = self.item.stage
        if self.stage is None and state.item.stimulus is not None:
            self.stage = artefact_view(state.item.stimulus, texts, media)
        self.verdict = Card(row=True, tone="sun_soft", frame="sun", pad=theme.space(2))
        self.verdict.setObjectName("verdict")
        self.verdict.hide()
        column.addWidget(self.verdict)
        self._hint(column)
        column.addWidget(self.item)
        self._actions(column)
        self.item.responded.connect(self._responded)
        self._held: tuple[object, bool] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TYPING_MS)
        self._timer.timeout.connect(self.flush)
        self.item.wanted_check.connect(self._check)
        self.item.rated.connect(self.points)
        self.show_state(state)

    def _hint(self, column: QVBoxLayout) -> None:
        item = self.state.item
        self.hint_button: QWidget | None = None
        if not item.hint:
            return
        button = QuietButton(self.say(HINT), icon="critical")
        button.setObjectName("hint")
        words = body(item.hint, marked=True)
        words.hide()
        button.clicked.connect(words.show)
        button.clicked.connect(button.hide)
        self.hint_button = button
        column.addWidget(words)
        holder = QWidget()
        FlowLayout(holder).addWidget(button)
        column.addWidget(holder)

    def _actions(self, column: QVBoxLayout) -> None:
        holder = QWidget()
        row = FlowLayout(holder, gap=current().space(2))
        self.levels: dict[str, SecondaryButton] = {}
        self.check_button = PrimaryButton(self.say(SEND if self.state.survey else CHECK))
        self.check_button.setObjectName("check")
        self.check_button.clicked.connect(self._check)
        if self.state.view.opener == "confidence":
            row.addWidget(body(self.say(HOW_SURE), strong=True))
            for level, words in LEVELS.items():
                button = SecondaryButton(self.say(words))
                button.setObjectName(f"level-{level}")
                button.clicked.connect(lambda _=False, level=level: self._rate(level))
                self.levels[level] = button
                row.addWidget(button)
        else:
            row.addWidget(self.check_button)
        self.ways = holder
        column.addWidget(holder)

    def _responded(self, response: object, whole: bool) -> None:
        """A choice is sent on at once; typing is sent when the hands rest."""
        if self.state.view.form not in TYPED:
            self.responded.emit(response, whole)
            return
        self._held = (response, whole)
        for button in (*self.levels.values(), self.check_button):
            button.setEnabled(whole)
        self._timer.start()

    def flush(self) -> None:
        """Send on what was typed and not yet sent."""
        self._timer.stop()
        held, self._held = self._held, None
        if held is not None:
            self.responded.emit(*held)

    def _check(self) -> None:
        self.flush()
        if self.state.complete and not self.state.still:
            self.check.emit()

    def _rate(self, level: str) -> None:
        self.flush()
        self.level.emit(level)

    def show_state(self, state: ItemState) -> None:
        """Show the question as it stands now."""
        opened_now = state.open and not self.state.open
        self.state = state
        if self._held is None:
            self._show_item(state)
        for button in (*self.levels.values(), self.check_button):
            button.setEnabled(state.complete and not state.still)
        self.ways.setVisible(not state.still)
        if self.hint_button is not None and state.still:
            self.hint_button.hide()
        if state.open and (opened_now or self.verdict.isHidden()):
            self._show_verdict(state)

    def _show_item(self, state: ItemState) -> None:
        """Show the item; whoever was in it with the keys stays in it."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.item.isAncestorOf(focus)
        self.item.show_view(state)
        again = QApplication.focusWidget()
        if inside and (again is None or not self.item.isAncestorOf(again)):
            control = self.item.first_control()
            if control is not None and control.isEnabled():
                control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_verdict(self, state: ItemState) -> None:
        grade = state.grade
        if grade is None:
            return
        past = grade.outcome == "wrong" and grade.truth is not None
        icon, colour, words = OUTCOMES["past" if past else grade.outcome]
        self.verdict.add(IconPicture(icon, size=26, colour=colour))
        said = self.say(words)
        if state.view.level in WERE:
            said = f"{said} {self.say(WERE[state.view.level])}"
        told = TextBlock(said, size=17, strong=True)
        self.verdict.add(told, 1)
        self.verdict.setAccessibleName(plain(said))
        self.verdict.show()

    def pick(self, number: int) -> None:
        """Key `number` was pressed."""
        if not self.state.still:
            self.item.pick(number)

    def first_control(self) -> QWidget | None:
        """Where the focus belongs."""
        return self.item.first_control()
