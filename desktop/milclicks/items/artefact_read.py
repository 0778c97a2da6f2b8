"""Reads mock artefacts from the source tree of a lesson, one reader per kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from milclicks.core.errors import N_
from milclicks.items.artefact import (
    CAST,
    Artefact,
    Bar,
    Chart,
    Frame,
    Line,
    Note,
    Page,
    Picture,
    Post,
    Script,
    Sheet,
)
from milclicks.items.measure import read_measure
from milclicks.items.reader import Reader


def _note(source: Reader, key: str) -> Note | None:
    inner = source.child(key)
    if inner is None:
        return None
    note = Note(inner.name(), inner.text("text"))
    inner.close()
    return note


def read_notes(source: Reader, key: str, *, needed: bool = True) -> tuple[Note, ...]:
    """Read a list of {id, text}."""
    found = []
    for row in source.rows(key, needed=needed):
        found.append(Note(row.name(), row.text("text")))
        row.close()
    return tuple(found)


def read_cast(source: Reader, key: str) -> str:
    """Read the id of one of the eight people of the story world; "" when left out."""
    return source.word(key, CAST, "")


def _post(source: Reader) -> Post:
    return Post(
        id=source.name(),
        kind="post",
        sender=source.text("sender"),
        body=source.text("body"),
        meta=_note(source, "meta"),
        avatar=read_cast(source, "avatar"),
        picture=source.name_or("picture"),
        date=_note(source, "date"),
        counts=_note(source, "counts"),
    )


def _line(row: Reader) -> Line:
    line = Line(
        row.name(),
        row.text("sender"),
        row.text("text"),
        read_cast(row, "avatar"),
        row.word("side", ("in", "out"), "in"),
        _note(row, "date"),
    )
    row.close()
    return line


def _script(kind: str) -> Callable[[Reader], Script]:
    def read(source: Reader) -> Script:
        return Script(
            id=source.name(),
            kind=kind,
            title=source.text_or("title") if kind == "sms" else source.text("title"),
            lines=tuple(_line(row) for row in source.rows("lines")),
            sound=source.name_here("sound") if kind == "radio" else "",
        )

    return read


def _page(source: Reader) -> Page:
    headline = _note(source, "headline")
    if headline is None:
        source.text("headline")
    return Page(
        id=source.name(),
        kind="page",
        title=source.text("title"),
        place_line=source.text("place_line"),
        headline=headline or Note("h", ""),
        body_blocks=read_notes(source, "body_blocks"),
        tag=_note(source, "tag"),
        picture=source.name_or("picture"),
    )


def _sheet(kind: str) -> Callable[[Reader], Sheet]:
    def read(source: Reader) -> Sheet:
        return Sheet(
            id=source.name(),
            kind=kind,
            title=source.text("title"),
            body_lines=read_notes(source, "body_lines"),
            stamp=_note(source, "stamp"),
            date=_note(source, "date"),
            small_print=_note(source, "small_print"),
        )

    return read


def _bar(row: Reader) -> Bar:
    bar = Bar(row.name(), row.text("label"), row.whole("value"))
    row.close()
    return bar


def _chart(source: Reader) -> Chart:
    chart = Chart(
        id=source.name(),
        kind="chart",
        title=source.text("title"),
        bars=tuple(_bar(row) for row in source.rows("bars")),
        axis_from=source.whole("axis_from"),
        axis_to=source.whole("axis_to"),
        unit=read_measure(source),
        small_print=_note(source, "small_print"),
    )
    if chart.axis_to <= chart.axis_from or any(bar.value > chart.axis_to for bar in chart.bars):
        source.report(
            "artefact.axis",
            N_("A bar of this chart does not fit its axis."),
            N_("Let the axis end above the highest bar and begin below its end."),
        )
    return chart


def _frame(source: Reader) -> Frame | None:
    inner = source.child("frame")
    if inner is None:
        return None
    frame = Frame(inner.whole("x"), inner.whole("y"), inner.whole("w"), inner.whole("h"))
    inner.close()
    if not inside(frame):
        inner.report("artefact.frame", OUTSIDE, STAY_INSIDE)
    return frame


OUTSIDE: Final = N_("This rectangle lies outside the picture.")
STAY_INSIDE: Final = N_(
    "Give x, y, width and height per mille, so that all stays within 0 to 1000."
)


def inside(frame: tuple[int, int, int, int]) -> bool:
    """Say whether a rectangle (x, y, w, h per mille) has a size and lies in the picture."""
    x, y, w, h = frame
    return x >= 0 and y >= 0 and w > 0 and h > 0 and x + w <= 1000 and y + h <= 1000


def _picture(source: Reader) -> Picture:
    return Picture(
        id=source.name(),
        kind="picture",
        picture=source.name("picture"),
        caption=source.text("caption"),
        frame=_frame(source),
    )


READERS: Final[dict[str, Callable[[Reader], Artefact]]] = {
    "post": _post,
    "chat": _script("chat"),
    "page": _page,
    "notice": _sheet("notice"),
    "label": _sheet("label"),
    "chart": _chart,
    "picture": _picture,
    "radio": _script("radio"),
    "sms": _script("sms"),
}


def read_artefact(source: Reader) -> Artefact:
    """Read one artefact of any kind."""
    kind = source.word("kind", tuple(READERS))
    artefact = READERS[kind](source)
    source.close()
    return artefact


def read_artefact_at(source: Reader, key: str) -> Artefact | None:
    """Read the artefact under a key that may be left out."""
    inner = source.child(key)
    return None if inner is None else read_artefact(inner)
