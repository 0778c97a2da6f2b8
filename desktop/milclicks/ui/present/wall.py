"""The wall: shows a run page by page, large, on the dark ground. Keys and a foot of controls.

Space, PageDown, Enter and the forward arrow go on: to the next page, then to the reveal, then to
the next moment. It stores nothing; the desk that it is given keeps nothing either. A lesson that is
not from the makers of the app has the strip that says so over each page, and a dashed frame.
"""

from __future__ import annotations

from functools import partial

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
from milclicks.ui.present.miniweb import wall_ways
from milclicks.ui.present.paging import Leaf
from milclicks.ui.present.sheet import Sheet
from milclicks.ui.present.steps import slides
from milclicks.ui.theme import Theme, current
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.cards import Card
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
        look = "sun" if name == "reveal" else "wall"
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
        sheet = self._sheet_now()
        self.pages = sheet.pages(lambda: slides(self.desk.view(), self.texts, self.media))
        self.at = min(self.at, len(self.pages) - 1)
        self._show_page(sheet)

    def _sheet_now(self) -> Sheet:
        """The room above the foot, and what stands on every page."""
        view, lesson = self.desk.view(), self.desk.lesson
        foot = self.foot.sizeHint().height()
        notes = self.notes.height() if self.notes.isVisible() else 0
        said = self.say(STEP_OF, lesson=plain(lesson.title), n=view.index + 1, total=view.count)
        strip = None
        if self.stranger is not None:
            strip = partial(MakerStrip, self.texts, self.stranger)
        high = self.height() - foot - notes
        return Sheet(self.width(), high, self.theme_now(), lesson.strand, said, strip)

    def _show_page(self, sheet: Sheet) -> None:
        old = self._sheet
        self._sheet = sheet.page(self.pages[self.at])
        self._column.insertWidget(0, self._sheet, 1)
        if old is not None:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self._show_foot()

    def _show_foot(self) -> None:
        view = self.desk.view()
        self.segments.show_at(view.index, view.count, "")
        pages = len(self.pages)
        self.page_words.set_text(self.say(PAGE_OF, n=self.at + 1, total=pages) if pages > 1 else "")
        self.notes_words.set_text(view.step.notes)
        self._show_sun(self._to_reveal(view) and self.at + 1 == pages)

    def _show_sun(self, asks: bool) -> None:
        """One button in sun: Reveal where a question stands open, else Next."""
        reveal, ahead = self.buttons["reveal"], self.buttons["next"]
        if reveal.hasFocus() and not asks:
            ahead.setFocus()  # else Qt hands it to Back
        reveal.setVisible(asks)
        ahead.look = "wall" if asks else "sun"
        ahead.setText(ahead.words())  # the ink follows the look

    # --- moving --------------------------------------------------------------------------
    def _hidden_key(self, view: StepView) -> ItemView | None:
        item = view.question
        return item if item is not None and item.phase != "feedback" else None

    def _to_reveal(self, view: StepView) -> bool:
        """Whether there is a key to show: a question about oneself has none."""
        item = self._hidden_key(view)
        return item is not None and item.item.survey is None

    def forward(self) -> None:
        """The next page, then the reveal, then the next moment."""
        if self.at + 1 < len(self.pages):
            self.at += 1
            self.rebuild()
        elif self._to_reveal(self.desk.view()):
            self.reveal()
        else:
            if self._hidden_key(self.desk.view()) is not None:
                self.desk.do("check")
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
