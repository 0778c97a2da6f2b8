"""Sound and unsound: as many of one as of the other, in the whole pack and on every path.

Lessons in which all is false teach distrust of what is true as well; so neither side may have
less than 40 % (Hoes and others 2024, Nature Human Behaviour, on scepticism after such lessons).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from milclicks.core.errors import Problem
from milclicks.packs.source import Source
from milclicks.packs.strict.report import Figure, finding
from milclicks.packs.strict.spoken import decisions
from milclicks.steps.lesson import Lesson

LOW: Final = 40
HIGH: Final = 60


def ways(source: Source, lessons: Mapping[str, Lesson]) -> dict[str, tuple[str, ...]]:
    """The lesson ids of each path; the pack itself is the path `pack`."""
    found: dict[str, tuple[str, ...]] = {"pack": tuple(lessons)}
    file = source.documents.get("paths")
    tree: Any = file.tree if file is not None else None
    for way in tree if isinstance(tree, list) else ():
        if isinstance(way, dict) and isinstance(way.get("sessions"), list):
            ids = [str(one) for each in way["sessions"] for one in each.get("lessons", ())]
            found[str(way.get("id"))] = tuple(ids)
    return found


def check_balance(
    source: Source, lessons: Mapping[str, Lesson], figures: list[Figure]
) -> Iterator[Problem]:
    """The share of sound decisions on each path."""
    for way, ids in ways(source, lessons).items():
        truths = [
            one.item.truth for name in ids if name in lessons for one in decisions(lessons[name])
        ]
        if not truths:
            continue
        sound = truths.count("sound")
        share = round(100 * sound / len(truths))
        good = LOW <= share <= HIGH
        verdict: Any = "ok" if good else "failed"
        figures.append(Figure("sound", way, share, len(truths), HIGH, verdict))
        if not good:
            yield finding(
                "strict.sides",
                way,
                total=len(truths),
                sound=sound,
                share=share,
                low=LOW,
                high=HIGH,
            )
