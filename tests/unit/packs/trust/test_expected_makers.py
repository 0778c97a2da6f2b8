"""A maker who is expected with a file of the library is known once it is there, and not before."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from milclicks.core.errors import NotWritable
from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.keys import OwnKey
from milclicks.packs.trust.pins import Pin, Pins

FILE = "0123456789abcdef-3.milpack"


def maker(name: str) -> Maker:
    key = OwnKey.new()
    return Maker(key.name, key.public, name)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "packs").mkdir()
    (tmp_path / "trust").mkdir()
    return tmp_path


def pins(data: Path) -> Pins:
    """As after a start."""
    return Pins(data / "trust")


def test_known_with_the_file_and_only_with_it(data: Path) -> None:
    amina = maker("Amina")
    pins(data).expect(amina, FILE)
    assert pins(data).all() == {} and not pins(data).knows(amina)
    (data / "packs" / FILE).touch()
    assert pins(data).knows(amina) and set(pins(data).all()) == {amina.key}
    (data / "packs" / FILE).unlink()
    assert not pins(data).knows(amina), "nobody has settled it"


@pytest.mark.parametrize("how", ["add", "settle", "expect"])
def test_then_known_for_good(data: Path, how: str) -> None:
    amina = maker("Amina")
    pins(data).expect(amina, FILE)
    (data / "packs" / FILE).touch()
    if how == "add":
        pins(data).add(amina)
    elif how == "settle":
        pins(data).settle()
    else:  # their next pack comes in
        pins(data).expect(amina, "0123456789abcdef-4.milpack")
    (data / "packs" / FILE).unlink()
    assert pins(data).knows(amina)
    assert b"with_file" not in (data / "trust" / "pins.json").read_bytes()


def test_a_file_that_never_came_leaves_nobody_behind(data: Path) -> None:
    amina, bela = maker("Amina"), maker("Bela")
    pins(data).expect(amina, FILE)
    before = (data / "trust" / "pins.json").read_bytes()
    pins(data).settle()
    assert (data / "trust" / "pins.json").read_bytes() == before, "its file may be on its way"
    pins(data).add(bela)
    (data / "packs" / FILE).touch()
    assert set(pins(data).all()) == {bela.key}


def test_who_is_known_stays_so_whatever_else_is_expected(data: Path) -> None:
    amina = maker("Amina")
    pins(data).add(amina)
    before = (data / "trust" / "pins.json").read_bytes()
    pins(data).expect(amina, FILE)
    assert pins(data).knows(amina)
    assert (data / "trust" / "pins.json").read_bytes() == before
    pins(data).remove(amina.key)
    (data / "packs" / FILE).touch()
    assert not pins(data).knows(amina), "forgotten is forgotten"


def test_a_name_that_leads_elsewhere_makes_nobody_known(data: Path) -> None:
    amina = maker("Amina")
    (data / "there").touch()
    for name in ("../there", str(data / "there"), ".", ".."):
        pins(data).expect(amina, name)
        assert pins(data).all() == {}


def test_a_disk_that_takes_nothing_keeps_what_is_known(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina = maker("Amina")
    pins(data).expect(amina, FILE)
    (data / "packs" / FILE).touch()

    def refuse(_pins: Pins, _makers: object) -> None:
        from milclicks.core.errors import Message

        raise NotWritable(Message("no"), Message("no"))

    monkeypatch.setattr(Pins, "_write", refuse)
    pins(data).settle()
    assert pins(data).knows(amina)


def test_a_file_of_before_is_read(data: Path) -> None:
    amina = maker("Amina")
    old = {"format": 1, "makers": {amina.key: {"public": amina.public, "name": "Amina"}}}
    (data / "trust" / "pins.json").write_bytes(msgspec.json.encode(old))
    assert pins(data).all() == {amina.key: Pin(public=amina.public, name="Amina")}
