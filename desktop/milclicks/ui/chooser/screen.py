"""Who is here? A grid of faces, Join, and going on as a guest.

No birth date, no photo, no password; no results are shown here.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.ui.aloud.control import ListenButton
from milclicks.ui.aloud.pieces import MUTE
from milclicks.ui.avatars import AvatarButton
from milclicks.ui.castrow import CastRow
from milclicks.ui.chooser.join import JoinForm
from milclicks.ui.context import Context
from milclicks.ui.header import language_button
from milclicks.ui.mark import name_bar
from milclicks.ui.people import sit_down
from milclicks.ui.screen import Screen
from milclicks.ui.widgets.buttons import PrimaryButton, SecondaryButton
from milclicks.ui.widgets.columns import ScrollColumn, empty_layout
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import body, heading

WIDTH = 980
_LOW = 700
NOBODY = N_("A nickname and a drawn face keep your place in the lessons. A guest needs neither.")


class Chooser(Screen):
    """`joining` shows the form; `nickname` and `avatar` are what was given so far."""

    topics = frozenset({"people"})

    def __init__(
        self, context: Context, joining: bool = False, nickname: str = "", avatar: str = ""
    ) -> None:
        super().__init__(context)
        self._joining, self._given = joining, (nickname, avatar)
        self._form: JoinForm | None = None
        self._focus: QWidget | None = None
        self._area = ScrollColumn(width=WIDTH)
        self._cast = CastRow(context.theme)
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._top())
        outer.addWidget(self._area, 1)
        outer.addWidget(self._foot())
        outer.addWidget(self._cast)
        self._fill()

    def kept(self) -> dict[str, Any]:
        """Whether someone is joining, and what they gave so far."""
        nickname, avatar = self._form.given() if self._form else self._given
        return {"joining": self._joining, "nickname": nickname, "avatar": avatar}

    def first_focus(self) -> QWidget | None:
        """The first face, the nickname, or Join."""
        return self._focus

    def refresh(self) -> None:
        """Read the learners again."""
        if not self._joining:
            self._fill()

    def _top(self) -> QWidget:
        listen = ListenButton(self.context.listener, self.context.texts)
        bar = name_bar(self.context.theme, listen, language_button(self.context))
        bar.setProperty(MUTE, True)
        return bar

    def _foot(self) -> QWidget:
        """The row of buttons, below the column and as wide."""
        foot, inner = QWidget(), QWidget()
        inner.setMaximumWidth(self.context.theme.px(WIDTH))
        inner.setLayout(self._row)
        self._row.setContentsMargins(0, 0, 0, 0)
        around = QHBoxLayout(foot)
        side = self.context.theme.space(5)
        around.setContentsMargins(side, 8, side, 20)
        around.addStretch(1)
        around.addWidget(inner, 1000)
        around.addStretch(1)
        return foot

    def _fill(self) -> None:
        empty_layout(self._area.column)
        empty_layout(self._row)
        nobody = not self._joining and not self.context.workspace.records.people.learners()
        self._cast.setMaximumHeight(self._cast.sizeHint().height() if nobody else 0)
        self._form = None
        if self._joining:
            self._join()
        else:
            self._people()
        self._area.column.addStretch(1)

    # --- the grid ------------------------------------------------------------------------
    def _people(self) -> None:
        learners = self.context.workspace.records.people.learners()
        words = N_("Who is here?") if learners else N_("Nobody has joined yet")
        self._area.column.addWidget(heading(self.say(words)))
        if not learners:
            self._area.column.addWidget(body(self.say(NOBODY)))
        grid = QWidget()
        flow = FlowLayout(grid, gap=14)
        self._focus = None
        for learner in learners:
            face = AvatarButton(learner.avatar, learner.nickname)
            face.setObjectName(f"learner-{learner.id}")
            face.setCheckable(False)
            face.clicked.connect(lambda _=False, key=learner.id: self._sit(key))
            flow.addWidget(face)
            self._focus = self._focus or face
        self._area.column.addWidget(grid)
        look = SecondaryButton if learners else PrimaryButton
        join = look(self.say(N_("Join")), icon="plus")
        join.setObjectName("join")
        join.clicked.connect(lambda: self._show_form(True))
        guest = SecondaryButton(self.say(N_("Go on as guest")))
        guest.setObjectName("guest")
        guest.clicked.connect(lambda: self._sit(None))
        self._row.addWidget(join)
        self._row.addWidget(guest)
        self._row.addStretch(1)
        self._focus = self._focus or join

    def _sit(self, learner: str | None) -> None:
        sit_down(self.context, learner)
        self.context.go("today")
        person = self.context.workspace.records.people.learner(learner) if learner else None
        if person is not None:
            self.context.listener.say(person.nickname)

    # --- joining -------------------------------------------------------------------------
    def _show_form(self, on: bool) -> None:
        self._joining = on
        self._given = ("", "")
        self._fill()
        self.context.listener.look()
        if self._focus is not None:
            self._focus.setFocus()

    def _low(self) -> bool:
        """Whether the window is low now; it may have grown since this page was made."""
        window = self.window()
        return self.context.low if window is self else window.height() < _LOW

    def _join(self) -> None:
        self._area.column.addWidget(heading(self.say(N_("Choose a face and a nickname"))))
        self._form = JoinForm(self.context, *self._given, low=self._low())
        self._form.joined.connect(self._sit)
        self._area.column.addWidget(self._form)
        self._focus = self._form.first()
        join = PrimaryButton(self.say(N_("Join")))
        join.setObjectName("join-now")
        join.clicked.connect(self._form.join)
        back = SecondaryButton(self.say(N_("Back")))
        back.setObjectName("join-back")
        back.clicked.connect(lambda: self._show_form(False))
        self._row.addWidget(join)
        self._row.addWidget(back)
        self._row.addStretch(1)
