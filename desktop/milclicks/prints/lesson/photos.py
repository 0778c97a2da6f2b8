"""The pictures of a lesson on paper: read within limits, greyscale with strong lines by default."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

from milclicks.packs import limits, media
from milclicks.packs.refusals import PackRefused
from milclicks.prints.lesson.data import Shot
from milclicks.prints.sheet import Sheet

FORMATS: Final = ("PNG", "JPEG", "WEBP")
WIDEST: Final = 900  # pixels: 300 dpi over a column
ROOM: Final = (2 * WIDEST, 4 * WIDEST)  # pixels: what is larger is made smaller before all else
KEPT: Final = 24_000_000  # pixels of all that are kept ready
NIGHT: Final = 150  # the grey of a large dark part
WIDE: Final = 7  # dark parts wider than this, in pixels of a quarter-size picture, are no lines
DARK: Final = 70  # levels below are lines and become black; fills give half their ink


class Photos:
    """Pictures by media id, each made ready once; of very many, those that were used last stay."""

    def __init__(self, shots: Mapping[str, Shot], *, low_ink: bool) -> None:
        self._shots, self._low = shots, low_ink
        self._ready: dict[str, Any] = {}

    def alt(self, name: str) -> str:
        """What a picture shows."""
        shot = self._shots.get(name)
        return shot.alt if shot else ""

    def ratio(self, name: str) -> float | None:
        """Height by width; None for a picture that cannot be shown."""
        image = self._image(name)
        return image.height / image.width if image is not None else None

    def paint(
        self,
        sheet: Sheet,
        name: str,
        place: tuple[float, float, float, float],
        part: tuple[int, int, int, int] | None = None,
    ) -> None:
        """Fill the place (x, y, width, height) with a picture, or with a part of it per mille."""
        from reportlab.lib.utils import ImageReader

        image = self._image(name)
        if image is None:
            return
        if part is not None:
            x, y, w, h = part
            wide, high = image.size
            image = image.crop(
                (wide * x // 1000, high * y // 1000, wide * (x + w) // 1000, high * (y + h) // 1000)
            )
        left, top, width, height = place
        sheet.canvas.drawImage(
            ImageReader(image), sheet.left(left, width), sheet.height - top - height, width, height
        )

    def _image(self, name: str) -> Any:
        if name in self._ready:
            image = self._ready.pop(name)
        else:
            shot = self._shots.get(name)
            image = _read(shot.data, self._low) if shot and shot.data else None
        self._ready[name] = image
        while len(self._ready) > 1 and sum(map(_pixels, self._ready.values())) > KEPT:
            self._ready.pop(next(iter(self._ready)))
        return image


def _pixels(image: Any) -> int:
    return image.width * image.height if image is not None else 0


def _read(data: bytes, low: bool) -> Any:
    """A decoded picture on white; None for one that is broken, too large or of another kind."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=FORMATS) as found:
            kind = f"image/{str(found.format).lower()}"
            if found.width * found.height > limits.PICTURE_PIXELS:
                return None
            if media.too_large(kind, data, ""):
                return None
            if found.width > ROOM[0] or found.height > ROOM[1]:
                found.thumbnail(ROOM, Image.Resampling.LANCZOS)
            whole = found.convert("RGBA")
    except (OSError, ValueError, PackRefused, Image.DecompressionBombError):
        return None
    ground = Image.new("RGBA", whole.size, "#FFFFFF")
    flat = Image.alpha_composite(ground, whole).convert("RGB")
    if flat.width > WIDEST:
        flat = flat.resize(
            (WIDEST, round(flat.height * WIDEST / flat.width)), Image.Resampling.LANCZOS
        )
    return _greys(flat.convert("L")) if low else flat


def _greys(grey: Any) -> Any:
    """Black lines, light fills, and a middle grey where a large part is dark: night costs ink."""
    from PIL import Image, ImageFilter

    small = grey.resize((max(1, grey.width // 4), max(1, grey.height // 4)), Image.Resampling.BOX)
    dark = small.point(lambda level: 255 if level < DARK else 0)
    inner = dark.filter(ImageFilter.MinFilter(WIDE)).filter(ImageFilter.MaxFilter(WIDE))
    night = inner.resize(grey.size, Image.Resampling.NEAREST)
    return Image.composite(
        grey.point(lambda level: max(NIGHT, _tone(level))), grey.point(_tone), night
    )


def _tone(level: int) -> int:
    """Lines become black, fills light greys that are still told apart."""
    return 0 if level < DARK else 255 - (255 - level) // 2
