"""The page to read: blocks of text, pictures, the key idea in two lines."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.steps.read import Block, Read
from milclicks.ui.pictures import PictureView, image_of
from milclicks.ui.player.page import Page
from milclicks.ui.player.split import fill
from milclicks.ui.widgets.cards import Card, SunCard
from milclicks.ui.widgets.text import Eyebrow, TextBlock, small, subtitle

KEY_IDEA = N_("The key idea")
HINT = N_("Read in your own time · Enter goes on")


class ReadPage(Page):
    """One column of 60 to 75 characters."""

    def build(self) -> None:
        self.hint = self.say(HINT)
        step = self.view.step
        assert isinstance(step, Read)
        blocks = [self._block(block) for block in step.blocks]
        fill(self.split.main, self.eyebrow(), self.heading(), *blocks)

    def _block(self, block: Block) -> QWidget:
        if block.type == "heading":
            return subtitle(block.text, marked=True)
        if block.type == "list":
            return entries(self, [entry.text for entry in block.entries])
        if block.type == "key":
            return self._key([entry.text for entry in block.entries])
        if block.type == "picture":
            return self._picture(block)
        if block.type == "quote":
            return self._quote(block)
        return self.words(block.text, size=18)

    def _key(self, lines: list[str]) -> QWidget:
        card = SunCard()
        card.add(Eyebrow(self.say(KEY_IDEA), "ink"))
        for line in lines:
            card.add(self.words(line, strong=True, size=20))
        return card

    def _quote(self, block: Block) -> QWidget:
        card = Card(tone="soft", frame="line")
        card.add(self.words(block.text, size=18))
        if block.caption:
            card.add(small(block.caption, marked=True))
        return card

    def _picture(self, block: Block) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.space(1))
        image = image_of(self.media, block.picture)
        column.addWidget(PictureView(image, self.media.alt(block.picture), most=self.theme.px(400)))
        if block.caption:
            column.addWidget(small(block.caption, marked=True))
        return holder


def entries(page: Page, lines: list[str], *, numbered: bool = False) -> QWidget:
    """A list with dots or with numbers of the locale."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(page.theme.space(1) + 2)
    for number, line in enumerate(lines, start=1):
        row = QHBoxLayout()
        row.setSpacing(page.theme.space(2))
        mark = TextBlock(page.texts.number(number) if numbered else "•", size=18, strong=True)
        mark.setFixedWidth(page.theme.px(26))
        top = QVBoxLayout()
        top.addWidget(mark)
        top.addStretch(1)
        row.addLayout(top)
        row.addWidget(page.words(line, size=18), 1)
        column.addLayout(row)
    return holder
