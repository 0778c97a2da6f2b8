"""What the bundle holds: which files PyInstaller found are left out, which are made smaller.

Entries are PyInstaller's: (name in the bundle, source on this machine, kind). Nothing that a user
has may be lost by a rule here; build/milclicks.spec lists each with its figure. The tests of the
rules are tests/architecture/test_bundle_parts.py, and the bundle's self-test shows the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

import cldr
import elf
import icu

Entry = tuple[str, str, str]

LANGUAGES = frozenset({"en", "ar", "fr", "es", "pt", "sr"})  # these with all their countries
QT_LIBRARIES = "Qml Quick Network OpenGL Pdf EglFSDeviceIntegration EglFsKmsSupport".split()
QT_PLUGINS = """
    qmltooling networkinformation tls egldeviceintegrations generic iconengines
    platforms/qeglfs platforms/qminimalegl platforms/qlinuxfb platforms/qvkkhrdisplay
    platforms/qvnc platforms/qwayland-egl wayland-graphics-integration-client
    platformthemes/qgtk3 imageformats/qicns imageformats/qsvg imageformats/qtga
    imageformats/qtiff imageformats/qwbmp
""".split()
SYSTEMS_OWN = ("libcups.so",)  # a machine without it has no printer to show
PILLOW = ("PIL/_avif", "PIL/_imagingcms")


def left(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that the bundle keeps; raise ValueError when one asks for what is left out."""
    found = list(entries)
    kept = reached([entry for entry in found if is_wanted(entry[0])])
    gone = {name_of(entry) for entry in found} - {name_of(entry) for entry in kept}
    for entry in kept:
        missed = [name for name in asked(entry) if name in gone]
        if any(not name.startswith(SYSTEMS_OWN) for name in missed):
            raise ValueError(f"{entry[0]} asks for {', '.join(missed)}, which is left out")
    return kept


def is_wanted(name: str) -> bool:
    """Whether the bundle has a use for a file."""
    name = name.replace("\\", "/")
    if any(f"Qt{part}" in name or f"Qt6{part}" in name for part in QT_LIBRARIES):
        return False
    plugin = name.replace("/lib", "/")  # on Linux and macOS a plugin is called libqsvg, not qsvg
    if any(f"/plugins/{part}" in plugin for part in QT_PLUGINS):
        return False
    if name.startswith(PILLOW + SYSTEMS_OWN):
        return False
    if "locale-data/" in name and name.endswith(".dat"):
        return has_language(Path(name).stem)
    return "/translations/" not in name


def has_language(locale: str) -> bool:
    """Every language and script; the countries of the shipped languages."""
    language, *rest = locale.split("_")
    return language in LANGUAGES or all(len(part) == 4 for part in rest)


def reached(entries: Sequence[Entry]) -> list[Entry]:
    """On Linux: without the libraries that nothing in the bundle asks for.

    What PyInstaller found for a plugin that is left out would stay behind otherwise. Programs,
    modules of Python and plugins are where the search begins; a library beside them counts only
    when one of them, or a library that counts, names it.
    """
    libraries = {name_of(entry): entry for entry in entries if is_library(entry)}
    todo = [entry for entry in entries if name_of(entry) not in libraries]
    found: set[str] = set()
    while todo:
        for name in asked(todo.pop()):
            if name in libraries and name not in found:
                found.add(name)
                todo.append(libraries[name])
    return [entry for entry in entries if name_of(entry) not in libraries.keys() - found]


def asked(entry: Entry) -> list[str]:
    """The libraries that an entry asks for; none where it is no library of Linux."""
    _, source, kind = entry
    content = Path(source).read_bytes() if kind in ("BINARY", "EXTENSION") else b""
    return elf.needed(content) if elf.is_elf(content) else []


def is_library(entry: Entry) -> bool:
    """Whether an entry is a library that only other files ask for; Python itself is not."""
    name, _, kind = entry
    place = PurePosixPath(name)
    asked = str(place.parent) in (".", "PySide6/Qt/lib") or place.parent.name.endswith(".libs")
    is_lib = place.name.startswith("lib") and ".so" in place.name
    return kind == "BINARY" and asked and is_lib and not place.name.startswith("libpython")


def name_of(entry: Entry) -> str:
    """The file name by which libraries ask for an entry."""
    return PurePosixPath(entry[0]).name


def small(entries: Iterable[Entry], folder: Path) -> list[Entry]:
    """The entries; those that have a smaller form are written into the folder and taken there."""
    return [_small(entry, folder) for entry in entries]


def _small(entry: Entry, folder: Path) -> Entry:
    name, source, kind = entry
    if kind == "SYMLINK":
        return entry
    if name_of(entry).startswith("libicudata.so"):
        content = icu.thin_library(Path(source).read_bytes())
    elif cldr.is_data(name.replace("\\", "/")):
        content = cldr.thin(name, Path(source).read_bytes())
    else:
        return entry
    made = folder / name
    made.parent.mkdir(parents=True, exist_ok=True)
    made.write_bytes(content)
    return name, str(made), kind
