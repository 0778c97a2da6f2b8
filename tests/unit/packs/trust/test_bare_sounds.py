"""Sounds lose every note of who made them, and not a byte of what is heard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust.bare import bare
from milclicks.sound import decode
from tests.support import tagged_sounds as made

ROOT = Path(__file__).resolve().parents[4]
OWN = ROOT / "content_packs" / "mil-core" / "media"
Make = Callable[[], bytes]


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("audio/wav", made.wav),
        ("audio/flac", made.flac),
        ("audio/mpeg", made.mp3),
        ("audio/ogg", made.vorbis),
        ("audio/ogg", made.opus),
        ("audio/ogg", made.ogg_flac),
    ],
)
def test_the_secret_goes_and_a_second_time_changes_nothing(kind: str, make: Make) -> None:
    data = make()
    assert made.SECRET in data
    once = bare(kind, data, "x")
    assert made.SECRET not in once and len(once) < len(data)
    assert bare(kind, once, "x") == once


def test_an_mp3_keeps_its_frames_and_nothing_else() -> None:
    assert bare("audio/mpeg", made.mp3(), "x") == made.MP3_BARE


def test_a_flac_keeps_its_figures_its_places_and_its_frames() -> None:
    assert bare("audio/flac", made.flac(), "x") == made.FLAC_BARE


def test_a_wav_keeps_its_format_and_its_samples() -> None:
    found = bare("audio/wav", made.wav(), "x")
    assert decode.read(found, "audio/wav").seconds == decode.read(made.wav(), "audio/wav").seconds
    assert found[12:16] == b"fmt " and found[36:40] == b"data" and len(found) == 44 + 802


@pytest.mark.parametrize("picture", [0, 200_000])
def test_vorbis_gets_an_empty_comment_and_its_pages_are_counted_anew(picture: int) -> None:
    before = made.packets_of(made.vorbis(picture=picture))
    after = made.packets_of(bare("audio/ogg", made.vorbis(picture=picture), "x"))
    assert after[1] == (b"\x03vorbis" + bytes(8) + b"\x01", 0)
    assert [after[0], *after[2:]] == [before[0], *before[2:]]
    assert [place for _, place in after[3:]] == [2048, 2048, 4000, 4000]


def test_opus_and_flac_in_an_ogg() -> None:
    after = made.packets_of(bare("audio/ogg", made.opus(), "x"))
    assert [one for one, _ in after] == [made.OPUS_HEAD, b"OpusTags" + bytes(8), *made.AUDIO]
    after = made.packets_of(bare("audio/ogg", made.ogg_flac(), "x"))
    assert after[0][0][7:9] == b"\0\2", "the first packet counts the heads that are left"
    assert [one[0] for one, _ in after[1:3]] == [4, 0x83]
    assert [one for one, _ in after[3:]] == list(made.AUDIO)


def test_sounds_one_after_the_other_and_other_things_in_the_same_file() -> None:
    film = made.page(0, [b"\x80theora" + made.SECRET], kind=2, stream=5)
    data = film + made.vorbis() + made.vorbis(stream=9) + made.page(1, [made.SECRET], stream=5)
    found = bare("audio/ogg", data, "x")
    assert found == bare("audio/ogg", made.vorbis() + made.vorbis(stream=9), "x")
    assert made.SECRET not in found


def test_a_file_that_is_cut_short_keeps_its_whole_pages() -> None:
    data = made.vorbis()
    found = made.packets_of(bare("audio/ogg", data[:-40], "x"))
    assert [one for one, _ in found[3:]] == list(made.AUDIO[:2])


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("audio/ogg", b"OggS"),
        ("audio/ogg", made.page(0, [made.VORBIS_HEAD], kind=2)),
        ("audio/ogg", made.page(1, [b"late"])),
        ("audio/ogg", made.page(0, [b"\x80theora"], kind=2)),
        (
            "audio/ogg",
            made.page(0, [made.VORBIS_HEAD], kind=2) + made.page(0, [made.OPUS_HEAD], kind=2),
        ),
        (
            "audio/ogg",
            made.page(0, [made.OPUS_HEAD], kind=2) + made.page(1, [b"OpusTags", b"sound"]),
        ),
        ("audio/mpeg", b"ID3\4\0\0\0\0\0\0"),
        ("audio/mpeg", b"ID3\4\0\0\x7f\x7f\x7f\x7f" + made.MP3_FRAME),
    ],
)
def test_what_cannot_be_made_bare_is_refused(kind: str, data: bytes) -> None:
    with pytest.raises(PackRefused) as caught:
        bare(kind, data, "x")
    assert caught.value.code == "media.mismatch"


def test_our_own_recordings_stay_byte_for_byte() -> None:
    sounds = sorted(OWN.glob("*.mp3"))[:12]
    assert sounds
    for one in sounds:
        data = one.read_bytes()
        assert bare("audio/mpeg", data, one.name) == data
        tagged = made.id3(made.SECRET) + data + b"TAG" + made.SECRET.ljust(125, b"\0")
        assert bare("audio/mpeg", tagged, one.name) == data


@given(st.binary(max_size=120), st.integers(0, 400), st.sampled_from([made.vorbis, made.opus]))
def test_a_bent_ogg_is_refused_or_carries_no_comment(noise: bytes, at: int, make: Make) -> None:
    data = make()
    bent = data[:at] + noise + data[at + len(noise) :]
    try:
        found = bare("audio/ogg", bent, "x")
    except PackRefused as error:
        assert error.code == "media.mismatch"
    else:
        assert bare("audio/ogg", found, "x") == found
        assert b"ARTIST=" not in found
