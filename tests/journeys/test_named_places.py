"""Places and ports that are named wrongly on the command line: what is wrong is said as it is."""

from __future__ import annotations

import errno
import gzip
import json
import socket
import struct
import threading
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from milclicks.core import paths
from milclicks.packs.travel.shared import Offers, tree
from milclicks.packs.trust import root as trust_root
from tests.support.room import sharing, teaching
from tests.support.site import Site, pack
from tests.support.terminal import Terminal

pytestmark = [pytest.mark.real_clock, pytest.mark.loopback]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    made = Site.make(tmp_path / "town", [pack(tmp_path, "test.ant")])
    monkeypatch.setattr(trust_root, "chain", lambda *_: made.roots(1))
    return made


@pytest.fixture
def terminal(
    tmp_path: Path,
    site: Site,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Terminal:
    """A terminal of a computer that has a pack to share."""
    monkeypatch.setattr(paths, "bundled_packs", lambda: tmp_path / "bundled")
    made = Terminal(tmp_path / "data", capsys)
    assert made.json("pack", "fetch", "test.ant", "--from", site.root)[0] == 0
    return made


# --- sharing -----------------------------------------------------------------------------------
def test_a_named_port_that_is_taken_is_refused(terminal: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        number = other.getsockname()[1]
        words = ("pack", "share", "--host", "127.0.0.1", "--port", number)
        code, answer = terminal.json(*words)
        told = terminal.refused(*words)
    assert (code, answer["error"]["code"]) == (1, "bad-input")
    assert f"The port {number} is used by another program." in told and "--port" in told


def test_a_port_of_the_system_is_refused(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", closed)
    told = terminal.refused("pack", "share", "--host", "127.0.0.1", "--port", "80")
    assert "The system keeps the port 80 for itself." in told


@pytest.mark.parametrize("more", [(), ("--port", "8511")], ids=["any", "named"])
def test_an_address_of_another_computer_is_said_so(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    def elsewhere(*_: object) -> None:
        raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")

    monkeypatch.setattr(socket.socket, "bind", elsewhere)
    told = terminal.refused("pack", "share", "--host", "8.8.8.8", *more)
    assert "8.8.8.8 is not an address of this computer." in told


# --- receiving ---------------------------------------------------------------------------------
@contextmanager
def serving_by(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    """The port of a server of this kind."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def saying(body: bytes) -> Iterator[str]:
    """Something that answers everything with this."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    with serving_by(Handler) as port:
        yield f"127.0.0.1:{port}"


@pytest.mark.parametrize(
    "body",
    [{}, {"name": "Riverside"}, {"format": 1}, {"packs": []}, {"format": 9, "packs": []}],
    ids=json.dumps,
)
@pytest.mark.parametrize("more", [(), ("--list",)], ids=["take", "list"])
def test_what_is_no_list_of_packs_is_odd(
    terminal: Terminal, body: dict, more: tuple[str, ...]
) -> None:
    with saying(json.dumps(body).encode()) as address:
        code, answer = terminal.json("pack", "receive", address, *more)
    assert (code, answer["error"]["code"]) == (1, "peer.odd")


def test_a_computer_with_nothing_to_take_is_said(terminal: Terminal) -> None:
    with saying(json.dumps({"format": 1, "packs": []}).encode()) as address:
        for more in ((), ("--list",)):
            code, told = terminal.said("pack", "receive", address, *more)
            assert (code, told.strip()) == (0, "The other computer shares no pack now.")


def test_a_computer_that_has_nothing_new_is_said(
    terminal: Terminal, site: Site, tmp_path: Path
) -> None:
    with teaching(site, tmp_path / "next", ("test.ant", 1)) as other, sharing(other) as server:
        code, told = terminal.said("pack", "receive", f"127.0.0.1:{server.port}")
    assert code == 0 and "test.ant 1 same" in told
    assert told.rstrip().endswith("All that it shares is on this computer already.")


def test_our_own_list_says_its_format(site: Site, tmp_path: Path) -> None:
    with (
        teaching(site, tmp_path / "next", ("test.ant", 1)) as other,
        tree(other)["packs.json"].open() as file,
    ):
        listed = json.loads(file.read())
    assert listed["format"] == 1 and len(listed["packs"]) == 1
    assert Offers(format=1, packs=()).packs == ()


# --- sticks ------------------------------------------------------------------------------------
@pytest.mark.parametrize("verb", ["read", "make"])
def test_a_file_is_no_stick(terminal: Terminal, tmp_path: Path, verb: str) -> None:
    (tmp_path / "notes.txt").write_text("x")
    code, answer = terminal.json("stick", verb, tmp_path / "notes.txt")
    assert (code, answer["error"]["code"]) == (1, "bad-input")
    assert answer["error"]["sentence"] == "notes.txt is a file, not a stick or a folder."


@pytest.mark.parametrize("verb", ["read", "make"])
def test_a_folder_that_is_not_there_is_said_so(
    terminal: Terminal, tmp_path: Path, verb: str
) -> None:
    code, answer = terminal.json("stick", verb, tmp_path / "sticks" / "new")
    assert (code, answer["error"]["code"]) == (1, "not-found")
    assert answer["error"]["sentence"].startswith("There is no stick or folder at ")
    assert "pulled out" not in answer["error"]["sentence"]
    assert not (tmp_path / "sticks").exists()


# --- what swells -------------------------------------------------------------------------------
@contextmanager
def swelling(packing: str, size: int) -> Iterator[tuple[str, list[str]]]:
    """A site whose every file is a body that swells to `size` bytes; and what was asked of it."""
    body, asked = gzip.compress(bytes(1 << 20), 9) * (size >> 20), []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Encoding", packing)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):  # whoever refuses it goes away in the middle
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    with serving_by(Handler) as port:
        yield f"http://127.0.0.1:{port}", asked


@pytest.mark.parametrize("packing", ["gzip", "deflate", "br", "gzip, gzip", "zstd"])
def test_a_packed_answer_is_refused_by_its_head(terminal: Terminal, packing: str) -> None:
    """Nothing of it is read, whatever it would swell to."""
    with swelling(packing, 500 << 20) as (address, asked):
        tracemalloc.start()
        try:
            code, answer = terminal.json("pack", "update", "--from", address)
            highest = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert code == 0 and "sent other bytes" in answer["news"][0], "what is known serves"
    assert len(asked) == 1 and highest < 8 << 20


@pytest.mark.parametrize("declared", [100 << 20, 1000], ids=["honest", "lying"])
def test_a_zip_that_swells_is_read_to_its_bound(
    terminal: Terminal, tmp_path: Path, declared: int
) -> None:
    path = tmp_path / "site.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made,
        made.open("metadata/timestamp.json", "w") as file,
    ):
        for _ in range(100):
            file.write(bytes(1 << 20))
    data = path.read_bytes().replace(struct.pack("<L", 100 << 20), struct.pack("<L", declared))
    path.write_bytes(data)
    tracemalloc.start()
    try:
        _, told = terminal.said("pack", "update", "--from", path, "--from", tmp_path / "none")
        highest = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "site.zip" in told and highest < 8 << 20


def test_a_packed_file_in_a_folder_is_no_catalogue(terminal: Terminal, site: Site) -> None:
    (site.root / "metadata/timestamp.json").write_bytes(gzip.compress(bytes(1 << 20)) * 500)
    told = terminal.refused("pack", "update", "--from", site.root)
    assert "trust.endless" in told
