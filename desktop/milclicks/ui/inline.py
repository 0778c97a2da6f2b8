"""Text with inline markup, laid out and painted by our own code.

The markup is frozen: *em*, **strong**, [text](term:id), [text](page:id) and [text]{lang=ar}; all
else is literal.
Nothing here reads HTML or Markdown, opens an address, or follows a link by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from milclicks.ui.numerals import in_reader_digits

_MARKS = re.compile(
    r"\*\*(?P<strong>[^*\n]+)\*\*"
    r"|\*(?P<em>[^*\n]+)\*"
    r"|\[(?P<shown>[^\]\n]+)\](?:\((?P<kind>term|page):(?P<target>[a-z0-9][a-z0-9_-]{0,39})\)"
    r"|\{lang=(?P<lang>[A-Za-z_]{2,12})\})"
)
_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_TO_RIGHT = re.compile(r"[A-Za-z\u00c0-\u024f\u0370-\u052f]")
FSI, PDI = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. `term` is a glossary id, `page` a page of a mini-web."""

    text: str
    strong: bool = False
    em: bool = False
    term: str = ""
    lang: str = ""
    page: str = ""

    @property
    def linked(self) -> bool:
        """Whether it can be opened."""
        return bool(self.term or self.page)


def parse(source: str, *, pages: bool = False) -> tuple[Run, ...]:
    """Split marked text into runs; what is not markup stays, but for the digits of numbers.

    Links to pages are links only inside a mini-web (`pages`); elsewhere they are plain words.
    """
    runs: list[Run] = []
    at = 0
    for match in _MARKS.finditer(source):
        if match.start() > at:
            runs.append(Run(in_reader_digits(source[at : match.start()])))
        runs.append(_run(match, pages))
        at = match.end()
    if at < len(source):
        runs.append(Run(in_reader_digits(source[at:])))
    return tuple(runs)


def _run(match: re.Match[str], pages: bool) -> Run:
    if match["strong"] is not None:
        return Run(in_reader_digits(match["strong"]), strong=True)
    if match["em"] is not None:
        return Run(in_reader_digits(match["em"]), em=True)
    if match["kind"] == "term":
        return Run(in_reader_digits(match["shown"]), term=match["target"])
    if match["kind"] == "page":
        return Run(in_reader_digits(match["shown"]), page=match["target"] if pages else "")
    return Run(f"{FSI}{match['shown']}{PDI}", lang=match["lang"])


def plain(source: str) -> str:
    """The text without its markup: for accessible names, titles of windows and search."""
    return "".join(run.text for run in parse(source))


def reads_right_to_left(text: str, rtl: bool) -> bool:
    """The direction of a text in a window that is `rtl` or not.

    It is that of the window, except for a text wholly in letters of the other direction: a lesson
    that is not there in the reader's language keeps its full stops at the end.
    """
    other, own = (_TO_RIGHT, _TO_LEFT) if rtl else (_TO_LEFT, _TO_RIGHT)
    return rtl != (other.search(text) is not None and own.search(text) is None)


@dataclass(frozen=True, slots=True)
class Style:
    """How a block is set. `line_height` is a share of the type size."""

    font: QFont
    ink: QColor
    link: QColor
    line_height: float = 1.4
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading
    rtl: bool = False
    oblique_em: bool = True


class Block:
    """Laid-out lines of one paragraph for a width in pixels; `height` and `draw` follow it.

    Line breaks in the text stay line breaks. A block is made again when text or style changes.
    """

    def __init__(self, runs: Iterable[Run], style: Style) -> None:
        self.runs = tuple(runs)
        self.style = style
        self.text = "".join(run.text for run in self.runs).replace("\n", "\u2028")
        self.width = -1.0
        self.height = 0.0
        self.used_width = 0.0
        self._layout = QTextLayout(self.text, style.font)
        self._layout.setCacheEnabled(True)
        self._layout.setTextOption(self._option())
        self._layout.setFormats(self._formats())

    def _option(self) -> QTextOption:
        option = QTextOption()
        rtl = self.style.rtl
        right = reads_right_to_left(self.text, rtl)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
        )
        align = self.style.align
        if align == Qt.AlignmentFlag.AlignLeading:
            align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        elif align == Qt.AlignmentFlag.AlignTrailing:
            align = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        option.setAlignment(align | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        return option

    def _formats(self) -> list[QTextLayout.FormatRange]:
        ranges: list[QTextLayout.FormatRange] = []
        at = 0
        for run in self.runs:
            length = utf16(run.text)
            if run.strong or run.em or run.linked:
                piece: Any = QTextLayout.FormatRange()
                piece.start, piece.length = at, length
                piece.format = self._format(run)
                ranges.append(piece)
            at += length
        return ranges

    def _format(self, run: Run) -> QTextCharFormat:
        look = QTextCharFormat()
        if run.strong or (run.em and not self.style.oblique_em):
            look.setFontWeight(QFont.Weight.Bold)
        if run.em and self.style.oblique_em:
            look.setFontItalic(True)
        if run.linked:
            look.setForeground(self.style.link)
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            look.setUnderlineColor(self.style.link)
        return look

    def fit(self, width: float) -> float:
        """Break the lines for `width` pixels and give the height."""
        if width == self.width:
            return self.height
        self.width = width
        step = self.style.font.pixelSize() * self.style.line_height
        y = used = 0.0
        self._layout.beginLayout()
        while True:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, 1.0))
            room = max(step, line.height())
            line.setPosition(QPointF(0, y + (room - line.height()) / 2))
            used = max(used, line.naturalTextWidth())
            y += room
        self._layout.endLayout()
        self.height, self.used_width = y, used
        return y

    def natural_width(self) -> float:
        """Width in one line (to the longest hard break)."""
        self.fit(100_000.0)
        return self.used_width

    def lines(self) -> int:
        """Number of lines after `fit`."""
        return self._layout.lineCount()

    def draw(self, painter: QPainter, at: QPointF) -> None:
        """Paint with the top left corner at `at`."""
        self.paint(painter, at, self.style.ink)

    def paint(self, painter: QPainter, at: QPointF, ink: QColor) -> None:
        """Paint in another ink than the style's."""
        painter.setPen(ink)
        self._layout.draw(painter, at)

    def run_at(self, x: float, y: float) -> Run | None:
        """The run under a point of the block, if a glyph is there."""
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            if line.naturalTextRect().contains(QPointF(x, y)):
                return self._run_of(_as_int(line.xToCursor(x)))
        return None

    def _run_of(self, cursor: int) -> Run | None:
        at = 0
        for run in self.runs:
            at += utf16(run.text)
            if cursor < at:
                return run
        return self.runs[-1] if self.runs else None

    def rects_of(self, wanted: Run) -> list[QRectF]:
        """The boxes of one run, a box per line (also right to left)."""
        start = 0
        for run in self.runs:
            if run is wanted:
                break
            start += utf16(run.text)
        end = start + utf16(wanted.text)
        boxes: list[QRectF] = []
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            first = max(start, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            if first < last:
                x1, x2 = _as_x(line.cursorToX(first)), _as_x(line.cursorToX(last))
                boxes.append(QRectF(min(x1, x2), line.y(), abs(x2 - x1), line.height()))
        return boxes


def utf16(text: str) -> int:
    """Length of a text as Qt counts it."""
    return len(text.encode("utf-16-le")) // 2


def _as_x(value: Any) -> float:
    """PySide gives a tuple or a number, according to its version."""
    return float(value[0] if isinstance(value, tuple) else value)


def _as_int(value: Any) -> int:
    return int(value[0] if isinstance(value, tuple) else value)
