"""Blocks of text: headings, body, small print. They wrap, never clip, and know their height.

`TextBlock` draws with QTextLayout. Text of a pack is given with `marked=True` so that its inline
markup is obeyed; words of the program are literal. Terms can be reached by Tab and opened by Enter.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from milclicks.ui.inline import Block, Run, Style, parse
from milclicks.ui.numerals import in_sentence_digits
from milclicks.ui.theme import Theme, current
from milclicks.ui.widgets.paint import box

LINE_EM = 35
"""The longest line of running text as a share of its type size: about 75 letters."""


class TextBlock(QWidget):
    """A paragraph. `term` is emitted with a glossary id when a linked word is chosen.

    With `pages` it stands in a mini-web: `page` is emitted with the id of a linked page. However
    much room there is, no line is longer than `line_em` times the type size (0 = no bound).
    """

    term = Signal(str)
    page = Signal(str)

    def __init__(
        self,
        text: str = "",
        *,
        size: float = 17,
        strong: bool = False,
        colour: str = "ink",
        marked: bool = False,
        centred: bool = False,
        line_em: float = 0,
        pages: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme: Theme = current()
        self._size, self._strong, self._colour = size, strong, colour
        self._marked, self._centred, self._pages = marked, centred, pages
        self._line_em = line_em
        self._text = ""
        self._term_at = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(text)

    # --- what it says --------------------------------------------------------------------
    def text(self) -> str:
        """The text as it was given."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self._make()

    def like(self, text: str) -> TextBlock:
        """Another block that is set in the same way."""
        return TextBlock(
            text,
            size=self._size,
            strong=self._strong,
            colour=self._colour,
            marked=self._marked,
            centred=self._centred,
            line_em=self._line_em,
            pages=self._pages,
        )

    def font_(self) -> QFont:
        """The font of this block."""
        return self.theme.font_px(self._size, self._strong)

    def _make(self) -> None:
        literal = (Run(in_sentence_digits(self._text)),)
        runs = parse(self._text, pages=self._pages) if self._marked else literal
        self.block = Block(runs, self._style())
        self._heights: dict[int, int] = {}
        self._terms = [run for run in self.block.runs if run.linked]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._terms else Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(bool(self._terms))
        self.setAccessibleName(self.block.text.replace("\u2028", "\n"))
        self.updateGeometry()
        self.update()

    def _style(self) -> Style:
        theme = self.theme
        large = self._size >= 22 and not theme.locale.startswith("ar")
        align = Qt.AlignmentFlag.AlignHCenter if self._centred else Qt.AlignmentFlag.AlignLeading
        ink = QColor(self._colour if "#" in self._colour else theme.hex(self._colour))
        dark_ground = ink.lightness() > 160
        return Style(
            font=self.font_(),
            ink=ink,
            link=theme.colour("sun" if dark_ground else "focus"),
            line_height=1.22 if large else theme.line_height,
            align=align,
            rtl=theme.rtl,
            oblique_em=theme.spaced_caps,
        )

    # --- sizes ---------------------------------------------------------------------------
    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        room = self._line(width)
        if room not in self._heights:
            self._heights[room] = int(self.block.fit(room) + 0.999)
        return self._heights[room]

    def _line(self, width: int) -> int:
        """The room of a line in a block of this width."""
        return min(width, self.theme.px(self._line_em * self._size)) if self._line_em else width

    def _start(self) -> int:
        """Where the lines' room begins: on the leading side, or so that it lies in the middle."""
        rest = self.width() - self._line(self.width())
        if self._centred:
            return rest // 2
        return rest if self.theme.rtl else 0

    def sizeHint(self) -> QSize:
        width = int(self.block.natural_width() + 1.999)
        width = min(self._line(width), self.maximumWidth(), self.theme.px(640))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.theme.px(60)), self.theme.px(self._size))

    # --- drawing and terms ---------------------------------------------------------------
    def paintEvent(self, _: QPaintEvent) -> None:
        painter, start = QPainter(self), self._start()
        self.block.fit(self._line(self.width()))
        self.block.draw(painter, QPointF(start, 0))
        if self.hasFocus() and self._terms:
            for rect in self.block.rects_of(self._terms[self._term_at % len(self._terms)]):
                ring = rect.adjusted(start - 4, -1, start + 4, 1).intersected(QRectF(self.rect()))
                box(painter, ring, radius=6, line=self.theme.colour("focus"), width=3)

    def _run_under(self, event: QMouseEvent) -> Run | None:
        at = event.position()
        run = self.block.run_at(at.x() - self._start(), at.y())
        return run if run is not None and run.linked else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._run_under(event) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        run = self._run_under(event)
        if run is None:
            event.ignore()
            return
        self._open(run)

    def _open(self, run: Run) -> None:
        if run.page:
            self.page.emit(run.page)
        else:
            self.term.emit(run.term)

    def focusInEvent(self, event: QFocusEvent) -> None:
        backwards = event.reason() == Qt.FocusReason.BacktabFocusReason
        self._term_at = len(self._terms) - 1 if backwards else 0
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._terms:
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
            if step and 0 <= self._term_at + step < len(self._terms):
                self._term_at += step
                self.update()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._terms:
            self._open(self._terms[self._term_at])
            return
        super().keyPressEvent(event)


def heading(text: str, *, marked: bool = False, size: float | None = None) -> TextBlock:
    """The title of a page (32 px, bold)."""
    return TextBlock(text, size=size or 32, strong=True, marked=marked)


def title(text: str, *, marked: bool = False, size: float = 22) -> TextBlock:
    """The title of a part (22 px, bold)."""
    return TextBlock(text, size=size, strong=True, marked=marked)


def subtitle(text: str, *, marked: bool = False) -> TextBlock:
    """The title of a card (18 px, bold)."""
    return TextBlock(text, size=18, strong=True, marked=marked, line_em=LINE_EM)


def body(text: str, *, marked: bool = False, strong: bool = False) -> TextBlock:
    """Running text (17 px)."""
    return TextBlock(text, size=17, marked=marked, strong=strong, line_em=LINE_EM)


def small(text: str, *, marked: bool = False, colour: str = "ink_soft") -> TextBlock:
    """Small print (14 px, softer ink)."""
    return TextBlock(text, size=14, marked=marked, colour=colour, line_em=LINE_EM)


def hint_line(text: str = "", *, colour: str = "ink_soft") -> TextBlock:
    """Small print that takes all the room of its row, as at the foot of a lesson."""
    return TextBlock(text, size=14, colour=colour)


class Eyebrow(TextBlock):
    """A small spaced title above a title: capitals, except in Arabic."""

    def __init__(self, text: str, colour: str = "ink_soft") -> None:
        super().__init__(text, size=14, strong=True, colour=colour)

    def set_text(self, text: str) -> None:
        super().set_text(text.upper() if self.theme.spaced_caps else text)

    def font_(self) -> QFont:
        font = super().font_()
        if self.theme.spaced_caps:
            font.setPixelSize(self.theme.px(13.5))
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1.1)
        return font


def writing_side(field: QLineEdit | QPlainTextEdit) -> None:
    """Let what is written, and the caret before it, begin where this window's reading begins.

    By itself Qt looks at the letters that stand there and, while there are none, at the keyboard.
    Only the side is set: the order of the letters, the keys and what is chosen stay Qt's. Not for
    addresses and codes, which are read from the left everywhere.
    """
    if not current().rtl:
        return
    side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
    if isinstance(field, QLineEdit):
        field.setAlignment(side)
        return
    option = field.document().defaultTextOption()
    option.setAlignment(side)
    field.document().setDefaultTextOption(option)
