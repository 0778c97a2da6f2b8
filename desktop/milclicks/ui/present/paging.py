"""Cuts blocks into pages that fit: what is too high for one page goes on, nothing is cut off."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from milclicks.ui.widgets.text import TextBlock

_SENTENCE = re.compile(r"(?<=[.!?؟…])\s+")


@dataclass(frozen=True, slots=True)
class Slide:
    """What belongs together: a title, something beside it, blocks in one or two columns.

    `beside` makes the thing that is shown for a width and a height; it fits itself. It takes the
    first of `shares` (percent of the width) in which all is one page; 100, or no blocks beside it:
    the page, with the blocks below. `together`: may not be cut into pages, its type gets smaller
    instead; before that `brief` is taken, the same blocks in fewer words. `most_columns`: that
    many columns where one is more than a page.
    """

    title: str
    blocks: tuple[QWidget, ...] = ()
    beside: Callable[[int, int], QWidget] | None = None
    columns: int = 1
    note: str = ""
    shares: tuple[int, ...] = (46,)
    together: bool = False
    brief: tuple[QWidget, ...] = ()
    most_columns: int = 1

    @property
    def whole(self) -> bool:
        """Whether what is shown has the page to itself."""
        return self.beside is not None and (self.shares == (100,) or not self.blocks)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a slide, in type of `scale` times the plain size. `fits`: nothing is too high."""

    slide: Slide
    rows: tuple[tuple[QWidget, ...], ...] = field(default=())
    fits: bool = True
    scale: float = 1.0


def leaves(slide: Slide, width: int, height: int, gap: int) -> list[Leaf]:
    """Spread a slide over as many pages as it needs."""
    each = (width - gap * (slide.columns - 1)) // slide.columns
    blocks = [part for block in slide.blocks for part in split(block, each, height)]
    rows = [tuple(blocks[at : at + slide.columns]) for at in range(0, len(blocks), slide.columns)]
    pages: list[list[tuple[QWidget, ...]]] = [[]]
    used, fits = 0, True
    for row in rows:
        tall = max(needs(block, each) for block in row)
        if pages[-1] and used + gap + tall > height:
            pages.append([])
            used = 0
        used += tall + (gap if pages[-1] else 0)
        fits = fits and used <= height
        pages[-1].append(row)
    return [Leaf(slide, tuple(page), fits) for page in pages]


def one_page(found: list[Leaf]) -> bool:
    """Whether a slide has become one page with nothing too high."""
    return len(found) == 1 and found[0].fits


def needs(block: QWidget, width: int) -> int:
    """Height of a block at a width."""
    layout = block.layout()
    if layout is not None and layout.hasHeightForWidth():
        return layout.totalHeightForWidth(width)
    if block.hasHeightForWidth():
        return block.heightForWidth(width)
    return block.sizeHint().height()


def split(block: QWidget, width: int, height: int) -> list[QWidget]:
    """A block, or the parts of a text that is higher than a page."""
    if not isinstance(block, TextBlock) or needs(block, width) <= height:
        return [block]
    parts = [""]
    for sentence in _SENTENCE.split(block.text()):
        longer = f"{parts[-1]} {sentence}".strip()
        trial = block.like(longer)
        if parts[-1] and needs(trial, width) > height:
            parts.append(sentence)
        else:
            parts[-1] = longer
        trial.deleteLater()
    block.deleteLater()
    return [block.like(part) for part in parts if part]
