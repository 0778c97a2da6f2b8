"""Two computers in one room: one that shares a library on 127.0.0.1, and bare requests to it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from milclicks.lan.server import Bounds, Server
from milclicks.lan.tree import Tree
from milclicks.packs.library import Library
from milclicks.packs.travel.shared import tree
from tests.support.site import Site, days
from tests.support.sticks import library


@contextmanager
def serving(given: Tree, bounds: Bounds | None = None, **more: object) -> Iterator[Server]:
    """A server of a tree."""
    server = Server(given, bounds=bounds, **more)  # type: ignore[arg-type]
    server.start("127.0.0.1", 0)
    try:
        yield server
    finally:
        server.close()


def teaching(site: Site, data: Path, *packs: tuple[str, int]) -> Library:
    """A library that knows the site's catalogue and has these packs of it."""
    made = library(data, site.catalog(data, days(1)))
    made.trust.catalog.refresh(site.source)
    for name, version in packs:
        made.install(site.file(name, version))
    return made


@contextmanager
def sharing(made: Library, name: str = "Riverside") -> Iterator[Server]:
    """A computer that shares its library."""
    with serving(tree(made, name)) as server:
        yield server


def ask(server: Server, words: bytes, *, end: bool = True) -> bytes:
    """Everything that the server says to these very bytes, until it ends the connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        line.sendall(words)
        if end:
            line.shutdown(socket.SHUT_WR)
        found = b""
        while piece := line.recv(65536):
            found += piece
    return found


def request(
    server: Server, path: str, verb: str = "GET", *headers: str, host: str = ""
) -> tuple[int, dict[str, str], bytes]:
    """(status, headers, body) of one request as a stranger may write it."""
    lines = [f"{verb} {path} HTTP/1.1", f"Host: {host or f'127.0.0.1:{server.port}'}", *headers]
    if not any(one.lower().startswith("connection") for one in headers):
        lines.append("Connection: close")
    said = ask(server, "\r\n".join([*lines, "", ""]).encode("latin-1"))
    head, _, body = said.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    found = {k.lower(): v.strip() for k, _, v in (one.partition(":") for one in rest)}
    return int(first.split()[1]), found, body
