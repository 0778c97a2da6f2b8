"""A site on 127.0.0.1 that can do everything wrong, in a process of its own.

The test plans its faults as JSON and reads from its log what was asked and how many bytes were
sent. Runs as a module: `python loopback.py ROOT LOG`; prints its port; each line on its standard
input is a new plan, an empty one only waits until nothing is being answered. A plan is a list of
faults; the first that fits a request and is not used up acts on it:

    {"path": "packs/", "times": 3, "kind": "cut", "after": 1000}

`path` is the beginning of the path that it waits for (default: any), `times` how often it acts
(default: always), `from` the least first byte of a range. Kinds and their fields: see `Answer`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PIECE = 16 * 1024


class Plan:
    """The faults that are still to come; shared by every request."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults: list[dict[str, Any]] = []

    def take(self, text: str) -> None:
        """Begin anew with the faults of `text`."""
        with self._lock:
            self._faults = json.loads(text)

    def next(self, path: str, start: int) -> dict[str, Any]:
        """The fault for a request, or an empty one."""
        with self._lock:
            for fault in self._faults:
                fits = path.startswith(fault.get("path", "")) and start >= fault.get("from", 0)
                if fits and fault.get("times", 1) > 0:
                    if "times" in fault:
                        fault["times"] -= 1
                    return dict(fault)
        return {}


class Handler(BaseHTTPRequestHandler):
    """Answers GET from the folder, with the fault that the plan says."""

    protocol_version = "HTTP/1.1"
    root: Path
    log_file: Any
    plan: Plan
    lock = threading.Lock()
    quiet = threading.Condition()
    busy = 0

    def log_message(self, *_args: Any) -> None:
        """Nothing on the terminal; the log is a file."""

    def note(self, **what: Any) -> None:
        """One line of the log, for good before the next byte is sent."""
        with self.lock:
            self.log_file.write(json.dumps(what) + "\n")
            self.log_file.flush()

    def do_GET(self) -> None:
        """One file, whole or in a range."""
        with self.quiet:
            Handler.busy += 1
        path = self.path.lstrip("/").partition("?")[0]
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        fault = self.plan.next(path, int(wanted[1]) if wanted else 0)
        answer = Answer(self, path, wanted, fault)
        try:
            answer.give()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            self.note(
                path=path,
                range=self.headers.get("Range", ""),
                if_range=self.headers.get("If-Range", ""),
                status=answer.status,
                bytes=answer.sent,
                kind=fault.get("kind", ""),
            )
            with self.quiet:
                Handler.busy -= 1
                self.quiet.notify_all()


