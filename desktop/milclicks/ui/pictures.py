"""Pictures of a pack on screen: read with limits, scaled once, with an alternative text.

Only PNG, JPEG and WebP are read. A picture that cannot be read becomes a framed sentence with
the alternative text, never a crash. Few bytes can be a picture of a hundred megabytes: none is read
larger than a screen, those of one lesson have a bound together, and what a decoder could only hold
whole is not read past a bound.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Protocol
from weakref import WeakValueDictionary

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from milclicks.packs import limits, media
from milclicks.packs.refusals import PackRefused
from milclicks.ui.hearing import Hearing
from milclicks.ui.theme import current
from milclicks.ui.widgets.paint import box, rounded

FORMATS = {b"png": "image/png", b"jpeg": "image/jpeg", b"webp": "image/webp"}
WIDEST = 1920
"""A decoded picture is no wider, and has no more pixels than a square of this side."""
SMALLEST = 160
"""The side of that square where there are too many pictures at once."""
KEPT_BYTES = 48 * limits.MIB
"""Decoded pictures that nobody shows now, for the page before this one."""
LIVE_BYTES = 128 * limits.MIB
"""Decoded pictures of one lesson, shown and kept; the more there are, the smaller is the next."""


class Media(Protocol):
    """Where pictures come from: bytes and alternative text by media id."""

    def data(self, media: str) -> bytes:
        """The file; empty where there is none."""

    def alt(self, media: str) -> str:
        """The alternative text in the language of now."""


class MediaOf:
    """Pictures through two functions; each is decoded once. `hearing`: how its sounds are heard."""

    def __init__(
        self,
        data: Callable[[str], bytes],
        alt: Callable[[str], str],
        hearing: Hearing | None = None,
    ) -> None:
        self._data, self._alt, self.hearing = data, alt, hearing
        self._live: WeakValueDictionary[str, QImage] = WeakValueDictionary()
        self._kept: dict[str, QImage] = {}

    def data(self, media: str) -> bytes:
        """The file of a picture."""
        return self._data(media)

    def alt(self, media: str) -> str:
        """The alternative text."""
        return self._alt(media)

    def image(self, media: str) -> QImage:
        """The decoded picture (null where it cannot be read); keep it while it is shown."""
        image = self._kept.pop(media, None)
        if image is None:
            shown = self._live.get(media)
            if shown is not None:
                return shown
            side = self._side()
            image = self._live[media] = decode(self._data(media), side)
            if side < WIDEST:
                return image
        self._kept[media] = image
        while self._kept_bytes() > KEPT_BYTES and len(self._kept) > 1:
            self._kept.pop(next(iter(self._kept)))
        return image

    def live_bytes(self) -> int:
        """What all decoded pictures that somebody still has take together."""
        return sum(one.sizeInBytes() for one in self._live.values())

    def _kept_bytes(self) -> int:
        return sum(one.sizeInBytes() for one in self._kept.values())

    def _side(self) -> int:
        """How large the next picture may be: it takes at most half of what is left."""
        pixels = max(0, LIVE_BYTES - self.live_bytes()) // 2 // 4
        return min(WIDEST, max(SMALLEST, math.isqrt(pixels)))


def image_of(media: Media, name: str) -> QImage:
    """The decoded picture of a source, cached where the source can."""
    found = getattr(media, "image", None)
    return found(name) if found is not None else decode(media.data(name))


def decode(data: bytes, side: int = WIDEST) -> QImage:
    """Read a picture within the limits, no larger than `side` allows; null for the rest."""
    if not data:
        return QImage()
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    kind = FORMATS.get(bytes(reader.format().data()))
    size = reader.size()
    pixels = size.width() * size.height() if size.isValid() else 0
    if kind is None or not 0 < pixels <= limits.PICTURE_PIXELS or _too_large(kind, data):
        return QImage()
    share = min(side / size.width(), side / math.sqrt(pixels))
    if share < 1:
        small = QSize(int(size.width() * share), int(size.height() * share))
        reader.setScaledSize(small.expandedTo(QSize(1, 1)))
    image = reader.read()
    buffer.close()
    return image if image.depth() <= 32 else image.convertToFormat(QImage.Format.Format_ARGB32)


def _too_large(kind: str, data: bytes) -> bool:
    try:
        return media.too_large(kind, data, "")
    except PackRefused:
        return True


def draw_cover(painter: QPainter, image: QImage, rect: QRectF, part: QRectF | None = None) -> None:
    """Fill `rect` with the picture (or a part of it in pixels), cutting what does not fit."""
    if image.isNull():
        return
    source = part or QRectF(image.rect())
    share = max(rect.width() / source.width(), rect.height() / source.height())
    wide, tall = rect.width() / share, rect.height() / share
    middle = source.center()
    cut = QRectF(middle.x() - wide / 2, middle.y() - tall / 2, wide, tall)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(rect, image, cut)


class PictureView(QWidget):
    """A picture of the pack in its own proportions, with round corners and a thin line."""

    def __init__(self, image: QImage, alt: str, *, most: int = 420, fill: bool = False) -> None:
        super().__init__()
        self.theme = current()
        self.image, self._alt, self._most, self._fill = image, alt, most, fill
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(not fill)
        self.setSizePolicy(policy)
        self.setAccessibleName(alt)

    @property
    def ratio(self) -> float:
        """Height by width."""
        if self.image.isNull() or not self.image.width():
            return 0.25
        return self.image.height() / self.image.width()

    def hasHeightForWidth(self) -> bool:
        return not self._fill

    def heightForWidth(self, width: int) -> int:
        return min(int(width * self.ratio), self._most)

    def sizeHint(self) -> QSize:
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 60)

    def picture_rect(self) -> QRectF:
        """Where the picture itself is drawn."""
        rect = QRectF(self.rect())
        if self._fill or self.image.isNull():
            return rect
        wide = min(rect.width(), rect.height() / self.ratio)
        tall = wide * self.ratio
        left = rect.width() - wide if self.theme.rtl else 0.0
        return QRectF(left, 0, wide, tall)

    def paintEvent(self, _: QPaintEvent) -> None:
        painter, theme, rect = QPainter(self), self.theme, self.picture_rect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = theme.radius("control")
        if self.image.isNull():
            box(painter, rect, radius=radius, fill=theme.colour("soft"), line=theme.colour("line"))
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("ink_soft"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(rect.adjusted(12, 8, -12, -8), int(flags), self._alt)
            return
        painter.save()
        painter.setClipPath(rounded(rect, radius))
        draw_cover(painter, self.image, rect)
        painter.restore()
        box(painter, rect, radius=radius, line=theme.colour("ink"), width=theme.stroke())
