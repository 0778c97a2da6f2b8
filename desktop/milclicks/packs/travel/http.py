"""A site as a source: plain requests for whole files or one range, over urllib3.

What a line or a server can do wrong is recognised here and told apart: a login page in place of a
file, a range that was not kept to, a secure connection that fails because this PC's clock is wrong,
bytes that trickle, a body without end. Plain `http` is as good as `https`, because signatures and
not the line say what is right. All that may hang is done aside (`aside`), so that Stop is heard on
a silent line. Not here: keeping connections (`connections`), proxies (`line`), trying again
(`download`).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import quote, urljoin, urlsplit

from milclicks.core.errors import N_, BadInput, Message
from milclicks.packs.travel.aside import Waiting, patiently
from milclicks.packs.travel.connections import Bounds as Bounds
from milclicks.packs.travel.connections import Connections
from milclicks.packs.travel.heads import after, garbled, number, tag_of
from milclicks.packs.travel.line import near_host, proxy_of
from milclicks.packs.travel.refusals import (
    SourceAstray,
    SourceBusy,
    SourceDate,
    SourceGarbled,
    SourcePortal,
    SourceProxy,
    SourceRange,
    SourceSecure,
    SourceSlow,
)
from milclicks.packs.travel.source import (
    PIECE,
    Reading,
    SourceFailed,
    SourceMissing,
    SourceTooLong,
    checked,
)

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

_RANGE: Final = re.compile(r"bytes ([0-9]{1,15})-([0-9]{1,15})/([0-9]{1,15}|\*)")
_MISSING: Final = frozenset({403, 404, 410})
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_PAGE: Final = ("text/html", "application/xhtml+xml")
_BLANK: Final = b" \t\r\n\f\v\0\xef\xbb\xbf\xfe\xff"
"""What may stand before the first word of a page: white space and marks of its encoding."""
_OPENING: Final = 8 * 1024
_AGENT: Final = "milclicks"
_LATER: Final = frozenset({429, *range(500, 600)}) - {511}
_SOON_S: Final = 10.0
"""So long a small file is waited for when the site says that it has it then."""
_SLICE_S: Final = 0.2


def address(text: str) -> str:
    """A typed address made whole; raises BadInput when no site can have it."""
    named = text.strip()
    whole = named if "://" in named else f"http://{named}"
    try:
        parts = urlsplit(whole)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        place = _in_ascii(parts.netloc)
    except ValueError:  # also a name whose letters no address can have
        fits = False
    if not fits or parts.username or parts.query or parts.fragment or re.search(r"\s", whole):
        raise BadInput(
            Message(N_("{address} is not the address of a site."), {"address": named[:80]}),
            Message(N_("Type it as somebody gave it to you, such as http://example.org/packs.")),
        )
    return f"{parts.scheme}://{place}{quote(parts.path, safe='/%~')}".rstrip("/")


def _in_ascii(place: str) -> str:
    """A host and its port as they go over the line; raises UnicodeError, which is a ValueError."""
    if place.isascii():
        return place
    host, colon, number = place.partition(":")
    return f"{host.encode('idna').decode()}{colon}{number}"


class HttpSource:
    """The files below one address. Connections are kept between requests; `close` lets them go."""

    def __init__(
        self,
        site: str,
        label: str = "",
        *,
        costs: bool = True,
        bounds: Bounds | None = None,
        now: Callable[[], float] = time.monotonic,
        proxy: Callable[[str], str] = proxy_of,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`costs`: whether its bytes count for the quota; those of the next PC do not.

        `proxy` gives the proxy for an address, empty for none.
        """
        self.address = address(site)
        self.costs = costs
        self.waiting: Waiting = patiently
        self._label = label or urlsplit(self.address).netloc
        self.bounds = bounds or Bounds()
        self.now = now
        self._proxy, self._sleep = proxy, sleep
        self._lines = Connections(self.bounds, lambda: self.waiting(), now)

    @property
    def label(self) -> str:
        """How people call this place."""
        return self._label

    @property
    def window(self) -> int:
        """So many bytes are surely taken in from a server that sends as fast as it can."""
        return self._lines.window

    @property
    def stopped(self) -> bool:
        """Whether a call was left alone: somebody said stop, or it took too long."""
        return self._lines.stopped

    def close(self) -> None:
        """Let every connection go."""
        self._lines.close()

    def read(self, path: str, limit: int) -> bytes:
        """A whole small file of at most `limit` bytes; a site that says it has it soon is waited
        for a little.
        """
        left = _SOON_S
        while True:
            try:
                return self._whole(path, limit)
            except SourceBusy as busy:
                if not 0 < busy.after <= left:
                    raise
                self._wait(busy.after)
                left -= busy.after

    def _wait(self, seconds: float) -> None:
        left = seconds
        while left > 0:
            self.waiting()
            self._sleep(min(left, _SLICE_S))
            left -= _SLICE_S

    def _whole(self, path: str, limit: int) -> bytes:
        with self.open(path) as reading:
            if (reading.total or 0) > limit:
                raise SourceTooLong(self.label, path)
            data = b""
            for piece in reading:
                data += piece
                if len(data) > limit:
                    raise SourceTooLong(self.label, path)
        return data

    def open(self, path: str, start: int = 0, end: int | None = None, tag: str = "") -> Reading:
        """A file from byte `start`; from the beginning when the site keeps no ranges."""
        headers = {"Accept-Encoding": "identity", "User-Agent": _AGENT, "Cache-Control": "no-cache"}
        if start or end is not None:
            headers["Range"] = f"bytes={start}-{'' if end is None else end - 1}"
            if tag:
                headers["If-Range"] = tag
        response = self._asked(f"{self.address}/{checked(path, self.label)}", headers)
        try:
            return self._reading(response, path, start, end)
        except BaseException:
            response.close()
            raise

    def _asked(self, url: str, headers: dict[str, str]) -> BaseHTTPResponse:
        """The answer to a GET after at most a few redirects."""
        far = not near_host(urlsplit(url).hostname or "")
        for _ in range(self.bounds.redirects + 1):
            response = self._got(url, headers)
            if response.status not in _MOVED:
                return response
            response.close()
            url = self._sent_on(url, response.headers.get("Location", ""), far)
        raise SourceAstray(self.label, f"too many redirects, last to {url[:200]}")

    def _sent_on(self, url: str, location: str, far: bool) -> str:
        """The whole address that a redirect names; raises SourceAstray when it is none."""
        told = f"redirected to {location[:200]!r}"
        try:
            whole = urljoin(url, location)
            parts = urlsplit(whole)
            fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError as error:
            raise SourceAstray(self.label, told) from error
        if not fits:
            raise SourceAstray(self.label, told)
        if far and near_host(parts.hostname or ""):  # no site sends us round in this house
            raise SourcePortal(self.label, told)
        return whole

    def _got(self, url: str, headers: dict[str, str]) -> BaseHTTPResponse:
        """The answer to one GET; what the line does is said in sentences."""
        from urllib3.exceptions import HTTPError, ProxyError, ReadTimeoutError, SSLError

        try:
            response = self._lines.get(url, headers, self._proxy(url))
        except SSLError as error:
            expired = re.search("expired|not yet valid", str(error)) is not None
            raise (SourceDate if expired else SourceSecure)(self.label, str(error)) from error
        except ProxyError as error:
            raise SourceProxy(self.label, str(error)) from error
        except (ReadTimeoutError, TimeoutError) as error:
            raise SourceSlow(self.label, str(error)) from error
        except (HTTPError, ValueError) as error:
            raise (SourceGarbled if garbled(error) else SourceFailed)(
                self.label, str(error)
            ) from error
        if response.status == 407:
            response.close()
            raise SourceProxy(self.label, "407")
        return response

    def _reading(
        self, response: BaseHTTPResponse, path: str, start: int, end: int | None
    ) -> Reading:
        """The body of an answer after its head was held against what was asked."""
        status, head = response.status, response.headers
        told = f"{path}: {status} {head.get('Content-Range', '')}".rstrip()
        if status in _MISSING:
            raise SourceMissing(self.label, path)
        if status == 511:
            raise SourcePortal(self.label, told)
        if status == 416:
            raise SourceRange(self.label, told)
        if status in _LATER:
            raise SourceBusy(self.label, told, after(head))
        if status not in (200, 206):
            raise SourceFailed(self.label, told)
        if head.get("Content-Type", "").partition(";")[0].strip().lower() in _PAGE:
            raise SourcePortal(self.label, told)
        if head.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
            raise SourceRange(self.label, f"{told} {head['Content-Encoding']}")
        length = number(head.get("Content-Length", ""))
        if status == 200:
            reading = _HttpReading(self, self._lines, response, length, length, 0)
            if reading.opening().startswith(b"<"):  # whatever its Content-Type says
                raise SourcePortal(self.label, f"{told} begins as a page")
            return reading
        kept = _RANGE.fullmatch(head.get("Content-Range", "").strip())
        if kept is None or int(kept[1]) != start:
            raise SourceRange(self.label, told)
        total = None if kept[3] == "*" else int(kept[3])
        size = int(kept[2]) + 1 - start
        short = end is not None and size != min(end, total or end) - start
        if size < 1 or short or length not in (None, size) or (total or end or 0) > 2**50:
            raise SourceRange(self.label, told)
        return _HttpReading(self, self._lines, response, size, total, start)


