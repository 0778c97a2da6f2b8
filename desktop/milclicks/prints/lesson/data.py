"""What a lesson's paper is made from: the lesson in one language, its cut, its pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from milclicks.core.errors import N_, BadInput, Message
from milclicks.packs.library import Library
from milclicks.packs.shelf import LessonRef
from milclicks.packs.trust.standing import SHIPPED, Standing
from milclicks.steps.base import Step
from milclicks.steps.lesson import Lesson

What = Literal["run", "answers", "handout", "cards", "all"]
WHATS: Final[tuple[What, ...]] = ("run", "answers", "handout", "cards", "all")
MOST_GROUPS: Final = 20


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture as it lies in the pack, and what it shows. No bytes: it cannot be read."""

    data: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class LessonData:
    """One lesson for 20, 40 or 60 minutes; `locale` is the language of its words."""

    lesson: Lesson
    cut: int
    locale: str
    shots: Mapping[str, Shot] = field(default_factory=dict)
    standing: Standing = SHIPPED
    """Who answers for its pack; every sheet says when that is not the makers of the app."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of this cut."""
        return self.lesson.steps_for(self.cut)


def lesson_data(library: Library, lesson: str | LessonRef, locale: str, cut: int) -> LessonData:
    """A lesson of the packs by its id or its ref; raises BadInput for one that is not there."""
    ref = lesson if isinstance(lesson, LessonRef) else _known(library, lesson, locale)
    shown = library.lesson_locale(ref, locale) or locale
    found = library.lesson(ref, locale)
    shots = {name: _shot(library, ref, name, shown) for name in sorted(found.pictures())}
    versions = library.versions(ref.pack)
    standing = next((one.standing for one in versions if one.version == ref.version), SHIPPED)
    return LessonData(found, cut, shown, shots, standing)


def _known(library: Library, lesson: str, locale: str) -> LessonRef:
    refs = {card.ref.lesson: card.ref for card in library.lessons(locale) if card.usable}
    if lesson in refs:
        return refs[lesson]
    raise BadInput(
        Message(N_("There is no lesson {name} in the packs here."), {"name": lesson}),
        Message(N_("Choose one of these: {codes}."), {"codes": ", ".join(refs)})
        if refs
        else Message(N_("Add a pack that has lessons.")),
    )


def _shot(library: Library, ref: LessonRef, name: str, locale: str) -> Shot:
    picture = library.picture(ref.pack_key, name, locale)
    return Shot(picture.data or b"", picture.alt)
