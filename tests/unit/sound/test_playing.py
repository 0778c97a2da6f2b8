"""Clips, the device, the microphone: real decoding, a device that plays to nobody."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from milclicks.sound import decode
from milclicks.sound.clip import FLAC, MP3, WAV, Clip
from milclicks.sound.device import DevicePlayer
from milclicks.sound.microphone import MOST_SECONDS, RATE, DeviceMicrophone, wav
from milclicks.sound.player import NoSound

MEDIA = Path(__file__).resolve().parents[3] / "content_packs" / "mil-core" / "media"
LINE = (MEDIA / "say-promise-1-en.mp3").read_bytes()
PATIENCE = 20.0  # seconds before a test that waits for another thread gives up


def tone(seconds: float) -> Clip:
    """A saw-tooth."""
    samples = (n * 37 % 4000 for n in range(int(seconds * RATE)))
    return wav(b"".join(sample.to_bytes(2, "little") for sample in samples))


def test_the_true_length_comes_from_decoding() -> None:
    assert decode.read(tone(1.5).data, WAV).seconds == pytest.approx(1.5, abs=0.01)
    assert 2.0 < decode.read(LINE, MP3).seconds < 8.0


@pytest.mark.parametrize(
    ("data", "mediatype"),
    [
        (b"", MP3),
        (b"ID3" + b"\0" * 200, MP3),
        (b"MZ" + b"\0" * 200, MP3),
        (LINE, WAV),
        (tone(1.0).data[:-8000], WAV),
        (tone(1.0).data[:30], WAV),
        (b"fLaC" + b"\0" * 60, FLAC),
        (b"OggS" + b"\0" * 200, "audio/ogg"),
    ],
    ids=["empty", "no frames", "a program", "another kind", "cut", "head only", "flac", "ogg"],
)
def test_what_cannot_be_played_to_its_end_is_refused_in_a_sentence(
    data: bytes, mediatype: str
) -> None:
    with pytest.raises(NoSound) as caught:
        decode.read(data, mediatype)
    assert caught.value.remedy is not None


def test_noise_within_a_sound_is_survived() -> None:
    broken = bytearray(LINE)
    for at in range(300, len(broken), 97):
        broken[at] ^= 0x5A
    for kind in (MP3, WAV, FLAC):
        try:
            decode.read(bytes(broken), kind)
        except NoSound:
            continue


def test_a_clip_is_played_to_its_end_and_told_once() -> None:
    player, over, times = DevicePlayer(silent=True), threading.Event(), []
    assert player.available()

    def ended() -> None:
        times.append(1)
        over.set()

    player.play(tone(0.3), ended)
    assert over.wait(PATIENCE)
    assert player.position() == pytest.approx(0.3, abs=0.05)
    player.stop()
    assert player.position() == 0.0
    assert times == [1]


def test_what_was_stopped_or_replaced_is_never_told() -> None:
    player, told, over = DevicePlayer(silent=True), [], threading.Event()
    player.play(tone(0.4), lambda: told.append("stopped"))
    player.stop()
    player.play(tone(0.4), lambda: told.append("replaced"))
    player.play(tone(0.4), over.set)
    assert over.wait(PATIENCE)
    player.stop()
    assert told == []


def test_a_damaged_clip_is_a_sentence_and_leaves_silence() -> None:
    player = DevicePlayer(silent=True)
    with pytest.raises(NoSound):
        player.play(Clip(b"no sound", MP3, 1.0), lambda: None)
    assert player.position() == 0.0


def test_the_microphone_gives_what_it_heard_as_a_wav() -> None:
    microphone, heard = DeviceMicrophone(silent=True), threading.Event()
    assert microphone.stop() is None
    microphone.start()
    for _ in range(200):
        if microphone.seconds() > 0.1 or heard.wait(0.05):
            break
    clip = microphone.stop()
    assert clip is not None and clip.seconds > 0.1
    assert decode.read(clip.data, clip.mediatype).seconds == pytest.approx(clip.seconds, abs=0.02)
    assert microphone.seconds() == 0.0


def test_a_line_has_a_longest_length() -> None:
    microphone = DeviceMicrophone(silent=True)
    kept = microphone._keep()
    next(kept)
    for _ in range(int(MOST_SECONDS) + 5):
        kept.send(b"\0" * RATE * 2)
    clip = microphone.stop()
    assert clip is not None and clip.seconds == MOST_SECONDS