class _HttpReading:
    """The body of one answer. Ends at the promised length, and never before it in silence."""

    def __init__(
        self,
        source: HttpSource,
        lines: Connections,
        response: BaseHTTPResponse,
        size: int | None,
        total: int | None,
        start: int,
    ) -> None:
        self.total = total
        self.start = start
        self.tag = tag_of(
            response.headers.get("ETag", ""), response.headers.get("Last-Modified", "")
        )
        self._source, self._lines = source, lines
        self._response = response
        self._size = size
        self._whole = False
        self._held: list[bytes] = []
        self._coming = self._pieces()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        """Give the connection back when the body was read to its end, else close it."""
        if self._whole:
            self._response.release_conn()
            self._lines.kept = True
        elif not self._lines.stopped:  # else it is closed as soon as the last call ends
            self._response.close()

    def _piece(self, size: int) -> bytes:
        """What has come, at most `size` bytes; waits for something."""
        return self._lines.piece(self._response, size)

    def opening(self) -> bytes:
        """How the body begins after what is blank; it still comes whole to whoever reads it."""
        seen = b""
        for piece in self._coming:
            self._held.append(piece)
            seen += piece
            if seen.lstrip(_BLANK) or len(seen) >= _OPENING:
                break
        return seen.lstrip(_BLANK)

    def __iter__(self) -> Iterator[bytes]:
        while self._held:
            yield self._held.pop(0)
        yield from self._coming

    def _pieces(self) -> Iterator[bytes]:
        from urllib3.exceptions import HTTPError, ReadTimeoutError

        source, bounds, now = self._source, self._source.bounds, self._source.now
        left, since, came = self._size, now(), 0
        while left is None or left > 0:
            try:
                piece = self._piece(PIECE if left is None else min(left, PIECE))
            except (ReadTimeoutError, TimeoutError) as error:
                raise SourceSlow(source.label, str(error)) from error
            except (HTTPError, OSError) as error:
                self._lines.cut()
                raise SourceFailed(source.label, str(error)) from error
            if not piece:
                break
            came += len(piece)
            left = None if left is None else left - len(piece)
            self._whole = left == 0
            yield piece
            passed = now() - since
            if passed >= bounds.over_s:
                if came < bounds.rate * passed:
                    raise SourceSlow(source.label, f"{came} bytes in {passed:.0f} s")
                since, came = now(), 0
        if left:
            self._lines.cut()
            raise SourceFailed(source.label, f"ended {left} bytes early")
        self._whole = True
