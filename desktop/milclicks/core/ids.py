"""Identifiers: random ones for records, a short code a person can read aloud for paper."""

from __future__ import annotations

import secrets
import uuid

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20
LOOKALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_id() -> str:
    """A random identifier of 32 hexadecimal digits."""
    return uuid.uuid4().hex


def short_code() -> str:
    """Twenty characters of Crockford's base 32 in five groups; the last one is a check."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return grouped(body + check_character(body))


def grouped(code: str) -> str:
    """A code in groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def check_character(body: str) -> str:
    """The check: a weighted sum modulo 31 (a prime), so one wrong or two swapped signs show."""
    total = sum((place + 1) * ALPHABET.index(sign) for place, sign in enumerate(body))
    return ALPHABET[total % 31]


def verify_code(typed: str) -> str | None:
    """The code in its printed form when its check holds, else None; spaces and case are free."""
    bare = "".join(typed.upper().translate(LOOKALIKE).replace("-", "").split())
    if len(bare) != LENGTH or any(sign not in ALPHABET for sign in bare):
        return None
    return grouped(bare) if check_character(bare[:-1]) == bare[-1] else None