class Answer:
    """One answer. Kinds of fault:

    cut (after): the connection ends after so many bytes; reset: the same by RST; with `rate` at
    most so many bytes a second come, as over a line
    no_range: the whole file with 200; wrong_range (by): Content-Range shifted; unsatisfied: 416
    gzip: packed although identity was asked; status (code, head: more headers)
    portal (type, body): 200 with a login page, without a Content-Type when that is empty
    redirect (to); other (seed): bytes of the same length but others; flip (at): one byte changed
    changed (tag): another tag, so that If-Range does not hold; chunked_early (after): chunks that
    end in order but too soon; endless: chunks without end; slow (pause): a byte at a time;
    stall (after): sends no more but holds the line; silent: the same before the first word
    long_headers; short_length (by): says less
    line (first, again): bytes as they are, and then others again and again without end, a tenth of
    a second between them when `slowly`; with `again` empty the line ends
    turning (after): cut, and at each ask the file has another tag
    """

    def __init__(
        self, handler: Handler, path: str, wanted: re.Match[str] | None, fault: dict[str, Any]
    ) -> None:
        self.handler = handler
        self.path = path
        self.wanted = wanted
        self.fault = fault
        self.kind = fault.get("kind", "")
        self.sent = 0
        self.status = 0

    def give(self) -> None:
        """Send it."""
        if self.kind == "status":
            return self.whole(self.fault["code"], b"no", "text/plain", self.fault.get("head"))
        if self.kind == "portal":
            body = self.fault.get("body", "<!doctype html><title>Sign in</title>" * 9)
            return self.whole(200, body.encode(), self.page())
        if self.kind == "silent":
            return self.hold()
        if self.kind == "line":
            return self.line()
        if self.kind == "redirect":
            return self.head(302, {"Location": self.fault["to"], "Content-Length": "0"})
        file = self.handler.root / self.path
        if not file.is_file():
            return self.whole(404, b"not here", "text/plain")
        data = self.bent(file.read_bytes())
        turned = os.urandom(4).hex() if self.kind == "turning" else self.fault.get("tag")
        tag = f'"{turned or hashlib.sha256(data).hexdigest()[:16]}"'
        if self.kind == "endless":
            return self.chunks(data, len(data), endless=True)
        if self.kind == "chunked_early":
            return self.chunks(data, self.fault["after"], endless=False)
        headers = {"ETag": tag, "Accept-Ranges": "bytes", "Content-Type": "application/zip"}
        if self.kind == "long_headers":
            headers.update({f"X-{n}": "x" * 1000 for n in range(200)})
        if self.kind == "gzip":
            packed = gzip.compress(data)
            return self.send(200, {**headers, "Content-Encoding": "gzip"}, packed)
        held = self.handler.headers.get("If-Range", tag) == tag
        if self.wanted is None or not held or self.kind == "no_range":
            return self.send(200, headers, data)
        if self.kind == "unsatisfied":
            return self.head(416, {"Content-Range": f"bytes */{len(data)}", "Content-Length": "0"})
        start = int(self.wanted[1])
        end = min(int(self.wanted[2] or len(data) - 1), len(data) - 1)
        by = self.fault.get("by", 0) if self.kind == "wrong_range" else 0
        headers["Content-Range"] = f"bytes {start + by}-{end + by}/{len(data)}"
        return self.send(206, headers, data[start : end + 1])

    def page(self) -> str:
        return str(self.fault.get("type", "text/html; charset=utf-8"))

    def bent(self, data: bytes) -> bytes:
        """The content of the file as this answer tells it."""
        if self.kind == "other":
            start = self.fault.get("start", 0)
            return data[:start] + bytes(byte ^ 0x5A for byte in data[start:])
        if self.kind == "flip":
            at = self.fault["at"]
            return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        return data

    def head(self, status: int, headers: dict[str, str]) -> None:
        self.status = status
        self.handler.send_response(status)
        for name, value in headers.items():
            self.handler.send_header(name, value)
        self.handler.end_headers()

    def whole(
        self, status: int, data: bytes, kind: str, more: dict[str, str] | None = None
    ) -> None:
        typed = {**({"Content-Type": kind} if kind else {}), **(more or {})}
        self.head(status, {**typed, "Content-Length": str(len(data))})
        self.put(data)

    def put(self, data: bytes) -> None:
        self.handler.wfile.write(data)
        self.sent += len(data)

    def send(self, status: int, headers: dict[str, str], data: bytes) -> None:
        """The head and as much of the body as the fault lets through."""
        said = len(data) - (self.fault.get("by", 0) if self.kind == "short_length" else 0)
        self.head(status, {**headers, "Content-Length": str(said)})
        stops = self.kind in ("cut", "reset", "stall", "turning")
        limit = min(self.fault["after"], len(data)) if stops else said
        for place in range(0, limit, PIECE):
            if self.kind == "slow":
                for byte in data[place : min(place + PIECE, limit)]:
                    self.put(bytes([byte]))
                    time.sleep(self.fault.get("pause", 0.01))
            else:
                self.put(data[place : min(place + PIECE, limit)])
                time.sleep(PIECE / self.fault["rate"] if "rate" in self.fault else 0)
        if self.kind == "stall":
            self.hold()
        if self.kind == "reset":
            linger = b"\1\0\0\0\0\0\0\0"
            self.handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        if stops:
            self.handler.close_connection = True

    def hold(self) -> None:
        """Say nothing until the other side goes."""
        self.handler.connection.settimeout(30)
        self.handler.connection.recv(1)
        self.handler.close_connection = True

    def line(self) -> None:
        """Bytes that are no answer, until the other side goes."""
        self.handler.close_connection = True
        self.handler.wfile.write(self.fault["first"].encode("latin-1"))
        while self.fault["again"]:
            self.handler.wfile.write(self.fault["again"].encode("latin-1"))
            time.sleep(0.1 if self.fault.get("slowly") else 0)

    def chunks(self, data: bytes, limit: int, *, endless: bool) -> None:
        """A body without a length."""
        self.head(200, {"Transfer-Encoding": "chunked", "Content-Type": "application/zip"})
        place = 0
        while place < limit or endless:
            piece = data[place : min(place + PIECE, limit)] or b"\0" * PIECE
            self.handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            self.sent += len(piece)
            place += len(piece)
        self.handler.wfile.write(b"0\r\n\r\n")


class Server(ThreadingHTTPServer):
    """A client that cuts the line is no fault here; whatever else goes wrong is told."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print the traceback of a fault of this server's own."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def main(root: str, log: str) -> None:
    """Serve until the standard input ends."""
    Handler.root, Handler.plan = Path(root), Plan()
    Handler.log_file = Path(log).open("a", encoding="utf-8")  # noqa: SIM115
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    for line in sys.stdin:
        if line.strip():
            Handler.plan.take(line)
        with Handler.quiet:
            Handler.quiet.wait_for(lambda: Handler.busy == 0, 10)
        print("ready", flush=True)
    os._exit(0)


class Loopback:
    """The server as a test holds it."""

    def __init__(self, root: Path, log: Path) -> None:
        """Serve `root`, note every request in `log`."""
        self.log = log
        log.touch()
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(root), str(log)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        self.address = f"http://127.0.0.1:{self.port}"

    def plan(self, *faults: dict[str, Any]) -> None:
        """What goes wrong from now on."""
        self._tell(json.dumps(faults))

    def _tell(self, line: str) -> None:
        """Hand on a plan, or nothing, and wait until no request is being answered."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "ready\n"

    def forget(self) -> None:
        """Begin the log anew."""
        self._tell("")
        os.truncate(self.log, 0)

    def requests(self, path: str = "") -> list[dict[str, Any]]:
        """What was asked so far, below `path`."""
        self._tell("")
        lines = self.log.read_text("utf-8").splitlines()
        return [one for one in map(json.loads, lines) if one["path"].startswith(path)]

    def bytes(self, path: str = "") -> int:
        """How many bytes of bodies were sent so far."""
        return sum(one["bytes"] for one in self.requests(path))

    def close(self) -> None:
        """Let it end."""
        self._process.communicate()


if __name__ == "__main__":
    main(*sys.argv[1:])
