"""No sound holds anybody: bounds for what a head says, for samples, for time."""

from __future__ import annotations

from pathlib import Path

import pytest

from milclicks.sound import aloud, decode
from milclicks.sound.aloud import Aloud
from milclicks.sound.clip import FLAC, MP3, WAV, Clip
from milclicks.sound.gear import Gear
from milclicks.sound.paced import Paced
from milclicks.sound.player import NoSound
from tests.support.fake_sound import FakeMicrophone, FakePlayer, FakeVoice
from tests.support.long_sounds import NEVER, flac, wave
from tests.support.refusing import plain, within

MEDIA = Path(__file__).resolve().parents[3] / "content_packs" / "mil-core" / "media"
LINE = (MEDIA / "say-promise-1-en.mp3").read_bytes()
LOW = (b"\xff\xf3\x14\xc4" + b"\0" * 20) * 313_000
"""An MP3 of eight thousand bits a second: two hours and five minutes in seven megabytes."""
MIB = 1024 * 1024


class Clock:
    """Goes on by `step` seconds whenever it is looked at."""

    def __init__(self, step: float = 0.0) -> None:
        self.at, self.step, self.looks = 0.0, step, 0

    def __call__(self) -> float:
        self.at += self.step
        self.looks += 1
        return self.at


LONG = [
    (flac(2_000, 1), FLAC),
    (flac(60, 1, said=None), FLAC),
    (flac(3, 7_999), FLAC),
    (flac(3, 192_001), FLAC),
    (flac(3, said=3 * 3600 * 44_100), FLAC),
    (flac(700), FLAC),
    (flac(2_000, 8_000), FLAC),
    (wave(60_000, 1), WAV),
    (wave(9, 200_000), WAV),
    (wave(9, 44_100, channels=9), WAV),
    (wave(60_000, 1, said=0xFFFF_FFFF), WAV),
    (LOW, MP3),
]
LONG_IDS = [
    "flac 4 years", "flac says so", "flac slow", "flac fast", "flac says 3 h", "flac swells",
    "flac 4 h", "wav 1 Hz", "wav fast", "wav channels", "wav says more", "mp3 2 h 5 min",
]  # fmt: skip


@pytest.mark.parametrize(("data", "mediatype"), LONG, ids=LONG_IDS)
def test_a_sound_past_the_bounds_is_not_played_and_said_in_a_sentence(
    data: bytes, mediatype: str
) -> None:
    """By counting, not by the clock: it stands still here."""
    with within(60), pytest.raises(NoSound) as caught:
        decode.read(data, mediatype, now=Clock())
    plain(caught.value.sentence, caught.value.remedy)
    assert str(caught.value.sentence.text).startswith("This recording is too long")


@pytest.mark.parametrize(("data", "mediatype"), LONG[:5] + LONG[7:11], ids=str)
def test_what_its_head_says_is_asked_before_anything_is_decoded(
    monkeypatch: pytest.MonkeyPatch, data: bytes, mediatype: str
) -> None:
    monkeypatch.setattr("miniaudio.stream_any", None)
    with pytest.raises(NoSound):
        decode.read(data, mediatype)
    with pytest.raises(NoSound):
        decode.stream(data, mediatype, 44_100, 2)


@pytest.mark.parametrize(
    ("data", "mediatype", "seconds"),
    [
        (flac(300), FLAC, 300 * 65_535 / 44_100),
        (flac(300, said=None), FLAC, 300 * 65_535 / 44_100),
        (flac(5, 192_000), FLAC, 5 * 65_535 / 192_000),
        (wave(80_000, 8_000), WAV, 10.0),
        (wave(192_000, 192_000, channels=8), WAV, 1.0),
        (LOW[: 24 * 150_000], MP3, 3_600.0),
    ],
    ids=["7 min of silence", "said", "192 kHz", "8 kHz", "8 channels", "an hour"],
)
def test_control_long_quiet_slow_and_fast_sounds_are_played(
    data: bytes, mediatype: str, seconds: float
) -> None:
    found = decode.read(data, mediatype, now=Clock()).seconds
    assert found == pytest.approx(seconds, rel=0.1)
    assert len(decode.stream(data, mediatype, 44_100, 2).send(2_000)) == 4_000


