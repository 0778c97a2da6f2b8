"""What a teacher looks at before a signed pack is handed on: its pictures, and lines to tick."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.errors import Message, MilClicksError
from milclicks.core.texts import Texts
from milclicks.ui.choicecard import ChoiceCard
from milclicks.ui.page import block
from milclicks.ui.pictures import PictureView, decode
from milclicks.ui.theme import current
from milclicks.ui.widgets.flow import FlowLayout
from milclicks.ui.widgets.text import small

if TYPE_CHECKING:
    from milclicks.packs.trust.export import Checklist

MOST: Final = 60
"""Pictures that are shown at once; a pack by a teacher rarely has more."""


class Pictures(QWidget):
    """The pictures of a pack, small, each with its description."""

    def __init__(self, path: Path, found: Checklist) -> None:
        super().__init__()
        self.setObjectName("sign-pictures")
        flow = FlowLayout(self, even=True, least=current().px(200), gap=12, columns=4)
        for name, alt, data in _read(path, found):
            view = PictureView(decode(data), alt, most=current().px(150))
            flow.addWidget(block(view, small(alt or name), gap=4))


def _read(path: Path, found: Checklist) -> list[tuple[str, str, bytes]]:
    from milclicks.packs.pack import Pack

    shown = [one for one in found.media if one.mediatype.startswith("image/")][:MOST]
    with contextlib.suppress(MilClicksError), Pack(path) as pack:
        return [(one.path, one.alt, pack.blob(pack.resource(one.path))) for one in shown]
    return []


class Checks(QWidget):
    """Lines to tick; `done` holds the numbers of those that were."""

    ticked = Signal()

    def __init__(self, texts: Texts, questions: Sequence[Message], done: set[int]) -> None:
        super().__init__()
        self._done, self._count = done, len(questions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._cards: list[ChoiceCard] = []
        for number, question in enumerate(questions):
            card = ChoiceCard("check" if number in done else "eye", texts.message(question))
            card.setObjectName(f"check-{number}")
            card.setCheckable(True)
            card.setChecked(number in done)
            card.toggled.connect(lambda on, n=number: self._tick(n, on))
            self._cards.append(card)
            column.addWidget(card)

    def _tick(self, number: int, on: bool) -> None:
        (self._done.add if on else self._done.discard)(number)
        self._cards[number].icon_name = "check" if on else "eye"
        self._cards[number].update()
        self.ticked.emit()

    def all_done(self) -> bool:
        """Whether every line was ticked."""
        return len(self._done) == self._count

    def first(self) -> QWidget | None:
        """The first line."""
        return self._cards[0] if self._cards else None
