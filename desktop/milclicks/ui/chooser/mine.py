"""My page: what is stored about me, a new nickname or face, and leaving the seat."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_
from milclicks.ui.avatars import AvatarButton, learner_avatars
from milclicks.ui.context import Context
from milclicks.ui.page import Page
from milclicks.ui.people import learner_of, sit_down
from milclicks.ui.stored import stored_blocks
from milclicks.ui.widgets.buttons import PrimaryButton, SecondaryButton
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import small, subtitle, writing_side


class Mine(Page):
    """The page of the learner who sits here."""

    topics = frozenset({"people", "progress", "pact", "paths", "peer"})

    def __init__(self, context: Context, nickname: str | None = None) -> None:
        super().__init__(context, width=860, gap=14)
        self._nickname = nickname
        self._leave: PrimaryButton | None = None
        self.fill()

    def kept(self) -> dict[str, Any]:
        """A nickname that is being typed."""
        return {"nickname": self._nickname}

    def first_focus(self) -> QWidget | None:
        """Leaving the seat."""
        return self._leave

    def fill(self) -> None:
        """Everything that is stored, then what can be changed."""
        learner = learner_of(self.context)
        if learner is None:
            self.context.go("chooser")
            return
        for card in stored_blocks(self.context, learner.id):
            self.column.addWidget(card)
        self._change(learner.nickname, learner.avatar)
        hint = N_("To be forgotten, ask your teacher: then name, words and progress are erased.")
        self.column.addWidget(small(self.say(hint)))
        self.column.addStretch(1)
        foot = self.with_foot()
        self._leave = PrimaryButton(self.say(N_("Someone else's turn")), icon="people")
        self._leave.setObjectName("leave-seat")
        self._leave.clicked.connect(self._go)
        foot.addWidget(self._leave)

    def _go(self) -> None:
        sit_down(self.context, None)
        self.context.go("chooser")

    def _change(self, nickname: str, avatar: str) -> None:
        card = Card()
        card.add(subtitle(self.say(N_("Another nickname or face"))))
        faces = QWidget()
        flow = FlowLayout(faces, gap=8)
        for number, face in enumerate(learner_avatars(), 1):
            name = self.say(N_("Face {number}"), number=number)
            button = AvatarButton(face, name, size=52, show_name=False)
            button.setChecked(face == avatar)
            button.picked.connect(lambda picked: self._store(nickname, picked))
            flow.addWidget(button)
        card.add(faces)
        field = QLineEdit(self._nickname if self._nickname is not None else nickname)
        writing_side(field)
        field.setObjectName("new-nickname")
        field.setAccessibleName(self.say(N_("Nickname")))
        field.setMaxLength(40)
        field.textChanged.connect(self._type)
        save = SecondaryButton(self.say(N_("Save")))
        save.setObjectName("save-nickname")
        save.clicked.connect(lambda: self._store(field.text(), avatar))
        card.add(field)
        row = QWidget()
        FlowLayout(row).addWidget(save)
        card.add(row)
        self.column.addWidget(card)

    def _type(self, text: str) -> None:
        self._nickname = text

    def _store(self, nickname: str, avatar: str) -> None:
        learner = learner_of(self.context)
        if learner is None:
            return
        try:
            changes = self.context.workspace.change_learner(learner.id, nickname, avatar)
        except MilClicksError as error:
            self.context.notices.fail(error, self.context.texts)
            return
        self._nickname = None
        self.context.notices.tell(self.say(N_("Saved.")))
        self.context.bus.tell(changes)
