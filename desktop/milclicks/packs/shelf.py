"""The values that a library hands out: packs, lesson cards, hits of a search, credits, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from milclicks.core.errors import Message
from milclicks.packs.readiness import READY, Readiness
from milclicks.packs.trust.standing import UNKNOWN, Standing


@dataclass(frozen=True, slots=True)
class LessonRef:
    """A lesson in one version of a pack; stays good when a newer version comes."""

    pack: str
    version: int
    lesson: str

    @property
    def pack_key(self) -> str:
        """`mil.core@3`, for media of the same version."""
        return f"{self.pack}@{self.version}"

    def __str__(self) -> str:
        """`mil.core@3/m2`."""
        return f"{self.pack_key}/{self.lesson}"

    @classmethod
    def parse(cls, text: str) -> LessonRef:
        """The ref that `str(ref)` wrote; raises ValueError."""
        key, _, lesson = text.partition("/")
        pack, _, version = key.partition("@")
        return cls(pack, int(version), lesson)


@dataclass(frozen=True, slots=True)
class PackInfo:
    """One pack of the library. `version` is 0 and `id` the file's name for a damaged file.

    `coverage` is the share of the app's sentences that a language pack has, per mille.
    """

    id: str
    version: int
    label: str
    type: str
    title: str
    description: str
    locales: tuple[str, ...]
    lessons: int
    bytes: int
    path: Path
    bundled: bool
    ready: Readiness = READY
    coverage: int | None = None
    publisher: str = ""
    standing: Standing = UNKNOWN
    in_place: bool = False
    """Whether it is used from a stick, where it lies."""
    damaged: tuple[str, ...] = ()
    """The parts (`lessons/m2.json`) that were found damaged; all others can be used."""

    @property
    def key(self) -> str:
        """`mil.core@3`."""
        return f"{self.id}@{self.version}"

    @property
    def usable(self) -> bool:
        """Whether its lessons can be opened."""
        return self.ready.state == "ready"

    @property
    def withdrawn(self) -> bool:
        """Whether its makers took this version back; it lies here until a person deletes it."""
        return self.ready.state == "withdrawn"

    @property
    def reason(self) -> Message | None:
        """Why it is greyed, or None."""
        return self.ready.reason


@dataclass(frozen=True, slots=True)
class LessonCard:
    """A lesson as the Learn page shows it; `locale` is the one it will be shown in."""

    ref: LessonRef
    strand: str
    title: str
    summary: str
    minutes: int
    picture: str
    locale: str
    cuts: tuple[int, ...] = ()
    ready: Readiness = READY

    @property
    def usable(self) -> bool:
        """Whether it can be opened; a greyed card says why in `ready.reason`."""
        return self.ready.state == "ready"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that a search found; `step_id` is None for the lesson as a whole."""

    ref: LessonRef
    step_id: str | None
    title: str
    snippet: str
    locale: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to draw; `data` is None when its bytes are not whole: show `alt` instead."""

    data: bytes | None
    alt: str


@dataclass(frozen=True, slots=True)
class MediaCredit:
    """Who made one picture or sound, and under which licence.

    `sound`: it is heard, not seen; `spoken`: a recording of a text; `synthetic`: a machine speaks.
    """

    id: str
    alt: str
    credit: str
    license: str
    source: str
    spoken: bool = False
    synthetic: bool = False
    sound: bool = False


@dataclass(frozen=True, slots=True)
class PackCredits:
    """What the credits page says of one pack."""

    pack: str
    title: str
    licenses: tuple[str, ...]
    contributors: tuple[tuple[str, str], ...]
    media: tuple[MediaCredit, ...]
