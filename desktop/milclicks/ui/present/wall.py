"""The wall: shows a run page by page, large, on the dark ground. Keys and a foot of controls.

Space, PageDown, Enter and the forward arrow go on: to the next page, then to the reveal, then to
the next moment. It stores nothing; the desk that it is given keeps nothing either. A lesson that is
not from the makers of the app has the strip that says so over each page, and a dashed frame.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.lessons.views import ItemView, StepView
from milclicks.packs.trust.standing import Standing
from milclicks.ui.inline import plain
from milclicks.ui.makers import GROUND, MakerStrip
from milclicks.ui.pictures import Media
from milclicks.ui.player.bars import BACK, NEXT
from milclicks.ui.player.desk import Desk
from milclicks.ui.present.blocks import TITLE, words
from milclicks.ui.present.miniweb import wall_ways
from milclicks.ui.present.paging import Leaf, leaves, needs
from milclicks.ui.present.steps import slides
from milclicks.ui.theme import Theme, current, theme_scope
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.cards import Card, IconPicture
from milclicks.ui.widgets.paint import box
from milclicks.ui.widgets.progress import ProgressSegments
from milclicks.ui.widgets.text import TextBlock, body

REVEAL = N_("Reveal")
NOTES = N_("Notes")
FULL = N_("Full screen")
LEAVE = N_("Leave")
STEP_OF = N_("{lesson} · step {n} of {total}")
PAGE_OF = N_("page {n} of {total}")
ON = (Qt.Key.Key_Space, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter)
OFF = (Qt.Key.Key_PageUp, Qt.Key.Key_Backspace)


class Wall(QWidget):
    """One lesson for a class."""

    leave = Signal()
    over = Signal()
    full = Signal()

    def __init__(
        self, desk: Desk, texts: Texts, media: Media, stranger: Standing | None = None
    ) -> None:
        """`stranger`: the standing of a pack that is not from the makers of the app."""
        super().__init__()
        self.base, self.stranger = current(), stranger
        self.desk, self.texts, self.media, self.say = desk, texts, media, texts.say
        self.pages: list[Leaf] = []
        self.at = 0
        self.setObjectName("wall")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._sheet: QWidget | None = None
        self.notes = Card(tone="sun_soft", frame="sun")
        self.notes.setObjectName("notes")
        self.notes_words = body("", marked=True)
        self.notes.add(self.notes_words)
        self.notes.hide()
        self._foot()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.rebuild)

    def _foot(self) -> None:
        self.foot = QWidget()
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(24, 4, 24, 8)
        row.setSpacing(12)
        self.segments = ProgressSegments(dark=True)
        self.page_words = TextBlock("", size=14, colour="card")
        self.buttons: dict[str, Button] = {}
        row.addWidget(self._button("leave", LEAVE, self.leave.emit))
        row.addWidget(self._button("notes-toggle", NOTES, self.toggle_notes))
        full = self._button("full-screen", FULL, self.full.emit)
        full.icon_name = "context"
        full.setText("")
        full.setAccessibleName(self.say(FULL))
        full.setToolTip(self.say(FULL))
        row.addWidget(full)
        row.addWidget(self.segments, 1)
        row.addWidget(self.page_words, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._button("reveal", REVEAL, self.reveal))
        row.addWidget(self._button("back", BACK, self.back))
        row.addWidget(self._button("next", NEXT, self.forward))
        self._column.addWidget(self.notes)
        self._column.addWidget(self.foot)

    def _button(self, name: str, text: str, do) -> Button:
        look = "sun" if name in ("next", "reveal") else "wall"
        button = Button(self.say(text), look=look, pad=14, size=15)
        button.setObjectName(name)
        button.clicked.connect(do)
        self.buttons[name] = button
        return button

    # --- sizes ---------------------------------------------------------------------------
    def theme_now(self) -> Theme:
        """The theme of the wall: 46 and 34 px at a height of 1080, in proportion elsewhere."""
        height = min(self.height(), int(self.width() * 0.625))
        return self.base.with_(text_size=100, scale_all=max(2 * height / 1080, 1.0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    # --- building ------------------------------------------------------------------------
    def rebuild(self) -> None:
        """Cut the moment into pages for the size of now and show the same page again."""
        with theme_scope(self.theme_now()) as theme:
            self.pages = []
            for slide in slides(self.desk.view(), self.texts, self.media):
                width, height = self._room(slide.beside is not None, slide.title, slide.note)
                self.pages.extend(leaves(slide, width, height, theme.space(1)))
        self.at = min(self.at, len(self.pages) - 1)
        self._show_page()

    def _margin(self) -> int:
        return int(self.theme_now().space(4))

    def _room(self, beside: bool, title: str, note: str) -> tuple[int, int]:
        """Width and height for the blocks of a page."""
        theme, side = current(), self._margin()
        wide = self.width() - 2 * side
        head = theme.px(22) + theme.space(1)
        # a title is measured as it is drawn
        top = TextBlock(title, size=TITLE, strong=True, marked=True)
        head += top.heightForWidth(wide) + theme.space(2)
        top.deleteLater()
        if note:
            line = words(note)
            head += line.heightForWidth(wide) + theme.space(1)
            line.deleteLater()
        if self.stranger is not None:
            strip = MakerStrip(self.texts, self.stranger)
            head += strip.needed(self.width())
            strip.deleteLater()
        foot = self.foot.sizeHint().height() + (
            self.notes.height() if self.notes.isVisible() else 0
        )
        height = self.height() - head - foot - 2 * side
        return (wide * 54 // 100 if beside else wide), max(height, 120)

    def _show_page(self) -> None:
        old = self._sheet
        with theme_scope(self.theme_now()) as theme:
            self._sheet = self._page(self.pages[self.at], theme)
        self._column.insertWidget(0, self._sheet, 1)
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self._show_foot()

    def _page(self, leaf: Leaf, theme: Theme) -> QWidget:
        sheet, side, slide = QWidget(), self._margin(), leaf.slide
        whole, column = QVBoxLayout(sheet), QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if self.stranger is not None:
            whole.addWidget(MakerStrip(self.texts, self.stranger))
        whole.addLayout(column, 1)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme.space(1))
        column.addLayout(self._head())
        column.addWidget(words(slide.title, strong=True, size=TITLE))
        if slide.note:
            column.addWidget(words(slide.note, colour="sun"))
        row = QHBoxLayout()
        row.setSpacing(theme.space(3))
        width, height = self._room(slide.beside is not None, slide.title, slide.note)
        if slide.beside is not None:
            wide = self.width() - 2 * side - width - theme.space(3)
            shown = slide.beside(wide, height)
            shown.setFixedWidth(wide)
            row.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        blocks = QVBoxLayout()
        blocks.setSpacing(theme.space(1))
        tallest = height // max(min(len(leaf.rows), 3), 2)
        for line in leaf.rows:
            grows = all(isinstance(block, Card) for block in line)
            made = self._line(line, slide.columns, theme, (width, tallest))
            blocks.addLayout(made, 10 if grows else 0)
        blocks.addStretch(1)
        row.addLayout(blocks, 1)
        column.addLayout(row, 1)
        return sheet

    def _line(
        self, line: tuple[QWidget, ...], columns: int, theme: Theme, room: tuple[int, int]
    ) -> QHBoxLayout:
        """A row of blocks; cards grow into free room, up to a measure."""
        row = QHBoxLayout()
        row.setSpacing(theme.space(1))
        for block in line:
            if isinstance(block, Card):
                each = (room[0] - theme.space(1) * (columns - 1)) // columns
                most = int(room[1] * 0.9) if columns > 1 else theme.px(64)
                block.setMaximumHeight(max(most, needs(block, each)))
            row.addWidget(block, 1)
        for _ in range(columns - len(line)):
            row.addWidget(QWidget(), 1)
        return row

    def _head(self) -> QHBoxLayout:
        view, lesson = self.desk.view(), self.desk.lesson
        row = QHBoxLayout()
        row.addWidget(IconPicture(lesson.strand, size=22, colour="sun"))
        said = self.say(STEP_OF, lesson=plain(lesson.title), n=view.index + 1, total=view.count)
        row.addWidget(TextBlock(said, size=13, strong=True, colour="sun"), 1)
        return row

    def _show_foot(self) -> None:
        view = self.desk.view()
        self.segments.show_at(view.index, view.count, "")
        pages = len(self.pages)
        self.page_words.set_text(self.say(PAGE_OF, n=self.at + 1, total=pages) if pages > 1 else "")
        self.buttons["reveal"].setVisible(self._hidden_key(view) is not None)
        self.notes_words.set_text(view.step.notes)

    # --- moving --------------------------------------------------------------------------
    def _hidden_key(self, view: StepView) -> ItemView | None:
        item = view.question
        return item if item is not None and item.phase != "feedback" else None

    def forward(self) -> None:
        """The next page, then the reveal, then the next moment."""
        if self.at + 1 < len(self.pages):
            self.at += 1
            self.rebuild()
        elif self._hidden_key(self.desk.view()) is not None:
            self.reveal()
        else:
            self._move("advance", 0)

    def back(self) -> None:
        """The page before, or the moment before."""
        if self.at > 0:
            self.at -= 1
            self.rebuild()
        else:
            self._move("back", 0)

    def reveal(self) -> None:
        """Show the key of the question."""
        if self._hidden_key(self.desk.view()) is not None:
            self._move("check", 0)

    def choose(self, number: int) -> None:
        """A way in a scene, a look of a case file, a page to open: key `number` from 1."""
        view = self.desk.view()
        if view.scene is not None and number <= len(view.scene.choices):
            self._move("branch", 0, view.scene.choices[number - 1].id)
        elif view.investigate is not None and number <= len(view.investigate.looks):
            self._move("look", self.at, view.investigate.looks[number - 1].look.id)
        elif view.miniweb is not None and not view.miniweb.locked:
            ways = wall_ways(view.miniweb, self.texts)[number - 1 : number]
            for way in ways:
                self._move(way.verb, 0, *way.arguments)

    def _move(self, verb: str, page: int, *arguments: str) -> None:
        self.desk.do(verb, *arguments)
        if self.desk.view().ended:
            self.over.emit()
            return
        self.at = page
        self.rebuild()

    def toggle_notes(self) -> None:
        """Show or hide what only the teacher reads."""
        self.notes.setVisible(self.notes.isHidden())
        self._later.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ahead = Qt.Key.Key_Left if self.base.rtl else Qt.Key.Key_Right
        behind = Qt.Key.Key_Right if self.base.rtl else Qt.Key.Key_Left
        number = event.key() - Qt.Key.Key_0
        if event.key() in ON or event.key() == ahead:
            self.forward()
        elif event.key() in OFF or event.key() == behind:
            self.back()
        elif event.key() == Qt.Key.Key_R:
            self.reveal()
        elif event.key() == Qt.Key.Key_N:
            self.toggle_notes()
        elif event.key() in (Qt.Key.Key_F, Qt.Key.Key_F11):
            self.full.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave.emit()
        elif 1 <= number <= 9:
            self.choose(number)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), self.base.colour("ink"))
        if self.stranger is not None:
            edge = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            box(painter, edge, radius=0, line=self.base.colour(GROUND), width=3, dashed=True)
