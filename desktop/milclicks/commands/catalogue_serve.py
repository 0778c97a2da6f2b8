"""A small server for a site: GET and HEAD of its files, with ranges, for a try or a school network.

What it serves is signed, so it needs no secrets; it gives nothing that is not in the folder.
"""

from __future__ import annotations

import logging
import mimetypes
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import unquote, urlsplit

from milclicks.commands.edge import no_server
from milclicks.packs.travel.source import SourceMissing, checked

log = logging.getLogger(__name__)
_RANGE: Final = re.compile(r"bytes=([0-9]{1,15})-([0-9]{0,15})")
_PIECE: Final = 256 * 1024


class SiteServer(ThreadingHTTPServer):
    """Serves one folder."""

    daemon_threads = True

    def __init__(self, site: Path, host: str, port: int) -> None:
        """Port 0 takes a free one."""
        super().__init__((host, port), _Handler)
        self.site = site.resolve()

    def handle_error(self, request: object, client_address: object) -> None:
        """An asker who goes away in the middle is no news; a fault of ours goes to the log."""
        kind = sys.exc_info()[0]
        if kind is not None and not issubclass(kind, OSError):
            log.error("a request ended with %s", kind.__name__)

    @property
    def address(self) -> str:
        """Where the site is."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}/"


@contextmanager
def serving(site: Path, host: str, port: int) -> Iterator[SiteServer]:
    """A server that is closed at the end; raises BadInput where none can listen."""
    try:
        server = SiteServer(site, host, port)
    except (OSError, UnicodeError) as error:
        raise no_server(host, port, error) from error
    try:
        yield server
    finally:
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: SiteServer
    timeout = 60

    def do_GET(self) -> None:
        """A file or a part of it."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """What a GET would say."""
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        path = self._file()
        if path is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        with path.open("rb") as file:
            size = file.seek(0, 2)
            tag = f'"{size:x}-{path.stat().st_mtime_ns:x}"'
            first, last = self._range(size, tag)
            if first > last and size:
                self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
                self.send_header("Content-Range", f"bytes */{size}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self._head(path, tag, first, last, size)
            if body:
                self._body(file, first, last)

    def _head(self, path: Path, tag: str, first: int, last: int, size: int) -> None:
        part = (first, last) != (0, size - 1)
        self.send_response(HTTPStatus.PARTIAL_CONTENT if part else HTTPStatus.OK)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if "text" in kind else kind)
        self.send_header("Content-Length", str(last - first + 1))
        if part:
            self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self.send_header("ETag", tag)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-cache")
        self.end_headers()

    def _body(self, file: BinaryIO, first: int, last: int) -> None:
        file.seek(first)
        left = last - first + 1
        while left > 0:
            piece = file.read(min(left, _PIECE))
            if not piece:
                return
            self.wfile.write(piece)
            left -= len(piece)

    def _range(self, size: int, tag: str) -> tuple[int, int]:
        """(first, last) byte to send; the whole file when no range is asked or the tag is old."""
        asked = _RANGE.fullmatch(self.headers.get("Range", ""))
        if asked is None or self.headers.get("If-Range", tag) != tag:
            return 0, size - 1
        last = int(asked.group(2)) if asked.group(2) else size - 1
        return int(asked.group(1)), min(last, size - 1)

    def _file(self) -> Path | None:
        """The file of the path that was asked for, or None."""
        try:
            asked = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
            path = self.server.site / checked(asked, "")
        except (ValueError, SourceMissing):
            return None
        inside = path.resolve().is_relative_to(self.server.site)
        return path if inside and path.is_file() else None

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged: who fetched what is nobody's business."""
