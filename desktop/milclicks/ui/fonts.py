"""Loads the shipped fonts into Qt. It never looks at the fonts of the system."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase

from milclicks.core import paths

FAMILIES = ("Noto Sans", "Noto Sans Arabic")


def load_fonts(folder: Path | None = None) -> tuple[str, ...]:
    """Register every font file of `folder` (default: the shipped ones) and name the families.

    A second call costs nothing: the families that are there already are not loaded again.
    """
    known = set(QFontDatabase.families())
    folder = folder or paths.resources() / "fonts"
    if _LOADED.get(folder):
        return _LOADED[folder]
    found: list[str] = []
    for file in sorted(folder.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(file))
        found.extend(QFontDatabase.applicationFontFamilies(number) if number >= 0 else [])
    families = tuple(dict.fromkeys(found)) or tuple(f for f in FAMILIES if f in known)
    _LOADED[folder] = families
    return families


_LOADED: dict[Path, tuple[str, ...]] = {}
