"""A pack whose CRC is wrong over right bytes: it works here, and no maker can hand it on."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from milclicks.packs.handing import fit_to_hand_on
from milclicks.packs.pack import Pack
from milclicks.packs.refusals import PackRefused
from milclicks.packs.trust.export import sign
from milclicks.packs.trust.inspect import site_problems
from milclicks.packs.trust.keys import OwnKey
from tests.fixtures.packs.forge import Forge, bent, state, tiny, zipped
from tests.support.site import DAY, Site
from tests.support.terminal import Terminal

pytestmark = [pytest.mark.real_clock, pytest.mark.strict_trust]
AMINA = OwnKey.new()
TOLD = "The pack works in this app, but other programs would not unpack it"


def crooked(made: Forge, path: Path, place: int = 2) -> Path:
    """The pack, one of its parts with a wrong CRC."""
    path.write_bytes(zipped(bent(made.entries(), place, crc=12345)))
    return path


@pytest.fixture
def source(source: Path) -> Path:
    """A teacher's folder."""
    for name in ("pact", "space", "history"):
        (source / f"{name}.yaml").unlink()
    return source


@pytest.mark.parametrize("place", [2, 3])
def test_any_part_counts_and_a_right_pack_goes_on(tmp_path: Path, place: int) -> None:
    with Pack(tiny().write(tmp_path / "right.milpack")) as pack:
        fit_to_hand_on(pack)
    file = crooked(tiny(), tmp_path / "tiny.milpack", place)
    with Pack(file) as pack, pytest.raises(PackRefused) as caught:
        fit_to_hand_on(pack)
    assert caught.value.code == "zip.crc" and TOLD in caught.value.sentence.text


def test_a_check_says_that_it_works_here_and_that_others_will_complain(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = crooked(tiny(), tmp_path / "tiny.milpack")
    with zipfile.ZipFile(file) as other:
        assert other.testzip() is not None, "another program does complain"
    code, answer = terminal.json("pack", "check", file)
    (told,) = answer["problems"]
    assert code == 0 and (told["code"], told["severity"]) == ("zip.crc", "warning")
    assert "works in this app" in told["sentence"] and "will complain" in told["sentence"]
    assert "Build it again before you sign, publish or hand it on" in told["remedy"]


def test_what_is_built_can_be_unpacked_and_a_built_file_is_no_source(
    terminal: Terminal, source: Path, tmp_path: Path
) -> None:
    file = tmp_path / "river.milpack"
    assert terminal.json("pack", "build", source, "-o", file)[0] == 0
    with zipfile.ZipFile(file) as other:
        assert other.testzip() is None
    assert terminal.json("pack", "check", file)[1]["problems"] == []
    again = tmp_path / "again.milpack"
    bad = crooked(tiny(), tmp_path / "tiny.milpack")
    assert terminal.json("pack", "build", bad, "-o", again)[0] == 1 and not again.exists()


def test_sign_refuses_it_and_makes_no_file(
    terminal: Terminal, source: Path, tmp_path: Path
) -> None:
    file, signed = tmp_path / "river.milpack", tmp_path / "signed.milpack"
    assert terminal.json("pack", "build", source, "-o", file)[0] == 0
    bad = tmp_path / "bad.milpack"
    bad.write_bytes(wrong_crc(file))
    told = terminal.json("pack", "check", bad)[1]["problems"]
    assert [one["code"] for one in told] == ["zip.crc"]
    code, answer = terminal.json("pack", "sign", bad, "-o", signed)
    assert (code, answer["error"]["code"]) == (1, "zip.crc") and not signed.exists()
    with pytest.raises(PackRefused, match=TOLD):
        sign(bad, signed, AMINA)
    assert not signed.exists()
    assert terminal.json("pack", "sign", file, "-o", signed)[0] == 0, "the control"
    with zipfile.ZipFile(signed) as other:
        assert other.testzip() is None


def wrong_crc(file: Path) -> bytes:
    """A built pack, the CRC of its first blob wrong in both headers."""
    with zipfile.ZipFile(file) as other:
        first = next(one for one in other.infolist() if one.filename.startswith("b/"))
    data = bytearray(file.read_bytes())
    line = data.rindex(first.filename.encode()) - 46  # the name ends a line of the directory
    for at in (first.header_offset + 14, line + 16):
        data[at] ^= 1
    return bytes(data)


def test_the_catalogue_refuses_it_and_stays_as_it_was(terminal: Terminal, tmp_path: Path) -> None:
    site = Site.make(tmp_path / "town", [tiny().write(tmp_path / "test.tiny-1.milpack")])
    before = state(site.root)
    bad = crooked(tiny(2), tmp_path / "bad.milpack")
    code, answer = terminal.json("catalogue", "build", site.root, bad, "--keys", site.keys)
    assert (code, answer["error"]["code"]) == (1, "zip.crc")
    assert state(site.root) == before
    with pytest.raises(PackRefused, match=TOLD):
        site.publish([bad])
    assert state(site.root) == before
    site.publish([tiny(2).write(tmp_path / "good.milpack")])


def test_a_site_that_holds_one_is_found_out(tmp_path: Path) -> None:
    site = Site.make(tmp_path / "town", [tiny().write(tmp_path / "in.milpack")])
    found = site_problems(site.root, site.roots(), lambda: DAY)
    assert [one.code for one in found if one.severity == "error"] == []
    file = site.file("test.tiny", 1)
    file.write_bytes(wrong_crc(file))
    found = site_problems(site.root, site.roots(), lambda: DAY)
    assert [one.code for one in found if one.severity == "error"] == ["zip.crc"]
