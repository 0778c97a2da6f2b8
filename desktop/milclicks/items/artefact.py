"""Mock artefacts: the posts, chats, pages and papers that a lesson shows, as plain data.

They live beside the items because an item may carry one as its stimulus; steps use the same.
Nothing here draws. Whoever draws one puts the SIMULATION band on it, on screen and on paper.
Every visible part has a name, so that a hotspot can point at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from milclicks.items.measure import Measure

CAST: Final = ("amina", "luka", "yara", "davi", "ines", "sami", "mara", "milan")


class Note(NamedTuple):
    """A text with an id of its own: a line, a stamp, small print."""

    id: str
    text: str


class Line(NamedTuple):
    """One line of a chat, an SMS inbox or a radio script."""

    id: str
    sender: str
    text: str
    avatar: str = ""
    side: str = "in"
    date: Note | None = None


class Bar(NamedTuple):
    """One bar of a chart; the value is in the chart's unit."""

    id: str
    label: str
    value: int


class Frame(NamedTuple):
    """The part of a picture that is visible at first, per mille of its width and height."""

    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact:
    """What every artefact has."""

    id: str
    kind: str

    def parts(self) -> dict[str, str]:
        """Return the visible parts: name to text ("" for a picture)."""
        return {}

    def pictures(self) -> tuple[str, ...]:
        """Return the media ids that the artefact needs."""
        return ()

    def sounds(self) -> tuple[str, ...]:
        """Return the media ids of the sounds that can be played with it."""
        return ()


def _notes(*notes: tuple[str, Note | None]) -> dict[str, str]:
    return {name: note.text for name, note in notes if note is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Artefact):
    """A post or a forward in the invented app Nilo."""

    sender: str
    body: str
    meta: Note | None = None
    avatar: str = ""
    picture: str = ""
    date: Note | None = None
    counts: Note | None = None

    def parts(self) -> dict[str, str]:
        shown = {"sender": self.sender, **_notes(("meta", self.meta), ("date", self.date))}
        if self.picture:
            shown["picture"] = ""
        return {**shown, "body": self.body, **_notes(("counts", self.counts))}

    def pictures(self) -> tuple[str, ...]:
        return (self.picture,) if self.picture else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Script(Artefact):
    """A chat, an SMS inbox or a radio script: lines, one after the other.

    `sound` is the recording of a radio script in the language of its lines; they always stand
    beside it, so that nobody needs to hear it.
    """

    lines: tuple[Line, ...]
    title: str = ""
    sound: str = ""

    def parts(self) -> dict[str, str]:
        head = {"title": self.title} if self.title else {}
        return {**head, **{line.id: line.text for line in self.lines}}

    def sounds(self) -> tuple[str, ...]:
        return (self.sound,) if self.sound else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Artefact):
    """A page of a newspaper or of a web site; `title` is the masthead."""

    title: str
    place_line: str
    headline: Note
    body_blocks: tuple[Note, ...]
    tag: Note | None = None
    picture: str = ""

    def parts(self) -> dict[str, str]:
        shown = {"title": self.title, "place_line": self.place_line}
        shown[self.headline.id] = self.headline.text
        if self.tag is not None:
            shown[self.tag.id] = self.tag.text
        if self.picture:
            shown["picture"] = ""
        return {**shown, **dict(self.body_blocks)}

    def pictures(self) -> tuple[str, ...]:
        return (self.picture,) if self.picture else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(Artefact):
    """A notice on a board or the label of a product."""

    title: str
    body_lines: tuple[Note, ...]
    stamp: Note | None = None
    date: Note | None = None
    small_print: Note | None = None

    def parts(self) -> dict[str, str]:
        extra = _notes(
            ("stamp", self.stamp), ("date", self.date), ("small_print", self.small_print)
        )
        return {"title": self.title, **dict(self.body_lines), **extra}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart(Artefact):
    """A bar chart; its axis may begin above zero, which is sometimes the point."""

    title: str
    bars: tuple[Bar, ...]
    axis_from: int
    axis_to: int
    unit: Measure
    small_print: Note | None = None

    def parts(self) -> dict[str, str]:
        bars = {bar.id: bar.label for bar in self.bars}
        return {
            "title": self.title,
            "axis": self.unit.name,
            **bars,
            **_notes(("small_print", self.small_print)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Artefact):
    """A picture with a caption; with a frame it is un-cropped by a slider."""

    picture: str
    caption: str
    frame: Frame | None = None

    def parts(self) -> dict[str, str]:
        return {"picture": "", "caption": self.caption}

    def pictures(self) -> tuple[str, ...]:
        return (self.picture,)


def part_name(artefact: Artefact, name: str) -> str | None:
    """Return the part's one name; a nested text may also be called by its own id."""
    if name in artefact.parts():
        return name
    for field in ("meta", "date", "counts", "stamp", "small_print"):
        note = getattr(artefact, field, None)
        if note is not None and note.id == name:
            return field
    if isinstance(artefact, Page):
        tag = artefact.tag.id if artefact.tag else None
        return {"headline": artefact.headline.id, "tag": tag}.get(name)
    return None
