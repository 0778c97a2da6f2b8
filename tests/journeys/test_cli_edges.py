"""The command line at its edges: whatever is typed, one plain sentence and an exit code."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from milclicks.commands import catalogue, pack_trust
from milclicks.commands.catalogue_serve import serving
from milclicks.core import paths
from milclicks.core.errors import BadInput
from milclicks.core.folderlock import held
from milclicks.packs.travel import bundles
from milclicks.packs.travel.http import address
from milclicks.packs.trust import root as trust_root
from milclicks.packs.trust.envelope import Maker
from milclicks.packs.trust.keys import OwnKey
from milclicks.packs.trust.publish import Bundle
from milclicks.packs.trust.standing import Trust
from tests.support import hostile
from tests.support.site import Site, pack
from tests.support.teachers import teacher_pack
from tests.support.terminal import Terminal

pytestmark = [pytest.mark.real_clock, pytest.mark.strict_trust]
NOT_UTF8 = os.fsdecode(b"\xe9t\xe9")


@pytest.fixture
def line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """The terminal of a computer without packs."""
    return Terminal(tmp_path / "data", capsys)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with two packs that the app believes; no packs come with the app."""
    made = [pack(tmp_path / "made"), pack(tmp_path / "made", "test.other")]
    built = Site.make(tmp_path / "town", made)
    monkeypatch.setattr(trust_root, "chain", lambda *_places: built.roots(1))
    monkeypatch.setattr(paths, "bundled_packs", lambda: tmp_path / "no packs")
    return built


# -- never a traceback ----------------------------------------------------------------------------


def _broken(error: BaseException) -> Callable[..., object]:
    def work(*_args: object, **_named: object) -> object:
        raise error

    return work


@pytest.mark.parametrize("verb", ["verify", "check"])
def test_ctrl_c_is_one_sentence_and_130(
    line: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, verb: str
) -> None:
    from milclicks.packs import check

    monkeypatch.setattr(pack_trust, "Pack", _broken(KeyboardInterrupt()))
    monkeypatch.setattr(check, "check", _broken(KeyboardInterrupt()))
    code, told = line.said("pack", verb, tmp_path)
    assert code == 130 and told.count("\n") == 1


@pytest.mark.expects_log("unexpected ZeroDivisionError")
@pytest.mark.parametrize("extra", [(), ("--json",)])
def test_what_nobody_expected_is_a_sentence_and_stands_in_the_log(
    line: Terminal, monkeypatch: pytest.MonkeyPatch, site: Site, extra: tuple[str, ...]
) -> None:
    monkeypatch.setattr(catalogue, "_published", _broken(ZeroDivisionError("Amina, 12 years")))
    told = line.refused("catalogue", "build", site.root, "--keys", site.keys, *extra)
    assert "log" in told and "Amina" not in told
    kept = (line.data / "cache" / "log.txt").read_text("utf-8")
    assert "ZeroDivisionError" in kept and "Amina" not in kept
    if extra:
        assert json.loads(told)["error"]["code"] == "unexpected"


@pytest.mark.parametrize("version", ["²", "٣", "9" * 5000, "", "-1", "0"])
def test_a_version_is_written_in_plain_digits(line: Terminal, site: Site, version: str) -> None:
    words = ("revoke", site.root, f"mil.core@{version}", "--reason", "en=Wrong")
    assert "mil.core@3" in line.refused("catalogue", *words, "--keys", site.keys)


