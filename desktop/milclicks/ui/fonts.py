"""Loads the shipped fonts into Qt. It never looks at the fonts of the system."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase

from milclicks.core import paths

FAMILIES = ("Noto Sans", "Noto Sans Arabic")
FILES = "NotoSans*.ttf"  # the others are for paper, which loads its own


def load_fonts(folder: Path | None = None) -> tuple[str, ...]:
    """Register the font files of our families in `folder` (default: the shipped ones), name them.

    A second call costs nothing: the families that are there already are not loaded again.
    """
    folder = folder or paths.resources() / "fonts"
    if _LOADED.get(folder):
        return _LOADED[folder]
    known = set(QFontDatabase.families())
    found: list[str] = []
    for file in sorted(folder.glob(FILES)):
        number = QFontDatabase.addApplicationFont(str(file))
        found.extend(QFontDatabase.applicationFontFamilies(number) if number >= 0 else [])
    families = tuple(dict.fromkeys(found)) or tuple(f for f in FAMILIES if f in known)
    _LOADED[folder] = families
    return families


_LOADED: dict[Path, tuple[str, ...]] = {}
