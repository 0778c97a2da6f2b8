"""The screen of the projector: a lesson shown to a class. Nothing is stored to anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.changes import Changes
from milclicks.ui.context import Context
from milclicks.ui.hearing import hearing_of
from milclicks.ui.makers import guests
from milclicks.ui.pictures import MediaOf
from milclicks.ui.player.desk import SessionDesk
from milclicks.ui.present.wall import Wall
from milclicks.ui.screen import Screen

if TYPE_CHECKING:
    from milclicks.lessons.session import LessonSession
    from milclicks.packs.shelf import LessonRef


class PresentScreen(Screen):
    """`session` and `page` come back from `kept` when the window is built again."""

    def __init__(
        self,
        context: Context,
        ref: LessonRef,
        cut: int = 40,
        session: LessonSession | None = None,
        page: int = 0,
    ) -> None:
        super().__init__(context)
        self.ref, self.cut = ref, cut
        locale, workspace = context.texts.locale, context.workspace
        if session is None:
            session = workspace.present(ref, locale, cut)
        else:
            workspace.speak(session, locale)
        self.session = session
        library = workspace.library
        media = MediaOf(
            lambda name: library.picture(ref.pack_key, name, locale).data or b"",
            lambda name: library.alt(ref.pack_key, name, locale),
            hearing_of(context, ref.pack_key),
        )
        stranger = guests(context).get(ref.pack)
        self.wall = Wall(SessionDesk(session, _nobody), context.texts, media, stranger)
        self.wall.at = page
        self.wall.leave.connect(context.back)
        self.wall.over.connect(context.back)
        self.wall.full.connect(self._toggle_full)
        self._made_full = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.wall)

    def _toggle_full(self) -> None:
        """Fill the whole screen, or be a window again."""
        window = self.window()
        self._made_full = not window.isFullScreen()
        if self._made_full:
            window.showFullScreen()
        else:
            window.showNormal()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves finds the window as it was."""
        if self._made_full and self.window() is not self:
            self._made_full = False
            self.window().showNormal()
        super().hideEvent(event)

    def kept(self) -> dict[str, Any]:
        return {"ref": self.ref, "cut": self.cut, "session": self.session, "page": self.wall.at}

    def first_focus(self) -> QWidget | None:
        return self.wall


def _nobody(changes: Changes) -> None:
    """Nothing is stored, so nobody is told."""
