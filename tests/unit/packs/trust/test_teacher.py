"""A teacher's key, its words and the makers who are known: on the disk, whole, and never lost."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milclicks.core.errors import BadInput, NotWritable
from milclicks.packs import limits
from milclicks.packs.trust import keys, words
from milclicks.packs.trust.bare import bare
from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.keys import OwnKey
from milclicks.packs.trust.pins import Pins
from tests.fixtures.packs.forge import jpeg, png, webp

FROZEN = "3c42fc3f906cebb63a1fbb14b10c92b5fac12407a2711e719df2a48061f95d72"
SOUNDS = str.maketrans("eo", "iu")


def maker(key: OwnKey, name: str = "Amina") -> Maker:
    return Maker(key.name, key.public, name)


def test_the_list_of_words_is_part_of_the_format() -> None:
    assert len(words.LIST) == len(set(words.LIST)) == 1024
    assert all(
        re.fullmatch("[bdfgklmnrstv][aeiou][bdfgklmnrstv][aeiou]", one) for one in words.LIST
    )
    assert len({one.translate(SOUNDS) for one in words.LIST}) == 1024
    assert hashlib.sha256(" ".join(words.LIST).encode()).hexdigest() == FROZEN
    assert words.words_of(bytes(32)) == ("numi", "vera", "nilo", "meki", "refe", "nubi")


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_words_and_name_of_a_key(one: bytes, other: bytes) -> None:
    assert len(words.words_of(one)) == 6
    assert re.fullmatch("[a-z2-7]{26}", keys.key_name(one))
    assert (keys.key_name(one) == keys.key_name(other)) is (one == other)
    assert (words.words_of(one) == words.words_of(other)) is (one == other)


@given(st.text(max_size=60))
def test_any_slug_makes_an_id_that_a_pack_may_have(slug: str) -> None:
    made = keys.pack_id(keys.key_name(bytes(32)), slug)
    assert limits.PACK_ID.fullmatch(made)
    assert keys.key_in(made) == keys.key_name(bytes(32))


@pytest.mark.parametrize(
    ("name", "key"),
    [("mil.core", None), ("t.short.x", ""), ("t.x", ""), ("test.river", None), ("ta.b", None)],
)
def test_the_key_in_an_id(name: str, key: str | None) -> None:
    assert keys.key_in(name) == key


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}.", "«{}»"])
def test_words_are_compared_as_people_type_them(typed: str) -> None:
    six = words.words_of(bytes(32))
    for between, form in itertools.product((" ", "-", ", ", "\n"), (str.lower, str.upper)):
        assert words.same(form(typed.format(between.join(six))), six)
    assert not words.same(" ".join(six[:5]), six)
    assert not words.same(" ".join([*six[:5], six[0]]), six) or six[0] == six[5]
    assert not words.same("", six)


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    made = keys.own(tmp_path / "trust")
    path = keys.path_of(tmp_path / "trust")
    assert keys.own(tmp_path / "trust").public == made.public
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == [keys.FILE]


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    keys.own(tmp_path)
    before = keys.path_of(tmp_path).read_bytes()
    with pytest.raises(BadInput):
        keys.write(keys.path_of(tmp_path), OwnKey.new())
    copy = tmp_path / "stick" / "key.pem"
    keys.write(copy, OwnKey.new())
    with pytest.raises(BadInput, match="another key"):
        keys.restore(tmp_path, copy)
    assert keys.path_of(tmp_path).read_bytes() == before


def test_a_key_comes_back_from_its_copy(tmp_path: Path) -> None:
    made = keys.own(tmp_path / "old")
    keys.write(tmp_path / "copy.pem", made)
    assert keys.restore(tmp_path / "new", tmp_path / "copy.pem").name == made.name
    assert keys.own(tmp_path / "new").words == made.words
    assert keys.restore(tmp_path / "new", tmp_path / "copy.pem").name == made.name


@pytest.mark.parametrize(
    "content",
    [b"", b"-----BEGIN PRIVATE KEY-----\n", b"\xff" * 90],
    ids=["empty", "cut", "noise"],
)
def test_a_damaged_key_is_said_and_kept(tmp_path: Path, content: bytes) -> None:
    path = keys.path_of(tmp_path)
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        keys.own(tmp_path)
    assert "copy of the key" in str(caught.value.remedy)
    assert path.read_bytes() == content
    key = OwnKey.new()
    keys.write(tmp_path / "copy.pem", key)
    assert keys.restore(tmp_path, tmp_path / "copy.pem").name == keys.own(tmp_path).name
    assert (tmp_path / "own.damaged").read_bytes() == content


def test_the_name_is_remembered(tmp_path: Path) -> None:
    assert keys.name_of(tmp_path) == ""
    keys.keep_name(tmp_path, "  Amina ")
    assert keys.name_of(tmp_path) == "Amina"


def test_makers_are_remembered_by_key_not_by_name(tmp_path: Path) -> None:
    one, other = OwnKey.new(), OwnKey.new()
    pins = Pins(tmp_path)
    assert not pins.knows(maker(one)) and pins.namesakes(maker(one)) == ()
    pins.add(maker(one))
    again = Pins(tmp_path)
    assert again.knows(maker(one)) and not again.knows(maker(other))
    assert [pin.public for pin in again.namesakes(maker(other, "AMÍNA"))] == [one.public]
    assert again.namesakes(maker(one)) == () and again.namesakes(maker(other, "")) == ()
    assert not again.knows(Maker(one.name, other.public, "Amina"))
    again.add(maker(other))
    assert set(pins.all()) == {one.name, other.name}
    pins.remove(one.name)
    assert not Pins(tmp_path).knows(maker(one)) and Pins(tmp_path).knows(maker(other))
    assert Pins(tmp_path).all()[other.name].words == other.words


def test_a_damaged_file_of_makers_asks_again_and_is_kept(tmp_path: Path) -> None:
    pins, key = Pins(tmp_path), OwnKey.new()
    pins.add(maker(key))
    (tmp_path / "pins.json").write_bytes(b"{half")
    assert not pins.knows(maker(key))
    pins.add(maker(key))
    assert pins.knows(maker(key))
    assert (tmp_path / "pins.damaged").read_bytes() == b"{half"


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "trust").write_bytes(b"a file")
    with pytest.raises(NotWritable):
        Pins(tmp_path / "trust").add(maker(OwnKey.new()))


@given(st.binary(max_size=300))
def test_whatever_a_picture_is_nothing_but_a_refusal_comes_of_it(noise: bytes) -> None:
    from milclicks.packs.refusals import PackRefused

    whole = {"image/png": png(), "image/jpeg": jpeg(), "image/webp": webp()}
    for kind in (*whole, "audio/wav", "audio/mpeg", "audio/flac", "audio/ogg"):
        for data in (noise, whole.get(kind, b"")[:40] + noise):
            try:
                once = bare(kind, data, "x")
            except PackRefused as error:
                assert error.code == "media.mismatch"
            else:
                assert len(once) <= len(data) + 12


@pytest.mark.parametrize(
    ("kind", "data"), [("image/png", png()), ("image/jpeg", jpeg()), ("image/webp", webp())]
)
def test_a_bare_picture_stays_as_it_is(kind: str, data: bytes) -> None:
    assert bare(kind, data, "x") == data
    assert bare(kind, bare(kind, data + b"more", "x"), "x") == bare(kind, data + b"more", "x")


def test_asking_what_a_teacher_may_bring_loads_no_cryptography() -> None:
    code = (
        "import sys; import milclicks.packs.library, milclicks.packs.trust.powers;"
        "dear = {'cryptography', 'securesystemslib', 'tuf'} & set(sys.modules);"
        "assert not dear, dear"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, **_path()})


def _path() -> dict[str, str]:
    import milclicks

    return {"PYTHONPATH": str(Path(milclicks.__file__).resolve().parents[1])}
