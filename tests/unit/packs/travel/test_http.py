"""A line to a site: Stop in the middle of silence, proxies, what is near, hard cuts, dates."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from milclicks.packs.travel import connections
from milclicks.packs.travel.aside import Aside, heed, patiently
from milclicks.packs.travel.http import Bounds, HttpSource
from milclicks.packs.travel.line import near_host, proxy_of
from milclicks.packs.travel.refusals import SourceDate, SourcePortal, SourceProxy, SourceSecure
from milclicks.packs.travel.source import FolderSource, SourceFailed
from tests.support.loopback import Loopback
from tests.support.proxy import Office, proxy, secure
from tests.support.travel import PACK, Halt, Road, halting, make_road

pytestmark = pytest.mark.loopback
PATIENT = Bounds(connect_s=3600, idle_s=3600, over_s=3600)
FAR = "http://packs.example.org"


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    """A pack of 2 MB on the server."""
    yield from make_road(tmp_path)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with one small file."""
    root = tmp_path / "far"
    root.mkdir()
    (root / "packs.json").write_bytes(b"[1]")
    return root


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without proxies."""
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name}_proxy".upper(), raising=False)
    return monkeypatch


def halt() -> None:
    """Somebody pressed Stop."""
    raise Halt


# -- Stop ------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [{"kind": "silent"}, {"kind": "stall", "after": 0}])
def test_stop_is_heard_while_the_line_is_silent(road: Road, fault: dict[str, object]) -> None:
    road.server.plan(fault)
    with pytest.raises(Halt):
        road.download(road.source(bounds=PATIENT), progress=halting(0)).run()
    assert road.held == 0 and road.naps.taken == []


def test_stop_after_a_part_keeps_the_part(road: Road) -> None:
    road.server.plan({"kind": "stall", "after": 300_000})
    silent = 0

    def pressed(done: int, total: int) -> None:
        nonlocal silent
        silent = silent + 1 if done == 300_000 else 0
        if silent > 2:
            raise Halt

    with pytest.raises(Halt):
        road.download(road.source(bounds=PATIENT), progress=pressed).run()
    assert road.held == 300_000
    road.server.plan()
    assert road.came() == road.pack.read_bytes()


@pytest.mark.parametrize("fault", [{"kind": "silent"}, {"kind": "stall", "after": 2}])
def test_stop_is_heard_while_a_small_file_is_read(road: Road, fault: dict[str, object]) -> None:
    road.server.plan(fault)
    source = road.source(bounds=PATIENT)
    source.waiting = halt
    with pytest.raises(Halt):
        source.read(PACK, 10_000_000)
    assert source.stopped
    source.waiting = patiently
    road.server.plan()
    assert source.read(PACK, 10_000_000) == road.pack.read_bytes(), "it can be asked again"
    source.close()


def test_what_comes_too_late_is_closed() -> None:
    import threading

    go, shut = threading.Event(), threading.Event()
    aside = Aside()

    def late() -> str:
        go.wait()
        return "late"

    with pytest.raises(Halt):
        aside.call(late, halt, lambda result: shut.set() if result == "late" else None)
    assert aside.left and not shut.is_set()
    go.set()
    assert shut.wait(20)


def test_what_fails_aside_is_raised_where_it_is_waited_for() -> None:
    aside = Aside()
    assert aside.call(lambda: 7, patiently, str) == 7
    with pytest.raises(ZeroDivisionError):
        aside.call(lambda: 1 // 0, patiently, str)
    assert aside.call(lambda: 8, patiently, str) == 8
    aside.close()


def test_a_folder_needs_nobody_who_waits(tmp_path: Path) -> None:
    heed(FolderSource(tmp_path), halt)


# -- hard cuts -------------------------------------------------------------------------------


@pytest.mark.parametrize("room", [connections._ROOM, 64 * 1024])
def test_fifty_resets_cost_less_than_one_percent(
    tmp_path: Path, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a system that gives room, and with one that gives little, after its first loss."""
    monkeypatch.setattr(connections, "_ROOM", room)
    for road in make_road(tmp_path, pictures=400):
        after = road.right.bytes // 55
        first = 0 if connections._room() >= connections._ROOMY else after
        road.server.plan({"kind": "reset", "after": after, "times": 50})
        assert road.came() == road.pack.read_bytes()
        assert len(road.server.requests()) > 50
        assert road.server.bytes() < 1.01 * road.right.bytes + first


