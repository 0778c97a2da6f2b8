"""Which source speaks, and the processes of the system's voices."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from milclicks.core.texts import LOCALES
from milclicks.sound.aloud import Aloud
from milclicks.sound.clip import MP3, Clip
from milclicks.sound.gear import Gear
from milclicks.sound.player import NoSound
from milclicks.sound.spoken import key
from milclicks.sound.system_voice import ENGINES, Engine, SystemVoice
from milclicks.sound.voice import NoVoice
from tests.support.fake_sound import FakeMicrophone, FakePlayer, FakeVoice

PATIENCE = 20.0
CLIP = Clip(b"ID3", MP3, 1.0)
LISTS = {
    "espeak-ng": "Pty Language Age/Gender VoiceName File Other\n"
    " 5  en-gb  --/M  English_(Great_Britain)  gmw/en\n 5  ar  --/M  Arabic  sem/ar\n"
    " 5  pt-br  --/M  Portuguese_(Brazil)  roa/pt-BR\n 5  sr  --/M  Serbian  zls/sr\n",
    "spd-say": "NAME  LANGUAGE  VARIANT\nEnglish (Great Britain)+Max  en-GB  none\nSerbian  sr  x\n"
    "Portuguese (Brazil)  pt-BR  none\n",
    "say": "Eddy (English (UK)) en_GB    # Hello! My name is Eddy.\n"
    "Luciana             pt_BR    # Olá!\nMajed               ar_001   # مرحبًا\n",
    "powershell": "en-GB\tMicrosoft Hazel Desktop\r\npt-BR\tMicrosoft Maria Desktop\r\n\r\n",
}


class Shelf:
    """Recordings by key, and what was asked."""

    def __init__(self, *texts: str) -> None:
        self.clips = {key(text, "en"): CLIP for text in texts}

    def __call__(self, heard: str, locale: str) -> Clip | None:
        return self.clips.get(heard)


def gear(*, voice: tuple[str, ...] = (), player: bool = True) -> Gear:
    return Gear(FakePlayer(present=player), FakeVoice(*voice), FakeMicrophone())


def test_a_recording_comes_before_the_voice() -> None:
    held = gear(voice=("en",))
    aloud = Aloud(held, Shelf("One"), speed=130)
    assert aloud.say("**One**", "en", lambda: None)
    assert held.player.played == [CLIP] and held.voice.said == []
    assert aloud.say("Two", "en", lambda: None)
    assert held.voice.said == [("Two", "en")] and held.voice.speeds == [130]


def test_without_a_loudspeaker_the_voice_speaks_also_what_is_recorded() -> None:
    held = gear(voice=("en",), player=False)
    assert Aloud(held, Shelf("One")).say("One", "en", lambda: None)
    assert held.voice.said == [("One", "en")]


def test_nothing_can_be_heard_without_a_voice_or_a_recording() -> None:
    held = gear(voice=("fr",))
    aloud = Aloud(held, Shelf("One"))
    assert not aloud.say("Two", "en", lambda: None)
    assert not aloud.say("{{", "fr", lambda: None)
    assert aloud.can(["Two", "One"], "en") and not aloud.can(["Two"], "en")
    assert aloud.can(["Deux"], "fr") and not aloud.can(["—"], "fr")
    assert not Aloud(gear(player=False), Shelf("One")).can(["One"], "en")


def test_the_next_text_stops_the_one_before() -> None:
    held = gear(voice=("en",))
    aloud = Aloud(held, Shelf("One"))
    aloud.say("Two", "en", lambda: None)
    stops = held.voice.stops
    aloud.say("One", "en", lambda: None)
    assert held.voice.stops == stops + 1
    aloud.stop()
    assert held.player.now is None


@pytest.mark.parametrize("name", sorted(LISTS))
def test_the_list_of_each_system_is_read(name: str) -> None:
    voice = SystemVoice(ENGINES[name])
    voice._voices = {}
    for tag, found in ENGINES[name].found(LISTS[name]):
        voice._voices.setdefault(tag, found)
    assert voice.available("en") and not voice.available("fr")
    assert voice.voice_for("pt_PT") == voice.voice_for("pt_BR") is not None
    assert (
        voice.available("sr_Latn")
        == voice.available("sr_Cyrl")
        == (name in {"espeak-ng", "spd-say"})
    )
    assert voice.available("ar") == (name == "say")  # espeak's has no vowels
    assert all(isinstance(voice.available(locale), bool) for locale in LOCALES)


@pytest.mark.parametrize("name", sorted(ENGINES))
def test_no_text_can_become_an_option(name: str) -> None:
    command, before = ENGINES[name].saying("voice", 100)
    assert command[0] == name and "text" not in " ".join(command)
    assert before == "" or before.startswith("voice\n")
    slow, fast = (str(ENGINES[name].saying("v", speed)) for speed in (75, 130))
    assert slow != fast


def _engine(script: str, *words: str) -> Engine:
    return replace(
        ENGINES["espeak-ng"],
        listing=(sys.executable, "-c", "print('head'); print('5 en x English f')"),
        saying=lambda voice, speed: ((sys.executable, "-c", script, voice, *words), "before\n"),
    )


def test_a_process_receives_the_text_and_its_end_is_told(tmp_path: Path) -> None:
    script = "import sys; open(sys.argv[2], 'wb').write(sys.stdin.buffer.read())"
    voice = SystemVoice(_engine(script, str(tmp_path / "said")))
    assert voice.available("en") and not voice.available("fr")
    over = threading.Event()
    voice.say("-v Ça va – ٣", "en", 100, over.set)
    assert over.wait(PATIENCE)
    assert (tmp_path / "said").read_text("utf-8") == "before\n-v Ça va – ٣"


def test_a_stopped_process_ends_and_is_not_told() -> None:
    voice = SystemVoice(_engine("import sys, time; sys.stdin.read(); time.sleep(600)"))
    told: list[int] = []
    voice.say("long", "en", 100, lambda: told.append(1))
    process = voice._saying
    voice.stop()
    assert process is not None and process.wait(PATIENCE) != 0
    voice.stop()
    assert told == []


def test_a_program_that_is_gone_is_no_voice_and_a_sentence() -> None:
    gone = replace(ENGINES["say"], listing=("no-such-program-here",))
    assert not SystemVoice(gone).available("en")
    voice = SystemVoice(_engine(""))
    voice._engine = replace(voice._engine, saying=lambda v, s: (("no-such-program-here",), ""))
    with pytest.raises(NoSound):
        voice.say("one", "en", 100, lambda: None)
    assert not NoVoice().available("en")
