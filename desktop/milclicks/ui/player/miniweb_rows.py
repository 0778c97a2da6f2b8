"""The small parts of the mini-web's browser: the striped strip, the site's band, rows to open."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from milclicks.core.texts import Texts
from milclicks.steps.miniweb import Miniweb, Site
from milclicks.ui import icons
from milclicks.ui.inline import Block, Run, Style, parse
from milclicks.ui.numerals import in_reader_digits
from milclicks.ui.theme import current
from milclicks.ui.widgets.band import SIMULATION, band_height, band_width, draw_band
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.cards import Card
from milclicks.ui.widgets.paint import box, focus_ring, rounded
from milclicks.ui.widgets.text import TextBlock, small


class BandStrip(QWidget):
    """The band that says SIMULATION, as a strip of its own or (not `lone`) in a row."""

    def __init__(self, texts: Texts, *, lone: bool = True) -> None:
        super().__init__()
        self.theme = current()
        self._word, self._lone = texts.say(SIMULATION), lone
        self.setFixedHeight(band_height(self.theme))
        if not lone:
            self.setFixedWidth(band_width(self._word, self.theme))
        self.setAccessibleName(self._word)
        self.setObjectName("simulation")

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        if not self._lone:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipPath(rounded(rect, self.theme.radius() / 2))
        draw_band(painter, rect, self._word, self.theme)


class SiteMark(QWidget):
    """The mark of a site: a shape of its own on ink, so that sites are told apart at a glance."""

    def __init__(self, step: Miniweb, site: Site, *, side: int = 44) -> None:
        super().__init__()
        self.theme = current()
        place = step.sites.index(site)
        self._icon = icons.MARKS[place % len(icons.MARKS)]
        self._round = place // len(icons.MARKS) % 2 == 0
        size = self.theme.px(side)
        self.setFixedSize(QSize(size, size))

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        side = rect.width()
        radius = side / 2 if self._round else side / 5
        box(painter, rect, radius=radius, fill=self.theme.colour("ink"))
        inner = rect.adjusted(side * 0.26, side * 0.26, -side * 0.26, -side * 0.26)
        icons.draw(painter, self._icon, inner, self.theme.colour("sun"))


class SiteBand(Card):
    """Whose page it is: mark, name, address, and something to press at the far side."""

    def __init__(self, step: Miniweb, site: Site, aside: QWidget | None = None) -> None:
        theme = current()
        super().__init__(tone="soft", frame="line", pad=theme.space(2), row=True)
        self.setObjectName("site-band")
        self.column.addWidget(SiteMark(step, site), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(TextBlock(site.name, size=20, strong=True, marked=True))
        words.addWidget(small(site.address))
        words.addStretch(1)
        self.column.addLayout(words, 1)
        if aside is not None:
            aside.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
            self.column.addWidget(aside, 0, Qt.AlignmentFlag.AlignVCenter)


class WebRow(Button):
    """A page to open: headline, where and when, a few words; those asked for stand out."""

    def __init__(
        self,
        page: str,
        headline: str,
        meta: str,
        pieces: tuple[tuple[str, bool], ...] = (),
        *,
        note: str = "",
    ) -> None:
        self.page_id = page
        theme = current()
        self._lines = [
            self._laid(parse(headline), 18, "focus", strong=True),
            self._laid((Run(in_reader_digits(meta)),), 14, "ink_soft"),
        ]
        if pieces:
            runs = tuple(Run(in_reader_digits(text), strong=hit) for text, hit in pieces)
            self._lines.append(self._laid(runs, 16, "ink"))
        if note:
            self._lines.append(self._laid((Run(note),), 14, "ink_soft", strong=True))
        super().__init__("", pad=theme.space(3), leading=True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(". ".join(block.text for block in self._lines))

    @staticmethod
    def _laid(runs: tuple[Run, ...], size: float, ink: str, *, strong: bool = False) -> Block:
        theme = current()
        style = Style(
            font=theme.font_px(size, strong),
            ink=theme.colour(ink),
            link=theme.colour("focus"),
            line_height=theme.line_height if theme.locale.startswith("ar") else 1.32,
            rtl=theme.rtl,
            oblique_em=theme.spaced_caps,
        )
        return Block(runs, style)

    def heightForWidth(self, width: int) -> int:
        room = max(width - 2 * self._pad, 1)
        words = sum(block.fit(room) + 2 for block in self._lines)
        return max(int(words + 20.999), self.theme.target)

    def sizeHint(self) -> QSize:
        wide = max(block.natural_width() for block in self._lines)
        width = min(int(wide) + 2, self.theme.px(560)) + 2 * self._pad
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120) + 2 * self._pad, self.theme.target)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), self.theme, QRectF(self.rect())
        over = self.isEnabled() and (self.underMouse() or self.isDown() or self.isChecked())
        radius, fill = theme.radius("card"), theme.colour("sun_soft" if over else "card")
        line = theme.colour("line_control" if self.isEnabled() else "line")
        box(painter, rect, radius=radius, fill=fill, line=line, width=theme.stroke("card"))
        if self.hasFocus():
            focus_ring(painter, rect, theme, radius)
        room, y = rect.width() - 2 * self._pad, 11.0
        for block in self._lines:
            tall = block.fit(room)
            block.draw(painter, QPointF(self._pad, y))
            y += tall + 2