@pytest.mark.parametrize("port", ["99999", "-1", "x", "8²"])
@pytest.mark.parametrize("command", [("catalogue", "serve", "."), ("pack", "share")])
def test_a_port_is_a_number_that_ports_have(
    line: Terminal, port: str, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        line.said(*command, f"--port={port}")
    assert ended.value.code == 2 and "65535" in capsys.readouterr().err


@pytest.mark.loopback
def test_a_host_that_is_none_and_a_port_in_use_are_said(line: Terminal, site: Site) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        told = line.refused("catalogue", "serve", site.root, "--port", port)
        assert str(port) in told and "port" in told


@pytest.mark.parametrize("host", ["x" * 70, "ééé", "a..b", "", "1.2.3", "127.1"])
@pytest.mark.parametrize("command", [("catalogue", "serve", "."), ("pack", "share")])
def test_a_host_is_an_address_and_no_name_is_asked_for(
    line: Terminal, host: str, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        line.said(*command, "--host", host)
    assert ended.value.code == 2 and "127.0.0.1" in capsys.readouterr().err


def test_names_that_are_no_utf8_go_through_json(tmp_path: Path, line: Terminal, site: Site) -> None:
    file = tmp_path / f"{NOT_UTF8}.milpack"
    shutil.copy(site.root / "packs" / "test.tiny-1.milpack", file)
    assert "\ufffd" in line.json("pack", "info", file)[1]["pack"]["file"]
    line.json("pack", "check", file)
    assert line.json("pack", "keygen", "-o", tmp_path / f"{NOT_UTF8}.key")[0] == 0
    stick = tmp_path / NOT_UTF8
    stick.mkdir()
    code, made = line.json("stick", "make", stick, "--from", site.root)
    assert code == 0 and "\ufffd" in made["folder"]
    assert line.json("stick", "read", stick)[0] == 0


@pytest.mark.parametrize("verb", ["check", "build", "sign", "preview"])
def test_a_source_nested_without_end_is_a_finding(
    tmp_path: Path, line: Terminal, source: Path, verb: str
) -> None:
    (source / "pack.yaml").write_text("id: " + "[" * 20_000, "utf-8")
    out = ("-o", tmp_path / "out.milpack") if verb in ("build", "sign") else ()
    assert "nested too deeply" in line.refused("pack", verb, source, *out)


@pytest.mark.parametrize("damage", [b"{}", b"{", b"\xff", None])
def test_a_damaged_listing_is_said(line: Terminal, site: Site, damage: bytes | None) -> None:
    (listing,) = (site.root / "targets").glob("*.catalog.json")
    if damage is None:
        listing.unlink()
    else:
        listing.write_bytes(damage)
    told = line.refused("catalogue", "build", site.root, "--keys", site.keys)
    assert "damaged" in told and listing.name in told


@pytest.mark.loopback
def test_strange_requests_leave_no_word_on_the_servers_terminal(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(site.root, "127.0.0.1", 0) as server:
        running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        running.start()
        port = server.server_address[1]
        for asked in (b"GET http://[x/ HTTP/1.1\r\n\r\n", b"\xff\xfe\r\n\r\n", b"GET"):
            with socket.create_connection(("127.0.0.1", port)) as visitor:
                visitor.sendall(asked)
                linger = b"\1\0\0\0\0\0\0\0"  # closed with a reset
                visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        one = http.client.HTTPConnection("127.0.0.1", port)
        one.putrequest("GET", "http://[x/", skip_host=True)
        one.endheaders()
        assert one.getresponse().status == 404
        one.close()
        server.shutdown()
        running.join()
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and "process_request" in thread.name:
                thread.join()
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes and devices")
def test_devices_and_pipes_are_no_packs(tmp_path: Path, line: Terminal) -> None:
    pipe = tmp_path / "pipe.milpack"
    os.mkfifo(pipe)
    for file in ("/dev/zero", pipe):
        for verb in ("verify", "check", "info", "install"):
            line.refused("pack", verb, file)


def test_two_at_once_names_both_who_may_hold_the_folder(line: Terminal, site: Site) -> None:
    line.data.mkdir()
    other = held(line.data)
    told = line.refused("pack", "install", site.file("test.tiny", 1))
    other.release()
    assert "app" in told and "another command" in told


# -- a stick --------------------------------------------------------------------------------------


def test_every_pack_that_fails_has_its_own_code_and_remedy(
    tmp_path: Path, line: Terminal, site: Site
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    good = site.root / "packs" / "test.tiny-1.milpack"
    shutil.copytree(site.root / "metadata", stick / "MILPACKS" / "metadata")
    shutil.copytree(site.root / "targets", stick / "MILPACKS" / "targets")
    whole = good.read_bytes()
    (stick / "good.milpack").write_bytes((site.root / "packs/test.other-1.milpack").read_bytes())
    at = whole.rindex(b"b/", 0, 5000)  # a blob, which only an install reads
    (stick / "bad.milpack").write_bytes(whole[: at + 70] + b"\0" * 8 + whole[at + 78 :])
    code, told = line.json("stick", "read", stick, "--add")
    assert code == 1 and told["added"] == ["test.other@1"]
    (refused,) = told["refused"]
    assert refused["pack"] == "test.tiny@1" and refused["file"].endswith("bad.milpack")
    assert refused["error"]["code"] and refused["error"]["remedy"]
    shown = {one["id"]: one for one in told["packs"]}
    assert shown["test.tiny"]["state"] == "refused"
    assert shown["test.tiny"]["error"] == refused["error"]
    printed = line.refused("stick", "read", stick, "--add")
    assert refused["error"]["sentence"] in printed and refused["error"]["remedy"] in printed


def test_a_stick_of_hostile_packs_gets_a_refusal_each(
    tmp_path: Path, line: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = hostile.site_of(tmp_path / "site")
    monkeypatch.setattr(trust_root, "chain", lambda *_places: site.roots(1))
    monkeypatch.setattr(paths, "bundled_packs", lambda: tmp_path / "no packs")
    made = hostile.written(tmp_path / "stick", site)
    assert Trust(line.data).catalog.refresh(site.source).outcome
    Trust(line.data).pins.add(Maker(hostile.AMINA.name, hostile.AMINA.public, "Amina"))
    code, told = line.json("stick", "read", tmp_path / "stick", "--add")
    assert code == 1 and told["added"]
    here = {Path(one["file"]).name: one for one in told["packs"]}
    deep = {Path(one["file"]).name: one["error"] for one in told["refused"]}
    assert len(deep) >= 10
    shown = [(one, here[one.name]) for one in made if one.name in here and one.row < 60]
    assert len(shown) > 25
    for one, row in shown:
        assert (row["state"] == "refused") is (one.code != "maker.unknown"), one
        assert row["error"]["sentence"] and row["error"]["remedy"]
        mends = ("repair.no_donor",) if one.name in deep else ()  # its parts are nowhere else
        assert row["error"]["code"] in (one.code, *mends), one.name
        assert one.name not in deep or deep[one.name] == row["error"]


@pytest.fixture
def app_site(tmp_path: Path, site: Site) -> Site:
    """The site with a newer version of the app for this system."""
    file = tmp_path / "milclicks-99.tar.gz"
    file.write_bytes(b"the app " * 100)
    site.publish(bundles=[Bundle("99.1", bundles.this_system(), file)])
    return site


def test_a_newer_app_on_a_stick_is_told_at_once_and_its_path_only_once_checked(
    tmp_path: Path, line: Terminal, app_site: Site
) -> None:
    stick = tmp_path / "stick"
    app_site.copied(stick / "MILPACKS")
    code, told = line.said("stick", "read", stick)
    assert code == 0 and "99.1" in told and "tar.gz" not in told
    assert line.json("stick", "read", stick)[1]["app"] == {
        "version": "99.1", "bytes": 800, "file": "",
    }  # fmt: skip
    code, told = line.said("stick", "read", stick, "--take-app")
    (copy,) = (line.data / "app").rglob("*.tar.gz")
    assert code == 0 and str(copy) in told and copy.read_bytes() == b"the app " * 100
    shutil.rmtree(line.data / "app")
    (laid,) = (stick / "MILPACKS" / "targets" / "app").iterdir()
    laid.write_bytes(b"EVIL app" * 100)
    code, answer = line.json("stick", "read", stick, "--take-app")
    assert code == 1 and answer["error"]["code"] == "app.altered" and not answer["app"]["file"]
    assert answer["packs"] and not list((line.data / "app").rglob("*.gz*"))
    assert "99.1" not in line.refused("stick", "read", tmp_path, "--take-app")


def test_a_stick_is_filled_only_from_a_folder_with_packs(
    tmp_path: Path, line: Terminal, site: Site
) -> None:
    stick, empty, file = tmp_path / "stick", tmp_path / "empty", tmp_path / "file"
    stick.mkdir()
    empty.mkdir()
    file.write_text("no folder", "utf-8")
    for place in (tmp_path / "nonexist", file, empty):
        assert place.name in line.refused("stick", "make", stick, "--from", place)
    assert not list(stick.iterdir())


def test_an_unsigned_file_of_a_site_stops_only_who_asked_for_it(
    tmp_path: Path, line: Terminal, site: Site
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    shutil.copy(pack(tmp_path / "made", "test.nobody"), site.root / "packs" / "nobody.milpack")
    ask = ("stick", "make", stick, "--from", site.root)
    for words in (ask, (*ask, "--pack", "test.nobody")):
        code, told = line.json(*words)
        assert code == 1 and told["error"]["code"] == "trust.unsigned"
        assert [one["place"] for one in told["problems"]] == ["nobody.milpack"]
        assert "nobody.milpack" in line.refused(*words)
    code, told = line.json(*ask, "--pack", "test.tiny")
    assert code == 0 and told["packs"] == ["packs/test.tiny-1.milpack"]
    (problem,) = told["problems"]
    assert (problem["place"], problem["severity"]) == ("nobody.milpack", "warning")
    assert "nobody.milpack" in line.said(*ask, "--pack", "test.tiny")[1]


# -- a site in one file ---------------------------------------------------------------------------


def zipped(site: Site, target: Path, method: int = zipfile.ZIP_DEFLATED, inside: str = "") -> Path:
    """The site as one file, as people make them."""
    with zipfile.ZipFile(target, "w", method) as made:
        for path in sorted(site.root.rglob("*")):
            if path.is_file():
                made.write(path, f"{inside}{path.relative_to(site.root).as_posix()}")
    return target


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize("inside", ["", "site/", "MILPACKS/"])
def test_a_site_is_read_out_of_a_zip(
    tmp_path: Path, line: Terminal, site: Site, method: int, inside: str
) -> None:
    file = zipped(site, tmp_path / "site.zip", method, inside)
    before = {path for path in tmp_path.iterdir() if path != line.data}
    code, told = line.json("pack", "fetch", "test.tiny", "--from", file)
    assert code == 0 and told["pack"]["id"] == "test.tiny"
    assert {path for path in tmp_path.iterdir() if path != line.data} == before


def test_fetching_from_a_pack_file_or_from_nothing_is_refused(
    tmp_path: Path, line: Terminal, site: Site
) -> None:
    file = site.root / "packs" / "test.tiny-1.milpack"
    assert "pack install" in line.refused("pack", "fetch", "test.tiny", "--from", file)
    for verb in (("fetch", "test.tiny"), ("update",), ("repair", "test.tiny")):
        assert "--from" in line.refused("pack", *verb, "--from", "")
    other = tmp_path / "letter.zip"
    other.write_bytes(b"Dear teacher" * 100)
    assert "letter.zip" in line.refused("pack", "fetch", "test.tiny", "--from", other)
    other.rename(tmp_path / "letter.txt")
    (tmp_path / "empty").touch()
    for name in ("letter.txt", "empty"):
        for verb in (("fetch", "test.tiny"), ("update",), ("repair", "test.tiny")):
            told = line.refused("pack", *verb, "--from", tmp_path / name)
            assert f"{name} is neither a pack" in told and "--from" not in told


# -- the makers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["0", "-1"])
def test_a_ceremony_that_nobody_could_use_is_refused(
    tmp_path: Path, line: Terminal, number: str
) -> None:
    keys, made = tmp_path / "keys", tmp_path / "site"
    line.refused("catalogue", "keys", keys, f"--roots={number}")
    line.refused("catalogue", "keys", keys, "--role", "")
    assert not keys.exists()
    assert line.said("catalogue", "keys", keys)[0] == 0
    line.refused("catalogue", "root", made, "--keys", keys, f"--threshold={number}")
    assert not made.exists()


def test_what_does_not_belong_in_a_catalogue_is_refused(
    tmp_path: Path, line: Terminal, site: Site
) -> None:
    build = ("catalogue", "build", "--keys", site.keys, site.root)
    before = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    file = tmp_path / "app.tar.gz"
    file.write_bytes(b"app")
    (tmp_path / "empty").write_bytes(b"")
    teacher = teacher_pack(tmp_path / "teacher.milpack", OwnKey.new())
    assert "teacher" in line.refused(*build, teacher)
    wrong = ["linux", "linux=9=/dev/null", "linux=9=", f"linux=={file}", f"=9={file}"]
    for app in (*wrong, f"linux=9={tmp_path / 'empty'}", f"linux=9={tmp_path}"):
        assert line.refused(*build, f"--app={app}")
    assert {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()} == before


# -- plain words ----------------------------------------------------------------------------------


def test_addresses_with_letters_of_other_alphabets() -> None:
    assert address("http://é.invalid/packs") == "http://xn--9ca.invalid/packs"
    assert address("http://школа.invalid:8080") == "http://xn--80atdl2c.invalid:8080"
    for wrong in ("http://é" + "é" * 70 + ".invalid", "http://é..invalid"):
        with pytest.raises(BadInput):
            address(wrong)


def test_info_says_who_answers_for_a_pack(tmp_path: Path, line: Terminal, site: Site) -> None:
    def standing(file: Path) -> str:
        found: str = line.json("pack", "info", file)[1]["pack"]["standing"]
        return found

    assert standing(site.root / "packs" / "test.tiny-1.milpack") == "official"
    assert standing(teacher_pack(tmp_path / "teacher.milpack", OwnKey.new())) == "teacher"
    assert standing(pack(tmp_path / "made", "test.nobody")) == "unsigned"
    site.revoke("test.other", 1)
    assert Trust(line.data).catalog.refresh(site.source).outcome
    assert standing(tmp_path / "made" / "test.other-1.milpack") == "revoked"


def test_only_a_stick_is_called_a_stick(tmp_path: Path, line: Terminal) -> None:
    file = tmp_path / "a file"
    file.write_text("no folder", "utf-8")
    stick = tmp_path / "stick"
    stick.mkdir()
    line.data = file
    for verb in ("make", "read"):
        assert "stick" not in line.refused("stick", verb, stick)


def test_sharing_nothing_says_what_to_do(line: Terminal, site: Site) -> None:
    code, told = line.json("pack", "share", "--port", 0)
    assert code == 1 and told["error"]["remedy"]
