"""Bends bytes, JSON trees and containers by a seeded chance; never makes the same case twice."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random
from typing import Any

from tests.fixtures.packs.forge import End, Raw

_BYTES = (b"", b"\0", b"\xff", b"PK\3\4", b"PK\5\6", b"{}", b"[" * 40, b"\xed\xa0\x80", b"\\u0000")
_NUMBERS = (0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_SCALARS: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 41, 2**31 + 1, 2**53, 10**15, 10**16, 0.5, 1e300, "", " ", "\0",
    "x" * 41, "x" * 5000, "../x", "con", "a/b/c/d/e", "\u202e", "\ud800", "\U0001f600",
    "{0.__class__}", "%n", "{{gap}}", "[x](term:x)", "[" * 300, "1e999", "en", "sr_Latn",
    "test.tiny", "𝐚", "http://x/",
)  # fmt: skip


def of_bytes(data: bytes, chance: Random, most: int = 6) -> bytes:
    """The bytes with a few of them flipped, cut, doubled, moved or written over."""
    made = bytearray(data)
    for _ in range(chance.randint(1, most)):
        place = chance.randrange(len(made) + 1)
        end = min(len(made), place + chance.choice((1, 1, 2, 4, 16, 200)))
        how = chance.randrange(8)
        if how == 0 and place < len(made):
            made[place] ^= 1 << chance.randrange(8)
        elif how == 1:
            size = chance.choice((1, 2, 4))
            number = chance.choice(_NUMBERS) & (256**size - 1)
            made[place : place + size] = number.to_bytes(size, chance.choice(("little", "big")))
        elif how == 2:
            made[place:end] = chance.randbytes(end - place)
        elif how == 3:
            del made[place:end]
        elif how == 4:
            made[place:place] = chance.choice(_BYTES)
        elif how == 5:
            other = chance.randrange(len(made) + 1)
            made[other:other] = made[place:end]
        elif how == 6:
            made[place:end] = made[place:end][::-1]
        elif chance.random() < 0.5:
            del made[place:]
        else:
            made[place:end] = bytes(end - place)
    return bytes(made)


def in_place(data: bytes, chance: Random) -> bytes:
    """The bytes, as many as before, with a few of them flipped or written over."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(made))
        size = chance.choice((1, 2, 4))
        number = chance.choice((*_NUMBERS, chance.getrandbits(32), made[place] ^ 1))
        made[place : place + size] = (number & (256**size - 1)).to_bytes(size, "little")
    return bytes(made[: len(data)])


def _nodes(tree: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) below a tree."""
    found: list[tuple[Any, Any]] = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node))
        for key in keys:
            found.append((node, key))
            if isinstance(node[key], (dict, list)):
                waiting.append(node[key])
    return found


def of_tree(tree: Any, chance: Random, most: int = 3) -> Any:
    """The tree, changed in place at a few of its nodes; it stays JSON."""
    for _ in range(chance.randint(1, most)):
        nodes = _nodes(tree)
        if not nodes:
            break
        node, key = chance.choice(nodes)
        how = chance.randrange(8)
        if how <= 2:
            node[key] = chance.choice(_SCALARS)
        elif how == 3:
            node[key] = chance.choice(([], {}, [[]], {"": ""}, _deep(chance.choice((8, 30, 300)))))
        elif how == 4:
            del node[key]
        elif how == 5:
            other, name = chance.choice(nodes)
            if isinstance(other, dict) == (name in other if isinstance(other, dict) else False):
                node[key] = json.loads(json.dumps(other[name]))
        elif how == 6 and isinstance(node, list):
            node.extend([json.loads(json.dumps(node[key]))] * chance.choice((1, 2, 210)))
        elif isinstance(node, dict):
            node[chance.choice((f"{key}x", "", "id", "text", "kind", "x" * 500))] = node.pop(key)
    return tree


def _deep(levels: int) -> Any:
    made: Any = 1
    for _ in range(levels):
        made = [made]
    return made


def written(tree: Any, chance: Random) -> bytes:
    """The tree as JSON: mostly the canonical writing, at times another one, or bent bytes."""
    how = chance.randrange(10)
    if how == 0:
        text = json.dumps(tree, indent=chance.choice((None, 1)))
    else:
        text = json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    data = text.encode("utf-8", "surrogatepass")
    return of_bytes(data, chance, 3) if how == 1 else data


def of_entries(entries: list[Raw], chance: Random) -> tuple[list[Raw], End]:
    """The entries with a few fields that lie, in another order, doubled or gone; and the end."""
    made = list(entries)
    for _ in range(chance.randint(1, 3)):
        how = chance.randrange(6)
        place = chance.randrange(len(made)) if made else 0
        if how == 0 and made:
            made.insert(chance.randrange(len(made) + 1), made[place])
        elif how == 1 and made:
            del made[place]
        elif how == 2:
            chance.shuffle(made)
        elif made:
            made[place] = _bent(made[place], chance)
    end = End()
    if chance.random() < 0.3:
        name = chance.choice(("disk", "count", "here", "length", "start"))
        wide = 0xFFFFFFFF if name in ("length", "start") else 0xFFFF
        setattr(end, name, chance.choice(_NUMBERS) & wide)
    elif chance.random() < 0.1:
        name = chance.choice(("prefix", "suffix", "comment", "before"))
        setattr(end, name, chance.choice(_BYTES))
    return made, end


def _bent(entry: Raw, chance: Random) -> Raw:
    number = chance.choice(_NUMBERS)
    some = chance.choice(_BYTES)
    changes: tuple[dict[str, Any], ...] = (
        {"name": of_bytes(entry.name, chance, 2)},
        {"content": of_bytes(entry.content, chance)},
        {"content": bytes(chance.choice((1, 70_000, 3_000_000)))},
        {"method": chance.choice((0, 8, 9, 12, 14, 93))},
        {"flags": number & 0xFFFF},
        {"stamp": (number & 0xFFFF, 0x21)},
        {"needs": number & 0xFFFF},
        {"made_by": number & 0xFFFF},
        {"local_name": of_bytes(entry.name, chance, 2)},
        {"size": number},
        {"size": max(0, len(entry.content) + chance.randint(-9, 9))},
        {"crc": number},
        {"disk": number & 0xFFFF},
        {"outer": number},
        {"start": number},
        {"extra_local": some},
        {"extra_central": some},
        {"comment": some},
        {"before": some},
        {"after": some},
        {"packed_as": of_bytes(entry.packed, chance)},
    )
    return replace(entry, **chance.choice(changes))
