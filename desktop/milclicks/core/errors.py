"""Sentences for people: messages, the errors that carry them, the problems a check finds.

A text is an English msgid marked with N_(); it is translated where it is shown, never here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal


def N_(text: str) -> str:
    """Mark a sentence for the catalogues without translating it."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with {named} placeholders and the values that belong in them."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        try:
            return self.text.format_map(dict(self.values))
        except (KeyError, ValueError, IndexError):
            return self.text


class MilClicksError(Exception):
    """Something a person should read: what happened, what to do; `detail` is for the log."""

    code: ClassVar[str] = "error"

    def __init__(self, sentence: Message, remedy: Message | None = None, detail: str = "") -> None:
        super().__init__(str(sentence))
        self.sentence = sentence
        self.remedy = remedy
        self.detail = detail


class BadInput(MilClicksError):
    """What was typed or given cannot be used as it is: give it again, otherwise."""

    code = "bad-input"


class BadPack(MilClicksError):
    """A pack that cannot be trusted or read: get it anew."""

    code = "bad-pack"


class NotFound(MilClicksError):
    """What was asked for is not here: choose another or add it."""

    code = "not-found"


class Busy(MilClicksError):
    """Somebody else holds the data folder: wait or close the other."""

    code = "busy"


class DiskFull(MilClicksError):
    """No room on the disk: make room; the earlier state is kept."""

    code = "disk-full"


class NotWritable(MilClicksError):
    """The disk or stick cannot be read or written now: plug it in or unlock it."""

    code = "not-writable"


class TooNew(MilClicksError):
    """Made by a newer version of this app: use that version or a newer one."""

    code = "too-new"


class Damaged(MilClicksError):
    """A file of ours cannot be read: it was set aside; choose a backup."""

    code = "damaged"


class Locked(MilClicksError):
    """Too many wrong tries: wait, or use the recovery code."""

    code = "locked"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of a check: its code, where it is, what is wrong, what to do."""

    code: str
    place: str
    sentence: Message
    remedy: Message
    severity: Literal["error", "warning"] = "error"
