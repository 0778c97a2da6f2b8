"""Runs of eight words that stand in two lessons of the source language.

Routines repeat on purpose; `repeats.tsv` of the pack lists their words with a reason.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from milclicks.core.errors import Problem
from milclicks.packs import units
from milclicks.packs.markup import plain
from milclicks.packs.source import Source
from milclicks.packs.strict.report import finding

RUN: Final = 8
_WORD: Final = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without markup and signs."""
    return [hit.group().replace("'", "’").casefold() for hit in _WORD.finditer(plain(text))]


def check_repeats(source: Source) -> Iterator[Problem]:
    """Every run of eight words in two or more lessons, the longest stretch of it once."""
    allowed = [" ".join(words_of(row)) for row in _allowed(source.folder / "repeats.tsv")]
    where: dict[str, dict[str, str]] = {}
    order: dict[str, list[str]] = {}
    for name, file in source.lessons.items():
        for unit in units.units(file.tree):
            words = words_of(unit.text)
            for start in range(len(words) - RUN + 1):
                run = " ".join(words[start : start + RUN])
                where.setdefault(run, {}).setdefault(name, unit.id)
                order.setdefault(f"{name}:{unit.id}", []).append(run)
    last = ""
    for place, runs in order.items():
        for run in runs:
            follows = last.split(" ")[1:] == run.split(" ")[:-1]
            shared = len(where[run]) > 1 and next(iter(where[run])) == place.partition(":")[0]
            if shared and not any(run in one for one in allowed):
                if not follows:
                    lessons = ", ".join(where[run])
                    yield finding("strict.repeat", place, words=run, lessons=lessons)
                last = run


def _allowed(path: Path) -> Iterator[str]:
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row and not row[0].startswith("#"):
                    yield row[0]
