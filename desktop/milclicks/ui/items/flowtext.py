"""Running text with controls in it: words flow around gaps, in both directions, at any width."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from milclicks.ui.inline import Block, Run, Style, parse
from milclicks.ui.theme import current
from milclicks.ui.widgets.buttons import Button


@dataclass(slots=True)
class Token:
    """A word or a control. `glued`: no line may break before it, and no space stands there."""

    block: Block | None = None
    widget: QWidget | None = None
    glued: bool = False


class FlowText(QWidget):
    """Add words and controls in reading order; the widget breaks the lines."""

    def __init__(self, size: float = 18) -> None:
        super().__init__()
        self.theme = current()
        self._size = size
        self._tokens: list[Token] = []
        self._places: list[tuple[Block, QPointF, float]] = []
        self._said: list[str | QWidget] = []
        self._open_end = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def aloud(self) -> tuple[str, ...]:
        """The whole text in one, with its gaps, as it is read aloud."""
        said = [part if isinstance(part, str) else _held(part) for part in self._said]
        return ("".join(said),)

    def add_words(self, text: str) -> None:
        """Add a stretch of marked text."""
        self._said.append(text)
        for run in parse(text):
            self._add_run(run)

    def _add_run(self, run: Run) -> None:
        words = run.text.split(" ")
        for number, word in enumerate(words):
            glued = number == 0 and not self._open_end
            if word:
                part = Run(word, run.strong, run.em, "", run.lang)
                self._tokens.append(Token(Block((part,), self._style()), None, glued))
            self._open_end = number < len(words) - 1 or (self._open_end and not word)
        if words[-1]:
            self._open_end = False

    def add_widget(self, widget: QWidget) -> None:
        """Add a control."""
        self._said.append(widget)
        widget.setParent(self)
        widget.show()
        self._tokens.append(Token(None, widget, not self._open_end))
        self._open_end = False

    def _style(self) -> Style:
        theme = self.theme
        return Style(
            font=theme.font_px(self._size),
            ink=theme.colour("ink"),
            link=theme.colour("focus"),
            line_height=1.0,
            rtl=theme.rtl,
            oblique_em=theme.spaced_caps,
        )

    def relayout(self) -> None:
        """Break the lines again (a control has changed its size)."""
        self.updateGeometry()
        self._place(self.width(), move=True)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        width = self.theme.px(520)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.theme.px(30))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place(self.width(), move=True)

    def _place(self, width: int, *, move: bool) -> int:
        space = self.theme.px(self._size * 0.3)
        lines: list[list[tuple[Token, float, float]]] = [[]]
        x = 0.0
        for group in self._groups():
            sizes = [self._size_of(token, width) for token in group]
            total = sum(size.width() for size in sizes)
            gap = 0 if not lines[-1] else space
            if lines[-1] and x + gap + total > width:
                lines.append([])
                x, gap = 0.0, 0
            x += gap
            for token, size in zip(group, sizes, strict=True):
                lines[-1].append((token, x, float(size.width())))
                x += size.width()
        return self._stack(lines, width, move)

    def _groups(self) -> list[list[Token]]:
        groups: list[list[Token]] = []
        for token in self._tokens:
            if token.glued and groups:
                groups[-1].append(token)
            else:
                groups.append([token])
        return groups

    def _size_of(self, token: Token, width: int) -> QSize:
        if token.block is not None:
            return QSize(int(token.block.natural_width() + 1.5), int(token.block.height + 1))
        assert token.widget is not None
        hint, least = token.widget.sizeHint(), token.widget.minimumWidth()
        wide = min(least or hint.width(), width)
        tall = (
            token.widget.heightForWidth(wide) if token.widget.hasHeightForWidth() else hint.height()
        )
        return QSize(wide, max(tall, self.theme.target))

    def _stack(self, lines: list[list[tuple[Token, float, float]]], width: int, move: bool) -> int:
        y = 0.0
        least = self.theme.px(self._size) * self.theme.line_height
        if move:
            self._places = []
        for line in lines:
            sizes = [self._size_of(token, width) for token, _, _ in line]
            tall = max([size.height() for size in sizes] + [int(least)])
            for (token, x, wide), size in zip(line, sizes, strict=True):
                if move:
                    self._set(token, x, wide, y + (tall - size.height()) / 2, size, width)
            y += tall + 6
        return int(y)

    def _set(self, token: Token, x: float, wide: float, y: float, size: QSize, width: int) -> None:
        left = width - x - wide if self.theme.rtl else x
        if token.block is not None:
            self._places.append((token.block, QPointF(left, y), wide + 1))
        elif token.widget is not None:
            token.widget.setGeometry(QRect(int(left), int(y), int(wide), size.height()))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        for block, at, width in self._places:
            block.fit(width)
            block.draw(painter, at)


def _held(control: QWidget) -> str:
    """What a control in the text holds; an empty one is a gap."""
    held = control.text() if isinstance(control, QLineEdit) else ""
    held = control.words() if isinstance(control, Button) else held
    return held or "{{gap}}"
