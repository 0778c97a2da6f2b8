"""The loudspeaker: begins and stops the reading of a page. Hidden where nothing can be heard.

Its room stays as long as the settings want it, so that nothing beside it moves.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QSizePolicy

from milclicks.core.texts import N_, Texts
from milclicks.ui.aloud.listener import Listener
from milclicks.ui.widgets.buttons import IconButton
from milclicks.ui.widgets.named import named

LISTEN = N_("Read this page aloud (F5)")
STOP = N_("Stop reading (Escape)")


class ListenButton(IconButton):
    """A small square beside the other small controls of a page."""

    def __init__(self, listener: Listener, texts: Texts) -> None:
        super().__init__("listen", texts.say(LISTEN))
        self._listener, self._say = listener, texts.say
        self.setObjectName("read-aloud")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: listener.toggle())
        listener.changed.connect(self._show)
        self.hide()
        self._show()

    def event(self, event: QEvent) -> bool:
        """Show itself as soon as it has a place."""
        if event.type() == QEvent.Type.ParentChange:
            self._show()
        return super().event(event)

    def _show(self) -> None:
        reading = self._listener.reading
        name = self._say(STOP if reading else LISTEN)
        self.icon_name = "stop" if reading else "listen"
        named(self, name)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(self._listener.on)
        self.setSizePolicy(policy)
        if self.parentWidget() is not None:  # else it would be a window of its own
            self.setVisible(self._listener.possible or reading)
        self.update()
