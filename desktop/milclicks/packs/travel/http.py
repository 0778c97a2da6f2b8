"""A site as a source: plain requests for whole files or one range, over urllib3.

What a line or a server can do wrong is recognised here and told apart: a login page in place of a
file, a range that was not kept to, a secure connection that fails because this PC's clock is wrong,
bytes that trickle, a body without end. Plain `http` is as good as `https`, because signatures and
not the line say what is right. Not here: trying again, other mirrors (`download`).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import quote, urljoin, urlsplit

from milclicks.core.errors import N_, BadInput, Message
from milclicks.packs.travel.source import (
    PIECE,
    Reading,
    SourceFailed,
    SourceMissing,
    SourceTooLong,
    checked,
)

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, PoolManager

_RANGE: Final = re.compile(r"bytes ([0-9]{1,15})-([0-9]{1,15})/([0-9]{1,15}|\*)")
_MISSING: Final = frozenset({403, 404, 410})
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_PAGE: Final = ("text/html", "application/xhtml+xml")
_AGENT: Final = "milclicks"


class SourcePortal(SourceFailed):
    """The network answered with a page of its own, such as a login page."""

    code = "source.portal"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.sentence = Message(
            N_("The network sent a web page, perhaps a login page, instead of what {place} has."),
            {"place": label},
        )
        self.remedy = Message(
            N_("Open a web browser and sign in to the network, then go on. What is here stays.")
        )


class SourceSlow(SourceFailed):
    """The bytes trickle or stopped."""

    code = "source.slow"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.sentence = Message(N_("Nearly nothing comes from {place} now."), {"place": label})
        self.remedy = Message(N_("Go on later. What came so far is kept."))


class SourceSecure(SourceFailed):
    """A secure connection could not be made; often this PC's clock is wrong."""

    code = "source.secure"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.sentence = Message(
            N_("A secure connection to {place} could not be made."), {"place": label}
        )
        self.remedy = Message(
            N_(
                "Look whether the date of this computer is right, or use the address that begins "
                "with http: or a stick. Each pack is checked by its signature in any case."
            )
        )


class SourceRange(SourceFailed):
    """The place answered with other bytes than those asked for; none of them was taken."""

    code = "source.range"

    def __init__(self, label: str, detail: str = "") -> None:
        """`label` is how people call the place."""
        super().__init__(label, detail)
        self.sentence = Message(
            N_("{place} sent other bytes than those asked for. They were not used."),
            {"place": label},
        )
        self.remedy = Message(N_("Use another place. What is here stays."))


@dataclass(frozen=True, slots=True)
class Bounds:
    """How patient a source is. Times in seconds, the least rate in bytes a second."""

    connect_s: float = 15.0
    idle_s: float = 20.0
    rate: int = 100
    over_s: float = 30.0
    redirects: int = 5


