"""Lets the TUF client read from any of our sources: a folder, a site, a pack, the next PC."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

from tuf.api.exceptions import DownloadHTTPError, DownloadLengthMismatchError
from tuf.ngclient import FetcherInterface

from milclicks.packs.travel.source import Source, SourceMissing, SourceTooLong

BASE: Final = "repo:/"
LIMIT: Final = 8 * 1024 * 1024
"""No file of the metadata is longer."""


class SourceFetcher(FetcherInterface):
    """Reads `repo:/<path>` as `<path>` of one source; counts what was asked."""

    def __init__(self, source: Source) -> None:
        """`source` stays the caller's."""
        self._source = source
        self.asked: list[str] = []

    @contextmanager
    def download_file(self, url: str, max_length: int) -> Iterator[IO[bytes]]:
        """A whole file of at most `max_length` bytes; reading stops there."""
        yield io.BytesIO(self._read(url, min(max_length, LIMIT)))

    def _fetch(self, url: str) -> Iterator[bytes]:
        yield self._read(url, LIMIT)

    def _read(self, url: str, limit: int) -> bytes:
        """The bytes; a missing file looks like 404, as the client expects it."""
        path = url.removeprefix(BASE)
        self.asked.append(path)
        try:
            return self._source.read(path, limit)
        except SourceMissing as error:
            raise DownloadHTTPError(path, 404) from error
        except SourceTooLong as error:
            raise DownloadLengthMismatchError(path) from error
