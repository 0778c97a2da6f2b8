"""The server for the room: ranges, bounds, an hour, who took what; strangers are turned away."""

from __future__ import annotations

import io
import socket
import sys
import threading
from pathlib import Path

import pytest

from milclicks.lan.addresses import Card, near, ordered
from milclicks.lan.answers import fitting
from milclicks.lan.refusals import ShareFailed
from milclicks.lan.seats import TURN_S, Seats
from milclicks.lan.server import Bounds, Server
from milclicks.lan.tree import Shared
from tests.support.refusing import accepted_by, row
from tests.support.room import ask, request, serving

pytestmark = pytest.mark.loopback
BODY = bytes(range(256)) * 1000
many_addresses = pytest.mark.skipif(
    sys.platform == "darwin", reason="this system has one loopback address alone"
)


@pytest.fixture
def given(tmp_path: Path) -> dict[str, Shared]:
    """A file of 256,000 bytes and a small list."""
    path = tmp_path / "one.milpack"
    path.write_bytes(BODY)
    return {
        "packs/one-1.milpack": Shared.of_file(path, "t1", "One"),
        "packs.json": Shared.of_bytes(b"{}", "t2"),
    }


def test_a_file_comes_whole_in_a_range_and_as_a_head(given: dict[str, Shared]) -> None:
    with serving(given) as server:
        status, head, body = request(server, "/packs/one-1.milpack")
        assert (status, body == BODY, head["content-length"]) == (200, True, "256000")
        assert head["etag"] == '"t1"' and head["accept-ranges"] == "bytes"
        status, head, body = request(server, "/packs/one-1.milpack", "HEAD")
        assert (status, head["content-length"], body) == (200, "256000", b"")
        status, head, body = request(server, "/packs/one-1.milpack", "GET", "Range: bytes=300-309")
        assert (status, body) == (206, BODY[300:310])
        assert head["content-range"] == "bytes 300-309/256000"


@pytest.mark.parametrize(
    ("asked", "only_if", "status", "span"),
    [
        ("bytes=0-9", "", 206, (0, 10)),
        ("bytes=90-", "", 206, (90, 100)),
        ("bytes=90-900", "", 206, (90, 100)),
        ("bytes=-10", "", 206, (90, 100)),
        ("bytes=-900", "", 206, (0, 100)),
        ("bytes=0-9", '"tag"', 206, (0, 10)),
        ("bytes=0-9", '"other"', 200, (0, 100)),
        ("bytes=100-", "", 416, (0, 0)),
        ("bytes=-0", "", 416, (0, 0)),
        ("bytes=9-0", "", 200, (0, 100)),
        ("bytes=0-1,5-6", "", 200, (0, 100)),
        ("bytes=-", "", 200, (0, 100)),
        ("items=0-9", "", 200, (0, 100)),
        ("bytes=0-" + "9" * 40, "", 200, (0, 100)),
        ("", "", 200, (0, 100)),
    ],
)
def test_what_is_answered_to_a_range(
    asked: str, only_if: str, status: int, span: tuple[int, int]
) -> None:
    shared = Shared(lambda: io.BytesIO(b"x" * 100), "tag")
    answer = fitting(shared, "packs/a.milpack", 100, asked, only_if)
    assert (answer.status, (answer.start, answer.end)) == (status, span)
    assert answer.headers["Content-Length"] == str(span[1] - span[0])


def test_one_line_serves_many_requests(given: dict[str, Shared]) -> None:
    with serving(given) as server:
        one = f"GET /packs.json HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()
        assert ask(server, one * 5).count(b"HTTP/1.1 200") == 5


def test_a_request_in_pieces_is_whole_and_one_too_long_is_refused(
    given: dict[str, Shared],
) -> None:
    with serving(given) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
            for byte in f"GET /packs.json HTTP/1.0\r\nHost: 127.0.0.1:{server.port}\r\n\r\n":
                line.sendall(byte.encode())
            assert line.recv(100).startswith(b"HTTP/1.1 200")
        long = "X: " + "y" * 40_000
        assert request(server, "/packs.json", "GET", long)[0] == 431
        assert ask(server, b"\0\1\2\r\n\r\n").startswith(b"HTTP/1.1 400")
        assert request(server, "/packs.json")[0] == 200


