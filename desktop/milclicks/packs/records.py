"""What the library remembers of a pack file without opening it: the values of its index.

Frozen structs that go into `library.db` as JSON and come back; they can always be made again from
the file itself.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

import milclicks
from milclicks.core.errors import Message
from milclicks.core.languages import Language
from milclicks.core.paths import as_text, of_text
from milclicks.packs import fingerprints, markup, readiness
from milclicks.packs.locales import nearest
from milclicks.packs.manifest import LessonInfo, LocaleInfo, Manifest
from milclicks.packs.pack import Pack
from milclicks.packs.readiness import READY, Readiness
from milclicks.packs.refusals import PackRefused, words
from milclicks.packs.shelf import PackInfo
from milclicks.packs.trust.standing import SHIPPED, UNKNOWN, Standing


class Grey(Struct, frozen=True):
    """Why something cannot be used, as a code and values, so that it can be said in any locale."""

    state: readiness.State
    code: str
    values: dict[str, str] = {}

    def readiness(self) -> Readiness:
        """The same with its sentences."""
        return Readiness(self.state, *words(self.code, **self.values), self.code)


class LessonRecord(Struct, frozen=True):
    """One lesson of a pack file."""

    id: str
    rev: int
    strand: str
    minutes: int
    cuts: tuple[int, ...]
    locales: tuple[str, ...]
    items: int
    picture: str
    grey: Grey | None = None


class Lent(Struct, frozen=True):
    """What a language pack lends: its file, and the parts (`lesson/m2`, `media/m2-cover`)."""

    path: str
    parts: tuple[str, ...]

    @property
    def file(self) -> Path:
        """Where it lies."""
        return of_text(self.path)


class PackRecord(Struct, frozen=True):
    """One pack file; `lessons` is empty for a pack that cannot be used here.

    `prints` is the fingerprint of each part. A language pack has its `language`, what it `lends`,
    and its `coverage` of the app's sentences per mille; `lent` (by locale) is never stored.
    `digest` is the sha256 of the manifest, which is what a signature is about. `path` is where the
    file lies, written as `paths.as_text` does.
    """

    path: str
    bytes: int
    mtime: int
    bundled: bool
    id: str
    version: int
    label: str = ""
    type: str = "lessons"
    source_locale: str = "en"
    locales: dict[str, LocaleInfo] = {}
    fallback: dict[str, tuple[str, ...]] = {}
    lessons: tuple[LessonRecord, ...] = ()
    documents: dict[str, tuple[str, ...]] = {}
    packs: tuple[tuple[str, int], ...] = ()
    base: tuple[str, int] | None = None
    grey: Grey | None = None
    app: str = ""
    prints: dict[str, str] = {}
    language: Language | None = None
    coverage: int | None = None
    lends: dict[str, str] = {}
    lent: dict[str, Lent] = {}
    publisher: str = ""
    digest: str = ""

    @property
    def key(self) -> str:
        """`mil.core@3`."""
        return f"{self.id}@{self.version}"

    @property
    def file(self) -> Path:
        """Where it lies."""
        return of_text(self.path)

    def locale_for(self, held: Sequence[str], wanted: str) -> str | None:
        """The locale of `held` to show to a reader of `wanted`."""
        return nearest(wanted, held, self.fallback, self.source_locale)

    def info(self, locale: str, ready: Readiness, standing: Standing | None = None) -> PackInfo:
        """The pack as it is shown to a reader of `locale`."""
        shown = self.locale_for(tuple(self.locales), locale)
        told = self.locales.get(shown) if shown else None
        return PackInfo(
            self.id,
            self.version,
            self.label,
            self.type,
            (markup.line(told.title) if told else "") or self.id,
            markup.without_controls(told.description) if told else "",
            tuple(self.locales),
            len(self.lessons) + sum(part.startswith("lesson/") for part in self.lends),
            self.bytes,
            self.file,
            self.bundled,
            ready,
            self.coverage,
            markup.line(self.publisher),
            standing or (SHIPPED if self.bundled else UNKNOWN),
        )

    def words_at(self, part: str, locale: str) -> str:
        """The file that holds the words of a part (`lesson/m2`) in one of its locales."""
        lent = self.lent.get(locale)
        return lent.path if lent is not None and part in lent.parts else self.path

    def lesson(self, lesson: str) -> LessonRecord | None:
        """The record of one lesson, or None."""
        return next((one for one in self.lessons if one.id == lesson), None)


def _grey(found: Readiness) -> Grey | None:
    if found.state == "ready" or not isinstance(found.reason, Message):
        return None
    values = {name: str(value) for name, value in found.reason.values.items()}
    return Grey(found.state, found.code, values)


def record_of(pack: Pack, bundled: bool, app_version: str) -> PackRecord:
    """The record of an open pack."""
    stat = pack.path.stat()
    place = (as_text(pack.path), stat.st_size, stat.st_mtime_ns, bundled)
    held = pack.manifest if pack.readable else None
    grey = _grey(readiness.of_pack(pack.head, held, pack.raw, app_version))
    names = (pack.head.id, pack.head.version, pack.head.label, pack.head.type)
    if held is None:
        return PackRecord(*place, *names, grey=grey, app=app_version, digest=pack.digest)
    documents = [r.path[10:-5] for r in held.resources if r.role == "document"]
    return PackRecord(
        *place,
        *names,
        source_locale=held.source_locale,
        locales=held.locales,
        fallback=held.fallback,
        lessons=tuple(_lesson(one) for one in held.lessons) if grey is None else (),
        documents={name: pack.locales_of(name) for name in documents} if grey is None else {},
        packs=tuple((one.id, one.version) for one in held.requires.packs),
        base=(held.extends.id, held.extends.version) if held.extends else None,
        grey=grey,
        app=app_version,
        prints=fingerprints.fingerprints(held),
        publisher=pack.publisher,
        digest=pack.digest,
        **_spoken(pack, held, grey),
    )


def _spoken(pack: Pack, held: Manifest, grey: Grey | None) -> dict[str, Any]:
    """What is remembered of a language pack; raises PackRefused when it is not in order."""
    from milclicks.packs import uilocale

    if held.type != uilocale.TYPE or grey is not None:
        return {}
    found = uilocale.read(pack)
    return {
        "language": found.language,
        "coverage": found.coverage(),
        "lends": found.lends,
    }


def info_of_file(pack: Pack, app_version: str = milclicks.__version__) -> PackInfo:
    """A pack file that is not in a library, as it would be shown."""
    record = record_of(pack, False, app_version)
    return record.info(record.source_locale, record.grey.readiness() if record.grey else READY)


def damaged(path: Path, bundled: bool, error: PackRefused, app_version: str) -> PackRecord:
    """The record of a file that cannot be opened as a pack; it is listed, never loaded."""
    try:
        stat = path.stat()
        size, mtime = stat.st_size, stat.st_mtime_ns
    except OSError:
        size = mtime = 0
    grey = Grey("damaged", "pack.damaged")
    place = (as_text(path), size, mtime, bundled)
    name = os.fsencode(path.stem).decode(errors="replace")
    return PackRecord(*place, name, 0, label=error.code, grey=grey, app=app_version)


def _lesson(info: LessonInfo) -> LessonRecord:
    return LessonRecord(
        info.id,
        info.rev,
        info.strand,
        info.minutes,
        info.cuts,
        info.locales_complete,
        info.items,
        info.picture,
        _grey(readiness.of_lesson(info)),
    )
