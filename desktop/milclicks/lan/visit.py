"""One asker at the server: its requests, one after the other, each answered or turned away."""

from __future__ import annotations

import contextlib
import socket
import time
from typing import TYPE_CHECKING, BinaryIO, Final

import h11

from milclicks.lan.answers import Answer, fitting, refusal

if TYPE_CHECKING:
    from milclicks.lan.seats import Seat
    from milclicks.lan.server import Server
    from milclicks.lan.tree import Shared

_PIECE: Final = 64 * 1024
_DRAIN: Final = 64 * 1024
_DRAIN_S: Final = 1.0
_FULL: Final = (
    b"HTTP/1.1 503 Busy\r\nRetry-After: 2\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)


def turn_away(visitor: socket.socket) -> None:
    """Tell a connection for which there is no room to come back; it is never waited for."""
    with contextlib.suppress(OSError):
        visitor.setblocking(False)
        visitor.send(_FULL)


class Visit:
    """A connection. It ends with an unanswered wish, a wrong one, or when the server ends."""

    def __init__(self, server: Server, seat: Seat) -> None:
        self._server, self._seat = server, seat
        self._socket, self._address = seat.line, seat.address
        self._bounds = server.bounds
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=server.bounds.head_bytes)

    def serve(self) -> None:
        """Answer until the connection ends; whatever the asker does stays here."""
        try:
            for _ in range(self._bounds.requests):
                if not self._one():
                    return
        except (OSError, h11.ProtocolError):
            return
        finally:
            self._leave()

    def _one(self) -> bool:
        """Answer one request; whether another may follow."""
        try:
            request = self._asked()
        except h11.RemoteProtocolError as error:
            hint = error.error_status_hint
            self._refuse(hint if hint in (413, 431) else 400)
            return False
        if request is None:
            return False
        if not self._server.on:
            self._refuse(503, head=request.method == b"HEAD")
            return False
        status = self._wrong(request)
        if status:
            self._refuse(status, head=request.method == b"HEAD")
        else:
            self._give(request)
        if self._http.our_state is not h11.DONE or self._http.their_state is not h11.DONE:
            return False
        self._http.start_next_cycle()
        return True

    def _asked(self) -> h11.Request | None:
        """The next request without a body, or None at the end; raises what h11 says."""
        waiting = True
        self._seat.waits()
        until = time.monotonic() + self._bounds.idle_s
        request: h11.Request | None = None
        while True:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                left = until - time.monotonic()
                if left <= 0:
                    return None
                self._socket.settimeout(left)
                data = self._socket.recv(4096)
                if waiting and data:
                    waiting, until = False, time.monotonic() + self._bounds.head_s
                self._http.receive_data(data)
            elif isinstance(event, h11.Request):
                self._seat.works()
                request = event
                if _has_body(event):
                    return request
            elif isinstance(event, h11.EndOfMessage):
                return request
            else:
                return None

    def _wrong(self, request: h11.Request) -> int:
        """The status of a refusal, or 0: the name we were called by, the verb, then the body."""
        if not self._ours(_header(request, b"host")):
            return 421
        if request.method not in (b"GET", b"HEAD"):
            return 405
        if _has_body(request):
            return 413
        return 0

    def _ours(self, host: str) -> bool:
        """Whether a request named the very address that it reached: no name that turns round."""
        own, port = self._socket.getsockname()[:2]
        return host == f"{own}:{port}" or (port == 80 and host == own)

    def _give(self, request: h11.Request) -> None:
        path = request.target.decode("ascii", "replace").removeprefix("/")
        shared = self._server.tree.get(path)
        try:
            file = shared.open() if shared is not None else None
        except OSError:
            file = None
        if shared is None or file is None:
            self._send(refusal(404), head=request.method == b"HEAD")
            return
        with file:
            size = file.seek(0, 2)
            asked = _header(request, b"range") if request.method == b"GET" else ""
            answer = fitting(shared, path, size, asked, _header(request, b"if-range"))
            self._send(answer, file, shared, head=request.method == b"HEAD")

    def _refuse(self, status: int, *, head: bool = False) -> None:
        """Say no and end the connection; nothing that still comes is read as a request."""
        if self._http.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            return
        answer = refusal(status)
        told = {**answer.headers, "Connection": "close"}
        self._send(Answer(status, told, body=answer.body), head=head)

    def _send(
        self,
        answer: Answer,
        file: BinaryIO | None = None,
        shared: Shared | None = None,
        *,
        head: bool = False,
    ) -> None:
        """Send an answer; a file that ends too early ends the connection."""
        self._seat.begins()
        response = h11.Response(status_code=answer.status, headers=list(answer.headers.items()))
        self._put(self._http.send(response))
        if not head and answer.body:
            self._put(self._http.send(h11.Data(data=answer.body)))
        if not head and file is not None and shared is not None:
            self._stream(file, answer, shared)
        self._put(self._http.send(h11.EndOfMessage()))
        self._seat.ends()

    def _stream(self, file: BinaryIO, answer: Answer, shared: Shared) -> None:
        file.seek(answer.start)
        left = answer.end - answer.start
        while left > 0:
            piece = file.read(min(left, _PIECE))
            if not piece:
                raise OSError("the file ended early")
            self._put(self._http.send(h11.Data(data=piece)))
            self._server.took(self._address, shared.name, len(piece))
            left -= len(piece)

    def _put(self, data: bytes | None) -> None:
        if data:
            self._seat.waits()
            self._socket.settimeout(self._bounds.send_s)
            self._socket.sendall(data)
            self._seat.works()

    def _leave(self) -> None:
        """End so that the last words arrive even when the asker still sends: a short farewell."""
        self._seat.waits()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)
            self._socket.settimeout(_DRAIN_S)
            left, until = _DRAIN, time.monotonic() + _DRAIN_S
            while left > 0 and time.monotonic() < until:
                data = self._socket.recv(4096)
                if not data:
                    break
                left -= len(data)


def _header(request: h11.Request, name: bytes) -> str:
    """A header's value; of one that comes twice, nothing that fits anything."""
    found = [value for key, value in request.headers if key == name]
    return found[0].decode("latin-1") if len(found) == 1 else "," * len(found)


def _has_body(request: h11.Request) -> bool:
    length = _header(request, b"content-length")
    return length not in ("", "0") or bool(_header(request, b"transfer-encoding"))
