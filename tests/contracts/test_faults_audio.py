"""Row 37 of the fault table, and the form of sounds: source, builder, check, pack, player, app.

A sound that cannot be played never refuses a pack, never stops a lesson, never takes the app down.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from milclicks.packs import limits
from milclicks.packs.builder import PackProblems, build_pack
from milclicks.packs.check import check, check_source
from milclicks.packs.library import Library
from milclicks.packs.pack import Pack
from milclicks.packs.source import read_source
from milclicks.sound.aloud import Aloud
from milclicks.sound.device import DevicePlayer
from milclicks.sound.gear import Gear
from milclicks.sound.microphone import wav
from milclicks.sound.player import NoSound
from milclicks.sound.spoken import key, spoken
from tests.fixtures.packs.forge import RIVER, forge
from tests.support.fake_sound import FakeMicrophone, FakePlayer, FakeVoice
from tests.support.long_sounds import NEVER, flac, wave
from tests.support.refusing import accepted, accepted_by, plain, refused, row, within

LINE = wav(b"\5\0" * 32_000)
MP3 = RIVER.parents[3] / "content_packs" / "mil-core" / "media" / "say-promise-1-en.mp3"
FULL = {"license": "CC-BY-SA-4.0", "credit": "us", "source": "made for the tests"}


def source(folder: Path, data: bytes = LINE.data, name: str = "line.wav", **entry: object) -> Path:
    """The river source with one sound more."""
    made = folder / "source"
    shutil.copytree(RIVER, made)
    (made / "media" / name).write_bytes(data)
    line = {"id": "line", "file": name, **FULL, **entry}
    fields = ", ".join(f'{key}: "{value}"' for key, value in line.items() if value is not True)
    fields += "".join(f", {key}: true" for key, value in line.items() if value is True)
    with (made / "media.yaml").open("a", encoding="utf-8") as media:
        media.write(f"- {{{fields}}}\n")
    return made


def unit(folder: Path = RIVER) -> tuple[str, str]:
    """A unit of the river: its id and its English text."""
    found = next(t for t in read_source(folder).texts() if t.id.startswith("rumour:"))
    return found.id, found.text


def codes(made: Path) -> set[tuple[str, str]]:
    return {(problem.code, problem.severity) for problem in check_source(read_source(made))}


def test_control_a_recording_of_a_text_goes_from_the_source_to_the_ear(tmp_path: Path) -> None:
    name, text = unit()
    made = source(tmp_path, speaks=name, locale="en", synthetic=True)
    assert not [code for code, severity in codes(made) if severity == "error"]
    packs = tmp_path / "packs"
    packs.mkdir()
    build_pack(made, packs / "river.milpack")
    with Pack(packs / "river.milpack") as pack:
        line = pack.medium("line")
        assert line is not None and line.sound is not None
        assert (line.role, line.mediatype, line.locale) == ("audio", "audio/wav", "en")
        assert (line.sound.length_ms, line.sound.speaks, line.sound.synthetic) == (2000, name, True)
    with Library.open(tmp_path / "home", [packs]) as library:
        clip = library.recorded(key(text, "en"), "en")
        assert clip is not None and clip.data == LINE.data and clip.seconds == 2.0
        assert library.recorded(key(text, "en"), "fr") is None
        assert library.clip("test.river", "line") == clip
        spoken = [one for one in library.credits("en")[0].media if one.spoken]
        assert [(one.id, one.synthetic) for one in spoken] == [("line", True)]
        with pytest.raises(NoSound):
            library.clip("test.river", "river")
        words = library.words("test.river", "rumour", "en")
        assert words[name] == text


def test_a_sound_of_its_own_needs_a_description_and_speaks_for_no_text(tmp_path: Path) -> None:
    assert ("media.rights", "error") in codes(source(tmp_path / "a"))
    made = source(tmp_path / "b", alt="A jingle of three notes")
    assert not [code for code, severity in codes(made) if severity == "error"]
    build_pack(made, tmp_path / "p.milpack")
    with Pack(tmp_path / "p.milpack") as pack:
        line = pack.medium("line")
        assert line is not None and line.sound is not None and line.sound.speaks == ""
        assert line.alt["en"] == "A jingle of three notes"


@pytest.mark.parametrize(
    "entry",
    [
        {"speaks": "rumour:no/such/text", "locale": "en"},
        {"speaks": unit()[0], "locale": "xx"},
        {"speaks": unit()[0]},
    ],
    ids=["no such text", "no such language", "no language"],
)
def test_a_recording_that_fits_no_text_is_an_error(tmp_path: Path, entry: dict[str, str]) -> None:
    assert ("media.speaks", "error") in codes(source(tmp_path, **entry))


def test_one_text_has_one_recording_in_a_language(tmp_path: Path) -> None:
    made = source(tmp_path, speaks=unit()[0], locale="en")
    again = (
        (made / "media.yaml").read_text("utf-8").splitlines()[-1].replace('id: "line', 'id: "li2')
    )
    with (made / "media.yaml").open("a", encoding="utf-8") as media:
        media.write(again + "\n")
    assert ("media.speaks", "error") in codes(made)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.mp3", b"ID3" + b"\0" * 300, "media.sound"),
        ("a.wav", LINE.data[:-9000], "media.sound"),
        ("a.flac", b"fLaC" + b"\0" * 300, "media.sound"),
        ("a.ogg", b"OggS" + b"\0" * 300, "media.sound"),
        ("a.mp3", b"MZ" + b"\0" * 300, "media.refused"),
    ],
    ids=["no frames", "cut", "flac", "ogg", "program"],
)
def test_a_sound_that_cannot_be_played_to_its_end_is_not_built(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    made = source(tmp_path, data, name, alt="A sound")
    assert (code, "error") in codes(made)
    with pytest.raises(PackProblems):
        build_pack(made, tmp_path / "x.milpack")
    assert not (tmp_path / "x.milpack").exists()


def test_a_sound_past_its_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    made = source(tmp_path, alt="A sound")
    with (made / "media" / "line.wav").open("r+b") as file:
        file.truncate(limits.AUDIO_BYTES + 1)
    assert ("media.refused", "error") in codes(made)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"ID3" + b"\xff" * 4000, "audio/mpeg"),
        (MP3.read_bytes()[:40] + b"\0" * 9000, "audio/mpeg"),
        (LINE.data[:60], "audio/wav"),
        (b"fLaC" + b"\xff" * 4000, "audio/flac"),
        (b"OggS" + b"\xff" * 4000, "audio/ogg"),
    ],
    ids=["mp3", "mp3 head", "wav", "flac", "ogg"],
)
@row(37, doors="check install open")
def test_fault_37_a_malformed_sound_is_skipped_and_the_text_is_said(
    tmp_path: Path, data: bytes, kind: str
) -> None:
    name, text = unit()
    sound = {"length_ms": 2000, "speaks": name, "synthetic": False}
    made = forge().add("media/line.mp3", data, kind, "audio", locale="en", sound=sound)
    packs = tmp_path / "packs"
    packs.mkdir()
    path = made.write(packs / "river.milpack")
    found = {(problem.code, problem.severity) for problem in check(path)}
    assert found == {("media.mute", "warning")}
    with Library.open(tmp_path / "home", [packs]) as library:
        assert library.lesson(library.lessons("en")[0].ref, "en").title
        voice = FakeVoice("en")
        gear = Gear(DevicePlayer(silent=True), voice, FakeMicrophone())
        assert Aloud(gear, library.recorded).say(text, "en", lambda: None)
        assert voice.said == [(spoken(text, "en"), "en")]
        accepted_by("open", voice)
    with Library.open(tmp_path / "other") as library:
        assert accepted(library, path).usable


@row(37)
def test_fault_37_a_sound_may_lie_about_its_length(tmp_path: Path) -> None:
    sound = {"length_ms": 90_000, "speaks": "", "synthetic": False}
    made = forge().add("media/line.wav", LINE.data, "audio/wav", "audio", sound=sound)
    assert [problem.code for problem in check(made.write(tmp_path / "x.milpack"))] == ["media.mute"]
    sound["length_ms"] = 2000
    made = forge().add("media/line.wav", LINE.data, "audio/wav", "audio", sound=sound)
    path = made.write(tmp_path / "y.milpack")
    assert check(path) == []
    with Library.open(tmp_path / "home") as library:
        assert accepted(library, path).usable


@pytest.mark.parametrize(
    "bad",
    [{"length_ms": -1}, {"length_ms": "2"}, {"speaks": "x" * 201}, {"synthetic": "yes"}, 5],
    ids=str,
)
@row(37, also="manifest.schema")
def test_fault_37_a_manifest_that_bends_the_form_is_refused(tmp_path: Path, bad: object) -> None:
    made = forge().add("media/line.wav", LINE.data, "audio/wav", "audio", sound=bad)
    good = {"length_ms": 2000, "speaks": "", "synthetic": False}
    twin = forge().add("media/line.wav", LINE.data, "audio/wav", "audio", sound=good)
    with Library.open(tmp_path / "home") as library:
        refused(library, made, "manifest.schema", alone=True)
        assert accepted(library, twin).usable


FILMS = {
    "video/mp4": b"\0\0\0\x18ftypisom" + b"\xff" * 4000,
    "video/webm": b"\x1a\x45\xdf\xa3" + b"\xff" * 4000,
}


@pytest.mark.parametrize(("kind", "data"), FILMS.items())
@row(37)
def test_fault_37_a_malformed_film_is_left_out_and_the_lesson_goes_on(
    tmp_path: Path, kind: str, data: bytes
) -> None:
    """This version of the app decodes no film; who asks for one is told so, and nothing more."""
    with Library.open(tmp_path / "home") as library:
        assert accepted(library, forge().add("media/film.bin", data, kind, "video")).usable
        with pytest.raises(NoSound) as caught:
            library.clip("test.river", "film")
        plain(caught.value.sentence, caught.value.remedy)
        assert library.picture("test.river", "film", "en").data is None
        assert library.lesson(library.lessons("en")[0].ref, "en").title


@row(37, doors="open")
def test_fault_37_a_sound_that_is_gone_from_a_stick_is_silence(tmp_path: Path) -> None:
    name, text = unit()
    packs = tmp_path / "packs"
    packs.mkdir()
    build_pack(source(tmp_path, speaks=name, locale="en"), packs / "river.milpack")
    with Library.open(tmp_path / "home", [packs]) as library:
        whole = (packs / "river.milpack").read_bytes()
        at = whole.index(LINE.data[:60])
        assert library.recorded(key(text, "en"), "en") is not None
        broken = whole[: at + 100] + b"\1\2\3\4" + whole[at + 104 :]
        with (packs / "river.milpack").open("r+b") as file:
            file.write(broken)
        library.refresh()
        aloud = Aloud(Gear(FakePlayer(), FakeVoice("en"), FakeMicrophone()), library.recorded)
        assert accepted_by("open", aloud.say(text, "en", lambda: None))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (flac(2_000, 1), "audio/flac"),
        (flac(700), "audio/flac"),
        (wave(60_000, 1), "audio/wav"),
        (NEVER * 4_000, "audio/mpeg"),
    ],
    ids=["flac of 4 years", "flac that swells", "wav of 17 hours", "mp3 without a beginning"],
)
@row(37)
def test_fault_37_a_sound_of_years_in_a_few_bytes_holds_nobody(
    tmp_path: Path, data: bytes, kind: str
) -> None:
    """Nor does it when the manifest says no length: who plays it is told in a sentence."""
    made = forge().add("media/line.bin", data, kind, "audio", sound=None)
    path = made.write(tmp_path / "river.milpack")
    with within(20), Library.open(tmp_path / "home") as library:
        found = {(problem.code, problem.severity) for problem in check(path)}
        assert found == {("media.mute", "warning")}
        assert accepted(library, path).usable
        with pytest.raises(NoSound) as caught:
            library.clip("test.river", "line")
        plain(caught.value.sentence, caught.value.remedy)
        assert library.lesson(library.lessons("en")[0].ref, "en").title


@row(37, doors="check install open")
def test_fault_37_control_a_sound_without_a_length_is_measured(tmp_path: Path) -> None:
    path = forge().add("media/line.flac", flac(9), "audio/flac", "audio", sound=None)
    with Library.open(tmp_path / "home") as library:
        assert accepted(library, path.write(tmp_path / "river.milpack")).usable
        clip = accepted_by("open", library.clip("test.river", "line"))
        assert clip.seconds == pytest.approx(9 * 65_535 / 44_100)


def test_years_of_sound_are_not_built(tmp_path: Path) -> None:
    made = source(tmp_path, flac(2_000, 1), "a.flac", alt="A sound")
    assert ("media.sound", "error") in codes(made)
    with pytest.raises(PackProblems):
        build_pack(made, tmp_path / "x.milpack")
