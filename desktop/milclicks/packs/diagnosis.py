"""Says why a file that does not end like a pack is not one: empty, cut short, a web page...

Used only after a file was refused; it reads a little of the file's head and tail.
"""

from __future__ import annotations

from typing import BinaryIO, Final

from milclicks.packs.refusals import PackRefused

_HEAD: Final = 2048
_TAIL: Final = 70_000
_WEB_PAGE: Final = (b"<!doctype html", b"<html", b"<head", b"<body")


def no_directory(file: BinaryIO, size: int) -> PackRefused:
    """The reason for a file whose last bytes are not the end of a pack."""
    if size == 0:
        return PackRefused("file.empty")
    file.seek(0)
    head = file.read(_HEAD)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if any(mark in text for mark in _WEB_PAGE):
        return PackRefused("file.login_page")
    file.seek(max(0, size - _TAIL))
    tail = file.read()
    found = tail.rfind(b"PK\5\6")
    if found >= 0 and len(tail) - found >= 22:
        commented = int.from_bytes(tail[found + 20 : found + 22], "little")
        return PackRefused("zip.comment" if commented else "zip.suffix")
    if head.startswith(b"PK\3\4"):
        return PackRefused("zip.truncated", f"{size} bytes")
    return PackRefused("file.not_pack")
