"""The reasons under an item whose options are not rows: a sign, a word, what belongs, why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.items.base import Feedback
from milclicks.ui.inline import plain
from milclicks.ui.items.base import ItemWidget
from milclicks.ui.items.rows import LOOKS, PARTLY, RIGHT, SIGNS, WRONG
from milclicks.ui.items.state import ItemState
from milclicks.ui.theme import current
from milclicks.ui.widgets.cards import Card, IconPicture
from milclicks.ui.widgets.columns import empty_layout
from milclicks.ui.widgets.text import TextBlock

Said = tuple[str, str]  # a look of rows.LOOKS, and the word in the language of the screen


class ReasonCard(Card):
    """One reason. `look` is that of a row: right, part, wrong, missed (no fill), rest (plain)."""

    def __init__(self, option: str, said: Said, title: str, text: str) -> None:
        theme = current()
        self.option, self.title = option, title
        self.look, self.word = said
        tone, line = LOOKS[self.look][:2]
        frame = theme.stroke("control") if self.look == "missed" else theme.stroke()
        super().__init__(tone=tone, frame=line, width=frame, row=True, pad=theme.space(2))
        ink = "ink_soft" if self.look == "rest" else line
        side = QVBoxLayout()
        side.addWidget(self._sign(ink))
        side.addStretch(1)
        self.column.addLayout(side)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(TextBlock(self.word, size=14, strong=True, colour=ink))
        if title:
            words.addWidget(TextBlock(title, size=16, marked=True))
        words.addWidget(TextBlock(text, size=16, marked=True))
        self.column.addLayout(words, 1)
        spoken = (self.word.rstrip("."), plain(title).rstrip("."), text)
        self.setAccessibleName(". ".join(part for part in spoken if part))

    def _sign(self, ink: str) -> QWidget:
        """The sign, or its room where there is none, so that all reasons begin on one line."""
        if self.look in SIGNS:
            return IconPicture(SIGNS[self.look], size=22, colour=ink)
        free = QWidget()
        free.setFixedSize(self.theme.px(22), 1)
        return free


class ToldLines(QWidget):
    """A card per option that the feedback speaks of. Empty and hidden before it is open."""

    def __init__(self, owner: ItemWidget) -> None:
        super().__init__()
        self._owner = owner
        self.setObjectName("told")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(owner.theme.space(1))
        self.hide()

    def tell(
        self,
        state: ItemState,
        titles: Mapping[str, str] | None = None,
        said: Mapping[str, Said] | None = None,
        told: Iterable[Feedback] | None = None,
    ) -> None:
        """Show the reasons; `titles` says what each option is about.

        `said` are look and word of single options; without it an option is right, partly right
        or wrong as the response treated it. `told` are the reasons to show instead of those of
        the response (with what was missed among them).
        """
        empty_layout(self._column)
        shown = list(state.feedback().values() if told is None else told) if state.open else []
        self.setVisible(bool(shown))
        for each in shown:
            if each.text:
                self._column.addWidget(self._card(state, each, titles or {}, said or {}))

    def _card(
        self,
        state: ItemState,
        told: Feedback,
        titles: Mapping[str, str],
        said: Mapping[str, Said],
    ) -> QWidget:
        if state.survey:
            return self._thanks(told)
        own = said.get(told.option) or self._treated(state, told)
        return ReasonCard(told.option, own, titles.get(told.option, ""), told.text)

    def _treated(self, state: ItemState, told: Feedback) -> Said:
        if told.ok:
            return "right", self._owner.say(RIGHT)
        partly = state.partly(told.option)
        return ("part", self._owner.say(PARTLY)) if partly else ("wrong", self._owner.say(WRONG))

    def _thanks(self, told: Feedback) -> QWidget:
        card = Card(tone="soft", frame="line", pad=self._owner.theme.space(3))
        card.add(TextBlock(told.text, size=17, marked=True))
        card.setAccessibleName(told.text)
        return card


def told_lines(owner: ItemWidget) -> ToldLines:
    """The lines for an item widget."""
    return ToldLines(owner)