@pytest.mark.parametrize("after", [363_000, 3_000_000])
def test_the_first_reset_of_a_line_costs_less_than_one_percent(
    tmp_path: Path, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a system that gives 208 KB, at 20 MB a second. From a server that writes as fast as
    memory is, all that it wrote in a flash would be lost in its own buffers (up to 15 %).
    """
    monkeypatch.setattr(connections, "_ROOM", 212_992)
    for road in make_road(tmp_path, pictures=400):
        road.server.plan({"kind": "reset", "after": after, "times": 1, "rate": 20_000_000})
        assert road.came() == road.pack.read_bytes()
        assert road.server.bytes() < 1.01 * road.right.bytes


# -- proxies ---------------------------------------------------------------------------------


def test_a_far_site_is_asked_through_the_proxy_of_the_environment(
    site: Path, clean: pytest.MonkeyPatch
) -> None:
    with proxy(Office(packs_example_org=site)) as office:
        clean.setenv("http_proxy", office.address.replace("//", "//ada:a%20word@"))
        source = HttpSource(FAR)
        assert source.read("packs.json", 100) == b"[1]"
        assert office.asked == [f"{FAR}/packs.json"]
        assert office.known == ["Basic YWRhOmEgd29yZA=="]
        source.close()


def test_the_settings_of_the_system_are_asked_too(site: Path, clean: pytest.MonkeyPatch) -> None:
    with proxy(Office(packs_example_org=site)) as office:
        named = {"http": office.address.removeprefix("http://")}  # as Windows may say it
        clean.setattr(urllib.request, "getproxies", lambda: named)
        clean.setattr(urllib.request, "proxy_bypass", lambda host: host == "own.example.org")
        assert HttpSource(FAR).read("packs.json", 100) == b"[1]"
        assert proxy_of("http://own.example.org/x") == ""


def test_what_is_near_is_never_asked_of_a_proxy(road: Road, clean: pytest.MonkeyPatch) -> None:
    with proxy(Office()) as office:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            clean.setenv(name, office.address)
        assert road.came() == road.pack.read_bytes()
        assert office.asked == []


def test_no_proxy_and_proxies_of_other_kinds(clean: pytest.MonkeyPatch) -> None:
    clean.setenv("https_proxy", "proxy.example:3128")
    clean.setenv("no_proxy", "school.example")
    assert proxy_of("https://a.example/x") == "http://proxy.example:3128"
    assert proxy_of("https://packs.school.example/x") == ""
    assert proxy_of("http://a.example/x") == ""
    clean.setenv("all_proxy", "socks5://proxy.example:1080")
    assert proxy_of("http://a.example/x") == "", "one that does not speak HTTP"
    clean.setenv("all_proxy", "http://proxy.example:99999999")
    assert proxy_of("http://a.example/x") == ""


@pytest.mark.parametrize("status", [407, 0])
def test_a_proxy_that_refuses_or_is_away_is_said(
    site: Path, clean: pytest.MonkeyPatch, status: int
) -> None:
    with proxy(Office(packs_example_org=site)) as office:
        office.status = status
        clean.setenv("http_proxy", office.address if status else "http://127.0.0.1:1")
        with pytest.raises(SourceProxy) as caught:
            HttpSource(FAR).read("packs.json", 100)
    assert caught.value.code == "source.proxy" and caught.value.remedy is not None


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "0x7f000001", "2130706433", "10.2.3.4", "192.168.1.1", "172.16.0.9",
     "169.254.1.1", "0.0.0.0", "::1", "fe80::1%eth0", "fd00::7", "::ffff:10.0.0.1", "localhost",
     "printer", "pc-3.local", "PC-3.LOCAL."],
)  # fmt: skip
def test_these_are_near(host: str) -> None:
    assert near_host(host)


@pytest.mark.parametrize("host", ["example.org", "8.8.8.8", "2606:4700::1", "a.local.example"])
def test_these_are_far(host: str) -> None:
    assert not near_host(host)


def test_no_far_site_sends_us_round_in_this_house(
    tmp_path: Path, site: Path, clean: pytest.MonkeyPatch
) -> None:
    """Login pages do it too: it is said as one."""
    near = Loopback(site, tmp_path / "near.log")
    try:
        with proxy(Office()) as office:
            clean.setenv("http_proxy", office.address)
            for kind in (near.address, "http://router/login"):
                clean.setattr(HttpSource, "_got", _sent_to(f"{kind}/packs.json"))
                with pytest.raises(SourcePortal):
                    HttpSource(FAR).read("packs.json", 100)
            assert near.requests() == []
    finally:
        near.close()


def _sent_to(address: str):
    """An answer that names another address."""

    class Moved:
        status = 302

        def __init__(self) -> None:
            self.headers = {"Location": address}

        def close(self) -> None:
            """Nothing is open."""

    return lambda self, url, headers: Moved()


# -- dates -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("start", "end"), [(-900, -800), (800, 900)])
def test_a_certificate_of_another_date_is_said_as_such(
    tmp_path: Path, clean: pytest.MonkeyPatch, start: int, end: int
) -> None:
    now = datetime.now(UTC)
    with secure(tmp_path, now + timedelta(start), now + timedelta(end)) as (address, authority):
        clean.setenv("SSL_CERT_FILE", str(authority))
        with pytest.raises(SourceDate) as caught:
            HttpSource(address).read("packs.json", 100)
    assert caught.value.code == "source.date" and "date" in str(caught.value.remedy)


def test_a_certificate_of_now_is_believed_and_one_of_nobody_is_not(
    tmp_path: Path, clean: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    with secure(tmp_path, now - timedelta(9), now + timedelta(9)) as (address, authority):
        with pytest.raises(SourceSecure) as caught:
            HttpSource(address).read("packs.json", 100)
        assert caught.value.code == "source.secure"
        clean.setenv("SSL_CERT_FILE", str(authority))
        source = HttpSource(address)
        assert source.read("packs.json", 100) == b"{}"
        source.close()


def test_nothing_there_is_one_sentence() -> None:
    with pytest.raises(SourceFailed) as caught:
        HttpSource("http://127.0.0.1:1").read("packs.json", 100)
    assert caught.value.code == "source.failed"


# -- login pages that do not say what they are -----------------------------------------------


@pytest.mark.parametrize("kind", ["", "text/plain", "application/json"])
@pytest.mark.parametrize(
    "body",
    [
        "<!DOCTYPE html><title>Sign in</title>",
        "\ufeff \r\n\t<html>",
        "\n" * 3000 + "<meta http-equiv='refresh' content='0;url=/login'>",
        "<html>" + "x" * 70_000,
    ],
)
def test_a_page_is_known_by_how_it_begins(road: Road, kind: str, body: str) -> None:
    road.server.plan({"kind": "portal", "type": kind, "body": body})
    source = road.source()
    with pytest.raises(SourcePortal) as caught:
        source.read("metadata/timestamp.json", 16_384)
    assert "sign in" in str(caught.value.remedy)
    with pytest.raises(SourcePortal):
        source.open(PACK)
    with pytest.raises(SourcePortal):
        source.open(PACK, 300, 400, '"tag"')  # a range was asked, a whole page came
    source.close()


@pytest.mark.parametrize("body", ["", "\n\n", "{}", " [1]", "not a < page"])
def test_what_is_no_page_comes_as_it_is(road: Road, body: str) -> None:
    road.server.plan({"kind": "portal", "type": "text/plain", "body": body})
    source = road.source()
    assert source.read("packs.json", 100) == body.encode()
    source.close()
