"""Pictures every form of item, every step kind and every mock artefact, and lays contact sheets.

It draws the real widgets with the content of the bundled packs, in the locales and sizes that are
asked for. It stores nothing of a learner and opens no window.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QApplication, QLayout, QVBoxLayout, QWidget

from milclicks.core import paths
from milclicks.core.texts import Texts
from milclicks.packs.library import Library
from milclicks.steps.lesson import Lesson
from milclicks.ui.gallery_cases import Case, Size, Source, cases
from milclicks.ui.pictures import Media, MediaOf
from milclicks.ui.theme import Theme

LARGEST = 390_000  # bytes of a contact sheet
GROUPS = ("items", "steps", "artefacts", "wall")
Sources = Callable[[str], Source]


def run(
    out: Path,
    locales: Sequence[str] = ("en", "ar"),
    sizes: Sequence[Size] = ((1024, 600), (1920, 1080)),
    sources: Sources | None = None,
    wanted: Callable[[Case], bool] = lambda case: True,
) -> list[Path]:
    """Write all pictures below `out` and return them; the contact sheets are out/sheets/*.png."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    written: list[Path] = []
    with _Bundled() as bundled:
        for locale in locales:
            source = (sources or bundled.source)(locale)
            for size in sizes:
                written.extend(_one_size(app, out, source, size, wanted))
    return written


def _one_size(
    app: QApplication, out: Path, source: Source, size: Size, wanted: Callable[[Case], bool]
) -> list[Path]:
    texts = source.texts
    Theme(direction=texts.direction, locale=texts.locale, reduced_motion=True).apply(app)
    folder = out / f"{texts.locale}-{size[0]}x{size[1]}"
    folder.mkdir(parents=True, exist_ok=True)
    (out / "sheets").mkdir(exist_ok=True)
    written: list[Path] = []
    thumbs: dict[str, list[QImage]] = {group: [] for group in GROUPS}
    for case in cases(source):
        if wanted(case):
            image = picture(app, case, size)
            file = folder / f"{case.group}-{case.name}.png"
            image.save(str(file))
            written.append(file)
            thumbs[case.group].append(_thumb(image, 480))
    for group, images in thumbs.items():
        if images:
            sheet = out / "sheets" / f"{texts.locale}-{size[0]}x{size[1]}-{group}.png"
            written.append(contact_sheet(images, sheet))
    return written


def picture(app: QApplication, case: Case, size: Size) -> QImage:
    """Draw one case as a window of `size` pixels."""
    host = QWidget()
    host.setObjectName("paper")
    host.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    column = QVBoxLayout(host)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    host.resize(*size)
    column.addWidget(case.make(size))
    host.show()
    for _ in range(4):
        app.processEvents()
    image = host.grab().toImage()
    host.close()
    host.deleteLater()
    app.processEvents()
    return image


def _thumb(image: QImage, width: int) -> QImage:
    return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)


def contact_sheet(images: Sequence[QImage], file: Path) -> Path:
    """Lay pictures on one sheet of at most 390 kB; four states stand in one row."""
    width = 360
    while True:
        data = _png(_laid(images, width))
        if len(data) <= LARGEST or width <= 120:
            file.write_bytes(data)
            return file
        width = int(width * 0.88)


def _laid(images: Sequence[QImage], width: int) -> QImage:
    thumbs = [_thumb(image, width) for image in images]
    columns = 8 if len(thumbs) > 24 else 4
    tall = max(thumb.height() for thumb in thumbs)
    rows = -(-len(thumbs) // columns)
    gap = 6
    sheet = QImage(
        columns * (width + gap) + gap, rows * (tall + gap) + gap, QImage.Format.Format_RGB32
    )
    sheet.fill(QColor("#8A8F9C"))
    painter = QPainter(sheet)
    for number, thumb in enumerate(thumbs):
        x, y = number % columns * (width + gap) + gap, number // columns * (tall + gap) + gap
        painter.drawImage(QRect(x, y, thumb.width(), thumb.height()), thumb)
    painter.end()
    return sheet


def _png(image: QImage) -> bytes:
    few = image.convertToFormat(
        QImage.Format.Format_Indexed8, _palette(image), Qt.ImageConversionFlag.ThresholdDither
    )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setCompression(100)
    writer.write(few)
    return bytes(buffer.data().data())


def _palette(image: QImage) -> list[int]:
    """The 255 colours that a sheet has most, counted on every seventh pixel."""
    pixels = memoryview(image.constBits()).cast("I")
    return [colour for colour, _ in Counter(pixels[::7].tolist()).most_common(255)]


class _Bundled:
    """The lessons of the bundled packs, read from a library of its own."""

    def __init__(self) -> None:
        self._library: Library | None = None

    def __enter__(self) -> _Bundled:
        return self

    def __exit__(self, *_: object) -> None:
        if self._library is not None:
            self._library.close()

    def source(self, locale: str) -> Source:
        """All lessons in one language."""
        if self._library is None:
            from tempfile import mkdtemp

            self._library = Library.open(Path(mkdtemp(prefix="gallery-")), (paths.bundled_packs(),))
        library = self._library
        lessons = tuple(self._lessons(locale))
        return Source(Texts(locale), lessons, lambda lesson: _media(library, lesson, locale))

    def _lessons(self, locale: str) -> Iterable[Lesson]:
        from dataclasses import replace

        assert self._library is not None
        for card in self._library.lessons(locale):
            lesson = self._library.lesson(card.ref, locale)
            yield replace(lesson, pack=card.ref.pack_key, version=card.ref.version)


def _media(library: Library, lesson: Lesson, locale: str) -> Media:
    return MediaOf(
        lambda name: library.picture(lesson.pack, name, locale).data or b"",
        lambda name: library.alt(lesson.pack, name, locale),
    )
