"""The reasons under an item whose options are not rows: a sign, a word, what belongs, why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.items.base import Feedback
from milclicks.ui.items.base import ItemWidget
from milclicks.ui.items.rows import RIGHT, WRONG
from milclicks.ui.items.state import ItemState
from milclicks.ui.widgets.cards import Card, IconPicture
from milclicks.ui.widgets.columns import empty_layout
from milclicks.ui.widgets.text import TextBlock


class ToldLines(QWidget):
    """A card per option that the feedback speaks of. Empty and hidden before it is open."""

    def __init__(self, owner: ItemWidget) -> None:
        super().__init__()
        self._owner, self._wrong = owner, WRONG
        self._instead: dict[str, str] = {}
        self.setObjectName("told")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(owner.theme.space(1))
        self.hide()

    def tell(
        self,
        state: ItemState,
        titles: dict[str, str],
        wrong: str = WRONG,
        also: Sequence[Feedback] = (),
        instead: Mapping[str, str] | None = None,
    ) -> None:
        """Show the feedback of the response; `titles` says what each option is about.

        `wrong` is the word for what was not right (where the title shows what belongs there);
        `also` are the right options that were missed; `instead` are words for single options.
        """
        self._wrong, self._instead = wrong, dict(instead or {})
        empty_layout(self._column)
        told = [*state.feedback().values(), *(also if state.open else ())]
        self.setVisible(bool(told))
        for each in told:
            if each.text:
                self._column.addWidget(self._line(each, titles.get(each.option, "")))

    def _line(self, told: Feedback, title: str) -> QWidget:
        theme = self._owner.theme
        if self._owner.state.survey:
            return self._thanks(told)
        tone, line = ("good_soft", "good") if told.ok else ("bad_soft", "bad")
        card = Card(tone=tone, frame=line, width=theme.stroke(), row=True, pad=theme.space(2))
        top = QVBoxLayout()
        top.addWidget(IconPicture("check" if told.ok else "cross", size=22, colour=line))
        top.addStretch(1)
        card.column.addLayout(top)
        column = QVBoxLayout()
        column.setSpacing(2)
        head = QHBoxLayout()
        said = self._owner.say(RIGHT if told.ok else self._wrong)
        word = self._instead.get(told.option, said)
        head.addWidget(TextBlock(word, size=14, strong=True, colour=line), 1)
        column.addLayout(head)
        if title:
            column.addWidget(TextBlock(title, size=16, marked=True))
        column.addWidget(TextBlock(told.text, size=16, marked=True))
        card.column.addLayout(column, 1)
        card.setAccessibleName(f"{word}. {told.text}")
        return card

    def _thanks(self, told: Feedback) -> QWidget:
        card = Card(tone="soft", frame="line", pad=self._owner.theme.space(3))
        card.add(TextBlock(told.text, size=17, marked=True))
        card.setAccessibleName(told.text)
        return card


def told_lines(owner: ItemWidget) -> ToldLines:
    """The lines for an item widget."""
    return ToldLines(owner)
