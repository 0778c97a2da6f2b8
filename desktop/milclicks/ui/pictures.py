"""Pictures of a pack on screen: read with limits, scaled once, with an alternative text.

Only PNG, JPEG and WebP are read. A picture that cannot be read becomes a framed sentence with
the alternative text, never a crash.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from milclicks.ui.hearing import Hearing
from milclicks.ui.theme import current
from milclicks.ui.widgets.paint import box, rounded

FORMATS = (b"png", b"jpeg", b"webp")
MOST_PIXELS = 40_000_000
WIDEST = 1920


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
        self._images: dict[str, QImage] = {}

    def data(self, media: str) -> bytes:
        """The file of a picture."""
        return self._data(media)

    def alt(self, media: str) -> str:
        """The alternative text."""
        return self._alt(media)

    def image(self, media: str) -> QImage:
        """The decoded picture (null where it cannot be read)."""
        if media not in self._images:
            self._images[media] = decode(self._data(media))
        return self._images[media]


def image_of(media: Media, name: str) -> QImage:
    """The decoded picture of a source, cached where the source can."""
    found = getattr(media, "image", None)
    return found(name) if found is not None else decode(media.data(name))


def decode(data: bytes) -> QImage:
    """Read a picture within the limits; a null image for anything else."""
    if not data:
        return QImage()
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if bytes(reader.format().data()) not in FORMATS:
        return QImage()
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > MOST_PIXELS:
        return QImage()
    if size.width() > WIDEST:
        reader.setScaledSize(size.scaled(WIDEST, WIDEST, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    buffer.close()
    return image


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
