"""What all pages of the player share. A page shows one moment and says what the person did."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.lessons.views import StepView
from milclicks.ui.pictures import Media
from milclicks.ui.player.split import SplitPage
from milclicks.ui.theme import current
from milclicks.ui.widgets.text import Eyebrow, TextBlock, title

CRUMB = N_("{strand} · {lesson}")


class Page(QWidget):
    """`did(verb, arguments)` asks the session for something; `term` opens a word of the glossary.

    `hint` is the line at the foot; `ways` is what opens the feedback, or a strip of the page, for
    the foot of a low window. `compact`: the window is low, titles are smaller.
    """

    did = Signal(str, tuple)
    term = Signal(str)
    hint = ""
    ways: QWidget | None = None

    def __init__(
        self,
        view: StepView,
        texts: Texts,
        media: Media,
        *,
        crumb: str = "",
        strand: str = "",
        cover: str = "",
        compact: bool = False,
    ) -> None:
        super().__init__()
        self.theme = current()
        self.view, self.texts, self.media = view, texts, media
        self.say, self.compact = texts.say, compact
        self.crumb, self.strand, self.cover = crumb, strand, cover
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.split = SplitPage()
        outer.addWidget(self.split)
        self.build()

    # --- for the kinds -------------------------------------------------------------------
    def build(self) -> None:
        """Make the page (once per moment)."""

    def show_view(self, view: StepView) -> bool:
        """Show what changed in the same moment; False when the page must be made anew."""
        self.view = view
        return False

    def pick(self, number: int) -> None:
        """Key `number` was pressed."""

    def first_control(self) -> QWidget | None:
        """Where the focus belongs; None = the Next button."""
        return None

    def flush(self) -> None:
        """Send on what was typed and not yet sent."""

    # --- shared --------------------------------------------------------------------------
    def do(self, verb: str, *arguments: Any) -> None:
        """Ask the session for something."""
        self.did.emit(verb, arguments)

    def eyebrow(self) -> Eyebrow:
        """Strand and lesson in the colour of the strand."""
        return Eyebrow(self.crumb, f"strand.{self.strand}" if self.strand else "ink_soft")

    def heading(self) -> TextBlock:
        """The title of the step."""
        return title(self.view.step.title, marked=True, size=22 if self.compact else 26)

    def words(self, text: str, *, strong: bool = False, size: float = 17) -> TextBlock:
        """Running text of the lesson; its terms can be opened."""
        block = TextBlock(text, size=size, marked=True, strong=strong)
        block.term.connect(self.term)
        return block
