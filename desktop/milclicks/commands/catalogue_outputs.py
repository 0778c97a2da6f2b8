"""What the catalogue commands print with `--json`, one struct per verb, and their schemas."""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct

from milclicks.commands.pack_outputs import Answer, schemas


class EntryLine(Struct, frozen=True, kw_only=True):
    """One pack of a catalogue."""

    id: str
    version: int
    bytes: int
    file: str


class KeysAnswer(Answer, frozen=True, kw_only=True):
    """`catalogue keys`: the secret files that were made."""

    files: tuple[str, ...] = ()


class RootAnswer(Answer, frozen=True, kw_only=True):
    """`catalogue root`: the number of the root and how many signatures it still lacks."""

    version: int = 0
    missing: int = 0
    file: str = ""


class BuildAnswer(Answer, frozen=True, kw_only=True):
    """`catalogue build`, `catalogue partner` and `catalogue revoke`: what the site holds now.

    `gone` left the site with this; `withdrawn` (`mil.core@3`) was taken back now or before.
    """

    version: int = 0
    issued: str = ""
    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    packs: tuple[EntryLine, ...] = ()
    withdrawn: tuple[str, ...] = ()


class CheckAnswer(Answer, frozen=True, kw_only=True):
    """`catalogue check`: how many packs there are and which, and what was taken back."""

    packs: int = 0
    listed: tuple[EntryLine, ...] = ()
    withdrawn: tuple[str, ...] = ()


class ServeAnswer(Answer, frozen=True, kw_only=True):
    """`catalogue serve`: the address, printed before the first request."""

    address: str = ""


ANSWERS: Final[dict[str, type[Answer]]] = {
    "keys": KeysAnswer,
    "root": RootAnswer,
    "build": BuildAnswer,
    "partner": BuildAnswer,
    "revoke": BuildAnswer,
    "check": CheckAnswer,
    "serve": ServeAnswer,
}


def published() -> dict[str, dict[str, Any]]:
    """File name -> JSON Schema of each verb's answer."""
    return schemas("catalogue", ANSWERS)
