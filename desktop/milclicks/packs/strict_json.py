"""JSON from a stranger: bounded in size, depth and digits, without duplicate keys or floats.

The standard parser takes the last of two equal keys and any depth; here each is refused before or
while the text is parsed, with a code of its own.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

import msgspec

from milclicks.packs import limits
from milclicks.packs.names import twin
from milclicks.packs.refusals import PackRefused

_TEXT: Final = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
"""A text, or what never closes, to its end: beginning anew at each mark would take for ever."""
_TOKEN: Final = re.compile(r"(?P<open>[\[{])|(?P<close>[\]}])|(?P<number>-?[0-9][0-9.eE+-]*+)")
_SURROGATE: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]")
_NUL: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_FAR: Final = b"\xf0\xf1\xf2\xf3\xf4"
"""What begins a sign beyond U+FFFF in UTF-8: such signs have another order in UTF-16."""
_LONG: Final = re.compile(rb"[0-9]{16}")
_PLAIN: Final = msgspec.json.Encoder(order="sorted")
_BARE: Final = bytes.maketrans(b"{}", b"[]")
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))


def _no_float(digits: str) -> float:
    raise ValueError(digits)


_READER: Final = msgspec.json.Decoder(float_hook=_no_float)


def decode(data: bytes, *, depth: int, place: str) -> Any:
    """The value that `data` holds, at most `depth` brackets deep; raises PackRefused."""
    return read(data, depth=depth, place=place)[0]


def read(data: bytes, *, depth: int, place: str) -> tuple[Any, bool]:
    """The same, and whether `data` is known to be the canonical writing of it.

    What comes out again as it went in has no second key, space, mark or sign in disguise, and is
    read in a tenth of the time; anything else is looked at piece by piece, and told what it is.
    """
    if b"\\u" not in data and _modest(data, depth):
        try:
            value = _READER.decode(data)
            if _PLAIN.encode(value) == data:
                return value, len(data.translate(None, _FAR)) == len(data)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            pass
    text = _text(data, place)
    _bounded(text, depth, place)
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_constant)
    except PackRefused as error:
        raise PackRefused(error.code, f"{place}: {error.detail}") from error
    except ValueError as error:
        raise PackRefused("json.syntax", f"{place}: {error}") from error
    return value, False


def encode(value: Any) -> bytes:
    """The one way to write `value`: canonical JSON by RFC 8785."""
    import rfc8785

    made: bytes = rfc8785.dumps(value)
    return made


def canonical(value: Any, data: bytes) -> bool:
    """Whether `data` is the canonical writing of `value`, where `read` does not know it."""
    import rfc8785

    try:
        return bool(rfc8785.dumps(value) == data)
    except rfc8785.CanonicalizationError:
        return False


def _modest(data: bytes, depth: int) -> bool:
    """Whether `data` is at most `depth` brackets deep and without long numbers, if it is JSON."""
    plain = data.replace(b"\\\\", b"").replace(b'\\"', b"") if b"\\" in data else data
    outside = b"".join(plain.split(b'"')[::2])
    if _LONG.search(outside):
        return False
    brackets = outside.translate(_BARE, _NO_BRACKETS)
    for _ in range(depth):
        brackets = brackets.replace(b"[]", b"")  # one level of all of them
    return not brackets


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
        raise PackRefused("json.duplicate_key", twin(name for name, _ in pairs))
    return found


def _constant(name: str) -> Any:
    raise PackRefused("json.constant", name)
