"""JSON from a stranger: bounded in size, depth and digits, without duplicate keys or floats.

The standard parser takes the last of two equal keys and any depth; here each is refused before or
while the text is parsed, with a code of its own.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from milclicks.packs import limits
from milclicks.packs.refusals import PackRefused

_TEXT: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_TOKEN: Final = re.compile(r"(?P<open>[\[{])|(?P<close>[\]}])|(?P<number>-?[0-9][0-9.eE+-]*+)")
_SURROGATE: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]")
_FAR: Final = re.compile(rb"[\xf0-\xf4]|(?:^|[:,\[-])[0-9]{16}")
"""What begins a sign beyond U+FFFF in UTF-8, or may be a number past 2^53 (no digits of a hash)."""
_NUL: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


def decode(data: bytes, *, depth: int, place: str) -> Any:
    """The value that `data` holds, at most `depth` brackets deep; raises PackRefused."""
    text = _text(data, place)
    _bounded(text, depth, place)
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_constant)
    except PackRefused as error:
        raise PackRefused(error.code, f"{place}: {error.detail}") from error
    except ValueError as error:
        raise PackRefused("json.syntax", f"{place}: {error}") from error


def encode(value: Any) -> bytes:
    """The one way to write `value`: canonical JSON by RFC 8785."""
    import rfc8785

    made: bytes = rfc8785.dumps(value)
    return made


def canonical(value: Any, data: bytes) -> bool:
    """Whether `data` is the canonical writing of `value`, which `decode` read from it.

    Without floats, which `decode` refuses, without numbers of 2^53 and signs beyond U+FFFF, whose
    order in UTF-16 is another, the standard writer makes the same bytes in a tenth of the time;
    each opening of a pack waits for this.
    """
    if not _FAR.search(data):
        plain = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return plain.encode("utf-8") == data
    import rfc8785

    try:
        return bool(rfc8785.dumps(value) == data)
    except rfc8785.CanonicalizationError:
        return False


def _text(data: bytes, place: str) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        raise PackRefused("json.bom", place)
    if b"\0" in data:
        raise PackRefused("json.nul", place)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PackRefused("json.utf8", f"{place}: byte {error.start}") from error
    escaped = "\\u" in text
    if escaped and _SURROGATE.search(text):
        raise PackRefused("json.surrogate", place)
    if escaped and _NUL.search(text):
        raise PackRefused("json.nul", place)
    return text


def _bounded(text: str, depth: int, place: str) -> None:
    level = 0
    for token in _TOKEN.finditer(_TEXT.sub('"', text)):
        kind = token.lastgroup
        if kind == "open":
            level += 1
            if level > depth:
                raise PackRefused("json.depth", f"{place}: deeper than {depth}")
        elif kind == "close":
            level -= 1
        elif kind == "number":
            _number(token.group(), place)


def _number(digits: str, place: str) -> None:
    if len(digits) > limits.INTEGER_DIGITS:
        raise PackRefused("json.number", f"{place}: {digits[:20]}...")
    if not digits.lstrip("-").isdigit():
        raise PackRefused("json.float", f"{place}: {digits}")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise PackRefused("json.duplicate_key", next(n for n in names if names.count(n) > 1))
    return found


def _constant(name: str) -> Any:
    raise PackRefused("json.constant", name)
