"""Reading aloud by taps and by keys, in both directions; hidden where nothing can be heard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from milclicks.core.texts import LOCALES
from milclicks.sound.gear import Gear
from milclicks.sound.spoken import key, spoken
from milclicks.ui.aloud.pieces import pieces
from milclicks.ui.shell import Shell, read_part
from milclicks.ui.widgets.buttons import Button
from milclicks.ui.widgets.text import TextBlock
from tests.support.fake_sound import FakeMicrophone, FakePlayer, FakeVoice
from tests.support.packs_of_lessons import build_test_pack
from tests.support.screens import Hand, Keys, find, quay_packs, settle, there, window


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quay_packs(tmp_path_factory.mktemp("aloud"))


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_test_pack(tmp_path_factory.mktemp("kinds") / "packs")


class Desk:
    """A window with a voice that the test drives."""

    def __init__(self, shell: Shell, gear: Gear) -> None:
        self.shell, self.gear = shell, gear
        assert isinstance(gear.voice, FakeVoice)
        self.voice: FakeVoice = gear.voice

    def open(self, route: str, **params: Any) -> None:
        self.shell.go(route, **params)
        self.rest()

    def rest(self) -> None:
        """Wait until the window is calm and has looked at the page."""
        calm = 0
        for _ in range(400):
            settle(5)
            calm = calm + 1 if self.shell.listener.looked else 0
            if calm == 4:
                return
        raise AssertionError("the page was never looked at")

    @property
    def said(self) -> list[str]:
        return [text for text, _ in self.voice.said]

    def next(self) -> None:
        self.voice.end()
        settle(10)

    def to_the_end(self) -> list[str]:
        """Everything that is read from here on."""
        for _ in range(400):
            if not self.shell.listener.reading:
                return self.said
            self.next()
        raise AssertionError("it never ends")


@contextmanager
def desk(
    folder: Path,
    packs: Path,
    *,
    voices: tuple[str, ...] = LOCALES,
    player: bool = False,
    **more: Any,
) -> Iterator[Desk]:
    """A window with a voice; without a loudspeaker of its own no recording is played."""
    gear = Gear(FakePlayer(present=player), FakeVoice(*voices), FakeMicrophone())
    with window(folder / "d", packs, gear=gear, **more) as shell:
        yield Desk(shell, gear)


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("hand", [Hand, Keys])
def test_a_page_is_read_in_its_order_and_stopped(
    tmp_path: Path, packs: Path, locale: str, hand: type[Hand]
) -> None:
    with desk(tmp_path, packs, locale=locale) as it:
        it.open("pact")
        hand().press("read-aloud")
        assert it.said[0] == "The pact"
        assert {spoken_in for _, spoken_in in it.voice.said} == {locale}
        for _ in range(3):
            it.next()
        assert it.said[1:4] == ["Ten promises.", "Promise 1", "I keep promise number 1."]
        find("reading-mark")
        hand().press("read-aloud")
        assert not it.shell.listener.reading and it.voice.stops > 0
        assert there("reading-mark") is None


@pytest.mark.parametrize("keys", ["F5", "R"])
def test_keys_begin_and_escape_stops_without_leaving_the_lesson(
    tmp_path: Path, kinds: Path, keys: str
) -> None:
    with desk(tmp_path, kinds) as it:
        it.open("player")
        modifier = (
            Qt.KeyboardModifier.ControlModifier if keys == "R" else Qt.KeyboardModifier.NoModifier
        )
        focus = QApplication.focusWidget() or it.shell
        QTest.keyClick(focus, getattr(Qt.Key, f"Key_{keys}"), modifier)
        settle(10)
        assert it.shell.listener.reading and it.said
        QTest.keyClick(QApplication.focusWidget() or it.shell, Qt.Key.Key_Escape)
        settle(10)
        assert not it.shell.listener.reading and it.shell.route == "player"
        QTest.keyClick(QApplication.focusWidget() or it.shell, Qt.Key.Key_Escape)
        settle(10)
        assert it.shell.route != "player"


def test_shift_begins_at_the_text_at_hand(tmp_path: Path, packs: Path) -> None:
    with desk(tmp_path, packs) as it:
        it.open("pact")
        cards = [b for b in it.shell.screen_.findChildren(Button) if b.words() == "Promise 4"]
        cards[0].setFocus()
        QTest.keyClick(cards[0], Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
        settle(10)
        assert it.said == ["Promise 4"]
        it.next()
        it.next()
        assert it.said[1:] == ["I keep promise number 4.", "Promise 5"]


def test_a_tap_on_words_reads_on_from_there(tmp_path: Path, packs: Path) -> None:
    with desk(tmp_path, packs) as it:
        it.open("pact")
        Hand().press("read-aloud")
        intro = next(
            b for b in it.shell.screen_.findChildren(TextBlock) if b.text() == "Ten promises."
        )
        QTest.mouseClick(intro, Qt.MouseButton.LeftButton)
        settle(10)
        assert it.said[-1] == "Ten promises."
        it.shell.listener.stop()
        QTest.mouseClick(intro, Qt.MouseButton.LeftButton)
        settle(10)
        assert it.said[-1] == "Ten promises." and not it.shell.listener.reading


def test_without_a_voice_or_recordings_there_is_no_control(tmp_path: Path, packs: Path) -> None:
    with desk(tmp_path, packs, voices=("fr",)) as it:
        it.open("pact")
        assert there("read-aloud") is None
        QTest.keyClick(it.shell, Qt.Key.Key_F5)
        settle(10)
        assert it.said == []
        settings = replace(it.shell.workspace.settings, locale="fr")
        it.shell.bus.tell(it.shell.workspace.store_settings(settings))
        it.rest()
        find("read-aloud")


def test_a_recording_alone_shows_the_control_and_is_played(tmp_path: Path, packs: Path) -> None:
    with desk(tmp_path, packs, voices=(), player=True) as it:
        own, clip = it.shell.workspace.recordings, FakeMicrophone()
        clip.start()
        own.keep("pact:p3/sentence", "en", "I keep promise number 3.", clip.stop())
        it.open("pact")
        Hand().press("read-aloud")
        player = it.gear.player
        assert isinstance(player, FakePlayer)
        assert len(player.played) == 1 and it.said == []
        mark = find("reading-mark")
        assert mark.read.words() == "Promise 3"
        player.end()
        settle(10)
        assert not it.shell.listener.reading


def test_the_settings_turn_it_off_and_set_the_speed(tmp_path: Path, packs: Path) -> None:
    with desk(tmp_path, packs) as it:
        it.open("settings")
        Hand().press("set-voice_speed-130", "read-aloud")
        assert it.voice.speeds[-1] == 130
        Hand().press("set-read_aloud-False")
        it.rest()
        assert there("read-aloud") is None and not it.shell.listener.reading
        it.open("pact")
        assert there("read-aloud") is None
        it.open("settings")
        Keys().press("set-read_aloud-True")
        it.rest()
        find("read-aloud")


@pytest.mark.parametrize(
    "route", ["pact", "space", "daily", "glossary", "chooser", "today", "learn", "help"]
)
@pytest.mark.parametrize("size", [(1024, 600), (1280, 800)])
def test_no_page_grows_by_its_control(
    tmp_path: Path, packs: Path, route: str, size: tuple[int, int]
) -> None:
    heights = []
    for voices in ((), LOCALES):
        with desk(tmp_path / str(len(heights)), packs, voices=voices, size=size) as it:
            it.open(route)
            assert (there("read-aloud") is not None) == bool(voices)
            found = it.shell.screen_
            heights.append((found.y(), found.height(), found.sizeHint().height()))
    assert heights[0] == heights[1]


def test_the_name_of_who_sits_down_is_said(tmp_path: Path, packs: Path) -> None:
    with desk(tmp_path, packs) as it:
        learner, _ = it.shell.workspace.add_learner("Yara", "river")
        it.open("chooser")
        Hand().press("read-aloud")
        assert "Who is here?" in it.said and "MIL CLICKS" not in it.said
        assert "Yara" in it.to_the_end()
        Hand().press(f"learner-{learner.id}")
        assert it.said[-1] == "Yara" and it.shell.route == "today"


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_every_step_of_a_lesson_is_read_as_it_stands(
    tmp_path: Path, kinds: Path, locale: str
) -> None:
    """All that is seen and nothing that is not yet: no feedback before the answer."""
    with desk(tmp_path, kinds, locale=locale) as it:
        it.open("player")
        screen = it.shell.screen_
        lesson = screen.player.desk.lesson
        ref = screen.ref
        for step in lesson.steps:
            it.open("player", ref=ref, step=step.id)
            screen = it.shell.screen_
            screen._drop_slip()
            it.rest()
            it.voice.said.clear()
            it.shell.listener.begin()
            settle(5)
            heard = it.to_the_end()
            seen = [
                b
                for b in screen.player.page.findChildren(TextBlock)
                if b.isVisible() and b.text().strip()
            ]
            words = {spoken(block.text(), locale) for block in seen} - {""}
            assert words and words <= set(heard), step.id
            question = screen.player.desk.view().question
            if question is not None and question.phase != "feedback":
                told = [option.feedback for option in getattr(question.item, "options", ())]
                assert not {spoken(text, locale) for text in told if text} & set(heard)


def test_a_new_page_or_a_changed_one_ends_the_reading(tmp_path: Path, kinds: Path) -> None:
    with desk(tmp_path, kinds) as it:
        it.open("player")
        player = it.shell.screen_.player
        Hand().press("read-aloud")
        stops = it.voice.stops
        player._new_page(player.desk.view())
        settle(20)
        assert not it.shell.listener.reading and it.voice.stops > stops
        it.shell.listener.begin()
        it.open("today")
        assert not it.shell.listener.reading and there("reading-mark") is None


def test_gaps_are_heard_and_fields_are_not(tmp_path: Path, kinds: Path) -> None:
    with desk(tmp_path, kinds) as it:
        it.open("player")
        lesson, ref = it.shell.screen_.player.desk.lesson, it.shell.screen_.ref
        gaps = []
        for step in lesson.steps:
            it.open("player", ref=ref, step=step.id)
            player = it.shell.screen_.player
            for _ in range(12):
                found = [t for p in pieces(player.page) for t in p.texts if "{{" in t]
                gaps += [spoken(text, "en") for text in found]
                if not player.desk.view().can_advance or player.desk.view().last:
                    break
                player.do("advance")
                settle(5)
        assert gaps and all("blank" in text for text in gaps)


# --- the teacher's own lines -------------------------------------------------------------
LINE = "pact-p1-sentence"


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("hand", [Hand, Keys])
def test_a_teacher_records_hears_and_deletes_a_line(
    tmp_path: Path, packs: Path, locale: str, hand: type[Hand]
) -> None:
    with desk(tmp_path, packs, locale=locale, player=True) as it:
        it.shell.seat.teacher = True
        it.open("recordings")
        text = "I keep promise number 1."
        by = hand()
        by.press("part-*/pact", f"record-{LINE}")
        assert it.gear.microphone.recording
        by.press(f"stop-{LINE}")
        own = it.shell.workspace.recordings
        line = own.lines()[key(text, locale)]
        assert (line.unit, line.locale, line.seconds) == ("pact:p1/sentence", locale, 1.5)
        by.press(f"play-{LINE}")
        assert it.gear.player.played[-1].data == own.clip(key(text, locale)).data
        by.press(f"delete-{LINE}")
        assert own.clip(key(text, locale)) is None and it.gear.player.now is None
        assert there(f"play-{LINE}") is None
        by.press("notice-action")
        assert own.clip(key(text, locale)) is not None


def test_recordings_stand_behind_the_pin(tmp_path: Path, packs: Path) -> None:
    with desk(tmp_path, packs) as it:
        it.open("recordings")
        assert it.shell.route == "pin"


def test_without_a_microphone_there_is_a_sentence(tmp_path: Path, packs: Path) -> None:
    with desk(tmp_path, packs) as it:
        it.shell.seat.teacher = True
        it.gear.microphone.present = False
        heard: list[Any] = []
        it.shell.notices.shown.connect(heard.append)
        it.open("recordings", part="app")
        Hand().press("record-app-1")
        assert "no microphone" in heard[-1].sentence and heard[-1].error
        find("record-app-1")


def test_leaving_the_page_ends_the_recording_without_keeping_it(
    tmp_path: Path, packs: Path
) -> None:
    with desk(tmp_path, packs) as it:
        it.shell.seat.teacher = True
        it.open("recordings", part="app")
        Hand().press("record-app-1")
        it.open("teach")
        assert not it.gear.microphone.recording
        assert it.shell.workspace.recordings.lines() == {}


def test_a_long_line_ends_by_itself_and_is_kept(tmp_path: Path, packs: Path) -> None:
    with desk(tmp_path, packs) as it:
        it.shell.seat.teacher = True
        it.gear.microphone.length = 60.0
        it.open("recordings", part="app")
        Hand().press("record-app-1")
        it.shell.screen_._tick()
        assert not it.gear.microphone.recording
        find("play-app-1")


def test_a_part_of_a_screen_may_be_what_is_read(qapp: object) -> None:
    whole = QWidget()
    assert read_part(whole) is whole


def test_a_lesson_lent_another_language_is_read_in_its_own(tmp_path: Path, packs: Path) -> None:
    with desk(tmp_path, packs, voices=("en",), locale="fr") as it:
        it.open("player")
        Hand().press("read-aloud")
        assert it.voice.said[0][1] == "en"
        it.open("today")
        assert there("read-aloud") is None
