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
from milclicks.packs.refusals import PackRefused

_TEXT: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_TOKEN: Final = re.compile(r"(?P<open>[\[{])|(?P<close>[\]}])|(?P<number>-?[0-9][0-9.eE+-]*+)")
_SURROGATE: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]")
_NUL: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_FAR: Final = b"\xf0\xf1\xf2\xf3\xf4"
"""What begins a sign beyond U+FFFF in UTF-8: such signs have another order in UTF-16."""
_READER: Final = msgspec.json.Decoder()
_PLAIN: Final = msgspec.json.Encoder(order="sorted")
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
_SMALL: Final = 10**15
_DEEPEST: Final = 64


def decode(data: bytes, *, depth: int, place: str) -> Any:
    """The value that `data` holds, at most `depth` brackets deep; raises PackRefused.

    What comes out again as it went in has no second key, space, mark or sign in disguise, and is
    read in a tenth of the time; anything else is looked at piece by piece, and told what it is.
    """
    if b"\\u" not in data and _shallow(data, depth):
        try:
            value = _READER.decode(data)
            if _PLAIN.encode(value) == data and _fits(value, depth):
                return value
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            pass
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
    order in UTF-16 is another, a plain writer makes the same bytes in a hundredth of the time;
    each opening of a pack waits for this.
    """
    if len(data.translate(None, _FAR)) == len(data) and _fits(value, _DEEPEST):
        return _PLAIN.encode(value) == data
    import rfc8785

    try:
        return bool(rfc8785.dumps(value) == data)
    except rfc8785.CanonicalizationError:
        return False


def _shallow(data: bytes, depth: int) -> bool:
    """Whether no parser can get far deeper into `data` than `depth`, by its brackets alone."""
    if data.count(b"[") + data.count(b"{") <= depth:
        return True
    bare = data.replace(b"\\\\", b"").replace(b'\\"', b"") if b"\\" in data else data
    bare = b"".join(bare.split(b'"')[::2]).translate(None, _NO_BRACKETS)
    for _ in range(depth):
        bare = bare.replace(b"[]", b"").replace(b"{}", b"")
        if not bare:
            return True
    return False


def _fits(value: Any, depth: int) -> bool:
    """Whether a value is at most `depth` brackets deep, without floats and long numbers."""
    level = [value]
    for left in range(depth, -1, -1):
        deeper: list[Any] = []
        for node in level:
            kind = type(node)
            if kind is dict or kind is list:
                if not left:
                    return False
                members = node.values() if kind is dict else node
                deeper += [one for one in members if type(one) is not str]
            elif kind is float or (kind is int and not -_SMALL < node < _SMALL):
                return False
        level = deeper
    return True


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
