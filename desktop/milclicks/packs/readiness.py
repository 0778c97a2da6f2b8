"""Whether a pack or a lesson can be used here, and what is missing when it cannot.

A pack that asks for more than this app has is listed and greyed with the reason; never half of it
is loaded. A lesson with a kind of step that is not known greys alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from milclicks.core.errors import Message
from milclicks.packs.manifest import Head, LessonInfo, Manifest, Requires
from milclicks.packs.refusals import words

State = Literal["ready", "needs_app", "needs_pack", "damaged", "withdrawn", "unsigned"]
TYPES: Final = frozenset({"lessons", "addon", "collection", "ui-locale"})
_KNOWN_DEMANDS: Final = frozenset(Requires.__struct_fields__)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Ready, or the reason and the remedy."""

    state: State = "ready"
    reason: Message | None = None
    remedy: Message | None = None
    code: str = ""


READY: Final = Readiness()


def not_ready(state: State, code: str, **values: str) -> Readiness:
    """A state with the words of `code`."""
    return Readiness(state, *words(code, **values), code)


def known_features() -> frozenset[str]:
    """The kinds of steps and items that this app has, as features: `step:read@1`."""
    from milclicks.items.registry import KINDS as ITEMS
    from milclicks.steps.registry import KINDS as STEPS

    return frozenset([f"step:{kind}@1" for kind in STEPS] + [f"item:{kind}@1" for kind in ITEMS])


def of_pack(
    head: Head, manifest: Manifest | None, raw: Mapping[str, Any], app_version: str
) -> Readiness:
    """Whether this app can use a pack at all; other packs are looked at by `with_others`."""
    wanted = head.requires.app
    if newer(wanted, app_version) or (manifest is None and wanted):
        return not_ready("needs_app", "app.needed", version=wanted)
    if manifest is None:
        return not_ready("needs_app", "app.unknown", names=f"format {head.format}")
    unknown = sorted(set(raw.get("requires", {})) - _KNOWN_DEMANDS)
    unknown += [one for one in manifest.requires.features if one not in known_features()]
    if manifest.type not in TYPES:
        unknown.append(manifest.type)
    if unknown:
        return not_ready("needs_app", "app.unknown", names=", ".join(unknown))
    return READY


def of_lesson(lesson: LessonInfo) -> Readiness:
    """Whether this app knows every kind of step and item of a lesson."""
    unknown = sorted(set(lesson.features) - known_features())
    if unknown:
        return not_ready("needs_app", "app.unknown", names=", ".join(unknown))
    return READY


def newer(wanted: str, here: str) -> bool:
    """Whether version `wanted` is later than `here`; both such as 1.4 or 0.1.0."""
    return _numbers(wanted) > _numbers(here)


def _numbers(version: str) -> tuple[int, ...]:
    parts = [int(part) for part in version.split(".")[:3] if part.isdigit()]
    return tuple(parts + [0] * (3 - len(parts)))


@dataclass(frozen=True, slots=True)
class Needs:
    """What one pack asks of others: (id, least version), and for an add-on the one base version."""

    id: str
    version: int
    packs: tuple[tuple[str, int], ...] = ()
    base: tuple[str, int] | None = None


def with_others(packs: Iterable[Needs]) -> dict[str, Readiness]:
    """For each pack id that lacks another pack, or stands in a circle, what to say."""
    held = {one.id: one for one in packs}
    found: dict[str, Readiness] = {}
    for one in held.values():
        circle = _circle(one.id, held)
        lacking = [f"{name} {least}" for name, least in one.packs if not _has(held, name, least)]
        if one.base and (one.base[0] not in held or held[one.base[0]].version != one.base[1]):
            lacking.append(f"{one.base[0]} {one.base[1]}")
        if circle:
            found[one.id] = not_ready("needs_pack", "pack.cycle", names=", ".join(circle))
        elif lacking:
            found[one.id] = not_ready("needs_pack", "pack.needed", names=", ".join(lacking))
    return found


def _has(held: Mapping[str, Needs], name: str, least: int) -> bool:
    return name in held and held[name].version >= least


def _circle(start: str, held: Mapping[str, Needs]) -> list[str]:
    """The ids of the circle that `start` stands in, or none."""
    paths = [[start]]
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        for name, _ in held[path[-1]].packs if path[-1] in held else ():
            if name == start:
                return path
            if name not in seen:
                seen.add(name)
                paths.append([*path, name])
    return []
