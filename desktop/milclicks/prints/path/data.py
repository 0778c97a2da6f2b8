"""What a path's page says: its meetings with the titles of their lessons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from milclicks.community import paths
from milclicks.core.errors import N_, BadInput, Message, NotFound
from milclicks.core.marks import bare
from milclicks.packs.course import Way
from milclicks.packs.library import Library
from milclicks.packs.trust.standing import SHIPPED, Standing
from milclicks.packs.trust.whose import of_pack

Titles = Mapping[str, tuple[str, str]]  # lesson id -> strand, title


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson: its strand and its title."""

    strand: str
    title: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: its title, its minutes, its lessons."""

    title: str
    minutes: int
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class PathData:
    """One path."""

    title: str
    summary: str
    meetings: tuple[Meeting, ...]
    standing: Standing = SHIPPED
    """Who answers for the pack that has this path."""

    @property
    def lessons(self) -> int:
        """How many lessons there are."""
        return sum(len(meeting.lessons) for meeting in self.meetings)


def of_way(way: Way, titles: Titles) -> PathData:
    """A path with the titles of its lessons; one that is not known keeps its id."""
    meetings = tuple(
        Meeting(
            bare(sitting.title),
            sitting.minutes,
            tuple(Lesson(*titles.get(lesson, ("", lesson))) for lesson in sitting.lessons),
        )
        for sitting in way.sessions
    )
    return PathData(bare(way.title), bare(way.summary), meetings)


def path_data(library: Library, path: str, locale: str) -> PathData:
    """A path of the packs; raises BadInput with the paths that there are."""
    try:
        document = library.document("paths", locale)
    except NotFound:
        document = {"entries": []}
    ways = {way.id: way for way in paths.read(document)}
    if path not in ways:
        raise BadInput(
            Message(N_("There is no path {name} in the packs here."), {"name": path}),
            Message(N_("Choose one of these: {codes}."), {"codes": ", ".join(ways)})
            if ways
            else Message(N_("Add a pack that has paths.")),
        )
    titles = {card.ref.lesson: (card.strand, bare(card.title)) for card in library.lessons(locale)}
    pack = next(one["pack"] for one in document["entries"] if one["id"] == path)
    return replace(of_way(ways[path], titles), standing=of_pack(library, pack))
