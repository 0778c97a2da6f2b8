"""The choices that stay: language, digits, text size, place, helpline. One small JSON file.

A damaged file is set aside and the defaults are used; unknown keys of a newer app are kept.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

from milclicks.core.files import write_atomic
from milclicks.core.texts import LOCALES, PSEUDO

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Settings:
    """Every remembered choice with its default."""

    locale: str = "en"
    digits: Literal["auto", "latin", "arabic"] = "auto"
    text_size: int = 100
    high_contrast: bool = False
    reduced_motion: bool = False
    place: str = ""
    place_use: Literal["class", "space", "both"] = "both"
    helpline: str = ""
    helpline_skipped: bool = False
    first_run_done: bool = False
    last_learner: str = ""
    paper: Literal["a4", "letter"] = "a4"
    low_ink: bool = False


class SettingsStore:
    """Reads and writes settings.json of one data folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "settings.json"
        self.set_aside: Path | None = None
        self._unknown: dict[str, Any] = {}

    def read(self) -> Settings:
        """The stored settings; defaults where nothing, or nothing readable, is stored."""
        if not self.path.exists():
            return Settings()
        try:
            stored = json.loads(self.path.read_text("utf-8"))
            if not isinstance(stored, dict):
                raise ValueError("not a mapping")
        except (ValueError, OSError):
            self.set_aside = self.path.with_name("settings.damaged.json")
            self.path.replace(self.set_aside)
            return Settings()
        known = {field.name: field for field in fields(Settings)}
        self._unknown = {key: value for key, value in stored.items() if key not in known}
        fitting = {key: value for key, value in stored.items() if fits(key, value)}
        return replace(Settings(), **fitting)

    def write(self, settings: Settings) -> None:
        """Store the settings so that a power cut leaves the old or the new ones."""
        content = {**self._unknown, "format": FORMAT, **asdict(settings)}
        write_atomic(self.path, json.dumps(content, ensure_ascii=False, indent=1).encode())


def fits(key: str, value: object) -> bool:
    """Whether a stored value is one that this setting may have."""
    default = getattr(Settings(), key, None)
    if default is None or type(value) is not type(default):
        return False
    choices: dict[str, tuple[str, ...]] = {
        "locale": (*LOCALES, PSEUDO),
        "digits": ("auto", "latin", "arabic"),
        "place_use": ("class", "space", "both"),
        "paper": ("a4", "letter"),
    }
    if key == "text_size":
        return isinstance(value, int) and 100 <= value <= 200
    return key not in choices or value in choices[key]
