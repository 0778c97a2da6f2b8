"""Short sentences at the foot of the window, with at most one thing to do about them.

A notice tells what happened and may offer "Undo". Errors stay until they are closed. It is not
a log and not a dialog: it never takes the focus.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from milclicks.core.errors import MilClicksError
from milclicks.core.texts import N_, Texts

UNDO = N_("Undo")


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence, already in the reader's language, and one optional action."""

    sentence: str
    action: str = ""
    do: Callable[[], None] | None = None
    error: bool = False


class Notices(QObject):
    """Whoever has something to say says it here; the shell shows it."""

    shown = Signal(object)
    over = Signal(str)
    """A sentence that is no longer so."""

    def tell(self, sentence: str) -> None:
        """Show a plain sentence for a few seconds."""
        self.shown.emit(Notice(sentence))

    def take_back(self, sentence: str) -> None:
        """Show a sentence no longer, if it is the one that is shown."""
        if sentence:
            self.over.emit(sentence)

    def offer(self, sentence: str, action: str, do: Callable[[], None]) -> None:
        """Show a sentence with one action, such as Undo."""
        self.shown.emit(Notice(sentence, action, do))

    def fail(self, error: MilClicksError, texts: Texts) -> None:
        """Show what happened and what to do next; it stays until it is closed."""
        parts = [texts.message(error.sentence)]
        if error.remedy is not None:
            parts.append(texts.message(error.remedy))
        self.shown.emit(Notice(" ".join(parts), error=True))
