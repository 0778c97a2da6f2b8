"""A teacher's own lines: on the disk before they count, gone when deleted; the app's sentences."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from milclicks.core import paths
from milclicks.core.errors import BadInput, DiskFull, MilClicksError, NotWritable
from milclicks.core.texts import Texts
from milclicks.sound.clip import Clip
from milclicks.sound.microphone import wav
from milclicks.sound.recordings import AppRecordings, OwnRecordings
from milclicks.sound.spoken import key
from milclicks.workspace import Workspace
from tests.support.clock import FrozenClock

ONE, TWO = wav(b"\1\0" * 16_000), wav(b"\2\0" * 32_000)


def test_a_line_is_on_the_disk_and_found_by_what_is_heard(tmp_path: Path) -> None:
    name = OwnRecordings(tmp_path).keep("pact:p1/sentence", "en", "I **breathe**.", ONE)
    again = OwnRecordings(tmp_path)
    clip = again.clip(name)
    assert clip is not None and (clip.data, clip.seconds) == (ONE.data, 1.0)
    assert name == key("I breathe", "en")
    line = again.lines()[name]
    assert (line.unit, line.locale, line.text) == ("pact:p1/sentence", "en", "I **breathe**.")
    assert again.clip(key("I breathe twice", "en")) is None


def test_the_same_words_are_recorded_anew_and_deleted(tmp_path: Path) -> None:
    own = OwnRecordings(tmp_path)
    own.keep("u:a", "en", "One", ONE)
    name = own.keep("u:a", "en", "One", TWO)
    clip = own.clip(name)
    assert clip is not None and clip.data == TWO.data
    own.delete(name)
    own.delete(name)
    assert own.clip(name) is None and OwnRecordings(tmp_path).lines() == {}
    assert list(tmp_path.glob("*.wav")) == []


@pytest.mark.parametrize("clip", [None, wav(b"\0\0" * 800)])
def test_nothing_heard_keeps_the_line_from_before(tmp_path: Path, clip: Clip | None) -> None:
    own = OwnRecordings(tmp_path)
    name = own.keep("u:a", "en", "One", ONE)
    with pytest.raises(BadInput):
        own.keep("u:a", "en", "One", clip)
    assert own.clip(name) is not None


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EACCES, NotWritable)]
)
def test_a_disk_that_takes_nothing_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[MilClicksError]
) -> None:
    own = OwnRecordings(tmp_path)
    name = own.keep("u:a", "en", "One", ONE)

    def refuse(*_: object) -> None:
        raise OSError(number, "no")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(kind) as caught:
            own.keep("u:a", "en", "One", TWO)
    assert caught.value.remedy is not None
    kept = OwnRecordings(tmp_path).clip(name)
    assert kept is not None and kept.data == ONE.data


def test_a_damaged_list_or_a_lost_sound_is_no_recording(tmp_path: Path) -> None:
    own = OwnRecordings(tmp_path)
    name = own.keep("u:a", "en", "One", ONE)
    (tmp_path / f"{name}.wav").unlink()
    assert own.clip(name) is None
    for broken in ("{", "[]", '{"x": {"unit": 1}}', '{"x": 5}'):
        (tmp_path / "index.json").write_text(broken)
        assert OwnRecordings(tmp_path).lines() == {}


@pytest.mark.parametrize("locale", ["en", "fr", "es", "pt_PT", "pt_BR", "sr_Cyrl", "sr_Latn"])
def test_the_words_of_signing_in_come_as_recordings(locale: str) -> None:
    app = AppRecordings(paths.resources() / "sounds")
    for sentence in ("Who is here?", "Join", "Go on as guest", "Choose a face and a nickname"):
        clip = app.clip(key(Texts(locale).say(sentence), locale))
        assert clip is not None and clip.seconds > 0.3, f"{locale}: {sentence}"
    assert app.clip(key("not recorded", locale)) is None
    assert AppRecordings(Path("/nowhere")).clip("x") is None


@pytest.mark.parametrize("locale", ["en", "fr", "es", "pt_PT", "pt_BR", "sr_Cyrl", "sr_Latn"])
def test_promises_and_hand_come_recorded_and_the_teacher_comes_first(
    tmp_path: Path, locale: str
) -> None:
    with Workspace.open(tmp_path / "d", clock=FrozenClock()) as workspace:
        library = workspace.library
        pack = next(info.id for info in library.packs() if info.id.startswith("mil"))
        pact, hand = (library.words(pack, name, locale) for name in ("pact", "m2"))
        units = [f"pact:p{n}/sentence" for n in range(1, 11)]
        texts = [pact[unit] for unit in units] + [
            hand[f"m2:key/five/e{n}/text"] for n in range(1, 7)
        ]
        for text in texts:
            clip = workspace.recorded(key(text, locale), locale)
            assert clip is not None and clip.mediatype == "audio/mpeg" and clip.seconds > 1
        workspace.recordings.keep(units[0], locale, texts[0], ONE)
        own = workspace.recorded(key(texts[0], locale), locale)
        assert own is not None and own.data == ONE.data


def test_arabic_has_no_synthetic_recordings(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "d", clock=FrozenClock()) as workspace:
        pact = workspace.library.words("mil.core", "pact", "ar")
        assert workspace.recorded(key(pact["pact:p1/sentence"], "ar"), "ar") is None
