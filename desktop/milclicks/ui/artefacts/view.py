"""The widget that shows one mock artefact: band, pieces, named parts, un-crop slider.

Each visible part is a child of its own with an accessible name. For hotspots the item puts its
buttons over `part_rect`.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QVBoxLayout, QWidget

from milclicks.core.texts import N_, Texts
from milclicks.items.artefact import Artefact, Chart, Page, Picture, Post, Script, Sheet
from milclicks.ui.artefacts import charts, messages, papers
from milclicks.ui.artefacts.charts import NUMBER
from milclicks.ui.artefacts.compose import Composer, Piece, part_boxes, part_words
from milclicks.ui.artefacts.playbar import PlayBar
from milclicks.ui.hearing import Hearing, hearing_in
from milclicks.ui.pictures import Media
from milclicks.ui.theme import current
from milclicks.ui.widgets.band import SIMULATION, band_height, draw_band
from milclicks.ui.widgets.paint import box, rounded
from milclicks.ui.widgets.text import small

SHOW_MORE = N_("Show more of the picture")
_SCRIPTS = {"chat": messages.chat, "sms": messages.sms, "radio": messages.radio}


class ArtefactView(QWidget):
    """A mock artefact in a card with an ink line. `changed` tells that parts have moved.

    `pointed`: its parts are to be tapped, so each is as high as a target.
    """

    changed = Signal()

    def __init__(
        self, artefact: Artefact, texts: Texts, media: Media, *, pointed: bool = False
    ) -> None:
        super().__init__()
        self.theme = current()
        self._least = float(self.theme.target + 8) if pointed else 0.0
        self.artefact, self._texts, self._media = artefact, texts, media
        self.shown = 0.0 if isinstance(artefact, Picture) and artefact.frame else 1.0
        self._laid: dict[int, tuple[tuple[Piece, ...], float]] = {}
        self._children: dict[str, QWidget] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(texts.say(SIMULATION))
        self.setObjectName(f"artefact-{artefact.id}")

    @property
    def gutter(self) -> int:
        """Free room at the trailing side of words for the numbers of what is pointed at."""
        return self.theme.px(NUMBER + 10) if self._least else 0

    # --- layout --------------------------------------------------------------------------
    def laid(self, width: int) -> tuple[tuple[Piece, ...], float]:
        """The pieces and the height for a width."""
        if width not in self._laid:
            if len(self._laid) > 4:
                self._laid.clear()
            at = Composer(width, self.theme, least=self._least, gutter=self.gutter)
            at.gap(band_height(self.theme) + 2)
            self._compose(at)
            self._laid[width] = at.finished(), at.y + 2
        return self._laid[width]

    def _compose(self, at: Composer) -> None:
        art, media = self.artefact, self._media
        if isinstance(art, Post):
            messages.post(at, art, media)
        elif isinstance(art, Script):
            _SCRIPTS[art.kind](at, art, media)
        elif isinstance(art, Page):
            papers.page(at, art, media)
        elif isinstance(art, Sheet):
            (papers.label if art.kind == "label" else papers.notice)(at, art, media)
        elif isinstance(art, Chart):
            charts.chart(at, art, self._texts)
        elif isinstance(art, Picture):
            papers.picture(at, art, media, self.shown)

    def set_shown(self, share: float) -> None:
        """Un-crop the picture: 0 shows the frame alone, 1 all of it."""
        self.shown = share
        self._laid.clear()
        self.update()
        self.changed.emit()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(self.laid(width)[1] + 0.999)

    def sizeHint(self) -> QSize:
        width = self.theme.px(440)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(200), 120)

    # --- parts ---------------------------------------------------------------------------
    def part_rect(self, part: str) -> QRectF:
        """The box of a visible part in this widget's pixels (empty if there is no such part)."""
        return part_boxes(self.laid(self.width())[0]).get(part, QRectF())

    def card_of(self, part: str) -> QRectF:
        """The box of the card that a part has to itself (empty where it has none)."""
        pieces = self.laid(self.width())[0]
        return next((one.rect for one in pieces if one.ground and one.part == part), QRectF())

    def draw_words(self, painter: QPainter, part: str) -> None:
        """Draw a part without its card."""
        for piece in self.laid(self.width())[0]:
            if piece.part == part and not piece.ground:
                piece.paint(painter, piece.rect)

    def number_at(self, part: str) -> str:
        """Where the number of a part has room: "beside" the words, at the "side", at the "foot"."""
        if not isinstance(self.artefact, Chart):
            return "beside"
        bars = {bar.id: "foot" for bar in self.artefact.bars}
        return {"axis": "side", **bars}.get(part, "beside")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_parts()
        self.changed.emit()

    def _place_parts(self) -> None:
        pieces = self.laid(self.width())[0]
        words = part_words(pieces)
        for name, rect in part_boxes(pieces).items():
            child = self._children.get(name)
            if child is None:
                child = self._children[name] = QWidget(self)
                child.setObjectName(f"part-{name}")
                child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                child.setAccessibleName(words.get(name, name))
                child.show()
            child.setGeometry(_whole(rect))

    # --- drawing -------------------------------------------------------------------------
    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        radius, stroke = theme.radius("card"), theme.stroke()
        box(painter, rect, radius=radius, fill=theme.colour("card"))
        painter.save()
        inner = rect.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
        painter.setClipPath(rounded(inner, radius - 1))
        band = QRectF(0, 0, rect.width(), band_height(theme))
        draw_band(painter, band, self._texts.say(SIMULATION), theme)
        for piece in self.laid(self.width())[0]:
            piece.paint(painter, piece.rect)
        painter.restore()
        box(painter, rect, radius=radius, line=theme.colour("ink"), width=stroke)


def _whole(rect: QRectF) -> QRect:
    return rect.toAlignedRect()


class WithSlider(QWidget):
    """A picture artefact and the slider that shows more of it."""

    def __init__(self, view: ArtefactView, texts: Texts) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().space(1))
        column.addWidget(view)
        column.addWidget(small(texts.say(SHOW_MORE), colour="ink"))
        self.view = view
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("uncrop")
        self.slider.setRange(0, 100)
        self.slider.setSingleStep(5)
        self.slider.setPageStep(20)
        self.slider.setAccessibleName(texts.say(SHOW_MORE))
        self.slider.valueChanged.connect(lambda value: view.set_shown(value / 100))
        column.addWidget(self.slider)


class WithSound(QWidget):
    """A radio script with the bar that plays its recording above it."""

    def __init__(self, view: ArtefactView, sound: str, hearing: Hearing, texts: Texts) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current().space(1))
        self.view, self.bar = view, PlayBar(hearing, sound, texts)
        column.addWidget(self.bar)
        column.addWidget(view)


def artefact_view(artefact: Artefact, texts: Texts, media: Media) -> QWidget:
    """The widget for an artefact; a framed picture brings its slider, a sound what plays it."""
    view = ArtefactView(artefact, texts, media)
    hearing = hearing_in(media)
    if isinstance(artefact, Script) and artefact.sound and hearing is not None:
        return WithSound(view, artefact.sound, hearing, texts)
    if isinstance(artefact, Picture) and artefact.frame is not None:
        return WithSlider(view, texts)
    return view
