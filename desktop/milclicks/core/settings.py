"""The choices that stay: language, digits, text size, place, helpline. One small JSON file.

A damaged file is set aside and the defaults are used; unknown keys of a newer app are kept.
"""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

from milclicks.core import languages
from milclicks.core.errors import N_, Message
from milclicks.core.files import not_written, write_atomic
from milclicks.core.plain_file import small
from milclicks.core.plurals import rule_of
from milclicks.core.texts import LOCALES, PSEUDO, own_name

FORMAT = 1
LANGUAGE_GONE = N_(
    "The app speaks {language} now, because the pack that brought {name} is missing or damaged. "
    "Add the pack again to choose {name}."
)
CODE = re.compile(r"[a-z]{2,3}(?:_[A-Z][A-Za-z]{1,3})?")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every remembered choice with its default.

    For a language that a pack brings, `locale_name` and `locale_instead` tell its name and the
    language to speak when the pack is gone. `packs_quota_mb` is for a month, 0 without a limit;
    `packs_after_class` are the updates that wait, with spaces between (`plan.Later`);
    `packs_at_night` those packs that wait for the hours of `packs_night`, as `mil.core@4`;
    `packs_not_today` is the day on which nobody wants to hear of them; `packs_updated` are those
    that came by themselves and were not looked at, as `mil.core@4=3` with the version before.
    """

    locale: str = "en"
    locale_name: str = ""
    locale_instead: str = ""
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
    read_aloud: bool = True
    voice_speed: int = 100
    watch_sticks: bool = True
    packs_folder: str = ""
    packs_address: str = ""
    packs_quota_mb: int = 0
    packs_night: Literal["", "18:00-07:00", "22:00-06:00"] = ""
    packs_after_class: str = ""
    packs_at_night: str = ""
    packs_not_today: str = ""
    packs_updated: str = ""


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
            stored = json.loads(small(self.path))
            if not isinstance(stored, dict):
                raise ValueError("not a mapping")
        except (ValueError, OSError, RecursionError):
            self.set_aside = self.path.with_name("settings.damaged.json")
            with contextlib.suppress(OSError):
                self.path.replace(self.set_aside)
            return Settings()
        known = {field.name: field for field in fields(Settings)}
        self._unknown = {key: value for key, value in stored.items() if key not in known}
        fitting = {key: value for key, value in stored.items() if fits(key, value)}
        return replace(Settings(), **fitting)

    def write(self, settings: Settings) -> None:
        """Store the settings so that a power cut leaves the old or the new ones.

        Raises DiskFull or NotWritable, and the old ones are there.
        """
        content = {**self._unknown, "format": FORMAT, **asdict(settings)}
        try:
            raw = json.dumps(content, ensure_ascii=False, indent=1).encode()
        except UnicodeEncodeError:  # a folder whose name is no UTF-8
            raw = json.dumps(content, indent=1).encode()
        try:
            write_atomic(self.path, raw)
        except OSError as error:
            raise not_written(str(error)) from error


def speakable(settings: Settings) -> tuple[Settings, Message | None]:
    """The settings with a language that is here; when it is another, a sentence says so."""
    code = settings.locale
    if code in LOCALES or code == PSEUDO:
        return replace(settings, locale_name="", locale_instead=""), None
    found = languages.added().get(code)
    if found is not None and found.readable():
        instead = next((one for one in found.language.fallback if one in LOCALES), "en")
        return replace(settings, locale_name=found.language.name, locale_instead=instead), None
    instead = settings.locale_instead if settings.locale_instead in LOCALES else "en"
    name = settings.locale_name or own_name(code)
    gone = Message(LANGUAGE_GONE, {"name": name, "language": own_name(instead)})
    return replace(settings, locale=instead, locale_name="", locale_instead=""), gone


def fits(key: str, value: object) -> bool:
    """Whether a stored value is one that this setting may have."""
    default = getattr(Settings(), key, None)
    if default is None or type(value) is not type(default):
        return False
    choices: dict[str, tuple[str, ...]] = {
        "digits": ("auto", "latin", "arabic"),
        "place_use": ("class", "space", "both"),
        "paper": ("a4", "letter"),
        "packs_night": ("", "18:00-07:00", "22:00-06:00"),
    }
    if key in ("locale", "locale_instead"):
        return _may_be_locale(str(value)) or (key == "locale_instead" and not value)
    if key == "text_size":
        return isinstance(value, int) and 100 <= value <= 200
    if key == "packs_quota_mb":
        return isinstance(value, int) and 0 <= value <= 1_000_000
    if key == "voice_speed":
        return isinstance(value, int) and 50 <= value <= 200
    return key not in choices or value in choices[key]


def _may_be_locale(code: str) -> bool:
    """A locale of the app, or the code of a language that some pack could bring."""
    return code in (*LOCALES, PSEUDO) or (CODE.fullmatch(code) is not None and bool(rule_of(code)))
