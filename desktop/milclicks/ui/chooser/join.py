"""The form for joining: a drawn face and a nickname. A name is suggested; nothing must be typed.

In a low window the faces are smaller, so that the nickname and what is wrong with it stay in sight.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_, without_isolates
from milclicks.ui.avatars import AvatarButton, learner_avatars
from milclicks.ui.context import Context
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import TextBlock, small, subtitle, writing_side

FACE = N_("Face {number}")
SUGGESTED = N_("Learner {number}")


class JoinForm(QWidget):
    """`joined(learner id)` once the records have taken the new learner in."""

    joined = Signal(str)

    def __init__(self, context: Context, nickname: str, avatar: str, *, low: bool = False) -> None:
        super().__init__()
        self._context = context
        say = context.texts.say
        every = learner_avatars()
        here = context.workspace.records.people.learners()
        self._avatar = avatar or every[len(here) % len(every)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8 if low else 14)
        faces = QWidget()
        flow = FlowLayout(faces, gap=8 if low else 10)
        side = 56 if low else 76
        self._faces = [
            AvatarButton(face, say(FACE, number=number), size=side, show_name=False)
            for number, face in enumerate(every, 1)
        ]
        for button in self._faces:
            button.picked.connect(self._pick)
            flow.addWidget(button)
        column.addWidget(faces)
        column.addWidget(subtitle(say(N_("Nickname"))))
        suggested = without_isolates(context.texts.say(SUGGESTED, number=len(here) + 1))
        self._field = QLineEdit(nickname or suggested)
        writing_side(self._field)
        self._field.setObjectName("nickname")
        self._field.setAccessibleName(say(N_("Nickname")))
        self._field.setMaxLength(40)
        self._field.setMaximumWidth(context.theme.px(420))
        self._field.selectAll()
        self._field.returnPressed.connect(self.join)
        column.addWidget(self._field)
        self._said = TextBlock("", colour="bad", strong=True)
        self._said.setObjectName("join-said")
        self._said.hide()
        column.addWidget(self._said)
        column.addWidget(small(say(N_("A made-up name is fine. Please do not write a full name."))))
        self._pick(self._avatar)

    def first(self) -> QWidget:
        """The field for the nickname."""
        return self._field

    def given(self) -> tuple[str, str]:
        """Nickname and face so far."""
        return self._field.text(), self._avatar

    def _pick(self, avatar: str) -> None:
        self._avatar = avatar
        for button in self._faces:
            button.setChecked(button.avatar == avatar)

    def join(self) -> None:
        """Ask the records to take the new learner in, or say why not."""
        context = self._context
        try:
            learner, changes = context.workspace.add_learner(self._field.text(), self._avatar)
        except MilClicksError as error:
            words = [context.texts.message(error.sentence)]
            if error.remedy is not None:
                words.append(context.texts.message(error.remedy))
            self._said.set_text(" ".join(words))
            self._said.show()
            self._field.setFocus()
            return
        self.joined.emit(learner.id)
        context.bus.tell(changes)
