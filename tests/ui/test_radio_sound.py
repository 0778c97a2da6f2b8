"""The recording of a radio script: played, stopped, over, out of sight, and without a device."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from milclicks.core.texts import Texts
from milclicks.sound import decode
from milclicks.sound.clip import FLAC, MP3, WAV, Clip
from milclicks.sound.gear import Gear
from milclicks.sound.player import NoSound, not_playable
from milclicks.ui.artefacts import artefact_view
from milclicks.ui.artefacts.playbar import PlayBar
from milclicks.ui.hearing import Hearing, clip_of
from milclicks.ui.jobs import InlineJobs, Job, Jobs
from milclicks.ui.pictures import MediaOf
from milclicks.ui.shell import Shell
from milclicks.ui.widgets.progress import ThinBar
from milclicks.ui.widgets.text import TextBlock
from tests.support.fake_sound import FakeMicrophone, FakePlayer, FakeVoice
from tests.support.long_sounds import NEVER, flac, wave
from tests.support.refusing import within
from tests.support.screens import Hand, Keys, find, settle, there, window
from tests.support.two_packs import BULLETIN, two_packs

HANDS = [("en", Hand), ("en", Keys), ("ar", Hand), ("ar", Keys), ("fr", Hand), ("es", Hand)]


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return two_packs(tmp_path_factory.mktemp("radio"))


@contextmanager
def at_the_bulletin(
    folder: Path, packs: Path, player: FakePlayer, locale: str = "en"
) -> Iterator[Shell]:
    gear = Gear(player, FakeVoice(), FakeMicrophone())
    with window(folder, packs, gear=gear, locale=locale) as shell:
        shell.go("player", ref=BULLETIN, step="hook")
        settle()
        yield shell


def bar() -> PlayBar:
    found = find("play-bar")
    assert isinstance(found, PlayBar)
    return found


def told() -> str:
    found = find("sound-told")
    assert isinstance(found, TextBlock)
    return found.text()


@pytest.mark.parametrize(("locale", "kind"), HANDS)
def test_it_plays_and_stops(
    qapp: object, tmp_path: Path, packs: Path, locale: str, kind: type[Hand]
) -> None:
    player, hand = FakePlayer(), kind()
    with at_the_bulletin(tmp_path / "d", packs, player, locale) as shell:
        hand.press("play-sound")
        assert bar().playing and bar().button.accessibleName() == shell.context.texts.say("Stop")
        assert player.now is not None and player.now.mediatype == MP3
        shown = shell.workspace.library.lesson_locale(BULLETIN, locale)
        sound = shell.workspace.library.clip(BULLETIN.pack_key, f"bulletin-{shown}")
        assert player.now == sound and 20 <= sound.seconds <= 35
        hand.press("play-sound")
        assert player.stops == 1 and player.now is None
        assert not bar().playing


def test_how_far_it_is(qapp: object, tmp_path: Path, packs: Path) -> None:
    player = FakePlayer()
    with at_the_bulletin(tmp_path / "d", packs, player):
        assert not there("sound-progress")
        Hand().press("play-sound")
        player.advance(9.3)
        bar().look()
        progress = find("sound-progress")
        assert isinstance(progress, ThinBar)
        assert told() == progress.accessibleName() == "\u20689\u2069 of \u206828\u2069 seconds"


def test_the_end_comes_from_another_thread_and_it_can_be_heard_again(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    player = FakePlayer()
    with at_the_bulletin(tmp_path / "d", packs, player):
        Hand().press("play-sound")
        thread = threading.Thread(target=player.end)
        thread.start()
        thread.join()
        settle()
        assert not bar().playing and not there("sound-progress")
        Hand().press("play-sound")
        assert len(player.played) == 2


def test_it_is_silent_out_of_sight(qapp: object, tmp_path: Path, packs: Path) -> None:
    player = FakePlayer()
    with at_the_bulletin(tmp_path / "d", packs, player) as shell:
        Hand().press("play-sound")
        shell.go("today")
        settle()
        assert player.now is None and player.stops == 1


def test_another_who_plays_ends_it(qapp: object, tmp_path: Path, packs: Path) -> None:
    player = FakePlayer()
    with at_the_bulletin(tmp_path / "d", packs, player):
        Hand().press("play-sound")
        player.advance(2)
        bar().look()
        player.stop()
        bar().look()
        assert not bar().playing


def test_without_a_loudspeaker_one_sentence_and_the_words(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    with at_the_bulletin(tmp_path / "d", packs, FakePlayer(present=False)):
        Hand().press("play-sound")
        assert told() == (
            "This computer has no loudspeaker that the app can use."
            " Read the text instead, or connect a loudspeaker and try again."
        )
        assert not bar().playing
        assert "A listener says" in find("part-n3").accessibleName()


def test_a_damaged_recording_is_said(qapp: object, tmp_path: Path, packs: Path) -> None:
    from tests.support.answer_screen import dressed

    texts: Texts = dressed("en")

    def damaged(name: str) -> Clip:
        raise not_playable(name)

    with window(tmp_path / "d", packs) as shell:
        lesson = shell.workspace.library.lesson(BULLETIN, "en")
    art = next(one for one in lesson.artefacts() if one.sounds())
    hearing = Hearing(FakePlayer(), damaged, InlineJobs())
    view = artefact_view(art, texts, MediaOf(lambda n: b"", lambda n: n, hearing))
    try:
        found = view.findChild(PlayBar)
        assert found is not None
        found.toggle()
        settle()
        assert found.told.text().startswith("This recording is damaged")
        assert not found.waiting and not found.playing
    finally:
        view.deleteLater()


def test_four_years_of_sound_are_said_and_not_waited_for(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    from tests.support.answer_screen import dressed

    with window(tmp_path / "d", packs) as shell:
        lesson = shell.workspace.library.lesson(BULLETIN, "en")
    art = next(one for one in lesson.artefacts() if one.sounds())
    player = FakePlayer()
    hearing = Hearing(player, lambda name: decode.read(flac(2_000, 1), FLAC), InlineJobs())
    view = artefact_view(art, dressed("en"), MediaOf(lambda n: b"", lambda n: n, hearing))
    try:
        found = view.findChild(PlayBar)
        assert found is not None
        with within(20):
            found.toggle()
            settle()
        assert found.told.text().startswith("This recording is too long")
        assert not found.playing and not player.played
    finally:
        view.deleteLater()


class Held:
    """Work that is asked for is done once the test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[Job[object]] = []
        monkeypatch.setattr(InlineJobs, "_launch", lambda _jobs, job: self.asked.append(job))

    def let_go(self) -> None:
        """Do all of it now."""
        while self.asked:
            self.asked.pop(0).run_now()
        settle()


