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
    """The check: a weighted sum in the field of 32 elements, each place with a weight of its own.

    So any one wrong sign and any two swapped signs change it (an MDS code, as Reed and Solomon's).
    """
    total = 0
    for sign in body:
        total = doubled(total ^ ALPHABET.index(sign))
    return ALPHABET[total]


def doubled(value: int) -> int:
    """Times x in GF(2)[x] / (x^5 + x^2 + 1), whose powers of x run through all 31 elements."""
    return (value << 1) ^ (0b100101 if value & 0b10000 else 0)


def verify_code(typed: str) -> str | None:
    """The code in its printed form when its check holds, else None; spaces and case are free."""
    bare = "".join(typed.upper().translate(LOOKALIKE).replace("-", "").split())
    if len(bare) != LENGTH or any(sign not in ALPHABET for sign in bare):
        return None
    return grouped(bare) if check_character(bare[:-1]) == bare[-1] else None
