"""The pages of the wall: slides cut for a size, each in the largest type in which it is one page.

A page is a head, a title, a note, what is shown, and blocks that grow into the free room.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from milclicks.ui.makers import MakerStrip
from milclicks.ui.present.blocks import TITLE, Fills, words
from milclicks.ui.present.paging import Leaf, Slide, leaves, needs, one_page
from milclicks.ui.theme import Theme, current, theme_scope
from milclicks.ui.widgets.cards import Card, IconPicture
from milclicks.ui.widgets.text import TextBlock

SCALES = (1.5, 1.25, 1.0)
SMALLER = (0.9, 0.8, 0.7, 0.6, 0.5)  # only for what must stay together
LEAST = 120  # px that a page always has


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all pages share: a size in pixels, the plain type, the words and the strip above."""

    width: int
    height: int
    theme: Theme
    strand: str
    head: str
    strip: Callable[[], MakerStrip] | None = None

    # --- cutting -------------------------------------------------------------------------
    def pages(self, make: Callable[[], list[Slide]]) -> list[Leaf]:
        """The pages of all slides; `make` makes the slides anew in the type of now."""
        best: dict[int, list[Leaf]] = {}
        for scale in (*SCALES, *SMALLER):
            with self._type(scale):
                made = make()
                for at, slide in enumerate(made):
                    if self._may(slide, scale) and not one_page(best.get(at, [])):
                        best[at] = [replace(leaf, scale=scale) for leaf in self._cut(slide, scale)]
            open_ = [slide for at, slide in enumerate(made) if not one_page(best.get(at, []))]
            if not any(scale > 1.0 or slide.together for slide in open_):
                break
        return [leaf for at in sorted(best) for leaf in best[at]]

    def _may(self, slide: Slide, scale: float) -> bool:
        """Whether a slide is tried in this type."""
        if scale <= 1.0:
            return scale == 1.0 or slide.together
        # words under a smaller title stay smaller than it
        return not slide.whole and (self._titled(slide, scale) == scale or scale <= SCALES[1])

    def _titled(self, slide: Slide, scale: float) -> float:
        """The type of the title: plain where more lines would take room from what is shown."""
        if slide.beside is None or scale <= 1.0:
            return scale
        longer = self._title(slide, scale) > 1.1 * scale * self._title(slide, 1.0)
        return 1.0 if longer else scale

    def _cut(self, slide: Slide, scale: float) -> list[Leaf]:
        """The pages in the type of now, by the first way that makes it one page."""
        found: list[Leaf] = []
        for one in _ways(slide, scale <= 1.0):
            width, _, height = self._room(one, scale)
            most = height * 2 // 5 if one.whole else height
            found = leaves(one, width, most, current().space(1))
            if one_page(found):
                break
        return found

    def _title(self, slide: Slide, scale: float) -> int:
        """Height of the title in a type, measured as it is drawn."""
        top = self._title_words(slide, scale)
        height = top.heightForWidth(self.width - 2 * self.side)
        top.deleteLater()
        return height

    def _title_words(self, slide: Slide, scale: float) -> TextBlock:
        with self._type(scale):
            return words(slide.title, strong=True, size=TITLE)

    @contextmanager
    def _type(self, scale: float) -> Iterator[Theme]:
        with theme_scope(self.theme.with_(scale_all=self.theme.scale_all * scale)) as theme:
            yield theme

    @property
    def side(self) -> int:
        """The margin on every side."""
        return int(self.theme.space(4))

    def _room(self, slide: Slide, scale: float) -> tuple[int, int, int]:
        """Width for the blocks, width for what stands beside them, height of both."""
        theme, wide = current(), self.width - 2 * self.side
        head = self._head_high(wide) + 2 * theme.space(1)
        head += self._title(slide, self._titled(slide, scale))
        if slide.note:
            line = words(slide.note)
            head += line.heightForWidth(wide) + theme.space(1)
            line.deleteLater()
        if self.strip is not None:
            strip = self.strip()
            head += strip.needed(self.width)
            strip.deleteLater()
        height = max(self.height - head - 2 * self.side, LEAST)
        if slide.beside is None or slide.whole:
            return wide, wide, height
        left = wide * (100 - slide.shares[0]) // 100
        return left, wide - left - theme.space(3), height

    # --- making --------------------------------------------------------------------------
    def page(self, leaf: Leaf) -> QWidget:
        """A page as a widget."""
        with self._type(leaf.scale) as theme:
            return self._page(leaf, theme)

    def _page(self, leaf: Leaf, theme: Theme) -> QWidget:
        sheet, side, slide = QWidget(), self.side, leaf.slide
        whole, column = QVBoxLayout(sheet), QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if self.strip is not None:
            with theme_scope(self.theme):
                whole.addWidget(self.strip())
        whole.addLayout(column, 1)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme.space(1))
        column.addLayout(self._head())
        column.addWidget(self._title_words(slide, self._titled(slide, leaf.scale)))
        if slide.note:
            column.addWidget(words(slide.note, colour="sun"))
        width, beside, height = self._room(slide, leaf.scale)
        blocks = self._blocks(leaf, width, height)
        row: QBoxLayout = QVBoxLayout() if slide.whole else QHBoxLayout()
        row.setSpacing(theme.space(1 if slide.whole else 3))
        if slide.whole:
            self._alone(row, leaf, beside, height)
        elif slide.beside is not None:
            shown = slide.beside(beside, height)
            shown.setFixedWidth(beside)
            row.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(blocks, 0 if slide.whole else 1)
        column.addLayout(row, 1)
        return sheet

    def _alone(self, row: QBoxLayout, leaf: Leaf, width: int, height: int) -> None:
        """What is shown over the whole page, in the middle, above its blocks."""
        gap = current().space(1)
        below = sum(gap + max(needs(block, width) for block in line) for line in leaf.rows)
        with self._type(SCALES[0]):
            assert leaf.slide.beside is not None
            shown = leaf.slide.beside(width, max(height - below, LEAST))
        if shown.maximumWidth() > width:
            shown.setFixedWidth(width)
        row.addWidget(shown, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)

    def _blocks(self, leaf: Leaf, width: int, height: int) -> QVBoxLayout:
        blocks, gap = QVBoxLayout(), current().space(1)
        blocks.setSpacing(gap)
        count = len(leaf.rows)
        tallest = (height - gap * (count - 1)) // max(count, 1)
        for line in leaf.rows:
            grows = all(isinstance(block, Card | Fills) for block in line)
            made = self._line(line, leaf.slide.columns, width, min(tallest, height // 2))
            blocks.addLayout(made, 10 if grows else 0)
        blocks.addStretch(1)
        return blocks

    def _line(
        self, line: tuple[QWidget, ...], columns: int, width: int, tallest: int
    ) -> QHBoxLayout:
        """A row of blocks; cards grow into free room, up to a measure. One alone takes the row."""
        row, gap = QHBoxLayout(), current().space(1)
        row.setSpacing(gap)
        columns = min(columns, len(line))
        each = (width - gap * (columns - 1)) // columns
        for block in line:
            if isinstance(block, Fills):
                block.setMaximumHeight(max(int(tallest * block.most), needs(block, each)))
            elif isinstance(block, Card):
                block.setMaximumHeight(max(current().px(64), needs(block, each)))
            row.addWidget(block, 1)
        return row

    def _head_high(self, wide: int) -> int:
        with theme_scope(self.theme):
            line = TextBlock(self.head, size=13, strong=True)
            high = line.heightForWidth(wide - self.theme.px(22) - self.theme.space(2))
            line.deleteLater()
            return max(high, self.theme.px(22))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        with theme_scope(self.theme):
            row.addWidget(IconPicture(self.strand, size=22, colour="sun"))
            row.addWidget(TextBlock(self.head, size=13, strong=True, colour="sun"), 1)
        return row


def _ways(slide: Slide, plain: bool) -> list[Slide]:
    """The ways to lay a slide out, best first; in plain type also those that give something up."""
    shares = slide.shares if plain else slide.shares[:1]
    ways = [replace(slide, shares=(share,)) for share in shares]
    if plain and slide.most_columns > slide.columns:
        ways.append(replace(slide, columns=slide.most_columns))
    if plain and slide.brief:
        ways.append(replace(slide, blocks=slide.brief))
    return ways
