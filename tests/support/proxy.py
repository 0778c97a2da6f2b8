"""A proxy on 127.0.0.1 for tests, and a site that speaks TLS with a certificate of any date."""

from __future__ import annotations

import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit


class Office:
    """What a proxy was asked, and the folders of the sites that it can reach, by their names."""

    def __init__(self, **sites: Path) -> None:
        self.sites = {name.replace("_", "."): root for name, root in sites.items()}
        self.asked: list[str] = []
        self.known: list[str] = []
        """What was said to be let through."""
        self.status = 200
        self.port = 0

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def proxy(office: Office) -> Iterator[Office]:
    """The proxy while it runs."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

        def do_GET(self) -> None:
            """A whole address, as a proxy is asked for it."""
            office.asked.append(self.path)
            office.known.append(self.headers.get("Proxy-Authorization", ""))
            parts = urlsplit(self.path)
            root = office.sites.get(parts.hostname or "")
            file = root / parts.path.lstrip("/") if root is not None else None
            found = file is not None and file.is_file() and office.status == 200
            data = file.read_bytes() if file is not None and found else b"no"
            self.send_response(office.status if office.status != 200 or found else 404)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    with _running(Handler) as server:
        office.port = server.server_address[1]
        yield office


@contextmanager
def _running(handler: type[BaseHTTPRequestHandler]) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def secure(folder: Path, start: datetime, end: datetime) -> Iterator[tuple[str, Path]]:
    """(address, file of the authority): a site whose certificate counts from `start` to `end`."""
    pem, authority = _certificate(folder, start, end)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

        def do_GET(self) -> None:
            """Two bytes."""
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Who does not believe a certificate leaves: no word about it."""

    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_address[1]}", authority
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _certificate(folder: Path, start: datetime, end: datetime) -> tuple[Path, Path]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test")])
    always = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)

    def made(dates: tuple[datetime, datetime], authority: bool) -> x509.Certificate:
        subject = name if authority else x509.Name([])
        host = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
        build = x509.CertificateBuilder(name, subject, key.public_key(), 7 if authority else 8)
        build = build.not_valid_before(dates[0]).not_valid_after(dates[1])
        build = build.add_extension(x509.BasicConstraints(authority, None), critical=True)
        return build.add_extension(host, critical=not authority).sign(key, hashes.SHA256())

    pem, root = folder / "site.pem", folder / "authority.pem"
    form = serialization.Encoding.PEM
    secret = key.private_bytes(
        form, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(secret + made((start, end), False).public_bytes(form))
    root.write_bytes(made(always, True).public_bytes(form))
    return pem, root