def address(text: str) -> str:
    """A typed address made whole; raises BadInput when no site can have it."""
    named = text.strip()
    whole = named if "://" in named else f"http://{named}"
    try:
        parts = urlsplit(whole)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fits = False
    if not fits or parts.username or parts.query or parts.fragment or re.search(r"\s", whole):
        raise BadInput(
            Message(N_("{address} is not the address of a site."), {"address": named[:80]}),
            Message(N_("Type it as somebody gave it to you, such as http://example.org/packs.")),
        )
    return f"{parts.scheme}://{parts.netloc}{quote(parts.path, safe='/%~')}".rstrip("/")


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
    ) -> None:
        """`costs`: whether its bytes count for the quota; those of the next PC do not."""
        self.address = address(site)
        self.costs = costs
        self._label = label or urlsplit(self.address).netloc
        self._bounds = bounds or Bounds()
        self._now = now
        self._pool: PoolManager | None = None

    @property
    def label(self) -> str:
        """How people call this place."""
        return self._label

    def close(self) -> None:
        """Let every connection go."""
        if self._pool is not None:
            self._pool.clear()
            self._pool = None

    def read(self, path: str, limit: int) -> bytes:
        """A whole small file of at most `limit` bytes."""
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
        response = self._asked(f"{self.address}/{checked(path)}", headers)
        try:
            return self._reading(response, path, start, end)
        except BaseException:
            response.close()
            raise

    def _asked(self, url: str, headers: dict[str, str]) -> BaseHTTPResponse:
        """The answer to a GET after at most a few redirects."""
        import urllib3
        from urllib3.exceptions import HTTPError, SSLError

        if self._pool is None:
            timeout = urllib3.Timeout(connect=self._bounds.connect_s, read=self._bounds.idle_s)
            self._pool = urllib3.PoolManager(4, timeout=timeout, retries=False)
        for _ in range(self._bounds.redirects + 1):
            try:
                response = self._pool.request(
                    "GET", url, headers=headers, preload_content=False, redirect=False
                )
            except SSLError as error:
                raise SourceSecure(self.label, str(error)) from error
            except (HTTPError, ValueError) as error:
                raise SourceFailed(self.label, str(error)) from error
            if response.status not in _MOVED:
                return response
            url = urljoin(url, response.headers.get("Location", ""))
            response.close()
            if urlsplit(url).scheme not in ("http", "https"):
                break
        raise SourceFailed(self.label, f"too many redirects, last to {url[:200]}")

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
        if status not in (200, 206):
            raise SourceFailed(self.label, told)
        if head.get("Content-Type", "").partition(";")[0].strip().lower() in _PAGE:
            raise SourcePortal(self.label, told)
        if head.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
            raise SourceRange(self.label, f"{told} {head['Content-Encoding']}")
        length = _number(head.get("Content-Length", ""))
        if status == 200:
            return _HttpReading(response, self.label, length, length, 0, self._bounds, self._now)
        kept = _RANGE.fullmatch(head.get("Content-Range", "").strip())
        if kept is None or int(kept[1]) != start:
            raise SourceRange(self.label, told)
        total = None if kept[3] == "*" else int(kept[3])
        size = int(kept[2]) + 1 - start
        short = end is not None and size != min(end, total or end) - start
        if size < 1 or short or length not in (None, size) or (total or end or 0) > 2**50:
            raise SourceRange(self.label, told)
        return _HttpReading(response, self.label, size, total, start, self._bounds, self._now)


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text.strip()) else None


class _HttpReading:
    """The body of one answer. Ends at the promised length, and never before it in silence."""

    def __init__(
        self,
        response: BaseHTTPResponse,
        label: str,
        size: int | None,
        total: int | None,
        start: int,
        bounds: Bounds,
        now: Callable[[], float],
    ) -> None:
        self.total = total
        self.start = start
        self.tag = _tag(response.headers.get("ETag", ""), response.headers.get("Last-Modified", ""))
        self._response = response
        self._label = label
        self._size = size
        self._bounds = bounds
        self._now = now
        self._whole = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the connection back when the body was read to its end, else close it."""
        if self._whole:
            self._response.release_conn()
        else:
            self._response.close()

    def __iter__(self) -> Iterator[bytes]:
        from urllib3.exceptions import HTTPError, ReadTimeoutError

        left, since, came = self._size, self._now(), 0
        while left is None or left > 0:
            try:
                piece = self._response.read1(PIECE if left is None else min(left, PIECE))
            except ReadTimeoutError as error:
                raise SourceSlow(self._label, str(error)) from error
            except (HTTPError, OSError) as error:
                raise SourceFailed(self._label, str(error)) from error
            if not piece:
                break
            came += len(piece)
            left = None if left is None else left - len(piece)
            self._whole = left == 0
            yield piece
            passed = self._now() - since
            if passed >= self._bounds.over_s:
                if came < self._bounds.rate * passed:
                    raise SourceSlow(self._label, f"{came} bytes in {passed:.0f} s")
                since, came = self._now(), 0
        if left:
            raise SourceFailed(self._label, f"ended {left} bytes early")
        self._whole = True


def _tag(etag: str, modified: str) -> str:
    """A mark that a range can be asked with: a strong ETag, else the date of the last change."""
    strong = etag.strip()
    if strong and not strong.startswith("W/"):
        return strong if len(strong) <= 200 and strong.isprintable() else ""
    return modified.strip() if not strong and len(modified) < 60 and modified.isprintable() else ""
