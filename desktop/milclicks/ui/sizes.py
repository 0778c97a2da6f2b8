"""Sizes of files and the time that is left, in words of the reader's language."""

from __future__ import annotations

import math

from milclicks.core.texts import N_, Texts

KB, MB, GB = N_("{number} KB"), N_("{number} MB"), N_("{number} GB")
ONE = {KB: N_("1 KB"), MB: N_("1 MB"), GB: N_("1 GB")}  # in Arabic one is a word
UNDER_A_MINUTE = N_("Less than a minute left")
_LONG_MINUTES = 90


def size_words(texts: Texts, size: int) -> str:
    """A number of bytes as people say it: 340 KB, 3.25 MB, 45 MB, 12 GB."""
    if size < 1_000_000:
        return _whole(texts, KB, -(-size // 1000))
    words, unit = (MB, 1_000_000) if size < 1_000_000_000 else (GB, 1_000_000_000)
    amount = size / unit
    if amount >= 10 or round(amount, 2) == round(amount):
        return _whole(texts, words, round(amount))
    return texts.say(words, number=texts.decimal(amount))


def _whole(texts: Texts, words: str, number: int) -> str:
    return texts.say(ONE[words]) if number == 1 else texts.say(words, number=number)


def time_words(texts: Texts, seconds: float) -> str:
    """How long something would take at the pace of the last time."""
    minutes = max(1, math.ceil(seconds / 60))
    if minutes < _LONG_MINUTES:
        return texts.say_n(
            "That takes about {n} minute here.", "That takes about {n} minutes here.", minutes
        )
    hours = -(-minutes // 60)
    return texts.say_n("That takes about {n} hour here.", "That takes about {n} hours here.", hours)


def left_words(texts: Texts, seconds: float) -> str:
    """How long something will still take, rounded up to what a person would say."""
    if seconds < 60:
        return texts.say(UNDER_A_MINUTE)
    minutes = math.ceil(seconds / 60)
    if minutes < _LONG_MINUTES:
        return texts.say_n("About {n} minute left", "About {n} minutes left", minutes)
    hours = -(-minutes // 60)
    return texts.say_n("About {n} hour left", "About {n} hours left", hours)