def test_whoever_says_nothing_or_half_is_let_go(given: dict[str, Shared]) -> None:
    with serving(given, Bounds(idle_s=0.1, head_s=0.1)) as server:
        assert ask(server, b"", end=False) == b""
        assert ask(server, b"GET /packs.json HT", end=False) == b""
        assert request(server, "/packs.json")[0] == 200


def test_no_address_takes_more_lines_than_its_share(given: dict[str, Shared]) -> None:
    with serving(given, Bounds(each=2)) as server:
        lines = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(2)]
        for line in lines:  # an answer says that each was taken in
            line.sendall(
                f"HEAD /packs.json HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()
            )
            assert line.recv(1000).startswith(b"HTTP/1.1 200")
        assert ask(server, b"", end=False).startswith(b"HTTP/1.1 503")
        for line in lines:
            line.close()


def half(server: Server, address: str, words: bytes = b"GET /packs.json HT") -> socket.socket:
    """A line from a near address that says this, and then keeps still."""
    line = socket.socket()
    line.settimeout(20)
    line.bind((address, 0))
    line.connect(("127.0.0.1", server.port))
    line.sendall(words)
    return line


def asks(server: Server, path: str) -> bytes:
    """The words of a request."""
    return f"GET /{path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()


def seen(server: Server, count: int) -> None:
    """So many connections were taken in."""
    while server.busy < count:
        assert server.on


@many_addresses
@pytest.mark.parametrize("kind", ["half", "silent", "idle", "slow"])
@row(94, doors="lan")
def test_row_94_whoever_keeps_the_server_waiting_makes_room_for_others(
    given: dict[str, Shared], tmp_path: Path, kind: str
) -> None:
    large = tmp_path / "large"
    large.write_bytes(b"x" * 30_000_000)
    given["large"] = Shared.of_file(large, "t", "Large")
    now = [1000.0]
    with serving(given, Bounds(visits=4), now=lambda: now[0]) as server:
        words = {"half": b"GET /packs.json HT", "silent": b"", "idle": asks(server, "packs.json")}
        lines = [
            half(server, f"127.0.0.{n}", words.get(kind, asks(server, "large")))
            for n in (2, 3, 4, 5)
        ]
        seen(server, 4)
        if kind in ("idle", "slow"):
            assert all(line.recv(100).startswith(b"HTTP/1.1 200") for line in lines)
        with half(server, "127.0.0.9", asks(server, "packs.json")) as early:
            told = early.recv(1000)
            assert told.startswith(b"HTTP/1.1 503") and b"Retry-After: " in told
        now[0] += 1.5
        for address in ("127.0.0.9", "127.0.0.8"):
            with half(server, address, asks(server, "packs.json")) as late:
                assert accepted_by("lan", late.recv(1000)).startswith(b"HTTP/1.1 200")
        assert server.busy <= 4
        for line in lines:
            line.close()


@many_addresses
def test_whoever_takes_a_file_at_a_good_pace_keeps_the_seat(given: dict[str, Shared]) -> None:
    now = [1000.0]
    seats = Seats(2, 2, lambda: now[0])
    pair = [socket.socket() for _ in range(6)]
    good, slow = seats.take(pair[0], "a"), seats.take(pair[1], "b")
    assert good is not None and slow is not None
    for one in (good, slow):
        one.begins()
        one.waits()
    now[0] += 1.5
    good.waits()  # it took its piece
    third = seats.take(pair[2], "c")
    assert third is not None and pair[1] not in seats.lines and pair[0] in seats.lines
    assert seats.take(pair[3], "a") is None, "nobody gets a second seat for another's first"
    now[0] += 0.5
    assert seats.take(pair[3], "d") is None, "nobody has waited for long"
    good.waits()
    third.works()
    now[0] += TURN_S
    good.waits()
    fourth = seats.take(pair[3], "d")
    assert fourth is not None and pair[0] not in seats.lines, "it had its turn"
    for one in (third, fourth):
        seats.leave(one)
    assert len(seats) == 0
    for line in pair:
        line.close()


def test_of_one_address_only_who_says_nothing_makes_room(given: dict[str, Shared]) -> None:
    now = [1000.0]
    seats = Seats(9, 2, lambda: now[0])
    pair = [socket.socket() for _ in range(4)]
    busy, idle = seats.take(pair[0], "a"), seats.take(pair[1], "a")
    assert busy is not None and idle is not None
    busy.begins()
    assert seats.take(pair[2], "a") is None
    now[0] += 2 * TURN_S
    busy.waits()
    assert seats.take(pair[2], "a") is not None and pair[1] not in seats.lines
    now[0] += 0.5
    assert seats.take(pair[3], "a") is None
    for line in pair:
        line.close()