@pytest.mark.parametrize(("locale", "kind"), HANDS)
def test_while_a_sound_is_measured_the_window_goes_on_and_stop_is_heard(
    qapp: object,
    tmp_path: Path,
    packs: Path,
    monkeypatch: pytest.MonkeyPatch,
    locale: str,
    kind: type[Hand],
) -> None:
    player, hand = FakePlayer(), kind()
    with at_the_bulletin(tmp_path / "d", packs, player, locale) as shell:
        say, held = shell.context.texts.say, Held(monkeypatch)
        hand.press("play-sound")
        assert bar().waiting and not bar().playing and not player.played
        assert bar().button.accessibleName() == say("Stop")
        assert told() == say("All that is said stands below as text."), "not for a blink"
        bar().look()
        assert told() == say("Getting ready …") == find("sound-progress").accessibleName()
        hand.press("play-sound")
        assert not bar().waiting and bar().button.accessibleName() == say("Listen")
        held.let_go()
        assert not player.played and not there("sound-progress"), "nobody waits for it any more"
        hand.press("play-sound")
        held.let_go()
        assert bar().playing and not bar().waiting and player.now is not None


def test_a_sound_that_is_ready_after_the_page_has_gone_is_not_heard(
    qapp: object, tmp_path: Path, packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    player = FakePlayer()
    with at_the_bulletin(tmp_path / "d", packs, player) as shell:
        held = Held(monkeypatch)
        Hand().press("play-sound")
        waits = bar()
        waits.hide()
        assert not waits.waiting
        shell.go("today")
        settle()
        held.let_go()
        assert not player.played


def test_a_sound_is_read_on_another_thread_while_the_library_is_free(
    qapp: object, tmp_path: Path, packs: Path
) -> None:
    """The window reads from the library at the very moment when the sound is measured."""
    from tests.support.answer_screen import dressed

    with window(tmp_path / "d", packs) as shell:
        library = shell.workspace.library
        lesson = library.lesson(BULLETIN, "en")
        art = next(one for one in lesson.artefacts() if one.sounds())
        player, jobs, measured = FakePlayer(), Jobs(), threading.Event()
        threads: list[int] = []

        def read(name: str) -> Clip:
            threads.append(threading.get_ident())
            clip = clip_of(library, BULLETIN.pack_key, name)
            assert measured.wait(20)
            return clip

        hearing = Hearing(player, read, jobs)
        view = artefact_view(art, dressed("en"), MediaOf(lambda n: b"", lambda n: n, hearing))
        try:
            found = view.findChild(PlayBar)
            assert found is not None
            found.toggle()
            assert found.waiting and library.lesson(BULLETIN, "fr").title
            measured.set()
            while found.waiting:
                settle()
            assert found.playing and player.now is not None
            assert threads and threads[0] != threading.get_ident()
        finally:
            jobs.close()
            view.deleteLater()


def test_a_sound_whose_beginning_must_be_looked_for_is_said() -> None:
    """Whatever length it says: the window would look for it when it is played."""
    with within(30), pytest.raises(NoSound):
        decode.begins(Clip(NEVER * 4_000_000, MP3, 3.0))
    ticks = iter(range(100))
    with pytest.raises(NoSound, match="too long"):
        decode.begins(Clip(wave(8_000, 8_000), WAV, 1.0), now=lambda: float(next(ticks)))
    decode.begins(Clip(wave(8_000, 8_000), WAV, 1.0))


def test_the_projector_plays_it_too(qapp: object, tmp_path: Path, packs: Path) -> None:
    player = FakePlayer()
    gear = Gear(player, FakeVoice(), FakeMicrophone())
    with window(tmp_path / "d", packs, gear=gear) as shell:
        shell.seat.teacher = True
        shell.go("present", ref=BULLETIN, cut=20)
        settle()
        settle()  # the wall cuts its pages to the room it got
        Hand().press("play-sound")
        assert player.now is not None
        QTest.keyClick(shell.screen_.wall, Qt.Key.Key_PageDown)
        settle()
        assert player.now is None


def test_without_hearing_there_is_no_bar(qapp: object, tmp_path: Path, packs: Path) -> None:
    from tests.support.answer_screen import NO_PICTURES, dressed

    with window(tmp_path / "d", packs) as shell:
        lesson = shell.workspace.library.lesson(BULLETIN, "en")
    art = next(one for one in lesson.artefacts() if one.sounds())
    view = artefact_view(art, dressed("en"), NO_PICTURES)
    try:
        assert view.findChild(PlayBar) is None
    finally:
        view.deleteLater()
