"""The answer to one request for a file: which status, which headers, which bytes of it.

Pure: a request's words go in, the head of the answer and a stretch of bytes come out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from milclicks.lan.tree import DATA, HTML, Shared

_RANGE: Final = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}\.")
"""What stands before the name of a signed file."""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"
"""What a page may do in a browser: show its words and its own pictures."""
_TELL: Final = {
    400: "This request is not in order.",
    404: "There is nothing under this name.",
    405: "Files can only be read here.",
    413: "Nothing can be sent here.",
    421: "This computer does not answer to that name.",
    431: "This request is too long.",
    503: "Too many are asking. Try again later.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of an answer. `start` to `end` of the file follow, or the words of `body`."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    start: int = 0
    end: int = 0
    body: bytes = b""


def refusal(status: int) -> Answer:
    """An answer without a file: a plain sentence, never a page."""
    body = (_TELL.get(status, "No.") + "\n").encode()
    headers = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(body))}
    if status == 405:
        headers["Allow"] = "GET, HEAD"
    return Answer(status, headers, body=body)


def fitting(shared: Shared, path: str, size: int, asked: str, only_if: str) -> Answer:
    """The whole of a file of `size` bytes, or the one range that was `asked` for.

    `only_if` is the tag that the asker has: when the file is another one now, it comes whole.
    """
    tag = f'"{shared.tag}"'
    headers = {
        "Content-Type": shared.kind,
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
    }
    if shared.kind == DATA:
        name = _DIGEST.sub("", path.rpartition("/")[2])
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if shared.kind == HTML:
        headers["Content-Security-Policy"] = _POLICY
        headers["Referrer-Policy"] = "no-referrer"
    span = _span(asked, size) if only_if in ("", tag) else None
    if span is None:
        return Answer(200, {**headers, "Content-Length": str(size)}, 0, size)
    start, end = span
    if start >= end:
        return Answer(416, {"Content-Range": f"bytes */{size}", "Content-Length": "0"})
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return Answer(206, {**headers, "Content-Length": str(end - start)}, start, end)


def _span(asked: str, size: int) -> tuple[int, int] | None:
    """From a byte to before another; None for what asks for no range that we know.

    Empty when the file has no such bytes.
    """
    found = _RANGE.fullmatch(asked.strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        return size - min(int(found[2]), size), size
    start = int(found[1])
    if found[2] and int(found[2]) < start:
        return None
    return start, min(int(found[2]) + 1, size) if found[2] else size