@pytest.mark.parametrize("start", [b"", LINE, b"ID3\4\0\0\0\0\0\0"], ids=["bare", "line", "notes"])
def test_a_decoder_that_looks_for_a_beginning_gets_no_more_bytes_after_the_time(
    start: bytes,
) -> None:
    data, clock = start + NEVER * MIB, Clock(0.02)
    with within(60), pytest.raises(NoSound) as caught:
        decode.read(data, MP3, now=clock)
    assert str(caught.value.sentence.text).startswith("This recording is too long")
    assert clock.looks < 3 * decode.PATIENCE / clock.step


def test_what_is_made_or_checked_has_more_time() -> None:
    clock = Clock(decode.PATIENCE / 100)
    with pytest.raises(NoSound):
        decode.read(LOW[: 24 * 1_000], MP3, now=clock)
    assert decode.read(LOW[: 24 * 1_000], MP3, within=decode.THOROUGH, now=clock).seconds > 20


def test_a_player_waits_for_each_piece_and_not_for_all() -> None:
    clock = Clock(decode.PATIENCE / 100)
    pieces = decode.stream(LINE, MP3, 44_100, 2, now=clock)
    assert sum(len(piece) for piece in pieces) / 88_200 == pytest.approx(4.6, abs=0.2)
    assert clock.at > 2 * decode.PATIENCE


def test_bytes_are_given_as_a_file_gives_them() -> None:
    class Place:
        def __init__(self, name: str) -> None:
            self.name = name

    clock = Clock()
    paced = Paced(b"0123456789", clock)
    paced.allow(1)
    assert (paced.read(4), paced.read(4), paced.read(4), paced.read(4)) == (
        b"0123", b"4567", b"89", b"",
    )  # fmt: skip
    assert paced.seek(2, Place("START")) and paced.read(1) == b"2"
    assert paced.seek(3, Place("CURRENT")) and paced.read(1) == b"6"
    assert paced.seek(-1, Place("END")) and paced.read(9) == b"9"
    assert not paced.seek(-11, Place("END")) and not paced.seek(1, Place("CURRENT"))
    assert paced.seek(0, Place("START")) and not paced.late
    clock.at = 2.0
    assert paced.read(4) == b"" and paced.late


def test_a_wav_of_a_million_parts_is_not_gone_through() -> None:
    data = wave(9, 44_100)
    data = data[:12] + b"abcd\0\0\0\0" * 10_000 + data[12:]
    assert decode.said_seconds(data, WAV) == 0.0
    assert decode.said_seconds(wave(44_100, 44_100), WAV) == 1.0


def test_recordings_that_come_to_nothing_take_little_time_of_a_page() -> None:
    """Each costs its patience; after the first ones the voice speaks without asking for more."""
    clock, asked = Clock(), []

    def recorded(name: str, locale: str) -> Clip | None:
        asked.append(name)
        clock.at += decode.PATIENCE
        return None

    texts = [f"Text {number}" for number in range(60)]
    deaf = Aloud(Gear(FakePlayer(), FakeVoice(), FakeMicrophone()), recorded, now=clock)
    assert not deaf.can(texts, "en")
    assert not any(deaf.say(text, "en", lambda: None) for text in texts)
    assert len(asked) * decode.PATIENCE <= aloud.PATIENCE + decode.PATIENCE
    voice = FakeVoice("en")
    heard = Aloud(Gear(FakePlayer(), voice, FakeMicrophone()), recorded, now=clock)
    assert heard.can(texts, "en") and all(heard.say(text, "en", lambda: None) for text in texts)
    assert len(voice.said) == 60 and len(asked) <= 4


def test_control_a_page_without_recordings_asks_for_each() -> None:
    asked: list[str] = []

    def recorded(name: str, locale: str) -> Clip | None:
        asked.append(name)
        return Clip(LINE, MP3, 4.6) if len(asked) == 60 else None

    gear = Gear(FakePlayer(), FakeVoice(), FakeMicrophone())
    assert Aloud(gear, recorded, now=Clock()).can([f"Text {n}" for n in range(60)], "en")
