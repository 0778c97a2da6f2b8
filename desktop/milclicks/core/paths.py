"""Where things lie: in a checkout, in an installed bundle, on a portable stick."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

_BYTES: Final = "bytes:"
"""Begins a path whose name is no UTF-8 where it is written down; no whole path begins so."""


def as_text(path: Path) -> str:
    """A path as it can stand in a database or in JSON, also one whose name is no UTF-8."""
    text = str(path)
    try:
        text.encode()
    except UnicodeEncodeError:
        return _BYTES + os.fsencode(path).hex()
    return text


def of_text(text: str) -> Path:
    """The path that `as_text` wrote down."""
    if text.startswith(_BYTES):
        return Path(os.fsdecode(bytes.fromhex(text.removeprefix(_BYTES))))
    return Path(text)


def frozen() -> bool:
    """Whether this is the packaged program."""
    return bool(getattr(sys, "frozen", False))


def program_folder() -> Path:
    """The folder of the packaged program, or the checkout's root."""
    return Path(sys.executable).resolve().parent if frozen() else project_root()


def project_root() -> Path:
    """The root of the checkout, or the packaged program's data folder."""
    if frozen():
        return Path(getattr(sys, "_MEIPASS", program_folder()))
    named = os.environ.get("MILCLICKS_ROOT")
    return Path(named) if named else Path(__file__).resolve().parents[3]


def resources() -> Path:
    """Fonts, icons, themes, schemas, help."""
    return project_root() / "resources"


def bundled_packs() -> Path:
    """The packs that come with the program, used in place."""
    return project_root() / ("packs" if frozen() else Path("out") / "packs")


def locale_root() -> Path:
    """The compiled catalogues, one folder per locale."""
    return project_root() / ("locale" if frozen() else Path("out") / "locale")


def trust_roots() -> tuple[Path, ...]:
    """Where the root of trust may lie: the release's own, else the one made for this checkout."""
    own = Path("trust") if frozen() else Path("out") / "trust" / "root"
    return (resources() / "trust", project_root() / own)


def default_data() -> Path:
    """The data folder: named by the environment, beside a portable program, or the user's own."""
    named = os.environ.get("MILCLICKS_DATA")
    if named:
        return Path(named)
    if (program_folder() / "portable.txt").exists():
        return program_folder() / "data"
    return user_data() / "MIL CLICKS"


def user_data() -> Path:
    """Where this system keeps the data of a person's programs."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    named = os.environ.get("XDG_DATA_HOME", "")  # to be ignored unless absolute, says its standard
    return Path(named) if named.startswith("/") else home / ".local" / "share"
