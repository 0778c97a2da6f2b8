"""The library: every pack that is here, wherever it lies, and what is in it.

Packs that come with the app are used in place; those that were added lie in the data folder. The
files are the truth; the index beside them can be made again at any time. An older version of a
pack stays while an open lesson points at it. Not here: signatures, downloads, sticks.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, Self, TypeVar

import milclicks
from milclicks.packs import contained, finding
from milclicks.packs.disk import Disk
from milclicks.packs.folder import PackFolder
from milclicks.packs.holdings import Holdings, nothing
from milclicks.packs.index import Found, Index
from milclicks.packs.pack import Pack
from milclicks.packs.progress import Progress, silent
from milclicks.packs.readiness import READY
from milclicks.packs.records import LessonRecord, PackRecord
from milclicks.packs.refusals import PackRefused
from milclicks.packs.shelf import (
    Hit,
    LessonCard,
    LessonRef,
    PackCredits,
    PackInfo,
    Picture,
)

if TYPE_CHECKING:
    from milclicks.steps.lesson import Lesson

__all__ = ["Hit", "LessonCard", "LessonRef", "Library", "PackInfo", "Picture"]

Keep = Callable[[str, int], bool]
_OPEN_PACKS: Final = 8
_KEPT_LESSONS: Final = 16
_Made = TypeVar("_Made")
_Asked = ParamSpec("_Asked")


def _alone(
    method: Callable[Concatenate[Library, _Asked], _Made],
) -> Callable[Concatenate[Library, _Asked], _Made]:
    """One thread at a time: an install in a job must not close a file that a screen reads."""

    @wraps(method)
    def guarded(library: Library, /, *args: _Asked.args, **named: _Asked.kwargs) -> _Made:
        with library.guard:
            return method(library, *args, **named)

    return guarded


def _keep_none(pack: str, version: int) -> bool:
    """No open lesson points at any version."""
    return False


class Library:
    """All packs of one data folder and the roots that come with the app."""

    def __init__(self, folder: PackFolder, index: Index, app_version: str) -> None:
        """Use `Library.open`."""
        self._folder = folder
        self._held = Holdings(folder, index, app_version)
        self._packs: dict[str, Pack] = {}
        self._lessons: dict[tuple[LessonRef, str], Lesson] = {}
        self._cards: dict[str, dict[tuple[str, str], tuple[str, str]]] = {}
        self.keep: Keep = _keep_none
        self.guard = threading.RLock()

    @classmethod
    def open(
        cls,
        data: Path,
        bundled: Sequence[Path] = (),
        *,
        app_version: str = milclicks.__version__,
        disk: Disk | None = None,
        wait_s: float = 10.0,
    ) -> Library:
        """Open the library of a data folder; never fails because of a pack or the index."""
        used = disk or Disk()
        folder = PackFolder(data, bundled, used, wait_s)
        folder.sweep()
        library = cls(folder, Index(data / "library.db", used), app_version)
        library.refresh()
        return library

    def __enter__(self) -> Self:
        """The library itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close every file."""
        self.close()

    def close(self) -> None:
        """Close every file."""
        self._let_go()
        self._held.index.close()

    # -- what is here -------------------------------------------------------------------------

    @_alone
    def refresh(self) -> None:
        """Look at the roots again and bring the index up to date."""
        self._let_go()
        self._held.refresh()

    @_alone
    def rebuild_index(self) -> None:
        """Throw the index away and make it again from the files."""
        self._held.index.clear()
        self.refresh()

    def packs(self, locale: str = "en") -> tuple[PackInfo, ...]:
        """Every pack in its newest version, greyed ones with their reason."""
        return tuple(self._info(record, locale) for record in self._held.newest())

    @_alone
    def lessons(self, locale: str) -> tuple[LessonCard, ...]:
        """A card for each lesson, in the order of the packs, in the nearest locale."""
        cards = (self._card(r, one, locale) for r in self._held.usable() for one in r.lessons)
        return tuple(card for card in cards if card is not None)

    @_alone
    def lesson(self, ref: LessonRef, locale: str) -> Lesson:
        """A lesson in the nearest locale; raises NotFound or PackRefused with a sentence."""
        from milclicks.packs.verify import parsed

        if (ref, locale) in self._lessons:
            return self._lessons[ref, locale]
        record = self._held.record(ref.pack_key)
        found = record.lesson(ref.lesson)
        shown = record.locale_for(found.locales, locale) if found else None
        if found is None or shown is None:
            raise nothing(str(ref))
        if found.grey is not None:
            raise PackRefused(found.grey.code, str(ref), **found.grey.values)
        lesson = parsed(self._pack(record), ref.lesson, shown)
        if len(self._lessons) >= _KEPT_LESSONS:
            self._lessons.pop(next(iter(self._lessons)))
        self._lessons[ref, locale] = lesson
        return lesson

    def lesson_locale(self, ref: LessonRef, locale: str) -> str | None:
        """The locale in which a lesson is shown to a reader of `locale`."""
        record = self._held.record(ref.pack_key)
        found = record.lesson(ref.lesson)
        return record.locale_for(found.locales, locale) if found else None

    @_alone
    def document(self, name: str, locale: str, pack: str | None = None) -> dict[str, Any]:
        """A document (daily, pact, space, glossary, paths) in the nearest locale.

        A document that is a list comes as {"entries": [...]}; without `pack`, the entries of all
        packs together, else the first pack that has it. "locale" and "pack" say what was used.
        """
        records = [self._held.record(pack)] if pack else self._held.usable()
        found = [
            contained.document_of(self._pack(one), one, name, locale)
            for one in records
            if name in one.documents
        ]
        made = [one for one in found if one is not None]
        if not made:
            raise nothing(name)
        return contained.joined(made)

    # -- media and credits --------------------------------------------------------------------

    @_alone
    def media(self, pack_key: str, media_id: str) -> bytes:
        """The bytes of a picture or sound, checked; `pack_key` is `mil.core` or `mil.core@3`."""
        pack = self._pack(self._held.record(pack_key))
        resource = pack.medium(media_id)
        if resource is None:
            raise nothing(f"{pack_key}/{media_id}")
        return pack.blob(resource)

    @_alone
    def alt(self, pack_key: str, media_id: str, locale: str) -> str:
        """What a picture shows, in the nearest locale; empty when nothing is known of it."""
        record = self._held.record(pack_key)
        return contained.alt_of(self._pack(record), record, media_id, locale)

    @_alone
    def picture(self, pack_key: str, media_id: str, locale: str) -> Picture:
        """A picture with its description; a damaged one has no data and never stops a lesson."""
        record = self._held.record(pack_key)
        return contained.picture_of(self._pack(record), record, media_id, locale)

    @_alone
    def credits(self, locale: str) -> tuple[PackCredits, ...]:
        """Who made what, pack by pack, for the credits page."""
        return tuple(
            contained.credits_of(self._pack(one), one, self._info(one, locale).title, locale)
            for one in self._held.usable()
        )

    # -- search -------------------------------------------------------------------------------

    @_alone
    def search(self, query: str, locale: str, limit: int = 20) -> tuple[Hit, ...]:
        """The best place of each lesson that has every word of `query`, best first.

        Looks in the locale in which each lesson is shown, then in all others, and last for places
        that have one of the words.
        """
        records = {one.path: one for one in self._held.usable()}
        held = self._held
        every = sorted({code for one in records.values() for code in one.locales})
        near: list[tuple[LessonRef, Found]] = []
        for locales, some in (([locale], False), (every, False), ([locale], True)):

            def find(paths: Sequence[str], codes: Sequence[str], some: bool = some) -> list[Found]:
                return held.find(query, paths, codes, some)

            near = near or finding.best_places(records, locales, find)
        return tuple(
            finding.hit(ref, place, held.index.told(place.passage, query))
            for ref, place in near[:limit]
        )

    # -- changes ------------------------------------------------------------------------------

    def install(self, path: Path, progress: Progress = silent) -> PackInfo:
        """Add a pack file, or the newer version of one; raises and changes nothing else."""
        with Pack(path) as pack:
            head = pack.head
        with self._folder.locked():
            self.refresh()
            here = next((one for one in self._held.newest() if one.id == head.id), None)
            if here is not None and here.version > head.version:
                raise PackRefused("version.older", f"{here.version} > {head.version}")
            if here is not None and here.version == head.version:
                self._must_equal(path, Path(here.path))
            else:
                self._folder.install(path, head, progress)
                self.refresh()
                self.tidy()
        found = next(one for one in self._held.newest() if one.id == head.id)
        return self._info(found, "en")

    def remove(self, pack_id: str) -> None:
        """Delete an installed pack in all its versions; raises when it is bundled or in use."""
        with self._folder.locked():
            self.refresh()
            own = [one for one in self._held.records if one.id == pack_id and not one.bundled]
            if not own:
                if any(one.id == pack_id for one in self._held.records):
                    raise PackRefused("library.bundled", pack_id)
                raise nothing(pack_id)
            if any(self.keep(one.id, one.version) for one in own):
                raise PackRefused("library.in_use", pack_id)
            for record in own:
                self._let_go()
                self._folder.remove(Path(record.path))
            self.refresh()

    def _must_equal(self, new: Path, old: Path) -> None:
        from milclicks.packs.verify import verify

        with Pack(new) as one, Pack(old) as other:
            verify(one)
            if one.raw != other.raw:
                raise PackRefused("version.same", one.key)

    @_alone
    def tidy(self) -> None:
        """Delete earlier versions that no open lesson points at any more."""
        newest = {one.id: one.version for one in self._held.newest()}
        old = [
            one
            for one in self._held.records
            if one.version < newest[one.id]
            and not one.bundled
            and not self.keep(one.id, one.version)
        ]
        if old:
            self._let_go()
            for record in old:
                self._folder.remove(Path(record.path))
            self.refresh()

    # -- inside -------------------------------------------------------------------------------

    def _pack(self, record: PackRecord) -> Pack:
        """The open file of a record; few are kept open."""
        pack = self._packs.pop(record.path, None) or Pack(Path(record.path))
        self._packs[record.path] = pack
        if len(self._packs) > _OPEN_PACKS:
            self._packs.pop(next(iter(self._packs))).close()
        return pack

    def _let_go(self) -> None:
        for pack in self._packs.values():
            pack.close()
        self._packs.clear()
        self._lessons.clear()
        self._cards.clear()

    def _info(self, record: PackRecord, locale: str) -> PackInfo:
        return record.info(locale, self._held.state(record))

    def _card(self, record: PackRecord, lesson: LessonRecord, locale: str) -> LessonCard | None:
        shown = record.locale_for(lesson.locales, locale)
        if record.path not in self._cards:
            index = self._held.index
            self._cards[record.path] = self._held.safely(lambda: index.cards(record.path))
        title, summary = self._cards[record.path].get((lesson.id, shown or ""), ("", ""))
        if shown is None or not title:
            return None
        ref = LessonRef(record.id, record.version, lesson.id)
        ready = lesson.grey.readiness() if lesson.grey else READY
        face = (lesson.strand, title, summary, lesson.minutes, lesson.picture)
        return LessonCard(ref, *face, shown, lesson.cuts, ready)