def test_a_computer_without_threads_goes_on_sharing(
    given: dict[str, Shared], monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(given, Bounds(visits=1)) as server:
        start = threading.Thread.start

        def none(thread: threading.Thread) -> None:
            if thread.name == "share-visit":
                raise RuntimeError("can't start new thread")
            start(thread)

        monkeypatch.setattr(threading.Thread, "start", none)
        assert ask(server, b"") == b""
        monkeypatch.undo()
        assert request(server, "/packs.json")[0] == 200


def test_it_tells_who_took_what(given: dict[str, Shared]) -> None:
    with serving(given) as server:
        assert server.takers() == ()
        request(server, "/packs/one-1.milpack", "GET", "Range: bytes=0-99")
        request(server, "/packs/one-1.milpack", "HEAD")
        request(server, "/packs.json")
        (taker,) = server.takers()
        assert (taker.address, taker.bytes, taker.names) == ("127.0.0.1", 102, ("One",))


def test_the_hour_ends_by_itself_and_can_begin_again(given: dict[str, Shared]) -> None:
    now = [1000.0]
    with serving(given, now=lambda: now[0]) as server:
        assert server.on and server.left_s() == 3600
        now[0] += 3599
        assert request(server, "/packs.json")[0] == 200
        server.more(60)
        now[0] += 3599
        assert request(server, "/packs.json")[0] == 200
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
            asked = f"HEAD /packs.json HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()
            line.sendall(asked)
            assert line.recv(1000).startswith(b"HTTP/1.1 200")
            now[0] += 1
            assert not server.on and server.left_s() == 0
            line.sendall(asked)
            assert line.recv(1000).startswith(b"HTTP/1.1 503")
        with pytest.raises(OSError):
            while True:  # until its own thread has noticed
                socket.create_connection(("127.0.0.1", server.port), timeout=20).close()


def test_stop_cuts_what_is_being_sent(given: dict[str, Shared], tmp_path: Path) -> None:
    large = tmp_path / "large"
    large.write_bytes(b"x" * 30_000_000)
    with serving({**given, "large": Shared.of_file(large, "t", "Large")}) as server:
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
            line.sendall(f"GET /large HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
            got = len(line.recv(1000))
            server.close()
            try:
                while piece := line.recv(65536):
                    got += len(piece)
            except ConnectionError:
                pass
            assert got < 30_000_000
        assert not server.on


def test_a_file_that_went_is_not_there(given: dict[str, Shared], tmp_path: Path) -> None:
    with serving(given) as server:
        (tmp_path / "one.milpack").unlink()
        assert request(server, "/packs/one-1.milpack")[0] == 404
        server.tree = {}
        assert request(server, "/packs.json")[0] == 404


def test_a_port_that_is_taken_is_passed_over_and_none_is_said(given: dict[str, Shared]) -> None:
    with serving(given) as first:
        second = Server(given)
        second.start("127.0.0.1", first.port)
        assert second.port != first.port
        assert request(second, "/packs.json")[0] == 200
        second.close()
        with pytest.raises(ShareFailed):
            second.start("::1", 0)
        assert not second.on


def test_only_near_addresses_are_near() -> None:
    assert all(near(one) for one in ("192.168.1.7", "10.2.3.4", "172.16.0.9", "169.254.1.1"))
    far = ("8.8.8.8", "0.0.0.0", "fe80::1", "172.32.0.1", "house", "")
    assert not any(near(one) for one in far)


def test_the_likeliest_address_comes_first() -> None:
    cards = [
        Card("lo", "127.0.0.1"),
        Card("docker0", "172.17.0.1"),
        Card("wlan1", "169.254.7.7"),
        Card("eth0", "10.0.0.5"),
        Card("wlan0", "192.168.4.20"),
        Card("old", "192.168.9.9", up=False),
        Card("ppp0", "81.2.69.160"),
    ]
    assert ordered(cards) == ("192.168.4.20", "10.0.0.5", "172.17.0.1", "169.254.7.7")
    assert ordered([]) == ()
