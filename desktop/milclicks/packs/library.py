"""The library: every pack that is here, wherever it lies, and what is in it.

Packs that come with the app are used in place; those that were added lie in the data folder. The
files are the truth; the index beside them can be made again at any time. An older version of a
pack stays while an open lesson points at it, and one to go back to. Not here: downloads, sticks.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import milclicks
from milclicks.packs import arrivals, contained, finding, guests, units, versions
from milclicks.packs.alone import alone
from milclicks.packs.disk import Disk
from milclicks.packs.fingerprints import Marks, marks_of
from milclicks.packs.folder import PackFolder
from milclicks.packs.holdings import Holdings, nothing
from milclicks.packs.index import Index
from milclicks.packs.pack import Pack
from milclicks.packs.progress import Progress, silent
from milclicks.packs.readiness import READY, not_ready
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
from milclicks.packs.trust.standing import Trust
from milclicks.packs.versions import Listed
from milclicks.sound import decode
from milclicks.sound.player import NoSound

if TYPE_CHECKING:
    from milclicks.core.languages import Language
    from milclicks.sound.clip import Clip
    from milclicks.steps.lesson import Lesson

__all__ = ["Hit", "LessonCard", "LessonRef", "Library", "PackInfo", "Picture"]

Keep = Callable[[str, int], bool]
_OPEN_PACKS: Final = 8
_KEPT_LESSONS: Final = 16


class Library:
    """All packs of one data folder and the roots that come with the app."""

    def __init__(self, folder: PackFolder, index: Index, app_version: str, trust: Trust) -> None:
        """Use `Library.open`."""
        self.trust = trust
        self._folder = folder
        self._held = Holdings(folder, index, app_version, trust)
        self.damaged = self._held.damaged
        self._packs: dict[str, Pack] = {}
        self._lessons: dict[tuple[LessonRef, str], Lesson] = {}
        self._cards: dict[str, dict[tuple[str, str], tuple[str, str]]] = {}
        self._spoken: dict[str, dict[str, tuple[str, str]]] = {}
        self.keep: Keep = lambda _pack, _version: False  # no open lesson
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
        trust: Trust | None = None,
    ) -> Library:
        """Open the library of a data folder, with its own trust unless another is given.

        Never fails because of a pack or the index.
        """
        used = disk or Disk()
        folder = PackFolder(data, bundled, used, wait_s)
        folder.sweep()
        believed = (trust or Trust(data)).begun()  # before an earlier version's index goes
        library = cls(folder, Index(data / "library.db", used), app_version, believed)
        library.refresh()
        return library

    def __enter__(self) -> Self:
        """The library itself."""
        return self

    def __exit__(self, *raised: object) -> None:
        """Close every file."""
        self.close()

    def close(self) -> None:
        """Close every file."""
        self._let_go()
        self._held.index.close()

    # -- what is here -------------------------------------------------------------------------

    @alone
    def refresh(self) -> None:
        """Look at the roots again and bring the index up to date."""
        self._let_go()
        self._held.refresh()

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders of the packs that come with the app."""
        return self._folder.bundled

    @property
    def guests(self) -> tuple[Path, ...]:
        """The files on sticks that are used in place."""
        return self._folder.guests

    @alone
    def host(self, guests: tuple[Path, ...]) -> None:
        """Use these files in place, and no others."""
        self._folder.guests = guests
        self.refresh()

    def packs(self, locale: str = "en") -> tuple[PackInfo, ...]:
        """Every pack in its newest version, greyed ones with their reason."""
        return tuple(self._info(record, locale) for record in self._held.newest())

    @alone
    def lessons(self, locale: str) -> tuple[LessonCard, ...]:
        """A card for each lesson, in the order of the packs, in the nearest locale."""
        cards = (self._card(r, one, locale) for r in self._held.usable() for one in r.lessons)
        return tuple(card for card in cards if card is not None)

    @alone
    def lesson(self, ref: LessonRef, locale: str) -> Lesson:
        """A lesson in the nearest locale; raises NotFound or PackRefused with a sentence."""
        if (ref, locale) in self._lessons:
            return self._lessons[ref, locale]
        record = self._held.record(ref.pack_key)
        found = record.lesson(ref.lesson)
        shown = record.locale_for(found.locales, locale) if found else None
        if found is None or shown is None:
            raise nothing(str(ref))
        if found.grey is not None:
            raise PackRefused(found.grey.code, str(ref), **found.grey.values)
        if self.damaged.blocks(record, found.id, shown):
            raise PackRefused("lesson.damaged", str(ref))
        lesson = self._parsed(record, found, shown)
        if len(self._lessons) >= _KEPT_LESSONS:
            self._lessons.pop(next(iter(self._lessons)))
        self._lessons[ref, locale] = lesson
        return lesson

    def _parsed(self, record: PackRecord, found: LessonRecord, shown: str) -> Lesson:
        """A lesson in a locale, or in the next one when its lent words cannot be used."""
        from milclicks.packs.verify import parsed

        try:
            return parsed(self._pack(record), found.id, shown)
        except PackRefused:
            own = tuple(code for code in found.locales if code != shown)
            other = record.locale_for(own, shown)
            if shown not in record.lent or other is None:
                raise
            return parsed(self._pack(record), found.id, other)

    def lesson_locale(self, ref: LessonRef, locale: str) -> str | None:
        """The locale in which a lesson is shown to a reader of `locale`."""
        record = self._held.record(ref.pack_key)
        found = record.lesson(ref.lesson)
        return record.locale_for(found.locales, locale) if found else None

    @alone
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

    @alone
    def media(self, pack_key: str, media_id: str) -> bytes:
        """The bytes of a picture or sound, checked; `pack_key` is `mil.core` or `mil.core@3`."""
        pack = self._pack(self._held.record(pack_key))
        resource = pack.medium(media_id)
        if resource is None:
            raise nothing(f"{pack_key}/{media_id}")
        return pack.blob(resource)

    @alone
    def alt(self, pack_key: str, media_id: str, locale: str) -> str:
        """What a picture shows, in the nearest locale; empty when nothing is known of it."""
        record = self._held.record(pack_key)
        return contained.alt_of(self._pack(record), record, media_id, locale)

    @alone
    def picture(self, pack_key: str, media_id: str, locale: str) -> Picture:
        """A picture with its description; a damaged one has no data and never stops a lesson."""
        record = self._held.record(pack_key)
        return contained.picture_of(self._pack(record), record, media_id, locale)

    @alone
    def clip(self, pack_key: str, media_id: str) -> Clip:
        """A sound of a pack; raises NoSound with a sentence when it cannot be played."""
        return contained.clip_of(self._pack(self._held.record(pack_key)), media_id)

    @alone
    def recorded(self, heard: str, locale: str) -> Clip | None:
        """The recording of a text by what is heard (`sound.spoken.key`), whole, or None."""
        if locale not in self._spoken:
            self._spoken[locale] = {
                name: (one.key, medium)
                for one in reversed(self._held.usable())
                for name, medium in contained.recordings_of(self._pack(one), locale).items()
            }
        found = self._spoken[locale].get(heard)
        with contextlib.suppress(NoSound):
            clip = self.clip(*found) if found else None
            return decode.read(clip.data, clip.mediatype) if clip is not None else None
        return None

    @alone
    def words(self, pack_key: str, name: str, locale: str) -> Mapping[str, str]:
        """The texts of a lesson or document by global unit id, in reading order, as shown here."""
        pack = self._pack(self._held.record(pack_key))
        shown = pack.locale_for(name, locale)
        if shown is None:
            raise nothing(f"{pack_key}/{name}")
        role = "lesson" if pack.lesson_info(name) else "document"
        order = units.units(pack.tree(f"{role}s/{name}.json"))
        words = pack.words(name, shown)
        return {f"{name}:{one.id}": words[one.id] for one in order if one.id in words}

    @alone
    def credits(self, locale: str) -> tuple[PackCredits, ...]:
        """Who made what, pack by pack, for the credits page."""
        return tuple(
            contained.credits_of(self._pack(one), one, self._info(one, locale).title, locale)
            for one in self._held.usable()
        )

    # -- search -------------------------------------------------------------------------------

    @alone
    def search(
        self, query: str, locale: str, limit: int = 20, progress: Progress = silent
    ) -> tuple[Hit, ...]:
        """The best place of each lesson that has every word of `query`, best first.

        Takes in the words of new packs first. Looks in the locale in which each lesson is shown,
        then in all others, and last for places that have one of the words.
        """
        self._held.take_words(progress)
        near = finding.search(self._held.usable(), locale, partial(self._held.find, query))
        return tuple(
            finding.hit(ref, place, self._held.index.told(place.passage, query))
            for ref, place in near[:limit]
        )

    # -- changes ------------------------------------------------------------------------------

    def install(self, path: Path, progress: Progress = silent, *, move: bool = False) -> PackInfo:
        """Add a pack file, or `move` one of ours; raises and changes nothing else."""
        with Pack(path) as pack:
            let_in = self.trust.admit(pack)
        with self._folder.locked():
            self.refresh()
            arrivals.put(path, let_in, self._held, self._folder, self.trust, progress, move)
            self.refresh()
            self.tidy()
        found = next(one for one in self._held.newest() if one.id == let_in.head.id)
        return self._info(found, "en")

    def remove(self, pack_id: str, version: int | None = None) -> None:
        """Delete an installed pack, or one version; raises when it is bundled or in use."""
        with self._folder.locked():
            self.refresh()
            self._delete(guests.removable(pack_id, self._held, self.guests, self.keep, version))
            if version is None:
                versions.forget(self._folder.data, pack_id)

    def versions(self, pack_id: str, locale: str = "en") -> tuple[PackInfo, ...]:
        """Every version of a pack that is here, the newest first."""
        return tuple(self._info(one, locale) for one in self._held.versions(pack_id))

    def use_version(self, pack_id: str, version: int) -> None:
        """Let a version that is here count: an earlier one until a newer comes, or the newest.

        Raises NotFound or PackRefused and changes nothing when it is not here or cannot be used.
        """
        with self._folder.locked():
            self.refresh()
            self._held.record(f"{pack_id}@{version}")
            last = versions.newest(self._held.records)[pack_id].version
            back = versions.Choice(version, last) if version != last else None
            versions.choose(self._folder.data, pack_id, back)
            self.refresh()

    @alone
    def listed(self, pack_key: str, locale: str) -> dict[str, Listed]:
        """The lessons of one version by id, with their titles, to compare it with another."""
        record = self._held.record(pack_key)
        cards = [(one, self._card(record, one, locale)) for one in record.lessons]
        marks = contained.marks_in(self._marks(record), record, locale)
        return {
            one.id: Listed(one.rev, card.title if card else "", *marks.get(one.id, ()))
            for one, card in cards
        }

    @alone
    def read_marks(self) -> None:
        """Read what `listed` asks of every version here, so that nobody waits for it later."""
        for record in self._held.records:
            if record.grey is None:
                self._marks(record)

    def _marks(self, record: PackRecord) -> Marks:
        return marks_of(record.digest, partial(self._pack, record))

    def languages(self) -> tuple[tuple[Language, Path], ...]:
        """The languages that packs bring, each with its file."""
        found = ((one.language, one.file) for one in self._held.speakers())
        return tuple((language, path) for language, path in found if language is not None)

    def copies(self, pack_id: str) -> tuple[PackRecord, ...]:
        """The record of every file of a pack that is here: all versions, bundled ones, guests."""
        return tuple(one for one in self._held.records if one.id == pack_id)

    @alone
    def tidy(self) -> None:
        """Delete earlier versions: one to go back to stays, and what an open lesson points at."""
        self._delete(versions.spare(self._held.records, self._held.choices, self.keep))
        self._held.let_parts_go()

    # -- inside -------------------------------------------------------------------------------

    def _pack(self, record: PackRecord) -> Pack:
        """The open file of a record; few are kept open."""
        pack = self._packs.pop(record.path, None) or self._held.opened(record)
        pack.lent = {locale: lent.file for locale, lent in record.lent.items()}
        pack.hurt = partial(self.damaged.note, record)
        self._packs[record.path] = pack
        if len(self._packs) > _OPEN_PACKS:
            self._packs.pop(next(iter(self._packs))).close()
        return pack

    def _delete(self, records: Sequence[PackRecord]) -> None:
        if records:
            self._let_go()
            for record in records:
                self._folder.remove(record.file)
            self.refresh()

    def _let_go(self) -> None:
        for pack in self._packs.values():
            pack.close()
        self._packs.clear()
        self._lessons.clear()
        self._cards.clear()
        self._spoken.clear()

    def _info(self, record: PackRecord, locale: str) -> PackInfo:
        info = record.info(locale, self._held.state(record, locale), self._held.standing(record))
        there = info.path in self.guests
        return replace(info, in_place=there, damaged=self.damaged.of(record))

    def _card(self, record: PackRecord, lesson: LessonRecord, locale: str) -> LessonCard | None:
        shown = record.locale_for(lesson.locales, locale)
        path = record.words_at(f"lesson/{lesson.id}", shown or "")
        if path not in self._cards:
            self._cards[path] = self._held.safely(lambda: self._held.index.cards(path))
        title, summary = self._cards[path].get((lesson.id, shown or ""), ("", ""))
        if shown is None or not title:
            return None
        ref = LessonRef(record.id, record.version, lesson.id)
        ready = lesson.grey.readiness() if lesson.grey else READY
        if self.damaged.blocks(record, lesson.id, shown):
            ready = not_ready("damaged", "lesson.damaged")
        face = (lesson.strand, title, summary, lesson.minutes, lesson.picture)
        return LessonCard(ref, *face, shown, lesson.cuts, ready)
