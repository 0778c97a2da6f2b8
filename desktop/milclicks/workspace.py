"""The workspace: one data folder with its library, its records and its settings.

The verbs that span them live here; they return values and `Changes`, raise sentences, and show
nothing. One workspace holds a folder at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import milclicks
from milclicks.community import clicks, pact, space
from milclicks.community.pact import Plan
from milclicks.community.space import SpaceForm
from milclicks.core import languages, paths
from milclicks.core.changes import Changes
from milclicks.core.clock import Clock, SystemClock
from milclicks.core.errors import Message, MilClicksError, NotFound
from milclicks.core.folderlock import held
from milclicks.core.ids import new_id
from milclicks.core.settings import Settings, SettingsStore, speakable
from milclicks.packs.lending import sentences_in
from milclicks.packs.library import Library
from milclicks.packs.shelf import LessonRef
from milclicks.packs.trust.standing import Trust
from milclicks.records.people import Learner
from milclicks.records.records import Records

if TYPE_CHECKING:
    from filelock import BaseFileLock

    from milclicks.lessons.recalling import Recalling
    from milclicks.lessons.session import LessonSession
    from milclicks.packs.travel.fetching import Fetching
    from milclicks.packs.travel.source import Source
    from milclicks.records.backup import Backup
    from milclicks.sound.clip import Clip
    from milclicks.sound.recordings import AppRecordings, OwnRecordings
    from milclicks.steps.lesson import Lesson


class Workspace:
    """Everything of one data folder. Open it with `Workspace.open`; use it from one thread."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        library: Library,
        records: Callable[[], Records],
        lock: BaseFileLock | None,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.library = library
        self._open_records = records
        self._lock = lock
        self._store = SettingsStore(folder)
        self.settings = self._store.read()
        self._owed = False
        self.language_gone: Message | None = None
        self._take_languages()
        self.library.keep = self._in_use

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        clock: Clock | None = None,
        bundled: Sequence[Path] | None = None,
        alone: bool = True,
        trust: Trust | None = None,
        late: bool = False,
    ) -> Self:
        """Open or make a data folder.

        Raises Busy when another program holds it (unless `alone` is False, for a command that only
        adds), and Damaged when the records cannot be read: then offer `Records.backups(folder)` and
        call `open_again`. `late`: the first who asks opens the records, so a command that is
        refused before that leaves no trace in them.
        """
        clock = clock or SystemClock()
        return cls._opened(
            folder,
            clock,
            bundled,
            alone,
            lambda: Records.open(folder, clock, milclicks.__version__, alone=alone),
            trust,
            late,
        )

    @classmethod
    def open_again(
        cls,
        folder: Path,
        chosen: Backup | None,
        *,
        clock: Clock | None = None,
        bundled: Sequence[Path] | None = None,
    ) -> Self:
        """After damage: set the records aside, go on with a backup or with none."""
        clock = clock or SystemClock()
        return cls._opened(
            folder,
            clock,
            bundled,
            True,
            lambda: Records.start_again(folder, clock, milclicks.__version__, chosen),
        )

    @classmethod
    def _opened(
        cls,
        folder: Path,
        clock: Clock,
        bundled: Sequence[Path] | None,
        alone: bool,
        records: Callable[[], Records],
        trust: Trust | None = None,
        late: bool = False,
    ) -> Self:
        folder.mkdir(parents=True, exist_ok=True)
        lock = held(folder) if alone else None
        try:
            opened = None if late else records()
            roots = (paths.bundled_packs(),) if bundled is None else tuple(bundled)
            believed = trust or Trust(folder, now=clock.now)
            library = Library.open(folder, roots, trust=believed)
            made = cls(folder, clock, library, records, lock)
            if opened is not None:
                made.records = opened
            return made
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every file and let the folder go."""
        languages.speak_also(())
        if "records" in self.__dict__:
            self.records.close()
        self.library.close()
        if self._lock is not None:
            self._lock.release()

    @cached_property
    def records(self) -> Records:
        """All that was answered, promised and declared here."""
        return self._open_records()

    def _in_use(self, pack: str, version: int) -> bool:
        """Whether a lesson of it is open; where that cannot be known, it may be."""
        try:
            return (pack, version) in self.records.runs_in_use()
        except MilClicksError:
            return True

    # Settings and people

    @property
    def settings_set_aside(self) -> Path | None:
        """Where damaged settings were put, or None."""
        return self._store.set_aside

    def store_settings(self, settings: Settings) -> Changes:
        """Keep the settings; nothing is written when nothing changed.

        Raises DiskFull or NotWritable, and those of before hold.
        """
        settings = self._speakable(settings)
        if settings == self.settings and not self._owed:
            return Changes()
        self._store.write(settings)
        self.settings, self._owed = settings, False
        return Changes.of("settings")

    def _follow(self, settings: Settings) -> Changes:
        """Let settings hold that follow from a deed that is done, whatever the disk takes: what is
        not written follows again at the next start, and is written with the next choice.
        """
        if settings == self.settings:
            return Changes()
        self.settings, self._owed = settings, True
        if self._lock is not None:  # a command that only reads leaves the stored choice alone
            with suppress(MilClicksError):
                self._store.write(settings)
                self._owed = False
        return Changes.of("settings")

    # Packs and the languages they bring

    def packs_changed(self) -> Changes:
        """After a pack came or went: look again, and speak only what can be spoken."""
        self.library.refresh()
        return Changes.of("packs") | self._take_languages()

    @property
    def trust(self) -> Trust:
        """Whom this data folder believes: its catalogue, and who answers for each pack."""
        return self.library.trust

    def fetching(self, places: Sequence[Source] = ()) -> Fetching:
        """What brings packs here, from `places` or the settings' own; then call `packs_changed`."""
        from milclicks.packs.travel.places import fetching

        return fetching(self.folder, self.library, self.settings, self.clock, places)

    def remove_pack(self, pack_id: str, version: int | None = None) -> Changes:
        """Delete an added pack, or one version; raises when it is part of the app or in use."""
        self.library.remove(pack_id, version)
        return self.packs_changed()

    def use_version(self, pack_id: str, version: int) -> Changes:
        """Let an earlier version of a pack count, or its newest again; raises if it is not here."""
        self.library.use_version(pack_id, version)
        return self.packs_changed()

    def _take_languages(self) -> Changes:
        """Let every text of this program speak the languages of the packs."""
        before = tuple(languages.added())
        languages.speak_also(
            languages.Added(language, partial(sentences_in, path))
            for language, path in self.library.languages()
        )
        changes = Changes() if tuple(languages.added()) == before else Changes.of("languages")
        return changes | self._follow(self._speakable(self.settings))

    def _speakable(self, settings: Settings) -> Settings:
        """The settings with a language that is here; `language_gone` says when it is another."""
        spoken, gone = speakable(settings)
        self.language_gone = gone or self.language_gone
        return spoken

    def add_learner(self, nickname: str, avatar: str) -> tuple[Learner, Changes]:
        """Let somebody join with a nickname and a drawn avatar."""
        return self.records.people.add(nickname, avatar), Changes.of("people")

    def change_learner(self, learner: str, nickname: str, avatar: str) -> Changes:
        """Give somebody another nickname or avatar."""
        self.records.people.change(learner, nickname, avatar)
        return Changes.of("people")

    def forget_learner(self, learner: str) -> Changes:
        """Erase a person; results without a name stay in the counts."""
        self.records.forget(learner, "learner forgotten")
        changes = Changes.of("people", "progress", "pact", "paths", "peer")
        if self.settings.last_learner == learner:  # whoever reads it asks who is known
            changes |= self._follow(replace(self.settings, last_learner=""))
        return changes

    # Lessons: what plays them is imported by the first one, not by the first window

    @cached_property
    def _recall(self) -> Recalling:
        from milclicks.lessons.recalling import Recalling

        return Recalling(self.library, self.records, self.clock)

    def lesson(self, ref: LessonRef, locale: str) -> Lesson:
        """Return a lesson that knows the pack it comes from."""
        from milclicks.lessons.recalling import lesson_of

        return lesson_of(self.library, ref, locale)

    def start_lesson(
        self,
        learner: str | None,
        ref: LessonRef,
        locale: str,
        cut: int = 40,
        mode: str = "alone",
    ) -> LessonSession:
        """Begin a lesson for a learner, or for a guest (None); every verb is saved."""
        from milclicks.lessons.session import LessonSession

        lesson = self.lesson(ref, locale)
        return LessonSession.begin(
            lesson,
            ref,
            run_id=new_id(),
            learner=learner,
            records=self.records,
            recall=self._recall.due(learner, ref, locale),
            cut=cut,
            mode=mode,
            locale=locale,
            clock=self.clock,
        )

    def present(self, ref: LessonRef, locale: str, cut: int = 40) -> LessonSession:
        """Show a lesson to a class: every step opens, the key when asked, nothing is kept."""
        from milclicks.lessons.session import LessonSession

        return LessonSession.begin(
            self.lesson(ref, locale),
            ref,
            run_id=new_id(),
            learner=None,
            records=None,
            cut=cut,
            mode="present",
            locale=locale,
            clock=self.clock,
        )

    def resume(self, learner: str | None, locale: str | None = None) -> LessonSession | None:
        """Return the lesson that was left open, at the very moment; None when there is none.

        `locale` is the language to go on in; the run's own without it. A run whose pack is away for
        now stays open and waits: it must not keep anybody from another lesson.
        """
        from milclicks.lessons.resuming import resumed

        kept, recall = self.records, self._recall
        return resumed(self.library, kept, recall, self.clock, learner, locale)

    def speak(self, session: LessonSession, locale: str) -> None:
        """Let a lesson go on in another language; every answer stays, half-given ones too."""
        recall = self._recall.spoken(session.recall, locale)
        session.speak(self.lesson(session.ref, locale), recall)

    # Reading aloud

    @cached_property
    def recordings(self) -> OwnRecordings:
        """The lines that a teacher recorded on this PC."""
        from milclicks.sound.recordings import OwnRecordings

        return OwnRecordings(self.folder / "recordings")

    @cached_property
    def _app_recordings(self) -> AppRecordings:
        from milclicks.sound.recordings import AppRecordings

        return AppRecordings(paths.resources() / "sounds")

    def recorded(self, heard: str, locale: str) -> Clip | None:
        """The recording of a text (`sound.spoken.key`): the teacher's, a pack's, the app's."""
        return (
            self.recordings.clip(heard)
            or self.library.recorded(heard, locale)
            or self._app_recordings.clip(heard)
        )

    # Community

    def make_pact(self, learner: str | None, plans: Sequence[Plan]) -> Changes:
        """Keep a pact of two promises with their plans; a guest's plans stay on the paper."""
        return pact.make(self.records, learner, plans)

    def declare_space(
        self, form: SpaceForm, answers: Mapping[str, bool], questions: Sequence[str]
    ) -> Changes:
        """Keep the declaration of this place; its name becomes the place of the settings.

        The name comes first: a place may be called so without a declaration, and no paper names a
        place that declared itself by another name. Raises, and takes the name back where it can.
        """
        name, before = space.checked(form, answers, questions), self.settings
        changes = self.store_settings(replace(before, place=name))
        try:
            return changes | space.declare(self.records, form, answers, questions)
        except MilClicksError as error:
            try:
                self.store_settings(before)
            except MilClicksError:
                raise space.half_declared(name, error) from error
            raise

    def daily_click(self, locale: str) -> Mapping[str, Any] | None:
        """Return the click of today {id, strand, text, ask, why}; None when no pack has one."""
        try:
            entries = self.library.document("daily", locale)["entries"]
        except NotFound:
            return None
        chosen = clicks.today(self.records, [str(e["id"]) for e in entries], self.clock.now())
        return next((dict(each) for each in entries if each["id"] == chosen), None)

    def click_seen(self, click: str) -> Changes:
        """Note that a click was shown today."""
        return clicks.seen(self.records, click)
