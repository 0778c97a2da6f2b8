"""Small windows for a start that did not go as it should: one sentence, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_, Texts
from milclicks.records.backup import Backup
from milclicks.ui.widgets.buttons import PrimaryButton, SecondaryButton
from milclicks.ui.widgets.text import body, title

OFFERED = 3
WITH_COPY = N_("Go on with the copy of {date}: {learners}, {events}")
BEGIN_EMPTY = N_("Begin without the earlier results")


class Trouble(QWidget):
    """A sentence, what to do, and Close."""

    def __init__(self, texts: Texts, error: MilClicksError) -> None:
        super().__init__()
        self.setObjectName("paper")
        self.setWindowTitle("MIL CLICKS")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(680, 280)
        self.texts = texts
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(32, 28, 32, 28)
        self.column.setSpacing(14)
        self.column.addWidget(title(texts.message(error.sentence)))
        if error.remedy is not None:
            self.column.addWidget(body(texts.message(error.remedy)))
        self.choices()
        self.column.addStretch(1)
        close = SecondaryButton(texts.say(N_("Close")))
        close.setObjectName("trouble-close")
        close.clicked.connect(self.close)
        self.column.addWidget(close, 0, Qt.AlignmentFlag.AlignLeading)

    def choices(self) -> None:
        """Nothing to choose here."""


class Damage(Trouble):
    """The results cannot be read: go on with a copy, newest first, or begin without."""

    def __init__(
        self,
        texts: Texts,
        error: MilClicksError,
        backups: Sequence[Backup],
        go_on: Callable[[Backup | None], None],
    ) -> None:
        self._backups, self._go_on = backups, go_on
        super().__init__(texts, error)

    def choices(self) -> None:
        """One button for each of the newest copies, and the empty start."""
        for number, copy in enumerate(self._backups[:OFFERED]):
            look = PrimaryButton if number == 0 else SecondaryButton
            button = look(self._words(copy))
            button.setObjectName(f"copy-{number}")
            button.clicked.connect(lambda _=False, copy=copy: self._choose(copy))
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        empty = SecondaryButton(self.texts.say(BEGIN_EMPTY))
        empty.setObjectName("begin-empty")
        empty.clicked.connect(lambda: self._choose(None))
        self.column.addWidget(empty, 0, Qt.AlignmentFlag.AlignLeading)

    def _words(self, copy: Backup) -> str:
        texts = self.texts
        return texts.say(
            WITH_COPY,
            date=texts.date(datetime.fromisoformat(copy.at)),
            learners=texts.say_n("{n} learner", "{n} learners", copy.learners),
            events=texts.say_n("{n} entry", "{n} entries", copy.events),
        )

    def _choose(self, copy: Backup | None) -> None:
        self._go_on(copy)
        self.close()
