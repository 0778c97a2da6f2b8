"""A question on the wall, without its key and with it. Nobody's answer is ever shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from milclicks.core.texts import N_, Texts
from milclicks.items.base import Row
from milclicks.items.cloze import Cloze, best_option
from milclicks.items.hotspot import Hotspot
from milclicks.lessons.views import ItemView
from milclicks.ui.artefacts import artefact_view
from milclicks.ui.inline import plain
from milclicks.ui.items.sorting import TOGETHER
from milclicks.ui.items.state import ItemState
from milclicks.ui.pictures import Media
from milclicks.ui.present.blocks import (
    RIGHT,
    Joined,
    Sides,
    WallOption,
    counted,
    ink,
    letters,
    numbered,
    panel,
    words,
)
from milclicks.ui.present.fitting import fitted, pointed
from milclicks.ui.present.paging import Slide
from milclicks.ui.widgets.cards import Card

ONE_GOOD = N_("One good answer")
RANGE = N_("From {low} to {high} {unit}")
ANSWER = N_("Answer: {words}")
SAY_IT = N_("Say it, or write it down.")
VOTE = N_("Show the number with your fingers at your chest.")
VOTE_MANY = N_("Show the numbers with your fingers at your chest, one after the other.")
NO_KEY = N_("There is no right answer. Show it with your fingers.")


def question(view: ItemView, texts: Texts, media: Media) -> list[Slide]:
    """The slides of one question."""
    item = view.item
    beside = None
    shares: tuple[int, ...] = (46,)
    if isinstance(item, Hotspot):
        beside = pointed(ItemState(view), texts, media)
        shares = (70, 64, 58, 52, 46)
    elif item.stimulus is not None:
        art = item.stimulus
        beside = fitted(lambda: artefact_view(art, texts, media))
    make = _KINDS.get("survey" if item.survey else item.kind, _options)
    blocks, columns = make(view, texts)
    columns = 1 if beside is not None else columns
    note, together = _note(view, texts), item.kind == "match"
    brief = tuple(_joined(view, texts, why=False)) if together and view.explain else ()
    most = 2 if beside is None and all(isinstance(block, WallOption) for block in blocks) else 1
    return [Slide(item.stem, tuple(blocks), beside, columns, note, shares, together, brief, most)]


def _note(view: ItemView, texts: Texts) -> str:
    """The line below a question: how a class points where nobody can tap, what is joined."""
    kind, opened = view.item.kind, bool(view.explain)
    if kind == "match" and opened:
        return texts.say(TOGETHER)
    if isinstance(view.item, Hotspot) and not opened:
        return texts.say(VOTE if view.item.pick == 1 else VOTE_MANY)
    return ""


def _text(row: Row, texts: Texts) -> str:
    return row.text or (texts.message(row.label) if row.label else "")


def _options(view: ItemView, texts: Texts) -> tuple[list[QWidget], int]:
    key = {told.option: told for told in view.explain}
    marks = letters(texts)
    found: list[QWidget] = []
    for number, row in enumerate(view.rows):
        told = key.get(row.id)
        right = told.ok if told is not None else None
        said = texts.say(RIGHT) if right else ""
        why = told.text if told is not None else ""
        mark = marks[number % len(marks)]
        found.append(WallOption(number, mark, _text(row, texts), right=right, said=said, why=why))
    return found, 2 if len(found) > 3 else 1


def _survey(view: ItemView, texts: Texts) -> tuple[list[QWidget], int]:
    rows = numbered(texts, [_text(row, texts) for row in view.rows])
    return [words(texts.say(NO_KEY)), *rows], 1


def _order(view: ItemView, texts: Texts) -> tuple[list[QWidget], int]:
    if not view.explain:
        return _options(view, texts)
    lines = {row.id: row.text for row in view.rows}
    why = {told.option: told.text for told in view.explain}
    right = view.right.ids if view.right is not None else ()
    return numbered(texts, [f"**{plain(lines[key])}** {why.get(key, '')}" for key in right]), 1


def _match(view: ItemView, texts: Texts) -> tuple[list[QWidget], int]:
    if view.explain:
        return _joined(view, texts), 1
    marks = letters(texts)
    left: list[Card] = []
    for number, row in enumerate(view.rows, start=1):
        card = counted(texts, number, ink(row.text, strong=True), slim=True)
        card.setObjectName("match-left")
        card.setAccessibleName(f"{texts.number(number)}. {row.text}")
        left.append(card)
    right: list[Card] = [_partner(row, at, marks) for at, row in enumerate(view.partners)]
    return [Sides(left, right)], 1


def _joined(view: ItemView, texts: Texts, *, why: bool = True) -> list[QWidget]:
    """The pairs that belong together, then what belongs to nobody; with or without the reasons."""
    marks = letters(texts)
    place = {row.id: at for at, row in enumerate(view.partners)}
    sides = {row.id: row.text for row in view.partners}
    reasons = {told.option: told.text if why else "" for told in view.explain}
    found: list[QWidget] = []
    for number, row in enumerate(view.rows, start=1):
        letter = marks[place[row.id] % len(marks)]
        one = texts.number(number)
        found.append(Joined(one, row.text, letter, sides[row.id], reasons.get(row.id, "")))
    paired = {row.id for row in view.rows}
    alone = [row for row in view.partners if row.id not in paired]
    return [*found, *[_partner(row, place[row.id], marks, reasons[row.id]) for row in alone]]


def _partner(row: Row, at: int, marks: list[str], why: str | None = None) -> WallOption:
    """A right side with its letter; with `why` it belongs to nobody."""
    right = None if why is None else False
    option = WallOption(at, marks[at % len(marks)], row.text, right=right, why=why or "", slim=True)
    option.setObjectName("match-right" if why is None else "match-alone")
    return option


def _categorise(view: ItemView, texts: Texts) -> tuple[list[QWidget], int]:
    things = {row.id: row.text for row in view.rows}
    if not view.explain:
        groups = " · ".join(plain(row.text) for row in view.partners)
        return [
            words(groups, strong=True, colour="sun"),
            *[panel(ink(t)) for t in things.values()],
        ], 1
    placed = view.right.placed if view.right is not None else {}
    found: list[QWidget] = []
    for group in view.partners:
        inside = [ink(f"•  {text}") for key, text in things.items() if placed.get(key) == group.id]
        found.append(panel(ink(group.text, strong=True), *inside))
    return found, 2


def _cloze(view: ItemView, texts: Texts) -> tuple[list[QWidget], int]:
    item = view.item
    assert isinstance(item, Cloze)
    told = [each for each in view.explain if each.ok]
    found: list[QWidget] = [panel(ink(_gapped(item, bool(view.explain)), size=20))]
    if view.explain:
        return [*found, *[words(each.text, size=14) for each in told]], 1
    if item.mode in ("bank", "select"):
        bank = " · ".join(plain(row.text) for row in view.rows)
        found.append(words(bank, strong=True, colour="sun"))
    return found, 1


def _gapped(item: Cloze, opened: bool) -> str:
    right = {o.id for o in item.options if o.weight == 1}
    parts = []
    for segment in item.segments:
        if segment.kind == "words":
            parts.append(segment.text)
        elif segment.kind == "gap":
            parts.append(
                f"**{plain(best_option(item, segment.id).body)}**"
                if opened
                else "\u2026\u2026\u2026"
            )
        else:
            parts.append(
                f"**{plain(segment.text)}**" if opened and segment.id in right else segment.text
            )
    return "".join(parts)


def _number(view: ItemView, texts: Texts) -> tuple[list[QWidget], int]:
    item: Any = view.item
    if view.explain and item.answer is not None:
        said = texts.say(ANSWER, words=item.unit.counted(texts, item.answer))
        why = [told.text for told in view.explain if told.ok]
        return [panel(ink(said, strong=True, size=23)), *[words(text) for text in why]], 1
    low, high = texts.exact(item.low), texts.exact(item.high)
    unit = texts.unit(item.unit.beside(item.high))
    return [words(texts.say(RANGE, low=low, high=high, unit=unit))], 1


def _spoken(view: ItemView, texts: Texts) -> tuple[list[QWidget], int]:
    if not view.explain:
        return [words(texts.say(SAY_IT))], 1
    right = view.right.single if view.right is not None else ""
    said = ONE_GOOD if view.item.kind == "open" else ANSWER
    head = texts.say(said, words=plain(right)) if said == ANSWER else texts.say(said)
    found: list[QWidget] = [panel(ink(head, strong=True))]
    if view.item.kind == "open":
        found.append(panel(ink(right)))
        found += [words(f"•  {row.text}") for row in view.rows]
        return found, 1
    return [*found, *[words(told.text) for told in view.explain if told.ok]], 1


def _hotspot(view: ItemView, texts: Texts) -> tuple[list[QWidget], int]:
    names = {row.id: row.text for row in view.rows}
    if not view.explain:
        return [], 1
    found: list[QWidget] = []
    for number, told in enumerate(view.explain, start=1):
        if told.ok:
            text = f"**{texts.number(number)} · {plain(names.get(told.option, ''))}** {told.text}"
            found.append(panel(ink(text), tone="good_soft"))
    return found, 1


_KINDS: dict[str, Callable[[ItemView, Texts], tuple[list[QWidget], int]]] = {
    "survey": _survey,
    "order": _order,
    "match": _match,
    "categorise": _categorise,
    "cloze": _cloze,
    "number": _number,
    "short": _spoken,
    "open": _spoken,
    "hotspot": _hotspot,
}
