"""The teacher's PIN: scrypt, a growing pause after wrong tries, a recovery code, an audit line.

A PIN is proposed with its code and comes into force when somebody has copied that code, so that
a power cut never leaves a PIN whose code nobody saw; until then the one before it counts.
The pause is stored, so that a restart does not lift it; it is capped at an hour, and a clock that
was set back shortens no pause but lengthens none beyond that hour either.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from milclicks.core.clock import Clock
from milclicks.core.errors import N_, BadInput, Locked, Message
from milclicks.core.ids import short_code, verify_code
from milclicks.records.connection import Transaction
from milclicks.records.store import EventStore

FREE_MISSES = 5
LONGEST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """What was done behind the PIN, and when."""

    at: str
    what: str


@dataclass(frozen=True, slots=True)
class NewPin:
    """A PIN that was chosen, in Latin digits, and the code to copy; not in force, not stored."""

    pin: str
    code: str


@dataclass(frozen=True, slots=True)
class _Row:
    """The stored gate."""

    salt: bytes
    pin: bytes
    recovery: bytes
    misses: int
    until: str


def digest(secret: str, salt: bytes) -> bytes:
    """scrypt of RFC 7914 with N=2^14, r=8, p=1: 16 MB and about 50 ms on an old PC."""
    return hashlib.scrypt(secret.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


def in_latin_digits(typed: str) -> str:
    """A PIN typed in the digits of any script, as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in typed)


class Gate:
    """The door to the teacher's page of one data folder."""

    def __init__(self, store: EventStore, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def is_set(self) -> bool:
        """Whether a PIN was chosen."""
        return self._row() is not None

    def propose(self, pin: str) -> NewPin:
        """A PIN with a new recovery code; BadInput when it has not 4 to 8 digits."""
        pin = in_latin_digits(pin)
        if not (pin.isdigit() and pin.isascii() and 4 <= len(pin) <= 8):
            raise BadInput(
                Message(N_("A PIN has 4 to 8 digits.")), Message(N_("Choose another one."))
            )
        return NewPin(pin, short_code())

    def set_pin(self, new: NewPin) -> None:
        """Put a PIN into force once its code was copied; both are stored only as hashes."""
        salt = secrets.token_bytes(16)
        row = (salt, digest(new.pin, salt), digest(new.code, salt))
        with Transaction(self._store.connection):
            self._store.connection.execute(
                "insert or replace into gate values(1, ?, ?, ?, 0, '')", row
            )
            self.write("pin set")

    def opens(self, pin: str) -> bool:
        """Whether the PIN is right; Locked while the pause after wrong tries lasts."""
        return self._try("pin", in_latin_digits(pin))

    def recovers(self, code: str) -> bool:
        """Whether the recovery code is right; then the teacher may choose a new PIN."""
        return self._try("recovery", verify_code(code) or code)

    def _try(self, kind: Literal["pin", "recovery"], secret: str) -> bool:
        row = self._row()
        if row is None:
            return False
        self._wait_is_over(row.until)
        stored = row.pin if kind == "pin" else row.recovery
        right = hmac.compare_digest(digest(secret, row.salt), stored)
        misses = 0 if right else row.misses + 1
        until = "" if misses < FREE_MISSES else self._pause(misses)
        with Transaction(self._store.connection):
            self._store.connection.execute(
                "update gate set misses = ?, until = ? where id = 1", (misses, until)
            )
        if not right and misses >= FREE_MISSES:
            self.note("too many wrong tries")
        return right

    def _pause(self, misses: int) -> str:
        pause = min(LONGEST, timedelta(seconds=30 * 2 ** (misses - FREE_MISSES)))
        return (self._clock.now() + pause).isoformat()

    def _wait_is_over(self, until: str) -> None:
        if not until:
            return
        left = datetime.fromisoformat(until) - self._clock.now()
        if timedelta(0) < left <= LONGEST:
            minutes = int(left.total_seconds() // 60) + 1
            raise Locked(
                Message(N_("Too many wrong tries. Wait {minutes} min."), {"minutes": minutes}),
                Message(N_("The recovery code opens the page as well, after the pause.")),
            )

    def note(self, what: str) -> None:
        """Keep a line about an act behind the PIN; it names no learner."""
        with Transaction(self._store.connection):
            self.write(what)

    def write(self, what: str) -> None:
        """The same within a transaction of somebody else."""
        now = self._clock.now().isoformat(timespec="seconds")
        self._store.connection.execute("insert into audit(at, what) values(?, ?)", (now, what))

    def audit(self) -> tuple[AuditLine, ...]:
        """The newest hundred lines, newest first."""
        rows = self._store.connection.execute(
            "select at, what from audit order by id desc limit 100"
        ).fetchall()
        return tuple(AuditLine(*row) for row in rows)

    def _row(self) -> _Row | None:
        found = self._store.connection.execute(
            "select salt, pin, recovery, misses, until from gate where id = 1"
        ).fetchone()
        return None if found is None else _Row(*found)
