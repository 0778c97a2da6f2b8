"""The texts of a lesson or document in one locale: checked, as they are shown, in their places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from milclicks.packs import limits, markup, units
from milclicks.packs.refusals import PackRefused


class _Card(Struct):
    """As much of the texts of a lesson as its card shows."""

    title: str = ""
    summary: str = ""


def card_in(texts: bytes, place: str) -> tuple[str, str] | None:
    """Title and summary in texts that are read when they are opened; None where they are bad."""
    try:
        card = msgspec.json.decode(texts, type=_Card)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    told = shown({"title": card.title, "summary": card.summary}, place)
    return told["title"], told["summary"]


def shown(texts: Any, place: str) -> Mapping[str, str]:
    """Checked texts without characters that turn a line around; the screen isolates by itself."""
    check_words(texts, place)
    return {
        name: words if words.isprintable() else markup.without_controls(words)
        for name, words in texts.items()
    }


def check_words(texts: Any, place: str) -> None:
    """Refuse what is not a plain table of texts, each short enough to be drawn."""
    if not isinstance(texts, dict):
        raise PackRefused("lesson.texts", f"{place}: not a table of texts")
    for name, words in texts.items():
        if not isinstance(words, str):
            raise PackRefused("lesson.texts", f"{place}: {name[:80]} is not a text")
        if len(words) > limits.UNIT_CHARACTERS:
            raise PackRefused("lesson.text_length", f"{place}: {name[:80]}: {len(words)}")


def filled(structure: Any, texts: Mapping[str, str], locale: str, name: str) -> Any:
    """The tree of a lesson or document with its texts in one locale."""
    try:
        return units.filled(structure, texts)
    except KeyError as error:
        raise PackRefused("lesson.texts", f"{locale}/{name}: no text {error}") from error
