"""The shipped font files as faces: which characters they have, how wide and of what shape.

A face has its own name inside Qt ("Mcks Sans" for Noto Sans): glyph numbers are only true for the
very file they come from, and a machine may have another edition of the same family installed.
"""

from __future__ import annotations

import os
from collections.abc import Container
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import uharfbuzz as hb
from PySide6.QtCore import QByteArray, QCoreApplication
from PySide6.QtGui import QFontDatabase, QGuiApplication

from milclicks.core import paths

Family = Literal["sans", "arabic", "naskh"]

FILES: dict[tuple[Family, bool], str] = {
    ("sans", False): "NotoSans-Regular",
    ("sans", True): "NotoSans-Bold",
    ("arabic", False): "NotoSansArabic-Regular",
    ("arabic", True): "NotoSansArabic-Bold",
    ("naskh", False): "NotoNaskhArabic-Regular",
    ("naskh", True): "NotoNaskhArabic-Bold",
}
_RENAMED = (1, 3, 4, 6, 16)  # name ids of the family, the unique and the full names
_MARK = 3  # the class of marks in a font's GDEF table
_KEPT_ALIVE: list[QGuiApplication] = []


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font file: `qt_family` is its name inside Qt, `upem` its units per em."""

    key: str
    qt_family: str
    bold: bool
    upem: int
    ascent: float
    descent: float
    covers: Container[int]
    blank: int
    hb_face: Any
    hb_font: Any
    _advances: dict[int, float] = field(default_factory=dict)
    _marks: dict[int, bool] = field(default_factory=dict)

    def is_mark(self, glyph: int) -> bool:
        """Whether a glyph stands over or under another one instead of beside it."""
        known = self._marks.get(glyph)
        if known is None:
            known = int(self.hb_face.get_layout_glyph_class(glyph)) == _MARK
            self._marks[glyph] = known
        return known

    def advance(self, glyph: int) -> float:
        """The width of a glyph in thousandths of an em."""
        known = self._advances.get(glyph)
        if known is None:
            known = self.hb_font.get_glyph_h_advance(glyph) * 1000 / self.upem
            self._advances[glyph] = known
        return known


def ensure_application() -> None:
    """Qt lays out text only under an application; without a window an offscreen one is made."""
    if QCoreApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _KEPT_ALIVE.append(QGuiApplication(["milclicks"]))


@cache
def face(family: Family, bold: bool) -> Face:
    """Load a face once for Qt and for HarfBuzz."""
    ensure_application()
    path = paths.resources() / "fonts" / f"{FILES[family, bold]}.ttf"
    return load(path, bold=bold)


def load(path: Path, *, bold: bool) -> Face:
    """Load a font file under its private name; raise ValueError when Qt refuses it."""
    content = path.read_bytes()
    number = QFontDatabase.addApplicationFontFromData(QByteArray(privately_named(content)))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    if not families:
        raise ValueError(f"the font file {path.name} cannot be used")
    shape = hb.Face(hb.Blob.from_file_path(path))  # mapped, not copied
    font = hb.Font(shape)
    extents = font.get_font_extents("ltr")
    return Face(
        key=path.stem,
        qt_family=families[0],
        bold=bold,
        upem=shape.upem,
        ascent=extents.ascender / shape.upem,
        descent=extents.descender / shape.upem,
        covers=shape.unicodes,
        blank=font.get_nominal_glyph(0x20) or 0,
        hb_face=shape,
        hb_font=font,
    )


def privately_named(content: bytes) -> bytes:
    """The same font whose names begin with "Mcks" where they began with "Noto".

    The new name is as long as the old one, so no offset moves. Table checksums are left as they
    are: no system's loader compares them.
    """
    data = bytearray(content)
    start = _table(data, b"name")
    count = int.from_bytes(data[start + 2 : start + 4], "big")
    strings = start + int.from_bytes(data[start + 4 : start + 6], "big")
    for record in range(start + 6, start + 6 + 12 * count, 12):
        name, length, offset = (
            int.from_bytes(data[record + at : record + at + 2], "big") for at in (6, 8, 10)
        )
        if name in _RENAMED:
            part = slice(strings + offset, strings + offset + length)
            text = bytes(data[part])
            wide = text.replace("Noto".encode("utf-16-be"), "Mcks".encode("utf-16-be"))
            data[part] = wide.replace(b"Noto", b"Mcks")
    return bytes(data)


def _table(data: bytearray, tag: bytes) -> int:
    for record in range(12, 12 + 16 * int.from_bytes(data[4:6], "big"), 16):
        if data[record : record + 4] == tag:
            return int.from_bytes(data[record + 8 : record + 12], "big")
    raise ValueError("the font has no table of names")
