"""What a catalogue says, after its signatures were held: packs, withdrawals, versions of the app.

The structs are the format of the target `catalog.json` and of what is kept of it in the data
folder; reading them needs no cryptography, so a screen can ask at any time.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from milclicks.core.forms import form
from milclicks.packs import limits
from milclicks.packs.fingerprints import read_in
from milclicks.packs.manifest import RELEASE, Hash, Id, Line, Locale, PackId, Prose, Version

FORMAT: Final = 1
TARGET: Final = "catalog.json"
PACKS: Final = 2000
File = Annotated[str, form(limits.FILE.pattern)]
Day = Annotated[str, form(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")]
Mark = Annotated[str, form(r"[0-9a-f]{16}")]
Bytes = Annotated[int, Meta(ge=0, le=2**40)]


class Entry(Struct, frozen=True, kw_only=True):
    """One version of one pack; `file` is its place in the site."""

    id: PackId
    version: Version
    type: Id = "lessons"
    label: Line = ""
    title: dict[Locale, Line]
    description: dict[Locale, Prose] = {}
    locales: tuple[Locale, ...] = ()
    maker: Line = ""
    lessons: Annotated[int, Meta(ge=0, le=10_000)] = 0
    bytes: Bytes
    file: File
    changes: dict[Locale, Prose] = {}
    titles: dict[Id, dict[Locale, Line]] = {}
    """Each lesson's title in each locale; only of the newest version of a pack."""
    revs: dict[Id, int] = {}
    """Each lesson's revision, in the order of the pack; compared where nobody says the marks."""
    marks: dict[Id, dict[Locale, Mark]] = {}
    """By lesson and locale the fingerprint of structure and texts (`fingerprints.of_lessons`), so
    that two versions can be compared before one is fetched; only of the newest version."""
    media: dict[Id, dict[Locale, Mark]] = {}
    """The same of the pictures and sounds (`fingerprints.of_media`). A table of its own: who knows
    only `marks`, in an app or in a catalogue of before, compares those as ever."""

    def marks_in(self, lesson: str, locale: str) -> tuple[str, str]:
        """Both marks of a lesson for a reader of `locale`; empty where nobody says them."""
        texts, media = self.marks.get(lesson, {}), self.media.get(lesson, {})
        shown = read_in(locale, tuple(texts))
        return texts.get(shown, ""), media.get(shown, "")


class Withdrawn(Struct, frozen=True, kw_only=True):
    """A version that should not be used any more, and why."""

    id: PackId
    version: Version
    reason: dict[Locale, Line]


class AppBundle(Struct, frozen=True, kw_only=True):
    """A version of the app for one system; `file` is a signed target."""

    version: Annotated[str, form(RELEASE)]
    system: Id
    bytes: Bytes
    file: File


class _Head(Struct, frozen=True):
    format: Annotated[int, Meta(ge=1)] = FORMAT


class Listing(Struct, frozen=True, kw_only=True):
    """The whole of `catalog.json`."""

    format: Annotated[int, Meta(ge=1)] = FORMAT
    name: dict[Locale, Line] = {}
    issued: Day
    packs: Annotated[tuple[Entry, ...], Meta(max_length=PACKS)] = ()
    withdrawn: Annotated[tuple[Withdrawn, ...], Meta(max_length=PACKS)] = ()
    app: Annotated[tuple[AppBundle, ...], Meta(max_length=100)] = ()

    def __post_init__(self) -> None:
        """A day that no calendar has is a fault of the form; reading says it as such."""
        date.fromisoformat(self.issued)


class Known(Struct, frozen=True, kw_only=True):
    """What was accepted last: the listing, the hash of each manifest, the role's versions."""

    listing: Listing
    manifests: dict[str, Hash] = {}
    """`mil.core@3` to the sha256 of its manifest."""
    apps: dict[str, Hash] = {}
    """The file of an app bundle to its sha256."""
    versions: dict[str, int] = {}
    stale: bool = False
    """Whether it was accepted although its date had passed."""

    def withdrawn(self, pack: str, version: int) -> Withdrawn | None:
        """The withdrawal of a version, or None."""
        listed = self.listing.withdrawn
        return next((one for one in listed if (one.id, one.version) == (pack, version)), None)


def entry_key(pack: str, version: int) -> str:
    """`mil.core@3`."""
    return f"{pack}@{version}"


def target_of(pack: str, version: int) -> str:
    """The target that is the manifest of a pack."""
    return f"m/{pack}/{version}.json"


def format_of(data: bytes) -> int:
    """The format that a listing says it has; raises msgspec.MsgspecError."""
    return msgspec.json.decode(data, type=_Head).format


def decode(data: bytes) -> Listing:
    """A listing from its bytes; raises msgspec.MsgspecError."""
    return msgspec.json.decode(data, type=Listing)
